"""Copies of a book: whole whatever others do meanwhile, and looked at before they are trusted.

Locks cannot be relied on on a disk of a network. A finished copy needs none, as nobody else works
in it: it is made and proved on this machine, carried over, and read back. Anything else there, such
as a book with a journal beside it, is refused as before.
"""

from __future__ import annotations

import errno
import os
import shutil
import sqlite3
import stat
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager, suppress
from datetime import datetime
from itertools import chain, count
from pathlib import Path

from ethnictrack.book.files import (
    JOURNAL,
    SHARED,
    WAL,
    Mode,
    allow_writing,
    check_alone,
    check_disk,
    check_log_free,
    check_ordinary,
    connect,
    inspect_file,
    is_database,
    is_free,
    lies_beside,
    new_book,
    new_file,
    other_book,
    read_header,
    sha256_of,
    take_place,
)
from ethnictrack.book.folder import carry
from ethnictrack.book.location import in_network
from ethnictrack.book.lock import OWNER_AND_GROUP, OWNER_ONLY, fair_lock
from ethnictrack.book.opening import backend_of, our_words
from ethnictrack.errors.book import NotABookError, UnwritableBookError
from ethnictrack.i18n import N_
from ethnictrack.values.dates import stamp
from ethnictrack.values.errors import BookError

_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})


class BookInTheWayError(BookError):
    path: str
    code = "book-in-the-way"
    text = N_("There is a book at {path}.")
    remedy = N_(
        "With --replace the copy takes its place, and the book that is there is kept beside it."
    )
    again = ({"--replace": True},)


@contextmanager
def made_here(draft: Path, path: Path) -> Iterator[Path]:
    """Yield where the draft of a copy is made; from here it is carried over once the block is done.

    Raises: UnwritableBookError, where the disk keeps other bytes than it was given.
    """
    if not in_network(draft):
        yield draft
        return
    with _scratch(path) as here:
        new_file(here)
        yield here
        _carry_over(here, draft, path)


@contextmanager
def read_here(copy: Path) -> Iterator[Path]:
    """Yield where a finished copy is read.

    Raises: what ``inspect_file`` does, NotABookError, UnwritableBookError (this machine is full).
    """
    if not in_network(copy):
        inspect_file(copy)
        yield copy
        return
    if lies_beside(copy, JOURNAL) or lies_beside(copy, WAL):
        check_disk(copy)  # a book somebody works with, or worked with
    inspect_file(copy, anywhere=True)
    with _scratch(copy) as here:
        try:
            shutil.copyfile(copy, here)
        except OSError as error:
            if error.errno in _FULL:
                raise _untaken(tempfile.gettempdir(), error) from None
            raise NotABookError(path=str(copy), what=N_("the path cannot be read")) from None
        yield here


@contextmanager
def _scratch(path: Path) -> Iterator[Path]:
    """Yield a name in a folder that only this user can look into, and that goes with its files."""
    try:
        scratch = tempfile.TemporaryDirectory(prefix="ethnictrack-")
    except OSError as error:
        raise _untaken(tempfile.tempdir or "TMPDIR", error) from None
    with scratch as folder:
        yield Path(folder, path.name)


def _carry_over(here: Path, draft: Path, path: Path) -> None:
    try:
        shutil.copyfile(here, draft)
        with draft.open("rb+") as file:
            os.fsync(file.fileno())
            if hasattr(os, "posix_fadvise"):  # read what lies there, not what is still in memory
                os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
        same = sha256_of(here) == sha256_of(draft)
    except OSError as error:
        raise _untaken(path, error) from None
    if not same:
        what = N_("what was written there reads back otherwise")
        raise UnwritableBookError(path=str(path), what=what)


def _untaken(place: Path | str, error: OSError) -> UnwritableBookError:
    what = N_("its disk does not take it: {why}").of(why=error.strerror or "")
    return UnwritableBookError(path=str(place), what=what)


_DAMAGED = frozenset({sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB})
Prove = Callable[[Path], None]  # refuses a copy in which something was changed


def copy_whole(source: Path, target: Path, mode: Mode = "rw") -> None:
    """Copy a book through the database into an empty file, which needs nothing beside it."""
    with closing(connect(source, mode)) as book, closing(connect(target)) as copy:
        book.backup(copy)
        copy.execute("PRAGMA journal_mode=DELETE")


def copy_proved(
    book: Path, target: Path, prove: Prove, *, keep: bool = True, near: Iterable[Path] = ()
) -> tuple[str, ...]:
    """Make a copy of a book as it was last kept; it has its name only once it was proved.

    Its files come with it; the names of those that are nowhere are returned. What lies beside the
    books ``near``, or beside a book in the same folder, is not copied but gets a second name. With
    ``keep`` off all is done but the name. Raises: BookExistsError, UnwritableBookError,
    UnkeptFileError, and what ``prove`` refuses.
    """
    same = [book] if book.resolve().parent == target.resolve().parent else []
    with new_book(target, keep=keep) as draft, made_here(draft, target) as here:
        with our_words(target):
            copy_whole(book, here)
        prove(here)
        return carry(here, book, target, near=[*near, *same]) if keep else ()


