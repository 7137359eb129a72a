"""A fair lock in front of the book: first come, first served.

SQLite waits by polling, and one of many writers can starve for seconds; the kernel's file lock
queues them. The lock file beside the book stays where it is: it is the kernel that holds the
lock, so nothing goes stale when a process dies. What others put in its place is left alone.
"""

from __future__ import annotations

import errno
import os
import re
import stat
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Thread

from ethnictrack.errors.book import BusyError, UnwritableBookError
from ethnictrack.i18n import N_
from ethnictrack.values.errors import UnusableBookError

WAIT_SECONDS = 30


class StrangeLockError(UnusableBookError):
    path: str
    lock: str
    code = "lock-strange"
    text = N_("{lock}, where {path} has its lock file, is no lock file of this program.")
    remedy = N_("Look at what it is, and move it to another folder. Nothing of it was changed.")


OWNER_ONLY = 0o600
OWNER_AND_GROUP = 0o660
_NOTE = re.compile(rb"(?:[0-9]{1,19}\n)?")  # the number of a process
_NOTE_BYTES = 20
# No link is followed, and a pipe is not waited for.
_FLAGS = (
    os.O_RDWR
    | getattr(os, "O_CLOEXEC", 0)
    | getattr(os, "O_NOFOLLOW", 0)
    | getattr(os, "O_NONBLOCK", 0)
)
_LINK_OR_FOLDER = frozenset({errno.ELOOP, errno.EISDIR, errno.ENXIO})


def lock_path(book: Path) -> Path:
    """Return the name of the lock file of a book, the same by whatever link it is reached."""
    real = book.resolve()
    return real.with_name(f"{real.name}.lock")


@contextmanager
def fair_lock(book: Path, wait: float) -> Iterator[None]:
    """Hold the lock of a book, waiting in line for ``wait`` seconds at most.

    Raises: BusyError, UnwritableBookError, StrangeLockError.
    """
    if sys.platform == "win32":  # pragma: no cover - there SQLite's own waiting has to do
        yield
        return
    handle = _lock_file(book)
    try:
        _check_ours(handle, book)
        _share(handle, book)
        _queue(handle, book, wait)
        with suppress(OSError):  # a note for whoever waits; a full disk must not stop the work
            os.truncate(handle, 0)
            os.pwrite(handle, f"{os.getpid()}\n".encode(), 0)
        yield
    finally:
        os.close(handle)


def check_lock(book: Path) -> None:
    """Refuse what lies in the place of a book's lock file and is none. Raises: StrangeLockError."""
    if sys.platform == "win32" or not os.path.lexists(lock_path(book)):
        return
    handle = _lock_file(book)
    try:
        _check_ours(handle, book)
    finally:
        os.close(handle)


def _lock_file(book: Path) -> int:
    """Open the lock file, made where there is none.

    Only then is it asked for as a new one: in some shared folders the kernel gives nobody the
    file of another user in answer to that.
    """
    path = lock_path(book)
    try:
        with suppress(FileNotFoundError):
            return os.open(path, _FLAGS)
        return os.open(path, _FLAGS | os.O_CREAT, OWNER_ONLY)
    except OSError as failure:
        if failure.errno in _LINK_OR_FOLDER:
            raise StrangeLockError(path=str(book), lock=str(path)) from None
        raise UnwritableBookError(
            path=str(book), what=N_("its folder or its lock file takes no writing")
        ) from None


def _check_ours(handle: int, book: Path) -> None:
    """Refuse a file that holds anything but the note of a process, or that has a second name."""
    status = os.fstat(handle)
    plain = stat.S_ISREG(status.st_mode) and status.st_nlink <= 1
    if not plain or not _NOTE.fullmatch(os.pread(handle, _NOTE_BYTES + 1, 0)):
        raise StrangeLockError(path=str(book), lock=str(lock_path(book)))


def _share(handle: int, book: Path) -> None:
    """Let those take the lock who can write the book: the group of its folder, never everybody."""
    status, folder = os.fstat(handle), lock_path(book).parent.stat()
    shared = folder.st_mode & stat.S_IWGRP and not folder.st_mode & stat.S_IWOTH
    known = (stat.S_IMODE(status.st_mode), status.st_gid) == (OWNER_AND_GROUP, folder.st_gid)
    if shared and not known and status.st_uid == os.geteuid():
        with suppress(OSError):  # its owner need not be of that group
            os.fchown(handle, -1, folder.st_gid)
            os.fchmod(handle, OWNER_AND_GROUP)


def _queue(handle: int, book: Path, wait: float) -> None:
    import fcntl  # noqa: PLC0415 - not there on Windows

    with suppress(BlockingIOError):
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        return

    # Waiting without polling keeps the place in the kernel's queue; a thread gives it an end.
    # It waits on a copy of the handle and closes it, so that giving up leaves nothing held.
    def take(copy: int) -> None:
        fcntl.flock(copy, fcntl.LOCK_EX)
        os.close(copy)

    waiter = Thread(target=take, args=(os.dup(handle),), daemon=True)
    waiter.start()
    waiter.join(wait)
    if waiter.is_alive():
        pid = os.pread(handle, _NOTE_BYTES, 0).decode("ascii", "replace").strip() or None
        raise BusyError(path=str(book), holder=pid)
