"""Makes the forms an office hands in, as they are asked for: of a month, a period, a whole year."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from dateutil.relativedelta import relativedelta

from ethnictrack.errors.usage import MonthError
from ethnictrack.reports.face import Face
from ethnictrack.reports.month import MonthBy
from ethnictrack.services import forms
from ethnictrack.year.period import Period, Span

if TYPE_CHECKING:
    from ethnictrack.book.opening import Book
    from ethnictrack.i18n import Message
    from ethnictrack.library.questions import Question
    from ethnictrack.reports.table import Result


def month(book: Book, asked: Question, unit_line: Message) -> Result:
    """Make the table of a month. Raises: MonthError, for one that is none of the budget year."""
    first = asked.month or asked.today
    year = asked.year or first.year
    if not (first.year == year or (first.year == year + 1 and first.month == 1)):
        raise MonthError(given=f"{first:%Y-%m}")
    days = Span(first, first + relativedelta(months=1, days=-1))
    as_of = min(asked.as_of or asked.today, days.last)
    by = MonthBy(asked.by or MonthBy.PROGRAM)
    scope = asked.scope(book, as_of)
    return forms.month(book, days, year=year, as_of=as_of, scope=scope, by=by, unit_line=unit_line)


def disclosure(book: Book, asked: Question, unit_line: Message) -> Result:
    """Make what is made public of a period, the year unless another is said."""
    period = asked.period or Period.YEAR
    found = replace(asked, period=period).figures(book, by_month=True, by_place=False)
    return forms.disclosure(found, book, period, unit_line)


def vouchers(book: Book, asked: Question, unit_line: Message) -> Result:
    """Make the schedule of the vouchers of some days."""
    last = asked.last or asked.as_of or asked.today
    return forms.vouchers(
        book,
        (asked.first, last),
        year=asked.year,
        scope=asked.scope(book, last),
        unit_line=unit_line,
    )


def face(book: Book, asked: Question, unit_line: Message | None) -> Face:
    """Return what a report of a year states on its face."""
    year = asked.of_year(book)
    as_of = asked.until(year)
    return Face(
        year=year,
        as_of=as_of,
        scope=asked.scope(book, as_of),
        programs=book.programs,
        places=book.places,
        unit_line=unit_line,
    )
