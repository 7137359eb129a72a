"""Looks at a damaged file for what can still be read; it is opened for reading and never mended.

Rows are numbered without a gap. So a table is read from its first row until a page fails, then
from its last one back, and its last number says how many there were.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ethnictrack.audit.checkpoint import checkpoint
from ethnictrack.audit.finding import CheckFinding
from ethnictrack.audit.log import GENESIS, LogRecord, digest, seal
from ethnictrack.book.files import connect
from ethnictrack.book.tables import sorted_tables
from ethnictrack.i18n import N_, Message

_WHOLE = N_("Every row can be read of: {tables}.")
_SOME = N_("{read} of {rows} rows can be read.")
_NONE = N_("Nothing of it can be read.")
_CHAIN = N_(
    "Up to this record, of {last}, the log is as it was written, and holds all that was recorded; "
    "its checkpoint is {checkpoint}."
)
_NO_CHAIN = N_("No record of the log can be proved.")
_ADVICE = N_(
    "Keep the file as it is and put the newest copy back: `ethnictrack book restore --help` says "
    "how. A damaged book is never repaired in place: compare the copy with what is left "
    "here, and enter what is missing again."
)


@dataclass(frozen=True, slots=True)
class Left:
    """A table: how many of its rows can be read, and how many there were as far as is known.

    It is ``whole`` when nothing failed on the way through it.
    """

    table: str
    read: int
    rows: int
    whole: bool


@dataclass(frozen=True, slots=True)
class Salvage:
    """What is left. ``record`` is the last one that the chain proves, 0 where there is none.

    ``seal`` is its hash, ``last`` the newest record that can be read at all.
    """

    tables: tuple[Left, ...]
    record: int
    seal: str
    last: int

    def findings(self) -> Iterator[CheckFinding]:
        """Say it as checks say what they find: the tables, the log, and what to do."""
        whole = tuple(f"{each.table} ({each.read})" for each in self.tables if each.whole)
        if whole:
            yield _finding("rows-left", _WHOLE.of(tables=whole), "")
        for each in self.tables:
            if not each.whole:
                said = _SOME if each.read else _NONE
                yield _finding("rows-lost", said.of(read=each.read, rows=each.rows), each.table)
        if self.record:
            reached = str(checkpoint(self.record, self.seal))
            what = _CHAIN.of(last=self.last, checkpoint=reached)
            yield _finding("chain-holds", what, f"log/{self.record}")
        else:
            yield _finding("chain-holds", _NO_CHAIN, "log")
        yield _finding("restore", _ADVICE, "")


def _finding(code: str, what: Message, where: str) -> CheckFinding:
    return CheckFinding.warning("salvage", code, what, where)


_FAILURES = (sqlite3.Error, ValueError, LookupError, TypeError, RecursionError)


def look_over(path: Path) -> Salvage:
    """Return what is left of a book, whatever is wrong with its file."""
    with closing(connect(path, "ro")) as book:
        # The size in the header may be another than that of the file; it is read as far as it goes.
        list(_ReadableRows(book, "PRAGMA writable_schema=ON"))
        tables = tuple(_left(book, each.name) for each in sorted_tables())
        record, sealed = _chain(book)
    # A record of which the chain can be read counts, though another column of it is lost.
    last = max(record, *(each.rows for each in tables if each.table == "log"))
    return Salvage(tables=tables, record=record, seal=sealed, last=last)


class _ReadableRows:
    """The rows of a query for as long as they can be read; ``failed`` says that one could not."""

    def __init__(self, book: sqlite3.Connection, query: str, *values: object) -> None:
        """Ask nothing yet."""
        self._book, self._query, self._values = book, query, values
        self.failed = False

    def __iter__(self) -> Iterator[Any]:
        try:
            yield from self._book.execute(self._query, self._values)
        except _FAILURES:
            self.failed = True


def _left(book: sqlite3.Connection, table: str) -> Left:
    query = f"SELECT rowid, * FROM {table} NOT INDEXED ORDER BY rowid"  # noqa: S608 - a name of ours
    forward, back = _ReadableRows(book, query), _ReadableRows(book, f"{query} DESC")
    read = first = 0
    for number, *_ in forward:
        read, first = read + 1, number
    rows = first
    for number, *_ in back if forward.failed else ():
        rows = max(rows, number)
        if number <= first:
            break
        read += 1
    return Left(table, read, rows, not forward.failed)


def _chain(book: sqlite3.Connection) -> tuple[int, str]:
    """Return the number and the hash of the last record before the first that does not hold."""
    number, head = 0, GENESIS
    identity = next(iter(_ReadableRows(book, "SELECT identity FROM book")), ("",))[0]
    columns = "seq, revision, at, actor, command, body, previous, hash"
    query = f"SELECT {columns} FROM log NOT INDEXED ORDER BY rowid"  # noqa: S608 - names of ours
    for *parts, sealed in _ReadableRows(book, query):
        record = LogRecord(book=identity, **dict(zip(columns.split(", ")[:-1], parts, strict=True)))
        if not _holds(book, record, number, head) or seal(record) != sealed:
            break
        number, head = number + 1, sealed
    return number, head


def _holds(book: sqlite3.Connection, record: LogRecord, before: int, head: str) -> bool:
    """Say whether a record follows the one before, and its pages are those that it seals."""
    try:
        sealed = json.loads(record.body).get("pages", [])
    except _FAILURES:
        return False
    query = "SELECT body FROM page NOT INDEXED WHERE record = ? ORDER BY number"
    pages = sealed and [digest(body) for (body,) in _ReadableRows(book, query, record.seq)]
    return record.seq == before + 1 and record.previous == head and pages == sealed
