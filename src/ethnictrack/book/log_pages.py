"""The log as it is stored, read once from end to end: each record, and the pages it was kept in."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Connection, Row, select

from ethnictrack.book.tables.book import LOG, PAGE

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
