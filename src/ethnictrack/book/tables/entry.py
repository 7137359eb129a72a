"""The ledger, its tally, and what their rows add up to in SQL, where a sum has 64 bits."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cache, lru_cache
from operator import attrgetter
from typing import Any

from sqlalchemy import (
    CheckConstraint,
    Column,
    ColumnElement,
    Index,
    Label,
    Select,
    Table,
    case,
    cast,
    func,
    select,
    text,
)
from sqlalchemy.sql.selectable import NamedFromClause
from sqlmodel import SQLModel

from ethnictrack.book.tables.columns import (
    STRICT,
    WORKED_OUT,
    Digest,
    Whole,
    Words,
    column,
    day,
    index_where_said,
    integer,
    is_one_of,
    office_column,
    one_of,
    rows,
    text_of,
    worked_out,
)
from ethnictrack.fields.entry import ID, entry_fields
from ethnictrack.ledger.plan import PlanLine
from ethnictrack.values.kinds import (
    DISPOSAL_EFFECT,
    KINDS,
    PAID_EFFECT,
    PLAN_EFFECT,
    Capital,
    Kind,
    Side,
    Source,
)
from ethnictrack.values.money import MAX_ENTRY, Dong, Qualifier
from ethnictrack.values.text import fold, voucher_key

_SINCE = attrgetter("since")


def _kinds_of(side: Side) -> str:
    return f"(side = '{side}' AND ({is_one_of('kind', KINDS[side])}))"


# What a settlement tells apart by place: advances, and what clears them or gives money back.
APART = (Kind.ADVANCE, Kind.ADVANCE_RECOVERY, Kind.REFUND)
ADVANCES = text(f"({is_one_of('kind', APART)})")

_RULES: tuple[Any, ...] = (
    index_where_said("entry", "reverses", unique=True),
    index_where_said("entry", "key", unique=True),
    Index("ix_entry_year", "year", "date"),
    Index("ix_entry_program", "program"),
    # With the programme: by that alone SQLite might look through all entries of one.
    index_where_said("entry", "voucher_key", "program"),
    index_where_said("entry", "fingerprint"),
    index_where_said("entry", "batch"),
    # While a row's log record is yet to come, SQLite looks for rows that refer to a new one.
    index_where_said("entry", "transfer"),
    Index("ix_entry_log", "log"),
    # Few of the entries: plans, what was recorded as about or more than, payments over the plan.
    Index("ix_entry_plan", "year", "plan_year", sqlite_where=text("side = 'allocation'")),
    Index("ix_entry_hedged", "year", "date", sqlite_where=text("qualifier IS NOT NULL")),
    Index("ix_entry_over_plan", "year", "date", sqlite_where=text("over_plan IS NOT NULL")),
    # All that a settlement asks of them, in the order in which it adds them up.
    Index(
        "ix_entry_advances",
        *("program", "capital", "source", "place", "year", "plan_year", "kind", "date", "amount"),
        sqlite_where=ADVANCES,
    ),
    one_of("side", Side),
    CheckConstraint(" OR ".join(map(_kinds_of, KINDS)), name="kind"),
    one_of("capital", Capital),
    one_of("source", Source),
    one_of("qualifier", Qualifier),
    day("date"),
    CheckConstraint(
        f"(reverses IS NULL AND amount BETWEEN 1 AND {MAX_ENTRY}) OR "
        f"(reverses IS NOT NULL AND amount BETWEEN -{MAX_ENTRY} AND -1)",
        name="amount",
    ),
    CheckConstraint("year BETWEEN 1945 AND 2100 AND plan_year BETWEEN 1945 AND year", name="years"),
    CheckConstraint(
        "CAST(substr(date, 1, 4) AS INTEGER) = year OR "
        "(CAST(substr(date, 1, 4) AS INTEGER) = year + 1 AND substr(date, 6, 2) = '01')",
        name="window",
    ),
    CheckConstraint("kind <> 'carried-in' OR plan_year < year", name="carried_in"),
    CheckConstraint("kind <> 'initial' OR plan_year = year", name="initial"),
    CheckConstraint("side = 'disbursement' OR (voucher IS NULL AND payee IS NULL)", name="voucher"),
    CheckConstraint("side = 'allocation' OR decision IS NULL", name="decision"),
    CheckConstraint("(voucher IS NULL) = (voucher_key IS NULL)", name="voucher_key"),
    CheckConstraint("length(fingerprint) = 16", name="fingerprint"),
)
_STORED = [each for each in entry_fields() if each.stored]
# An entry of the ledger. Amounts are whole đồng; only a reversal has a negative one. A column that
# came with a later revision stands behind those that were there.
_COLUMNS: dict[str, Column[Any]] = {
    "side": text_of(),
    **{each.name: column(each) for each in _STORED if each.since == 1 and each is not ID},
    "request": text_of(null=True),
    "log": integer(to="log.seq"),
    "office": office_column(),
    "fingerprint": Column(Digest, nullable=True),
    "folded": worked_out(text_of(null=True)),
    "voucher_key": worked_out(text_of(null=True)),
    **{each.name: column(each) for each in sorted(_STORED, key=_SINCE) if each.since > 1},
}
ENTRY = rows("entry", _COLUMNS, *_RULES)
_fold = lru_cache(maxsize=1 << 14)(fold)  # payees and notes come again
SEARCHED = tuple(each.name for each in entry_fields() if each.search)


def folded_texts(row: Mapping[str, Any]) -> str:
    """Return the texts that --search looks at, folded."""
    return " ".join(filter(None, [_fold(text) for name in SEARCHED if (text := row.get(name))]))


def worked_out_of(row: Mapping[str, Any]) -> dict[str, Any]:
    """Return what is kept of an entry to find it by: its texts folded, its voucher's key."""
    voucher, digest = row.get("voucher"), row.get("fingerprint")
    return {
        "folded": folded_texts(row) or None,
        "voucher_key": None if voucher is None else voucher_key(voucher),
        "fingerprint": bytes.fromhex(digest) if digest else None,
    }


ENTRY.info[WORKED_OUT] = worked_out_of

# What the entries of a month add up to: kept by a trigger, checked by `book check sums`. What is
# unclassified is '' here: a key has no NULL.
TALLY = Table(
    "tally",
    SQLModel.metadata,
    integer("year", key=True),
    integer("plan_year", key=True),
    integer("program", key=True),
    Column("capital", Words, primary_key=True, nullable=False),
    Column("source", Words, primary_key=True, nullable=False),
    Column("kind", Words, primary_key=True, nullable=False),
    Column("month", Words, primary_key=True, nullable=False),
    integer("amount"),
    integer("entries"),
    office_column("office"),
    **STRICT,
    sqlite_with_rowid=False,
)

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
