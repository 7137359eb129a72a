"""What a book left behind when it was moved away is never mixed into the next of its name."""

from __future__ import annotations

import ast
import os
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from tests.books import allocated, bare, count_entries, digest, signed
from tests.shell import Ran, ok, run

import ethnictrack
from ethnictrack.book.copy import name_beside
from ethnictrack.book.files import JOURNAL, SHARED, WAL, StrayCompanionError, companion, new_book
from ethnictrack.book.lock import lock_path
from ethnictrack.book.opening import write_book

ENDINGS = (JOURNAL, WAL, SHARED, ".lock")
SOURCE = Path(ethnictrack.__file__).parent


class Desk:
    """A folder with a copy and an export, and the place where a book is to be made."""

    def __init__(self, book: Path) -> None:
        """Make the copy and the export of ``book`` beside it."""
        self.copy, self.export = book.with_name("copy.sqlite"), book.with_name("so.jsonl")
        ok("book", "backup", str(self.copy), book=book)
        ok("book", "export", str(self.export), book=book)
        self.new = book.with_name("so.sqlite")

    def init(self) -> Ran:
        """Begin a book."""
        return run("book", "init", "--json", book=self.new)

    def restore(self) -> Ran:
        """Put a copy where no book is."""
        return run("book", "restore", str(self.copy), "--json", book=self.new)

    def bring(self) -> Ran:
        """Make a book of an export."""
        return run("book", "import", str(self.export), "--json", book=self.new)

    def move(self) -> Ran:
        """Copy a book row by row."""
        return run("book", "copy", str(self.copy), str(self.new), "--json")

    def back_up(self) -> Ran:
        """Copy a book page by page."""
        return run("book", "backup", str(self.new), "--json", book=self.copy)

    def try_init(self) -> Ran:
        """Only try what would be done."""
        return run("book", "init", "--dry-run", "--json", book=self.new)


MAKINGS = (Desk.init, Desk.restore, Desk.bring, Desk.move, Desk.back_up, Desk.try_init)
# Who makes a book, and by which of the above, or by which test below, it is tried.
MAKERS = {
    "sqlite.make": (Desk.init, Desk.bring, Desk.move),
    "copy.copy_proved": (Desk.back_up,),
    "copy.put_back": (Desk.restore,),
    "copy._kept": ("test_a_name_that_the_program_chooses_has_no_companions",),
}


