"""Imports as processes of their own: killed, interrupted, two at a time."""

from __future__ import annotations

import re
import signal
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.books import count_entries, digest
from tests.shell import Running, begun, ok, spawn
from tests.terminal import Terminal

from ethnictrack.book.lock import lock_path

ROWS = 3000
INTERRUPTED = 130
_PATIENCE = 60  # seconds


@pytest.fixture
def planned(fresh_book: Path) -> Path:
    """Return a book with plan enough for long files."""
    ok("allocate", "add", "DA1", "100 tỷ", "--year", "2021", book=fresh_book)
    return fresh_book


def _file(folder: Path, name: str) -> Path:
    """Write a long file of rows that no other file has."""
    path = folder / f"{name}.csv"
    lines = "".join(f"DA1,1.000,15/11/2021,{name}-{number}\n" for number in range(ROWS))
    path.write_text("program,amount,date,voucher\n" + lines, encoding="utf-8")
    return path


def _start(book: Path, file: Path) -> Running | subprocess.Popen[bytes]:
    return begun("disburse", "import", str(file), book=book, lang="en")


def _wait(until: Callable[[], bool], running: Running | subprocess.Popen[bytes]) -> None:
    """Wait for a moment in the life of an import, while it runs."""
    end = time.monotonic() + _PATIENCE
    while not until() and running.poll() is None:
        assert time.monotonic() < end
        time.sleep(0.0005)


def _begun(book: Path) -> Callable[[], bool]:
    """Tell the moment at which an import has its turn."""
    lock = lock_path(book)
    lock.write_bytes(b"")
    return lambda: lock.stat().st_size > 0


def _writing(book: Path) -> Callable[[], bool]:
    """Tell the moment at which SQLite begins to keep old pages aside."""
    aside = book.with_name(f"{book.name}-journal")
    return lambda: aside.exists() and aside.stat().st_size > 0


def _growing(book: Path) -> Callable[[], bool]:
    """Tell the moment at which the first new pages come into the file: it is being kept."""
    size = book.stat().st_size
    return lambda: book.stat().st_size > size


@pytest.mark.parametrize("moment", [_begun, _writing], ids=["begun", "writing"])
@pytest.mark.posix("another process is not interrupted on Windows as by Ctrl-C")
@pytest.mark.parametrize(("how", "code"), [("SIGKILL", -9), ("SIGINT", INTERRUPTED)])
def test_an_import_that_is_cut_off_leaves_the_book_as_it_was(
    how: str,
    code: int,
    moment: Callable[[Path], Callable[[], bool]],
    planned: Path,
    tmp_path: Path,
) -> None:
    """Byte for byte; what a killed one left half written is taken back by whoever comes next."""
    before = digest(planned)
    running = _start(planned, _file(tmp_path, "A"))
    _wait(moment(planned), running)

    running.send_signal(getattr(signal, how))
    out, err = running.communicate()

    assert running.returncode == code, (out, err)
    assert b"Traceback" not in err
    ok("book", "verify", book=planned)
    assert digest(planned) == before


def test_an_import_that_is_killed_while_it_is_kept_is_in_the_book_or_is_not(
    planned: Path, tmp_path: Path
) -> None:
    """Whole, or byte for byte not at all."""
    before = digest(planned)
    running = _start(planned, _file(tmp_path, "A"))
    _wait(_growing(planned), running)

    running.kill()
    running.communicate()

    ok("book", "verify", book=planned)
    assert digest(planned) == before or count_entries(planned) == 1 + ROWS


def test_of_two_imports_of_one_file_the_second_waits_and_is_refused(
    planned: Path, tmp_path: Path
) -> None:
    """Nothing is doubled."""
    file = _file(tmp_path, "A")
    first = _start(planned, file)
    _wait(_begun(planned), first)
    second = _start(planned, file)

    err = [each.communicate()[1] for each in (first, second)]

    assert (first.returncode, second.returncode) == (0, 1)
    assert b"error[already-imported]" in err[1]
    assert count_entries(planned) == 1 + ROWS


def test_two_imports_of_different_files_both_come_in(planned: Path, tmp_path: Path) -> None:
    """One waits for the other."""
    running = [_start(planned, _file(tmp_path, name)) for name in ("A", "B")]

    for each in running:
        each.communicate()

    assert [each.returncode for each in running] == [0, 0]
    assert count_entries(planned) == 1 + 2 * ROWS
    ok("book", "verify", book=planned)


def test_a_long_import_says_on_a_terminal_how_far_it_is(planned: Path, tmp_path: Path) -> None:
    """Rows, pace and time left on one line, which is gone when the result comes."""
    file = _file(tmp_path, "A")

    with Terminal("disburse", "import", str(file), book=planned) as terminal:
        code = terminal.finish()

    assert code == 0
    line = rb"\rRow 1,000 of about 3,001, [0-9,]+ rows a second, [0-9]+:[0-9]{2} to go"
    assert re.search(line, terminal.raw), terminal.raw
    assert "rows a second" not in terminal.text()
    assert "Import 1: 3,000 rows" in terminal.text()


def test_a_long_import_says_nothing_of_it_on_a_pipe(planned: Path, tmp_path: Path) -> None:
    """A script reads the result and the talk, and no line that is written over."""
    ran = spawn("disburse", "import", str(_file(tmp_path, "A")), book=planned, lang="en")

    assert (ran.returncode, ran.stderr) == (0, b"")
