"""The entries that go into a column of a settlement's row."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ethnictrack.domain.entry import Posted
from ethnictrack.domain.ledger import line_of
from ethnictrack.domain.listing import Filter
from ethnictrack.domain.money import Dong
from ethnictrack.domain.settled_entries import effect, only_own_year
from ethnictrack.domain.settlement import Columns, Settlement

if TYPE_CHECKING:
    from ethnictrack.actions.explain.reading import Reading
    from ethnictrack.store.opening import Book


@dataclass(frozen=True, slots=True)
class SettledRow:
    """A row's columns, and the entries of the one asked for with what each adds to it."""

    columns: Columns
    entries: list[tuple[Posted, Dong]]


def settled_row(book: Book, settled: Settlement, reading: Reading) -> SettledRow:
    """Return a row of a settlement; without a column asked for there are no entries."""
    if reading.id is None:
        columns = settled.total()
    else:
        columns = settled.of_programs().get(reading.id, Columns())
    number = reading.column
    if number is None:
        return SettledRow(columns, [])
    year, programs, places = settled.year, settled.programs, settled.places
    only = Filter(
        programs=None if reading.id is None else frozenset(programs.family(reading.id)),
        year=year if only_own_year(number) else None,
        last=settled.as_of,
    )
    counted = (
        (posted, effect(number, posted.entry, year))
        for posted in book.ledger.chosen(None, only)
        if settled.scope.holds(line_of(posted.entry), programs, places)
    )
    return SettledRow(columns, [(posted, amount) for posted, amount in counted if amount])
