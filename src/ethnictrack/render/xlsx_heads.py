"""The headings of a sheet's table; those of a form are merged over rows and columns."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ethnictrack.render.heads import PlacedHead, heads, on_paper
from ethnictrack.render.xlsx_cells import IN_DONG, put_text
from ethnictrack.render.xlsx_folds import LINE, folds
from ethnictrack.render.xlsx_pages import scale_of

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

    from ethnictrack.reports.table import Column, Table

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
