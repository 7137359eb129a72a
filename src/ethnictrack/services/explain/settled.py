"""The entries that go into a column of a settlement's row."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ethnictrack.ledger.entry import Posted
from ethnictrack.ledger.listing import Filter
from ethnictrack.ledger.rules import line_of
from ethnictrack.ledger.settled_entries import effect, only_own_year
from ethnictrack.values.money import ZERO, Dong
from ethnictrack.year.settlement import Columns, Settlement

if TYPE_CHECKING:
    from ethnictrack.book.opening import Book
    from ethnictrack.services.explain.reading import Meant


@dataclass(frozen=True, slots=True)
class SettledRow:
    """A row's columns, and the entries of the one asked for with what each adds to it.

    ``opened`` is what opening figures bring to it.
    """

    columns: Columns
    entries: list[tuple[Posted, Dong]]
    opened: Dong = ZERO


def settled_row(book: Book, settled: Settlement, reading: Meant) -> SettledRow:
    """Return a row of a settlement; without a column asked for there are no entries."""
    if reading.id is None:
        columns = settled.total()
    else:
        columns = settled.of_programs().get(reading.id, Columns())
    number = reading.column
    if number is None:
        return SettledRow(columns, [])
    year, programs, places = settled.year, settled.programs, settled.places
    within = None if reading.id is None else frozenset(programs.family(reading.id))
    only = Filter(
        programs=within,
        year=year if only_own_year(number) else None,
        last=settled.as_of,
    )
    counted = (
        (posted, effect(number, posted.entry, year))
        for posted in book.ledger.chosen(None, only)
        if settled.scope.holds(line_of(posted.entry), programs, places)
    )
    entries = [(posted, amount) for posted, amount in counted if amount]
    return SettledRow(columns, entries, settled.opened_in(number, within))
