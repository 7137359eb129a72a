"""Compares two sealed reports, or one with what the book says today."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from ethnictrack.audit.log import LogEntry
from ethnictrack.audit.seal import Seal, read_seal
from ethnictrack.i18n import N_, Message
from ethnictrack.ledger.entry import Posted
from ethnictrack.ledger.listing import Filter
from ethnictrack.library.documents import annual_of
from ethnictrack.library.questions import OF_YEAR, Question
from ethnictrack.library.sealing import figures_of, kept_figures
from ethnictrack.reports.difference import DifferenceSide, difference
from ethnictrack.reports.seals import seal_data
from ethnictrack.services.seals import find_seal
from ethnictrack.year.figures import Coverage, Figures, PlanBasis, Sum

if TYPE_CHECKING:
    import datetime as dt

    from ethnictrack.book.opening import Book
    from ethnictrack.reports.table import Result


_SEAL, _NOW = N_("sealed report {seal}"), N_("the book as it is now")
_SEALED = N_("{seal}: sealed on {moment}, figures up to {date}, record {record} of the log")
_TODAY = N_("Now: the same question, put to the book as it is")


@dataclass(frozen=True, slots=True)
class _Sealed:
    """A sealed report with the question it answered, to be asked again."""

    seal: Seal

    def asked(self, today: dt.date) -> Question:
        """Return the question."""
        seal = self.seal
        said = {**seal.asked, "year": seal.year, "as_of": seal.as_of}
        return Question.of(OF_YEAR, said, today)

    def state(self, book: Book, today: dt.date) -> State:
        """Return what the report was made from."""
        seal = self.seal
        scope = self.asked(today).scope(book, seal.as_of)
        basis = PlanBasis(str(seal.asked["basis"]))
        return State(seal.year, seal.as_of, basis, scope, seal.head)

    def side(self) -> DifferenceSide:
        """Return it as one side of a comparison."""
        kept, mark = kept_figures(self.seal), str(self.seal.mark)
        return DifferenceSide(
            mark=mark,
            name=_SEAL.of(seal=mark),
            told=_SEALED.of(
                seal=mark,
                moment=self.seal.recorded_at,
                date=self.seal.as_of,
                record=self.seal.head,
            ),
            facts=kept["data"],
            asked=self.seal.asked,
            rules=kept["rules"],
            data=seal_data(self.seal),
        )

    def now(self, book: Book, today: dt.date) -> DifferenceSide:
        """Return what the same question is answered today."""
        made = annual_of(book, self.asked(today), None)
        kept: Any = figures_of(made)
        return DifferenceSide(
            mark="",
            name=_NOW,
            told=_TODAY,
            facts=kept["data"],
            asked=self.seal.asked,
            rules=kept["rules"],
            data=None,
        )


def difference_of(book: Book, asked: Question, unit_line: Message) -> Result:
    """Compare the seals that are named. Raises: UnknownSealError, BrokenSealError."""
    one = _Sealed(find_seal(book, read_seal(asked.seal or "")))
    other = asked.other_seal
    two = None if other is None else _Sealed(find_seal(book, read_seal(other)))
    before = one.state(book, asked.today)
    after = two.state(book, asked.today) if two else replace(before, head=None)
    moved = moved_entries(book, before, after)
    return difference(
        one.side(),
        two.side() if two else one.now(book, asked.today),
        moved=[(each.posted, each.by) for each in moved],
        changes=other_changes(book, before, after),
        programs=book.programs,
        places=book.places,
        unit_line=unit_line,
    )


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
