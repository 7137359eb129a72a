"""Bars beside rates: how much of a plan is paid, at a glance; the figure beside it is exact."""

from __future__ import annotations

from fractions import Fraction

from ethnictrack.values.money import round_half_up

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
