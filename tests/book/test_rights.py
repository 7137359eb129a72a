"""Rights that files and folders do not give: reading goes on where it can, writing is refused."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from tests.books import allocated, count_entries, digest, make_book, signed
from tests.shell import ok

from ethnictrack.book.lock import lock_path
from ethnictrack.book.opening import read_book, write_book
from ethnictrack.errors.book import UnwritableBookError

pytestmark = pytest.mark.posix("rights of a file are asked by another user id")

NOBODY = 65534


@contextmanager
def _unprivileged() -> Iterator[None]:
    """Be nobody for a while where we are root, whom rights do not bind."""
    if os.geteuid():
        yield
        return
    try:
        os.seteuid(NOBODY)
    except OSError as failure:
        pytest.skip(f"root cannot become nobody here: {failure}")
    try:
        yield
    finally:
        os.seteuid(0)


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """Return a folder that nobody can enter; the ones of pytest are their owner's alone."""
    folder = Path(tempfile.mkdtemp())
    folder.chmod(0o755)
    yield folder
    for path in (folder, *folder.iterdir()):
        path.chmod(0o700)
    shutil.rmtree(folder)


@pytest.fixture
def readable(template: Path, open_folder: Path) -> Path:
    """Return a book that may be read and not written, in a folder of that kind."""
    path = Path(shutil.copy(template, open_folder / "book.sqlite"))
    with write_book(path, signed()) as book:  # which also loads what nobody may load
        allocated(book, 100)
    lock_path(path).unlink()
    path.chmod(0o444)
    open_folder.chmod(0o555)
    return path


def test_a_book_nobody_may_read_is_refused(readable: Path) -> None:
    """By name and with the reason."""
    readable.chmod(0)

    with (
        _unprivileged(),
        pytest.raises(UnwritableBookError) as refusal,
        read_book(readable),
    ):
        pass

    assert str(readable) == refusal.value.path


def test_a_book_in_a_read_only_folder_can_be_read(readable: Path) -> None:
    """A medium that is put away for good is still looked at."""
    with _unprivileged():
        assert count_entries(readable) == 1


def test_a_book_in_a_read_only_folder_cannot_be_written(readable: Path) -> None:
    """There is no room for lock and journal."""
    with (
        _unprivileged(),
        pytest.raises(UnwritableBookError) as refusal,
        write_book(readable, signed()),
    ):
        pass

    assert refusal.value.exit == 3


def test_a_read_only_book_in_an_open_folder_cannot_be_written(readable: Path) -> None:
    """The lock can be had, and then the database refuses."""
    before = digest(readable)
    readable.parent.chmod(0o777)

    with (
        _unprivileged(),
        pytest.raises(UnwritableBookError) as refusal,
        write_book(readable, signed()) as book,
    ):
        allocated(book, 100, "DA2")

    assert refusal.value.exit == 3
    assert before == digest(readable)


def test_a_book_is_not_made_in_a_read_only_folder(readable: Path) -> None:
    """And nothing is left there."""
    with _unprivileged(), pytest.raises(UnwritableBookError):
        make_book(readable.with_name("new.sqlite"))

    assert [readable] == list(readable.parent.iterdir())


def test_a_check_remarks_on_a_book_that_others_may_read(fresh_book: Path) -> None:
    """Names of people stand in it; how it came to be open is not the book's fault."""
    assert ok("book", "check", book=fresh_book).err == ""

    fresh_book.chmod(0o644)

    assert "chmod 600" in ok("book", "check", book=fresh_book).err
