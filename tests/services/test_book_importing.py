"""Rows of registers on their way into the book: what they ask of it, and how often."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from sqlalchemy import event
from tests.books import TODAY, dong

from ethnictrack.book.opening import Book
from ethnictrack.nouns.batch import BatchNoun, Duplicates
from ethnictrack.nouns.inspection import Stage
from ethnictrack.services.importing.entries import taker
from ethnictrack.values.quantity import Quantity

ROWS = 30


@dataclass
class _Row:
    """A row of a file, its cells read."""

    number: int
    values: dict[str, object] = field(default_factory=dict)

    @property
    def line(self) -> int:
        return self.number + 1


@contextmanager
def _asked(book: Book) -> Iterator[list[str]]:
    """Collect the tables that are gone through while rows come in."""
    tables: list[str] = []

    def note(*told: object) -> None:
        statement = str(told[2])
        if statement.startswith("SELECT") and "max(" not in statement:  # the newest number
            tables.extend(re.findall(r"FROM (\w+)", statement))

    event.listen(book._db, "after_cursor_execute", note)  # noqa: SLF001 - a look from outside
    try:
        yield tables
    finally:
        event.remove(book._db, "after_cursor_execute", note)  # noqa: SLF001


def _take(book: Book, noun: BatchNoun, rows: list[_Row]) -> list[str]:
    """Take rows, and return the tables they went through."""
    take = taker(book, noun, today=TODAY, batch=1, duplicates=Duplicates.REFUSE, over_plan=None)
    with _asked(book) as tables:
        assert take.take(rows) == []
    return tables


def test_the_register_of_inspections_is_read_once_for_all_rows(open_book: Book) -> None:
    """With their stages and money; a long register would be read for each row."""
    rows = [
        _Row(
            number,
            {
                "code": f"TT-{number}",
                "title": "Thanh tra",
                "stage": Stage.CONCLUDED,
                "stage_date": TODAY,
                "recommended": dong(100),
                "recovered": dong(40),
            },
        )
        for number in range(1, ROWS + 1)
    ]

    tables = _take(open_book, BatchNoun.INSPECT, rows)

    assert [tables.count(each) for each in ("inspection", "stage", "recovery")] == [1, 0, 0]
    assert {each.outstanding for each in open_book.inspections.dossiers()} == {dong(60).dong}


def test_what_the_book_has_of_activities_is_read_once_for_all_rows(open_book: Book) -> None:
    """The register, and the targets and numbers of the year."""
    rows = [
        _Row(
            number,
            {
                "code": f"HD-{number}",
                "name": "Văn bản",
                "unit": "văn bản",
                "year": TODAY.year,
                "date": date(TODAY.year, 1, 31),
                "target": Quantity(Decimal(10)),
                "actual": Quantity(Decimal(number)),
            },
        )
        for number in range(1, ROWS + 1)
    ]

    tables = _take(open_book, BatchNoun.ACTIVITY, rows)

    assert [tables.count(each) for each in ("activity", "target", "record")] == [1, 1, 1]
    assert len(open_book.activities.records(TODAY.year)) == ROWS
