"""The log: one sealed record for each writing command, covering every row it wrote.

What a long command writes is kept in pages; its record seals the digest of each. So an import of
a million rows needs no more memory than one page.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from itertools import chain
from operator import itemgetter
from typing import Any

from sqlalchemy import (
    Column,
    ColumnElement,
    Connection,
    Row,
    Select,
    Table,
    func,
    insert,
    or_,
    select,
    update,
)

from ethnictrack.audit.log import (
    CHANGES,
    GENESIS,
    Change,
    LogEntry,
    LogRecord,
    canonical,
    changes_of,
    digest,
    new_row_writer,
    seal,
)
from ethnictrack.book.files import REVISION
from ethnictrack.book.tables.book import BOOK, LOG, PAGE
from ethnictrack.book.tables.columns import WORKED_OUT, logged_columns, with_worked_out
from ethnictrack.values.dates import stamp, unstamp
from ethnictrack.values.text import composed

STREAMED = {"yield_per": 10}  # rows in hand at a time: each may tell of a thousand others
Page = tuple[str, str]  # body and digest


def walk(connection: Connection, after: int = 0) -> Iterator[tuple[Row[Any], Iterator[Page]]]:
    """Yield each record that follows ``after``, oldest first, with its pages in their order.

    They are to be taken before the next record is.
    """
    columns = (PAGE.c.record, PAGE.c.body, PAGE.c.digest)
    stored = select(*columns).where(PAGE.c.record > after).order_by(PAGE.c.record, PAGE.c.number)
    records = select(LOG).where(LOG.c.seq > after).order_by(LOG.c.seq)
    with (
        connection.execute(stored, execution_options=STREAMED) as of_all,
        connection.execute(records, execution_options=STREAMED) as rows,
    ):
        pages = _StoredPages(iter(of_all))
        for row in rows:
            yield row, pages.of(row.seq)


class _StoredPages:
    """The pages of all records, in the order of the records."""

    def __init__(self, rows: Iterator[Any]) -> None:
        """Stand before the first."""
        self._rows = rows
        self._next = next(rows, None)

    def of(self, record: int) -> Iterator[Page]:
        """Yield those of a record; those of one that is not there are passed over."""
        while self._next is not None and self._next[0] <= record:
            (number, *page), self._next = self._next, next(self._rows, None)
            if number == record:
                yield page[0], page[1]


PAGE_ROWS = 1000  # changes of a page; a command that writes fewer has its record alone
AT_ONCE = 100  # rows of one statement: a third less work for SQLite than as many statements


@dataclass(frozen=True, slots=True, kw_only=True)
class Signature:
    """Who does it, with which command, and when (UTC)."""

    actor: str
    command: str
    at: datetime


class Journal:
    """Writes rows on behalf of one command and seals them in one record."""

    def __init__(self, connection: Connection, signature: Signature | None) -> None:
        """Write under ``signature``; without one nothing can be written."""
        self.connection = connection
        self.signature = signature
        self.page_rows = PAGE_ROWS
        self._changes: list[str] = []  # as the page will have them
        self._pages: list[str] = []  # the digests of those written so far
        self._facts: dict[str, list[object]] = {}  # those that stand in no row, by their name
        self.dropped = False
        self._numbers: dict[str, int] = {}  # of each table, the newest
        self._first: dict[str, int] = {}  # likewise, the first that this command gave

    @cached_property
    def _before(self) -> tuple[int, str, str]:
        """The number, the hash and the moment of the newest record."""
        columns = LOG.c.seq, LOG.c.hash, LOG.c.at
        row = self.connection.execute(_newest(*columns)).first()
        return (row.seq, row.hash, row.at) if row else (0, GENESIS, "")

    @property
    def seq(self) -> int:
        """The number this command's record will have."""
        return self._before[0] + 1

    @property
    def outrun(self) -> datetime | None:
        """The moment of the record before, where it is later than that of this command."""
        latest = self._before[-1]
        behind = self._wrote and self.signature and stamp(self.signature.at) < latest
        return unstamp(latest) if behind else None

    @property
    def kept(self) -> Mapping[str, range]:
        """The numbers this command gave in each table, and that of its record."""
        if not self._wrote:
            return {}
        given = {name: range(self._first[name], last + 1) for name, last in self._numbers.items()}
        return {**given, LOG.name: range(self.seq, self.seq + 1)}

    @property
    def _wrote(self) -> bool:
        return not self.dropped and bool(self._changes or self._pages or self._facts)

    def insert(self, table: Table, **row: object) -> int:
        """Add a row, numbered one above the newest where the table has numbers."""
        number = 0
        if "id" in table.c:
            number = row["id"] = self._next(table)
        row["log"] = self.seq
        self.connection.execute(insert(table), with_worked_out(table, row))
        self._note(table, number or _key(table, row), before=None, after=row)
        return number

    def insert_all(self, table: Table, rows: Sequence[dict[str, Any]]) -> None:
        """Add many rows of a table with numbers, each numbered one above the one before.

        All rows say the same columns, in plain values: they are handed to the driver as they are,
        since what is otherwise asked of each of their values costs as much as writing it.
        """
        if not rows:
            return
        first = self._next(table)
        for number, row in enumerate(rows, start=first):
            row["id"] = number
        self._numbers[table.name] = first + len(rows) - 1
        told = sorted(rows[0])
        texts = [*map(new_row_writer(table.name, told, "id"), map(itemgetter(*told), rows))]
        work_out = table.info.get(WORKED_OUT)
        for row in rows:
            row["log"] = self.seq
            if work_out:
                row.update(work_out(row))
        self._insert(table, rows)
        self._keep(*texts)

    def _insert(self, table: Table, rows: Sequence[dict[str, Any]]) -> None:
        """Hand rows to the driver: to SQLite many in one statement, whose text it knows again."""
        ready = insert(table).compile(dialect=self.connection.dialect, column_keys=[*rows[0]])
        if not ready.positiontup:
            self.connection.exec_driver_sql(str(ready), rows)
            return
        head, values, one = str(ready).partition(" VALUES ")
        values_of = itemgetter(*ready.positiontup)
        for first in range(0, len(rows), AT_ONCE):
            some = rows[first : first + AT_ONCE]
            flat = tuple(chain.from_iterable(map(values_of, some)))
            self.connection.exec_driver_sql(head + values + ", ".join([one] * len(some)), flat)

    def update(
        self, table: Table, number: int | str, before: Mapping[str, object], **row: object
    ) -> None:
        """Change some columns of a row that may be edited."""
        row["log"] = self.seq
        (key,) = table.primary_key.columns
        self.connection.execute(update(table).where(key == number).values(row))
        was = {name: before[name] for name in row if name in before}
        self._note(table, number, before=was, after=row)

    def _next(self, table: Table) -> int:
        """Count on from the newest number; one writer at a time holds the book."""
        if table.name not in self._numbers:
            self._numbers[table.name] = self.connection.scalar(select(func.max(table.c.id))) or 0
        self._numbers[table.name] += 1
        self._first.setdefault(table.name, self._numbers[table.name])
        return self._numbers[table.name]

    def _note(
        self,
        table: Table,
        number: int | str,
        *,
        before: Mapping[str, object] | None,
        after: Mapping[str, object],
    ) -> None:
        told = {*logged_columns(table)} - {"log"}
        kept = {name: value for name, value in after.items() if name in told}
        change = {"object": table.name, "id": number, "before": before, "after": kept}
        self._keep(canonical(change))

    def _keep(self, *changes: str) -> None:
        self._changes += changes
        while len(self._changes) >= self.page_rows:
            self._turn_page()

    def _page_text(self) -> str:
        """Return what a page holds of the changes since the last one, as a text without its end."""
        return CHANGES + composed(",".join(self._changes[: self.page_rows])) + "]"

    def _turn_page(self) -> None:
        body = self._page_text() + "}"
        del self._changes[: self.page_rows]
        self._pages.append(digest(body))
        page = {"record": self.seq, "number": len(self._pages), "body": body}
        row = {"id": self._next(PAGE), **page, "digest": self._pages[-1]}
        self.connection.execute(insert(PAGE), row)

    def _body(self) -> str:
        """Return what the record seals: the changes themselves, or the digests of their pages."""
        if not self._pages:
            facts = canonical(self._facts).removeprefix("{")
            return self._page_text() + ("," if self._facts else "") + facts
        if self._changes:
            self._turn_page()
        return canonical({"pages": self._pages, **self._facts})

    def state(self, name: str, fact: object) -> None:
        """Seal a fact that is in no table; ``name`` comes after "changes" and "pages"."""
        self._facts.setdefault(name, []).append(fact)

    def drop(self) -> None:
        """Say that nothing of what was written is to be kept."""
        self.dropped = True

    def close(self) -> tuple[int, str] | None:
        """Seal what was written; return the new head of the log, if there is anything to keep."""
        if not self._wrote or self.signature is None:
            return None
        _, previous, _ = self._before
        record = LogRecord(
            book=str(self.connection.scalar(select(BOOK.c.identity))),
            revision=REVISION,
            seq=self.seq,
            at=stamp(self.signature.at),
            actor=self.signature.actor,
            command=self.signature.command,
            body=self._body(),
            previous=previous,
        )
        row = {name: getattr(record, name) for name in LogRecord.__slots__ if name != "book"}
        sealed = seal(record)
        self.connection.execute(insert(LOG), {**row, "hash": sealed})
        return record.seq, sealed


