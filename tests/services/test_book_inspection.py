"""Inspections in a real book."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from tests.books import TODAY, dong, signed
from tests.registered import add_finding, add_inspection, reach_stage, recover

from ethnictrack.book.opening import read_book, write_book
from ethnictrack.errors.entries import FutureDateError
from ethnictrack.nouns.inspection import (
    Action,
    Dossier,
    Inspection,
    OverRecoveryError,
    RecoveryReversedError,
    Stage,
    StageBackError,
    StageEvent,
    UnknownRecoveryError,
)
from ethnictrack.nouns.registry import DuplicateCodeError, PeriodError, UnknownCodeError
from ethnictrack.services.inspection import reverse_recovery
from ethnictrack.values.money import ZERO, Dong

if TYPE_CHECKING:
    from ethnictrack.book.opening import Book

TOMORROW = date(2021, 11, 16)


@pytest.fixture
def book(open_book: Book) -> Book:
    """Open a book with one inspection that asks for 100 and for 50 đồng."""
    add_inspection(open_book, Inspection(id=0, code="TT-01", name="Thanh tra"))
    add_finding(open_book, "TT-01", dong(100), Action.BUDGET_RECOVERY, None)
    add_finding(open_book, "TT-01", dong(50), Action.PROJECT_REFUND, None)
    return open_book


def _back(book: Book, amount: int, finding: int | None = 1, on: date = TODAY) -> Dossier:
    return recover(
        book,
        "tt-01",
        dong(amount),
        on=on,
        finding=finding,
        voucher="PT-1",
        note=None,
        today=TODAY,
    )


def _undo(book: Book, number: int, on: date | None = None) -> Dossier:
    return reverse_recovery(book, number, reason="nhầm", on=on, today=TODAY)


def _reach(book: Book, stage: Stage, on: date = TODAY, reason: str | None = None) -> Dossier:
    return reach_stage(book, "TT-01", StageEvent(stage=stage, date=on, reason=reason), TODAY)


def test_a_code_of_an_inspection_is_given_once(book: Book) -> None:
    """In any case, and with a period that runs forward."""
    with pytest.raises(DuplicateCodeError) as refusal:
        add_inspection(book, Inspection(id=0, code="tt-01", name="Khác"))
    turned = Inspection(id=0, code="TT-02", name="x", scope_from=2021, scope_to=2020)
    with pytest.raises(PeriodError):
        add_inspection(book, turned)

    assert refusal.value.name == "Thanh tra"


def test_findings_are_numbered_within_their_inspection(book: Book) -> None:
    """Each inspection begins at one."""
    add_inspection(book, Inspection(id=0, code="TT-02", name="Khác"))

    second = add_finding(book, "TT-02", dong(7), Action.OTHER, "ghi chú")
    first = add_finding(book, "TT-01", dong(8), Action.OTHER, None)

    assert [each.number for each in first.findings] == [1, 2, 3]
    assert [each.number for each in second.findings] == [1]


def test_stages_go_forward_and_back_with_a_reason(book: Book) -> None:
    """All of them stay in the book."""
    _reach(book, Stage.REPORTED)
    with pytest.raises(StageBackError):
        _reach(book, Stage.DECIDED)

    dossier = _reach(book, Stage.DECIDED, reason="ghi nhầm")

    assert [each.stage for each in dossier.stages] == [Stage.REPORTED, Stage.DECIDED]
    assert (dossier.latest and dossier.latest.reason) == "ghi nhầm"


def test_nothing_happened_on_a_day_that_has_not_come(book: Book) -> None:
    """No stage, no recovery, no reversal of one."""
    _back(book, 10)

    with pytest.raises(FutureDateError):
        _reach(book, Stage.DECIDED, TOMORROW)
    with pytest.raises(FutureDateError):
        _back(book, 10, on=TOMORROW)
    with pytest.raises(FutureDateError):
        _undo(book, 1, TOMORROW)


def test_money_comes_back_in_parts(book: Book) -> None:
    """To the last đồng of each finding, and no further."""
    _back(book, 60)
    with pytest.raises(OverRecoveryError) as refusal:
        _back(book, 41)
    dossier = _back(book, 40)

    assert Dong(40) == refusal.value.left
    assert (Dong(100), Dong(50)) == (dossier.recovered, dossier.outstanding)


def test_a_recovery_that_is_reversed_leaves_room_again(book: Book) -> None:
    """It is reversed on its own day unless another is named, and once."""
    _back(book, 100, on=date(2021, 10, 1))

    dossier = _undo(book, 1)

    assert (ZERO, date(2021, 10, 1)) == (dossier.recovered, dossier.recoveries[1].date)
    assert Dong(100) == _back(book, 100).recovered
    for number in (1, 2):
        with pytest.raises(RecoveryReversedError):
            _undo(book, number)


def test_the_two_days_of_a_recovery_and_its_reversal_are_kept_apart(book: Book) -> None:
    """A report of a day between them shows the money."""
    _back(book, 100, on=date(2021, 10, 1))

    dossier = _undo(book, 1, date(2021, 11, 1))

    assert (Dong(100), ZERO) == (dossier.as_of(date(2021, 10, 31)).recovered, dossier.recovered)


def test_what_is_not_there_is_refused(book: Book) -> None:
    """A recovery by number, an inspection by code."""
    with pytest.raises(UnknownRecoveryError) as refusal:
        _undo(book, 7)
    with pytest.raises(UnknownCodeError):
        add_finding(book, "TT-09", dong(1), Action.OTHER, None)

    assert refusal.value.recovery == 7


def test_a_dossier_is_read_back_as_it_was_written(fresh_book: Path) -> None:
    """Another command sees the same, the other inspection's money left out."""
    with write_book(fresh_book, signed()) as book:
        for code in ("TT-01", "TT-02"):
            add_inspection(book, Inspection(id=0, code=code, name="Thanh tra"))
            add_finding(book, code, dong(100), Action.OTHER, "ghi chú")
        _back(book, 30)
        written = _reach(book, Stage.CONCLUDED)

    with read_book(fresh_book) as book:
        assert written == book.inspections.dossier(book.inspections.all().find("TT-01"))
