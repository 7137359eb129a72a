"""Whether a book may be written at all: asked first by whatever writes one; and who may read it.

A folder counts with the file: lock and journal lie there. Who took the right to write away from
everybody means it, and so it binds an administrator too, whom the system would let through.
"""

from __future__ import annotations

import os
from pathlib import Path

from ethnictrack.book.location import Location
from ethnictrack.errors.book import ReadOnlyBookError
from ethnictrack.i18n import N_

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
    """Say whether others on this computer may read a book; a server has rights of its own."""
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
    effective = os.access in os.supports_effective_ids
    return bool(mode & _ANYBODY) and os.access(path, os.W_OK, effective_ids=effective)
