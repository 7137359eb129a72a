"""Verifying: each attack on a book is found and placed; what needs a printed line says so."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from tests.books import NOON, allocated, bare, paid, signed, tamper

from ethnictrack.actions.closing import close_year, reopen_year
from ethnictrack.actions.verify import Verified, verify
from ethnictrack.domain.checkpoint import Checkpoint, checkpoint, read_checkpoint
from ethnictrack.domain.dates import vietnam_day
from ethnictrack.domain.errors.trust import CheckpointFormError, YearClosedError, YearOpenError
from ethnictrack.store.opening import read_book, write_book


def _verified(path: Path, against: Checkpoint | None = None) -> Verified:
    with read_book(path) as book:
        return verify(book, against)


def _found(path: Path, against: Checkpoint | None = None) -> set[tuple[str, str]]:
    return {(each.code, each.where) for each in _verified(path, against).findings}


@pytest.mark.parametrize(
    ("attack", "expected"),
    [
        ("UPDATE log SET body = '{\"changes\":[]}' WHERE seq = 3", ("broken-seal", "log/3")),
        ("DELETE FROM log WHERE seq = 3", ("gap", "log/4")),
        ("UPDATE entry SET amount = 301 WHERE id = 3", ("altered-row", "entry/3 amount")),
        ("DELETE FROM entry WHERE id = 7", ("missing-row", "entry/7")),
    ],
)
def test_a_change_behind_the_triggers_is_found_and_placed(
    full_book: Path, attack: str, expected: tuple[str, str]
) -> None:
    """Whatever was changed, in the log or in the books."""
    tamper(full_book, attack)

    assert expected in _found(full_book)


def test_an_old_copy_put_back_is_found_by_the_printed_line_alone(
    full_book: Path, tmp_path: Path
) -> None:
    """By itself it is a sound book."""
    old = Path(shutil.copy(full_book, tmp_path / "old.sqlite"))
    with write_book(full_book, signed()) as book:
        allocated(book, 5)
    printed = _verified(full_book).checkpoint

    assert _found(old) == set()
    assert _found(old, printed) == {("cut-off", f"log/{printed.seq}")}


def test_a_history_written_anew_is_found_by_the_printed_line_alone(
    fresh_book: Path, tmp_path: Path
) -> None:
    """Every seal of it is right; only the paper knows the other one."""
    forged = Path(shutil.copy(fresh_book, tmp_path / "forged.sqlite"))
    for path, amount in ((fresh_book, 5), (forged, 6)):
        with write_book(path, signed()) as book:
            allocated(book, amount)
    printed = _verified(fresh_book).checkpoint

    assert _found(fresh_book, printed) == set()
    assert _found(forged, printed) == {("other-history", "log/2")}


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
        close_year(book, 2021, on=today, today=today)
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
