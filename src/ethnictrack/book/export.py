"""The whole book as a stream of rows, in the order in which a new book takes them.

The guards of a new book hold for every row that comes in: each follows the one before it, pages of
the log come before their record, and a year is closed once its entries are there.
"""

from __future__ import annotations

import base64
import heapq
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from sqlalchemy import BigInteger, Column, Connection, Select, Table, func, insert, select
from sqlalchemy.exc import DataError, IntegrityError

from ethnictrack.audit.checkpoint import checkpoint
from ethnictrack.audit.exported import Header, Row, Value
from ethnictrack.book.entry import AmendmentStore
from ethnictrack.book.files import REVISION
from ethnictrack.book.folder import FilesFolder
from ethnictrack.book.journal import Journal, LogStore
from ethnictrack.book.opening import our_words
from ethnictrack.book.tables import all_tables, sorted_tables
from ethnictrack.book.tables.book import BOOK, CLOSING, LOG, PAGE
from ethnictrack.book.tables.columns import Digest, logged_columns, with_worked_out
from ethnictrack.errors.book import UnfitRowsError
from ethnictrack.ledger.entry import newest
from ethnictrack.nouns.attachment import Attached
from ethnictrack.values.dates import unstamp
from ethnictrack.values.text import shown

_HEAP = 1000  # rows that are read or written at a time
_LONG = 10  # of those that hold what a thousand others do; a document comes alone
_LARGEST = 2**63
_CONTENT = "content"  # of a document: bytes, in an export as base64
_DIGITS = re.compile("[0-9a-f]{32}")
_MOMENTS = frozenset(("at", "created_at"))
_HALVES = re.compile("[\ud800-\udfff]")  # of letters; no text has them in UTF-8


class ExportStore:
    """Reads every row of every table, whatever it means."""

    def __init__(self, connection: Connection) -> None:
        """Read through ``connection``."""
        self._db = connection
        place = connection.get_execution_options()["place"]
        self._folder = FilesFolder(place) if isinstance(place, Path) else None
        self.lacking: list[str] = []  # the files that were not there when their rows were read

    def header(self, program: str) -> Header:
        """Return what the first line of an export by ``program`` says of the book."""
        counted = (select(func.count()).select_from(each) for each in sorted_tables())
        return Header(
            book=str(self._db.scalar(select(BOOK.c.identity))),
            revision=REVISION,
            program=program,
            rows=sum(self._db.scalar(each) or 0 for each in counted),
            checkpoint=str(checkpoint(*LogStore(self._db).head())),
        )

    def rows(self) -> Iterator[Row]:
        """Yield every row with its table."""
        with our_words(self._db.get_execution_options()["place"]):
            pages = ((row["record"], 0, PAGE.name, row) for row in self._rows(PAGE))
            records = ((row["seq"], 1, LOG.name, row) for row in self._rows(LOG))
            merged = heapq.merge(pages, records, key=lambda each: each[:2])
            yield from ((name, row) for _, _, name, row in merged)
            for table in _beside_the_log():
                yield from ((table.name, row) for row in self._rows(table))

    def codes(self) -> dict[str, dict[int, str]]:
        """Return the code of every line of every register, by the number the book has for it."""
        return {
            each.name: {
                row.id: row.code for row in self._db.execute(select(each.c.id, each.c.code))
            }
            for each in sorted_tables()
            if "code" in each.c
        }

    def facts(self, name: str) -> Iterator[dict[str, Any]]:
        """Yield the rows of a table with who wrote them and when: ``actor``, ``recorded_at``.

        A recovery names the inspection, and the number that the finding has there.
        """
        table = all_tables()[name]
        righted = AmendmentStore(self._db, Journal(self._db, None)).of if name == "entry" else {}
        if table is LOG:
            query = select(LOG)
        else:
            written = (LOG.c.actor, LOG.c.at.label("recorded_at"))
            query = select(*_told(table), *written).join(
                LOG, LOG.c.seq == table.c.log, isouter=True
            )
        if table is all_tables()["recovery"]:
            finding = all_tables()["finding"]
            query = query.add_columns(finding.c.inspection, finding.c.number.label("its_number"))
            query = query.join(finding, finding.c.id == table.c.finding)
        with our_words(self._db.get_execution_options()["place"]):
            for row in self._read(query.order_by(*table.primary_key.columns), _heap(table)):
                now = newest(righted.get(row.get("id", 0), ()))
                yield row | now | ({"finding": row["its_number"]} if "its_number" in row else {})

    def _rows(self, table: Table) -> Iterator[dict[str, Any]]:
        query = select(*_exported(table)).order_by(*table.primary_key.columns)
        for row in self._read(query, _heap(table)):
            yield self._with_bytes(row) if _CONTENT in row else row

    def _with_bytes(self, row: dict[str, Any]) -> dict[str, Any]:
        """Return the row of a document with its bytes as text, from beside the book too."""
        content = row[_CONTENT]
        if content is None and self._folder:
            content = self._folder.content(_file(row))
        if content is None:
            self.lacking.append(row["name"])
            return row
        return row | {_CONTENT: base64.b64encode(content).decode()}

    def _read(self, query: Select[Any], heap: int) -> Iterator[dict[str, Any]]:
        for row in self._db.execute(query, execution_options={"yield_per": heap}):
            yield dict(row._mapping)  # noqa: SLF001 - SQLAlchemy's documented name


