"""What a SQLite file says of itself: pages, references, and the schema it has."""

from __future__ import annotations

import re

from sqlalchemy import Connection
from sqlalchemy.dialects import sqlite
from sqlalchemy.schema import CreateIndex, CreateTable

from ethnictrack.domain.finding import SchemaFault, compare
from ethnictrack.store.migrations.guards import GUARDS
from ethnictrack.store.tables import sorted_tables

OTHERS = frozenset({"alembic_version"})  # tables of the migrations themselves


class SqliteLook:
    """Looks at a file through its connection."""

    def __init__(self, connection: Connection) -> None:
        """Read through ``connection``."""
        self._db = connection

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
        """Return the guards that are gone, or that say something else."""
        expected = {guard.split()[2]: _plain(guard) for guard in GUARDS}
        return list(compare(expected, self._made("trigger")))

    def tables(self) -> list[SchemaFault]:
        """Return the tables and indexes that are gone, or are not as the program makes them."""
        dialect = sqlite.dialect()
        tables = sorted_tables()
        made = {each.name: str(CreateTable(each).compile(dialect=dialect)) for each in tables}
        indexes = {
            str(index.name): str(CreateIndex(index).compile(dialect=dialect))
            for table in tables
            for index in table.indexes
        }
        return [
            *compare({name: _parts(sql) for name, sql in made.items()}, self._made("table")),
            *compare({name: _plain(sql) for name, sql in indexes.items()}, self._made("index")),
            *compare({}, self._made("view")),
        ]

    def _made(self, kind: str) -> dict[str, object]:
        """Return what the schema holds of a kind, in a form that can be compared."""
        form = _parts if kind == "table" else _plain
        query = "SELECT name, sql FROM sqlite_master WHERE type = ? AND sql IS NOT NULL"
        rows = self._db.exec_driver_sql(query, (kind,)).all()
        return {name: form(sql) for name, sql in rows if name not in OTHERS}


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
