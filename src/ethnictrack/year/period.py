"""The parts of a year an office reports on: quarters, 6 and 9 months, the year itself.

Money is told by the calendar. Inspections and petitions are told by a year of their own, from
15 December to 14 December, whose parts end on the 14th of March, June, September and December
(docs/sources.md, S-30).
"""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import NamedTuple

from dateutil.relativedelta import relativedelta

from ethnictrack.i18n import N_, Message, Named

_CUT_OFF_DAY = 14


class Span(NamedTuple):
    """Some days that follow each other, both ends included."""

    first: date
    last: date

    def holds(self, day: date) -> bool:
        """Say whether a day is one of them."""
        return self.first <= day <= self.last


class Period(StrEnum):
    """A part of a year; those that are no quarter begin with it."""

    Q1 = "q1"
    Q2 = "q2"
    Q3 = "q3"
    Q4 = "q4"
    HALF = "6m"
    NINE = "9m"
    YEAR = "year"

    @property
    def months(self) -> tuple[int, int]:
        """Its first and its last month."""
        return _MONTHS[self]

    def of(self, year: int) -> Span:
        """Return its days by the calendar."""
        first, last = self.months
        start = date(year, 1, 1)
        return Span(
            start + relativedelta(months=first - 1), start + relativedelta(months=last, days=-1)
        )

    def of_inspections(self, year: int) -> Span:
        """Return its days as inspections and petitions are reported."""
        first, last = self.months
        begin = date(year, 1, _CUT_OFF_DAY + 1) + relativedelta(months=first - 2)
        return Span(begin, date(year, last, _CUT_OFF_DAY))


_MONTHS = {
    Period.Q1: (1, 3),
    Period.Q2: (4, 6),
    Period.Q3: (7, 9),
    Period.Q4: (10, 12),
    Period.HALF: (1, 6),
    Period.NINE: (1, 9),
    Period.YEAR: (1, 12),
}
PERIOD_NAMES: Named[Period] = {
    Period.Q1: N_("quarter I of {year}"),
    Period.Q2: N_("quarter II of {year}"),
    Period.Q3: N_("quarter III of {year}"),
    Period.Q4: N_("quarter IV of {year}"),
    Period.HALF: N_("the first 6 months of {year}"),
    Period.NINE: N_("the first 9 months of {year}"),
    Period.YEAR: N_("the year {year}"),
}


def named_period(period: Period, year: int) -> Message:
    """Name a period for people, as "6 tháng đầu năm 2026"."""
    return PERIOD_NAMES[period].of(year=year)


def named_next(period: Period, year: int) -> Message:
    """Name the period that comes after one, whose tasks a report sets."""
    if period is Period.HALF:
        return _SECOND_HALF.of(year=year)
    follows = _FOLLOWS.get(period)
    return named_period(follows or _FIRST_AFTER[period], year + (0 if follows else 1))


_SECOND_HALF = N_("the last 6 months of {year}")
_FOLLOWS = {
    Period.Q1: Period.Q2,
    Period.Q2: Period.Q3,
    Period.Q3: Period.Q4,
    Period.NINE: Period.Q4,
}
_FIRST_AFTER = {Period.Q4: Period.Q1, Period.YEAR: Period.YEAR}
