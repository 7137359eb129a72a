"""Files results are written to, whole or not at all: an input is never one, nor is the book."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import ethnictrack.library as lib
from ethnictrack.errors.usage import LongNameError, UnwritableOutputError
from ethnictrack.i18n import N_
from ethnictrack.importing.files.input_file import is_input
from ethnictrack.values.errors import UsageError
from ethnictrack.values.text import shown, visible

if TYPE_CHECKING:
    from ethnictrack.library import Location

# What Windows says of a file that a program has open: no access, or that it is not shared.
_HELD = frozenset({5, 32, 33})
_COMPANIONS = (".lock", "-journal", "-wal", "-shm", ".backup")


class OutputIsInputError(UsageError):
    given: str
    code = "output-is-input"
    text = N_("{given} is what is read; a result is never written over it.")
    remedy = N_("Name another file for what is written.")


class BesideBookError(UsageError):
    given: str
    book: str
    code = "output-is-book"
    text = N_("{given} belongs to the book {book}; a result is never written there.")
    remedy = N_("Name another file for what is written.")


class OutputIsBookError(UsageError):
    given: str
    code = "output-is-book"
    text = N_("{given} is the book itself; a result is never written over it.")
    remedy = N_("Name another file with --output.")


class OpenOutputError(UnwritableOutputError):
    text = N_("{given} is open in another program, such as Excel or Word, and cannot be replaced.")
    remedy = N_("Close it there and try again, or name another file.")


def check_output(path: Path, *books: Location | None) -> None:
    """Refuse what is read, a book, and what lies beside a book and belongs to it.

    Every file this program writes for somebody passes here, before anything is written.
    Raises: OutputIsInputError, OutputIsBookError, BesideBookError, LongNameError.
    """
    if len(str(path)) > lib.LONGEST_NAME:
        raise LongNameError(given=shown(str(path)), limit=lib.LONGEST_NAME)
    name = visible(str(path))
    if is_input(path):
        raise OutputIsInputError(given=name)
    for book in books:
        if isinstance(book, Path):
            _check_apart(path, book, name)


def unwritable(path: Path, failure: Exception) -> UnwritableOutputError:
    """Return what is said of a file that could not be written; Excel and Word keep theirs open."""
    name = visible(str(path))
    held = getattr(failure, "winerror", None) in _HELD and os.access(path, os.W_OK)
    return OpenOutputError(given=name) if held else UnwritableOutputError(given=name)


def write_file(path: Path, pages: bytes | Iterable[bytes], book: Location | None) -> None:
    """Write beside and rename, so that a file is old or new and never half.

    Raises: UnwritableOutputError, and those of ``check_output``.
    """
    name = str(path)
    check_output(path, book)
    try:
        target = path.resolve()
        if target.exists() and not target.is_file():
            raise UnwritableOutputError(given=name)
        handle, draft = tempfile.mkstemp(prefix=f".{target.name[:40]}.", dir=target.parent)
        try:
            with os.fdopen(handle, "wb") as file:
                file.writelines([pages] if isinstance(pages, bytes) else pages)
                file.flush()
                os.fsync(file.fileno())
            mode = target.stat().st_mode & 0o777 if target.exists() else 0o666 & ~_umask()
            Path(draft).chmod(mode)
            Path(draft).replace(target)
        except BaseException:
            Path(draft).unlink(missing_ok=True)
            raise
    except (OSError, RuntimeError, ValueError) as failure:  # and links that lead in a circle
        raise unwritable(path, failure) from None


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def _check_apart(path: Path, book: Path, name: str) -> None:
    if _same(path, book):
        raise OutputIsBookError(given=name)
    for ending in _COMPANIONS:
        for named in {book, _real(book)}:
            if _same(path, named.parent / f"{named.name}{ending}"):
                raise BesideBookError(given=name, book=visible(str(book)))
    if _real(path).is_relative_to(_real(book).with_name(f"{_real(book).name}.files")):
        raise BesideBookError(given=name, book=visible(str(book)))


def _same(one: Path, other: Path) -> bool:
    """Tell whether two names lead to one file, or would if it were there."""
    try:
        return one.samefile(other)
    except (OSError, ValueError):
        return _place(one) == _place(other)


def _place(path: Path) -> tuple[str, str]:
    """Return folder and name as the system tells them apart."""
    real = _real(path)
    return os.path.normcase(real.parent), os.path.normcase(real.name).casefold()


def _real(path: Path) -> Path:
    try:
        return path.resolve()
    except (OSError, RuntimeError, ValueError):  # links that lead in a circle
        return path.absolute()
