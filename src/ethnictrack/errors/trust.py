"""Refusals about what keeps a book trustworthy: checkpoints, closed years, copies."""

from __future__ import annotations

import datetime as dt
from typing import ClassVar

from ethnictrack.i18n import N_, Message
from ethnictrack.values.errors import BookError


class YearClosedError(BookError):
    year: int
    date: dt.date
    code = "year-closed"
    about: ClassVar[tuple[str, ...]] = ("year", "date")
    text = N_("The budget year {year} was closed on {date}; it takes no more entries.")
    remedy = N_(
        "What is paid or given back later has a day and a year of its own: --date and --year of an "
        "open year, --plan-year {year} and a note. An entry of {year} itself is taken after "
        "`ethnictrack book reopen {year}`, which asks why."
    )


class HeldByClosedYearError(YearClosedError):
    text = N_(
        "The budget year {year} was closed on {date}; its results, findings and remarks stay as "
        "they are."
    )
    remedy = N_(
        "What comes later belongs to its own day and year. Only `ethnictrack book reopen "
        "{year}`, which asks why, opens the year itself again."
    )


class YearOpenError(BookError):
    year: int
    code = "year-open"
    text = N_("The budget year {year} is open.")
    remedy = N_("`ethnictrack book info` lists the years that are closed.")


class YearUnfinishedError(YearOpenError):
    next_year: int
    open: tuple[Message, ...]
    carries: bool = True  # whether money of a plan is among it
    text = N_("The budget year {year} has something open: {open}.")
    remedy = N_(
        "`ethnictrack allocate carry --from {year} --to {next_year}` carries what is left on, with "
        "--cancel in place of --to it is cancelled. With --anyway and a reason the year is closed "
        "as it is; the reason stands in the log and in the settlement."
    )

    def advice(self) -> Message:
        """Send to what is open where there is nothing to carry."""
        return super().advice() if self.carries else _NOTHING_LEFT.of(year=self.year)


_NOTHING_LEFT = N_(
    "`ethnictrack report carryover {year}` shows advances that are open. With --anyway and a "
    "reason the year is closed as it is; the reason stands in the log and in the settlement."
)


class BookInTheWayError(BookError):
    path: str
    code = "book-in-the-way"
    text = N_("There is a book at {path}.")
    remedy = N_(
        "With --replace the copy takes its place, and the book that is there is kept beside it."
    )
    again = ({"--replace": True},)


class UnprovedCopyError(BookError):
    path: str
    count: int
    code = "copy-unsound"
    text = N_("{path} is not sound: {count} findings speak against it.")
    remedy = N_("`ethnictrack --book {path} book verify` lists them.")


class UnprovedFarCopyError(UnprovedCopyError):
    """Of a copy on a disk of a network, where `book verify` opens none."""

    remedy = N_("Copy it to a disk of this machine; `book verify` of that copy lists them.")
