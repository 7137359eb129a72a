"""Copies of a book: whole whatever others do meanwhile, and looked at before they are trusted."""

from __future__ import annotations

import hashlib
import os
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import datetime
from itertools import chain, count
from pathlib import Path

from ethnictrack.domain.dates import stamp
from ethnictrack.domain.errors.book import UnwritableBookError
from ethnictrack.domain.errors.trust import BookInTheWayError
from ethnictrack.i18n import N_
from ethnictrack.store.beside import beside, check_free, is_free, take_name
from ethnictrack.store.engine import our_words
from ethnictrack.store.guard import inspect_file
from ethnictrack.store.lock import fair_lock
from ethnictrack.store.rights import allow_writing

Prove = Callable[[Path], None]  # refuses a copy in which something was changed


def copy_whole(source: Path, target: Path) -> None:
    """Copy a book through the database into an empty file."""
    with closing(sqlite3.connect(source)) as book, closing(sqlite3.connect(target)) as copy:
        book.backup(copy)


def copy_proved(book: Path, target: Path, prove: Prove, *, keep: bool = True) -> None:
    """Make a copy of a book as it was last kept; it has its name only once it was proved.

    With ``keep`` off all is done but the name. Raises: BookExistsError, UnwritableBookError, and
    what ``prove`` refuses.
    """
    check_free(target)
    with beside(target) as draft:
        with our_words(target):
            copy_whole(book, draft)
        prove(draft)
        if keep:
            take_name(draft, target)


def back_up(book: Path, target: Path, prove: Prove) -> str:
    """Make a copy of a book under a new name and return the SHA-256 of its bytes.

    Raises: BookExistsError, UnwritableBookError, and what ``prove`` refuses.
    """
    inspect_file(book)
    copy_proved(book, target, prove)
    with target.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def name_beside(book: Path, why: str, at: datetime | None = None) -> Path:
    """Return a free name beside a book for a copy of it, which says why and when it was made.

    A number is added where a command that was cut off has left such a copy.
    """
    moment = stamp(at).replace(":", "").replace("-", "") if at else ""
    name = "-".join(filter(None, (f"{book.name}.{why}", moment)))
    names = chain([name], (f"{name}-{number}" for number in count(2)))
    return next(path for path in map(book.with_name, names) if is_free(path))


def put_back(  # noqa: PLR0913 - what a restoration is told, each by name
    copy: Path, book: Path, prove: Prove, *, replace: bool, at: datetime, wait: float
) -> Path | None:
    """Put a copy in the place of a book; what stood there is kept, and its new name returned.

    Raises: BookInTheWayError unless ``replace``, UnwritableBookError, what ``prove`` refuses.
    """
    allow_writing(book)
    inspect_file(copy)
    if not replace and book.exists():
        raise BookInTheWayError(path=str(book))
    with beside(book) as draft:
        with our_words(book):
            copy_whole(copy, draft)
        prove(draft)
        with fair_lock(book, wait):
            kept = _kept(book, at) if book.exists() else None
            draft.replace(book)
    return kept


def _kept(book: Path, at: datetime) -> Path:
    """Copy what stands at a book's place, byte for byte: it may be damaged.

    A second name would be quicker. But whoever is killed before the book has its new bytes would
    leave a book with two names, which no command opens.
    """
    journal = book.with_name(f"{book.name}-journal")
    if journal.exists():  # of a command that was cut off: it belongs to the file that stands here
        with our_words(book), closing(sqlite3.connect(book)) as old:
            old.execute("SELECT count(*) FROM sqlite_master").fetchone()
    if journal.exists():
        raise UnwritableBookError(path=str(book), what=N_("another command is writing to it"))
    kept = name_beside(book, "replaced", at)
    with beside(kept) as draft:
        try:
            shutil.copyfile(book, draft)
            with draft.open("rb+") as file:
                os.fsync(file.fileno())
        except OSError as error:
            what = N_("what stands there cannot be copied: {why}").of(why=error.strerror or "")
            raise UnwritableBookError(path=str(book), what=what) from None
        take_name(draft, kept)
    return kept
