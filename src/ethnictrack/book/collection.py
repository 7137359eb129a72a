"""Reads and writes what units were asked, and what came."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sqlalchemy import select

from ethnictrack.book.journal import Store
from ethnictrack.book.tables.collection import COLLECTION, COLLECTION_FIGURE, COLLECTION_UNIT
from ethnictrack.book.tables.columns import noun_of, row_of
from ethnictrack.nouns.collection import CollectedFigure, Collection, CollectionPeriod, UnitEvent

_U, _F = COLLECTION_UNIT.c, COLLECTION_FIGURE.c


class CollectionStore(Store):
    """The collections of the book."""

    def all(self) -> list[Collection]:
        """Return the collections in the order of their days."""
        found = [
            noun_of(Collection, row, period=CollectionPeriod.of(row.period))
            for row in self._db.execute(select(COLLECTION).order_by(COLLECTION.c.id))
        ]
        return sorted(found, key=lambda each: (each.period.last, each.period.first))

    def of(self, period: str) -> Collection | None:
        """Return the collection of a period, if units were asked for it."""
        return next((each for each in self.all() if each.period.text == period), None)

    def add(self, collection: Collection) -> int:
        """Keep a collection; its number comes back."""
        period = collection.period
        row = row_of(collection, COLLECTION, period=period.text, form=period.form.value)
        return self._journal.insert(COLLECTION, **row)

    def events(self, collection: int) -> Mapping[int, Sequence[UnitEvent]]:
        """Return what happened to each unit, oldest first, by place."""
        found: dict[int, list[UnitEvent]] = {}
        query = select(COLLECTION_UNIT).where(_U.collection == collection).order_by(_U.id)
        for row in self._db.execute(query):
            found.setdefault(row.place, []).append(noun_of(UnitEvent, row))
        return found

    def note(self, collection: int, event: UnitEvent) -> int:
        """Keep what happened to a unit; its number comes back."""
        row = row_of(event, COLLECTION_UNIT, collection=collection)
        return self._journal.insert(COLLECTION_UNIT, **row)

    def put_figures(self, event: int, figures: Sequence[CollectedFigure]) -> None:
        """Keep the figures of a file that was received as ``event``."""
        rows = [row_of(each, COLLECTION_FIGURE, unit=event) for each in figures]
        self._journal.insert_all(COLLECTION_FIGURE, rows)

    def figures(self, event: int) -> list[CollectedFigure]:
        """Return the figures of a file in its order."""
        query = select(COLLECTION_FIGURE).where(_F.unit == event).order_by(_F.line)
        return [noun_of(CollectedFigure, row) for row in self._db.execute(query)]
