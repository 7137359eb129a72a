"""Closing a budget year, and opening it again."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from ethnictrack.audit.finding import Severity
from ethnictrack.errors.entries import FutureDateError
from ethnictrack.i18n import N_, Message
from ethnictrack.ledger.listing import Filter
from ethnictrack.nouns.place import not_in_force
from ethnictrack.services.carry import unpaid
from ethnictrack.services.check.plan import plan_findings
from ethnictrack.services.closed_year import check_open
from ethnictrack.services.figures import settlement
from ethnictrack.values.dates import last_day
from ethnictrack.values.errors import EXACT, BookError
from ethnictrack.values.kinds import Side, class_name
from ethnictrack.values.money import ZERO
from ethnictrack.year.figures import Coverage

if TYPE_CHECKING:
    from ethnictrack.book.opening import Book


_EARLY = N_("Until {last} payments of {year} may still come in; the year takes none from now on.")
_MOST = 20  # things named in one refusal
_UNPAID = N_(
    "{program} ({line}), plan of {plan_year}: {amount} neither paid, carried nor cancelled"
)
_ADVANCE = N_("{program} ({line}): {amount} of advances not cleared")
_FOUND = N_("{where}: {what}")
_ENTRY = N_("entry {entry}: {what}")
_MORE = N_("and {count} more")


_NOTHING_LEFT = N_(
    "`ethnictrack report carryover {year}` shows advances that are open. With --anyway and a "
    "reason the year is closed as it is; the reason stands in the log and in the settlement."
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


def close_year(
    book: Book, year: int, *, on: date, today: date, anyway: str | None = None
) -> list[Message]:
    """Close a budget year; what comes back is what the clerk should think of.

    A year with anything open is closed ``anyway`` for a reason, which is kept.
    Raises: YearClosedError, FutureDateError, YearUnfinishedError.
    """
    check_open(book, year)
    if on > today:
        raise FutureDateError(date=on, today=today)
    found = list(still_open(book, year))
    if found and anyway is None:
        more = len(found) - _MOST
        named = (*found[:_MOST], _MORE.of(count=more)) if more > 0 else tuple(found)
        left = any(each.text == _UNPAID.text for each in found)
        raise YearUnfinishedError(year=year, next_year=year + 1, open=named, carries=left)
    book.closings.close(year, on, anyway if found else None)
    last = last_day(year)
    return [_EARLY.of(last=last, year=year)] if on < last else []


def still_open(book: Book, year: int) -> Iterator[Message]:
    """Yield what a year leaves open: money, advances, errors of the checks, unknown units."""
    for each in unpaid(book, year):
        yield _UNPAID.of(
            program=book.programs.code_of(each.line.program),
            line=class_name(each.line.capital, each.line.source, year),
            plan_year=each.plan_year,
            amount=EXACT.of(amount=each.amount.value),
        )
    for line, columns in settlement(book, year=year, as_of=date.max, scope=Coverage()).lines:
        if columns[23] > ZERO:
            yield _ADVANCE.of(
                program=book.programs.code_of(line.program),
                line=class_name(line.capital, line.source, year),
                amount=EXACT.of(amount=columns[23].value),
            )
    for finding in plan_findings(book, year):
        if finding.severity is Severity.ERROR:
            yield _FOUND.of(where=finding.where, what=finding.what)
    for side in Side:
        yield from _misplaced(book, side, year)


def _misplaced(book: Book, side: Side, year: int) -> Iterator[Message]:
    """Yield the entries of a year at a place that was not in force on their day."""
    for posted in book.ledger.chosen(side, Filter(year=year)):
        entry, place = posted.entry, posted.entry.place
        counts = entry.reverses is posted.reversed_by is None
        if counts and place and not book.places[place].valid_on(entry.date):
            what = not_in_force(book.places[place], entry.date)
            yield _ENTRY.of(entry=posted.id, what=what)


def reopen_year(book: Book, year: int, reason: str) -> None:
    """Open a closed budget year again. Raises: YearOpenError."""
    if year not in book.closings.closed():
        raise YearOpenError(year=year)
    book.closings.reopen(year, reason)
