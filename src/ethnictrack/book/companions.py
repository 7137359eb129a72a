"""What lies beside a book and belongs to it alone: journal, write-ahead log, lock.

SQLite rolls a journal, or a log, into whatever file has the name without its ending. One that a
book left behind when it was moved away would change the next book of that name.
"""

from __future__ import annotations

import os
import stat
from pathlib import Path

from ethnictrack.book.lock import check_lock
from ethnictrack.errors.place import StrayCompanionError, UnfitCompanionError

JOURNAL, WAL, SHARED = "-journal", "-wal", "-shm"


def companion(book: Path, ending: str) -> Path:
    """Return where a book has its journal, or another companion, by whatever link it is reached."""
    real = book.resolve()
    return real.with_name(f"{real.name}{ending}")


def lies_beside(book: Path, ending: str) -> bool:
    """Say whether something has the name of a companion, be it a link that leads nowhere."""
    return os.path.lexists(companion(book, ending))


def check_alone(book: Path, *endings: str) -> None:
    """Refuse a place for a book where the companions of another one lie; the lock always counts.

    Raises: StrayCompanionError, StrangeLockError.
    """
    for ending in endings or (JOURNAL, WAL, SHARED):
        if lies_beside(book, ending):
            beside = companion(book, ending)
            raise StrayCompanionError(path=str(book), companion=str(beside))
    check_lock(book)


def check_ordinary(book: Path) -> None:
    """Refuse a book whose journal or log would be a pipe, a folder, a link or a device.

    The database opens whatever has the name: at a pipe it waits for ever, a link it refuses in
    words of its own. Raises: UnfitCompanionError.
    """
    real = str(book.resolve())
    for ending in (JOURNAL, WAL, SHARED):
        try:
            mode = os.lstat(f"{real}{ending}").st_mode
        except OSError:
            continue  # nothing is there
        if not stat.S_ISREG(mode):
            raise UnfitCompanionError(path=str(book), companion=f"{real}{ending}")