def back_up(
    book: Path, target: Path, prove: Prove, *, near: Iterable[Path] = ()
) -> tuple[str, tuple[str, ...]]:
    """Make a copy of a book under a new name; return its SHA-256, and files that it has not.

    Raises: as ``copy_proved``.
    """
    inspect_file(book)
    lacking = copy_proved(book, target, prove, near=near)
    return sha256_of(target), lacking


def name_beside(book: Path, why: str, at: datetime | None = None) -> Path:
    """Return a free name beside a book for a copy of it, which says why and when it was made.

    A number is added where a command that was cut off has left such a copy.
    """
    moment = stamp(at).replace(":", "").replace("-", "") if at else ""
    name = "-".join(filter(None, (f"{book.name}.{why}", moment)))
    names = chain([name], (f"{name}-{number}" for number in count(2)))
    return next(path for path in map(book.with_name, names) if _is_free(path))


def _is_free(path: Path) -> bool:
    """Say whether a book can have a name: neither it nor a journal of it is taken."""
    return is_free(path) and not any(lies_beside(path, each) for each in (JOURNAL, WAL, SHARED))


def put_back(  # noqa: PLR0913 - what a restoration is told, each by name
    copy: Path, book: Path, prove: Prove, *, replace: bool, at: datetime, wait: float
) -> tuple[Path | None, tuple[str, ...]]:
    """Put a copy in the place of a book; what stood there is kept, and its new name returned.

    Its files come with it, beside those that are there; the names of those that are nowhere are
    returned too. Raises: BookInTheWayError unless ``replace``, UnwritableBookError,
    UnkeptFileError, what ``prove`` refuses.
    """
    allow_writing(book)
    with read_here(copy) as here:
        if not replace and book.exists():
            raise BookInTheWayError(path=str(book))
        check_log_free(book)
        with other_book(book) as draft:
            with our_words(book):
                copy_whole(here, draft)
            prove(draft)
            return _put(draft, copy, book, at, wait)


def _put(
    draft: Path, copy: Path, book: Path, at: datetime, wait: float
) -> tuple[Path | None, tuple[str, ...]]:
    """Let a draft that was proved take the place of a book, with the files beside the copy."""
    with fair_lock(book, wait):
        kept = _kept(book, at) if book.exists() else None
        try:
            _keep_rights(book, draft)
            check_alone(book)
            lacking = carry(draft, copy, book)
            take_place(draft, book)
        except BookError:  # the book stands where it stood
            if kept:
                kept.unlink(missing_ok=True)
            raise
    return kept, lacking


def _keep_rights(book: Path, draft: Path) -> None:
    """Leave the book to its group, if that had it: others may work with it."""
    if book.exists():
        status = book.stat()
        with suppress(OSError, AttributeError):  # not a member, or a system without groups
            os.chown(draft, -1, status.st_gid)
            draft.chmod(stat.S_IMODE(status.st_mode) & OWNER_AND_GROUP | OWNER_ONLY)


def _kept(book: Path, at: datetime) -> Path:
    """Copy what stands at a book's place, byte for byte: it may be damaged.

    A second name would be quicker. But whoever is killed before the book has its new bytes would
    leave a book with two names, which no command opens.
    """
    _roll_back(book)
    kept = name_beside(book, "replaced", at)
    with new_book(kept) as draft:
        try:
            shutil.copyfile(book, draft)
            with draft.open("rb+") as file:
                os.fsync(file.fileno())
        except OSError as error:
            what = N_("what stands there cannot be copied: {why}").of(why=error.strerror or "")
            raise UnwritableBookError(path=str(book), what=what) from None
    return kept


def _roll_back(book: Path) -> None:
    """Let a journal beside a book do its work: a command was cut off, and the file needs it.

    Raises: StrayCompanionError where the two do not go together, UnfitCompanionError,
    UnwritableBookError.
    """
    if not lies_beside(book, JOURNAL):
        return
    check_ordinary(book)
    header, _ = read_header(book)
    if not is_database(header):
        check_alone(book, JOURNAL)
    try:
        with closing(connect(book)) as old:
            old.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except sqlite3.DatabaseError as failure:
        if getattr(failure, "sqlite_errorcode", 0) & 0xFF not in _DAMAGED:
            raise backend_of(book).worded(failure) from failure
        check_alone(book, JOURNAL)
    if lies_beside(book, JOURNAL):
        raise UnwritableBookError(path=str(book), what=N_("another command is writing to it"))
