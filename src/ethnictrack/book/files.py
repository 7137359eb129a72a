"""The file of a book: looked at before it is opened, made beside its place, allowed to be written.

A look takes under a millisecond and creates nothing. Each line of it answers a fault that was
measured: a mistyped path that SQLite would create, a file cut off by a copy, another program's
database, a network folder whose locks do not work.

A book has its name only once it is whole. A folder counts with the file: lock and journal lie
there. Who took the right to write away from everybody means it, and so it binds an administrator
too, whom the system would let through.
"""

from __future__ import annotations

import glob
import hashlib
import os
import secrets
import sqlite3
import stat
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import Literal
from urllib.parse import quote

from ethnictrack.book.location import Location, in_network
from ethnictrack.book.lock import MODES, OWNER_ONLY, check_lock
from ethnictrack.errors.book import (
    BookExistsError,
    BusyError,
    DamagedBookError,
    MissingBookError,
    NewerBookError,
    NotABookError,
    OlderBookError,
    UnreleasedBookError,
    UnwritableBookError,
)
from ethnictrack.i18n import N_, Message
from ethnictrack.values.errors import UnusableBookError


class StrayCompanionError(UnusableBookError):
    path: str
    companion: str
    code = "book-companion"
    text = N_(
        "Beside {path} lies {companion}, which would be mixed into the book although it belongs "
        "to another."
    )
    remedy = N_(
        "If the book that was here was moved, move this after it, under its new name; it may hold "
        "what a command that was cut off had changed. Otherwise move it to another folder. "
        "Nothing was changed."
    )


class UnfitCompanionError(StrayCompanionError):
    text = N_(
        "Beside {path} lies {companion}, where the database keeps a file of its own while it "
        "works, and it is no ordinary file."
    )
    remedy = N_("Look at what it is, and move it to another folder. Nothing was changed.")


class WriteAheadError(UnusableBookError):
    path: str
    code = "book-wal"
    text = N_(
        "{path} was put into write-ahead mode (WAL) by another program; a copy of it or a "
        "restoration over it would lack its newest entries."
    )
    remedy = N_("`ethnictrack --book {path} book upgrade` puts it back, after a copy beside it.")


class UnsafePlaceError(UnusableBookError):
    path: str
    what: Message
    code = "book-unsafe"
    text = N_("{path} cannot be used safely: {what}.")
    remedy = N_("Keep the book on a local disk, under one name.")


class ReadOnlyBookError(UnwritableBookError):
    code = "book-read-only"
    text = N_("{path} is only to be read: {what}.")
    remedy = N_(
        "Commands that read it work. To write, unset ETHNICTRACK_READONLY, or give the file and "
        "its folder the permission back."
    )


class BookOpenError(BusyError):
    text = N_("{path} is open in another program or command, and cannot be replaced meanwhile.")
    remedy = N_("Close it there and try again; nothing was changed.")

    def sentence(self) -> Message:
        """Say no more of who has it open: Windows does not tell."""
        return self.text.of(path=self.path)


APPLICATION_ID = 0x45544E42  # "ETNB"
_UNRELEASED = 0x45544E4B  # "ETNK": what books had before there was a first schema
REVISION = 1  # of the schema; the number of the newest migration
_MAGIC = b"SQLite format 3\0"
_HEADER = 100
_WAL = 2  # the number of the file's form that asks for a write-ahead log
_PATIENCE = 30  # seconds
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


@contextmanager
def new_book(path: Path, *, keep: bool = True) -> Iterator[Path]:
    """Yield a draft that becomes a new book if the block ends well: nothing else makes one.

    With ``keep`` off all is done but the name. Raises: BookExistsError, UnwritableBookError,
    StrayCompanionError, StrangeLockError.
    """
    check_free(path)
    check_alone(path)
    with _draft(path) as draft:
        yield draft
        check_alone(path)
        if keep:
            take_name(draft, path)


@contextmanager
def other_book(path: Path) -> Iterator[Path]:
    """Yield a draft to take the place of a book, which has no log beside it that would be lost.

    The caller gives it the name. Raises: UnwritableBookError, StrayCompanionError,
    StrangeLockError.
    """
    check_alone(path, *((WAL, SHARED) if path.exists() else ()))
    with _draft(path) as draft:
        yield draft


