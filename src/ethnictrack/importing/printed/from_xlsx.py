"""Spreadsheets: every sheet as it stands, a total that nobody computed yet added up again."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from io import BytesIO

from ethnictrack.audit.printed import Printed, PrintedGrid
from ethnictrack.errors.files import WHY, HostileWorkbookError
from ethnictrack.importing.cell import Cell, Noted
from ethnictrack.importing.files.input_file import InputFile
from ethnictrack.importing.files.workbook import sheets_of
from ethnictrack.importing.files.zip_guard import column_number
from ethnictrack.importing.printed.from_text import grid_of

_DIGITS = 12  # of a number; a spreadsheet that saves it anew keeps fifteen
_SUM = re.compile(r"=SUM\(([A-Z0-9:,$]{1,4000})\)")
_SPAN = re.compile(r"\$?([A-Z]{1,3})\$?([0-9]{1,6})(?::\$?([A-Z]{1,3})\$?([0-9]{1,6}))?")
Rows = Sequence[Sequence[Cell]]


def read(name: str, content: bytes) -> Printed:
    """Read a workbook. Raises: the refusals of ``errors.files``."""
    if not content.startswith(b"PK"):
        raise HostileWorkbookError(name, WHY["structure"])
    sheets = sheets_of(InputFile(name, BytesIO(content)))
    grids = tuple(_grid(each.name, [row for _, row in each.rows()]) for each in sheets)
    words = (cell for grid in grids for row in grid.rows for cell in row)
    return Printed(grids, whole="\n".join(words))


def _grid(name: str, rows: Rows) -> PrintedGrid:
    cells = [[_written(cell, rows) for cell in row] for row in rows]
    while cells and not any(cells[-1]):
        cells.pop()
    return grid_of((_cut(row) for row in cells), name, headed=False)


def _cut(row: list[str]) -> list[str]:
    """Leave out the empty cells behind the last that holds anything."""
    filled = [at for at, cell in enumerate(row, 1) if cell]
    return row[: max(filled, default=0)]


def _written(cell: Cell, rows: Rows) -> str:
    match cell:
        case Noted():
            # That a number shows another is said of the formats of the file.
            return _added_up(cell.shows, rows) if cell.kind else _written(cell.value, rows)
        case int() | float() if not isinstance(cell, bool):
            return _number(cell)
        case datetime() if cell.hour == cell.minute == cell.second == 0:
            return cell.date().isoformat()
        case datetime() | date():
            return cell.isoformat()
        case _:
            return str(cell)


def _number(value: float) -> str:
    whole = int(value) if abs(value) < 10**15 else None
    return str(whole) if whole == value else format(value, f".{_DIGITS}g")


def _added_up(formula: str, rows: Rows) -> str:
    """Return what a sum of this sheet comes to; any other formula stands for itself."""
    found = _SUM.fullmatch(formula)
    spans = [_SPAN.fullmatch(each) for each in found[1].split(",")] if found else []
    if not spans:
        return formula
    total: float = 0
    for span in spans:
        if span is None:
            return formula
        total += sum(_numbers(span, rows))
    return _number(total)


def _numbers(span: re.Match[str], rows: Rows) -> Iterator[float]:
    top, left = int(span[2]), column_number(span[1])
    bottom = int(span[4]) if span[4] else top
    right = column_number(span[3]) if span[3] else left
    for row in rows[max(top, 1) - 1 : bottom]:
        for cell in row[max(left, 1) - 1 : right]:
            value = cell.value if isinstance(cell, Noted) else cell
            if isinstance(value, int | float) and not isinstance(value, bool):
                yield value
