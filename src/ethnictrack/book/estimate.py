"""Reads and writes what an office expects to disburse; the newest of a line and a day counts."""

from __future__ import annotations

from sqlalchemy import select

from ethnictrack.book.journal import Store
from ethnictrack.book.tables.columns import noun_of, row_of
from ethnictrack.book.tables.entry import line_of
from ethnictrack.book.tables.entry_more import ESTIMATE
from ethnictrack.ledger.plan import Estimate, PlanLine


class EstimateStore(Store):
    """What is expected to be disbursed."""

    def add(self, estimate: Estimate) -> int:
        """Keep an estimate; its number comes back."""
        row = row_of(estimate, ESTIMATE, **row_of(estimate.line, ESTIMATE))
        return self._journal.insert(ESTIMATE, **row)

    def newest(self, year: int | None = None) -> list[Estimate]:
        """Return the newest of each line and day, of a budget year or of all, as recorded."""
        query = select(ESTIMATE).order_by(ESTIMATE.c.id)
        if year is not None:
            query = query.where(ESTIMATE.c.year == year)
        found: dict[tuple[PlanLine, int, str], Estimate] = {}
        for row in self._db.execute(query):
            line = line_of(row.program, row.capital, row.source, row.place)
            found[line, row.year, row.until] = noun_of(Estimate, row, line=line)
        return list(found.values())
