"""Reads and writes opening figures."""

from __future__ import annotations

from collections.abc import Collection
from functools import cached_property
from typing import Any

from sqlalchemy import ColumnElement, Row, select

from ethnictrack.book.journal import Store
from ethnictrack.book.tables.book import LOG
from ethnictrack.book.tables.columns import noun_of, row_of
from ethnictrack.book.tables.entry import ENTRY, line_of, standing
from ethnictrack.book.tables.entry_more import OPENING
from ethnictrack.ledger.opening_figure import KeptOpening, Opening
from ethnictrack.ledger.plan import PlanLine
from ethnictrack.values.kinds import Side
from ethnictrack.values.money import Dong

_O, _E = OPENING.c, ENTRY.c
_UNDONE = OPENING.alias("undone")


class OpeningStore(Store):
    """What was paid before the book's first year."""

    def add(self, opening: Opening) -> KeptOpening:
        """Keep a figure, or the opposite of one; what comes back is read from the book."""
        known = self.standing
        row = row_of(opening, OPENING, **row_of(opening.line, OPENING))
        number = self._journal.insert(OPENING, **row)
        (kept,) = self._read(_O.id == number)
        still = [each for each in known if each.id != opening.reverses]
        self.standing = (*still, kept) if kept.stands else tuple(still)
        return kept

    def all(self) -> list[KeptOpening]:
        """Return every figure and every reversal, as recorded."""
        return self._read()

    def get(self, number: int) -> KeptOpening | None:
        """Return one figure."""
        return next(iter(self._read(_O.id == number)), None)

    def brought_by(self, batch: int) -> list[int]:
        """Return the numbers of an import's figures that are not reversed, newest first."""
        found = self._read(_O.batch == batch)
        return [each.id for each in reversed(found) if each.stands]

    @cached_property
    def standing(self) -> tuple[KeptOpening, ...]:
        """The figures that count: no reversals, and nothing reversed."""
        return tuple(each for each in self.all() if each.stands)

    def _read(self, *only: ColumnElement[bool]) -> list[KeptOpening]:
        query = (
            select(OPENING, LOG.c.actor, LOG.c.at, _UNDONE.c.id.label("undone"))
            .join(LOG, LOG.c.seq == _O.log, isouter=True)  # this command's own record comes last
            .join(_UNDONE, _UNDONE.c.reverses == _O.id, isouter=True)
            .where(*only)
            .order_by(_O.id)
        )
        return [self._kept(row) for row in self._db.execute(query)]

    def _kept(self, row: Row[Any]) -> KeptOpening:
        actor, at = self.signed(row)
        return KeptOpening(
            id=row.id,
            opening=noun_of(
                Opening, row, line=line_of(row.program, row.capital, row.source, row.place)
            ),
            actor=actor,
            recorded_at=at,
            reversed_by=row.undone,
        )

    def paid(self, programs: Collection[int]) -> Dong:
        """Return what was paid before the book of some programmes."""
        return Dong.total(
            each.opening.paid for each in self.standing if each.opening.line.program in programs
        )

    def advances(self, programs: Collection[int]) -> Dong:
        """Return the advances that were open before the book of some programmes."""
        return Dong.total(
            each.opening.advances for each in self.standing if each.opening.line.program in programs
        )

    def paid_in_book(
        self, programs: Collection[int], until: int
    ) -> list[tuple[PlanLine, int, int]]:
        """Return the standing payments of some programmes up to a budget year.

        Each is a line with the year and the number of the entry.
        """
        columns = (_E.program, _E.capital, _E.source, _E.place, _E.year, _E.id)
        query = standing(ENTRY, *columns).where(
            _E.side == Side.DISBURSEMENT.value, _E.year <= until, _E.program.in_(programs)
        )
        return [
            (line_of(*line), year, number)
            for *line, year, number in self._db.execute(query.order_by(_E.id))
        ]
