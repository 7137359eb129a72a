"""What is refused before it is opened: nothing is created, and nothing is changed."""

from __future__ import annotations

import os
import shutil
import sqlite3
import sys
from contextlib import closing
from pathlib import Path

import pytest
from tests.books import allocated, bare, count_entries, digest, signed
from tests.shell import ok, run

from ethnictrack.book import files as guard
from ethnictrack.book import location
from ethnictrack.book.files import REVISION, UnsafePlaceError, inspect_file
from ethnictrack.book.lock import lock_path
from ethnictrack.book.opening import read_book, write_book
from ethnictrack.errors.book import (
    BusyError,
    DamagedBookError,
    MissingBookError,
    NewerBookError,
    NotABookError,
    OlderBookError,
)
from ethnictrack.values.errors import UnusableBookError


def _refused(path: Path) -> UnusableBookError:
    """Return the refusal, the same for readers and writers; exit code 3 in every case."""
    with pytest.raises(UnusableBookError) as reading, read_book(path):
        pass
    with pytest.raises(UnusableBookError) as writing, write_book(path, signed()):
        pass
    assert type(reading.value) is type(writing.value)
    assert reading.value.exit == 3
    return reading.value


@pytest.mark.parametrize("name", ["book.sqlite", "no/such/folder/book.sqlite"])
def test_a_mistyped_path_creates_nothing(tmp_path: Path, name: str) -> None:
    """SQLite would make an empty file, and the clerk would find an empty book."""
    assert type(_refused(tmp_path / name)) is MissingBookError
    assert list(tmp_path.iterdir()) == []


def test_a_path_through_a_file_is_missing(fresh_book: Path) -> None:
    """A book is no folder."""
    assert type(_refused(fresh_book / "book.sqlite")) is MissingBookError


@pytest.mark.parametrize(
    "content", [b"", b"SQLite format 3", b"a letter\n" * 1000, b"\0" * 8192, b"PK\x03\x04" * 99]
)
def test_a_file_that_is_something_else_is_no_book(tmp_path: Path, content: bytes) -> None:
    """Empty, text, zeros, a workbook: none is touched."""
    path = tmp_path / "book.sqlite"
    path.write_bytes(content)

    assert type(_refused(path)) is NotABookError
    assert content == path.read_bytes()
    assert [path] == list(tmp_path.iterdir())


def test_a_folder_is_no_book(tmp_path: Path) -> None:
    """Named by mistake for the file inside it."""
    assert type(_refused(tmp_path)) is NotABookError


@pytest.mark.posix("a pipe of Windows has no name in a folder")
def test_a_pipe_is_no_book_and_is_not_waited_for(tmp_path: Path) -> None:
    """Opening it would wait for a writer for ever."""
    path = tmp_path / "book.sqlite"
    os.mkfifo(path)

    assert type(_refused(path)) is NotABookError


@pytest.mark.posix("links take rights there that a clerk lacks")
def test_links_in_a_circle_are_no_book(tmp_path: Path) -> None:
    """The path leads nowhere."""
    path = tmp_path / "book.sqlite"
    path.symlink_to(path)

    assert type(_refused(path)) is NotABookError


def test_a_path_that_no_file_can_have_is_no_book() -> None:
    """A NUL ends a name for the kernel."""
    assert type(_refused(Path("book\0.sqlite"))) is NotABookError


def test_another_programs_database_is_no_book(tmp_path: Path) -> None:
    """It is a sound SQLite file, and not ours."""
    path = tmp_path / "book.sqlite"
    with bare(path) as other:
        other.execute("CREATE TABLE entry (id INTEGER)")
    before = digest(path)

    assert type(_refused(path)) is NotABookError
    assert before == digest(path)


@pytest.mark.parametrize("lost", [1, 1000, 4096, 3 * 4096])
def test_a_book_that_was_cut_off_is_damaged(full_book: Path, lost: int) -> None:
    """By a few bytes or by whole pages; a database alone would write on and say OK."""
    content = full_book.read_bytes()[:-lost]
    full_book.write_bytes(content)

    assert type(_refused(full_book)) is DamagedBookError
    assert content == full_book.read_bytes()


