"""How far a year is behind itself, what is needed to catch up, and where it is missing."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.domain.facts import PLACES, PROGRAMS, line

from ethnictrack.ledger.plan import Totals
from ethnictrack.values.kinds import Capital
from ethnictrack.values.money import ZERO, Dong, Points
from ethnictrack.year.figures import Coverage, Figures, Group, PlanBasis, Sum
from ethnictrack.year.pace import Lag, Need, lags, needs, together, year_gone

HALF = date(2021, 7, 2)  # 183 of 365 days


def _group(
    program: str,
    planned: int = 0,
    paid: int = 0,
    *,
    capital: Capital | None = None,
    place: str | None = None,
) -> Group:
    totals = Totals(planned=Dong(planned), disbursed=Dong(paid))
    return Group(line(program, capital=capital, place=place), 2021, (2021, 0), totals)


def _figures(*groups: Group, as_of: date = HALF, program: str | None = None) -> Figures:
    return Figures(
        groups,
        year=2021,
        as_of=as_of,
        basis=PlanBasis.WITH_CARRYOVER,
        scope=Coverage(program=PROGRAMS.find(program).id if program else None),
        programs=PROGRAMS,
        places=PLACES,
    )


def _missing(figures: Figures) -> list[tuple[str, int, int]]:
    """Return each line as its code, what it was given, and what was paid of it."""
    return [
        (PROGRAMS[each.program or 0].code, each.sum.planned.value, each.sum.disbursed.value)
        for each in lags(figures)
    ]


@pytest.mark.parametrize(
    ("day", "share"),
    [
        (date(2020, 12, 31), Fraction(0)),
        (date(2021, 1, 1), Fraction(1, 365)),
        (date(2021, 11, 15), Fraction(319, 365)),
        (date(2021, 12, 31), Fraction(1)),
        (date(2022, 1, 31), Fraction(1)),
    ],
)
def test_the_share_of_a_year_is_that_of_its_days(day: date, share: Fraction) -> None:
    """From nothing to all of it, and no more in the settlement."""
    assert year_gone(2021, day) == share


def test_a_leap_year_has_a_day_more() -> None:
    """So that 1 July is not half of it."""
    assert year_gone(2020, date(2020, 7, 1)) == Fraction(183, 366)


@pytest.mark.parametrize(
    ("paid", "points", "behind"),
    [(10, Fraction(40, 100), 40), (50, Fraction(0), 0), (70, Fraction(-20, 100), -20)],
)
def test_points_behind_are_the_year_gone_less_the_rate(
    paid: int, points: Fraction, behind: int
) -> None:
    """Below zero where payments are ahead of the year."""
    lag = Lag(Sum(Dong(100), Dong(paid)), Fraction(1, 2))

    assert (lag.points, lag.due, lag.behind) == (Points(points), Dong(50), Dong(behind))


def test_without_a_plan_nothing_is_behind() -> None:
    """There is no rate to take off."""
    assert Lag(Sum(), Fraction(1, 2)).points is None


@pytest.mark.parametrize(
    ("day", "months"),
    [
        (date(2021, 1, 1), (12, 13)),
        (date(2021, 11, 15), (2, 3)),
        (date(2021, 11, 30), (1, 2)),
        (date(2021, 12, 30), (1, 2)),
        (date(2021, 12, 31), (0, 1)),
        (date(2022, 1, 31), (0, 0)),
    ],
)
def test_a_month_is_left_while_a_day_of_it_is(day: date, months: tuple[int, int]) -> None:
    """Until the end of the year, and of its settlement."""
    first, second = needs(Dong(90), 2021, day)

    assert (first.months, second.months) == months
    assert (first.by, second.by) == (date(2021, 12, 31), date(2022, 1, 31))


def test_what_is_needed_is_shared_out_so_that_it_is_enough() -> None:
    """The part of a month is rounded up to the đồng; without a month there is no part."""
    first, second = needs(Dong(100), 2021, date(2021, 12, 1))

    assert (first.per_month, second.per_month) == (Dong(100), Dong(50))
    assert Need(date(2021, 12, 31), Dong(100), 3).per_month == Dong(34)
    assert Need(date(2021, 12, 31), Dong(100), 0).per_month is None


def test_a_plan_that_is_paid_needs_nothing_more() -> None:
    """Paid beyond it, too."""
    assert {each.amount for each in needs(Dong(-5), 2021, HALF)} == {ZERO}


def test_a_line_is_what_was_given_with_what_was_paid_of_it_below() -> None:
    """Up to the next plan; the furthest behind comes first."""
    found = _missing(
        _figures(
            _group("MTQG", 100),
            _group("DA1", 1000),
            _group("DA1.1", paid=300),
            _group("DA1.2", planned=50, paid=5),
            _group("DA2", paid=20),
            _group("CT135", paid=7),
        )
    )

    assert found == [("DA1", 1000, 300), ("MTQG", 100, 20), ("DA1.2", 50, 5), ("CT135", 0, 0)]


def test_what_is_paid_of_plans_below_is_a_line() -> None:
    """Nothing says of which of them it was paid, so none of them has it."""
    found = _missing(
        _figures(
            _group("DA1.1", planned=100),
            _group("DA1.2", planned=40, paid=10),
            _group("DA1", paid=60),
            _group("MTQG", paid=3),
        )
    )

    assert found == [("DA1.1", 100, 0), ("DA1.2", 40, 10), ("MTQG", 0, 3), ("DA1", 0, 60)]


def test_what_is_paid_without_a_plan_is_a_line() -> None:
    """It is part of no rate, and of the total all the same."""
    (found,) = lags(_figures(_group("CT135", paid=7)))

    assert found.sum == Sum(unplanned=Dong(7))
    assert (found.rate, found.due, found.behind) == (None, ZERO, ZERO)


def test_a_plan_above_the_scope_makes_no_line() -> None:
    """What the report is narrowed to was given nothing itself; what it paid is a line."""
    narrowed = _figures(_group("MTQG", 100), _group("DA1", paid=5), program="DA1")

    assert _missing(narrowed) == [("DA1", 0, 5)]


def test_what_is_due_of_the_lines_is_what_is_due_of_the_whole() -> None:
    """Thirds of a đồng are not lost: who is nearest to the next one has it."""
    found = lags(_figures(*(_group(each, 1) for each in ("DA1", "DA2", "CT135"))))

    assert sorted(each.due.value for each in found) == [0, 1, 1]
    assert together(found).due == Dong(2)


_GROUPS = st.lists(
    st.builds(
        _group,
        st.sampled_from([each.code for each in PROGRAMS]),
        st.integers(0, 10**15),
        st.integers(-(10**15), 10**15),
        capital=st.sampled_from([None, *Capital]),
        place=st.sampled_from([None, *(each.code for each in PLACES)]),
    ),
    max_size=10,
)
_SCOPES = st.sampled_from([None, *(each.code for each in PROGRAMS)])
_DAYS = st.dates(date(2021, 1, 1), date(2022, 1, 31))


@given(_GROUPS, _SCOPES, _DAYS)
def test_the_lines_together_are_the_whole(
    groups: list[Group], program: str | None, day: date
) -> None:
    """Whatever is given, paid and due is so in one line, once."""
    figures = _figures(*groups, program=program, as_of=day)
    whole = Lag(figures.total(), year_gone(2021, day))

    found = lags(figures)

    assert sum((each.sum for each in found), Sum()) == whole.sum
    assert Dong.total(each.due for each in found) == whole.due
    assert Dong.total(each.behind for each in found) == whole.behind
    assert all(abs(each.due.value - each.exactly_due) < 1 for each in found)
