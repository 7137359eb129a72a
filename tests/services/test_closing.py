"""Closing a budget year: what keeps it open, and what a closed one holds fast."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from tests.books import allocated, dong, paid, signed, tamper
from tests.registered import (
    add_activity,
    add_finding,
    add_inspection,
    reach_stage,
    record_number,
    recover,
    set_target,
)

from ethnictrack.book.opening import read_book, write_book
from ethnictrack.i18n import Message
from ethnictrack.nouns.activity import Activity, RemarkSection
from ethnictrack.nouns.inspection import Action, Inspection, Stage, StageEvent
from ethnictrack.nouns.place import Level, Place
from ethnictrack.services.activity import add_remark, reverse_record
from ethnictrack.services.carry import Carrying, carry
from ethnictrack.services.closed_year import HeldByClosedYearError, YearClosedError
from ethnictrack.services.closing import YearUnfinishedError, close_year, still_open
from ethnictrack.services.figures import settlement
from ethnictrack.services.inspection import reverse_recovery
from ethnictrack.services.register import add_place
from ethnictrack.values.kinds import Capital, Source
from ethnictrack.values.quantity import Quantity
from ethnictrack.year.figures import Coverage

if TYPE_CHECKING:
    from ethnictrack.book.opening import Book

LATER = date(2022, 3, 1)
_INVESTED = {"capital": Capital.INVESTMENT, "source": Source.CENTRAL}


@pytest.fixture
def book(fresh_book: Path) -> Iterator[Book]:
    """Open a book for one command."""
    with write_book(fresh_book, signed()) as opened:
        yield opened


def _close(book: Book, anyway: str | None = None) -> None:
    close_year(book, 2021, on=LATER, today=LATER, anyway=anyway)


def _dong(said: Message) -> object:
    amount = said.facts["amount"]
    assert isinstance(amount, Message)
    return amount.facts["amount"]


def open_(book: Book) -> list[Message]:
    """Return what 2021 leaves open."""
    return list(still_open(book, 2021))


def test_a_year_in_which_all_is_paid_carried_or_cancelled_is_closed(book: Book) -> None:
    """40 of 100 paid, 60 carried; what another year leaves open does not matter."""
    allocated(book, 100, **_INVESTED)
    allocated(book, 7, year=2020, date=date(2020, 2, 1))
    paid(book, 40, **_INVESTED)
    carry(book, Carrying(year=2021, into=2022), LATER)

    _close(book)

    assert book.closings.closed() == {2021: LATER}
    assert book.closings.anyway(2021) is None


def test_money_without_an_end_keeps_a_year_open(book: Book) -> None:
    """Each line is named with what is left of it, class by class."""
    allocated(book, 100, **_INVESTED)
    allocated(book, 30, "DA2", kind="carried-in", plan_year=2020)
    paid(book, 40, **_INVESTED)

    with pytest.raises(YearUnfinishedError) as refusal:
        _close(book)

    assert refusal.value.code == "year-open"
    assert [(e.facts["program"], e.facts["plan_year"]) for e in refusal.value.open] == [
        ("DA2", 2020),
        ("DA1", 2021),
    ]
    assert [_dong(e) for e in refusal.value.open] == [30, 60]
    assert book.closings.closed() == {}
    assert "allocate carry" in refusal.value.advice().text


def test_open_advances_keep_a_year_open(book: Book) -> None:
    """Of 100 advanced 30 are cleared and paid as work: 70 are open."""
    allocated(book, 100, **_INVESTED)
    paid(book, 100, kind="advance", **_INVESTED)
    paid(book, 30, kind="advance-recovery", **_INVESTED)
    paid(book, 30, **_INVESTED)

    (said,) = open_(book)
    with pytest.raises(YearUnfinishedError) as refusal:
        _close(book)

    assert (said.facts["program"], _dong(said)) == ("DA1", 70)
    assert "report carryover" in refusal.value.advice().text  # there is nothing to carry


def test_payments_over_plan_keep_a_year_open_unless_a_reason_was_given(fresh_book: Path) -> None:
    """A reason is a review; a sum nobody gave a reason for is not."""
    with write_book(fresh_book, signed()) as book:
        allocated(book, 100)
        paid(book, 130, over_plan="cấp bách")
        assert open_(book) == []
    tamper(fresh_book, "UPDATE entry SET over_plan = NULL")

    with read_book(fresh_book) as book:
        assert [each.facts["where"] for each in open_(book)] == ["DA1 2021/2021", "MTQG 2021/2021"]


def test_a_place_that_was_not_in_force_keeps_a_year_open(fresh_book: Path) -> None:
    """The payment stands at a commune that ended before its day."""
    gone = Place(id=0, code="0999", name="Xã Cũ", level=Level.COMMUNE, valid_to=date(2021, 6, 30))
    with write_book(fresh_book, signed()) as book:
        add_place(book, gone)

    with write_book(fresh_book, signed()) as book:
        allocated(book, 40)
        number = paid(book, 40, place="0999")
        (said,) = open_(book)

    assert said.facts["entry"] == number


def test_a_year_is_closed_anyway_for_a_reason_that_stays(book: Book) -> None:
    """The log has it, and so has the settlement."""
    allocated(book, 100)

    _close(book, anyway="chờ tỉnh phê duyệt kéo dài")

    assert book.closings.anyway(2021) == "chờ tỉnh phê duyệt kéo dài"
    notes = settlement(book, year=2021, as_of=LATER, scope=Coverage()).notes
    assert [each.facts for each in notes] == [{"reason": "chờ tỉnh phê duyệt kéo dài"}]
    assert settlement(book, year=2020, as_of=LATER, scope=Coverage()).notes == ()
    with pytest.raises(YearClosedError):
        _close(book, anyway="lần nữa")


def test_nothing_open_needs_no_reason(book: Book) -> None:
    """A reason that was not needed is not said in the settlement."""
    _close(book, anyway="cho chắc")

    assert book.closings.anyway(2021) is None


def _activity(book: Book, year: int) -> None:
    record_number(
        book,
        "TL",
        Quantity(Decimal(5)),
        year=year,
        on=date(2021, 12, 1),
        estimate=False,
        note=None,
        today=LATER,
    )


def _recovered(book: Book, on: date) -> None:
    recover(
        book, "TT-01", dong(10), on=on, finding=1, voucher=None, note=None, today=date(2022, 4, 1)
    )


def _remark(book: Book, year: int) -> None:
    add_remark(book, year=year, section=RemarkSection.OVERVIEW, text="Tốt.", replaces=None)


@pytest.fixture
def full(book: Book) -> Book:
    """Return a book with a result, a finding and a recovery of 2021, which is closed."""
    add_activity(book, Activity(id=0, code="TL", name="Tài liệu", unit="cuốn"))
    _activity(book, 2021)
    add_inspection(book, Inspection(id=0, code="TT-01", name="Thanh tra", year=2021))
    add_finding(book, "TT-01", dong(200), Action.BUDGET_RECOVERY, None)
    _recovered(book, date(2021, 12, 20))
    _close(book)
    return book


_HELD: dict[str, Callable[[Book], object]] = {
    "result": lambda book: _activity(book, 2021),
    "result reversed": lambda book: reverse_record(book, 1, reason="sai"),
    "target": lambda book: set_target(book, "TL", Decimal(9), 2021),
    "finding": lambda book: add_finding(book, "TT-01", dong(1), Action.OTHER, None),
    "recovery": lambda book: _recovered(book, date(2021, 12, 30)),
    "recovery reversed": lambda book: reverse_recovery(book, 1, reason="nhầm", on=None),
    "remark": lambda book: _remark(book, 2021),
    "stage": lambda book: reach_stage(
        book, "TT-01", StageEvent(stage=Stage.CONCLUDED, date=date(2021, 12, 30)), LATER
    ),
    "inspection": lambda book: add_inspection(
        book, Inspection(id=0, code="TT-02", name="Thanh tra", year=2021)
    ),
}


@pytest.mark.parametrize("what", _HELD)
def test_a_closed_year_holds_what_is_no_money_too(full: Book, what: str) -> None:
    """What was handed in with it stays what it was."""
    with pytest.raises(HeldByClosedYearError) as refusal:
        _HELD[what](full)

    assert (refusal.value.code, refusal.value.year) == ("year-closed", 2021)


def test_what_comes_later_belongs_to_the_day_it_comes(full: Book) -> None:
    """Money that comes back, a conclusion with its findings, the results of the next year."""
    _recovered(full, date(2022, 2, 1))
    reverse_recovery(full, 1, reason="nhầm", on=date(2022, 2, 2), today=LATER)
    reach_stage(full, "TT-01", StageEvent(stage=Stage.CONCLUDED, date=date(2022, 2, 1)), LATER)
    add_finding(full, "TT-01", dong(50), Action.OTHER, None)
    _activity(full, 2022)
    set_target(full, "TL", Decimal(9), 2022)
    _remark(full, 2022)

    dossier = full.inspections.dossier(full.inspections.all().find("TT-01"))
    assert dossier.recovered.value == 10
    assert [each.amount.value for each in dossier.findings] == [200, 50]
