"""Verifying, its checkpoints, and closed years; attacks on a book are in tests/reliability."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.books import NOON, allocated, bare, paid, signed, tamper

from ethnictrack.audit.checkpoint import CheckpointFormError, checkpoint, read_checkpoint
from ethnictrack.book.opening import read_book, write_book
from ethnictrack.services.closed_year import YearClosedError
from ethnictrack.services.closing import YearOpenError, close_year, reopen_year
from ethnictrack.services.verify import verify, verify_since
from ethnictrack.values.dates import vietnam_day


def _found(path: Path) -> set[tuple[str, str]]:
    with read_book(path) as book:
        return {(each.code, each.where) for each in verify(book).findings}


def test_an_entry_that_is_gone_is_found_and_named(full_book: Path) -> None:
    """The attacks of tests/reliability change entries and cut records; this one takes one out."""
    tamper(full_book, "DELETE FROM entry WHERE id = 7")

    assert _found(full_book) == {("missing-row", "entry/7")}


def _found_since(path: Path, seq: int) -> set[tuple[str, str]]:
    with read_book(path) as book:
        printed = checkpoint(seq, str(book.log.seal_of(seq)))
        return {(each.code, each.where) for each in verify_since(book, printed).findings}


def test_what_follows_a_checkpoint_is_verified_alone(full_book: Path) -> None:
    """From every record on a sound book is sound; what is older than it is not looked at."""
    with read_book(full_book) as book:
        last, _ = book.log.head()
        (record,) = (row["log"] for row in book.audit.rows("entry") if row["id"] == 7)
    assert [each for each in range(1, last + 1) if _found_since(full_book, each)] == []

    tamper(full_book, "UPDATE entry SET amount = amount + 1 WHERE id = 7")

    assert _found_since(full_book, record - 1) == {("altered-row", "entry/7 amount")}
    assert _found_since(full_book, record) == set()


def test_a_log_that_was_written_anew_since_a_checkpoint_is_found(full_book: Path) -> None:
    """A record that follows it, or the one it stands for."""
    with read_book(full_book) as book:
        last, sealed = book.log.head()
    tamper(full_book, "UPDATE log SET actor = 'Mai' WHERE seq = (SELECT max(seq) FROM log)")

    assert _found_since(full_book, last - 2) == {("broken-seal", f"log/{last}")}
    with read_book(full_book) as book:
        other = verify_since(book, checkpoint(last - 1, sealed)).findings
        cut = verify_since(book, checkpoint(last + 1, sealed)).findings
    assert [each.code for each in (*other, *cut)] == ["other-history", "cut-off"]


def test_a_checkpoint_is_forgiven_how_it_was_typed() -> None:
    """O and 0, I and 1, case, blanks and dashes."""
    printed = checkpoint(101, "0f" * 32)
    typed = str(printed).lower().replace("o", "0").replace("i", "1").replace("-", " ")

    assert read_checkpoint(typed) == printed
    assert read_checkpoint(str(printed).replace("101", "IOl")) == printed


@pytest.mark.parametrize("typed", ["", "ABCDE", "8" * 21, "A" * 20, "A" * 200])
def test_what_is_no_checkpoint_is_refused(typed: str) -> None:
    """Before the book is opened."""
    with pytest.raises(CheckpointFormError):
        read_checkpoint(typed)


def test_a_closed_year_takes_no_entry_until_it_is_opened_again(fresh_book: Path) -> None:
    """By the rule, and by the database for whoever goes round it."""
    today = vietnam_day(NOON)
    with write_book(fresh_book, signed()) as book:
        allocated(book, 100)
        close_year(book, 2021, on=today, today=today, anyway="chờ")
    with write_book(fresh_book, signed()) as book, pytest.raises(YearClosedError):
        paid(book, 10)
    with bare(fresh_book) as database, pytest.raises(Exception, match="closed"):
        database.execute(
            "INSERT INTO entry (id, side, program, year, plan_year, date, kind, amount, log) "
            "VALUES (2, 'disbursement', 2, 2021, 2021, '2021-11-15', 'payment', 1, 1)"
        )
    with write_book(fresh_book, signed()) as book:
        reopen_year(book, 2021, "quyết toán")
        paid(book, 10)
        with pytest.raises(YearOpenError):
            reopen_year(book, 2021, "lần nữa")

    assert _found(fresh_book) == set()
