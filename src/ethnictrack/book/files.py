"""The file of a book: made beside its place, and whether it may be written and read.

A book has its name only once it is whole. A folder counts with the file: lock and journal lie
there. Who took the right to write away from everybody means it, and so it binds an administrator
too, whom the system would let through.
"""

from __future__ import annotations

import glob
import hashlib
import os
import secrets
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from ethnictrack.book.location import Location
from ethnictrack.book.lock import MODES, OWNER_ONLY, check_lock
from ethnictrack.errors.book import (
    BookExistsError,
    BookOpenError,
    ReadOnlyBookError,
    UnwritableBookError,
)
from ethnictrack.i18n import N_
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
