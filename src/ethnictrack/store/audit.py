"""Reads the book as it is stored, for the checks: nothing here trusts what it finds."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import Any

from sqlalchemy import Connection, Table, func, select
from sqlalchemy.dialects import sqlite
from sqlalchemy.schema import CreateIndex, CreateTable
from sqlmodel import SQLModel

from ethnictrack.domain.entry import Entry
from ethnictrack.domain.finding import SchemaFault
from ethnictrack.domain.kinds import Capital, Kind, Side, Source
from ethnictrack.domain.money import Dong, Qualifier
from ethnictrack.store.engine import our_words
from ethnictrack.store.migrations.guards import GUARDS
from ethnictrack.store.tables import all_tables
from ethnictrack.store.tables.book import LOG, PAGE
from ethnictrack.store.tables.columns import OFFICE
from ethnictrack.store.tables.entry import ENTRY

_VALUES: Mapping[str, Any] = MappingProxyType(
    {
        "side": Side,
        "kind": Kind,
        "capital": Capital,
        "source": Source,
        "qualifier": Qualifier,
        "amount": Dong,
        "date": date.fromisoformat,
    }
)
_OTHERS = frozenset({"alembic_version"})  # tables of the migrations themselves


class AuditStore:
    """What the checks look at: pages, references, schema, and rows without any meaning."""

    def __init__(self, connection: Connection) -> None:
        """Read through ``connection``."""
        self._db = connection

    def file_problems(self) -> list[str]:
        """Return what the database says of its own pages and indexes; nothing when all is well."""
        with self._words():
            lines = self._db.exec_driver_sql("PRAGMA integrity_check").scalars()
            return [str(line) for line in lines if line != "ok"]

    def broken_references(self) -> list[tuple[str, int, str]]:
        """Return table, row and table referred to, of each reference that leads nowhere."""
        with self._words():
            rows = self._db.exec_driver_sql("PRAGMA foreign_key_check").all()
            return [(str(table), int(row or 0), str(to)) for table, row, to, _ in rows]

    def missing_triggers(self) -> list[SchemaFault]:
        """Return the guards that are gone, or that say something else."""
        expected = {guard.split()[2]: _plain(guard) for guard in GUARDS}
        return list(_compare(expected, self._made("trigger")))

    def altered_tables(self) -> list[SchemaFault]:
        """Return the tables and indexes that are gone, or are not as the program makes them."""
        dialect = sqlite.dialect()
        tables = _tables()
        made = {each.name: str(CreateTable(each).compile(dialect=dialect)) for each in tables}
        indexes = {
            str(index.name): str(CreateIndex(index).compile(dialect=dialect))
            for table in tables
            for index in table.indexes
        }
        return [
            *_compare({name: _parts(sql) for name, sql in made.items()}, self._made("table")),
            *_compare({name: _plain(sql) for name, sql in indexes.items()}, self._made("index")),
            *_compare({}, self._made("view")),
        ]

    def _made(self, kind: str) -> dict[str, object]:
        """Return what the schema holds of a kind, in a form that can be compared."""
        form = _parts if kind == "table" else _plain
        query = "SELECT name, sql FROM sqlite_master WHERE type = ? AND sql IS NOT NULL"
        with self._words():
            rows = self._db.exec_driver_sql(query, (kind,)).all()
        return {name: form(sql) for name, sql in rows if name not in _OTHERS}

    def tables(self) -> tuple[str, ...]:
        """Return the names of the tables whose rows the log signs for."""
        return tuple(each.name for each in _tables() if each not in {LOG, PAGE})

    def counts(self) -> dict[str, int]:
        """Return how many rows each table has."""
        return {
            each.name: self._db.scalar(select(func.count()).select_from(each)) or 0
            for each in _tables()
        }

    def key(self, table: str) -> str:
        """Return the column that tells the rows of a table apart."""
        (column,) = all_tables()[table].primary_key.columns
        return str(column.name)

    def rows(self, table: str) -> Iterator[dict[str, Any]]:
        """Yield the rows of a table, its own key first to last, as plain values."""
        yield from self._rows(all_tables()[table])

    def log(self) -> Iterator[dict[str, Any]]:
        """Yield the records of the log, oldest first."""
        yield from self._rows(LOG)

    def pages(self, record: int) -> Iterator[tuple[str, str]]:
        """Yield body and digest of each piece of a long record, in their order."""
        query = select(PAGE.c.body, PAGE.c.digest).where(PAGE.c.record == record)
        with self._words():
            rows = self._db.execute(query.order_by(PAGE.c.number))
            yield from ((row.body, row.digest) for row in rows)

    def entries(self) -> Iterator[tuple[int, Entry]]:
        """Yield every entry with its number, whoever wrote it."""
        for row in self._rows(ENTRY):
            number = int(row.pop("id"))
            del row["log"]
            facts = {
                name: _VALUES[name](value) if value is not None and name in _VALUES else value
                for name, value in row.items()
            }
            yield number, Entry(**facts)

    def _rows(self, table: Table) -> Iterator[dict[str, Any]]:
        with self._words():
            for row in self._db.execute(select(table).order_by(*table.primary_key.columns)):
                facts = dict(row._mapping)  # noqa: SLF001 - SQLAlchemy's documented name
                if facts["office"] == OFFICE:  # every row's, and so in no record of the log
                    del facts["office"]
                yield facts

    def _words(self) -> AbstractContextManager[None]:
        """Say in our words that the file cannot be read."""
        query = "SELECT file FROM pragma_database_list WHERE name = 'main'"
        return our_words(Path(str(self._db.exec_driver_sql(query).scalar())))


def _tables() -> list[Table]:
    """Return every table of the book, those referred to before those that refer."""
    all_tables()
    return SQLModel.metadata.sorted_tables


def _plain(sql: str) -> str:
    """Return a statement without what does not matter: blanks and quotes round names."""
    return re.sub(r"[\s\"]+", "", sql)


def _parts(sql: str) -> object:
    """Return a table as the set of its columns and constraints, whatever their order."""
    body, end = sql[sql.index("(") + 1 : sql.rindex(")")], sql[sql.rindex(")") + 1 :]
    parts, depth, at = [], 0, 0
    for place, sign in enumerate(body):
        depth += {"(": 1, ")": -1}.get(sign, 0)
        if sign == "," and not depth:
            parts.append(body[at:place])
            at = place + 1
    return frozenset(map(_plain, (*parts, body[at:], end)))


def _compare(expected: Mapping[str, object], found: Mapping[str, object]) -> Iterator[SchemaFault]:
    for name, sql in expected.items():
        if name not in found:
            yield SchemaFault(name, "missing")
        elif found[name] != sql:
            yield SchemaFault(name, "altered")
    for name in found.keys() - expected.keys():
        yield SchemaFault(name, "unknown")
