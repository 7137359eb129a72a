"""What is looked at before a book is opened: under a millisecond, and nothing is created.

Each line answers a fault that was measured: a mistyped path that SQLite would create, a file cut
off by a copy, another program's database, a network folder whose locks do not work.
"""

from __future__ import annotations

import os
import sqlite3
import stat
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import Literal
from urllib.parse import quote

from ethnictrack.book.files import (
    JOURNAL,
    WAL,
    StrayCompanionError,
    check_ordinary,
    companion,
    forget_draft,
    lies_beside,
)
from ethnictrack.book.location import in_network
from ethnictrack.errors.book import (
    BusyError,
    DamagedBookError,
    MissingBookError,
    NewerBookError,
    NotABookError,
    OlderBookError,
    UnreleasedBookError,
    UnsafePlaceError,
    UnwritableBookError,
)
from ethnictrack.i18n import N_
from ethnictrack.values.errors import UnusableBookError


class WriteAheadError(UnusableBookError):
    path: str
    code = "book-wal"
    text = N_(
        "{path} was put into write-ahead mode (WAL) by another program; a copy of it or a "
        "restoration over it would lack its newest entries."
    )
    remedy = N_("`ethnictrack --book {path} book upgrade` puts it back, after a copy beside it.")


APPLICATION_ID = 0x45544E42  # "ETNB"
_UNRELEASED = 0x45544E4B  # "ETNK": what books had before there was a first schema
REVISION = 1  # of the schema; the number of the newest migration
_MAGIC = b"SQLite format 3\0"
_HEADER = 100
_WAL = 2  # the number of the file's form that asks for a write-ahead log
_PATIENCE = 30  # seconds


def _check_header(name: str, header: bytes, size: int) -> None:
    if not size:
        raise NotABookError(path=name, what=N_("it is empty"))
    if not is_database(header):
        raise NotABookError(path=name, what=N_("it is no database"))
    program = int.from_bytes(header[68:72])
    if program == _UNRELEASED:
        raise UnreleasedBookError(path=name)
    if program != APPLICATION_ID:
        raise NotABookError(path=name, what=N_("it is another program's database"))


def inspect_file(
    path: Path, *, revision: int | None = REVISION, wal: bool = False, anywhere: bool = False
) -> None:
    """Refuse a file that is not a sound book of the wanted revision (None: any we know).

    With ``wal`` a book in write-ahead mode is let through, to be put back; with ``anywhere`` a
    finished copy, which nobody works with, on a disk of a network. Raises:
    MissingBookError, NotABookError, UnreleasedBookError, DamagedBookError, UnsafePlaceError,
    NewerBookError, OlderBookError, UnwritableBookError (no permission to read), WriteAheadError,
    StrayCompanionError, UnfitCompanionError.
    """
    header, status = read_header(path)
    name = str(path)
    _check_header(name, header, status.st_size)
    if status.st_nlink > 1 and not forget_draft(path):
        raise UnsafePlaceError(path=name, what=N_("the file has a second name (a hard link)"))
    if not anywhere:
        check_disk(path)
    check_ordinary(path)
    if not (wal and in_wal_mode(header)):
        _check_no_wal(path, header)
        _check_size(path, header, status.st_size)
    found = revision_in(header)
    if found > REVISION:
        raise NewerBookError(path=name, revision=found, known=REVISION)
    if revision is not None and found != revision:
        raise OlderBookError(path=name, revision=found, known=REVISION)


def check_disk(path: Path) -> None:
    """Refuse a disk of a network, whose locks cannot be relied on. Raises: UnsafePlaceError."""
    if in_network(path):
        raise UnsafePlaceError(path=str(path), what=N_("it lies in a network folder"))


def is_database(header: bytes) -> bool:
    """Say whether a file begins as those of the database do."""
    return header.startswith(_MAGIC)


def in_wal_mode(header: bytes) -> bool:
    """Say whether the header of a file asks for a write-ahead log."""
    return _WAL in header[18:20]


