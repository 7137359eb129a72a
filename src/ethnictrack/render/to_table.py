"""Tables for a terminal: figures always whole, texts folded, bars where there is room.

Nothing of the data reaches Rich except as ``Text``, so that no bracket, colon or escape in it
means anything. What does not fit as a table is written as one record below the other.
"""

from __future__ import annotations

import io
from collections.abc import Iterator

from rich.console import Console, RenderableType
from rich.table import Table as Grid
from rich.text import Text

from ethnictrack.render.drawing import bars, curve
from ethnictrack.render.fitting import Fit, fit
from ethnictrack.render.grid import grid
from ethnictrack.render.heads import filled, parted
from ethnictrack.render.layout import WordedTable, numbered, sentences, shown, stanzas, worded
from ethnictrack.render.records import records
from ethnictrack.render.words import View, say
from ethnictrack.reports.chart import Bars, Curve
from ethnictrack.reports.table import Block, Heading, Paragraph, Result, Table

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