@contextmanager
def _draft(path: Path) -> Iterator[Path]:
    """Yield a new file beside ``path`` that its owner alone can read; nothing of it stays.

    Raises: UnwritableBookError.
    """
    # A number that none had before: what a command of the same number left is none of its journal.
    draft = path.with_name(f".{path.name}.{os.getpid()}-{secrets.token_hex(4)}.new")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        new_file(draft)
    except OSError:
        raise UnwritableBookError(
            path=str(path), what=N_("its folder cannot be made or takes no writing")
        ) from None
    try:
        yield draft
    finally:
        draft.unlink(missing_ok=True)
        companion(draft, JOURNAL).unlink(missing_ok=True)


def forget_draft(path: Path) -> bool:
    """Take away the name a new book had before its own, if a command was killed between the two.

    Say whether the book has one name now.
    """
    for draft in path.parent.glob(f".{glob.escape(path.name)}.*.new"):
        with suppress(OSError):  # the command may be alive, and have taken it away itself
            if draft.samefile(path):
                draft.unlink()
    return path.stat().st_nlink == 1


def new_file(path: Path) -> None:
    """Make an empty file that its owner alone can read. Raises: FileExistsError."""
    os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, OWNER_ONLY))


def is_free(path: Path) -> bool:
    """Say whether nothing is at a place, not even a link that leads nowhere."""
    return not (path.exists() or path.is_symlink())


def check_free(path: Path) -> None:
    """Refuse a place where something is. Raises: BookExistsError."""
    if not is_free(path):
        raise BookExistsError(path=str(path))


def take_name(draft: Path, path: Path) -> None:
    """Give a draft its name, unless something has it by now. Raises: BookExistsError."""
    try:
        link(draft, path)
    except FileExistsError:
        raise BookExistsError(path=str(path)) from None


def link(draft: Path, path: Path) -> None:
    """Give a draft its name for good. Raises: FileExistsError."""
    try:
        os.link(draft, path)
    except FileExistsError:
        raise
    except OSError:  # a disk where no file has two names, such as a memory stick
        os.close(os.open(path, os.O_CREAT | os.O_EXCL, OWNER_ONLY))
        draft.replace(path)


def take_place(draft: Path, path: Path) -> None:
    """Let a draft take the place of a file. Raises: BookOpenError, UnwritableBookError.

    Windows replaces no file that is open, be it to be read.
    """
    try:
        draft.replace(path)
    except PermissionError as failure:
        if getattr(failure, "winerror", None):
            raise BookOpenError(path=str(path), holder=None) from None
        raise UnwritableBookError(path=str(path), what=N_("its folder takes no writing")) from None


SWITCH = "ETHNICTRACK_READONLY"
_OFF = frozenset({"", "0"})
_ANYBODY = 0o222
_OTHERS = 0o044


def allow_writing(place: Location) -> None:
    """Refuse to write a book that is only to be read; nothing was looked at before.

    Raises: ReadOnlyBookError.
    """
    if os.environ.get(SWITCH, "") not in _OFF:
        what = N_("{switch} is set").of(switch=SWITCH)
        raise ReadOnlyBookError(path=str(place), what=what)
    if isinstance(place, Path):
        _allow_file(place)


def read_by_others(place: Location) -> bool:
    """Say whether others on this computer may read a book; a server has rights of its own.

    Nothing is said of Windows, where a file has the rights of its folder, and a mode says nothing.
    """
    if not MODES:
        return False
    try:
        return isinstance(place, Path) and bool(place.stat().st_mode & _OTHERS)
    except (OSError, ValueError):
        return False


def _allow_file(path: Path) -> None:
    """Refuse a file, or a folder, that takes no writing; one that is not there is yet to be."""
    for each, what in (
        (path, N_("the file has no write permission")),
        (_folder(path), N_("its folder has no write permission")),
    ):
        if not _writable(each):
            raise ReadOnlyBookError(path=str(path), what=what) from None


def _folder(path: Path) -> Path:
    try:
        return path.resolve().parent  # that of the file itself, by whatever link it is reached
    except (OSError, RuntimeError, ValueError):  # a link to itself: opening has a word for it
        return path.parent


def _writable(path: Path) -> bool:
    try:
        mode = path.stat().st_mode
    except (OSError, ValueError):
        return True
    if not MODES and stat.S_ISDIR(mode):
        return True  # read-only there marks a folder as one of the system's own, such as Documents
    effective = os.access in os.supports_effective_ids
    return bool(mode & _ANYBODY) and os.access(path, os.W_OK, effective_ids=effective)


def sha256_of(path: Path) -> str:
    """Return the SHA-256 of a file. Raises: OSError."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


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
