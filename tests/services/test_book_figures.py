"""Collecting the figures of a report from a real book."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from tests.books import TODAY, allocated, dong, paid, signed

from ethnictrack.book.opening import write_book
from ethnictrack.ledger.entry import Draft
from ethnictrack.services.entry import Recorder
from ethnictrack.services.figures import figures
from ethnictrack.values.kinds import Kind, Side
from ethnictrack.values.money import Dong, Qualifier
from ethnictrack.year.figures import Coverage, Figures, PlanBasis, Sum

if TYPE_CHECKING:
    from ethnictrack.book.opening import Book

LAST_DAY = date(2022, 1, 31)


def _figures(book: Book, as_of: date = LAST_DAY, *, by_month: bool = False) -> Figures:
    return figures(
        book,
        year=2021,
        as_of=as_of,
        basis=PlanBasis.WITH_CARRYOVER,
        scope=Coverage(),
        by_month=by_month,
    )


def test_each_kind_of_entry_has_its_part_in_the_sums(fresh_book: Path) -> None:
    """Plan given and cut; advances cleared and money that came back."""
    with write_book(fresh_book, signed()) as book:
        for amount, kind in ((100, "initial"), (50, "supplement"), (30, "decrease")):
            allocated(book, amount, kind=kind)
        allocated(book, 20, kind="cancelled")
        for amount, kind in ((60, "payment"), (40, "advance")):
            paid(book, amount, kind=kind)
        for amount, kind in ((15, "advance-recovery"), (5, "refund")):
            paid(book, amount, kind=kind)

        assert Sum(Dong(120), Dong(80)) == _figures(book).total()


@pytest.mark.parametrize(
    ("as_of", "expected"),
    [
        (date(2020, 12, 31), Sum()),
        (date(2021, 10, 31), Sum(Dong(100))),
        (date(2021, 11, 1), Sum(Dong(100), Dong(60))),
        (LAST_DAY, Sum(Dong(100), Dong(60))),
    ],
)
def test_figures_are_those_of_a_day(fresh_book: Path, as_of: date, expected: Sum) -> None:
    """That day included."""
    with write_book(fresh_book, signed()) as book:
        allocated(book, 100)
        paid(book, 60, date=date(2021, 11, 1))

        assert expected == _figures(book, as_of).total()


def test_a_wrong_payment_disappears_from_earlier_days_as_well(fresh_book: Path) -> None:
    """Unless the reversal names its own day."""
    with write_book(fresh_book, signed()) as book:
        allocated(book, 100)
        numbers = [paid(book, 30, date=date(2021, 3, 1)) for _ in range(2)]
        recorder = Recorder(book, TODAY)
        recorder.reverse(Side.DISBURSEMENT, numbers[0], reason="sai", on=None)
        recorder.reverse(Side.DISBURSEMENT, numbers[1], reason="sai", on=date(2021, 5, 1))

        paid_then = [_figures(book, date(2021, month, 1)).total().paid for month in (2, 4, 5)]

    assert [Dong(0), Dong(30), Dong(0)] == paid_then


def test_sums_by_month_add_up_to_the_sums(fresh_book: Path) -> None:
    """January of the next year has its own."""
    with write_book(fresh_book, signed()) as book:
        allocated(book, 100)
        paid(book, 10, date=date(2021, 3, 1))
        paid(book, 20, date=date(2021, 3, 31))
        recorder = Recorder(book, LAST_DAY)
        late = Draft(
            side=Side.DISBURSEMENT,
            program="DA1",
            amount=dong(5),
            kind=Kind.PAYMENT,
            year=2021,
        )
        recorder.record(late)
        found = _figures(book, by_month=True)

        months = {group.month: each.paid.value for group, each in found.lines}
        assert months == {(2021, 1): 0, (2021, 3): 30, (2022, 1): 5}
        assert found.total() == _figures(book).total()


def test_approximations_are_noted(fresh_book: Path) -> None:
    """Those of the year and up to the day; an exact book has no note."""
    with write_book(fresh_book, signed()) as book:
        allocated(book, 100)
        exact = _figures(book).notes
        said = Draft(side=Side.DISBURSEMENT, program="DA1", amount=dong(5), kind=Kind.PAYMENT)
        Recorder(book, TODAY).record(
            replace(said, amount=replace(said.amount, qualifier=Qualifier.OVER))
        )
        (note,) = _figures(book).notes
        before = _figures(book, date(2021, 11, 14)).notes

    assert (exact, before, note.facts["count"]) == ((), (), 1)