def _told(table: Table) -> list[Column[Any]]:
    return [table.c[name] for name in logged_columns(table)]


def _exported(table: Table) -> list[Column[Any]]:
    """Return the columns that an export has: what is worked out of others is worked out anew."""
    return _told(table) + [each for each in table.c if each.name == _CONTENT]


def _file(row: Mapping[str, Any]) -> Attached:
    return Attached(row["sha256"], row["name"], row["size"])


def _with_content(row: dict[str, Any], folder: FilesFolder | None) -> dict[str, Any]:
    """Return a row with the bytes of its document, or put them beside the book.

    Raises: ValueError, where they are not those the row speaks of.
    """
    text = row.get(_CONTENT)
    if text is None:
        return row
    content, file = base64.b64decode(text, validate=True), _file(row)
    if (sha256(content).hexdigest(), len(content)) != (file.sha256, file.size):
        raise ValueError
    if folder is None:
        return row | {_CONTENT: content}
    folder.put(file, content)
    return row | {_CONTENT: None}


def _beside_the_log() -> list[Table]:
    """Return the other tables, those referred to first; closings come when all entries are in."""
    others = [each for each in sorted_tables() if each not in {LOG, PAGE}]
    return sorted(others, key=lambda table: table is CLOSING)


def _heap(table: Table) -> int:
    return 1 if _CONTENT in table.c else _LONG if "body" in table.c else _HEAP


def insert_rows(
    connection: Connection, rows: Iterable[Row], folder: FilesFolder | None = None
) -> None:
    """Insert the rows of another book; documents go into its ``folder`` if it has one.

    Raises: UnfitRowsError.
    """
    known = {each.name: each for each in sorted_tables()}
    for name, heap in _heaps(rows):
        table = known.get(name)
        if table is None or not all(_fits(table, row) for row in heap):
            raise UnfitRowsError(table=shown(name))
        try:
            ready = (with_worked_out(table, row) for row in heap)
            connection.execute(insert(table), [_with_content(row, folder) for row in ready])
        except (
            DataError,
            IntegrityError,
            ValueError,
        ):  # a guard or a CHECK; what it quotes is data
            raise UnfitRowsError(table=name) from None


def _heaps(rows: Iterable[Row]) -> Iterator[tuple[str, list[dict[str, Value]]]]:
    """Yield rows of one table that follow one another, not too many at a time."""
    known = {each.name: _heap(each) for each in sorted_tables()}
    heap: list[dict[str, Value]] = []
    name = ""
    for each, row in rows:
        if heap and (each != name or len(heap) >= known.get(name, 1)):
            yield name, heap
            heap = []
        name = each
        heap.append(dict(row))
    if heap:
        yield name, heap


def _fits(table: Table, row: Mapping[str, Value]) -> bool:
    """Say whether a row has the columns of a table, and values that both databases hold."""
    columns = _exported(table)
    return row.keys() == {column.name for column in columns} and all(
        _holds(row[column.name], column, table) for column in columns
    )


def _holds(value: object, column: Column[Any], table: Table) -> bool:
    if value is None:
        return bool(column.nullable)
    if isinstance(column.type, BigInteger):
        return type(value) is int and -_LARGEST <= value < _LARGEST
    if isinstance(column.type, Digest):
        return isinstance(value, str) and bool(_DIGITS.fullmatch(value))
    if not isinstance(value, str) or "\0" in value or _HALVES.search(value):
        return False
    reads = _calendar(table).get(column.name)
    return reads is None or reads(value)


@cache
def _calendar(table: Table) -> Mapping[str, Callable[[str], bool]]:
    """Return what judges the days and moments of a table, which CHECKs know by their shape only."""
    names, checks = {*table.c.keys()}, {str(each.name) for each in table.constraints}
    days = (each for each in names if f"ck_{table.name}_{each}_day" in checks)
    moments = _MOMENTS & names
    return dict.fromkeys(days, _is_day) | dict.fromkeys(moments, _is_moment)


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _is_moment(text: str) -> bool:
    try:
        unstamp(text)
    except (ValueError, OverflowError):
        return False
    return True
