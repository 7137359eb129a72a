"""Reads and writes what units were asked, and what came."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from sqlalchemy import select

from ethnictrack.book.journal import Store
from ethnictrack.book.tables.collection import COLLECTION, COLLECTION_FIGURE, COLLECTION_UNIT
from ethnictrack.nouns.collection import (
    CollectedFigure,
    Collection,
    CollectionPeriod,
    UnitAction,
    UnitEvent,
)
from ethnictrack.values.kinds import Capital, Source
from ethnictrack.values.money import Dong

_U, _F = COLLECTION_UNIT.c, COLLECTION_FIGURE.c


class CollectionStore(Store):
    """The collections of the book."""

    def all(self) -> list[Collection]:
        """Return the collections in the order of their days."""
        found = [
            Collection(
                id=row.id,
                period=CollectionPeriod.of(row.period),
                due=date.fromisoformat(row.due),
                key=row.key,
            )
            for row in self._db.execute(select(COLLECTION).order_by(COLLECTION.c.id))
        ]
        return sorted(found, key=lambda each: (each.period.last, each.period.first))

    def of(self, period: str) -> Collection | None:
        """Return the collection of a period, if units were asked for it."""
        return next((each for each in self.all() if each.period.text == period), None)

    def add(self, collection: Collection) -> int:
        """Keep a collection; its number comes back."""
        return self._journal.insert(
            COLLECTION,
            period=collection.period.text,
            form=collection.period.form.value,
            due=collection.due.isoformat(),
            key=collection.key,
        )

    def events(self, collection: int) -> Mapping[int, Sequence[UnitEvent]]:
        """Return what happened to each unit, oldest first, by place."""
        found: dict[int, list[UnitEvent]] = {}
        query = select(COLLECTION_UNIT).where(_U.collection == collection).order_by(_U.id)
        for row in self._db.execute(query):
            event = UnitEvent(
                id=row.id,
                place=row.place,
                action=UnitAction(row.action),
                date=row.date and date.fromisoformat(row.date),
                file=row.file,
                digest=row.digest,
                reason=row.reason,
                batch=row.batch,
            )
            found.setdefault(event.place, []).append(event)
        return found

    def note(self, collection: int, event: UnitEvent) -> int:
        """Keep what happened to a unit; its number comes back."""
        return self._journal.insert(
            COLLECTION_UNIT,
            collection=collection,
            place=event.place,
            action=event.action.value,
            date=event.date and event.date.isoformat(),
            file=event.file,
            digest=event.digest,
            reason=event.reason,
            batch=event.batch,
        )

    def put_figures(self, event: int, figures: Sequence[CollectedFigure]) -> None:
        """Keep the figures of a file that was received as ``event``."""
        rows: list[dict[str, object]] = [
            {
                "unit": event,
                "line": each.line,
                "program": each.program,
                "capital": each.capital and each.capital.value,
                "source": each.source and each.source.value,
                "plan_year": each.plan_year,
                "before": each.before.value,
                "cumulative": each.cumulative.value,
                "note": each.note,
            }
            for each in figures
        ]
        self._journal.insert_all(COLLECTION_FIGURE, rows)

    def figures(self, event: int) -> list[CollectedFigure]:
        """Return the figures of a file in its order."""
        query = select(COLLECTION_FIGURE).where(_F.unit == event).order_by(_F.line)
        return [
            CollectedFigure(
                line=row.line,
                program=row.program,
                capital=row.capital and Capital(row.capital),
                source=row.source and Source(row.source),
                plan_year=row.plan_year,
                before=Dong(row.before),
                cumulative=Dong(row.cumulative),
                note=row.note,
            )
            for row in self._db.execute(query)
        ]