def _newest(*columns: Column[Any]) -> Select[Any]:
    return select(*columns).order_by(LOG.c.seq.desc()).limit(1)


def _key(table: Table, row: Mapping[str, object]) -> str:
    (column,) = table.primary_key.columns
    return str(row[column.name])


class Store:
    """What the book has of a noun."""

    def __init__(self, connection: Connection, journal: Journal) -> None:
        """Read through ``connection``, write through ``journal``."""
        self._db = connection
        self._journal = journal

    def signed(self, row: Row[Any]) -> tuple[str, datetime]:
        """Return who wrote a row and when; the record of this very command is yet to come."""
        own = self._journal.signature
        return (row.actor, unstamp(row.at)) if row.at or own is None else (own.actor, own.at)

    def newest_by(self, actor: str, table: Table, *only: ColumnElement[bool]) -> int | None:
        """Return the number of the newest row that somebody wrote, this very command included."""
        own, told = self._journal.signature, LOG.c.actor == actor
        if own is not None and own.actor == actor:  # the record of this command is yet to come
            told = or_(told, LOG.c.seq.is_(None))
        rows = select(table.c.id).join(LOG, LOG.c.seq == table.c.log, isouter=True)
        newest = rows.where(told, *only).order_by(table.c.id.desc()).limit(1)
        number: int | None = self._db.scalar(newest)
        return number


