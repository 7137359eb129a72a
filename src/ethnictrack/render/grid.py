"""A table on a screen: one rule under the headings, one over the total, none elsewhere."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rich.box import Box
from rich.padding import Padding
from rich.table import Table as Grid
from rich.text import Text

from ethnictrack.render.bars import BAR, bar, bar_style
from ethnictrack.render.fitting import INDENT, Fit
from ethnictrack.render.heads import marks
from ethnictrack.render.layout import WordedRow, WordedTable, is_right, rate_of
from ethnictrack.reports.table import Unit

if TYPE_CHECKING:
    from rich.console import RenderableType

    from ethnictrack.render.words import View


def grid(sheet: WordedTable, fitted: Fit, look: View) -> Grid:
    """Lay a table out in the widths it was fitted to."""
    laid = Grid(
        box=_rules("─" if look.unicode else "-"),
        show_edge=False,
        pad_edge=False,
        padding=(0, fitted.gap - 1, 0, 0),  # the rule between two columns is a blank of its own
        header_style="bold",
        border_style="dim",
    )
    for column, heading, width in zip(sheet.columns, sheet.headings, fitted.widths, strict=True):
        title = Text(heading, overflow="fold")
        laid.add_column(title, width=width, justify="right" if is_right(column) else "left")
        if fitted.bars and column.unit is Unit.RATE:
            laid.add_column(width=BAR)
    _number(laid, sheet, fitted)
    for line in sheet.lines:
        if line.total:
            laid.add_section()
        laid.add_row(*_cells(sheet, line, fitted, look), style="bold" if line.total else None)
    return laid


def _number(laid: Grid, sheet: WordedTable, fitted: Fit) -> None:
    """Put the numbers of a form's columns under their headings."""
    cells: list[Text] = []
    numbers = zip(marks(sheet.columns), sheet.columns, fitted.widths, strict=False)
    for mark, column, width in numbers:
        cells.append(Text(_broken(mark, width), overflow="fold"))
        if fitted.bars and column.unit is Unit.RATE:
            cells.append(Text())
    if cells:
        laid.add_row(*cells, style="dim", end_section=True)


def _broken(mark: str, width: int) -> str:
    """Break a formula before a sign, never within a number."""
    lines = [""]
    for piece in re.findall(r"[^\d]?\d+", mark):
        if len(lines[-1]) + len(piece) > width and lines[-1]:
            lines.append("")
        lines[-1] += piece
    return "\n".join(lines)


def _rules(mark: str) -> Box:
    """Return a box without sides: rules under the headings and where a section ends."""
    blank, rule = " " * 4, f" {mark * 2} "
    lines = [blank, blank, rule, blank, rule, rule, blank, blank]
    return Box("\n".join(lines), ascii=mark.isascii())


def _cells(sheet: WordedTable, line: WordedRow, fitted: Fit, look: View) -> list[RenderableType]:
    cells: list[RenderableType] = []
    for place, column in enumerate(sheet.columns):
        value = Text(line.cells[place], overflow="fold", no_wrap=column.unit is not Unit.TEXT)
        cells.append(set_in(value, sheet, line, place))
        if fitted.bars and column.unit is Unit.RATE:
            rate = rate_of(line.row.cells[place])
            cells.append(Text(bar(rate, unicode=look.unicode), bar_style(rate)))
    return cells


def set_in(value: Text, sheet: WordedTable, line: WordedRow, place: int) -> RenderableType:
    """Set a cell of the outline in by its level; lines it folds into stay under the first."""
    inset = INDENT * line.row.level if place == sheet.outline else 0
    return Padding(value, (0, 0, 0, inset)) if inset else value
