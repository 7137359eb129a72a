"""What a SQLite file says of itself: pages, references, and the schema it has."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from types import MappingProxyType

from sqlalchemy import Connection, Table
from sqlalchemy.dialects import sqlite
from sqlalchemy.schema import CreateIndex, CreateTable

from ethnictrack.audit.finding import SchemaFault, compare
from ethnictrack.book.backends.sqlite_schema import (
    Form,
    Stored,
    _form,
    found,
    our_triggers,
    our_views,
    stored,
)

_ALEMBIC = (
    "CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL, "
    "CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num))"
)
# What SQLite makes for itself, after ANALYZE for instance.
_ITS_OWN = {
    "sqlite_sequence": "name,seq",
    "sqlite_stat1": "tbl,idx,stat",
    "sqlite_stat2": "tbl,idx,sampleno,sample",
    "sqlite_stat3": "tbl,idx,neq,nlt,ndlt,sample",
    "sqlite_stat4": "tbl,idx,neq,nlt,ndlt,sample",
}


@cache
def our_tables(tables: tuple[Table, ...]) -> Mapping[str, Form]:
    """Return the tables, indexes and views that the program makes."""
    rows = (*_made(tables), *our_views())
    return MappingProxyType({str(row.name): _form(row) for row in rows})


@cache
def its_own() -> Mapping[str, Form]:
    """Return the tables that may be there, as SQLite makes them when it is asked to."""
    rows = (
        Stored("table", name, name, f"CREATE TABLE {name}({columns})")
        for name, columns in _ITS_OWN.items()
    )
    return MappingProxyType({str(row.name): _form(row) for row in rows})


def _made(tables: Iterable[Table]) -> Iterator[Stored]:
    yield Stored("table", "alembic_version", "alembic_version", _ALEMBIC)
    dialect = sqlite.dialect()
    for table in tables:
        sql = str(CreateTable(table).compile(dialect=dialect)).strip()
        yield Stored("table", table.name, table.name, sql)
        for index in table.indexes:
            sql = str(CreateIndex(index).compile(dialect=dialect)).strip()
            yield Stored("index", str(index.name), table.name, sql)


class SqliteLook:
    """Looks at a file through its connection."""

    def __init__(self, connection: Connection, tables: Iterable[Table]) -> None:
        """Read through ``connection``; ``tables`` are those the program makes."""
        self._db, self._tables = connection, tuple(tables)

    def size(self) -> int:
        """Return how many bytes the pages of the file take."""
        pages = int(self._db.exec_driver_sql("PRAGMA page_count").scalar() or 0)
        return pages * int(self._db.exec_driver_sql("PRAGMA page_size").scalar() or 0)

    def problems(self) -> list[str]:
        """Return what the database says of its own pages and indexes; nothing when all is well."""
        # Each entry is looked up in every index: with SQLite's own 2 MB in hand, on the disk.
        self._db.exec_driver_sql("PRAGMA cache_size=-65536")  # KiB
        lines = self._db.exec_driver_sql("PRAGMA integrity_check").scalars()
        return [str(line) for line in lines if line != "ok"]

    def broken_references(self) -> list[tuple[str, str, str]]:
        """Return table, row and table referred to, of each reference that leads nowhere."""
        rows = self._db.exec_driver_sql("PRAGMA foreign_key_check").all()
        return [(str(table), str(row or 0), str(to)) for table, row, to, _ in rows]

    def triggers(self) -> list[SchemaFault]:
        """Return the guards that are gone, or that say something else, and what is none of ours."""
        return list(compare(our_triggers(), found(stored(self._db), triggers=True)))

    def tables(self) -> list[SchemaFault]:
        """Return whatever else is gone, or is not as the program makes it."""
        there = found(stored(self._db), triggers=False)
        may_be = {name: form for name, form in its_own().items() if name in there}
        return list(compare({**our_tables(self._tables), **may_be}, there))
