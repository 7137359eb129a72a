"""What stands beside a book: its journal, tidied away, mixed up or left behind."""

from __future__ import annotations

import shutil
from contextlib import suppress
from pathlib import Path

import pytest
from tests.books import count_entries, digest, paid, signed
from tests.findings import found

from ethnictrack.book.backends.sqlite import SETTINGS
from ethnictrack.book.opening import write_book
from ethnictrack.errors.book import DamagedBookError

_MANY = 60


class _KilledError(Exception):
    """The end of a command that was killed."""


@pytest.fixture
def torn(full_book: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a copy of a book amid a command: pages of two states, the journal beside it."""
    monkeypatch.setitem(SETTINGS, "synchronous", "OFF")  # nobody cuts the power of a test
    copy = full_book.with_name("copy.sqlite")
    with suppress(_KilledError), write_book(full_book, signed()) as book:
        # So that pages reach the file long before the command ends.
        book.journal.connection.exec_driver_sql("PRAGMA cache_size=1")
        for number in range(_MANY):
            paid(book, 1, voucher=f"V-{number}")
        shutil.copy(full_book, copy)
        shutil.copy(f"{full_book}-journal", f"{copy}-journal")
        raise _KilledError
    assert digest(copy) != digest(full_book)
    return copy


def _noticed(book: Path) -> bool:
    """Say whether a book is refused, or something is found in it."""
    try:
        return found(book) != []
    except DamagedBookError:
        return True


def test_a_journal_that_is_there_brings_the_book_back(torn: Path, full_book: Path) -> None:
    """Otherwise the tests below would show nothing."""
    assert not _noticed(torn)
    assert count_entries(torn) == count_entries(full_book)


def test_a_journal_that_was_tidied_away_is_noticed(torn: Path) -> None:
    """The half of a command that reached the file is not taken for a book."""
    torn.with_name(f"{torn.name}-journal").unlink()

    assert _noticed(torn)


def test_a_book_renamed_away_from_its_journal_is_noticed(torn: Path) -> None:
    """The journal is not found under the new name."""
    assert _noticed(torn.rename(torn.with_name("renamed.sqlite")))


def test_a_copy_taken_in_the_middle_is_noticed(torn: Path) -> None:
    """It has pages from before and after, whoever copied them."""
    copy = Path(shutil.copy(torn, torn.with_name("taken.sqlite")))

    assert _noticed(copy)


def test_a_strange_journal_changes_nothing(torn: Path, full_book: Path) -> None:
    """Left behind by a book that stood here before, it has no page of this one."""
    entries = count_entries(full_book)
    journal = torn.with_name(f"{torn.name}-journal")
    other = Path(shutil.copy(full_book, full_book.with_name("other.sqlite")))
    for content in (b"", bytes(512), b"\0" * 28 + journal.read_bytes()[28:512]):
        other.with_name(f"{other.name}-journal").write_bytes(content)

        assert found(other) == []
        assert count_entries(other) == entries
