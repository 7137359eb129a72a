"""Files that a book is exported to: written beside, for their owner alone, and then named."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from ethnictrack.domain.errors.export import ExportExistsError
from ethnictrack.domain.errors.usage import OutputIsBookError, UnwritableOutputError
from ethnictrack.domain.text import visible
from ethnictrack.store.beside import link, new_file
from ethnictrack.store.location import Location


@contextmanager
def exported(path: Path, book: Location, *, replace: bool) -> Iterator[BinaryIO]:
    """Open a new file beside ``path``; if the block ends well it takes that name, else it goes.

    Raises: ExportExistsError unless ``replace``, OutputIsBookError, UnwritableOutputError.
    """
    try:
        check_target(path, book, replace=replace)
        draft = path.with_name(f".{path.name}.{os.getpid()}.new")
        new_file(draft)
        try:
            with draft.open("r+b") as file:
                yield file
                file.flush()
                os.fsync(file.fileno())
            if replace:
                draft.replace(path)
            else:
                link(draft, path)
        finally:
            draft.unlink(missing_ok=True)
    except FileExistsError:
        raise ExportExistsError(path=visible(str(path))) from None
    except (OSError, ValueError):
        raise UnwritableOutputError(given=visible(str(path))) from None


def check_target(path: Path, book: Location, *, replace: bool) -> None:
    """Refuse a place that is taken, unless it may be; the book itself may never be.

    Raises: ExportExistsError, OutputIsBookError, UnwritableOutputError.
    """
    if not (path.exists() or path.is_symlink()):
        return
    if isinstance(book, Path) and path.exists() and book.exists() and path.samefile(book):
        raise OutputIsBookError(given=visible(str(path)))
    if not replace:
        raise ExportExistsError(path=visible(str(path)))
    if not path.is_file():
        raise UnwritableOutputError(given=visible(str(path)))
