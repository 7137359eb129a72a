"""The curve of a year: paid so far of the plan, month by month, beside an even pace."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest
from tests.reports.build import figures, group

from ethnictrack.reports.chart import Curve
from ethnictrack.reports.rates import year_curve
from ethnictrack.year.figures import Figures


def paid(*months: tuple[int, int], as_of: date, planned: int = 100) -> Figures:
    """Return the figures of a plan and of what was paid in some months of 2021."""
    spent = [group("CT135", paid=amount, month=(2021, month)) for month, amount in months]
    return figures(group("CT135", planned), *spent, as_of=as_of)


def curve(of: Figures) -> Curve:
    """Return the one curve of some figures."""
    (found,) = year_curve(of)
    return found


def test_every_month_has_what_was_paid_to_the_end_of_it() -> None:
    """A month without a payment stays where the one before was."""
    found = curve(paid((1, 10), (3, 20), as_of=date(2021, 4, 30)))

    assert found.labels == ("1", "2", "3", "4")
    assert found.series[0].points == tuple(Fraction(each, 100) for each in (10, 10, 30, 30))


def test_the_even_pace_is_the_share_of_the_year_gone() -> None:
    """Up to the day the figures go to, in the last month."""
    found = curve(paid((1, 10), as_of=date(2021, 2, 10)))

    assert found.series[1].points == (Fraction(31, 365), Fraction(41, 365))


def test_money_paid_in_the_settlement_is_a_point_of_its_own() -> None:
    """January of the next year, when the whole year is over."""
    late = group("CT135", paid=40, month=(2022, 1))
    found = curve(figures(group("CT135", 100), late, as_of=date(2022, 1, 31)))

    assert len(found.labels) == 13
    assert (found.labels[-1], found.series[0].points[-1]) == ("1", Fraction(2, 5))
    assert found.series[1].points[-1] == 1


@pytest.mark.parametrize(
    "of",
    [
        paid((1, 10), as_of=date(2021, 1, 20)),
        paid((1, 10), as_of=date(2021, 6, 30), planned=0),
    ],
    ids=["one month", "no plan"],
)
def test_a_point_alone_or_a_rate_of_nothing_is_not_drawn(of: Figures) -> None:
    """There is no curve to see."""
    assert not list(year_curve(of))
