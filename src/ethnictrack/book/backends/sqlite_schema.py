"""Whether the schema of a file is the one the program makes: every object, as the parser reads it.

A file's schema is rows of text, and whoever can write the file can write them too: a trigger may
call itself a table, or hide behind a comment, a letter of another case, or a NUL, at which the
parser stops. So a row is compared whole (kind, name, table) and its text sign by sign.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache, lru_cache
from types import MappingProxyType
from typing import NamedTuple

from sqlalchemy import Connection, Table
from sqlalchemy.dialects import sqlite
from sqlalchemy.schema import CreateIndex, CreateTable

from ethnictrack.audit.finding import SchemaFault, compare
from ethnictrack.book.migrations import guards_0001
from ethnictrack.book.migrations.statements import statements
from ethnictrack.i18n import N_
from ethnictrack.values.errors import UnusableBookError
from ethnictrack.values.text import visible

TRIGGERS = (*(each.sql for each in guards_0001.GUARDS), guards_0001.TALLY)
VIEWS = statements("views_0001.sql")


class ForeignSchemaError(UnusableBookError):
    path: str
    name: str
    code = "book-altered"
    text = N_(
        "{path} holds something that this program did not make and that may act on what is "
        "written: {name}."
    )
    remedy = N_(
        "`ethnictrack --book {path} book check guards` names all of it, and `ethnictrack "
        "book restore --help` says how the newest sound copy is put back. Nothing was changed."
    )


# As SQLite cuts a statement up: its blanks, its two kinds of comment, the second of which may lack
# an end; texts; names. Other ways to quote a name are signs here, as the program has none.
_SIGNS = re.compile(
    r"""(?P<nothing>[ \t\n\f\r]+|--[^\n]*|/\*.*?(?:\*/|\Z))
    |'(?:[^']|'')*'|"(?:[^"]|"")*"|[A-Za-z0-9_$\x80-\U0010ffff]+|.""",
    re.VERBOSE | re.DOTALL,
)
_LETTERS = str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZ", "abcdefghijklmnopqrstuvwxyz")

Name = str | bytes | None  # a row that was forged may have anything


class Stored(NamedTuple):
    """A row of the schema."""

    kind: Name
    name: Name
    table: Name
    sql: Name

    def is_trigger(self) -> bool:
        """Say whether it is a trigger by what it calls itself, or by what it is."""
        words = signs(self.sql) if isinstance(self.sql, str) else ()
        return self.kind == "trigger" or "trigger" in words[1:3]

    def serves_a_constraint(self) -> bool:
        """Say whether it is the index of a key: it has no text, and SQLite refuses any other."""
        named = isinstance(self.name, str) and self.name.startswith("sqlite_autoindex_")
        return self.kind == "index" and named and self.sql is None


Form = tuple[object, ...]  # of a row: whatever can be compared


def stored(connection: Connection) -> list[Stored]:
    """Return the schema of a file, row by row."""
    rows = connection.exec_driver_sql("SELECT type, name, tbl_name, sql FROM sqlite_master")
    return [Stored(*row) for row in rows]


def found(rows: Iterable[Stored], *, triggers: bool) -> dict[str, Form]:
    """Return the triggers of a schema, or all else, each in a form that can be compared."""
    forms: dict[str, Form] = {}
    for row in rows:
        if row.is_trigger() is triggers and not row.serves_a_constraint():
            name = row.name if isinstance(row.name, str) else repr(row.name)
            forms[name] = ("twice",) if name in forms else _form(row)
    return forms


@cache
def our_triggers() -> Mapping[str, Form]:
    """Return the triggers that the program makes."""
    return MappingProxyType({str(row.name): _form(row) for row in _guards()})


def check_acting(path: object, rows: Iterable[Iterable[Name]]) -> None:
    """Refuse to write a book in which something acts, or is shown, that the program did not make.

    ``rows`` are those of the schema that may. Raises: ForeignSchemaError.
    """
    known = {row.name: row for row in (*_guards(), *our_views())}
    for row in (Stored(*each) for each in rows):
        if known.get(row.name) != row:  # to the letter: no need to read it
            name = str(row.name)
            if known.get(name) is None or _form(known[name]) != _form(row):
                raise ForeignSchemaError(path=str(path), name=visible(name))


@lru_cache(maxsize=512)  # a check reads each three times, and most of every book are ours
def signs(sql: str) -> tuple[str, ...]:
    """Return what a statement is to SQLite's parser; only letters of its own alphabet have cases.

    The parser stops at a NUL, and so a statement that has one is none of ours.
    """
    if "\0" in sql:
        return (sql,)
    found = (each for each in _SIGNS.finditer(sql) if each["nothing"] is None)
    texts = (each[0] for each in found)
    return tuple(each if each[0] in "'\"" else each.translate(_LETTERS) for each in texts)


def _form(row: Stored) -> Form:
    if not isinstance(row.sql, str):
        return tuple(row)
    words = signs(row.sql)
    body = _body(words) if words[:2] == ("create", "table") else words
    return (row.kind, row.name, row.table, body)


def _body(words: tuple[str, ...]) -> Form:
    """Return a table as what it is, its columns, and its constraints, whatever their order."""
    if "(" not in words or ")" not in words:
        return words
    start, end = words.index("("), len(words) - words[::-1].index(")")
    parts = list(_parts(words[start + 1 : end - 1]))
    rules = sorted(each for each in parts if each[:1] == ("constraint",))
    columns = [each for each in parts if each[:1] != ("constraint",)]
    return words[:start], tuple(columns), tuple(rules), words[end:]


def _parts(words: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    depth = at = 0
    for place, sign in enumerate(words):
        depth += {"(": 1, ")": -1}.get(sign, 0)
        if sign == "," and not depth:
            yield words[at:place]
            at = place + 1
    yield words[at:]


@cache
def _guards() -> tuple[Stored, ...]:
    words = ((each, each.split()) for each in TRIGGERS)
    return tuple(Stored("trigger", word[2], word[6], sql) for sql, word in words)


@cache
def our_views() -> tuple[Stored, ...]:
    """Return the views that the program makes, as they stand in a schema."""
    named = ((each.split()[2], each) for each in VIEWS)
    return tuple(Stored("view", name, name, sql) for name, sql in named)


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
