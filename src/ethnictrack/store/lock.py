"""A fair lock in front of the book: first come, first served.

SQLite waits by polling, and one of many writers can starve for seconds; the kernel's file lock
queues them. The lock file beside the book stays where it is: it is the kernel that holds the
lock, so nothing goes stale when a process dies.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Thread

from ethnictrack.domain.errors.book import BusyError, UnwritableBookError
from ethnictrack.i18n import N_

OWNER_ONLY = 0o600


def lock_path(book: Path) -> Path:
    """Return the name of the lock file of a book, the same by whatever link it is reached."""
    real = book.resolve()
    return real.with_name(f"{real.name}.lock")


@contextmanager
def fair_lock(book: Path, wait: float) -> Iterator[None]:
    """Hold the lock of a book, waiting in line for ``wait`` seconds at most.

    Raises: BusyError, UnwritableBookError.
    """
    if sys.platform == "win32":  # pragma: no cover - there SQLite's own waiting has to do
        yield
        return
    try:
        handle = os.open(lock_path(book), os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, OWNER_ONLY)
    except OSError:
        raise UnwritableBookError(
            path=str(book), what=N_("its folder or its lock file takes no writing")
        ) from None
    try:
        _queue(handle, book, wait)
        with suppress(OSError):  # a note for whoever waits; a full disk must not stop the work
            os.truncate(handle, 0)
            os.pwrite(handle, f"{os.getpid()}\n".encode(), 0)
        yield
    finally:
        os.close(handle)


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
        pid = os.pread(handle, 20, 0).decode("ascii", "replace").strip() or None
        raise BusyError(path=str(book), holder=pid)
