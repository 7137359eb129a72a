"""Adds up the ledger for reports: one query, whatever the size of the book."""

from __future__ import annotations

from datetime import date

from sqlalchemy import Connection, func, literal_column, select

from ethnictrack.domain.figures import Group
from ethnictrack.domain.kinds import Capital, Source
from ethnictrack.domain.money import Dong
from ethnictrack.domain.plan import Line, Totals
from ethnictrack.store.sums import DISPOSED, PAID, PLANNED
from ethnictrack.store.tables.entry import ENTRY

_E = ENTRY.c


class FigureStore:
    """Sums of a budget year."""

    def __init__(self, connection: Connection) -> None:
        """Read through ``connection``."""
        self._db = connection

    def groups(
        self, year: int, as_of: date, *, by_month: bool = False, without: int | None = None
    ) -> list[Group]:
        """Return the sums of a budget year up to a day; ``without`` leaves an import out."""
        # Written out: what is grouped by has to be, to the letter, what is selected.
        month = func.substr(_E.date, literal_column("1"), literal_column("7" if by_month else "0"))
        keys = (_E.program, _E.capital, _E.source, _E.place, _E.plan_year, month)
        query = (
            select(*keys, PLANNED, DISPOSED, PAID)
            .where(_E.year == year, _E.date <= as_of.isoformat())
            .group_by(*keys)
        )
        if without is not None:
            query = query.where(_E.batch.is_distinct_from(without))
        return [
            Group(
                Line(program, capital and Capital(capital), source and Source(source), place),
                plan_year,
                (int(at[:4]), int(at[5:])) if at else (year, 0),
                Totals(Dong(planned), Dong(disposed), Dong(paid)),
            )
            for program, capital, source, place, plan_year, at, planned, disposed, paid in (
                self._db.execute(query)
            )
        ]

    def hedged(self, year: int, as_of: date) -> int:
        """Return how many entries of the year were recorded as approximations."""
        query = (
            select(func.count())
            .select_from(ENTRY)
            .where(_E.year == year, _E.date <= as_of.isoformat(), _E.qualifier.is_not(None))
        )
        return self._db.scalar(query) or 0
