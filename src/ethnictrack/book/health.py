"""What the machine lets the program do with a book: looked at, and nothing touched."""

from __future__ import annotations

import os
import sqlite3
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from ethnictrack.book.backups import last_backup
from ethnictrack.book.files import REVISION, inspect_file, read_by_others
from ethnictrack.book.location import Location
from ethnictrack.book.lock import lock_state
from ethnictrack.values.errors import BookError


@dataclass(frozen=True, slots=True, kw_only=True)
class BookHealth:
    """The file of a book, without its folder or anything that is in it.

    ``state`` is ``found``, ``missing``, ``server`` or the code of the refusal it meets; ``lock`` is
    ``free``, ``held`` or ``none``.
    """

    name: str
    state: str
    size: int | None = None
    readable: bool | None = None
    writable: bool | None = None
    read_by_others: bool | None = None
    lock: str | None = None
    last_backup: datetime | None = None


def database_version() -> str:
    """Return the version of SQLite."""
    return sqlite3.sqlite_version


def book_health(place: Location) -> BookHealth:
    """Look at the file of a book."""
    if not isinstance(place, Path):
        return BookHealth(name=place.schema, state="server")
    if not place.exists():
        return BookHealth(name=place.name, state="missing", writable=_writable(place.parent))
    state = "found"
    try:
        inspect_file(place, revision=REVISION)
    except BookError as refusal:
        state = refusal.code
    return BookHealth(
        name=place.name,
        state=state,
        size=place.stat().st_size,
        readable=os.access(place, os.R_OK),
        writable=os.access(place, os.W_OK) and _writable(place.parent),
        read_by_others=read_by_others(place),
        lock=lock_state(place),
        last_backup=noted.at if (noted := last_backup(place)) else None,
    )


def _writable(folder: Path) -> bool:
    """Say whether a file could be made in a folder, or in the nearest one there is above it."""
    there = next((each for each in (folder, *folder.absolute().parents) if each.exists()), folder)
    return os.access(there, os.W_OK | os.X_OK)
