"""Sums of the ledger in SQL, where a sum has 64 bits, and the rows that stand."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from functools import cache
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Label,
    Row,
    Select,
    Table,
    case,
    cast,
    func,
    literal_column,
    select,
)
from sqlalchemy.sql.selectable import NamedFromClause

from ethnictrack.book.tables.book import LOG
from ethnictrack.book.tables.columns import Whole
from ethnictrack.book.tables.entry import ENTRY, TALLY
from ethnictrack.ledger.listing import SumBy, Summed
from ethnictrack.ledger.plan import PlanLine
from ethnictrack.values.kinds import (
    DISPOSAL_EFFECT,
    PAID_EFFECT,
    PLAN_EFFECT,
    Capital,
    Kind,
    Side,
    Source,
)
from ethnictrack.values.money import Dong

if TYPE_CHECKING:
    from ethnictrack.ledger.entry import Posted

_E = ENTRY.c
MILLION = 10**6


def signed(effects: Any, of: Table = ENTRY) -> ColumnElement[int]:  # noqa: ANN401 - kinds to signs
    """Return the amount of an entry, or of a cell of the tally, with the sign of its kind."""
    kinds, amount = of.c.kind, of.c.amount
    signs = {sign: [kind.value for kind, of in effects.items() if of == sign] for sign in (1, -1)}
    whens = [(kinds.in_(of), amount * sign) for sign, of in signs.items() if of]
    return case(*whens, else_=0)


def _sum(amount: ColumnElement[int]) -> ColumnElement[int]:
    # PostgreSQL adds up into NUMERIC, which the driver makes a Decimal of.
    return cast(func.coalesce(func.sum(amount), 0), Whole)


@cache
def three_sums(of: Table) -> tuple[ColumnElement[int], ...]:
    """Return what is planned, disposed of and paid: of one line in one year, which MAX_SUM bounds.

    ``of`` is the ledger or its tally.
    """
    return tuple(_sum(signed(each, of)) for each in (PLAN_EFFECT, DISPOSAL_EFFECT, PAID_EFFECT))


PAID = three_sums(ENTRY)[-1]


def line_of(
    program: int, capital: str | None, source: str | None, place: int | None = None
) -> PlanLine:
    """Return a line as it is grouped by; what is unclassified is '' in the tally."""
    return PlanLine(
        program, Capital(capital) if capital else None, Source(source) if source else None, place
    )


def in_two(amount: ColumnElement[int]) -> tuple[Label[int], Label[int]]:
    """Return a sum that nothing bounds: its millions, and its đồng beyond them."""
    millions, rest = _sum(amount // MILLION), _sum(amount % MILLION)
    return millions.label("millions"), rest.label("rest")


def put_together(millions: int | None, rest: int | None) -> Dong:
    """Return the sum that was added up in two; of no row it is nothing."""
    return Dong((millions or 0) * MILLION + (rest or 0))


def total(connection: Connection, effects: Any, programs: set[int]) -> Dong:  # noqa: ANN401
    """Return the sum over all years of some programmes, by the signs of the kinds."""
    query = select(*in_two(signed(effects, TALLY))).where(TALLY.c.program.in_(programs))
    return put_together(*connection.execute(query).one())


@cache
def _undone(table: Table) -> NamedFromClause[Any]:
    return table.alias("undone")


def standing(table: Table, *columns: ColumnElement[Any]) -> Select[Any]:
    """Select columns of the rows of a table with reversals that stand."""
    undone = _undone(table)
    return (
        select(*columns)
        .select_from(table)
        .join(undone, undone.c.reverses == table.c.id, isouter=True)
        # Nearly every row reverses nothing. Asked for NULL, SQLite would look for these rows in
        # the index of reversals, and go through all of them instead of the few that are wanted.
        .where(func.coalesce(table.c.reverses, 0) == 0, undone.c.id.is_(None))
    )


def within_days(column: ColumnElement[Any], first: date, last: date) -> ColumnElement[bool]:
    """Say that a day is one of a span; behind BETWEEN PostgreSQL would take no COLLATE."""
    return (column >= first.isoformat()) & (column <= last.isoformat())


_COLUMNS: dict[SumBy, ColumnElement[Any]] = {
    SumBy.PAYEE: _E.payee,
    SumBy.PROGRAM: _E.program,
    SumBy.PLACE: _E.place,
    # Not as values: PostgreSQL would not see that what is selected is what is grouped by.
    SumBy.MONTH: func.substr(_E.date, literal_column("1"), literal_column("7")),
    SumBy.CAPITAL: _E.capital,
    SumBy.SOURCE: _E.source,
    SumBy.KIND: _E.kind,
    SumBy.ACTOR: LOG.c.actor,
}
_WORDS: dict[SumBy, Callable[[str], object]] = {
    SumBy.CAPITAL: Capital,
    SumBy.SOURCE: Source,
    SumBy.KIND: Kind,
}
_READ: dict[SumBy, Callable[[Posted], Any]] = {
    **{each: attrgetter(f"entry.{each.value}") for each in SumBy},
    SumBy.MONTH: lambda posted: f"{posted.entry.date:%Y-%m}",
    SumBy.ACTOR: attrgetter("actor"),
}


def grouped(query: Select[Any], side: Side, by: SumBy) -> Select[Any]:
    """Return the query of entries as one of their sums, which no limit of one year bounds."""
    effects = PLAN_EFFECT if side is Side.ALLOCATION else PAID_EFFECT
    parts = (*in_two(signed(effects)), *in_two(signed(DISPOSAL_EFFECT)))
    sums = (part.element for part in parts)  # which have the same names twice
    return query.with_only_columns(
        _COLUMNS[by], func.count(), *sums, maintain_column_froms=True
    ).group_by(_COLUMNS[by])


def summed(row: Row[Any], by: SumBy) -> Summed:
    """Return a line of the sums."""
    value, entries, *did, millions, rest = tuple(row)
    if value is not None and by in _WORDS:
        value = _WORDS[by](value)
    return value, entries, put_together(*did), put_together(millions, rest)


def one_by_one(listed: Iterator[Posted], by: SumBy) -> Iterator[Summed]:
    """Yield a line an entry, of those whose texts were put right."""
    for posted in listed:
        yield _READ[by](posted), 1, posted.entry.effect, posted.entry.disposed
