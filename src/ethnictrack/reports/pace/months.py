"""The months of a year: paid so far, beside the share of the year gone and the year before."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

from dateutil.relativedelta import relativedelta

from ethnictrack.i18n import N_
from ethnictrack.reports.chart import Curve, Series
from ethnictrack.reports.rates.by import By
from ethnictrack.reports.rates.periods import Period, named_month, periods
from ethnictrack.reports.table import Column, Row, Table, Unit
from ethnictrack.values.money import Points
from ethnictrack.year.pace import year_gone

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ethnictrack.i18n import Message
    from ethnictrack.values.money import Dong
    from ethnictrack.year.figures import Figures

_TITLE = N_("Month by month")
_CURVE = N_("Share of the plan disbursed, beside the share of the year gone")
_GONE = N_("share of the year gone")
_COLUMNS = (
    Column("month", N_("Month"), Unit.CODE, shown=False),
    Column("name", N_("Month")),
    Column("disbursed", N_("Disbursed"), Unit.DONG),
    Column("cumulative", N_("Cumulative"), Unit.DONG),
    Column("rate", N_("Rate so far"), Unit.RATE),
    Column("elapsed", N_("Year gone"), Unit.RATE),
    Column("points_behind", N_("Points behind"), Unit.NUMBER),
    Column("last_year_rate", N_("Year before"), Unit.RATE),
)
_MONTHS = 12


@dataclass(frozen=True, slots=True)
class Month:
    """A month as far as it is over: nothing is known of months to come but the year before."""

    code: str
    name: Message
    label: str
    gone: Fraction
    period: Period | None
    last_year: Fraction | None

    @property
    def disbursed(self) -> Dong | None:
        """What was paid in it, against a plan."""
        return self.period.disbursed if self.period else None

    @property
    def cumulative(self) -> Dong | None:
        """What was paid to the end of it."""
        return self.period.cumulative if self.period else None

    @property
    def rate(self) -> Fraction | None:
        """The share of the plan paid to the end of it."""
        return self.period.cumulative_rate if self.period else None

    @property
    def points(self) -> Points | None:
        """How far that is behind the share of the year gone."""
        return None if self.rate is None else Points(self.gone - self.rate)


def months_of(figures: Figures, before: Figures) -> list[Month]:
    """Return the months of a year beside those of the ``before`` it; both were made by month.

    January of the next year is one of them when money of either year was paid in it.
    """
    known = periods(figures, By.MONTH)
    earlier = [each.cumulative_rate for each in periods(before, By.MONTH)]
    found = []
    for count in range(max(_MONTHS, len(known), len(earlier))):
        first = date(figures.year, 1, 1) + relativedelta(months=count)
        last = first + relativedelta(months=1, days=-1)
        code, name = named_month(first, figures.year)
        period = known[count] if count < len(known) else None
        over = min(last, figures.as_of) if period else last
        label = str(first.month) if count < _MONTHS else f"1/{first:%y}"
        of_before = (earlier[count] if count < len(earlier) else earlier[-1]) if earlier else None
        found.append(Month(code, name, label, year_gone(figures.year, over), period, of_before))
    return found


def month_data(month: Month) -> dict[str, object]:
    """Return a month as JSON has it."""
    return {
        "month": month.code,
        "name": month.name,
        "disbursed": month.disbursed,
        "cumulative": month.cumulative,
        "rate": month.rate,
        "elapsed": month.gone,
        "points_behind": month.points,
        "last_year_rate": month.last_year,
    }


def month_table(months: list[Month]) -> Table:
    """Return the table people read."""
    rows = tuple(
        Row(
            (
                *(each.code, each.name, each.disbursed, each.cumulative, each.rate),
                *(each.gone, each.points, each.last_year),
            )
        )
        for each in months
    )
    return Table(_COLUMNS, rows, title=_TITLE)


def month_curve(months: list[Month], year: int) -> Iterator[Curve]:
    """Yield the curve of the year, where there is a plan to measure by in it or the one before."""
    rates = Series(str(year), tuple(each.rate for each in months))
    before = Series(str(year - 1), tuple(each.last_year for each in months))
    gone = Series(_GONE, tuple(each.gone for each in months), dashed=True)
    known = [any(point is not None for point in each.points) for each in (rates, before)]
    if any(known):
        series = (rates, gone, *([before] if known[1] else []))
        yield Curve(_CURVE, tuple(each.label for each in months), series)
