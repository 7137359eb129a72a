"""The curve of a year: what is paid of the plan month by month, beside an even pace."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from dateutil.relativedelta import relativedelta

from ethnictrack.i18n import N_
from ethnictrack.reports.chart import Curve, Series
from ethnictrack.reports.rates.by import By
from ethnictrack.reports.rates.periods import Period, periods
from ethnictrack.year.pace import year_gone

if TYPE_CHECKING:
    from ethnictrack.year.figures import Figures

_TITLE = N_("Share of the plan disbursed, month by month")
_PAID, _GONE = N_("disbursed"), N_("share of the year gone")
_LEAST = 2  # months that make a curve


def year_curve(figures: Figures) -> Iterator[Curve]:
    """Yield the curve of figures made by month, where there is a plan to measure by.

    Raises: ValueError for figures that were not made by month.
    """
    found = periods(figures, By.MONTH)
    if len(found) < _LEAST or not figures.total().planned:
        return
    paid = tuple(each.cumulative_rate for each in found)
    gone = tuple(year_gone(figures.year, min(_last_day(each), figures.as_of)) for each in found)
    labels = tuple(str(_first_day(each).month) for each in found)
    yield Curve(_TITLE, labels, (Series(_PAID, paid), Series(_GONE, gone, dashed=True)))


def _first_day(month: Period) -> date:
    return date.fromisoformat(f"{month.code}-01")


def _last_day(month: Period) -> date:
    return _first_day(month) + relativedelta(months=1, days=-1)
