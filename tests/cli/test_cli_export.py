"""A whole book out and in again through the command line."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest
from tests.books import digest, tamper
from tests.shell import ok, run


@pytest.fixture
def export(full_book: Path) -> Path:
    """Return the export of a book, beside it."""
    path = full_book.with_name("so.jsonl")
    ok("book", "export", str(path), book=full_book)
    return path


def _names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def test_an_export_becomes_an_equal_book(full_book: Path, export: Path) -> None:
    """The same state, the same reports, the same export; its owner alone can read either."""
    new = full_book.with_name("new.sqlite")

    made = ok("book", "import", str(export), "--json", book=new).data

    known = ok("book", "verify", "--json", book=full_book).data["checkpoint"]
    assert made == {"path": str(new), "entries": 7, "checkpoint": known}
    assert ok("book", "verify", "--checkpoint", known, book=new).code == 0
    again = ok("book", "export", str(new.with_suffix(".jsonl")), "--json", book=new).data
    assert digest(Path(again["path"])) == digest(export)
    assert {stat.S_IMODE(path.stat().st_mode) for path in (new, export)} == {0o600}
    ok("activity", "add", "MOI", "Chỉ tiêu mới", "--unit", "cuốn", book=new)


def test_an_export_is_written_over_nothing_unless_told(full_book: Path, export: Path) -> None:
    """With --replace the old one stays until the new one is whole, and keeps nobody's rights."""
    export.write_text("old")
    export.chmod(0o644)

    refused = run("book", "export", str(export), "--json", book=full_book)
    assert (refused.code, refused.error["code"]) == (1, "export-exists")
    assert export.read_text() == "old"
    ok("book", "export", str(export), "--replace", book=full_book)

    assert stat.S_IMODE(export.stat().st_mode) == 0o600
    assert _names(export.parent) == {"book.sqlite", "so.jsonl"}


@pytest.mark.parametrize(
    ("target", "code"),
    [("book.sqlite", "output-is-book"), (".", "output-unwritable"), ("no/so", "output-unwritable")],
)
def test_a_book_is_exported_to_no_such_place(full_book: Path, target: str, code: str) -> None:
    """Not over itself, not over a folder, not into a folder that is not there."""
    before = digest(full_book)
    place = str(full_book.parent / target)

    ran = run("book", "export", place, "-O", "jsonl", "--replace", "--json", book=full_book)

    assert ran.error["code"] == code
    assert (digest(full_book), _names(full_book.parent)) == (before, {"book.sqlite"})


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('"amount":1000,', '"amount":9000,', "đã bị sửa"),
        ('"amount":1000,', '"amount":-10,', "đã bị sửa"),
        ('"amount":1000,', '"amount":1e3,', "không đọc được"),
        ('"rows":', '"rovs":', ""),
    ],
)
def test_what_was_edited_makes_no_book(export: Path, old: str, new: str, said: str) -> None:
    """The refusal says so, even where a row fits into no book; nothing is left behind."""
    text = export.read_text(encoding="utf-8")
    assert old in text
    export.write_text(text.replace(old, new), encoding="utf-8")

    ran = run("book", "import", str(export), book=export.with_name("new.sqlite"))

    assert ran.code == 3
    assert said in ran.err
    assert _names(export.parent) == {"book.sqlite", "so.jsonl"}


def test_a_trial_makes_no_book(full_book: Path, export: Path) -> None:
    """Neither of an export nor of a book."""
    new = full_book.with_name("new.sqlite")

    ok("book", "import", str(export), "--dry-run", book=new)
    ok("book", "copy", str(full_book), str(new), "--dry-run")

    assert _names(export.parent) == {"book.sqlite", "so.jsonl"}


def test_a_book_in_which_something_was_changed_is_not_copied(full_book: Path) -> None:
    """The refusal names the book and the command that tells more."""
    tamper(full_book, "UPDATE entry SET amount = 1 WHERE id = 1")

    ran = run("book", "copy", str(full_book), str(full_book.with_name("new.sqlite")), "--json")

    assert (ran.code, ran.error["code"]) == (1, "copy-unsound")
    assert ran.error["details"]["path"] == str(full_book)
    assert _names(full_book.parent) == {"book.sqlite"}
