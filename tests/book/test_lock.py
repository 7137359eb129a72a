"""The fair lock: first come, first served, and nothing stale when a holder dies."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest
from tests.books import NOON, allocated, count_entries, digest, signed

from ethnictrack.book.copy import back_up, put_back
from ethnictrack.book.lock import StrangeLockError, fair_lock, lock_path, lock_state
from ethnictrack.book.opening import write_book
from ethnictrack.errors.book import BusyError

Plant = Callable[[Path, Path], None]
_FIRST, _SECOND, _GROUP = 60001, 60002, 60000

# Says its name when it has the lock, and gives it back when its input ends.
_HOLDER = """
import sys
from pathlib import Path
from ethnictrack.book.lock import fair_lock
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


def test_a_lock_is_looked_at_and_left_as_it_is(tmp_path: Path) -> None:
    """It is none yet, held by somebody, or free; looking takes it from nobody."""
    book = tmp_path / "book.sqlite"
    seen = [lock_state(book)]

    with _holder(book) as process:
        _wait_until_held(process)
        seen += [lock_state(book), lock_state(book)]
        assert process.communicate("")[0] == ""
    seen.append(lock_state(book))

    assert seen == ["none", "held", "held", "free"]
    assert lock_path(book).read_text(encoding="ascii") == f"{process.pid}\n"


def _wait_until_queued(process: subprocess.Popen[str]) -> None:
    """Wait until the kernel lists the process as waiting."""
    locks = Path("/proc/locks")
    if sys.platform == "win32" or not locks.exists():  # wine shows those of the system below it
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
        process.kill()
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


@pytest.mark.posix("a file of Windows has the rights of its folder")
def test_the_lock_file_is_its_owners_alone(tmp_path: Path) -> None:
    """It lies beside the book and needs no more rights than that."""
    book = tmp_path / "book.sqlite"
    with fair_lock(book, 0):
        pass

    assert lock_path(book).stat().st_mode & 0o777 == 0o600


@pytest.mark.posix("a file of Windows has the rights of its folder")
@pytest.mark.parametrize("mode", [0o770, 0o2770, 0o775])
def test_a_lock_file_in_a_folder_of_a_group_is_the_groups(tmp_path: Path, mode: int) -> None:
    """Who may write the book has to be able to take its turn; everybody else has no part in it."""
    tmp_path.chmod(mode)
    book = tmp_path / "book.sqlite"
    with fair_lock(book, 0):
        pass

    status = lock_path(book).stat()
    assert status.st_mode & 0o777 == 0o660
    assert status.st_gid == tmp_path.stat().st_gid


@pytest.mark.posix("a file of Windows has the rights of its folder")
def test_a_lock_file_in_a_folder_of_everybody_is_its_owners_alone(tmp_path: Path) -> None:
    """Such as /tmp: nobody else may hold up the book."""
    tmp_path.chmod(0o1777)
    with fair_lock(tmp_path / "book.sqlite", 0):
        pass

    assert lock_path(tmp_path / "book.sqlite").stat().st_mode & 0o777 == 0o600


def _linked(lock: Path, victim: Path) -> None:
    lock.symlink_to(victim)


def _linked_to_nothing(lock: Path, victim: Path) -> None:
    lock.symlink_to(victim.with_name("none"))


def _named_twice(lock: Path, victim: Path) -> None:
    victim.write_bytes(b"")
    os.link(victim, lock)


def _written(lock: Path, victim: Path) -> None:
    shutil.copy(victim, lock)


def _folder(lock: Path, victim: Path) -> None:  # noqa: ARG001 - as the others
    lock.mkdir()


def _pipe(lock: Path, victim: Path) -> None:  # noqa: ARG001 - as the others
    os.mkfifo(lock)


def _a_number_and_more(lock: Path, victim: Path) -> None:  # noqa: ARG001 - as the others
    lock.write_bytes(b"12\n34\n")


@pytest.mark.posix("links and pipes take rights there that a clerk lacks")
@pytest.mark.parametrize(
    "plant",
    [_linked, _linked_to_nothing, _named_twice, _written, _folder, _pipe, _a_number_and_more],
)
def test_what_is_no_lock_file_is_left_alone(fresh_book: Path, plant: Plant) -> None:
    """A link may lead to any file of the clerk, even to the book; nothing is emptied or made."""
    victim = fresh_book.with_name("letter.txt")
    victim.write_text("một bức thư")
    plant(lock_path(fresh_book), victim)
    before = _contents(fresh_book.parent)

    with pytest.raises(StrangeLockError) as refusal, write_book(fresh_book, signed()):
        pass

    assert refusal.value.exit == 3
    assert _contents(fresh_book.parent) == before


@pytest.mark.posix("links take rights there that a clerk lacks")
def test_a_lock_that_is_a_link_to_the_book_does_not_empty_it(fresh_book: Path) -> None:
    """It would be the end of the book."""
    lock_path(fresh_book).symlink_to(fresh_book)
    before = digest(fresh_book)

    with pytest.raises(StrangeLockError), write_book(fresh_book, signed()):
        pass

    assert digest(fresh_book) == before


def _contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


@pytest.mark.posix("a file of Windows has the rights of its folder")
def test_two_users_of_a_group_share_a_book(shared_folder: Path) -> None:
    """Whoever of the group wrote first: the other takes turns with the first, and nobody else."""
    book = shared_folder / "book.sqlite"
    for user, verb in ((_FIRST, "make"), (_FIRST, "write"), (_FIRST, "share"), (_SECOND, "write")):
        _done_by(user, verb, book)
    _done_by(_SECOND, "replace", book)
    _done_by(_FIRST, "write", book)

    assert lock_path(book).stat().st_mode & 0o777 == 0o660
    assert book.stat().st_mode & 0o777 == 0o660
    assert count_entries(book) == 3


@pytest.fixture
def shared_folder() -> Iterator[Path]:
    """Return a folder of a group, in which every file is the group's."""
    if os.geteuid():
        pytest.skip("only an administrator can act as two users")
    folder = Path(tempfile.mkdtemp())
    os.chown(folder, _FIRST, _GROUP)
    folder.chmod(0o2770)
    yield folder
    shutil.rmtree(folder)


def _done_by(user: int, verb: str, book: Path) -> None:
    """Do something as a user of the group, in a process that has loaded what nobody may load."""
    from tests.books import make_book  # noqa: PLC0415 - loaded before the rights are given up

    def write() -> None:
        with write_book(book, signed()) as opened:
            allocated(opened, 100, "DA1")

    def replace() -> None:
        copy = book.with_name("copy.sqlite")
        back_up(book, copy, lambda _: None)
        put_back(copy, book, lambda _: None, replace=True, at=NOON, wait=1)

    acts = {
        "make": lambda: make_book(book),
        "share": lambda: book.chmod(0o660),
        "write": write,
        "replace": replace,
    }
    child = os.fork()
    if not child:
        try:
            os.setgroups([])
            os.setresgid(_GROUP, _GROUP, _GROUP)
            os.setresuid(user, user, user)
            acts[verb]()
        except BaseException:  # noqa: BLE001 - told by the code, whatever it was
            os._exit(1)
        os._exit(0)
    assert os.waitpid(child, 0)[1] == 0, verb


def test_readers_need_no_lock(fresh_book: Path) -> None:
    """Only writers stand in line."""
    with write_book(fresh_book, signed()) as book:
        allocated(book, 100)

    with _holder(fresh_book) as process:
        _wait_until_held(process)
        assert count_entries(fresh_book) == 1
