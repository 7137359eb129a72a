"""The figures of all units of a period in one table: against the book and the treasury."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from ethnictrack.reports.collection_table import MergedKey, MergedRow
from ethnictrack.services.reconcile import hold, live
from ethnictrack.services.units import Sums, UnitSums, records
from ethnictrack.values.money import ZERO, Dong

if TYPE_CHECKING:
    from ethnictrack.book.opening import Book
    from ethnictrack.ledger.entry import Entry
    from ethnictrack.nouns.collection import Collection, UnitRecord
    from ethnictrack.nouns.statement import Statement
    from ethnictrack.services.reconcile import HeldStatement


@dataclass(slots=True)
class Treasury:
    """What the treasury paid by the keys of the table; ``aside`` are lines that name no unit.

    ``statements``: there was one to ask.
    """

    paid: dict[MergedKey, Dong] = field(default_factory=dict)
    aside: list[Dong] = field(default_factory=list)
    statements: bool = False

    def add(self, key: MergedKey, amount: Dong) -> None:
        """Take in what was paid."""
        self.paid[key] = self.paid.get(key, ZERO) + amount


def merged(
    book: Book, collection: Collection
) -> tuple[list[MergedRow], list[UnitRecord], Treasury]:
    """Return the rows by unit, programme, capital and source, the units, and the treasury's side.

    Of a unit that has still to send there is no row.
    """
    every = records(book, collection)
    sums = UnitSums(book, collection, [each.place for each in every])
    treasury = _treasury(book, collection, sums)
    rows = [row for each in every for row in _rows(book, each, sums, treasury)]
    order = {each.id: at for at, (_, each) in enumerate(book.programs.walk())}
    rows.sort(key=lambda row: (book.places[row.key.place].code, order[row.key.program]))
    return rows, every, treasury


def _rows(
    book: Book, record: UnitRecord, sums: UnitSums, treasury: Treasury
) -> Iterator[MergedRow]:
    unit, before, cumulative = record.place, _Added(), _Added()
    counted = record.kept if record.awaited else record.came
    if counted is None:
        return
    if record.nil and not record.awaited:
        before.take(unit, sums.before(unit))
        cumulative.take(unit, sums.before(unit))
    for each in book.collections.figures(counted.id):
        key = MergedKey(unit, each.program, each.capital, each.source)
        before[key] += each.before
        cumulative[key] += each.cumulative
    paid = _Added()
    paid.take(unit, sums.paid(unit))
    for key in {**cumulative, **{key: ZERO for key, amount in paid.items() if amount}}:
        yield MergedRow(key, before[key], cumulative[key], paid[key], treasury.paid.get(key))


class _Added(defaultdict[MergedKey, Dong]):
    """Sums by the keys of the table."""

    def __init__(self) -> None:
        super().__init__(lambda: ZERO)

    def take(self, unit: int, sums: Sums) -> None:
        """Take in the sums of a unit, whatever year their plan is of."""
        for line, amount in sums.items():
            self[MergedKey(unit, line.program, line.capital, line.source)] += amount


def _treasury(book: Book, collection: Collection, sums: UnitSums) -> Treasury:
    """Return what statements up to the last day of the period say of units."""
    found = Treasury()
    year = collection.period.year
    for each in live(book):
        whole = each.since <= date(year, 1, 1) and each.as_of == collection.period.last
        if whole and each.year in {None, year}:
            found.statements = True
            _add_statement(book, hold(book, each), sums, found)
    return found


def _add_statement(book: Book, held: HeldStatement, sums: UnitSums, into: Treasury) -> None:
    """Add the lines of a statement: by the entries they are, else by what they say themselves."""
    outcomes = held.found.outcomes
    entries = _entries(book, held)
    account = _account(book, held.statement, sums)
    for each in held.kept:
        parts = _parts(sums, [entries[number] for number in outcomes[each.line].entries])
        if parts and Dong.total(amount for _, amount in parts) == each.amount:
            for key, amount in parts:
                into.add(key, amount)
        elif account is not None and each.program is not None:
            into.add(MergedKey(account, each.program, each.capital, each.source), each.amount)
        else:
            into.aside.append(each.amount)


def _entries(book: Book, held: HeldStatement) -> dict[int, Entry]:
    numbers = {number for each in held.found.outcomes.values() for number in each.entries}
    return {each.id: each.entry for each in book.ledger.numbered(sorted(numbers))}


def _parts(sums: UnitSums, matched: Iterable[Entry]) -> list[tuple[MergedKey, Dong]]:
    """Return what entries are in the table; nothing, where one is of no unit."""
    parts = []
    for of in matched:
        if (unit := sums.home(of.place)) is None:
            return []
        parts.append((MergedKey(unit, of.program, of.capital, of.source), of.effect))
    return parts


def _account(book: Book, statement: Statement, sums: UnitSums) -> int | None:
    """Return the unit whose own account a statement is of."""
    unit, first = sums.home(statement.place), book.places.first_version
    if unit is None or statement.place is None:
        return None
    return unit if first(unit) == first(statement.place) else None
