"""Files that a book is exported to: written beside, for their owner alone, and then named."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from ethnictrack.cli.shell.outputs import check_output, unwritable
from ethnictrack.errors.export import ExportExistsError
from ethnictrack.library import Location, is_free, link, new_file
from ethnictrack.values.text import visible

Lines = Iterable[bytes]
_EVERYBODY = 0o644  # may read it


def export_file(path: Path, book: Location, lines: Lines, *, replace: bool) -> None:
    """Write a new file beside ``path`` that then takes its name; if anything fails, none.

    Raises: ExportExistsError unless ``replace``, OutputIsBookError, UnwritableOutputError.
    """
    with _worded(path):
        _check_file(path, book, replace=replace)
        draft = _draft(path)
        try:
            _write(draft, lines)
            if replace:
                draft.replace(path)
            else:
                link(draft, path)
        finally:
            draft.unlink(missing_ok=True)


def export_folder(
    path: Path,
    book: Location,
    files: Callable[[], Iterator[tuple[str, Lines]]],
    ours: set[str],
    *,
    replace: bool,
    public: bool = False,
) -> None:
    """Write ``files`` into a new folder that then takes the name ``path``.

    A folder that is replaced may hold an earlier export, of files named as ``ours`` are, and
    nothing else. One that is ``public`` may be read by everybody. Raises: ExportExistsError,
    UnwritableOutputError.
    """
    with _worded(path):
        check_output(path, book)
        _check_folder(path, ours, replace=replace)
        draft, old = _draft(path), path.with_name(f".{path.name}.{os.getpid()}.old")
        draft.mkdir(mode=0o700)
        try:
            for name, lines in files():
                _write(draft / name, lines)
                if public:
                    (draft / name).chmod(_EVERYBODY)
            if public:
                draft.chmod(_EVERYBODY | 0o111)
            if not is_free(path):
                path.replace(old)
            draft.replace(path)
        finally:
            for left in (draft, old):
                shutil.rmtree(left, ignore_errors=True)


@contextmanager
def _worded(path: Path) -> Iterator[None]:
    try:
        yield
    except FileExistsError:
        raise ExportExistsError(path=visible(str(path))) from None
    except (OSError, ValueError) as failure:
        raise unwritable(path, failure) from None


def _draft(path: Path) -> Path:
    return path.with_name(f".{path.name}.{os.getpid()}.new")


def _write(path: Path, lines: Lines) -> None:
    new_file(path)
    with path.open("r+b") as file:
        file.writelines(lines)
        file.flush()
        os.fsync(file.fileno())


def _check_file(path: Path, book: Location, *, replace: bool) -> None:
    """Refuse a place that is taken, unless it may be; the book itself may never be."""
    check_output(path, book)
    if is_free(path):
        return
    if not replace:
        raise FileExistsError
    if not path.is_file():
        raise NotADirectoryError


def _check_folder(path: Path, ours: set[str], *, replace: bool) -> None:
    """Refuse a place where something is that is not ours to remove."""
    if is_free(path):
        return
    held = {each.name for each in path.iterdir()} if path.is_dir() else {""}
    if held and not replace:
        raise FileExistsError
    if path.is_symlink() or not held <= ours:
        raise NotADirectoryError
