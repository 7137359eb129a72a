"""Making a book beside its place: it has its name only once it is whole."""

from __future__ import annotations

import glob
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from ethnictrack.book.companions import JOURNAL, SHARED, WAL, check_alone, companion
from ethnictrack.book.lock import OWNER_ONLY
from ethnictrack.errors.book import BookExistsError, UnwritableBookError
from ethnictrack.i18n import N_


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
