"""Adds up the ledger for reports: one query, whatever the size of the book."""

from __future__ import annotations

from datetime import date

from sqlalchemy import Connection, and_, func, literal_column, or_, select

from ethnictrack.book.not_reversed import standing
from ethnictrack.book.sums import DISPOSED, PAID, PLANNED, in_two, put_together
from ethnictrack.book.tables.entry import ENTRY
from ethnictrack.ledger.plan import PlanLine, Totals
from ethnictrack.reports.payees import PaidTo
from ethnictrack.values.kinds import Capital, Kind, Side, Source
from ethnictrack.values.money import Dong
from ethnictrack.year.figures import Group, OverPlan
from ethnictrack.year.settlement import Movement

_E = ENTRY.c


class FigureStore:
    """Sums of a budget year."""

    def __init__(self, connection: Connection) -> None:
        """Read through ``connection``."""
        self._db = connection

    def groups(
        self,
        year: int,
        as_of: date,
        *,
        by_month: bool = False,
        without: int | None = None,
        until: int | None = None,
    ) -> list[Group]:
        """Return the sums of a budget year up to a day; ``without`` leaves an import out.

        ``until`` is the newest entry that counts: so the sums are what they were.
        """
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
        if until is not None:
            query = query.where(_E.id <= until)
        return [
            Group(
                _line(program, capital, source, place),
                plan_year,
                _month(at, year),
                Totals(Dong(planned), Dong(disposed), Dong(paid)),
            )
            for program, capital, source, place, plan_year, at, planned, disposed, paid in (
                self._db.execute(query)
            )
        ]

    def over_plan(self, year: int, as_of: date, *, by_month: bool = False) -> list[OverPlan]:
        """Count the payments of a year up to a day that went beyond the plan and stand."""
        month = func.substr(_E.date, literal_column("1"), literal_column("7" if by_month else "0"))
        keys = (_E.program, _E.capital, _E.source, _E.place, _E.plan_year, month)
        query = (
            standing(ENTRY, *keys, func.count())
            .where(_E.year == year, _E.date <= as_of.isoformat(), _E.over_plan.is_not(None))
            .group_by(*keys)
        )
        return [
            OverPlan(_line(*line), plan_year, _month(at, year), count)
            for *line, plan_year, at, count in self._db.execute(query)
        ]

    def movements(self, year: int, as_of: date) -> list[Movement]:
        """Return the sums of every kind in all budget years up to one, up to a day.

        With them comes what the next year has taken in, whatever its day: it is what the year
        hands on.
        """
        keys = (_E.program, _E.capital, _E.source, _E.place, _E.year, _E.plan_year, _E.kind)
        query = (
            select(*keys, *in_two(_E.amount))
            .where(
                or_(
                    and_(_E.year <= year, _E.date <= as_of.isoformat()),
                    and_(_E.year == year + 1, _E.kind == Kind.CARRIED_IN.value),
                )
            )
            .group_by(*keys)
        )
        return [
            Movement(_line(*line), at, plan_year, Kind(kind), put_together(millions, rest))
            for *line, at, plan_year, kind, millions, rest in self._db.execute(query)
        ]

    def paid_to(self, year: int, as_of: date) -> list[tuple[PlanLine, PaidTo]]:
        """Return the payments of a budget year up to a day: by line and payee, with their count."""
        keys = (_E.program, _E.capital, _E.source, _E.place, _E.payee)
        query = (
            select(*keys, func.count(), PAID)
            .where(
                _E.year == year,
                _E.date <= as_of.isoformat(),
                _E.side == Side.DISBURSEMENT.value,
            )
            .group_by(*keys)
        )
        return [
            (_line(*line), PaidTo(payee, entries, Dong(paid)))
            for *line, payee, entries, paid in self._db.execute(query)
        ]

    def hedged(self, year: int, as_of: date) -> int:
        """Return how many entries of the year were recorded as approximations."""
        query = (
            select(func.count())
            .select_from(ENTRY)
            .where(_E.year == year, _E.date <= as_of.isoformat(), _E.qualifier.is_not(None))
        )
        return self._db.scalar(query) or 0


def _month(at: str, year: int) -> tuple[int, int]:
    """Read a month as SQL has it; figures that are not by month have none."""
    return (int(at[:4]), int(at[5:])) if at else (year, 0)


def _line(program: int, capital: str | None, source: str | None, place: int | None) -> PlanLine:
    return PlanLine(
        program, Capital(capital) if capital else None, Source(source) if source else None, place
    )
