"""What was kept is known in the moment it is kept, whatever happens to the program right after."""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from ethnictrack.cli.shell.said import Said
from ethnictrack.i18n import N_, Message

_ONE = {
    "batch": N_("import {first}"),
    "entry": N_("entry {first}"),
    "seal": N_("seal {first}"),
    "log": N_("record {first} of the log"),
}
_SEVERAL = {"entry": N_("entries {first} to {last}")}
_HEADER = 64  # bytes; the mode of the journal stands in it, and the revision
_PLACE = Message("{path}")


def under_numbers(kept: Mapping[str, range]) -> Iterator[Message]:
    """Say under which numbers the book keeps what a command wrote."""
    for table, one in _ONE.items():
        given = kept.get(table)
        if given and not (table == "entry" and "batch" in kept):  # an import has a number for all
            frame = one if len(given) == 1 else _SEVERAL.get(table, one)
            yield frame.of(first=given[0], last=given[-1])


def _identity(path: Path) -> object:
    try:
        found = path.stat()
    except (OSError, ValueError):
        return None
    return found.st_dev, found.st_ino, found.st_mtime_ns


@contextmanager
def making(
    said: Said,
    place: object,
    *,
    dry_run: bool = False,
    state: Callable[[Path], object] = _identity,
) -> Iterator[None]:
    """Note that a file is made or replaced, if it is, in a block that may be cut off.

    ``state`` is what a file has another of then. What is no file is made if the block ends well.
    """
    before = state(place) if isinstance(place, Path) else None
    made = False
    try:
        yield
        made = not isinstance(place, Path)
    finally:
        if isinstance(place, Path):
            made = state(place) not in {None, before}
        if made and not dry_run:
            said.kept.append(_PLACE.of(path=str(place)))


def revision_in(path: Path) -> object:
    """Return the mode and the revision a book's file has, as its header says them."""
    try:
        with path.open("rb") as file:
            header = file.read(_HEADER)
            return header[18:20] + header[60:]
    except (OSError, ValueError):
        return None


@contextmanager
def undisturbed() -> Iterator[None]:
    """Let an interruption wait for the end of a block, which is a moment."""
    waiting: list[int] = []
    ours = threading.current_thread() is threading.main_thread()
    if not ours or signal.getsignal(signal.SIGINT) is not signal.default_int_handler:
        yield
        return
    signal.signal(signal.SIGINT, lambda number, _: waiting.append(number))
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, signal.default_int_handler)
    if waiting:
        raise KeyboardInterrupt
