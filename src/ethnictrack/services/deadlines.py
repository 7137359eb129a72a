"""What ends soon, with what the book still has open for it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from ethnictrack.ledger.deadlines import AHEAD, Due, Ends, due, reconciled_by
from ethnictrack.nouns.collection import UnitState
from ethnictrack.nouns.inspection import Stage
from ethnictrack.services.figures import figures
from ethnictrack.services.reconcile import hold, live
from ethnictrack.services.units import records
from ethnictrack.values.kinds import Capital, Kind
from ethnictrack.values.money import ZERO, Dong
from ethnictrack.year.figures import Coverage, PlanBasis

if TYPE_CHECKING:
    from ethnictrack.book.opening import Book


def deadlines(book: Book, on: date) -> list[tuple[Due, Dong | None]]:
    """Return what ends within 60 days of a day, for every budget year of the book and that day's.

    With each comes what is open for it on that day, in đồng; None where the book has no such sum.
    """
    years = {*book.ledger.years(), on.year}
    return [(each, _open(book, each, on)) for each in due(years, on)]


@dataclass(frozen=True, slots=True)
class OwedRecovery:
    """Money an inspection wants back since its conclusion, and its document."""

    date: date
    inspection: str
    title: str
    document: str | None
    left: Dong


def recoveries(book: Book, on: date) -> list[OwedRecovery]:
    """Return what was to be paid back by conclusions up to a day and was not, the oldest first."""
    found = []
    for each in book.inspections.dossiers():
        known = each.as_of(on)
        concluded = [stage for stage in known.stages if stage.stage is Stage.CONCLUDED]
        if concluded and known.reached(Stage.CONCLUDED) and known.outstanding > ZERO:
            last, of = concluded[-1], known.inspection
            document = last.document or of.decision
            found.append(OwedRecovery(last.date, of.code, of.name, document, known.outstanding))
    return sorted(found, key=lambda owed: (owed.date, owed.inspection))


@dataclass(frozen=True, slots=True)
class OpenWork:
    """What has still to be done of a collection or a statement: how many ``left``, by a day."""

    date: date
    object: str
    law: str
    left: int


def collections(book: Book, on: date) -> list[OpenWork]:
    """Return the periods of which units are not accepted yet, due up to 60 days from a day on."""
    found = []
    for each in book.collections.all():
        asked = records(book, each)
        left = sum(of.state is not UnitState.ACCEPTED for of in asked)
        if left and each.due <= on + AHEAD:
            found.append(OpenWork(each.due, each.period.text, "", left))
    return found


def reconciliations(book: Book, on: date) -> list[OpenWork]:
    """Return the statements of the treasury of which anything is open, by the day for them."""
    found = []
    for each in live(book):
        day, law = reconciled_by(each.as_of)
        if each.as_of <= on and day <= on + AHEAD and (left := hold(book, each).found.open):
            found.append(OpenWork(day, str(each.id), law, left))
    return found


def _open(book: Book, ending: Due, on: date) -> Dong | None:
    asked = _OPEN.get(ending.deadline.ends)
    return None if asked is None else asked(book, ending.year, on)


def _left(basis: PlanBasis) -> Callable[[Book, int, date], Dong]:
    """Return the reckoning of a plan that is neither paid nor disposed of."""

    def left(book: Book, year: int, on: date) -> Dong:
        total = figures(
            book, year=year, as_of=on, basis=basis, scope=Coverage(), by_place=False
        ).total()
        return max(total.remaining, ZERO)

    return left


def _advances(book: Book, year: int, on: date) -> Dong:
    """Return the advances of recurrent money of a budget year that are not cleared."""
    signs = {Kind.ADVANCE: 1, Kind.ADVANCE_RECOVERY: -1}
    moved = (
        each.amount if signs[each.kind] > 0 else -each.amount
        for each in book.figures.movements(year, on, ())
        if each.year == year and each.kind in signs and each.line.capital is Capital.RECURRENT
    )
    return Dong.total(moved)


_OPEN: dict[Ends, Callable[[Book, int, date], Dong]] = {
    Ends.CARRIED_MONEY: _left(PlanBasis.CARRYOVER),
    Ends.PAYMENTS: _left(PlanBasis.YEAR),
    Ends.UNSPENT_ADVANCES: _advances,
}
