"""Which files this command has read, by what they are and not by what they are called."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import IO

Identity = tuple[int, int]
_READ: set[Identity] = set()


def forget() -> None:
    """Begin a new command, which has read nothing."""
    _READ.clear()


def note_path(path: Path) -> None:
    """Note that a file is read that others open, such as a copy of a book."""
    _READ.update(_of(path))


def note_stream(stream: IO[bytes]) -> None:
    """Note that an open file is read."""
    _READ.update(_of(stream))


def is_input(path: Path) -> bool:
    """Tell whether a path leads to a file this command reads, standard input always included."""
    return not (_READ | {*_of(0)}).isdisjoint(_of(path))


def _of(what: Path | IO[bytes] | int) -> Iterator[Identity]:
    """Yield what a file is, if it is one; a stream of a test's own is none."""
    with suppress(OSError, ValueError, AttributeError):
        found = os.stat(what if isinstance(what, Path | int) else what.fileno())  # noqa: PTH116
        yield found.st_dev, found.st_ino
