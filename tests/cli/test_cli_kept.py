"""Kept, and said to be: what a writing command's end says is what the book holds."""

from __future__ import annotations

import errno
import io
import os
import shutil
import signal
from pathlib import Path

import pytest
from tests import verbs
from tests.books import digest
from tests.newer import raise_revision
from tests.shell import ACTOR, Ran, ok, run, run_into, spawn
from tests.spread import in_turns

from ethnictrack.book.backends.sqlite import SqliteFile
from ethnictrack.cli.shell.app import KeptNotShownError

ADD = ("disburse", "add", "DA1", "5", "--date", "15/11/2021")
NOTHING_WRITTEN = {"book upgrade"}  # there is nothing to do
FILES = {"book backup", "book export", "report template"}  # what they keep is beside the book
KEEPING = sorted((set(verbs.WRITING) | FILES) - NOTHING_WRITTEN)


class _Unwritable(io.BufferedIOBase):
    """A stream that takes nothing, for one reason or another."""

    name = "nothing"

    def __init__(self, reason: int) -> None:
        self._reason = reason

    def writable(self) -> bool:
        return True

    def write(self, page: object) -> int:
        raise OSError(self._reason, os.strerror(self._reason), page and None)


def unwritable(reason: int) -> io.TextIOWrapper:
    """Return a stdout or stderr that cannot be written."""
    return io.TextIOWrapper(_Unwritable(reason), encoding="utf-8", write_through=True)


def run_unseen(*words: str, book: Path, reason: int, err: io.TextIOWrapper | None = None) -> Ran:
    """Run a command whose result nobody gets."""
    talk = io.BytesIO()
    err = err or io.TextIOWrapper(talk, encoding="utf-8", write_through=True)
    globals_ = ("--book", str(book), "--lang", "en", "--actor", ACTOR)
    code = run_into(unwritable(reason), err, *globals_, *words)
    return Ran(code, "", talk.getvalue().decode())


