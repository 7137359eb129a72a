"""Tables for a terminal: figures always whole, texts folded, bars where there is room.

Nothing of the data reaches Rich except as ``Text``, so that no bracket, colon or escape in it
means anything. What does not fit as a table is written as one record below the other.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from rich.cells import cell_len
from rich.console import Console, RenderableType
from rich.table import Table as Grid
from rich.text import Text

from ethnictrack.render.drawing import bars, curve
from ethnictrack.render.grid import GAP, Fit, fit, grid, set_in
from ethnictrack.render.heads import filled, parted
from ethnictrack.render.layout import (
    WordedTable,
    is_right,
    numbered,
    sentences,
    shown,
    stanzas,
    worded,
)
from ethnictrack.render.words import NOTHING, View, say
from ethnictrack.reports.chart import Bars, Curve
from ethnictrack.reports.table import Block, Heading, Paragraph, Result, Table, Unit

if TYPE_CHECKING:
    from ethnictrack.render.layout import WordedRow
    from ethnictrack.reports.table import Column

_UNLIMITED = 100_000  # columns, where nothing limits a line
_LINES = 100  # a screen's height means nothing here; Rich asks for one
_NARROWEST = 40  # columns; below that even one figure and its heading would not fit


def render(result: Result, look: View) -> bytes:
    """Write a document for a screen."""
    return screen(result, look).encode("utf-8", "backslashreplace")


def screen(result: Result, look: View) -> str:
    """Return what the screen shows; without colour there is not one escape in it."""
    page = io.StringIO()
    console = _console(page, look)
    document = result.document
    console.print(_text(say(document.title), "bold"))
    for line in document.basis:
        console.print(_text(say(line)))
    for stanza in stanzas(document):
        parts = [part for block in stanza for part in _parts(block, look)]
        for part in [Text(), *parts] if parts else []:
            console.print(part)
    return "".join(f"{line.rstrip(' ')}\n" for line in page.getvalue().splitlines())


def _console(page: io.StringIO, look: View) -> Console:
    """Make a console that asks neither the environment nor the terminal anything."""
    return Console(
        file=page,
        width=_width(look),
        height=_LINES,
        color_system="standard" if look.colour else None,
        force_terminal=look.colour,
        no_color=not look.colour,
        markup=False,
        emoji=False,
        highlight=False,
        legacy_windows=False,
        _environ={},
    )


def _width(look: View) -> int:
    return max(look.width or _UNLIMITED, _NARROWEST)


def _text(written: str, style: str = "") -> Text:
    return Text(written, style, overflow="fold")


def _parts(block: Block, look: View) -> Iterator[RenderableType]:
    match block:
        case Heading():
            yield _text(numbered(block), "bold")
        case Paragraph(bullet=False):
            yield from map(_text, sentences(block))
        case Paragraph():
            yield _bullet(sentences(block), look)
        case Bars():
            if block.on_screen:
                yield from bars(block, _width(look), look)
        case Curve():
            yield from curve(block, _width(look), look)
        case _:
            if block.title:
                yield _text(say(block.title), "bold")
            yield from _table(block, look)


def _bullet(lines: list[str], look: View) -> Grid:
    grid = Grid.grid(padding=(0, 1, 0, 0))
    grid.add_row(Text("•" if look.unicode else "-"), _text("\n".join(lines)))
    return grid


def _fitted(table: Table, sheet: WordedTable, width: int) -> Fit | None:
    return fit(sheet, width, bars=table.bars, tight=table.tight)


def _table(table: Table, look: View) -> Iterator[RenderableType]:
    if table.empty and not table.rows:
        yield _text(say(table.empty))
        return
    width = _width(look)
    for number, part in enumerate(
        parted(filled(shown(table)), lambda part: bool(_fitted(part, worded(part, look), width)))
    ):
        if number:
            yield Text()
        sheet = worded(part, look)
        fitted = _fitted(part, sheet, width)
        if fitted:
            yield grid(sheet, fitted, look)
        else:
            yield from records(sheet, width, unicode=look.unicode)


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
