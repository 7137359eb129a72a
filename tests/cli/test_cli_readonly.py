"""A book that is only to be read: by a setting, or by the rights of its file or folder."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests import verbs
from tests.books import digest
from tests.shell import ok, run, spawn

ON = {"ETHNICTRACK_READONLY": "1"}


@pytest.fixture(scope="module")
def ready(full_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a folder with a book and the files that verbs read."""
    folder = tmp_path_factory.mktemp("ready")
    book = Path(shutil.copy(full_template, folder / "book.sqlite"))
    verbs.prepare(book, folder / "files")
    return folder


@pytest.fixture
def folder(ready: Path, tmp_path: Path) -> Iterator[Path]:
    """Return such a folder of the test's own, which may lose its rights."""
    own = Path(shutil.copytree(ready, tmp_path / "own"))
    (tmp_path / "out").mkdir()
    yield own
    own.chmod(0o700)


def _said(verb: str, folder: Path) -> list[str]:
    return verbs.words(verb, files=folder / "files", out=folder.with_name("out"))


@pytest.mark.parametrize("verb", verbs.WRITING)
def test_no_writing_verb_writes_while_the_switch_is_on(folder: Path, verb: str) -> None:
    """Not by trial either, and nothing is made: no lock, no draft, no copy."""
    book = folder / "book.sqlite"
    before = digest(book), sorted(folder.rglob("*"))
    dry = ["--dry-run"] if verb != "book restore" else []

    for more in ([], dry):
        ran = run(*_said(verb, folder), *more, "--json", book=book, env=ON)
        assert (ran.code, ran.error["code"]) == (3, "book-read-only"), ran
        assert "ETHNICTRACK_READONLY" in ran.error["message"]
    assert before == (digest(book), sorted(folder.rglob("*")))


@pytest.mark.parametrize("verb", verbs.READING)
def test_every_reading_verb_reads_while_the_switch_is_on(folder: Path, verb: str) -> None:
    """A copy and a page are not the book."""
    ok(*_said(verb, folder), book=folder / "book.sqlite", env=ON)


@pytest.mark.parametrize("said", ["", "0"])
def test_a_switch_that_is_off_is_none(folder: Path, said: str) -> None:
    """Nothing said and 0 are the same."""
    env = {"ETHNICTRACK_READONLY": said}

    ok("book", "settings", "office", "Ban Dân tộc", book=folder / "book.sqlite", env=env)


@pytest.mark.parametrize(("which", "word"), [("book.sqlite", "tệp sổ"), (".", "thư mục")])
def test_rights_that_were_taken_away_are_named(folder: Path, which: str, word: str) -> None:
    """They bind an administrator too, whom the system would let through."""
    book, target = folder / "book.sqlite", folder / which
    target.chmod(target.stat().st_mode & 0o555)
    before = sorted(folder.iterdir())

    ran = run("allocate", "add", "DA1", "5", "--year", "2021", "--json", book=book)
    ok("disburse", "list", book=book)

    assert (ran.code, ran.error["code"]) == (3, "book-read-only")
    assert word in ran.error["message"]
    assert sorted(folder.iterdir()) == before


def test_a_file_is_not_read_for_a_book_that_takes_none(folder: Path) -> None:
    """The refusal comes first: an import may be long, and this one does not exist."""
    ran = spawn("disburse", "import", "no-such.csv", book=folder / "book.sqlite", env=ON)

    assert ran.returncode == 3
