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
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Lock, Thread

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


MODES = sys.platform != "win32"  # whether a mode says who may read; there the folder's rights do
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
    | getattr(os, "O_BINARY", 0)
)
_LINK_OR_FOLDER = frozenset({errno.ELOOP, errno.EISDIR, errno.ENXIO})


# How a process stands in line for an open file: the kernel's own queue, first come, first served.
if sys.platform == "win32":
    # Locked is a byte behind all that is ever in the file: what is locked cannot be read there.
    _BYTE, _EXCLUSIVE, _AT_ONCE = 1 << 30, 2, 1
    _MOMENT = 1 / 10  # seconds; Ctrl-C is heard between two of them

    def _take(handle: int, *, wait: bool, how: int = _EXCLUSIVE) -> bool:
        """Lock a file that is open, at once or when it is our turn. `msvcrt.locking` only polls."""
        import ctypes  # noqa: PLC0415 - a command that reads needs none of it
        import msvcrt  # noqa: PLC0415
        import struct  # noqa: PLC0415

        where = ctypes.create_string_buffer(struct.pack("<QQLLQ", 0, 0, _BYTE, 0, 0))
        how |= 0 if wait else _AT_ONCE
        file = ctypes.c_void_p(msvcrt.get_osfhandle(handle))
        return bool(ctypes.windll.kernel32.LockFileEx(file, how, 0, 1, 0, where))

    def _is_held(handle: int) -> bool:
        """Say whether somebody has a file that is open here; closing it gives our look back."""
        return not _take(handle, wait=False, how=0)

    @contextmanager
    def turn(handle: int, path: Path, wait: float) -> Iterator[bool]:
        """Yield whether it is our turn with a file, after ``wait`` seconds at most."""
        if _take(handle, wait=False):
            yield True
            return
        # A file that somebody waits for answers nothing else: the waiter opens it for itself.
        waiting, decided = os.open(path, os.O_RDWR), Lock()

        def stand() -> None:
            if not _take(waiting, wait=True) or not decided.acquire(blocking=False):
                os.close(waiting)  # whoever asked has given up

        line = Thread(target=stand, daemon=True)
        line.start()
        ends = time.monotonic() + wait
        while line.is_alive() and time.monotonic() < ends:
            line.join(_MOMENT)
        if decided.acquire(blocking=False):
            yield False
            return
        try:
            yield True
        finally:
            os.close(waiting)

else:
    import fcntl

    @contextmanager
    def turn(handle: int, path: Path, wait: float) -> Iterator[bool]:  # noqa: ARG001 - as there
        """Yield whether it is our turn with a file, after ``wait`` seconds at most."""
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            ours = True
        except BlockingIOError:
            ours = _queue(handle, wait)
        yield ours

    def _is_held(handle: int) -> bool:
        """Say whether somebody has a file that is open here; closing it gives our look back."""
        try:
            fcntl.flock(handle, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except OSError:
            return True
        return False

    def _queue(handle: int, wait: float) -> bool:
        # Waiting without polling keeps the place in the kernel's queue; a thread gives it an end.
        # It waits on a copy of the handle and closes it, so that giving up leaves nothing held.
        def take(copy: int) -> None:
            fcntl.flock(copy, fcntl.LOCK_EX)
            os.close(copy)

        waiter = Thread(target=take, args=(os.dup(handle),), daemon=True)
        waiter.start()
        waiter.join(wait)
        return not waiter.is_alive()


def lock_path(book: Path) -> Path:
    """Return the name of the lock file of a book, the same by whatever link it is reached."""
    real = book.resolve()
    return real.with_name(f"{real.name}.lock")


@contextmanager
def fair_lock(book: Path, wait: float) -> Iterator[None]:
    """Hold the lock of a book, waiting in line for ``wait`` seconds at most.

    Raises: BusyError, UnwritableBookError, StrangeLockError.
    """
    handle = _lock_file(book)
    try:
        _check_ours(handle, book)
        _share(handle, book)
        with turn(handle, lock_path(book), wait) as ours:
            if not ours:
                holder = _note(handle).decode("ascii", "replace").strip() or None
                raise BusyError(path=str(book), holder=holder)
            with suppress(OSError):  # a note for whoever waits; a full disk must not stop the work
                os.truncate(handle, 0)
                os.lseek(handle, 0, os.SEEK_SET)
                os.write(handle, f"{os.getpid()}\n".encode())
            yield
    finally:
        os.close(handle)


def check_lock(book: Path) -> None:
    """Refuse what lies in the place of a book's lock file and is none. Raises: StrangeLockError."""
    if not os.path.lexists(lock_path(book)):
        return
    handle = _lock_file(book)
    try:
        _check_ours(handle, book)
    finally:
        os.close(handle)


def lock_state(book: Path) -> str:
    """Say whether a book's lock is ``free``, ``held`` just now, or not made yet (``none``)."""
    path = lock_path(book)
    if not path.is_file():
        return "none"
    try:
        handle = os.open(path, _FLAGS & ~os.O_RDWR | os.O_RDONLY)
    except OSError:
        return "none"
    try:
        return "held" if _is_held(handle) else "free"
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
    if not plain or not _NOTE.fullmatch(_note(handle)):
        raise StrangeLockError(path=str(book), lock=str(lock_path(book)))


def _note(handle: int) -> bytes:
    """Return what the file holds, and a byte more than it may."""
    os.lseek(handle, 0, os.SEEK_SET)
    return os.read(handle, _NOTE_BYTES + 1)


def _share(handle: int, book: Path) -> None:
    """Let those take the lock who can write the book: the group of its folder, never everybody.

    On Windows a file has the rights of its folder.
    """
    if sys.platform == "win32":
        return
    status, folder = os.fstat(handle), lock_path(book).parent.stat()
    shared = folder.st_mode & stat.S_IWGRP and not folder.st_mode & stat.S_IWOTH
    known = (stat.S_IMODE(status.st_mode), status.st_gid) == (OWNER_AND_GROUP, folder.st_gid)
    if shared and not known and status.st_uid == os.geteuid():
        with suppress(OSError):  # its owner need not be of that group
            os.fchown(handle, -1, folder.st_gid)
            os.fchmod(handle, OWNER_AND_GROUP)
