"""How far a year's payments are behind the year itself, and what is needed to catch up.

Chậm N điểm = share of the year gone - share of the plan disbursed, in hundredths. Source:
docs/sources.md, S-29.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import date, timedelta
from fractions import Fraction

from ethnictrack.ledger.deadlines import Ends, of_year
from ethnictrack.values.money import ZERO, Dong, Points, rate, round_half_up
from ethnictrack.year.figures import Figures, Sum

_MONTHS = 12


def year_gone(year: int, day: date) -> Fraction:
    """Return the share of a year that is over at the end of a day."""
    days = (date(year + 1, 1, 1) - date(year, 1, 1)).days
    over = (day - date(year, 1, 1)).days + 1
    return min(max(Fraction(over, days), Fraction(0)), Fraction(1))


@dataclass(frozen=True, slots=True, kw_only=True)
class Years:
    """A year and the one before it, made by month, and that one up to the same day."""

    figures: Figures
    before: Figures
    same_day: Figures


@dataclass(frozen=True, slots=True)
class Lag:
    """A plan beside the share of the year that is gone; ``program`` is None for several."""

    sum: Sum
    gone: Fraction
    program: int | None = None
    rounding: int = 0  # đồng added to what is due, so that the lines add up to their total

    @property
    def rate(self) -> Fraction | None:
        """The share of the plan that is disbursed."""
        return rate(self.sum.disbursed, self.sum.planned)

    @property
    def points(self) -> Points | None:
        """How far the rate is behind the year; below zero when it is ahead."""
        return None if self.rate is None else Points(self.gone - self.rate)

    @property
    def due(self) -> Dong:
        """What an even pace would have disbursed by now."""
        return Dong(int(round_half_up(self.exactly_due, 0)) + self.rounding)

    @property
    def exactly_due(self) -> Fraction:
        """The same before it is rounded to whole đồng."""
        return self.gone * self.sum.planned.value

    @property
    def behind(self) -> Dong:
        """What is missing of it."""
        return self.due - self.sum.disbursed


@dataclass(frozen=True, slots=True)
class Need:
    """What has to be disbursed by a day to reach 100 %, and over how many months."""

    by: date
    amount: Dong
    months: int

    @property
    def per_month(self) -> Dong | None:
        """The amount of each month, to the đồng above; None when no month is left."""
        return Dong(-(-self.amount.value // self.months)) if self.months else None


def needs(remaining: Dong, year: int, as_of: date, *, carried: Dong = ZERO) -> tuple[Need, Need]:
    """Return what is needed by the last day of the year and of its settlement.

    What remains of money ``carried`` in from earlier years ends with the year (S-30); the rest may
    be paid until the settlement.
    """
    amount = max(remaining, ZERO)
    ends = of_year(Ends.CARRIED_MONEY, year).on(year)
    first, second = date(year, 12, 31), of_year(Ends.PAYMENTS, year).on(year)
    late = amount if ends >= second else max(amount - max(carried, ZERO), ZERO)
    return (
        Need(first, amount, _months(as_of, first)),
        Need(second, late, _months(as_of, second)),
    )


def carried_in(figures: Figures) -> Dong:
    """Return what remains of the plans of earlier years."""
    return Dong.total(
        each.remaining for group, each in figures.lines if group.plan_year < figures.year
    )


def _months(as_of: date, by: date) -> int:
    """Count the months with a day after one day and up to another."""
    first = as_of + timedelta(days=1)
    return max((by.year - first.year) * _MONTHS + by.month - first.month + 1, 0)


def lags(figures: Figures) -> list[Lag]:
    """Return the lines of a plan, the furthest behind first; they add up to the total.

    A line is a programme that was given plan itself, with what was paid of it at the programme or
    below, up to the next line. Money paid where no programme above has a plan of its own is a line
    too: it was drawn on plans below, on one outside the scope, or on none.
    """
    gone = year_gone(figures.year, figures.as_of)
    own: defaultdict[int, Sum] = defaultdict(Sum)
    for group, each in figures.lines:
        own[group.line.program] += each
    sums: defaultdict[int, Sum] = defaultdict(Sum)
    for program, each in own.items():
        above = figures.programs.lineage(program)
        sums[next((at for at in above if own.get(at, Sum()).planned > ZERO), program)] += each
    found = [Lag(each, gone, program) for program, each in sums.items() if each != Sum()]
    return sorted(_adding_up(found), key=lambda lag: (-lag.behind.value, lag.program or 0))


def together(lines: list[Lag]) -> Lag:
    """Return several lines as one."""
    whole = Lag(sum((each.sum for each in lines), Sum()), lines[0].gone)
    return replace(whole, rounding=Dong.total(each.due for each in lines).value - whole.due.value)


def _adding_up(lines: list[Lag]) -> list[Lag]:
    """Round what is due of each line so that the sum is right: those nearest to it give way."""
    if not lines:
        return []
    missing = -together(lines).rounding
    step = 1 if missing > 0 else -1
    nearest = sorted(
        lines, key=lambda lag: (step * (lag.due.value - lag.exactly_due), lag.program or 0)
    )
    return [
        replace(each, rounding=step if at < abs(missing) else 0) for at, each in enumerate(nearest)
    ]
