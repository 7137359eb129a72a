"""Results that are not money, in a real book."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from tests.books import TODAY
from tests.registered import add_activity, record_number, set_target

from ethnictrack.errors.entries import FutureDateError
from ethnictrack.nouns.activity import (
    Activity,
    BelowNothingError,
    Outcome,
    RecordReversedError,
    RemarkSection,
    UnknownRecordError,
    UnknownRemarkError,
)
from ethnictrack.nouns.registry import DuplicateCodeError, UnknownCodeError
from ethnictrack.services.activity import add_remark, reverse_record
from ethnictrack.services.figures import outcomes
from ethnictrack.values.money import Qualifier
from ethnictrack.values.quantity import Quantity

if TYPE_CHECKING:
    from ethnictrack.book.opening import Book

LAST_DAY = date(2022, 1, 31)


@pytest.fixture
def book(open_book: Book) -> Book:
    """Open a book that counts leaflets."""
    add_activity(open_book, Activity(id=0, code="TL", name="Tài liệu", unit="cuốn"))
    return open_book


def _count(
    book: Book,
    number: str,
    qualifier: Qualifier | None = None,
    *,
    on: date = TODAY,
    year: int = 2021,
    estimate: bool = False,
    note: str | None = None,
) -> None:
    quantity = Quantity(Decimal(number), qualifier)
    record_number(book, "tl", quantity, year=year, on=on, estimate=estimate, note=note, today=TODAY)


def _outcomes(book: Book, as_of: date = LAST_DAY) -> list[Outcome]:
    return outcomes(book, year=2021, as_of=as_of)


def test_a_code_of_an_activity_is_given_once(book: Book) -> None:
    """In any case."""
    with pytest.raises(DuplicateCodeError):
        add_activity(book, Activity(id=0, code="tl", name="Khác", unit="tờ"))

    assert len(book.activities.all()) == 1


def test_the_newest_target_of_a_year_counts(book: Book) -> None:
    """Each year has its own; zero is none."""
    for number, year in ((100, 2021), (200, 2021), (300, 2022)):
        set_target(book, "TL", Decimal(number), year)
    with pytest.raises(BelowNothingError):
        set_target(book, "TL", Decimal(0), 2021)

    assert [Decimal(200)] == [each.target for each in _outcomes(book)]


def test_an_activity_without_target_or_record_has_no_outcome(book: Book) -> None:
    """With a target alone it has one, in which nothing was reported."""
    assert _outcomes(book) == []
    set_target(book, "TL", Decimal(100), 2021)

    assert [each.actual for each in _outcomes(book)] == [None]


def test_a_reported_nil_is_not_nothing(book: Book) -> None:
    """It is zero."""
    _count(book, "0")

    assert [Decimal(0)] == [each.actual for each in _outcomes(book)]


def test_numbers_of_a_day_and_before_are_added_up(book: Book) -> None:
    """To the third decimal; other years are other numbers."""
    _count(book, "0.001", on=date(2021, 10, 1))
    _count(book, "180.5", Qualifier.OVER)
    _count(book, "7", year=2020)

    (before,), (after,) = _outcomes(book, date(2021, 11, 14)), _outcomes(book, TODAY)

    assert (Decimal("0.001"), None) == (before.actual, before.qualifier)
    assert (Decimal("180.501"), Qualifier.OVER) == (after.actual, after.qualifier)


@pytest.mark.parametrize(
    ("qualifier", "said", "expected"),
    [
        (None, False, False),
        (None, True, True),
        (Qualifier.ESTIMATE, False, True),
        (Qualifier.ABOUT, False, False),
    ],
)
def test_an_estimate_is_said_or_written(
    book: Book, qualifier: Qualifier | None, *, said: bool, expected: bool
) -> None:
    """The word "ước" is enough."""
    _count(book, "5", qualifier, estimate=said)

    assert [expected] == [each.estimate for each in _outcomes(book)]


def test_a_number_of_a_day_that_has_not_come_is_refused(book: Book) -> None:
    """So is one of an activity that is not there."""
    with pytest.raises(FutureDateError):
        _count(book, "5", on=date(2021, 11, 16))
    with pytest.raises(UnknownCodeError):
        set_target(book, "XX", Decimal(1), 2021)

    assert book.activities.records() == {}


def test_a_record_that_is_reversed_leaves_nothing(book: Book) -> None:
    """It is reversed once, and not nil but nothing is left."""
    _count(book, "5")

    reverse_record(book, 1, reason="nhầm")

    assert [each.actual for each in _outcomes(book)] == [None]
    for number in (1, 2):
        with pytest.raises(RecordReversedError):
            reverse_record(book, number, reason="nhầm")
    with pytest.raises(UnknownRecordError):
        reverse_record(book, 3, reason="nhầm")


def _remark(book: Book, text: str, replaces: int | None = None) -> list[str]:
    section = RemarkSection.OVERVIEW
    kept = add_remark(book, year=2021, section=section, text=text, replaces=replaces)
    return [each.text for each in kept]


def test_a_remark_is_put_in_the_place_of_another(book: Book) -> None:
    """It stands where the first one stood, however often it is replaced."""
    for text in ("a", "b", "c"):
        _remark(book, text)

    assert _remark(book, "A", 1) == ["A", "b", "c"]
    assert _remark(book, "Á", 4) == ["Á", "b", "c"]


def test_a_remark_is_taken_out_by_an_empty_one(book: Book) -> None:
    """What was taken out cannot be replaced."""
    _remark(book, "a")
    _remark(book, "b")

    assert _remark(book, "", 1) == ["b"]
    with pytest.raises(UnknownRemarkError) as refusal:
        _remark(book, "c", 1)
    assert refusal.value.remark == 1


def test_a_remark_of_another_section_or_year_is_not_replaced(book: Book) -> None:
    """Nor one that was replaced already."""
    _remark(book, "a")
    _remark(book, "b", 1)

    for number, year, section in (
        (2, 2020, RemarkSection.OVERVIEW),
        (2, 2021, RemarkSection.CAUSES),
        (1, 2021, RemarkSection.OVERVIEW),
    ):
        with pytest.raises(UnknownRemarkError):
            add_remark(book, year=year, section=section, text="x", replaces=number)
    assert [each.id for each in book.activities.remarks(2021)] == [2]
