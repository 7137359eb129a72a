"""Where the parts of a chart stand in its picture; the template draws them.

Coordinates are plain numbers in the picture's own grid. Every figure that is drawn is also written,
and every picture has its text alternative.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from ethnictrack.render.words import View, say, word
from ethnictrack.reports.table import Unit
from ethnictrack.values.money import round_half_up

if TYPE_CHECKING:
    from ethnictrack.reports.chart import Bar, Bars, Curve, Series

_WIDTH = 100  # a bar's grid across: percent of its track
_LEFT, _TOP, _HIGH, _STEP = 66, 12, 200, 50  # of the curve's grid; letters grow on a phone
_QUARTER = Fraction(1, 4)


@dataclass(frozen=True, slots=True)
class DrawnBar:
    """A bar in words and as a width in percent; None where nothing is drawn."""

    label: str
    figures: str
    width: str | None
    beyond: bool


@dataclass(frozen=True, slots=True)
class DrawnBars:
    """Bars, the place of their mark, and what the whole says in one sentence."""

    title: str
    rows: list[DrawnBar]
    mark: str | None
    legend: str
    kind: str = "bars"


@dataclass(frozen=True, slots=True)
class DrawnSeries:
    """One curve: its name, its line, and a point for each figure."""

    name: str
    dashed: bool
    line: str
    points: list[tuple[str, str, str]]


@dataclass(frozen=True, slots=True)
class DrawnCurve:
    """Curves over an axis of rates and an axis of labels."""

    title: str
    left: int
    width: int
    height: int
    grid: list[tuple[str, str]]
    labels: list[tuple[str, str]]
    series: list[DrawnSeries]
    kind: str = "curve"


def drawn_bars(chart: Bars, look: View) -> DrawnBars:
    """Place bars and mark on one scale, which ends at 100 % or at the longest bar."""
    longest = max([Fraction(1), *(row.rate for row in chart.rows if row.rate is not None)])
    mark = None if chart.mark is None else _number(chart.mark / longest * _WIDTH)
    legend = ""
    if chart.mark is not None:
        what = say(chart.mark_label) if chart.mark_label else ""
        legend = f"{word(chart.mark, Unit.RATE, look)} {what}".strip()
    rows = [_bar(row, longest, look) for row in chart.rows]
    return DrawnBars(say(chart.title), rows, mark, legend)


def _bar(row: Bar, longest: Fraction, look: View) -> DrawnBar:
    amounts = [word(each, Unit.DONG, look) for each in (row.amount, row.whole) if each is not None]
    figures = [*([" / ".join(amounts)] if amounts else []), word(row.rate, Unit.RATE, look)]
    width = None if row.rate is None else _number(max(row.rate, Fraction(0)) / longest * _WIDTH)
    beyond = row.rate is not None and row.rate > 1
    return DrawnBar(say(row.label), " · ".join(figures), width, beyond)


def drawn_curve(chart: Curve, look: View) -> DrawnCurve:
    """Place the points of every series; a gap in the figures is a gap in the line."""
    known = [each for series in chart.series for each in series.points if each is not None]
    highest = max([Fraction(1), *known])
    top = -(-highest // _QUARTER) * _QUARTER
    quarters = [_QUARTER * step for step in range(int(top / _QUARTER) + 1)]
    grid = [(_number(_y(rate, top)), word(rate, Unit.RATE, View(decimals=0))) for rate in quarters]
    labels = [(_number(_x(place)), say(label)) for place, label in enumerate(chart.labels)]
    series = [_series(each, chart, top, look) for each in chart.series]
    width = _LEFT + _STEP * max(len(labels) - 1, 1) + _STEP // 2
    return DrawnCurve(say(chart.title), _LEFT, width, _TOP + _HIGH + 36, grid, labels, series)


def _series(series: Series, chart: Curve, top: Fraction, look: View) -> DrawnSeries:
    points, line, pen = [], [], "M"
    for place, (label, rate) in enumerate(zip(chart.labels, series.points, strict=True)):
        if rate is None:
            pen = "M"
            continue
        x, y = _number(_x(place)), _number(_y(rate, top))
        points.append((x, y, f"{say(series.name)}, {say(label)}: {word(rate, Unit.RATE, look)}"))
        line.append(f"{pen}{x} {y}")
        pen = "L"
    return DrawnSeries(say(series.name), series.dashed, " ".join(line), points)


def _x(place: int) -> Fraction:
    return Fraction(_LEFT + _STEP * place)


def _y(rate: Fraction, top: Fraction) -> Fraction:
    return _TOP + _HIGH * (1 - rate / top)


def _number(value: Fraction) -> str:
    """Write a coordinate; a hundredth of the grid is finer than any screen."""
    return f"{round_half_up(value, 2):f}"
