"""Recording results that are not money, and remarks for the annual report."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from ethnictrack.errors.entries import FutureDateError
from ethnictrack.i18n import N_, Message
from ethnictrack.nouns.activity import (
    Activities,
    Activity,
    Outcome,
    Record,
    Remark,
    RemarkSection,
    UnknownRecordError,
    UnknownRemarkError,
    check_reversible,
    check_target,
    outcome,
)
from ethnictrack.services.closed_year import HeldByClosedYearError, check_open
from ethnictrack.services.register import check_new_code
from ethnictrack.values.dates import last_day
from ethnictrack.values.money import Qualifier
from ethnictrack.values.quantity import Quantity

if TYPE_CHECKING:
    from ethnictrack.book.opening import Book


def keep_activity(book: Book, register: Activities, activity: Activity) -> Activity:
    """Keep an activity that the register, which has been read, lacks.

    Raises: DuplicateCodeError.
    """
    check_new_code(register, activity.code)
    return replace(activity, id=book.activities.add(activity))


def keep_target(book: Book, activity: Activity, number: Decimal, year: int) -> None:
    """Keep the target of a year. Raises: BelowNothingError, HeldByClosedYearError."""
    check_open(book, year, HeldByClosedYearError)
    check_target(activity, number)
    book.activities.add_target(activity, year, number)


def record_of(  # noqa: PLR0913 - the facts of a record, each by name
    activity: Activity,
    quantity: Quantity,
    *,
    year: int,
    on: date,
    estimate: bool,
    note: str | None = None,
) -> Record:
    """Return a number for an activity as a record that is not kept yet."""
    return Record(
        id=0,
        activity=activity.id,
        year=year,
        date=on,
        value=quantity.value,
        qualifier=quantity.qualifier,
        estimate=estimate or quantity.qualifier is Qualifier.ESTIMATE,
        note=note,
    )


def keep_record(book: Book, record: Record, today: date) -> None:
    """Keep a record. Raises: FutureDateError, HeldByClosedYearError."""
    check_open(book, record.year, HeldByClosedYearError)
    if record.date > today:
        raise FutureDateError(date=record.date, today=today)
    book.activities.add_record(record)


_LATE = N_(
    "{date} is after {last}, the last day of reports of {year}: they count the number with --as-of."
)


def too_late(day: date, year: int) -> list[Message]:
    """Return what the clerk should know of a number of a day that reports of its year leave out."""
    last = last_day(year)
    return [_LATE.of(date=day, year=year, last=last)] if day > last else []


def outcome_in(book: Book, activity: Activity, year: int) -> Outcome:
    """Return what was wanted and reached in a year."""
    target = book.activities.targets(year).get((activity.id, year))
    return outcome(activity, target, book.activities.records(year).get(activity.id, ()))


def reverse_record(book: Book, number: int, *, reason: str) -> Activity:
    """Take a record back.

    Raises: UnknownRecordError, RecordReversedError, HeldByClosedYearError.
    """
    records = (each for found in book.activities.records().values() for each in found)
    record = next((each for each in records if each.id == number), None)
    if record is None:
        raise UnknownRecordError(record=number)
    check_reversible(record)
    check_open(book, record.year, HeldByClosedYearError)
    book.activities.add_record(replace(record, value=-record.value, note=reason, reverses=number))
    return book.activities.all()[record.activity]


def add_remark(
    book: Book, *, year: int, section: RemarkSection, text: str, replaces: int | None
) -> list[Remark]:
    """Keep a sentence of the annual report, or put it in place of another one.

    Return the remarks of the year. Raises: UnknownRemarkError, HeldByClosedYearError.
    """
    check_open(book, year, HeldByClosedYearError)
    if replaces is not None:
        standing = book.activities.remarks(year)
        if not any(each.id == replaces and each.section is section for each in standing):
            raise UnknownRemarkError(remark=replaces, year=year)
    book.activities.add_remark(year=year, section=section, text=text, replaces=replaces)
    return book.activities.remarks(year)