class LogStore:
    """Reads the log."""

    def __init__(self, connection: Connection) -> None:
        """Read through ``connection``."""
        self._db = connection

    def entries(
        self, since: date | None = None, actor: str | None = None, subject: str | None = None
    ) -> Iterator[LogEntry]:
        """Yield the records, oldest first; ``subject`` is ``entry`` or ``entry/12``."""
        for row, pages in walk(self._db):
            texts = chain([row.body], (body for body, _ in pages))
            entry = LogEntry(
                seq=row.seq,
                at=unstamp(row.at),
                actor=row.actor,
                command=row.command,
                changes=tuple(_change(each) for text in texts for each in changes_of(text)),
                hash=row.hash,
            )
            if entry.matches(since=since, actor=actor, subject=subject):
                yield entry

    def head(self) -> tuple[int, str]:
        """Return the number and the hash of the newest record."""
        row = self._db.execute(_newest(LOG.c.seq, LOG.c.hash)).first()
        return (row.seq, row.hash) if row else (0, GENESIS)

    def latest(self) -> datetime | None:
        """Return the moment of the newest record."""
        at = self._db.scalar(_newest(LOG.c.at))
        return None if at is None else unstamp(at)

    def seal_of(self, number: int) -> str | None:
        """Return the hash of one record, or nothing where there is none of that number."""
        found = self._db.scalar(select(LOG.c.hash).where(LOG.c.seq == number))
        return None if found is None else str(found)

    def records(self) -> Iterator[tuple[LogRecord, str]]:
        """Yield every record as it was sealed, with its hash."""
        book = str(self._db.scalar(select(BOOK.c.identity)))
        for row in self._db.execute(select(LOG).order_by(LOG.c.seq)):
            parts = {name: getattr(row, name) for name in LogRecord.__slots__ if name != "book"}
            yield LogRecord(book=book, **parts), str(row.hash)


def _change(raw: Mapping[str, object]) -> Change:
    before, after = raw["before"], raw["after"]
    return Change(
        object=str(raw["object"]),
        id=str(raw["id"]),
        before=before if isinstance(before, dict) else None,
        after=after if isinstance(after, dict) else {},
    )
