"""A new book: whole or not at all, its owner's alone, and never over something else."""

from __future__ import annotations

import stat
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from tests.books import IDENTITY, make_book, signed

from ethnictrack.book.create import create_book
from ethnictrack.book.files import inspect_file
from ethnictrack.book.opening import read_book
from ethnictrack.errors.book import BookExistsError, UnwritableBookError

if TYPE_CHECKING:
    from ethnictrack.book.opening import Book


def _nothing(book: Book) -> None:
    """Begin with empty registers."""


def test_a_new_book_passes_the_guard_and_knows_who_made_it(tmp_path: Path) -> None:
    """What init makes, every later command can open."""
    path = tmp_path / "book.sqlite"

    make_book(path)

    inspect_file(path)
    with read_book(path) as book:
        (first,) = book.log.entries()
        (row,) = book.audit.rows("book")
    assert (first.actor, first.command) == ("Lan", "book init")
    assert row["identity"] == IDENTITY


def test_a_new_book_is_its_owners_alone(template: Path) -> None:
    """Whatever the umask, nobody else reads it."""
    mode = stat.S_IMODE(template.stat().st_mode)

    assert mode == 0o600


def test_two_books_have_two_identities(tmp_path: Path) -> None:
    """A record of one cannot be passed off as one of the other."""
    found = set()
    for name in ("a.sqlite", "b.sqlite"):
        create_book(tmp_path / name, signed(), _nothing)
        with read_book(tmp_path / name) as book:
            found |= {row["identity"] for row in book.audit.rows("book")}

    assert len(found) == 2


def test_a_new_book_makes_the_folders_it_needs(tmp_path: Path) -> None:
    """The first book of a user has no folder yet."""
    path = tmp_path / "data" / "ethnictrack" / "book.sqlite"

    create_book(path, signed(), _nothing)

    assert [path] == list(path.parent.iterdir())


def test_a_book_is_never_made_over_something(tmp_path: Path) -> None:
    """Not over a book, not over a letter that happens to have the name."""
    path = tmp_path / "book.sqlite"
    path.write_text("a letter")

    with pytest.raises(BookExistsError):
        create_book(path, signed(), _nothing)

    assert path.read_text() == "a letter"
    assert [path] == list(tmp_path.iterdir())


def test_a_link_that_leads_nowhere_is_something_too(tmp_path: Path) -> None:
    """Making a book through it would put the file where nobody looks."""
    path = tmp_path / "book.sqlite"
    path.symlink_to(tmp_path / "elsewhere.sqlite")

    with pytest.raises(BookExistsError):
        create_book(path, signed(), _nothing)

    assert [path] == list(tmp_path.iterdir())


def test_whoever_is_first_keeps_the_name(tmp_path: Path) -> None:
    """A file that appears while the book is being made stays as it is."""
    path = tmp_path / "book.sqlite"

    def overtaken(book: Book) -> None:  # noqa: ARG001 - what create_book hands in
        path.write_text("first")

    with pytest.raises(BookExistsError):
        create_book(path, signed(), overtaken)

    assert path.read_text() == "first"
    assert [path] == list(tmp_path.iterdir())


def test_a_book_that_could_not_be_filled_leaves_nothing_behind(tmp_path: Path) -> None:
    """Neither a half book nor a draft of one."""

    def failing(book: Book) -> None:
        book.settings.put("signer", "Nông Văn A")
        message = "the list cannot be read"
        raise ValueError(message)

    with pytest.raises(ValueError, match="the list"):
        create_book(tmp_path / "book.sqlite", signed(), failing)

    assert list(tmp_path.iterdir()) == []


def test_a_book_cannot_be_made_inside_a_file(tmp_path: Path) -> None:
    """The refusal names the book, and no traceback is seen."""
    (tmp_path / "letter").write_text("a letter")

    with pytest.raises(UnwritableBookError) as refusal:
        create_book(tmp_path / "letter" / "book.sqlite", signed(), _nothing)

    assert refusal.value.exit == 3