@pytest.fixture(scope="module")
def ready(full_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a folder with a book and the files that verbs read."""
    folder = tmp_path_factory.mktemp("ready")
    book = Path(shutil.copy(full_template, folder / "book.sqlite"))
    verbs.prepare(book, folder / "files")
    return folder


@pytest.fixture
def folder(ready: Path, tmp_path: Path) -> Path:
    """Return such a folder of the test's own."""
    (tmp_path / "out").mkdir()
    return Path(shutil.copytree(ready, tmp_path / "own"))


def _said(verb: str, folder: Path) -> tuple[list[str], Path]:
    """Return the words of a verb, and the book it is for: one that is to be made is not there."""
    words = verbs.words(verb, files=folder / "files", out=folder.with_name("out"))
    made = verb in {"book init", "book import"}
    return words, folder / ("new.sqlite" if made else "book.sqlite")


def _state(folder: Path) -> dict[str, str]:
    """Return what stands in the folders; the lock file is nobody's work."""
    found = [*folder.rglob("*"), *folder.with_name("out").rglob("*")]
    return {str(each): digest(each) for each in found if each.is_file() and each.suffix != ".lock"}


@pytest.mark.parametrize("verb", KEEPING)
def test_what_is_kept_but_cannot_be_shown_ends_with_five(folder: Path, verb: str) -> None:
    """Full is the disk behind stdout; stderr says what is kept, or the exit code alone does."""
    words, book = _said(verb, folder)
    before = _state(folder)

    ran = run_unseen(*words, book=book, reason=errno.ENOSPC)

    assert ran.code == 5, ran
    assert f"[{KeptNotShownError.code}]" in ran.err
    assert _state(folder) != before
    assert verb in FILES or "record" in ran.err or str(folder.parent) in ran.err


@in_turns("verb", KEEPING, 0, 3)
def test_where_nobody_reads_stdout_keeping_is_enough(folder: Path, verb: str) -> None:
    """`| true` is no failure; stderr says that it is kept."""
    words, book = _said(verb, folder)
    before = _state(folder)

    ran = run_unseen(*words, book=book, reason=errno.EPIPE)

    assert ran.code == 0, ran
    assert "It is kept: " in ran.err
    assert _state(folder) != before


@in_turns("verb", KEEPING, 1, 3)
def test_the_exit_code_says_it_where_stderr_is_full_too(folder: Path, verb: str) -> None:
    """Nothing else is left to say it with."""
    words, book = _said(verb, folder)
    full = unwritable(errno.ENOSPC)

    assert run_unseen(*words, book=book, reason=errno.ENOSPC, err=full).code == 5


@in_turns("verb", sorted(set(verbs.WRITING) - {"book restore"}), 2, 3)
def test_a_dry_run_that_cannot_be_shown_kept_nothing(folder: Path, verb: str) -> None:
    """It ends as a report does whose disk is full."""
    words, book = _said(verb, folder)
    before = _state(folder)

    ran = run_unseen(*words, "--dry-run", book=book, reason=errno.ENOSPC)

    assert (ran.code, _state(folder)) == (3, before), ran


def test_a_number_of_the_book_is_in_what_is_said(full_book: Path) -> None:
    """The entry's, and that of its record; in JSON too."""
    text = run_unseen(*ADD, book=full_book, reason=errno.ENOSPC)
    json = run_unseen(*ADD, "--json", book=full_book, reason=errno.ENOSPC)

    entries = ok("disburse", "list", "--json", book=full_book).data
    numbers = [each["id"] for each in entries[-2:]]
    assert f"[{KeptNotShownError.code}]: It is kept (entry {numbers[0]}, " in text.err
    assert json.error["details"]["kept"][0] == f"entry {numbers[1]}"
    assert ok("book", "log", "--object", f"entry/{numbers[1]}", "--json", book=full_book).data


def test_several_entries_of_one_command_are_named_by_first_and_last(full_book: Path) -> None:
    """A transfer takes two; an import has one number for all of its rows."""
    moved = ("allocate", "transfer", "DA1", "5", "--year", "2021", "--to", "DA2")

    ran = run_unseen(*moved, "--to-place", "043", book=full_book, reason=errno.ENOSPC)

    first, last = [each["id"] for each in ok("allocate", "list", "--json", book=full_book).data][
        -2:
    ]
    assert f"entries {first} to {last}, " in ran.err


def test_an_upgrade_that_cannot_be_shown_is_kept(
    full_book: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The book has its new revision."""
    raise_revision(monkeypatch, tmp_path)

    assert run_unseen("book", "upgrade", book=full_book, reason=errno.ENOSPC).code == 5
    assert run_unseen("book", "upgrade", book=full_book, reason=errno.ENOSPC).code == 3


def test_a_repetition_that_keeps_nothing_says_nothing_of_keeping(full_book: Path) -> None:
    """The first one kept it."""
    ok(*ADD, "--id", "K1", book=full_book)
    kept = digest(full_book)

    ran = run_unseen(*ADD, "--id", "K1", book=full_book, reason=errno.ENOSPC)

    assert (ran.code, digest(full_book)) == (3, kept)


@pytest.mark.parametrize("when", ["before", "after"])
def test_whoever_interrupts_the_keeping_itself_is_told_that_it_is_kept(
    full_book: Path, monkeypatch: pytest.MonkeyPatch, when: str
) -> None:
    """Ctrl-C in that moment is too late, and 130 would mean that nothing was kept."""
    commit = SqliteFile.commit

    def interrupted(*words: object) -> None:
        if when == "before":
            os.kill(os.getpid(), signal.SIGINT)
        commit(*words)  # type: ignore[arg-type]  # handed on
        if when == "after":
            os.kill(os.getpid(), signal.SIGINT)

    monkeypatch.setattr(SqliteFile, "commit", interrupted)
    kept = digest(full_book)

    ran = run(*ADD, book=full_book, lang="en")

    assert (ran.code, ran.out) == (5, "")
    assert "interrupted" in ran.err
    assert digest(full_book) != kept


def test_a_defect_behind_the_keeping_does_not_say_that_nothing_was_kept(
    full_book: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever comes after it."""

    def broken(*_: object, **__: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("ethnictrack.cli.commands.entries.finish", broken)

    ran = run(*ADD, book=full_book, lang="en")

    assert (ran.code, "entry" in ran.err) == (5, True)
    assert "Nothing was kept" not in ran.err


def test_full_and_closed_streams_of_a_real_process_end_alike(full_book: Path) -> None:
    """With the streams of the system instead of ours."""
    with Path("/dev/full").open("wb") as full:
        one = spawn(*ADD, book=full_book, stdout=full)
        both = spawn(*ADD, book=full_book, stdout=full, stderr=full)
    closed = spawn(*ADD, book=full_book, preexec_fn=lambda: os.closerange(0, 3))

    assert (one.returncode, both.returncode, closed.returncode) == (5, 5, 0)
    assert b"kept-not-shown" in one.stderr
    assert b"Traceback" not in one.stderr
    assert len(ok("disburse", "list", "--json", book=full_book).data) == 8


@pytest.mark.parametrize("closed", [0, 1, 2])
def test_a_program_without_one_of_its_streams_reports_as_ever(full_book: Path, closed: int) -> None:
    """As a service starts it."""
    file = full_book.with_name("r.json")

    ran = spawn(
        *("report", "rates", "-o", str(file)),
        book=full_book,
        preexec_fn=lambda: os.close(closed),
    )

    assert ran.returncode == 0
    assert file.read_bytes()
