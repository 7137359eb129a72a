"""Reads the book as it is stored, for the checks: nothing here trusts what it finds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager
from datetime import date
from types import MappingProxyType
from typing import Any, Protocol

from sqlalchemy import Connection, Table, func, select

from ethnictrack.domain.entry import Entry
from ethnictrack.domain.finding import SchemaFault
from ethnictrack.domain.kinds import Capital, Kind, Side, Source
from ethnictrack.domain.money import Dong, Qualifier
from ethnictrack.store.engine import our_words
from ethnictrack.store.tables import all_tables, sorted_tables
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


class SchemaLook(Protocol):
    """What a database says of itself, each in its own way."""

    def size(self) -> int:
        """Return how many bytes the book takes."""

    def problems(self) -> list[str]:
        """Return what it reports of its pages and indexes."""

    def broken_references(self) -> list[tuple[str, str, str]]:
        """Return table, row and table referred to."""

    def triggers(self) -> list[SchemaFault]:
        """Compare the guards with those the program makes."""

    def tables(self) -> list[SchemaFault]:
        """Compare tables and indexes with those the program makes."""


class AuditStore:
    """What the checks look at: pages, references, schema, and rows without any meaning."""

    def __init__(self, connection: Connection) -> None:
        """Read through ``connection``."""
        self._db = connection
        self._look = _look(connection)

    def size(self) -> int:
        """Return how many bytes the book takes."""
        return self._look.size()

    def file_problems(self) -> list[str]:
        """Return what the database says of its own pages and indexes; nothing when all is well."""
        with self._words():
            return self._look.problems()

    def broken_references(self) -> list[tuple[str, str, str]]:
        """Return table, row and table referred to, of each reference that leads nowhere."""
        with self._words():
            return self._look.broken_references()

    def missing_triggers(self) -> list[SchemaFault]:
        """Return the guards that are gone, or that say something else."""
        with self._words():
            return self._look.triggers()

    def altered_tables(self) -> list[SchemaFault]:
        """Return the tables and indexes that are gone, or are not as the program makes them."""
        with self._words():
            return self._look.tables()

    def tables(self) -> tuple[str, ...]:
        """Return the names of the tables whose rows the log signs for."""
        return tuple(each.name for each in sorted_tables() if each not in {LOG, PAGE})

    def counts(self) -> dict[str, int]:
        """Return how many rows each table has."""
        return {
            each.name: self._db.scalar(select(func.count()).select_from(each)) or 0
            for each in sorted_tables()
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
        """Say in our words that the book cannot be read."""
        return our_words(self._db.get_execution_options()["place"])


def _look(connection: Connection) -> SchemaLook:
    if connection.dialect.name == "sqlite":
        from ethnictrack.store.sqlite_look import SqliteLook  # noqa: PLC0415 - one or the other

        return SqliteLook(connection)
    from ethnictrack.store.postgres_look import PostgresLook  # noqa: PLC0415

    return PostgresLook(connection)
