"""Refusals about what keeps a book trustworthy: checkpoints, closed years, copies."""

from __future__ import annotations

import datetime as dt
from typing import ClassVar

from ethnictrack.i18n import N_, Message
from ethnictrack.values.errors import BookError


class YearClosedError(BookError):
    """An entry of a budget year that was closed, or a second closing."""

    year: int
    date: dt.date
    code: ClassVar[str] = "year-closed"
    about: ClassVar[tuple[str, ...]] = ("year", "date")
    text: ClassVar[Message] = N_(
        "The budget year {year} was closed on {date}; it takes no more entries."
    )
    remedy: ClassVar[Message] = N_(
        "Correct it by an adjusting entry of an open year, with --plan-year {year} and a note. "
        "Only `ethnictrack book reopen {year} --reason TEXT` opens the year itself again."
    )


class HeldByClosedYearError(YearClosedError):
    """A result, target, finding, recovery or remark of a budget year that was closed."""

    text: ClassVar[Message] = N_(
        "The budget year {year} was closed on {date}; its results, findings and remarks stay as "
        "they are."
    )
    remedy: ClassVar[Message] = N_(
        "What comes later belongs to its own day and year. Only `ethnictrack book reopen {year} "
        "--reason TEXT` opens the year itself again."
    )


class YearOpenError(BookError):
    """A year to be opened again that is open."""

    year: int
    code: ClassVar[str] = "year-open"
    text: ClassVar[Message] = N_("The budget year {year} is open.")
    remedy: ClassVar[Message] = N_("`ethnictrack book info` lists the years that are closed.")


class YearUnfinishedError(YearOpenError):
    """A year to be closed in which something is still open."""

    next_year: int
    open: tuple[Message, ...]
    text: ClassVar[Message] = N_("The budget year {year} has something open: {open}.")
    remedy: ClassVar[Message] = N_(
        "`ethnictrack allocate carry --from {year} --to {next_year}` carries what is left on, with "
        "--cancel in place of --to it is cancelled. `ethnictrack book close {year} --anyway TEXT` "
        "closes the year as it is; the reason stands in the log and in the settlement."
    )


class BookInTheWayError(BookError):
    """A copy to be restored where a book stands."""

    path: str
    code: ClassVar[str] = "book-in-the-way"
    text: ClassVar[Message] = N_("There is a book at {path}.")
    remedy: ClassVar[Message] = N_(
        "With --replace the copy takes its place, and the book that is there is kept beside it."
    )


class UnprovedCopyError(BookError):
    """A book that was to be copied, or a copy, in which something was changed or is damaged."""

    path: str
    count: int
    code: ClassVar[str] = "copy-unsound"
    text: ClassVar[Message] = N_("{path} is not sound: {count} findings speak against it.")
    remedy: ClassVar[Message] = N_("`ethnictrack --book {path} book verify` lists them.")
