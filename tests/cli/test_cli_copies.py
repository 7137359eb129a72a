"""Copies: whole while others write, proved before they are trusted, never over a book."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest
from tests.books import digest, tamper
from tests.shell import ok, run

from ethnictrack.book.lock import MODES, OWNER_ONLY

CLOSE = ("book", "close", "2021", "--on", "25/11/2021", "--anyway", "chờ chuyển nguồn", "--json")


def test_a_copy_is_the_book(full_book: Path) -> None:
    """The same reports, the same checkpoint; its owner alone can read it."""
    copy = full_book.with_name("copy.sqlite")

    made = ok("book", "backup", str(copy), "--json", book=full_book).data

    assert made["digest"] == digest(copy)
    assert made["checkpoint"] == ok("book", "info", "--json", book=copy).data["checkpoint"]
    assert not MODES or stat.S_IMODE(copy.stat().st_mode) == OWNER_ONLY
    asked = ("report", "rates", "--year", "2021", "--json")
    assert ok(*asked, book=copy).data == ok(*asked, book=full_book).data
    assert sorted(path.name for path in copy.parent.iterdir()) == ["book.sqlite", "copy.sqlite"]


def test_a_copy_is_never_made_over_a_file(full_book: Path) -> None:
    """Not over another copy, and not over the book."""
    before = digest(full_book)

    ran = run("book", "backup", str(full_book), "--json", book=full_book)

    assert (ran.code, ran.error["code"], digest(full_book)) == (2, "output-is-book", before)


def test_a_book_comes_back_from_its_copy(full_book: Path) -> None:
    """What stood in its place is kept beside it."""
    copy = full_book.with_name("copy.sqlite")
    ok("book", "backup", str(copy), book=full_book)
    ok("activity", "add", "MOI", "Chỉ tiêu mới", "--unit", "cuốn", book=full_book)
    later = digest(full_book)

    refused = run("book", "restore", str(copy), "--json", book=full_book)
    done = ok("book", "restore", str(copy), "--replace", "--json", book=full_book).data

    assert (refused.code, refused.error["code"]) == (1, "book-in-the-way")
    assert digest(Path(done["kept"])) == later
    assert ok("book", "info", "--json", book=full_book).data["checkpoint"] == done["checkpoint"]
    assert ok("book", "verify", book=full_book).code == 0
    ok("activity", "add", "MOI", "Chỉ tiêu mới", "--unit", "cuốn", book=full_book)


def test_a_restoration_cut_off_at_its_last_moment_leaves_the_book_as_it_was(
    full_book: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With one name, which any command opens; the copy of it that was made does no harm."""
    copy, before = full_book.with_name("copy.sqlite"), digest(full_book)
    ok("book", "backup", str(copy), book=full_book)

    def cut_off(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as moment:
        moment.setattr(Path, "replace", cut_off)
        run("book", "restore", str(copy), "--replace", book=full_book)

    assert digest(full_book) == before
    assert full_book.stat().st_nlink == 1
    assert ok("book", "verify", book=full_book).code == 0


class _HeldError(PermissionError):
    """What Windows says when a file that somebody has open is to be replaced."""

    winerror = 5


@pytest.mark.parametrize(
    ("failure", "code", "exit_"),
    [(_HeldError(13, ""), "busy", 4), (PermissionError(13, ""), "book-unwritable", 3)],
)
def test_a_book_that_cannot_be_replaced_is_said_and_no_copy_of_it_stays(
    full_book: Path,
    failure: PermissionError,
    code: str,
    exit_: int,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Busy where another has it open, as Windows tells; else it is the folder."""
    copy, before = full_book.with_name("copy.sqlite"), digest(full_book)
    ok("book", "backup", str(copy), book=full_book)

    def refused(*_: object) -> None:
        raise failure

    with monkeypatch.context() as moment:
        moment.setattr(Path, "replace", refused)
        ran = run("book", "restore", str(copy), "--replace", "--json", book=full_book)

    assert (ran.code, ran.error["code"], digest(full_book)) == (exit_, code, before)
    left = {path.name for path in full_book.parent.iterdir()}
    assert left == {"book.sqlite", "book.sqlite.lock", "copy.sqlite"}


def test_a_book_that_is_gone_comes_back(full_book: Path) -> None:
    """Nothing stands in the way then."""
    copy = full_book.with_name("copy.sqlite")
    ok("book", "backup", str(copy), book=full_book)
    full_book.unlink()

    ok("book", "restore", str(copy), book=full_book)

    assert ok("book", "verify", book=full_book).code == 0


@pytest.mark.parametrize("verb", [("backup", "other.sqlite"), ("restore", "--replace")])
def test_what_was_changed_is_no_copy(full_book: Path, verb: tuple[str, str]) -> None:
    """Neither is it made, nor put back."""
    copy = full_book.with_name("copy.sqlite")
    ok("book", "backup", str(copy), book=full_book)
    tamper(full_book if verb[0] == "backup" else copy, "UPDATE entry SET amount = 1 WHERE id = 1")
    before = digest(full_book)
    target = str(full_book.with_name(verb[1]))
    words = ("backup", target) if verb[0] == "backup" else ("restore", str(copy), "--replace")

    ran = run("book", *words, "--json", book=full_book)

    assert (ran.code, ran.error["code"], digest(full_book)) == (1, "copy-unsound", before)
    assert not Path(target).exists() or verb[0] == "restore"


def test_a_year_is_closed_after_a_copy(full_book: Path) -> None:
    """It is the book as it was before, proved, and its owner's alone."""
    before = ok("book", "info", "--json", book=full_book).data["checkpoint"]

    ran = ok(*CLOSE, book=full_book)

    copy = Path(ran.data["copy"])
    assert str(copy) in ran.err
    assert ok("book", "verify", "--json", book=copy).data["checkpoint"] == before
    assert ok("book", "info", "--json", book=copy).data["years_closed"] == [2019]
    assert not MODES or stat.S_IMODE(copy.stat().st_mode) == OWNER_ONLY


@pytest.mark.parametrize(
    ("words", "code"), [(("--dry-run",), 0), (("--on", "26/11/2021"), 1)], ids=["dry", "refused"]
)
def test_where_no_year_is_closed_no_copy_stays(
    full_book: Path, words: tuple[str, ...], code: int
) -> None:
    """Neither of a trial nor of what a rule refuses."""
    ran = run(*CLOSE, *words, book=full_book)

    assert ran.code == code
    assert {path.name for path in full_book.parent.iterdir()} <= {
        "book.sqlite",
        "book.sqlite.lock",
    }


def test_a_book_that_cannot_be_proved_is_not_closed(full_book: Path) -> None:
    """Closing would cover up what was changed."""
    tamper(full_book, "UPDATE entry SET amount = 1 WHERE id = 1")
    before = digest(full_book)

    ran = run(*CLOSE, book=full_book)

    assert (ran.code, ran.error["code"], digest(full_book)) == (1, "copy-unsound", before)
    assert ran.error["details"]["path"] == str(full_book)
