"""Reads and writes imports and the profiles by which files are read."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import func, select

from ethnictrack.book.journal import Store
from ethnictrack.book.tables.batch import BATCH, PROFILE
from ethnictrack.book.tables.book import LOG
from ethnictrack.book.tables.columns import noun_of, row_of
from ethnictrack.book.tables.entry import ENTRY, in_two, put_together, signed
from ethnictrack.nouns.batch import Batch, BatchNoun, KeptBatch
from ethnictrack.values.dates import unstamp
from ethnictrack.values.kinds import PAID_EFFECT, PLAN_EFFECT

_B = BATCH.c
_UNDONE = BATCH.alias("undone")


class BatchStore(Store):
    """The imports of the book."""

    def next(self) -> int:
        """Return the number that the next import will have; one writer at a time holds the book."""
        return (self._db.scalar(select(func.max(_B.id))) or 0) + 1

    def add(self, batch: Batch) -> int:
        """Keep an import; its number comes back."""
        return self._journal.insert(BATCH, **row_of(batch, BATCH))

    def all(self) -> list[KeptBatch]:
        """Return every import, oldest first, with what its entries moved in all."""
        return list(self._kept(None))

    def get(self, number: int) -> KeptBatch | None:
        """Return one import."""
        return next(self._kept(number), None)

    def _kept(self, number: int | None) -> Iterator[KeptBatch]:
        sums = (
            select(ENTRY.c.batch, *in_two(signed(PLAN_EFFECT | PAID_EFFECT)))
            .where(ENTRY.c.batch.is_not(None) if number is None else ENTRY.c.batch == number)
            .group_by(ENTRY.c.batch)
            .subquery()
        )
        query = (
            select(BATCH, LOG.c.actor, LOG.c.at, _UNDONE.c.id.label("undone"), *sums.c[1:])
            .join(LOG, LOG.c.seq == _B.log)
            .join(_UNDONE, _UNDONE.c.undoes == _B.id, isouter=True)
            .join(sums, sums.c.batch == _B.id, isouter=True)
            .order_by(_B.id)
        )
        if number is not None:
            query = query.where(_B.id == number)
        for row in self._db.execute(query):
            yield KeptBatch(
                batch=noun_of(Batch, row),
                actor=row.actor,
                recorded_at=unstamp(row.at),
                undone_by=row.undone,
                amount=put_together(row.millions, row.rest),
            )

    def log_of(self, number: int) -> int:
        """Return the log record under which an import was written."""
        return self._db.scalar(select(_B.log).where(_B.id == number)) or 0

    def undone(self) -> dict[int, int]:
        """Return the imports that were taken back, each with the one that did."""
        query = select(_B.undoes, _B.id).where(_B.undoes.is_not(None))
        return {row.undoes: row.id for row in self._db.execute(query)}

    def of_file(self, noun: BatchNoun, digest: str) -> int | None:
        """Return the import of a file, byte for byte the same, that was not taken back."""
        query = (
            select(_B.id)
            .join(_UNDONE, _UNDONE.c.undoes == _B.id, isouter=True)
            .where(_B.digest == digest, _B.noun == noun.value, _B.undoes.is_(None))
            .where(_UNDONE.c.id.is_(None))
        )
        return self._db.scalar(query)

    def profiles(self) -> dict[str, tuple[BatchNoun, str]]:
        """Return every saved profile: its noun and its body by name."""
        rows = self._db.execute(select(PROFILE).order_by(PROFILE.c.name))
        return {row.name: (BatchNoun(row.noun), row.body) for row in rows}

    def put_profile(self, name: str, noun: BatchNoun, body: str) -> None:
        """Save a profile, new or in place of an older one."""
        before = self.profiles().get(name)
        if before is None:
            self._journal.insert(PROFILE, name=name, noun=noun.value, body=body)
        elif before != (noun, body):
            was = {"noun": before[0].value, "body": before[1]}
            self._journal.update(PROFILE, name, was, noun=noun.value, body=body)
