"""Adds up the ledger for reports, whatever the size of the book."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Collection, Iterable
from datetime import date
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    Table,
    and_,
    case,
    func,
    literal_column,
    or_,
    select,
)

from ethnictrack.book.entry import holding
from ethnictrack.book.tables.entry import (
    ADVANCES,
    APART,
    ENTRY,
    MILLION,
    PAID,
    TALLY,
    in_two,
    line_of,
    put_together,
    standing,
    three_sums,
    within_days,
)
from ethnictrack.ledger.plan import PlanLine, Totals
from ethnictrack.reports.payees import PaidTo
from ethnictrack.values.kinds import DISPOSAL_EFFECT, Kind, Side
from ethnictrack.values.money import Dong
from ethnictrack.year.figures import Group, OverPlan
from ethnictrack.year.settlement import Advances, Movement

_E, _T = ENTRY.c, TALLY.c
_KINDS = {each.value: each for each in Kind}
_Sums = dict[tuple[PlanLine, int, tuple[int, int]], Totals]


class FigureStore:
    """Sums of a budget year.

    Where no place is asked for, those of whole months are in the tally, and the entries of the
    rest of a month are found by their day. States before the newest add up the entries.
    """

    def __init__(self, connection: Connection) -> None:
        """Read through ``connection``."""
        self._db = connection

    def groups(  # noqa: PLR0913 - what sums are told apart by, and what is left out
        self,
        year: int,
        as_of: date,
        *,
        by_month: bool = False,
        by_place: bool = True,
        without: int | None = None,
        until: int | None = None,
    ) -> list[Group]:
        """Return the sums of a budget year up to a day; ``without`` leaves an import out.

        ``until`` is the newest entry that counts: so the sums are what they were. Unless
        ``by_place``, every line stands for all its places.
        """
        found: _Sums = {}
        if by_place or until is not None:
            self._add_entries(
                found, year, None, as_of, by_month=by_month, by_place=by_place, until=until
            )
        else:
            month, whole = f"{as_of:%Y-%m}", as_of.day == monthrange(as_of.year, as_of.month)[1]
            self._add_months(found, year, month, last=whole, by_month=by_month)
            if not whole:
                self._add_entries(found, year, month, as_of, by_month=by_month, by_place=False)
        if without is not None:
            self._take_off(found, year, as_of, without, by_month=by_month, by_place=by_place)
            found = {key: totals for key, totals in found.items() if totals != Totals()}
        return [Group(*key, totals) for key, totals in found.items()]

    def _add_months(
        self, found: _Sums, year: int, month: str, *, last: bool, by_month: bool
    ) -> None:
        """Add the sums of the months before one, and of that too if it is the ``last``."""
        at = func.substr(_T.month, literal_column("1"), literal_column("7" if by_month else "0"))
        keys = (_T.program, _T.capital, _T.source, _T.plan_year, at)
        upto = _T.month <= month if last else _T.month < month
        query = select(*keys, *three_sums(TALLY)).where(_T.year == year, upto).group_by(*keys)
        for program, capital, source, *rest in self._db.execute(query):
            _add(found, year, line_of(program, capital, source), rest)

    def _add_entries(  # noqa: PLR0913 - as above
        self,
        found: _Sums,
        year: int,
        month: str | None,
        as_of: date,
        *,
        by_month: bool,
        by_place: bool = True,
        until: int | None = None,
    ) -> None:
        """Add the sums of the entries of a month up to a day; of all months where it is None."""
        query = self._entries(year, as_of, by_month=by_month, by_place=by_place)
        if month is not None:
            query = query.where(_E.date >= f"{month}-01")
        if until is not None:
            query = query.where(_E.id <= until)
        for row in self._db.execute(query):
            _add(found, year, line_of(*row[:-5]), row[-5:])

    def _take_off(  # noqa: PLR0913 - as above
        self,
        found: _Sums,
        year: int,
        as_of: date,
        batch: int,
        *,
        by_month: bool,
        by_place: bool,
    ) -> None:
        """Take the entries of an import off."""
        query = self._entries(year, as_of, by_month=by_month, by_place=by_place)
        for *line, plan_year, at, planned, disposed, paid in self._db.execute(
            query.where(_E.batch == batch)
        ):
            _add(found, year, line_of(*line), (plan_year, at, -planned, -disposed, -paid))

    def _entries(self, year: int, as_of: date, *, by_month: bool, by_place: bool) -> Select[Any]:
        # Written out: what is grouped by has to be, to the letter, what is selected.
        at = func.substr(_E.date, literal_column("1"), literal_column("7" if by_month else "0"))
        places = [_E.place] if by_place else []
        keys = (_E.program, _E.capital, _E.source, *places, _E.plan_year, at)
        # Numbers first: rows are put in order by them, and the words are seldom looked at.
        order = (_E.program, *places, _E.plan_year, _E.capital, _E.source, at)
        query = select(*keys, *three_sums(ENTRY)).group_by(*order)
        of_year = _E.year == year, _E.date <= as_of.isoformat()
        if by_place and self._db.dialect.name == "sqlite":
            # Half the book may be of the year: its rows are read as they lie, not day by day.
            return query.where(_E.id.in_(select(_E.id).where(*of_year)))
        return query.where(*of_year)

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
            OverPlan(line_of(*line), plan_year, _month(at, year), count)
            for *line, plan_year, at, count in self._db.execute(query)
        ]

    def disposed_after(self, year: int, as_of: date) -> list[tuple[PlanLine, Dong]]:
        """Return what was carried out or cancelled of a year with days after one, line by line."""
        keys = (_E.program, _E.capital, _E.source, _E.place)
        query = (
            select(*keys, *in_two(_E.amount))
            .where(_E.year == year, _E.side == Side.ALLOCATION.value)
            .where(_E.kind.in_([each.value for each in DISPOSAL_EFFECT]))
            .where(_E.date > as_of.isoformat())
            .group_by(*keys)
        )
        return [
            (line_of(*line), put_together(millions, rest))
            for *line, millions, rest in self._db.execute(query)
        ]

    def movements(
        self, year: int, as_of: date, placed: Collection[int] | None = None
    ) -> list[Movement]:
        """Return the sums of every kind in all budget years up to one, up to a day.

        With them comes what the next year has taken in, whatever its day: it is what the year
        hands on. Places are told apart where placed is None. Of the programmes ``placed`` what
        ``advances`` tells is left out.
        """
        if placed is None:
            return self._moved(ENTRY, year, _E.date <= as_of.isoformat(), None)
        month, whole = f"{as_of:%Y-%m}", as_of.day == monthrange(as_of.year, as_of.month)[1]
        upto = _T.month <= month if whole else _T.month < month
        found = self._moved(TALLY, year, upto, _together(_T, placed))
        if not whole:
            days = within_days(_E.date, as_of.replace(day=1), as_of)
            rest = and_(days, _together(_E, placed))
            found += self._moved(ENTRY, year, rest, None, next_year=False, by_place=False)
        return found

    def advances(self, year: int, as_of: date, placed: Collection[int]) -> list[Advances]:
        """Return what some programmes advanced, cleared and got back up to a year, up to a day."""
        if not placed:
            return []
        keys = (_E.program, _E.capital, _E.source, _E.place, _E.year, _E.plan_year)
        sums = (
            part.element
            for kind in APART
            for part in in_two(case((_E.kind == kind.value, _E.amount), else_=0))
        )
        upto = _E.year <= year, _E.date <= as_of.isoformat()
        query = select(*keys, *sums).where(_E.program.in_(placed), ADVANCES, *upto).group_by(*keys)
        lines = _Lines()
        return [
            Advances(
                *(lines[tuple(line)], at, plan_year),
                *(a * MILLION + b, c * MILLION + d, e * MILLION + f),
            )
            for *line, at, plan_year, a, b, c, d, e, f in self._db.execute(query).all()
        ]

    def _moved(  # noqa: PLR0913 - what is added up, and by what
        self,
        of: Table,
        year: int,
        upto: ColumnElement[bool],
        some: ColumnElement[bool] | None,
        *,
        next_year: bool = True,
        by_place: bool = True,
    ) -> list[Movement]:
        c = of.c
        places = [c.place] if of is ENTRY and by_place else []
        keys = (c.program, c.capital, c.source, *places, c.year, c.plan_year, c.kind)
        taken_in = and_(c.year == year + 1, c.kind == Kind.CARRIED_IN.value)
        counts = and_(c.year <= year, upto)
        query = select(*keys, *in_two(c.amount)).group_by(*keys)
        query = query.where(or_(counts, taken_in) if next_year else counts)
        if some is not None:
            query = query.where(some)
        lines = _Lines()
        return [
            Movement(lines[tuple(line)], at, plan_year, _KINDS[kind], put_together(millions, rest))
            for *line, at, plan_year, kind, millions, rest in self._db.execute(query).all()
        ]

    def given_back(self, year: int) -> set[int]:
        """Return the programmes that cleared an advance, or gave money back, up to a year."""
        kinds = [each.value for each in APART if each is not Kind.ADVANCE]
        query = select(_T.program).distinct().where(_T.year <= year, _T.kind.in_(kinds))
        return set(self._db.scalars(query))

    def paid_to(self, year: int, as_of: date) -> list[tuple[PlanLine, PaidTo]]:
        """Return the payments of a budget year up to a day: by line and payee, with their count."""
        keys = (_E.program, _E.capital, _E.source, _E.place, holding("payee").label("holds"))
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
            (line_of(*line), PaidTo(payee, entries, Dong(paid)))
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


class _Lines(dict[tuple[Any, ...], PlanLine]):
    """Lines as they are grouped by: each is made once, as it may stand in many rows."""

    def __missing__(self, key: tuple[Any, ...]) -> PlanLine:
        found = self[key] = line_of(*key)
        return found


def _together(columns: Any, placed: Collection[int]) -> ColumnElement[bool]:  # noqa: ANN401
    """Say that a row is of no programme ``placed``, or neither an advance nor what draws on it."""
    return or_(columns.program.not_in(placed), columns.kind.not_in([*map(str, APART)]))


def _month(at: str, year: int) -> tuple[int, int]:
    """Read a month as SQL has it; figures that are not by month have none."""
    return (int(at[:4]), int(at[5:])) if at else (year, 0)


def _add(found: _Sums, year: int, line: PlanLine, rest: Iterable[Any]) -> None:
    """Add what a row says of a line: plan year, month, planned, disposed of, paid."""
    plan_year, at, planned, disposed, paid = rest
    totals = Totals(Dong(planned), Dong(disposed), Dong(paid))
    found.setdefault((line, plan_year, _month(at, year)), Totals()).add(totals)
