"""Closing a budget year, and opening it again."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from ethnictrack.errors.entries import FutureDateError
from ethnictrack.errors.trust import YearClosedError, YearOpenError
from ethnictrack.i18n import N_, Message
from ethnictrack.values.dates import last_day

if TYPE_CHECKING:
    from ethnictrack.book.opening import Book


_EARLY = N_("Until {last} payments of {year} may still come in; the year takes none from now on.")


def close_year(book: Book, year: int, *, on: date, today: date) -> list[Message]:
    """Close a budget year; what comes back is what the clerk should think of.

    Raises: YearClosedError, FutureDateError.
    """
    closed = book.closings.closed()
    if year in closed:
        raise YearClosedError(year=year, date=closed[year])
    if on > today:
        raise FutureDateError(date=on, today=today)
    book.closings.close(year, on)
    last = last_day(year)
    return [_EARLY.of(last=last, year=year)] if on < last else []


def reopen_year(book: Book, year: int, reason: str) -> None:
    """Open a closed budget year again. Raises: YearOpenError."""
    if year not in book.closings.closed():
        raise YearOpenError(year=year)
    book.closings.reopen(year, reason)
