"""The ledger."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Index, UniqueConstraint, text
from sqlmodel import SQLModel

from ethnictrack.domain.kinds import KINDS, Capital, Side, Source
from ethnictrack.domain.money import MAX_ENTRY, Qualifier
from ethnictrack.store.tables import table_of
from ethnictrack.store.tables.columns import STRICT, day, logged, office, one_of, whole, words


def _kinds_of(side: Side) -> str:
    listed = ", ".join(f"'{kind}'" for kind in KINDS[side])
    return f"(side = '{side}' AND kind IN ({listed}))"


def _index_where_said(column: str) -> Index:
    """Index a column that most entries leave out; those cost nothing.

    On a server it is the migration that says so: to say it here would load that dialect, a tenth
    of the start of a command, for every book that is a file.
    """
    return Index(f"ix_entry_{column}", column, sqlite_where=text(f"{column} IS NOT NULL"))


class EntryRow(SQLModel, table=True):
    """An entry of the ledger. Amounts are whole đồng; only a reversal has a negative one."""

    __tablename__ = "entry"
    __table_args__ = (
        UniqueConstraint("reverses"),
        UniqueConstraint("key"),
        Index("ix_entry_year", "year", "plan_year", "program"),
        Index("ix_entry_voucher", "voucher"),
        _index_where_said("fingerprint"),
        _index_where_said("batch"),
        # While a row's log record is yet to come, SQLite looks for rows that refer to a new one.
        _index_where_said("transfer"),
        Index("ix_entry_log", "log"),
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
        CheckConstraint(
            "year BETWEEN 1945 AND 2100 AND plan_year BETWEEN 1945 AND year", name="years"
        ),
        CheckConstraint(
            "CAST(substr(date, 1, 4) AS INTEGER) = year OR "
            "(CAST(substr(date, 1, 4) AS INTEGER) = year + 1 AND substr(date, 6, 2) = '01')",
            name="window",
        ),
        CheckConstraint("kind <> 'carried-in' OR plan_year < year", name="carried_in"),
        CheckConstraint("kind <> 'initial' OR plan_year = year", name="initial"),
        CheckConstraint(
            "side = 'disbursement' OR (voucher IS NULL AND payee IS NULL)", name="voucher"
        ),
        CheckConstraint("side = 'allocation' OR decision IS NULL", name="decision"),
        STRICT,
    )
    id: int = whole(key=True)
    side: str = words()
    program: int = whole(to="program.id")
    place: int | None = whole(null=True, to="place.id")
    year: int = whole()
    plan_year: int = whole()
    date: str = words()
    kind: str = words()
    capital: str | None = words(null=True)
    source: str | None = words(null=True)
    amount: int = whole()
    qualifier: str | None = words(null=True)
    voucher: str | None = words(null=True)
    decision: str | None = words(null=True)
    payee: str | None = words(null=True)
    note: str | None = words(null=True)
    over_plan: str | None = words(null=True)
    reverses: int | None = whole(null=True, to="entry.id")
    transfer: int | None = whole(null=True, to="entry.id")
    batch: int | None = whole(null=True)
    key: str | None = words(null=True)
    request: str | None = words(null=True)
    log: int = logged()
    office: int = office()
    fingerprint: str | None = words(null=True)


ENTRY = table_of(EntryRow)
