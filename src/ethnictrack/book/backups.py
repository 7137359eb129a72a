"""Backups of a book in a folder, named by their day: the old ones go, and the last one is known.

A copy is known by its name and by the identity of the book in it: what merely looks like one, the
copy of another book, and anything that cannot be read stays.
"""

from __future__ import annotations

import json
import re
import sqlite3
import stat
from collections.abc import Iterable, Iterator
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import date, datetime
from itertools import count
from pathlib import Path

from ethnictrack.book.files import companion, connect, is_free
from ethnictrack.book.folder import FILES
from ethnictrack.errors.usage import UnwritableOutputError
from ethnictrack.nouns.backups import Dated
from ethnictrack.values.dates import VIETNAM, stamp, unstamp
from ethnictrack.values.errors import BookError
from ethnictrack.values.text import visible

_WHEN = r"-(\d{4}-\d\d-\d\d)-(\d{6})(?:-(\d+))?"
_KEPT_AS = re.compile(r"[0-9a-f]{64}(\.[a-z0-9]{1,8})?(\.[0-9a-f]{8}\.changed)?")
_LAST = ".backup"  # beside a book: when it was last copied by the calendar, and whereto


@dataclass(frozen=True, slots=True)
class LastBackup:
    """When a book was last copied by `book backup DIR --keep`, whereto, and how far it went."""

    at: datetime
    path: str
    checkpoint: str


def new_name(book: Path, folder: Path, at: datetime) -> Path:
    """Return a free name for a copy in a folder: that of the book, the day and the time.

    Raises: UnwritableOutputError, where no folder can be.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        raise UnwritableOutputError(given=visible(str(folder))) from None
    when = f"{at.astimezone(VIETNAM):%Y-%m-%d-%H%M%S}"
    more = (f"-{number}" if number > 1 else "" for number in count(1))
    names = (folder / f"{book.stem}-{when}{each}{book.suffix}" for each in more)
    return next(path for path in names if is_free(path))


def own_copies(book: Path, folder: Path) -> list[Dated]:
    """Return the copies of a book in a folder, the newest first."""
    named = re.compile(f"{re.escape(book.stem)}{_WHEN}{re.escape(book.suffix)}")
    identity = _identity(book)
    found = []
    for path in folder.iterdir():
        parts = named.fullmatch(path.name)
        with suppress(OSError, ValueError):
            if not parts or not stat.S_ISREG(path.lstat().st_mode):
                continue
            day = date.fromisoformat(parts[1])
            if identity and _identity(path, immutable=True) == identity:
                found.append(Dated(path, day, (parts[2], int(parts[3] or 1))))
    return sorted(found, key=lambda each: (each.day, each.order), reverse=True)


def _identity(book: Path, *, immutable: bool = False) -> str | None:
    """Return which book a file is, as far as that can be read."""
    try:
        with closing(connect(book, "ro", immutable=immutable)) as database:
            ((identity,),) = database.execute("SELECT identity FROM book")
            return str(identity)
    except (sqlite3.Error, OSError, ValueError, BookError):
        return None


def remove(copies: Iterable[Dated]) -> Iterator[tuple[Path, bool]]:
    """Take copies away, each with its files; yield each, and whether it is gone."""
    for each in copies:
        try:
            _empty(companion(each.path, FILES))
            each.path.unlink()
        except OSError:
            yield each.path, False
        else:
            yield each.path, True


def _empty(folder: Path) -> None:
    """Take away the files of a copy, and their folder if nothing else is in it."""
    with suppress(FileNotFoundError, NotADirectoryError):
        for each in folder.iterdir():
            if _KEPT_AS.fullmatch(each.name) and not folder.is_symlink():
                each.unlink()
        with suppress(OSError):
            folder.rmdir()


def note_backup(book: Path, made: LastBackup) -> None:
    """Note beside a book when it was copied, if that can be: it is no part of the book."""
    said = {
        "book": _identity(book),
        "at": stamp(made.at),
        "path": made.path,
        "checkpoint": made.checkpoint,
    }
    path = companion(book, _LAST)
    draft = path.with_name(f"{path.name}.new")
    with suppress(OSError):
        draft.write_text(json.dumps(said, ensure_ascii=False) + "\n", encoding="utf-8")
        draft.replace(path)


def last_backup(book: Path) -> LastBackup | None:
    """Return when a book was last copied by the calendar; None where nothing says so."""
    try:
        said = json.loads(companion(book, _LAST).read_text(encoding="utf-8"))
        if said["book"] != _identity(book):
            return None
        return LastBackup(unstamp(said["at"]), str(said["path"]), str(said["checkpoint"]))
    except (OSError, ValueError, LookupError, TypeError):
        return None
