"""A table on a screen: how wide its columns are, its rules, and bars beside its rates.

Figures stay whole, texts are folded, or there is no table. One rule stands under the headings, one
over the total, none elsewhere.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction
from itertools import product
from typing import TYPE_CHECKING

from rich.box import Box
from rich.cells import cell_len
from rich.padding import Padding
from rich.table import Table as Grid
from rich.text import Text

from ethnictrack.render.heads import marks
from ethnictrack.render.layout import WordedRow, WordedTable, is_right, rate_of
from ethnictrack.reports.table import Unit
from ethnictrack.values.money import round_half_up

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


GAP = 2  # columns between two columns
INDENT = 2  # columns a level of a tree is set in
_TEXT = 12  # columns a text keeps, or it would fold after every word
_SHORT = 12  # columns of a heading that is not broken as long as there is room
_WHOLE = 1000
# What a list tries in turn: the columns a text keeps, and those between two columns.
_TIGHT = tuple((text, gap) for text in (_WHOLE, _TEXT, 8) for gap in (GAP, GAP - 1))
_WORD = 24  # columns of the longest word that is kept whole where there is room
_CRAMPED = 8  # lines of a narrow cell that are too many
_COMFORT = 20  # columns a text keeps before bars take any


@dataclass(frozen=True, slots=True)
class Fit:
    """The width of each column, and whether bars stand behind the rates."""

    widths: list[int]
    bars: bool
    gap: int = GAP


@dataclass(frozen=True, slots=True)
class _Need:
    """What a column must have, what it can use, and what its heading would like."""

    least: int
    whole: int
    heading: int


def fit(sheet: WordedTable, width: int, *, bars: bool, tight: bool = False) -> Fit | None:
    """Share the width of the screen out; None when not even figures and short texts fit.

    In a ``tight`` table texts are shorter and columns closer before that.
    """
    places = range(len(sheet.columns))
    room = width - GAP * (len(places) - 1)
    if bars:
        rates = sum(column.unit is Unit.RATE for column in sheet.columns)
        needs = [_need(sheet, place, _COMFORT) for place in places]
        if widths := _shared(needs, room - rates * (GAP + BAR)):
            return Fit(widths, bars=True)
    tries = product((_WORD, 0), _TIGHT if tight else [(_TEXT, GAP)])
    found = filter(None, (_without_bars(sheet, width, *each) for each in tries))
    return next((each for each, cramped in found if tight or not cramped), None)


def _without_bars(
    sheet: WordedTable, width: int, word: int, tried: tuple[int, int]
) -> tuple[Fit, bool] | None:
    """Share the width out with texts and gaps of a size; say whether a text is cramped then."""
    text, gap = tried
    needs = [_need(sheet, place, text, word) for place in range(len(sheet.columns))]
    widths = _shared(needs, width - gap * (len(needs) - 1))
    return (Fit(widths, bars=False, gap=gap), _is_cramped(widths, needs)) if widths else None


def _is_cramped(widths: list[int], needs: list[_Need]) -> bool:
    """Say whether a text stands in a narrow column, on more lines than anybody reads so."""
    return any(
        width < _COMFORT and need.whole > _CRAMPED * width
        for width, need in zip(widths, needs, strict=True)
    )


def _need(sheet: WordedTable, place: int, text: int, word: int = 0) -> _Need:
    """Measure a column; only text may be narrower than its longest cell.

    Words of it up to a length of ``word`` stay whole.
    """
    inset = INDENT if place == sheet.outline else 0
    insets = [inset * line.row.level for line in sheet.lines]
    cells = [_broad(line.cells[place]) + by for line, by in zip(sheet.lines, insets, strict=True)]
    heading = sheet.headings[place]
    words = [cell_len(one) for one in heading.split()]
    whole = max([1, *cells, *words])
    is_text = sheet.columns[place].unit is Unit.TEXT
    parts = (one for line in sheet.lines for one in line.cells[place].split())
    longest = max(map(cell_len, parts), default=0)
    kept = longest if longest <= word else 0
    least = min(whole, max(text, kept) + max(insets, default=0)) if is_text else whole
    return _Need(least, whole, cell_len(heading))


def _broad(cell: str) -> int:
    """Return the columns the broadest line of a cell takes."""
    return max(map(cell_len, cell.split("\n")))


def _shared(needs: list[_Need], room: int) -> list[int]:
    """Give each column the least it needs, then what it wishes as far as there is room.

    Short headings in one line come first, as they cost next to nothing; then texts in full; long
    headings last. Nothing is returned when not even the least is there.
    """
    widths = [need.least for need in needs]
    if sum(widths) > room:
        return []
    _grow(widths, [need.heading if need.heading <= _SHORT else 0 for need in needs], room)
    _grow(widths, [need.whole for need in needs], room)
    _grow(widths, [need.heading for need in needs], room)
    return widths


def _grow(widths: list[int], wishes: list[int], room: int) -> None:
    """Widen the narrowest column that wishes for more, step by step, while there is room."""
    for _ in range(room - sum(widths)):
        wanting = [place for place, width in enumerate(widths) if width < wishes[place]]
        if not wanting:
            return
        widths[min(wanting, key=widths.__getitem__)] += 1


BAR = 10  # columns of a whole bar
_EIGHTHS = " ▏▎▍▌▋▊▉█"
_HALF = Fraction(1, 2)
_FINE, _COARSE = 8, 1  # steps a column is divided into


def bar(rate: Fraction | None, *, unicode: bool, width: int = BAR) -> str:
    """Draw a rate; only nothing is drawn empty, and only all of it full."""
    if rate is None:
        return ""
    steps = _steps(rate, width * (_FINE if unicode else _COARSE))
    if not unicode:
        return "#" * steps + "." * (width - steps)
    whole, part = divmod(steps, _FINE)
    return ("█" * whole + _EIGHTHS[part]).rstrip() if steps else ""


def _steps(rate: Fraction, most: int) -> int:
    if rate <= 0 or rate >= 1:
        return most if rate >= 1 else 0
    return min(max(int(round_half_up(rate * most, 0)), 1), most - 1)


def bar_style(rate: Fraction | None) -> str:
    """Return the colour of a bar; it repeats what the bar's length and the figure say."""
    if rate is None:
        return ""
    if rate > 1:
        return "red"
    return "green" if rate >= _HALF else "yellow"
