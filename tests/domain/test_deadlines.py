"""The days that law sets: of which year, by which law, and what comes after them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ethnictrack.ledger.deadlines import AHEAD, DEADLINES, Ends, due, of_year
from ethnictrack.ledger.entry import Entry
from ethnictrack.ledger.rules import missed
from ethnictrack.values.kinds import Kind, Side
from ethnictrack.values.money import Dong

PAYMENT = Entry(
    side=Side.DISBURSEMENT,
    program=1,
    year=2026,
    plan_year=2026,
    date=date(2026, 12, 1),
    kind=Kind.PAYMENT,
    amount=Dong(5),
)


@pytest.mark.parametrize(
    ("entry", "late"),
    [
        (replace(PAYMENT, date=date(2027, 1, 31)), False),
        (replace(PAYMENT, plan_year=2025, date=date(2026, 12, 31)), False),
        (replace(PAYMENT, plan_year=2025, date=date(2027, 1, 2)), True),
        (replace(PAYMENT, kind=Kind.ADVANCE, date=date(2026, 12, 31)), False),
        (replace(PAYMENT, kind=Kind.ADVANCE, date=date(2027, 1, 1)), True),
        (
            replace(PAYMENT, kind=Kind.ADVANCE, year=2021, plan_year=2021, date=date(2022, 1, 5)),
            True,
        ),
        (replace(PAYMENT, kind=Kind.REFUND, plan_year=2025, date=date(2027, 1, 2)), False),
        (
            replace(PAYMENT, plan_year=2025, date=date(2027, 1, 2), reverses=4, amount=Dong(-5)),
            False,
        ),
    ],
)
def test_carried_money_and_advances_end_with_the_year(entry: Entry, late: bool) -> None:  # noqa: FBT001
    """Payments of the year's own plan go on to 31 January; giving back has no last day."""
    assert (missed(entry) is not None) is late


def test_what_is_late_names_the_day_and_the_law() -> None:
    """So that a clerk can look it up."""
    refusal = missed(replace(PAYMENT, plan_year=2025, date=date(2027, 1, 2)))

    assert refusal is not None
    assert refusal.last == date(2026, 12, 31)
    assert "89/2025/QH15" in refusal.law


def test_a_year_has_the_law_of_its_time() -> None:
    """2021 still answers by its own."""
    assert "83/2015/QH13" in of_year(Ends.PAYMENTS, 2021).law
    assert "89/2025/QH15" in of_year(Ends.PAYMENTS, 2026).law
    assert of_year(Ends.PAYMENTS, 2021).on(2021) == date(2022, 1, 31)


@pytest.mark.parametrize(
    ("year", "last"),
    [
        (2026, date(2027, 1, 28)),  # 31/01/2027 is a Sunday: Friday 29, Thursday 28
        (2027, date(2028, 1, 27)),  # a Monday: Friday 28, Thursday 27
    ],
)
def test_two_working_days_before_31_january_leave_out_the_weekend(year: int, last: date) -> None:
    """Counted back from 31 January, by hand in a calendar."""
    assert of_year(Ends.JANUARY_PAPERS, year).on(year) == last


def test_what_ends_after_29_november_2026() -> None:
    """By hand from the law: the cut-off of December, the two last days of the year, January's."""
    found = [(each.date, each.deadline.ends) for each in due([2026], date(2026, 11, 29))]

    assert found == [
        (date(2026, 12, 14), Ends.INSPECTIONS),
        (date(2026, 12, 30), Ends.PAYMENT_PAPERS),
        (date(2026, 12, 31), Ends.WORK),
        (date(2026, 12, 31), Ends.ADVANCES),
        (date(2026, 12, 31), Ends.CARRIED_MONEY),
        (date(2027, 1, 10), Ends.QUARTER),
        (date(2027, 1, 28), Ends.JANUARY_PAPERS),
    ]


@given(
    year=st.integers(1946, 2099),
    on=st.dates(date(1946, 1, 1), date(2099, 12, 31)),
)
def test_every_deadline_of_a_year_is_due_once_and_in_order(year: int, on: date) -> None:
    """Whatever the day: within 60 days of it, and of a row that holds for the year."""
    found = due([year, year], on)

    assert [each.date for each in found] == sorted(each.date for each in found)
    assert all(on <= each.date <= on + AHEAD and each.deadline.holds(year) for each in found)
    assert len(found) == len({id(each.deadline) for each in found})


@given(year=st.integers(1946, 2099))
def test_every_year_has_one_row_of_each_that_is_enforced(year: int) -> None:
    """A gap between two laws would let money through without a day."""
    for ends in (Ends.ADVANCES, Ends.CARRIED_MONEY, Ends.PAYMENTS):
        assert of_year(ends, year).on(year) >= date(year, 12, 31)
    assert all(each.law for each in DEADLINES)
    assert all(each.on(year) - date(year, 12, 31) < timedelta(days=366) for each in DEADLINES)
