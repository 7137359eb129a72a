"""A table too wide for the screen: one record below the other, a line for each column."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from rich.cells import cell_len
from rich.table import Table as Grid
from rich.text import Text

from ethnictrack.render.fitting import GAP
from ethnictrack.render.grid import set_in
from ethnictrack.render.layout import is_right
from ethnictrack.render.words import NOTHING
from ethnictrack.reports.table import Unit

if TYPE_CHECKING:
    from rich.console import RenderableType

    from ethnictrack.render.layout import WordedRow, WordedTable
    from ethnictrack.reports.table import Column

_HEADING = 8  # columns a heading keeps before it folds no further


def records(sheet: WordedTable, width: int, *, unicode: bool) -> Iterator[RenderableType]:
    """Yield the records; values stand one below the other, figures whole and right."""
    whole = _longest(sheet, lambda column: column.unit not in {Unit.TEXT, Unit.CODE})
    figures = _longest(sheet, is_right)
    headings = max(cell_len(heading) for heading in sheet.headings) + 1
    room = min(headings, max(width - GAP - whole, _HEADING))
    for number, line in enumerate(sheet.lines):
        if line.total:
            yield Text(("─" if unicode else "-") * width, "dim")
        elif number:
            yield Text()
        yield _record(sheet, line, room, figures)


def _longest(sheet: WordedTable, wanted: Callable[[Column], bool]) -> int:
    """Return the columns the longest cell of the wanted columns takes."""
    places = [place for place, column in enumerate(sheet.columns) if wanted(column)]
    return max((cell_len(line.cells[at]) for line in sheet.lines for at in places), default=0)


def _record(sheet: WordedTable, line: WordedRow, room: int, figures: int) -> Grid:
    """Lay one record out: headings in a column, values beside them."""
    laid = Grid.grid(padding=(0, GAP, 0, 0))
    laid.add_column(width=room)
    laid.add_column()
    style = "bold" if line.total else ""
    for place, column in enumerate(sheet.columns):
        if line.total and line.cells[place].strip() in {"", NOTHING}:
            continue  # a total has nothing to say there
        cell = line.cells[place].rjust(figures) if is_right(column) else line.cells[place]
        heading = Text(f"{sheet.headings[place]}:", style or "dim", overflow="fold")
        value = Text(cell, style, overflow="fold")
        laid.add_row(heading, set_in(value, sheet, line, place))
    return laid
