"""Reads and writes what an office expects to disburse; the newest of a line and a day counts."""

from __future__ import annotations

from datetime import date

from sqlalchemy import select

from ethnictrack.book.journal import Store
from ethnictrack.book.tables.entry_more import ESTIMATE
from ethnictrack.ledger.estimate import Estimate
from ethnictrack.ledger.plan import PlanLine
from ethnictrack.values.kinds import Capital, Source
from ethnictrack.values.money import Dong, Qualifier


class EstimateStore(Store):
    """What is expected to be disbursed."""

    def add(self, estimate: Estimate) -> int:
        """Keep an estimate; its number comes back."""
        line = estimate.line
        return self._journal.insert(
            ESTIMATE,
            program=line.program,
            place=line.place,
            capital=line.capital and line.capital.value,
            source=line.source and line.source.value,
            year=estimate.year,
            until=estimate.until.isoformat(),
            amount=estimate.amount.value,
            qualifier=estimate.qualifier and estimate.qualifier.value,
        )

    def newest(self, year: int | None = None) -> list[Estimate]:
        """Return the newest of each line and day, of a budget year or of all, as recorded."""
        query = select(ESTIMATE).order_by(ESTIMATE.c.id)
        if year is not None:
            query = query.where(ESTIMATE.c.year == year)
        found: dict[tuple[PlanLine, int, str], Estimate] = {}
        for row in self._db.execute(query):
            capital, source = (
                row.capital and Capital(row.capital),
                row.source and Source(row.source),
            )
            line = PlanLine(row.program, capital, source, row.place)
            found[line, row.year, row.until] = Estimate(
                line,
                row.year,
                date.fromisoformat(row.until),
                Dong(row.amount),
                row.qualifier and Qualifier(row.qualifier),
            )
        return list(found.values())
