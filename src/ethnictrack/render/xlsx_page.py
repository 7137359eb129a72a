"""A sheet as it is read and printed: headings of forms, pages, and totals that recompute."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from ethnictrack.render.heads import PlacedHead, heads, on_paper
from ethnictrack.render.xlsx import IN_DONG, LINE, MOST, folds, put_text
from ethnictrack.values.money import Dong

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

    from ethnictrack.reports.table import Cell, Column, Table

PORTRAIT = 92  # digits across an A4 page, if a little smaller, as a table of few columns needs them
_LANDSCAPE = 116  # across its long side, whatever program prints it
_SMALLEST = 30  # percent of the letters' size; smaller ones nobody reads


def write_heads(
    sheet: Worksheet, top: int, columns: tuple[Column, ...], widths: list[int], how: Format
) -> dict[int, float]:
    """Write the headings from the row ``top`` on, each as tall as it folds; return how tall."""
    found = heads(columns)
    tall = {top + row: LINE * lines for row, lines in enumerate(_lines(found, widths))}
    for row, high in tall.items():
        sheet.set_row(row, high)
    for each in found:
        at = top + each.row, each.column
        if each.rows > 1 or each.columns > 1:
            sheet.merge_range(*at, at[0] + each.rows - 1, at[1] + each.columns - 1, "", how)
        put_text(sheet, at, each.text, how)
    return tall


def _lines(found: list[PlacedHead], widths: list[int]) -> list[int]:
    """Return how many lines each row of headings is tall; merged cells get what they lack last."""
    tall = [1] * (1 + max(each.row for each in found))
    for each in sorted(found, key=lambda head: head.rows):
        width = sum(widths[each.column : each.column + each.columns])
        covered = range(each.row, each.row + each.rows)
        lacking = folds(each.text, width, bold=True) - sum(tall[row] for row in covered)
        tall[covered[-1]] += max(lacking, 0)
    return tall


def side_by_side(sheet: Worksheet, table: Table, widths: list[int]) -> tuple[range, float]:
    """Print a form in the parts it has on paper, its first columns on each page.

    Return the columns that only the first page has, and by how much the sheet is made smaller.
    """
    pages = list(on_paper(table, IN_DONG))
    wide = sum(widths) > PORTRAIT
    if len(pages) < 2:  # noqa: PLR2004 - one page, as any table
        return range(len(widths)), scale_of(widths, wide=wide)
    kept = [column for column in pages[0].columns if column in pages[1].columns]
    fresh = [next(each for each in page.columns if each not in kept) for page in pages[1:]]
    at = table.columns.index
    across = max(sum(widths[at(column)] for column in page.columns) for page in pages)
    percent = max(min(100, 100 * _LANDSCAPE // across), _SMALLEST)
    sheet.repeat_columns(0, len(kept) - 1)
    sheet.set_v_pagebreaks([at(column) for column in fresh])
    sheet.set_print_scale(percent)
    return range(len(kept), at(fresh[0])), percent / 100


_UPRIGHT, _ASIDE = (495, 726), (741, 480)  # points of A4 within the margins: across, down
_DIGIT, _EDGES = 6.0, 3.75  # points of a digit in the house's font, of the edges of a column
_SURE = 0.85  # of a page: programs do not agree on how high a row is
_ENDS = 2  # rows that stay with the headings, and with a total and what stands below the table
_MOST = 1000  # breaks; Excel takes a few more


def scale_of(widths: Sequence[int], *, wide: bool) -> float:
    """Return by how much a sheet is made smaller for its columns to fit the page."""
    across = sum(_DIGIT * width + _EDGES for width in widths)
    return min(1.0, (_ASIDE if wide else _UPRIGHT)[0] / across)


def turn_pages(
    sheet: Worksheet,
    heights: dict[int, float],
    rows: tuple[int, int, int, int],
    page: tuple[bool, float],
) -> None:
    """Break a sheet where neither headings, nor a total, nor a signature stand alone.

    ``heights`` are those of the rows that are not one line high, in points; ``rows`` are the first
    of the headings, the first and the last of the table, and the last of the sheet; ``page`` says
    whether it is on its side, and by how much the sheet is made smaller.
    """
    top, first, last, end = rows
    wide, scale = page
    high = [heights.get(row, LINE) for row in range(end + 1)]
    room = (_ASIDE if wide else _UPRIGHT)[1] / scale * _SURE
    if sum(high) <= room:
        return
    short = last - first <= _ENDS
    head = range(last + 1 if short else first + _ENDS)
    tail = range(last + 1 if short else max(last - _ENDS, len(head)), end + 1)
    found = page_starts(high, [head, tail], room, sum(high[top:first]))
    if found and len(found) <= _MOST:
        sheet.set_h_pagebreaks(found)


def page_starts(
    heights: Sequence[float], kept: Sequence[range], room: float, repeated: float
) -> list[int]:
    """Return the rows that begin a page, but the first one.

    ``kept`` are rows that stay together as long as a page holds them; ``repeated`` is how high the
    headings are that stand on every further page.
    """
    ends = {each.start: each.stop for each in kept if len(each)}
    found, used, at = [], 0.0, 0
    while at < len(heights):
        stop = ends.get(at, at + 1)
        need = sum(heights[at:stop])
        if need > room - repeated:
            stop, need = at + 1, heights[at]
        if used and used + need > room:
            found.append(at)
            used = repeated
        used += need
        at = stop
    return found


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
