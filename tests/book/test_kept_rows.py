"""Rows that are kept are final, whoever comes by another door and whatever that door has set."""

# ruff: noqa: S608 - the statements are made of the tests' own words

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.books import bare

from ethnictrack.book.tables import all_tables

TABLES = sorted(all_tables())
# Rows of these are edited in place, and the log says what they were; these columns are final.
EDITED = {"profile": ["name"], "program": ["id", "code", "code_key"], "setting": ["name"]}
# What else than the number is unique, and a row in which it is not empty.
UNIQUE = {
    "activity": "code_key IS NOT NULL",
    "page": "number IS NOT NULL",
    "entry": "reverses IS NOT NULL",
    "finding": "number IS NOT NULL",
    "inspection": "code_key IS NOT NULL",
    "collection": "period IS NOT NULL",
    "collection_figure": "line IS NOT NULL",
    "opening": "reverses IS NOT NULL",
    "place": "code_key IS NOT NULL",
    "program": "code_key IS NOT NULL",
    "program_alias": "text_key IS NOT NULL",
    "record": "reverses IS NOT NULL",
    "recovery": "reverses IS NOT NULL",
    "remark": "replaces IS NOT NULL",
    "statement_line": "line IS NOT NULL",
}


@pytest.fixture(params=["ON", "OFF"])
def book(full_book: Path, request: pytest.FixtureRequest) -> Iterator[sqlite3.Connection]:
    """Return a connection as a database browser has it, to a book with rows in every table."""
    with bare(full_book) as database:
        database.execute(f"PRAGMA recursive_triggers={request.param}")
        yield database


def _columns(book: sqlite3.Connection, table: str) -> list[str]:
    return [name for _, name, *_ in book.execute(f"PRAGMA table_info({table})")]


def _check_refused(book: sqlite3.Connection, statement: str) -> None:
    before = list(book.iterdump())

    with pytest.raises(sqlite3.IntegrityError):
        book.execute(statement)

    assert before == list(book.iterdump())


@pytest.mark.parametrize("table", TABLES)
def test_the_sample_has_a_row_in_every_table(book: sqlite3.Connection, table: str) -> None:
    """Otherwise the tests below would pass on nothing."""
    (count,) = book.execute(f"SELECT count(*) FROM {table}").fetchone()

    assert count > 0


@pytest.mark.parametrize("table", [table for table in TABLES if table not in EDITED])
def test_no_column_of_a_kept_row_is_updated(book: sqlite3.Connection, table: str) -> None:
    """Not even to what it was."""
    for column in _columns(book, table):
        _check_refused(book, f'UPDATE {table} SET "{column}" = "{column}"')


@pytest.mark.parametrize(
    ("table", "column"), [(table, name) for table, names in EDITED.items() for name in names]
)
@pytest.mark.parametrize("way", ["UPDATE", "UPDATE OR REPLACE"])
def test_what_a_row_is_called_is_final_where_the_rest_is_edited(
    book: sqlite3.Connection, table: str, column: str, way: str
) -> None:
    """A row that took the name of another would push it out."""
    value = f"(SELECT max({column}) || '1' FROM {table})"
    _check_refused(book, f"{way} {table} SET {column} = {value}")


@pytest.mark.parametrize("table", TABLES)
def test_no_row_is_deleted(book: sqlite3.Connection, table: str) -> None:
    """Not one, and not all."""
    (first, *_) = _columns(book, table)
    _check_refused(book, f"DELETE FROM {table} WHERE {first} = (SELECT min({first}) FROM {table})")
    _check_refused(book, f"DELETE FROM {table}")


@pytest.mark.parametrize("table", TABLES)
def test_no_row_is_replaced(book: sqlite3.Connection, table: str) -> None:
    """Replacing deletes without a trigger unless triggers are recursive: the insert is stopped."""
    _check_refused(book, f"INSERT OR REPLACE INTO {table} SELECT * FROM {table}")


@pytest.mark.parametrize(("table", "row"), UNIQUE.items())
def test_no_row_is_replaced_under_a_new_number(
    book: sqlite3.Connection, table: str, row: str
) -> None:
    """A new row that clashes with another in a unique column would push it out."""
    rest = ", ".join(f'"{name}"' for name in _columns(book, table) if name != "id")
    _check_refused(
        book,
        f"INSERT OR REPLACE INTO {table} (id, {rest}) "
        f"SELECT (SELECT max(id) + 1 FROM {table}), {rest} FROM {table} WHERE {row} LIMIT 1",
    )


def test_an_entry_is_not_replaced_under_its_key(book: sqlite3.Connection) -> None:
    """The key of a script is unique too."""
    book.execute(
        "INSERT INTO entry (id, side, program, year, plan_year, date, kind, amount, key, log) "
        "SELECT max(id) + 1, 'allocation', 2, 2021, 2021, '2021-01-01', 'supplement', 1, 'k', 1 "
        "FROM entry"
    )

    _check_refused(
        book,
        "INSERT OR REPLACE INTO entry (id, side, program, year, plan_year, date, kind, amount, key,"
        " log) SELECT max(id) + 1, 'allocation', 2, 2021, 2021, '2021-01-01', 'supplement', 2, 'k',"
        " 1 FROM entry",
    )


@pytest.mark.parametrize("number", ["NULL", "1", "100"])
def test_an_entry_takes_the_next_number_and_no_other(book: sqlite3.Connection, number: str) -> None:
    """Nothing is left to the database to number, and no gap can be made."""
    _check_refused(
        book,
        "INSERT INTO entry (id, side, program, year, plan_year, date, kind, amount, log) VALUES "
        f"({number}, 'allocation', 2, 2021, 2021, '2021-01-01', 'supplement', 1, 1)",
    )


