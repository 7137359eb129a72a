"""Sums in SQL, where 64 bits end."""

from __future__ import annotations

from pathlib import Path

from tests.books import tamper

from ethnictrack.book.opening import read_book
from ethnictrack.values.money import MAX_ENTRY, Dong

# Ten thousand of the largest entries of one programme and import, over a hundred years.
_TEN_THOUSAND = f"""
    WITH RECURSIVE n(i) AS (VALUES(1) UNION ALL SELECT i + 1 FROM n WHERE i < 10000)
    INSERT INTO entry (id, side, program, year, plan_year, date, kind, amount, batch, log)
    SELECT i, 'disbursement', 2, 1950 + i % 100, 1950 + i % 100,
        (1950 + i % 100) || '-06-01', 'payment', {MAX_ENTRY}, 1, 1 FROM n
"""  # noqa: S608 - the number is ours
_ADDED_UP = """
    INSERT INTO tally (year, plan_year, program, capital, source, kind, month, amount, entries)
    SELECT year, plan_year, program, '', '', kind, substr(date, 1, 7), sum(amount), count(*)
    FROM entry GROUP BY year
"""
_IMPORT = f"""
    INSERT INTO batch (id, noun, file, digest, rows, log)
    VALUES (1, 'disburse', 'a.csv', '{"0" * 64}', 10000, 1)
"""  # noqa: S608


def test_sums_over_all_years_are_exact_however_large(fresh_book: Path) -> None:
    """A single one of SQLite's would say "integer overflow"; each year by itself is bounded."""
    tamper(fresh_book, _TEN_THOUSAND, _IMPORT, _ADDED_UP)

    with read_book(fresh_book) as book:
        of_programme = book.ledger.disbursed({2})
        (batch,) = book.batches.all()

    assert of_programme == batch.amount == Dong(10_000 * MAX_ENTRY)
    assert of_programme.value > 2**63
