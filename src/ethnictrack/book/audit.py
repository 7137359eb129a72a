"""Reads the book as it is stored, for the checks: nothing here trusts what it finds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import AbstractContextManager
from functools import cache
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, Connection, Table, cast, func, literal_column, select

from ethnictrack.audit.finding import SchemaFault
from ethnictrack.book.journal import Page, walk
from ethnictrack.book.opening import our_words
from ethnictrack.book.tables import all_tables, sorted_tables
from ethnictrack.book.tables.book import BOOK, LOG, PAGE
from ethnictrack.book.tables.columns import OFFICE, WORKED_OUT, Whole, logged_columns, noun_of
from ethnictrack.book.tables.entry import ENTRY, TALLY, in_two, put_together
from ethnictrack.ledger.entry import Entry

if TYPE_CHECKING:
    from ethnictrack.book.backends.postgres_look import PostgresLook
    from ethnictrack.book.backends.sqlite_schema import SqliteLook

_STREAMED = {"yield_per": 1000}  # rows in hand at a time, however many there are
Cell = tuple[int, int]  # đồng, and how many entries
# Written out: what is grouped by has to be, to the letter, what is selected.
_NONE: ColumnElement[str] = literal_column("''")
_SEVEN: ColumnElement[int] = literal_column("7")
_LAST = frozenset({"log", "office"})  # what no row says of itself


class AuditStore:
    """What the checks look at: pages, references, schema, and rows without any meaning."""

    office = OFFICE  # every row's, and so in no record of the log

    def __init__(self, connection: Connection, after: int = 0) -> None:
        """Read through ``connection``: all, or what follows a record of the log."""
        self._db = connection
        self.after = after
        self._look = _look(connection)

    def since(self, record: int) -> AuditStore:
        """Return the same, but only what follows a record of the log."""
        return AuditStore(self._db, record)

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

    def counts(self, **known: int) -> dict[str, int]:
        """Return how many rows each table has; what is ``known`` is not counted."""
        return {
            each.name: known[each.name]
            if each.name in known
            else self._db.scalar(select(func.count()).select_from(each)) or 0
            for each in sorted_tables()
        }

    def key(self, table: str) -> str:
        """Return the column that tells the rows of a table apart."""
        (column,) = all_tables()[table].primary_key.columns
        return str(column.name)

    def columns(self, table: str) -> tuple[str, ...]:
        """Return the names of the columns of a table in order; ``log`` and ``office`` come last."""
        return _columns(table)

    def tuples(self, table: str) -> Iterator[tuple[Any, ...]]:
        """Yield the rows of a table, its own key first to last, as bare values of its columns."""
        of = all_tables()[table]
        columns = [of.c[name] for name in self.columns(table)]
        query = select(*columns).order_by(*of.primary_key.columns)
        if self.after:
            query = query.where(of.c.log > self.after)
        with self._words(), self._db.execute(query, execution_options=_STREAMED) as rows:
            for some in rows.partitions():  # row by row it takes half as long again
                yield from map(tuple, some)

    def rows(self, table: str) -> Iterator[dict[str, Any]]:
        """Yield the same with the names of the columns."""
        return (self.named(table, row) for row in self.tuples(table))

    def named(self, table: str, row: Iterable[Any]) -> dict[str, Any]:
        """Return such a row with the names of its columns."""
        return _named(self.columns(table), row)

    def identities(self) -> list[str]:
        """Return what the book calls itself: once, where all is well."""
        with self._words():
            return [str(each) for each in self._db.scalars(select(BOOK.c.identity))]

    def log(self) -> Iterator[tuple[dict[str, Any], Iterator[Page]]]:
        """Yield the records of the log, oldest first, each with its pages."""
        with self._words():
            for row, pages in walk(self._db, self.after):
                yield _named(row._fields, row), pages

    def entries(self) -> Iterator[tuple[int, Entry]]:
        """Yield every entry with its number, whoever wrote it."""
        for row in self.rows(ENTRY.name):
            yield int(row["id"]), noun_of(Entry, row)

    def unequal_sums(self) -> Iterator[tuple[str, Cell, Cell]]:
        """Yield each cell of the tally that is not what its entries add up to, with both."""
        with self._words():
            kept, added = dict(self._cells(TALLY)), dict(self._cells(ENTRY))
        for key in sorted({*kept, *added}):
            one, other = kept.get(key, (0, 0)), added.get(key, (0, 0))
            if one != other:
                yield "tally/" + "/".join(str(part or "-") for part in key), one, other

    def _cells(self, of: Table) -> Iterator[tuple[tuple[Any, ...], Cell]]:
        """Yield what the cells of the tally hold: the table itself, or what entries add up to."""
        c = of.c
        month = c.month if of is TALLY else func.substr(c.date, literal_column("1"), _SEVEN)
        capital, source = func.coalesce(c.capital, _NONE), func.coalesce(c.source, _NONE)
        keys = (c.year, c.plan_year, c.program, capital, source, c.kind, month)
        entries = cast(func.sum(c.entries), Whole) if of is TALLY else func.count()
        query = select(*keys, *in_two(c.amount), entries).group_by(*keys)
        for *key, millions, rest, count in self._db.execute(query):
            yield tuple(key), (put_together(millions, rest).value, count)

    def wrong_columns(self) -> Iterator[str]:
        """Yield where a column is not what is worked out of its row, nor a document what it was."""
        for table in all_tables().values():
            work_out = table.info.get(WORKED_OUT)
            names = [each.name for each in table.c if WORKED_OUT in each.info]
            if not names:
                continue
            query = select(table).order_by(*table.primary_key.columns)
            with self._words(), self._db.execute(query, execution_options=_STREAMED) as rows:
                for row in rows.mappings():
                    facts: dict[str, Any] = {str(name): each for name, each in row.items()}
                    wanted = work_out(facts) if work_out else _content(facts)
                    for name in names:
                        if row[name] != wanted[name]:
                            yield f"{table.name}/{row['id']} {name}"

    def _words(self) -> AbstractContextManager[None]:
        """Say in our words that the book cannot be read."""
        return our_words(self._db.get_execution_options()["place"])


def _content(row: Mapping[str, Any]) -> dict[str, Any]:
    """Return the bytes of a document if they are those that the log knows by their digest."""
    content = row["content"]
    sound = content is None or sha256(content).hexdigest() == row["sha256"]
    return {"content": content if sound else None}


@cache
def _columns(table: str) -> tuple[str, ...]:
    logged = logged_columns(all_tables()[table])
    return tuple(sorted(logged, key=lambda name: (name in _LAST, name)))


def _named(columns: Iterable[str], row: Iterable[Any]) -> dict[str, Any]:
    """Return a row by the names of its columns."""
    facts = dict(zip(columns, row, strict=True))
    if facts["office"] == AuditStore.office:
        del facts["office"]
    return facts


def _look(connection: Connection) -> SqliteLook | PostgresLook:
    if connection.dialect.name == "sqlite":
        from ethnictrack.book.backends.sqlite_schema import SqliteLook  # noqa: PLC0415 - one or the other

        return SqliteLook(connection, all_tables().values())
    from ethnictrack.book.backends.postgres_look import PostgresLook  # noqa: PLC0415

    return PostgresLook(connection, sorted_tables())