@pytest.mark.parametrize(
    ("amount", "program", "reverses"),
    [(-299, 2, 3), (-300, 3, 3), (-50, 2, 4), (50, 2, 5), (-300, 2, 99)],
    ids=["other amount", "other line", "second time", "of a reversal", "of nothing"],
)
def test_a_reversal_that_is_none_is_refused(
    book: sqlite3.Connection, amount: int, program: int, reverses: int
) -> None:
    """It is the opposite of one entry on its line, once."""
    _check_refused(
        book,
        "INSERT INTO entry (id, side, program, year, plan_year, date, kind, amount, reverses, log)"
        f" SELECT max(id) + 1, 'disbursement', {program}, 2021, 2021, '2021-11-15', 'payment', "
        f"{amount}, {reverses}, 1 FROM entry",
    )


def test_a_voucher_that_stands_is_refused(book: sqlite3.Connection) -> None:
    """The same number, programme, day, amount and place a second time."""
    columns = ", ".join(name for name in _columns(book, "entry") if name != "id")
    again = (
        f"INSERT INTO entry (id, {columns}) SELECT (SELECT max(id) + 1 FROM entry), {columns} "
        "FROM entry WHERE voucher = '{voucher}' AND reverses IS NULL"
    )
    _check_refused(book, again.format(voucher="PC-01"))

    book.execute(again.format(voucher="PC-02"))  # that one was reversed


def test_more_than_was_recommended_is_not_recovered(book: sqlite3.Connection) -> None:
    """150 of 200 came back; 50 more are taken and 51 are not."""
    more = (
        "INSERT INTO recovery (id, finding, amount, date, log) "
        "SELECT max(id) + 1, 1, {amount}, '2021-11-15', 1 FROM recovery"
    )
    _check_refused(book, more.format(amount=51))

    book.execute(more.format(amount=50))


def test_there_is_one_book_in_a_book(book: sqlite3.Connection) -> None:
    """Its identity is part of every seal."""
    _check_refused(book, "INSERT INTO book VALUES (1, 'x', '2021-11-15T05:00:00Z', 1, 1)")


def test_no_entry_of_a_closed_year_is_taken(book: sqlite3.Connection) -> None:
    """The file itself refuses it; the year of the sample that is closed is 2019."""
    _check_refused(
        book,
        "INSERT INTO entry (id, side, program, year, plan_year, date, kind, amount, log) SELECT "
        "max(id) + 1, 'allocation', 2, 2019, 2019, '2019-01-01', 'supplement', 1, 1 FROM entry",
    )


# What belongs to 2019, the closed year of the sample; entry 1 and inspection 1 are of other years.
OF_A_CLOSED_YEAR = {
    "inspection": "code, code_key, title, kind, basis, year) SELECT max(id) + 1, 'N', 'n', 'N', "
    "'check', 'planned', {year}",
    "stage": "inspection, stage, date) SELECT max(id) + 1, 1, 'planned', '{year}-05-05'",
    "recovery": "finding, amount, date) SELECT max(id) + 1, 1, 1, '{year}-05-05'",
    "target": "activity, year, thousandths) SELECT max(id) + 1, 1, {year}, 1",
    "record": "activity, year, date, thousandths, estimate) SELECT max(id) + 1, 1, {year}, "
    "'2021-05-05', 1, 0",
    "remark": "year, section, text) SELECT max(id) + 1, {year}, 'causes', 'Thiếu người.'",
    "opening": "program, plan_year, until, paid, advances) SELECT max(id) + 1, 2, {year} - 1, "
    "{year} - 1, 1, 0",
}


@pytest.mark.parametrize(("table", "row"), OF_A_CLOSED_YEAR.items())
def test_nothing_else_of_a_closed_year_is_taken(
    book: sqlite3.Connection, table: str, row: str
) -> None:
    """Results, inspections, remarks and what counts before it; those of an open year are."""
    add = f"INSERT INTO {table} (log, id, {row.replace(' SELECT ', ' SELECT 1, ', 1)} FROM {table}"
    _check_refused(book, add.format(year=2019))

    book.execute(add.format(year=2020))


def test_what_is_said_of_a_closed_year_stays_as_it_is(book: sqlite3.Connection) -> None:
    """No finding in an inspection that was concluded in it, no text of its entries put right."""
    close = "INSERT INTO closing (id, year, action, date, log) SELECT max(id) + 1, {}, 'close', "
    close += "'2022-02-15', 1 FROM closing"
    found = (
        "INSERT INTO finding (id, inspection, number, amount, action, log) SELECT max(id) + 1, 1, "
        "max(number) + 1, 1, 'other', 1 FROM finding"
    )
    righted = (
        "INSERT INTO amendment (id, entry, note, reason, log) SELECT max(id) + 1, 3, 'x', 'y', 1 "
        "FROM amendment"
    )
    book.execute(found)
    book.execute(righted)
    book.execute(
        "INSERT INTO stage (id, inspection, stage, date, log) SELECT max(id) + 1, 1, 'concluded', "
        "'2020-05-05', 1 FROM stage"
    )
    for year in (2020, 2021):
        book.execute(close.format(year))

    _check_refused(book, found)
    _check_refused(book, righted)


def test_an_import_is_taken_back_once(book: sqlite3.Connection) -> None:
    """And what takes one back is no import."""
    undo = (
        "INSERT INTO batch (id, noun, file, digest, rows, undoes, reason, log) SELECT "
        "max(id) + 1, 'disburse', file, digest, 2, {undoes}, 'nhầm', 1 FROM batch"
    )
    book.execute(undo.format(undoes=1))

    _check_refused(book, undo.format(undoes=1))
    _check_refused(book, undo.format(undoes=2))