@pytest.fixture(scope="module")
def prepared(full_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with a book, a copy and an export of it."""
    book = tmp_path_factory.mktemp("desk") / "book.sqlite"
    shutil.copy(full_template, book)
    Desk(book)
    return book.parent


@pytest.fixture
def desk(prepared: Path, tmp_path: Path) -> Desk:
    """Return a desk of the test's own."""
    shutil.copytree(prepared, tmp_path, dirs_exist_ok=True)
    made = object.__new__(Desk)
    made.copy, made.export = tmp_path / "copy.sqlite", tmp_path / "so.jsonl"
    made.new = tmp_path / "so.sqlite"
    return made


@pytest.mark.parametrize("ending", ENDINGS)
@pytest.mark.parametrize("making", MAKINGS, ids=lambda each: each.__name__)
def test_no_book_is_made_beside_the_companions_of_another(
    desk: Desk, making: Callable[[Desk], Ran], ending: str
) -> None:
    """Refused before anything is there; what lies beside stays to the byte."""
    stray = desk.new.with_name(f"{desk.new.name}{ending}")
    stray.write_bytes(b"of another book")

    ran = making(desk)

    code = "lock-strange" if ending == ".lock" else "book-companion"
    assert (ran.code, ran.error["code"]) == (3, code)
    assert str(stray) in ran.error["message"]
    assert stray.read_bytes() == b"of another book"
    assert not desk.new.exists()
    assert [path for path in desk.new.parent.iterdir() if path.name.endswith(".new")] == []


@pytest.mark.parametrize("making", MAKINGS, ids=lambda each: each.__name__)
def test_the_lock_file_of_a_book_that_is_gone_is_used_again(
    desk: Desk, making: Callable[[Desk], Ran]
) -> None:
    """It holds nothing but the number of a process."""
    lock_path(desk.new).write_bytes(b"4711\n")

    assert making(desk).code == 0


def test_no_other_way_to_make_a_book_is_forgotten() -> None:
    """Whoever asks for a draft of a book is known here, and nobody goes round it."""
    callers: dict[str, set[str]] = {}
    for path in SOURCE.rglob("*.py"):
        for caller, called in _calls(path):
            callers.setdefault(called, set()).add(f"{path.stem}.{caller}")

    assert callers["new_book"] | callers["other_book"] == set(MAKERS)
    assert callers["take_name"] == {"files.new_book"}
    # The other one only reads, for whoever types a line.
    assert callers["sqlite3.connect"] == {"files.connect", "names.named_in"}


def _calls(path: Path) -> Iterator[tuple[str, str]]:
    """Yield the functions of a file, each with what it calls."""
    for function in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(function, ast.FunctionDef):
            for each in ast.walk(function):
                if isinstance(each, ast.Call):
                    yield function.name, ast.unparse(each.func)


@pytest.mark.parametrize("ending", [JOURNAL, WAL, SHARED])
def test_a_name_that_the_program_chooses_has_no_companions(fresh_book: Path, ending: str) -> None:
    """Copies before an upgrade, a closing or a restoration take the next name then."""
    fresh_book.with_name(f"{fresh_book.name}.replaced{ending}").write_bytes(b"x")

    assert name_beside(fresh_book, "replaced").name == f"{fresh_book.name}.replaced-2"


def _pipe(path: Path) -> None:
    if not hasattr(os, "mkfifo"):
        pytest.skip("a system without named pipes")
    os.mkfifo(path)


def _link_to_nothing(path: Path) -> None:
    path.symlink_to("nowhere")


def _link_to_a_file(path: Path) -> None:
    path.with_name("elsewhere").write_bytes(b"")
    path.symlink_to("elsewhere")


@pytest.mark.parametrize("ending", [JOURNAL, WAL, SHARED])
@pytest.mark.parametrize("laid", [_pipe, Path.mkdir, _link_to_nothing, _link_to_a_file])
def test_a_book_beside_which_something_lies_in_the_way_is_not_opened(
    fresh_book: Path, laid: Callable[[Path], None], ending: str
) -> None:
    """The database would wait for ever at a pipe; named to readers and writers alike."""
    copy = Path(shutil.copy(fresh_book, fresh_book.with_name("copy.sqlite")))
    stray = companion(fresh_book, ending)
    laid(stray)
    before = digest(fresh_book)

    for words in (
        ("place", "list"),
        ("program", "add", "X", "X"),
        ("book", "verify"),
        ("book", "upgrade"),
        ("book", "backup", str(fresh_book.with_name("other.sqlite"))),
        ("book", "restore", str(copy), "--replace"),
    ):
        ran = run(*words, "--json", book=fresh_book)

        assert (ran.code, ran.error["code"]) == (3, "book-companion"), words
        assert str(stray) in ran.error["message"]
    assert digest(fresh_book) == before
    assert os.path.lexists(stray)


@pytest.fixture
def cut_off(fresh_book: Path) -> Path:
    """Return a book as a power cut leaves it in the middle of a command, its journal beside it."""
    killed = fresh_book.with_name("killed.sqlite")
    with bare(fresh_book) as database:
        database.execute("PRAGMA cache_size=1")
        database.execute("BEGIN IMMEDIATE")
        database.execute("CREATE TABLE half (x)")
        database.executemany("INSERT INTO half VALUES (?)", [("x" * 4000,)] * 50)
        shutil.copy(fresh_book, killed)
        shutil.copy(f"{fresh_book}-journal", f"{killed}-journal")
        database.execute("ROLLBACK")
    return killed


def test_a_book_that_was_moved_without_its_journal_spoils_no_other(
    cut_off: Path, fresh_book: Path
) -> None:
    """The next book of the name is made when the journal is moved too, and both are sound."""
    copy, moved = fresh_book.with_name("copy.sqlite"), cut_off.with_name("moved.sqlite")
    ok("book", "backup", str(copy), book=fresh_book)
    cut_off.rename(moved)

    refused = run("book", "restore", str(copy), "--json", book=cut_off)
    companion(cut_off, JOURNAL).rename(companion(moved, JOURNAL))
    ok("book", "restore", str(copy), book=cut_off)

    assert (refused.code, refused.error["code"]) == (3, "book-companion")
    for each in (cut_off, moved):
        assert ok("book", "verify", book=each).code == 0


def test_a_book_that_was_cut_off_is_whole_where_it_is_kept(cut_off: Path, fresh_book: Path) -> None:
    """Its journal has done its work before something takes its place."""
    done = ok("book", "restore", str(fresh_book), "--replace", "--json", book=cut_off).data

    assert not companion(cut_off, JOURNAL).exists()
    assert ok("book", "verify", book=done["kept"]).code == 0
    assert ok("book", "verify", book=cut_off).code == 0


def test_a_journal_that_does_not_fit_what_stands_there_stays(
    cut_off: Path, fresh_book: Path
) -> None:
    """Neither is lost where they cannot be put together: somebody has to look."""
    cut_off.write_bytes(b"no book at all" * 999)
    journal = companion(cut_off, JOURNAL)
    before = digest(journal), digest(cut_off)

    ran = run("book", "restore", str(fresh_book), "--replace", "--json", book=cut_off)

    assert (ran.code, ran.error["code"]) == (3, "book-companion")
    assert (digest(journal), digest(cut_off)) == before


@pytest.fixture
def in_wal(fresh_book: Path) -> Path:
    """Return a book in write-ahead mode, one entry of which is in the log alone."""
    with write_book(fresh_book, signed()) as opened:
        allocated(opened, 100)
    copy = Path(shutil.copy(fresh_book, fresh_book.with_name("wal.sqlite")))
    with bare(fresh_book) as other:
        (mode,) = other.execute("PRAGMA journal_mode=WAL").fetchone()
        other.execute("PRAGMA wal_autocheckpoint=0")
        other.execute("INSERT INTO remark VALUES (1, 2021, 'overview', 'x', NULL, 1, 1)")
        for ending in ("", WAL, SHARED):
            shutil.copy(f"{fresh_book}{ending}", f"{copy}{ending}")
    assert mode == "wal"
    return copy


def test_a_book_in_write_ahead_mode_is_not_opened(in_wal: Path) -> None:
    """Neither to read nor to write: a copy of its file lacks what is in the log."""
    before = _three(in_wal)
    for words in (("place", "list"), ("program", "add", "X", "X"), ("book", "verify")):
        ran = run(*words, "--json", book=in_wal)

        assert (ran.code, ran.error["code"]) == (3, "book-wal")
    assert _three(in_wal) == before


def test_a_book_is_not_restored_over_a_log(in_wal: Path, template: Path) -> None:
    """The log would be rolled into what was restored, and the copy kept would lack it."""
    before = _three(in_wal)

    ran = run("book", "restore", str(template), "--replace", "--json", book=in_wal)

    assert (ran.code, ran.error["code"]) == (3, "book-wal")
    assert _three(in_wal) == before


def test_a_log_beside_a_book_that_has_none_is_of_another(in_wal: Path, template: Path) -> None:
    """The database would use it all the same."""
    book = Path(shutil.copy(template, in_wal.with_name("other.sqlite")))
    companion(in_wal, WAL).rename(companion(book, WAL))
    before = digest(companion(book, WAL))

    ran = run("program", "add", "X", "X", "--json", book=book)
    replaced = run("book", "restore", str(template), "--replace", "--json", book=book)

    assert (ran.code, ran.error["code"]) == (3, "book-companion")
    assert (replaced.code, replaced.error["code"]) == (3, "book-companion")
    assert digest(companion(book, WAL)) == before


@pytest.mark.parametrize("words", [("--dry-run",), ()])
def test_a_book_comes_out_of_write_ahead_mode_with_all_it_holds(
    in_wal: Path, words: tuple[str, ...]
) -> None:
    """After a copy, which has what was in the log too."""
    before = _three(in_wal)

    done = ok("book", "upgrade", *words, "--json", book=in_wal).data

    if words:
        assert _three(in_wal)[:2] == before[:2]  # the third is a notice board of readers
        assert not Path(done["copy"]).exists()
        return
    for each in (in_wal, Path(done["copy"])):
        assert count_entries(each) == 1
        with closing(sqlite3.connect(each)) as database:
            assert database.execute("SELECT count(*) FROM remark").fetchone() == (1,)
    assert not companion(in_wal, WAL).exists()
    assert "WAL" not in ok("book", "upgrade", book=in_wal).out


def test_a_journal_laid_down_while_a_book_is_made_stops_it(tmp_path: Path) -> None:
    """It is looked for again before the book has its name."""
    path = tmp_path / "book.sqlite"
    with pytest.raises(StrayCompanionError), new_book(path):
        companion(path, JOURNAL).write_bytes(b"x")

    assert [companion(path, JOURNAL)] == list(tmp_path.iterdir())


def _three(book: Path) -> tuple[str, ...]:
    """Return the digests of a book and of what lies beside it."""
    return tuple(digest(Path(f"{book}{ending}")) for ending in ("", WAL, SHARED))
