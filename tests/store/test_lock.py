"""The fair lock: first come, first served, and nothing stale when a holder dies."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest
from tests.books import allocated, count_entries, signed

from ethnictrack.domain.errors.book import BusyError
from ethnictrack.store.lock import fair_lock, lock_path
from ethnictrack.store.opening import write_book

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="SQLite waits by itself there")

# Says its name when it has the lock, and gives it back when its input ends.
_HOLDER = """
import sys
from pathlib import Path
from ethnictrack.store.lock import fair_lock
book, name, said = sys.argv[1:]
with fair_lock(Path(book), 20):
    with open(said, "a") as file:
        file.write(name)
    print("held", flush=True)
    sys.stdin.read()
"""


@contextmanager
def _holder(book: Path, name: str = "x") -> Iterator[subprocess.Popen[str]]:
    """Start a process that asks for the lock of a book, and end it when the block ends."""
    said = book.with_name("said")
    process = subprocess.Popen(
        [sys.executable, "-c", _HOLDER, str(book), name, str(said)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


def _wait_until_held(process: subprocess.Popen[str]) -> None:
    assert process.stdout is not None
    assert process.stdout.readline() == "held\n"


def _wait_until_queued(process: subprocess.Popen[str]) -> None:
    """Wait until the kernel lists the process as waiting."""
    locks = Path("/proc/locks")
    if not locks.exists():
        pytest.skip("this system does not tell who waits for a lock")
    deadline = time.monotonic() + 10
    while time.monotonic() < deadline:
        waiting = [line.split() for line in locks.read_text().splitlines() if "->" in line]
        if any(str(process.pid) in words for words in waiting):
            return
        time.sleep(0.01)
    pytest.fail("the process does not stand in line")


def test_whoever_came_first_is_served_first(tmp_path: Path) -> None:
    """Three processes wait; each has the lock in the order they asked for it."""
    book = tmp_path / "book.sqlite"

    with ExitStack() as stack:
        waiting = []
        with fair_lock(book, 0):
            for name in "123":
                waiting.append(stack.enter_context(_holder(book, name)))
                _wait_until_queued(waiting[-1])
        for process in waiting:
            _wait_until_held(process)
            process.communicate()

    assert (tmp_path / "said").read_text() == "123"


def test_a_holder_that_dies_leaves_nothing_stale(tmp_path: Path) -> None:
    """The kernel gives the lock back; the file stays and says nothing."""
    book = tmp_path / "book.sqlite"
    with _holder(book) as process:
        _wait_until_held(process)
        process.send_signal(signal.SIGKILL)
        process.wait()

        asked = time.monotonic()
        with fair_lock(book, 5):
            waited = time.monotonic() - asked

    assert waited < 1
    assert lock_path(book).read_text() == f"{os.getpid()}\n"


def test_whoever_waits_too_long_is_told_who_holds_the_book(fresh_book: Path) -> None:
    """Exit code 4, the number of the process, and nothing written."""
    with _holder(fresh_book) as process:
        _wait_until_held(process)
        asked = time.monotonic()
        with pytest.raises(BusyError) as refusal, write_book(fresh_book, signed(), wait=0.2):
            pass
        waited = time.monotonic() - asked

    assert refusal.value.exit == 4
    assert str(process.pid) == refusal.value.holder
    assert 0.1 < waited < 2
    assert count_entries(fresh_book) == 0


def test_giving_up_leaves_no_place_in_the_line(tmp_path: Path) -> None:
    """Whoever gave up does not get the lock later and keep it from the others."""
    book = tmp_path / "book.sqlite"
    with fair_lock(book, 0), pytest.raises(BusyError), fair_lock(book, 0.05):
        pass

    with _holder(book) as process:
        _wait_until_held(process)


def test_nobody_is_named_who_is_not_known(tmp_path: Path) -> None:
    """A holder whose note could not be written, on a full disk, has no number."""
    book = tmp_path / "book.sqlite"
    with fair_lock(book, 0):
        lock_path(book).write_bytes(b"")
        with pytest.raises(BusyError) as refusal, fair_lock(book, 0.05):
            pass

    assert refusal.value.holder is None
    assert "holder" not in refusal.value.sentence().text


def test_the_lock_is_given_back_when_the_work_fails(tmp_path: Path) -> None:
    """The next one has it at once."""
    book = tmp_path / "book.sqlite"
    with pytest.raises(ZeroDivisionError), fair_lock(book, 0):
        raise ZeroDivisionError

    with fair_lock(book, 0):
        pass


def test_the_lock_file_is_its_owners_alone(tmp_path: Path) -> None:
    """It lies beside the book and needs no more rights than that."""
    book = tmp_path / "book.sqlite"
    with fair_lock(book, 0):
        pass

    assert lock_path(book).stat().st_mode & 0o777 == 0o600


def test_readers_need_no_lock(fresh_book: Path) -> None:
    """Only writers stand in line."""
    with write_book(fresh_book, signed()) as book:
        allocated(book, 100)

    with _holder(fresh_book) as process:
        _wait_until_held(process)
        assert count_entries(fresh_book) == 1
