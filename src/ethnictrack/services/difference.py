"""What moved between two states of the book: the entries, and everything else that was done."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from ethnictrack.audit.log import LogEntry
from ethnictrack.ledger.entry import Posted
from ethnictrack.ledger.listing import Filter
from ethnictrack.year.figures import Coverage, Figures, PlanBasis, Sum

if TYPE_CHECKING:
    from ethnictrack.book.opening import Book

_IN_THE_LEDGER = frozenset({"entry", "batch", "seal", "profile", "setting"})


@dataclass(frozen=True, slots=True)
class State:
    """What a report was made from: what it was asked, and how far the book had come.

    ``head`` is the record of the log; None for the book as it is now.
    """

    year: int
    as_of: date
    basis: PlanBasis
    scope: Coverage
    head: int | None = None


@dataclass(frozen=True, slots=True)
class Moved:
    """An entry that counts in one state otherwise than in the other, and what that does."""

    posted: Posted
    by: Sum


def moved_entries(book: Book, first: State, second: State) -> list[Moved]:
    """Return the entries that make the difference; what they moved is the difference, exactly."""
    before, until = _figures(book, first)
    after, since = _figures(book, second)
    found = []
    for year in sorted({first.year, second.year}):
        last = max(first.as_of, second.as_of)
        for posted in book.ledger.chosen(None, Filter(year=year, last=last)):
            was = before.share(posted.entry) if posted.id <= until else Sum()
            now = after.share(posted.entry) if posted.id <= since else Sum()
            if was != now:
                found.append(Moved(posted, now - was))
    return found


def _figures(book: Book, of: State) -> tuple[Figures, int]:
    """Return the sums of a state, and the newest entry it counts."""
    newest = book.ledger.newest(of.head)
    figures = Figures(
        book.figures.groups(of.year, of.as_of, by_place=False, until=of.head and newest),
        year=of.year,
        as_of=of.as_of,
        basis=of.basis,
        scope=of.scope,
        programs=book.programs,
        places=book.places,
    )
    return figures, newest


def other_changes(book: Book, first: State, second: State) -> list[LogEntry]:
    """Return what else was recorded after one state, up to the other: registers, results."""
    return [
        each
        for each in book.log.entries()
        if each.seq > (first.head or 0)
        and (second.head is None or each.seq <= second.head)
        and any(change.object not in _IN_THE_LEDGER for change in each.changes)
    ]
