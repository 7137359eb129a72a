"""Charts on a screen, drawn with block characters, or with signs every terminal has."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import zip_longest
from typing import TYPE_CHECKING

from rich.cells import cell_len, set_cell_size
from rich.table import Table as Grid
from rich.text import Text

from ethnictrack.render.grid import GAP, bar, bar_style
from ethnictrack.render.words import View, say, word
from ethnictrack.reports.table import Unit
from ethnictrack.values.money import round_half_up

if TYPE_CHECKING:
    from rich.console import RenderableType

    from ethnictrack.reports.chart import Bar, Bars, Curve, Series

_WIDEST = 100  # columns of a chart; a longer bar says no more
_LEAST = 10  # columns a bar or its label has at least
_LINE = Fraction(1, 10)  # what a line of a curve stands for, as far as the lines below reach
_LINES = 15  # of a curve at most, or each would stand for more
_LABELLED = 5  # every so many lines of a curve the axis says the rate
_COLUMN = 3  # columns of a curve's block at most
_RISING = " ▁▂▃▄▅▆▇█"
_MARKS, _PLAIN_MARKS = "○×◇", "ox+"  # of the series beside the first


def bars(chart: Bars, width: int, look: View) -> Iterator[RenderableType]:
    """Yield a title, a line for each bar, and what the mark stands for."""
    figures = [_figures(row, look) for row in chart.rows]
    labels = [say(row.label) for row in chart.rows]
    widest = max(map(cell_len, figures), default=0)
    width = min(width, _WIDEST)
    label = max(min(max(map(cell_len, labels), default=0), width // 3), _LEAST)
    room = max(width - label - widest - 2 * GAP, _LEAST)
    longest = max([Fraction(1), *(row.rate for row in chart.rows if row.rate is not None)])
    yield Text(say(chart.title), "bold", overflow="fold")
    laid = Grid.grid(padding=(0, GAP, 0, 0))
    laid.add_column(width=label)
    laid.add_column(width=room, no_wrap=True)
    laid.add_column(width=widest, justify="right", no_wrap=True)
    for row, name, figure in zip(chart.rows, labels, figures, strict=True):
        drawn = _marked(_bar(row, longest, room, look), _place(chart.mark, longest, room), look)
        laid.add_row(Text(name, overflow="fold"), drawn, Text(figure))
    yield laid
    if chart.mark is not None:
        what = f" {say(chart.mark_label)}" if chart.mark_label else ""
        said = f"{_line(look)} {word(chart.mark, Unit.RATE, look)}{what}"
        yield Text(said, "dim", overflow="fold")


def _figures(row: Bar, look: View) -> str:
    """Write the figures of a bar: the amount, of what, and the rate."""
    amounts = [word(each, Unit.DONG, look) for each in (row.amount, row.whole) if each is not None]
    rate = word(row.rate, Unit.RATE, look)
    return f"{' / '.join(amounts)}  {rate}" if amounts else rate


def _bar(row: Bar, longest: Fraction, room: int, look: View) -> Text:
    share = None if row.rate is None else row.rate / longest
    drawn = bar(share, unicode=look.unicode, width=room).rstrip(".")
    return Text(set_cell_size(drawn, room), bar_style(row.rate))


def _place(mark: Fraction | None, longest: Fraction, room: int) -> int | None:
    """Return the column the mark stands in."""
    if mark is None:
        return None
    return min(int(mark / longest * room), room - 1)


def _marked(drawn: Text, place: int | None, look: View) -> Text:
    """Put the mark over a bar, in a style of its own."""
    if place is None:
        return drawn
    return Text.assemble(drawn[:place], (_line(look), "bold"), drawn[place + 1 :])


def _line(look: View) -> str:
    return "│" if look.unicode else "|"


def curve(chart: Curve, width: int, look: View) -> Iterator[RenderableType]:
    """Yield a title, columns for the first series with marks for the others, and what is what."""
    yield Text(say(chart.title), "bold", overflow="fold")
    marks = _MARKS if look.unicode else _PLAIN_MARKS
    rise, lines = _scale(chart)
    axis = [word(rise * step, Unit.RATE, View(decimals=0)) for step in range(lines + 1)]
    margin = max(map(cell_len, axis))
    others = chart.series[1:]
    slot = _slot(min(width, _WIDEST) - margin - 2, len(chart.labels), len(others))
    for step in range(lines, 0, -1):
        said = axis[step] if step % _LABELLED == 0 else ""
        line = Text(f"{said:>{margin}} {_line(look)}")
        for place in range(len(chart.labels)):
            column = _block(chart.series[0].points[place], rise, step, look)
            line.append(column * _column(slot, len(others)))
            for mark, each in zip(marks, others, strict=False):
                line.append(mark if _stands(each, place, rise, step) else " ", "cyan")
            line.append(" ")
        yield line
    yield Text(f"{axis[0]:>{margin}} " + ("└" if look.unicode else "+") + _floor(chart, slot, look))
    yield Text(" " * (margin + 2) + _labels(chart, slot))
    yield _legend(chart, marks, look)


def _scale(chart: Curve) -> tuple[Fraction, int]:
    """Return what a line stands for, and how many lines there are; 100 % is always one of them."""
    known = [each for series in chart.series for each in series.points if each is not None]
    highest = max([Fraction(1), *known])
    rise = _LINE if highest <= _LINE * _LINES else Fraction(-(-highest // 1), 10)
    return rise, int(-(-highest // rise))


def _slot(room: int, labels: int, others: int) -> int:
    """Return the columns a label has: its block, a mark for each other series, a blank."""
    return min(max(room // max(labels, 1), others + 2), others + 1 + _COLUMN)


def _column(slot: int, others: int) -> int:
    return slot - others - 1


def _block(point: Fraction | None, rise: Fraction, step: int, look: View) -> str:
    """Return what a column shows in one line, counted from the bottom, in eighths."""
    if point is None or point <= 0:
        return " "
    eighths = max(int(round_half_up(point / rise * 8, 0)), 1)
    part = min(max(eighths - (step - 1) * 8, 0), 8)
    if look.unicode:
        return _RISING[part]
    lowest = step == 1 and part > 0
    return "#" if part >= 4 or lowest else " "  # noqa: PLR2004 - half a line


def _stands(series: Series, place: int, rise: Fraction, step: int) -> bool:
    """Tell whether a mark stands in this line: the line its rate reaches into."""
    point = series.points[place]
    if point is None:
        return False
    return max(int(-(-point // rise)), 1) == step


def _floor(chart: Curve, slot: int, look: View) -> str:
    return ("─" if look.unicode else "-") * (slot * len(chart.labels))


def _labels(chart: Curve, slot: int) -> str:
    """Return the labels, every second or third of them where they are too long to stand."""
    said = [say(label) for label in chart.labels]
    longest = max(map(cell_len, said), default=0)
    stride = -(-(longest + 1) // slot)
    shown = [set_cell_size(each, slot * stride) for each in said[::stride]]
    return "".join(shown).rstrip()


def _legend(chart: Curve, marks: str, look: View) -> Text:
    first = "█" if look.unicode else "#"
    pairs = zip_longest(first + marks[: len(chart.series) - 1], chart.series, fillvalue="")
    said = [f"{mark} {say(each.name)}" for mark, each in pairs if not isinstance(each, str)]
    return Text("   ".join(said), overflow="fold")
