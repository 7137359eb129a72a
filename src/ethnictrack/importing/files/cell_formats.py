"""Which format each cell of a sheet has, where it may make a difference; kept by runs of a column.

A column has few formats from its first cell to its last, and a sheet a million cells.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from datetime import date

from ethnictrack.audit.printed import column_letters
from ethnictrack.importing.cell import Cell, Noted
from ethnictrack.importing.files.number_format import rounds, shown_day, shown_number
from ethnictrack.importing.sheets.sheet import Facts


class CellFormats:
    """Is told the format of each cell that holds something, and then looks at the rows."""

    def __init__(self, facts: Facts) -> None:
        self._facts = facts
        self._runs: dict[int, tuple[list[int], list[str]]] = {}

    def add(self, line: int, column: int, code: str) -> None:
        """Take note of a cell: its format, or "" where that makes no difference."""
        run = self._runs.get(column)
        if run is None:
            if code:
                self._runs[column] = [line], [code]
        elif line < run[0][-1]:
            self._out_of_order(run, line, code)
        elif run[1][-1] != code:
            run[0].append(line)
            run[1].append(code)

    @staticmethod
    def _out_of_order(run: tuple[list[int], list[str]], line: int, code: str) -> None:
        """Take note of a cell above those that were told before."""
        at = bisect_right(run[0], line)
        goes_on = run[1][at - 1] if at else ""
        run[0][at:at], run[1][at:at] = [line, line + 1], [code, goes_on]

    def look(self, line: int, row: list[Cell]) -> None:
        """Put in the place of numbers and days what is to be known of them."""
        for column in self._runs:
            if column > len(row) or not isinstance(cell := row[column - 1], int | float | date):
                continue
            lines, codes = self._runs[column]
            code = codes[at - 1] if (at := bisect_right(lines, line)) else ""
            if code and not isinstance(cell, bool):
                row[column - 1] = self._noted(cell, code, f"{column_letters(column)}{line}")

    def _noted(self, cell: float | date, code: str, place: str) -> Cell:
        """Return a cell, with what it shows where that is something else."""
        if isinstance(cell, date):
            return shown_day(cell, code, place) or cell
        self._facts.rounded += rounds(cell, code)
        return shown_number(cell, code, place) or cell


Faults = dict[int, dict[int, Noted]]  # the cells without a value, by line and column


def finished(line: int, row: Sequence[Cell], formats: CellFormats, faults: Faults) -> list[Cell]:
    """Return a row with all that is to be known of its cells."""
    cells = [*row]
    formats.look(line, cells)
    for column, fault in faults.get(line, {}).items():
        cells += [""] * (column - len(cells))
        cells[column - 1] = fault
    return cells
