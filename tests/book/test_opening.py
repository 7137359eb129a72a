"""An open book: the settings of each connection, and one transaction, kept whole or not at all."""

from __future__ import annotations

import sqlite3
import time
from pathlib import Path

import pytest
from sqlalchemy import text
from tests.books import allocated, bare, count_entries, digest, paid, signed, tamper

from ethnictrack.book.backends.sqlite import SETTINGS
from ethnictrack.book.opening import backend_of, read_book, write_book
from ethnictrack.book.tables.register import PROGRAM
from ethnictrack.errors.book import BusyError, DamagedBookError, OlderBookError
from ethnictrack.errors.entries import OverPlanError

_READ_BACK = {
    "foreign_keys": 1,
    "recursive_triggers": 1,
    "cell_size_check": 1,
    "trusted_schema": 0,
    "synchronous": 3,  # EXTRA
    "journal_mode": "delete",
    "fullfsync": 1,
    "cache_size": -65536,
    "busy_timeout": 1500,
    "locking_mode": "normal",
}


def test_every_setting_is_tested_here() -> None:
    """Whoever adds one adds what it reads back as."""
    assert SETTINGS.keys() <= _READ_BACK.keys()


@pytest.mark.parametrize(("name", "expected"), _READ_BACK.items())
def test_each_setting_holds_in_a_connection_of_the_program(
    fresh_book: Path, name: str, expected: object
) -> None:
    """None of them sticks to the file, so each connection has to have made them."""
    with backend_of(fresh_book).engine(1.5).connect() as connection:
        found = connection.scalar(text(f"PRAGMA {name}"))

    assert expected == found


def test_opening_a_connection_creates_no_file(tmp_path: Path) -> None:
    """Even where nobody looked before: a mistyped path stays empty."""
    with (
        pytest.raises(Exception, match="unable to open"),
        backend_of(tmp_path / "x").engine(1).connect(),
    ):
        pass

    assert list(tmp_path.iterdir()) == []


def test_what_a_command_wrote_is_there_for_the_next(fresh_book: Path) -> None:
    """The block ended well, so it is kept."""
    with write_book(fresh_book, signed()) as book:
        number = allocated(book, 100)

    with read_book(fresh_book) as book:
        posted = book.ledger.get(number)
    assert posted is not None
    assert (posted.actor, posted.entry.amount.value) == ("Lan", 100)


def test_a_refused_command_leaves_the_file_as_it_was(fresh_book: Path) -> None:
    """Byte for byte, though entries before the refused one were written."""
    before = digest(fresh_book)

    def spend_too_much() -> None:
        with write_book(fresh_book, signed()) as book:
            allocated(book, 100)
            paid(book, 101)

    with pytest.raises(OverPlanError):
        spend_too_much()

    assert before == digest(fresh_book)


def test_a_dry_run_leaves_the_file_as_it_was(fresh_book: Path) -> None:
    """The same work is done, numbers and all, and then dropped."""
    before = digest(fresh_book)

    with write_book(fresh_book, signed(), dry_run=True) as book:
        number = allocated(book, 100)

    assert number == 1
    assert before == digest(fresh_book)


def test_a_command_that_writes_nothing_leaves_the_file_as_it_was(fresh_book: Path) -> None:
    """No empty record, and no newer time in the header."""
    before = digest(fresh_book)

    with write_book(fresh_book, signed()) as book:
        list(book.log.entries())

    assert before == digest(fresh_book)


@pytest.mark.parametrize("failure", [ZeroDivisionError, KeyboardInterrupt, SystemExit])
def test_a_command_that_fails_in_the_middle_keeps_nothing(
    fresh_book: Path, failure: type[BaseException]
) -> None:
    """Whatever it was, and the next command works at once."""
    before = digest(fresh_book)

    def stop_half_way() -> None:
        with write_book(fresh_book, signed()) as book:
            allocated(book, 100)
            raise failure

    with pytest.raises(failure):
        stop_half_way()

    assert before == digest(fresh_book)
    with write_book(fresh_book, signed(), wait=0) as book:
        allocated(book, 100)
    assert count_entries(fresh_book) == 1


def test_a_reading_command_keeps_nothing_it_writes(fresh_book: Path) -> None:
    """Nobody signed for it."""
    before = digest(fresh_book)

    with read_book(fresh_book) as book:
        book.settings.put("signer", "Nông Văn A")

    assert before == digest(fresh_book)


