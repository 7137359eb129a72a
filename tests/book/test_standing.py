"""What stands is found by what is asked for, however many entries a book has."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import ColumnElement, literal_column, text
from tests.books import signed

from ethnictrack.book.opening import write_book
from ethnictrack.book.tables.entry import ENTRY, standing

TWO: list[ColumnElement[object]] = [literal_column("'1'"), literal_column("'2'")]


@pytest.mark.parametrize("column", ["voucher_key", "fingerprint", "batch"])
def test_entries_that_stand_are_looked_up_by_what_is_asked(column: str, full_book: Path) -> None:
    """Not by what nearly all have in common: that they reverse nothing."""
    query = standing(ENTRY, ENTRY.c.id).where(ENTRY.c[column].in_(TWO))

    with write_book(full_book, signed(), dry_run=True) as book:
        connection = book.journal.connection
        sql = query.compile(connection, compile_kwargs={"literal_binds": True})
        plan = [row.detail for row in connection.execute(text(f"EXPLAIN QUERY PLAN {sql}"))]

    assert plan[0].startswith(f"SEARCH entry USING INDEX ix_entry_{column} ("), plan
