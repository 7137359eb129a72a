"""Copies on a disk of a network: made and proved on this machine, carried over, and read back.

Locks cannot be relied on there, and a finished copy needs none: nobody else works in it. Anything
else, such as a book with a journal beside it, is refused there as before.
"""

from __future__ import annotations

import errno
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ethnictrack.book.files import (
    JOURNAL,
    WAL,
    check_disk,
    inspect_file,
    lies_beside,
    new_file,
    sha256_of,
)
from ethnictrack.book.location import in_network
from ethnictrack.errors.book import NotABookError, UnwritableBookError
from ethnictrack.i18n import N_

_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})


@contextmanager
def made_here(draft: Path, path: Path) -> Iterator[Path]:
    """Yield where the draft of a copy is made; from here it is carried over once the block is done.

    Raises: UnwritableBookError, where the disk keeps other bytes than it was given.
    """
    if not in_network(draft):
        yield draft
        return
    with _scratch(path) as here:
        new_file(here)
        yield here
        _carry_over(here, draft, path)


@contextmanager
def read_here(copy: Path) -> Iterator[Path]:
    """Yield where a finished copy is read.

    Raises: what ``inspect_file`` does, NotABookError, UnwritableBookError (this machine is full).
    """
    if not in_network(copy):
        inspect_file(copy)
        yield copy
        return
    if lies_beside(copy, JOURNAL) or lies_beside(copy, WAL):
        check_disk(copy)  # a book somebody works with, or worked with
    inspect_file(copy, anywhere=True)
    with _scratch(copy) as here:
        try:
            shutil.copyfile(copy, here)
        except OSError as error:
            if error.errno in _FULL:
                raise _untaken(tempfile.gettempdir(), error) from None
            raise NotABookError(path=str(copy), what=N_("the path cannot be read")) from None
        yield here


@contextmanager
def _scratch(path: Path) -> Iterator[Path]:
    """Yield a name in a folder that only this user can look into, and that goes with its files."""
    try:
        scratch = tempfile.TemporaryDirectory(prefix="ethnictrack-")
    except OSError as error:
        raise _untaken(tempfile.tempdir or "TMPDIR", error) from None
    with scratch as folder:
        yield Path(folder, path.name)


def _carry_over(here: Path, draft: Path, path: Path) -> None:
    try:
        shutil.copyfile(here, draft)
        with draft.open("rb+") as file:
            os.fsync(file.fileno())
            if hasattr(os, "posix_fadvise"):  # read what lies there, not what is still in memory
                os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
        same = sha256_of(here) == sha256_of(draft)
    except OSError as error:
        raise _untaken(path, error) from None
    if not same:
        what = N_("what was written there reads back otherwise")
        raise UnwritableBookError(path=str(path), what=what)


def _untaken(place: Path | str, error: OSError) -> UnwritableBookError:
    what = N_("its disk does not take it: {why}").of(why=error.strerror or "")
    return UnwritableBookError(path=str(place), what=what)
