"""Where the rows of a printed sheet go on to the next page: nothing short is torn."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from ethnictrack.render.xlsx_folds import LINE

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

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