@pytest.mark.parametrize("more", [1, 4096, 70000])
def test_a_book_with_zeros_behind_it_is_damaged(full_book: Path, more: int) -> None:
    """A disk that was full or a copy that went wrong leaves them."""
    with full_book.open("ab") as file:
        file.write(b"\0" * more)

    assert type(_refused(full_book)) is DamagedBookError


def test_a_book_that_is_written_to_between_two_looks_is_sound(
    full_book: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Header and size are of two states then; they are read again while nobody can write."""
    before = full_book.stat().st_size
    look = guard.read_header

    def overtaken(path: Path) -> tuple[bytes, os.stat_result]:
        monkeypatch.setattr(guard, "read_header", look)
        header, _ = look(path)
        _grow(path)
        return header, path.stat()

    monkeypatch.setattr(guard, "read_header", overtaken)

    inspect_file(full_book)

    assert full_book.stat().st_size > before


def test_a_book_that_is_busy_for_too_long_is_not_called_damaged(
    full_book: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nobody could look at it again while it was held still."""
    full_book.write_bytes(full_book.read_bytes() + b"\0")
    monkeypatch.setattr(guard, "_PATIENCE", 0)
    with bare(full_book) as other:
        other.execute("PRAGMA journal_mode=MEMORY")
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(BusyError):
            inspect_file(full_book)


def _grow(book: Path) -> None:
    with write_book(book, signed()) as opened:
        opened.settings.put("office", "x" * 99_999)


@pytest.mark.posix("a name there has no colon")
@pytest.mark.parametrize("name", [":memory:", "file:so.sqlite", "file:so?mode=memory&cache=shared"])
def test_a_book_of_any_name_is_a_file_of_that_name(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The database has other uses for some names; who makes such a book finds it again."""
    monkeypatch.chdir(tmp_path)
    ok("book", "init", "--programs", "none", book=name)
    ok("program", "add", "DA1", "Dự án 1", book=name)
    ok("book", "backup", "copy.sqlite", book=name)
    ok("book", "backup", f"{name}2", book="copy.sqlite")
    ok("book", "restore", f"{name}2", "--replace", book=name)

    assert ok("program", "list", "--json", book=name).data[0]["code"] == "DA1"
    assert {name, f"{name}2", "copy.sqlite"} < {path.name for path in tmp_path.iterdir()}
    assert ok("book", "verify", book=name).code == 0


def test_an_address_of_the_database_is_no_book() -> None:
    """A book is named by its file."""
    assert run("book", "init", "--json", book="file:///tmp/so.sqlite").code == 2


def test_a_book_whose_header_is_gone_is_no_book(full_book: Path) -> None:
    """The first page was overwritten."""
    with full_book.open("r+b") as file:
        file.write(b"\0" * 4096)

    assert type(_refused(full_book)) is NotABookError


def test_a_command_killed_while_writing_is_undone_by_the_next(full_book: Path) -> None:
    """The journal beside the book explains a size that does not fit."""
    before = count_entries(full_book)
    copy = full_book.with_name("copy.sqlite")
    with closing(sqlite3.connect(full_book, isolation_level=None)) as killed:
        killed.execute("PRAGMA cache_size=1")  # so that pages reach the file before the commit
        killed.execute("BEGIN IMMEDIATE")
        killed.execute("CREATE TABLE half (x)")
        killed.executemany("INSERT INTO half VALUES (?)", [("x" * 4000,)] * 50)
        shutil.copy(full_book, copy)
        shutil.copy(f"{full_book}-journal", f"{copy}-journal")
        killed.execute("ROLLBACK")
    assert copy.stat().st_size > full_book.stat().st_size

    link = copy
    if sys.platform != "win32":  # where a clerk may make one
        link = full_book.with_name("link.sqlite")
        link.symlink_to(copy)

    assert before == count_entries(link)
    assert copy.stat().st_size == full_book.stat().st_size


def test_a_newer_book_is_left_to_the_newer_program(full_book: Path) -> None:
    """The refusal names both revisions."""
    with bare(full_book) as database:
        database.execute(f"PRAGMA user_version={REVISION + 1}")
    before = digest(full_book)

    refusal = _refused(full_book)

    assert isinstance(refusal, NewerBookError)
    assert (refusal.revision, refusal.known) == (REVISION + 1, REVISION)
    assert before == digest(full_book)


def test_an_older_book_asks_to_be_upgraded(full_book: Path) -> None:
    """Nothing is upgraded by the way."""
    with bare(full_book) as database:
        database.execute(f"PRAGMA user_version={REVISION - 1}")

    refusal = _refused(full_book)

    assert isinstance(refusal, OlderBookError)
    assert (refusal.revision, refusal.known) == (REVISION - 1, REVISION)
    inspect_file(full_book, revision=None)


def test_a_book_with_two_names_is_unsafe(full_book: Path) -> None:
    """Its journal has one: opened by the other name, a killed command is not undone."""
    os.link(full_book, full_book.with_name("other.sqlite"))

    assert type(_refused(full_book)) is UnsafePlaceError


def test_the_name_a_killed_command_left_beside_a_new_book_is_taken_away(full_book: Path) -> None:
    """It was to have its own name alone the moment after."""
    draft = full_book.with_name(f".{full_book.name}.4711.new")
    os.link(full_book, draft)

    with read_book(full_book) as book:
        assert book.ledger.count()
    assert not draft.exists()


def test_what_only_looks_like_such_a_name_stays(full_book: Path) -> None:
    """Another command's draft, which is no name of this book."""
    draft = full_book.with_name(f".{full_book.name}.4711.new")
    draft.write_bytes(b"x")
    os.link(full_book, full_book.with_name("other.sqlite"))

    assert type(_refused(full_book)) is UnsafePlaceError
    assert draft.read_bytes() == b"x"


@pytest.mark.posix("links take rights there that a clerk lacks")
def test_a_link_is_followed_to_the_book(full_book: Path, tmp_path: Path) -> None:
    """Journal and lock stand beside the book itself, whichever way it was reached."""
    (tmp_path / "desk").mkdir()
    link = tmp_path / "desk" / "link.sqlite"
    link.symlink_to(full_book)

    with write_book(link, signed()) as book:
        allocated(book, 100, "DA2")
        beside = sorted(path.name for path in tmp_path.iterdir())
        on_desk = [path.name for path in link.parent.iterdir()]

    assert beside == ["book.sqlite", "book.sqlite-journal", "book.sqlite.lock", "desk"]
    assert on_desk == ["link.sqlite"]
    assert lock_path(full_book) == lock_path(link)


@pytest.mark.parametrize("kind", ["nfs4", "cifs", "fuse.sshfs", "9p", "vboxsf"])
def test_a_book_in_a_network_folder_is_unsafe(
    full_book: Path, kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Locks do not hold there: of 800 entries 263 were left."""
    _mounted(monkeypatch, full_book, f"server:/office {full_book.parent} {kind} rw 0 0")

    assert type(_refused(full_book)) is UnsafePlaceError


def test_a_disk_beside_a_network_folder_is_safe(
    full_book: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The innermost mount counts, and a name that only begins alike does not."""
    parent = full_book.parent
    _mounted(
        monkeypatch,
        full_book,
        f"server:/home {parent.parent} nfs4 rw 0 0\n"
        f"/dev/sdb1 {parent} ext4 rw 0 0\n"
        f"server:/x {str(parent)[:-1]} nfs4 rw 0 0",
    )

    inspect_file(full_book)


def test_a_folder_with_a_blank_in_its_name_is_recognised(
    template: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The kernel writes the blank as an octal number."""
    folder = tmp_path / "may chung"
    folder.mkdir()
    path = Path(shutil.copy(template, folder))
    written = str(folder).replace(" ", "\\040")
    _mounted(monkeypatch, tmp_path, f"server:/x {written} nfs rw 0 0")

    assert type(_refused(path)) is UnsafePlaceError


def test_a_system_without_a_list_of_mounts_is_believed(
    full_book: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Other systems than Linux have none."""
    monkeypatch.setattr(location, "_MOUNTS", tmp_path / "none")

    inspect_file(full_book)


def _mounted(monkeypatch: pytest.MonkeyPatch, near: Path, lines: str) -> None:
    """Let the guard read another list of mounts."""
    if sys.platform != "linux":
        pytest.skip("there is no list of mounts here")
    mounts = near.with_name("mounts")
    mounts.write_text(f"/dev/sda1 / ext4 rw 0 0\n{lines}\n")
    monkeypatch.setattr(location, "_MOUNTS", mounts)
