"""Totals that recompute: a formula where the total is the sum of rows of its own sheet."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from ethnictrack.render.xlsx_cells import MOST
from ethnictrack.values.money import Dong

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ethnictrack.reports.table import Cell, Table


_MOST_RANGES = 200  # of one formula; spreadsheets take 255


def sum_formula(table: Table, place: int, first: int, letter: str) -> str | None:
    """Return the formula of a total, or None where it is more than a sum.

    ``first`` is the number of the first row on the sheet, ``letter`` the column's name there.
    Rows that nothing stands below are added up or, where that is not the total, the top rows.
    """
    total = _whole(table.total.cells[place]) if table.total else None
    if total is None or not table.rows:
        return None
    for chosen in _choices(table):
        if _sum(table, place, chosen) == total:
            return _written(chosen, first, letter)
    return None


def _choices(table: Table) -> tuple[list[int], list[int]]:
    """Return the rows that nothing stands below, and the top rows."""
    below = [later.level > row.level for row, later in pairwise(table.rows)]
    leaves = [at for at, has in enumerate([*below, False]) if not has]
    return leaves, [at for at, row in enumerate(table.rows) if row.level == 0]


def _whole(cell: Cell) -> int | None:
    value = cell.value if isinstance(cell, Dong) else cell
    return value if type(value) is int and abs(value) <= MOST else None


def _sum(table: Table, place: int, chosen: Sequence[int]) -> int | None:
    """Add cells up; None when one of them is no number on the sheet."""
    cells = [table.rows[at].cells[place] for at in chosen]
    values = [_whole(cell) for cell in cells if cell is not None]
    known = [value for value in values if value is not None]
    return sum(known) if len(known) == len(values) else None


def _written(chosen: Sequence[int], first: int, letter: str) -> str | None:
    """Write the sum over rows that follow each other as ranges."""
    ranges: list[tuple[int, int]] = []
    for at in chosen:
        if ranges and ranges[-1][1] == at - 1:
            ranges[-1] = ranges[-1][0], at
        else:
            ranges.append((at, at))
    if len(ranges) > _MOST_RANGES:
        return None
    spans = [f"{letter}{a + first}" + (f":{letter}{b + first}" if b > a else "") for a, b in ranges]
    return f"=SUM({','.join(spans)})"