def test_two_writers_do_not_write_at_once(fresh_book: Path) -> None:
    """The second is told within the time it was ready to wait, and leaves nothing."""
    with bare(fresh_book) as other:
        other.execute("BEGIN IMMEDIATE")
        asked = time.monotonic()
        with pytest.raises(BusyError) as refusal, write_book(fresh_book, signed(), wait=0.2):
            pass
        waited = time.monotonic() - asked

    assert refusal.value.exit == 4
    assert 0.1 < waited < 2


def test_a_writer_holds_the_book_before_it_reads(fresh_book: Path) -> None:
    """Plan and payments it compares cannot change until it is done."""
    with write_book(fresh_book, signed()), bare(fresh_book) as other:
        with pytest.raises(sqlite3.OperationalError, match="locked"):
            other.execute("BEGIN IMMEDIATE")

        assert other.execute("PRAGMA journal_mode").fetchone()[0] == "delete"


def test_a_reader_sees_one_state_of_the_book(fresh_book: Path) -> None:
    """A writer that comes in between waits, or gives up; the figures agree with each other."""
    with read_book(fresh_book) as reader:
        before = reader.ledger.count()
        with (
            pytest.raises(BusyError),
            write_book(fresh_book, signed(), wait=0.1) as writer,
        ):
            allocated(writer, 100)
        after = reader.ledger.count()

    assert before == after
    assert count_entries(fresh_book) == before


def test_a_reader_does_not_see_what_is_not_kept_yet(fresh_book: Path) -> None:
    """Half a command is nothing."""
    with write_book(fresh_book, signed()) as writer:
        allocated(writer, 100)
        assert count_entries(fresh_book) == 0

    assert count_entries(fresh_book) == 1


def test_a_book_upgraded_while_we_waited_is_looked_at_again(
    fresh_book: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The revision is read inside the transaction too; the header may be an old one."""
    with bare(fresh_book) as other:
        other.execute("PRAGMA user_version=0")
    looks: list[Path] = []
    monkeypatch.setattr("ethnictrack.book.backends.sqlite.inspect_file", looks.append)

    with write_book(fresh_book, signed()):
        pass

    assert len(looks) == 3
    monkeypatch.undo()
    with pytest.raises(OlderBookError), write_book(fresh_book, signed()):
        pass


def test_text_that_is_no_text_is_damage_and_not_a_defect(full_book: Path) -> None:
    """A flipped bit in a name is refused in our own words."""
    tamper(full_book, "UPDATE program SET name = CAST(x'C3' AS TEXT) WHERE id = 2")

    with pytest.raises(DamagedBookError), read_book(full_book) as book:
        list(book.programs)


def test_a_page_of_rubbish_is_damage_and_not_a_defect(full_book: Path) -> None:
    """The size is right, so only the reading finds it."""
    content = bytearray(full_book.read_bytes())
    content[4096 * 2 :] = b"\x5a" * (len(content) - 4096 * 2)
    full_book.write_bytes(content)

    with pytest.raises(DamagedBookError), read_book(full_book) as book:
        list(book.log.entries())


@pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="no list of open files here")
@pytest.mark.parametrize("damage", ["its schema is no text", "its schema is none"])
def test_a_book_that_cannot_be_opened_is_left_closed(full_book: Path, damage: str) -> None:
    """No file stays open behind a refusal, however long somebody looks at it."""
    text = "CAST(x'43C3' AS TEXT)" if damage.endswith("text") else "'CREATE TABLE x'"
    with bare(full_book) as database:
        database.execute("PRAGMA writable_schema=ON")
        database.execute(f"UPDATE sqlite_master SET sql = {text} WHERE name = 'remark'")  # noqa: S608

    with pytest.raises(DamagedBookError) as refusal, read_book(full_book):
        pass

    opened = [path.resolve() for path in Path("/proc/self/fd").iterdir()]
    assert full_book not in opened
    assert refusal.value.exit == 3


def test_a_rule_of_the_file_that_ours_missed_is_a_defect(fresh_book: Path) -> None:
    """It is shown as what it is, and nothing is kept."""
    before = digest(fresh_book)

    def take_a_code_again() -> None:
        with write_book(fresh_book, signed()) as book:
            book.settings.put("signer", "A")
            book.journal.insert(PROGRAM, code="DA1", code_key="da1", name="X", kind="work")

    with pytest.raises(sqlite3.IntegrityError):
        take_a_code_again()

    assert before == digest(fresh_book)
