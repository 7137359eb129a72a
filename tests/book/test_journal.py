"""The log: one sealed record a command, with every row it wrote."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from tests.books import IDENTITY, NOON, allocated, bare, paid, signed

from ethnictrack.audit.log import GENESIS, digest, seal
from ethnictrack.book.journal import AT_ONCE
from ethnictrack.book.opening import read_book, write_book
from ethnictrack.book.tables.book import CLOSING
from ethnictrack.nouns.place import Level, Place

if TYPE_CHECKING:
    from ethnictrack.audit.log import LogEntry
    from ethnictrack.book.opening import Book


def _newest(path: Path) -> LogEntry:
    with read_book(path) as book:
        *_, newest = book.log.entries()
    return newest


def test_a_command_leaves_one_record_of_all_it_wrote(fresh_book: Path) -> None:
    """Who, when, with which command, and every row in the order written."""
    with write_book(fresh_book, signed("disburse import", actor="Hoa")) as book:
        allocated(book, 100)
        paid(book, 40)

    newest = _newest(fresh_book)
    assert (newest.actor, newest.command, newest.at) == ("Hoa", "disburse import", NOON)
    assert [change.subject for change in newest.changes] == ["entry/1", "entry/2"]
    assert [change.after["amount"] for change in newest.changes] == [100, 40]


def test_a_new_row_is_logged_whole(fresh_book: Path) -> None:
    """Every column but the number of the record itself, which the record has."""
    with write_book(fresh_book, signed()) as book:
        allocated(book, 100)
        (row,) = book.audit.rows("entry")

    (change,) = _newest(fresh_book).changes
    assert change.before is None
    assert change.after == {name: value for name, value in row.items() if name != "log"}
    assert row["log"] == _newest(fresh_book).seq


def test_a_change_is_logged_with_what_was_there_before(fresh_book: Path) -> None:
    """Only the columns that changed, and the row points to the newest record."""
    with write_book(fresh_book, signed()) as book:
        book.settings.put("signer", "Nông Văn A")
    with write_book(fresh_book, signed("book settings")) as book:
        book.settings.put("signer", "Nông Thị B")

    (change,) = _newest(fresh_book).changes
    assert change.subject == "setting/signer"
    assert change.before == {"value": "Nông Văn A"}
    assert change.after == {"value": "Nông Thị B"}
    with read_book(fresh_book) as book:
        (row,) = book.audit.rows("setting")
    assert row["log"] == _newest(fresh_book).seq


def test_what_is_put_again_as_it_was_is_no_change(fresh_book: Path) -> None:
    """No record is made of it."""
    with write_book(fresh_book, signed()) as book:
        book.settings.put("signer", "Nông Văn A")
        before = book.journal.seq

    with write_book(fresh_book, signed()) as book:
        book.settings.put("signer", "Nông Văn A")

    assert before == _newest(fresh_book).seq


def test_each_record_seals_the_one_before(full_book: Path) -> None:
    """Numbers without a gap, links from the first to the last, hashes that come out again."""
    with read_book(full_book) as book:
        records = list(book.log.records())
        head = book.log.head()

    assert list(range(1, len(records) + 1)) == [record.seq for record, _ in records]
    links = [GENESIS, *(sealed for _, sealed in records)]
    assert links[:-1] == [record.previous for record, _ in records]
    assert links[1:] == [seal(record) for record, _ in records]
    assert (len(records), links[-1]) == head
    assert {IDENTITY} == {record.book for record, _ in records}


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("seq", 9),
        ("revision", 9),
        ("at", "2020-01-01T00:00:00Z"),
        ("actor", "x"),
        ("command", "x"),
        ("body", "{}"),
        ("previous", "f" * 64),
        ("book", "x"),
    ],
)
def test_the_seal_covers_every_part_of_a_record(
    full_book: Path, column: str, value: object
) -> None:
    """Whatever is altered, another hash comes out."""
    with read_book(full_book) as book:
        record, sealed = next(book.log.records())
    facts = {name: getattr(record, name) for name in type(record).__slots__}

    assert sealed != seal(type(record)(**{**facts, column: value}))


def test_a_body_is_written_one_way_only(full_book: Path) -> None:
    """Keys in order, no blanks, letters as they are: two programs hash the same."""
    with read_book(full_book) as book:
        bodies = [record.body for record, _ in book.log.records()]

    again = [
        json.dumps(json.loads(body), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        for body in bodies
    ]
    assert again == bodies


def test_the_log_is_asked_by_day_actor_and_subject(fresh_book: Path) -> None:
    """Days are those of Viet Nam; names in any case; a subject is a row or a table."""
    late = datetime(2021, 11, 15, 17, 30, tzinfo=UTC)  # already the 16th in Viet Nam
    with write_book(fresh_book, signed("one", actor="Hoa")) as book:
        allocated(book, 100)
    with write_book(fresh_book, signed("two", at=late)) as book:
        paid(book, 10)

    def asked(look: Callable[[Book], object]) -> object:
        with read_book(fresh_book) as book:
            return look(book)

    assert asked(lambda book: _commands(book, since=date(2021, 11, 16))) == ["two"]
    assert asked(lambda book: _commands(book, actor="HOA")) == ["one"]
    assert asked(lambda book: _commands(book, subject="entry")) == ["one", "two"]
    assert asked(lambda book: _commands(book, subject="entry/2")) == ["two"]
    assert asked(lambda book: _commands(book, subject="entry/3")) == []


def _commands(
    book: Book,
    since: date | None = None,
    actor: str | None = None,
    subject: str | None = None,
) -> list[str]:
    return [entry.command for entry in book.log.entries(since, actor, subject)]


def test_rows_are_numbered_without_a_gap_across_commands(fresh_book: Path) -> None:
    """A number dropped with its command is given to the next."""
    with write_book(fresh_book, signed()) as book:
        first = [allocated(book, 100), allocated(book, 100)]
    with write_book(fresh_book, signed(), dry_run=True) as book:
        allocated(book, 100)
    with write_book(fresh_book, signed(at=NOON + timedelta(hours=1))) as book:
        then = allocated(book, 100)

    assert [*first, then] == [1, 2, 3]


def test_an_empty_log_begins_with_nothing(fresh_book: Path) -> None:
    """The head of a log without records is the mark every first record points to."""
    with bare(fresh_book) as database:
        database.execute("DROP TRIGGER log_no_delete")
        database.execute("DELETE FROM log")

    with read_book(fresh_book) as book:
        assert book.log.head() == (0, GENESIS)


def test_a_record_that_does_not_follow_is_refused_by_the_file(full_book: Path) -> None:
    """Whoever writes into the log by another door has to know the head."""
    row = (99, 1, "2021-11-15T05:00:00Z", "x", "x", "{}", "0" * 64, "1" * 64, 1)

    with bare(full_book) as database, pytest.raises(sqlite3.IntegrityError, match="follows"):
        database.execute("INSERT INTO log VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", row)


def test_a_long_command_is_logged_in_pages(fresh_book: Path) -> None:
    """Its record seals the digest of each page, and tells the same as without them."""
    with write_book(fresh_book, signed()) as book:
        book.journal.page_rows = 2
        for _ in range(5):
            allocated(book, 100)

    with read_book(fresh_book) as book:
        *_, (record, _) = book.log.records()
        pages = [list(pages) for _, pages in book.audit.log()][-1]

    assert [sealed for _, sealed in pages] == json.loads(record.body)["pages"]
    assert [digest(body) for body, _ in pages] == [sealed for _, sealed in pages]
    assert [len(json.loads(body)["changes"]) for body, _ in pages] == [2, 2, 1]
    changes = [change.subject for change in _newest(fresh_book).changes]
    assert changes == [f"entry/{number}" for number in range(1, 6)]


def test_many_rows_are_written_as_one_by_one(fresh_book: Path) -> None:
    """The same numbers, the same rows, the same log."""
    rows = [
        {"year": year, "action": "close", "date": f"{year + 1}-02-15", "reason": None}
        for year in (2018, 2019)
    ]
    with write_book(fresh_book, signed(), dry_run=True) as book:
        for row in rows:
            book.journal.insert(CLOSING, **row)
        one_by_one = list(book.audit.rows("closing"))
    with write_book(fresh_book, signed()) as book:
        book.journal.insert_all(CLOSING, [dict(row) for row in rows])
        at_once = list(book.audit.rows("closing"))

    assert one_by_one == at_once
    assert [change.after["year"] for change in _newest(fresh_book).changes] == [2018, 2019]


def test_rows_of_several_statements_follow_one_another(fresh_book: Path) -> None:
    """More than one statement holds, and no whole number of them."""
    count = 2 * AT_ONCE + 1
    wanted = [Place(id=0, code=f"P{n}", name=f"Xã {n}", level=Level.COMMUNE) for n in range(count)]
    with write_book(fresh_book, signed()) as book:
        before = max(each.id for each in book.places)
        numbers = book.registers.add_places(wanted)

    assert numbers == [*range(before + 1, before + count + 1)]
    with read_book(fresh_book) as book:
        assert [book.places[number].name for number in numbers] == [each.name for each in wanted]
    told = [change.after for change in _newest(fresh_book).changes]
    assert [(each["id"], each["name"]) for each in told] == [
        (number, each.name) for number, each in zip(numbers, wanted, strict=True)
    ]
