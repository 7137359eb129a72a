"""A file written before its book keeps what it says; it goes again if the book does not."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from ethnictrack.cli.shell.output import note
from ethnictrack.cli.shell.outputs import check_output, unwritable, write_file
from ethnictrack.i18n import N_
from ethnictrack.library import Location
from ethnictrack.values.text import visible

_LEFT = N_("{path} was written, but its seal was not kept; delete it.")


@contextmanager
def revocable_file(
    path: Path, page: bytes, book: Location | None, kept: Callable[[], bool]
) -> Iterator[None]:
    """Write a file; if the block fails and nothing is ``kept``, put back what was there before.

    A block may fail after all was kept, by an interruption. Raises: OutputIsBookError,
    UnwritableOutputError.
    """
    check_output(path, book)
    before = _second_name(path)
    try:
        write_file(path, page, book)
        try:
            yield
        except BaseException:
            if not kept():
                _put_back(path, before)
            raise
    finally:
        if before:
            with suppress(OSError):
                before.unlink(missing_ok=True)


def _second_name(path: Path) -> Path | None:
    """Give the file that is there another name beside it; where that cannot be, copy it."""
    try:
        target = path.resolve()
        if not target.is_file():
            return None
        spare = target.with_name(f".{target.name[:40]}.{os.getpid()}.before")
        spare.unlink(missing_ok=True)
        try:
            os.link(target, spare)
        except OSError:  # a file system without second names
            shutil.copy2(target, spare)
    except (OSError, RuntimeError, ValueError) as failure:  # and links that lead in a circle
        raise unwritable(path, failure) from None
    return spare


def _put_back(path: Path, before: Path | None) -> None:
    """Undo the writing; where even that fails, say so."""
    try:
        if before:
            before.replace(path.resolve())
        else:
            path.resolve().unlink()
    except OSError:
        note(_LEFT.of(path=visible(str(path))))