def revision_in(header: bytes) -> int:
    """Return the revision of the schema that the header of a file names."""
    return int.from_bytes(header[60:64])


def read_header(path: Path) -> tuple[bytes, os.stat_result]:
    """Return header and facts of one and the same file, though another may take its name.

    Raises: MissingBookError, NotABookError, UnwritableBookError.
    """
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            raise NotABookError(path=str(path), what=N_("it is no ordinary file"))
        with path.open("rb", buffering=0) as file:
            return file.read(_HEADER), os.fstat(file.fileno())
    except FileNotFoundError:
        raise MissingBookError(path=str(path)) from None
    except NotADirectoryError:
        raise MissingBookError(path=str(path)) from None
    except PermissionError:
        raise UnwritableBookError(
            path=str(path), what=N_("there is no permission to open it")
        ) from None
    except (OSError, ValueError):
        raise NotABookError(path=str(path), what=N_("the path cannot be read")) from None


def _check_no_wal(path: Path, header: bytes) -> None:
    """Refuse a book in write-ahead mode, and one beside which such a log lies: it would be used."""
    if in_wal_mode(header):
        raise WriteAheadError(path=str(path))
    if lies_beside(path, WAL):
        raise StrayCompanionError(path=str(path), companion=str(companion(path, WAL)))


def check_log_free(path: Path) -> None:
    """Refuse to replace a book of which the newest entries are in a write-ahead log.

    Raises: WriteAheadError.
    """
    header = b""
    with suppress(UnusableBookError):  # not there, or no book at all: its log is none either
        header, _ = read_header(path)
    if in_wal_mode(header) and lies_beside(path, WAL):
        raise WriteAheadError(path=str(path))


def _check_size(path: Path, header: bytes, size: int) -> None:
    """Refuse a file that is shorter or longer than its header says, when no journal explains it.

    Another command may have kept its work between the two looks at them. Before the book is called
    damaged both are looked at again while nobody can write.
    """
    if _fits(path, header, size):
        return
    with _held_still(path):
        header, status = read_header(path)
        if _fits(path, header, status.st_size):
            return
    what = N_("it has {size} bytes where {wanted} belong")
    raise DamagedBookError(
        path=str(path), what=what.of(size=status.st_size, wanted=_wanted(header))
    )


def _fits(path: Path, header: bytes, size: int) -> bool:
    fresh = header[24:28] == header[92:96]
    return not fresh or _wanted(header) == size or lies_beside(path, JOURNAL)


def _wanted(header: bytes) -> int:
    stored = int.from_bytes(header[16:18])
    return (65536 if stored == 1 else stored) * int.from_bytes(header[28:32])


@contextmanager
def _held_still(path: Path) -> Iterator[None]:
    """Hold the database's own lock of readers, where it gives one: not of a damaged file."""
    with closing(connect(path, "ro", wait=_PATIENCE)) as database:
        try:
            database.execute("BEGIN")
            database.execute("PRAGMA schema_version").fetchone()
        except sqlite3.Error as failure:
            if failure.sqlite_errorcode & 0xFF == sqlite3.SQLITE_BUSY:
                raise BusyError(path=str(path), holder=None) from None
        yield


Mode = Literal["ro", "rw"]


def connect(
    path: Path, mode: Mode = "rw", *, wait: float = 5, immutable: bool = False
) -> sqlite3.Connection:
    """Open a file that is there; the driver begins and ends no transaction by itself.

    One that is ``immutable``, as nobody writes to it, is read without a lock.

    By its whole address: SQLite gives names such as `:memory:` and `file:x?mode=memory` a meaning
    of their own, and a book of such a name is a file of that name.
    """
    address = f"file:{quote(os.fsencode(path.resolve()))}?mode={mode}"
    address += "&immutable=1" if immutable else ""
    return sqlite3.connect(address, uri=True, timeout=wait, isolation_level=None)
