"""The ledger."""

from __future__ import annotations

import types
from collections.abc import Mapping
from operator import attrgetter
from typing import Any

from sqlalchemy import CheckConstraint, Index, UniqueConstraint, text
from sqlmodel import SQLModel

from ethnictrack.book.tables.columns import (
    STRICT,
    day,
    logged,
    office,
    one_of,
    table_of,
    whole,
    words,
)
from ethnictrack.fields.entry import ID, entry_fields
from ethnictrack.fields.field import Field
from ethnictrack.fields.types import Name, Whole
from ethnictrack.values.kinds import KINDS, Capital, Side, Source
from ethnictrack.values.money import MAX_ENTRY, Qualifier


def column(field: Field[Any]) -> Any:  # noqa: ANN401 - as SQLModel has them
    """Make the column of a field."""
    if field.type.stored is str:
        return words(null=field.optional)
    table = ""
    if isinstance(field.type, Name):
        table = field.type.register
    elif isinstance(field.type, Whole):
        table = field.type.table
    return whole(null=field.optional, to=f"{table}.id" if table else None)


def row_class(
    name: str, table: str, rules: tuple[Any, ...], columns: Mapping[str, Any]
) -> type[SQLModel]:
    """Make the class of a table's rows, with the rules that hold between its columns."""
    body = {
        **columns,
        "__module__": __name__,
        "__tablename__": table,
        "__table_args__": rules,
        "__annotations__": {each: _type(made) for each, made in columns.items()},
    }
    made: type[SQLModel] = types.new_class(
        name, (SQLModel,), {"table": True}, lambda at: at.update(body)
    )
    return made


def _type(made: Any) -> Any:  # noqa: ANN401 - an annotation
    kept = made.sa_column
    return kept.type.python_type | None if kept.nullable else kept.type.python_type


_SINCE = attrgetter("since")


def _kinds_of(side: Side) -> str:
    listed = ", ".join(f"'{kind}'" for kind in KINDS[side])
    return f"(side = '{side}' AND kind IN ({listed}))"


def _index_where_said(column: str) -> Index:
    """Index a column that most entries leave out; those cost nothing.

    On a server it is the migration that says so: to say it here would load that dialect, a tenth
    of the start of a command, for every book that is a file.
    """
    return Index(f"ix_entry_{column}", column, sqlite_where=text(f"{column} IS NOT NULL"))


_RULES: tuple[Any, ...] = (
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
    STRICT,
)
_STORED = [each for each in entry_fields() if each.stored]
# An entry of the ledger. Amounts are whole đồng; only a reversal has a negative one. A column that
# came with a later revision stands behind those that were there.
_COLUMNS: dict[str, Any] = {
    "id": whole(key=True),
    "side": words(),
    **{each.name: column(each) for each in _STORED if each.since == 1 and each is not ID},
    "request": words(null=True),
    "log": logged(),
    "office": office(),
    "fingerprint": words(null=True),
    **{each.name: column(each) for each in sorted(_STORED, key=_SINCE) if each.since > 1},
}
ENTRY = table_of(row_class("EntryRow", "entry", _RULES, _COLUMNS))
