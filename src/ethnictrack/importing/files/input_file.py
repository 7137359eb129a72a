"""A file from outside, held open: its kind, its digest, the same bytes on every pass or a refusal.

Which files a command has read is noted by what they are, and not by what they are called.
"""

from __future__ import annotations

import hashlib
import os
import stat
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from contextvars import ContextVar
from pathlib import Path, PurePath
from typing import IO

from ethnictrack.errors.files import (
    WHY,
    ChangedFileError,
    ForeignFileError,
    HostileWorkbookError,
    LargeFileError,
    NoFileError,
    NotAFileError,
    OpenMarkError,
    RenamedFileError,
)
from ethnictrack.i18n import N_
from ethnictrack.values.text import shown

CHUNK = 1 << 20  # bytes
ZIP, OLE = b"PK", b"\xd0\xcf\x11\xe0"  # how the containers of spreadsheets begin
LARGEST = 2000  # MB
_MB = 10**6
_NOT_SHARED = 32  # what Windows says of a file that a program keeps for itself
_STDIN = "-"
Identity = tuple[int, int]
# Those that this command has read.
read_files: ContextVar[set[Identity] | None] = ContextVar("read_files", default=None)
_TEXT, _BINARY = ("csv", "tsv", "txt", "tab"), ("xlsx", "xlsm", "xls", "ods", "docx")
_PAGES, _PAGE = ("html", "htm"), (b"<html", b"<!doctype html", b"<table")
_FOREIGN = {
    **dict.fromkeys((b"%PDF-",), "pdf"),
    **dict.fromkeys((b"\xff\xd8\xff", b"\x89PNG\r\n", b"GIF8", b"II*\0", b"MM\0*"), "picture"),
    **dict.fromkeys((b"Rar!\x1a\x07", b"7z\xbc\xaf\x27\x1c", b"\x1f\x8b\x08"), "archive"),
}
_BLANK = b"\xef\xbb\xbf \t\r\n"
_OPEN_MARKS = ("~$", ".~lock.")  # how the usual programs call what they put beside an open file


class HeldFileError(NoFileError):
    text = N_("{name} is open in another program that lets nobody else read it.")
    remedy = N_("Close it there, in Excel or Word, and try again.")


class InputFile:
    """The bytes of a file. Once they have all been read ``digest`` is their SHA-256.

    ``lines`` is then how many lines they make, more or less: some line feeds end none.
    """

    def __init__(self, name: str, stream: IO[bytes]) -> None:
        self.name = shown(name)
        self.digest = ""
        self.lines = 0
        self.size = stream.seek(0, os.SEEK_END)
        self._stream = stream
        if self.size > LARGEST * _MB:
            stream.close()
            raise LargeFileError(self.name, LARGEST)

    def chunks(self) -> Iterator[bytes]:
        """Yield all bytes from the start. Raises: ChangedFileError, if others come than before."""
        self._stream.seek(0)
        seal, lines = hashlib.sha256(), 0
        while chunk := self._stream.read(CHUNK):
            seal.update(chunk)
            lines += chunk.count(b"\n")
            yield chunk
        if self.digest and self.digest != seal.hexdigest():
            raise ChangedFileError(self.name)
        self.digest, self.lines = seal.hexdigest(), lines

    def head(self, size: int) -> bytes:
        """Return the first bytes."""
        self._stream.seek(0)
        return self._stream.read(size)

    def close(self) -> None:
        """Let go of the file."""
        self._stream.close()


def held(path: Path) -> InputFile:
    """Open a file. Raises: NoFileError, NotAFileError, OpenMarkError, LargeFileError."""
    if path.name.startswith(_OPEN_MARKS):
        raise OpenMarkError(shown(path.name))
    try:
        if not stat.S_ISREG(path.stat().st_mode):  # asked before opening: a pipe would wait
            raise NotAFileError(shown(str(path)))
        stream = path.open("rb")
    except (OSError, ValueError) as cause:
        if getattr(cause, "winerror", None) == _NOT_SHARED:
            raise HeldFileError(shown(str(path))) from cause
        raise NoFileError(shown(str(path))) from cause
    note_read(stream)
    return InputFile(path.name, stream)


def is_workbook(file: InputFile) -> bool:
    """Say whether a file is a spreadsheet, a Word file or a page.

    Raises: RenamedFileError, ForeignFileError, HostileWorkbookError.
    """
    head = file.head(1024)
    _check_kind(head.lstrip(_BLANK), file.name)
    binary = head.startswith((ZIP, OLE))
    ending = PurePath(file.name).suffix.lower().removeprefix(".")
    page = head.lstrip(_BLANK).lower().startswith(_PAGE)
    if ending in _TEXT and binary:
        raise RenamedFileError(file.name, "ZIP" if head.startswith(ZIP) else "XLS")
    if ending in _BINARY and not binary:
        if page:
            raise RenamedFileError(file.name, "HTML")
        raise HostileWorkbookError(file.name, WHY["structure"])
    return binary or ending in _PAGES or (page and ending not in _TEXT)


def _check_kind(head: bytes, name: str) -> None:
    """Refuse what is no table by its first bytes. Raises: ForeignFileError."""
    for start, kind in _FOREIGN.items():
        if head.startswith(start):
            raise ForeignFileError.of(name, kind)


def spooled(stream: IO[bytes]) -> InputFile:
    """Copy standard input to a file of our own, which goes away with the program.

    Raises: LargeFileError.
    """
    note_read(stream)
    copy = tempfile.TemporaryFile()  # noqa: SIM115 - held open for as long as it is read
    while chunk := stream.read(CHUNK):
        copy.write(chunk)
        if copy.tell() > LARGEST * _MB:
            copy.close()
            raise LargeFileError(_STDIN, LARGEST)
    return InputFile(_STDIN, copy)


def note_read(what: Path | IO[bytes]) -> None:
    """Note that a file is read; one that others open, such as a copy of a book, by its path."""
    if (noted := read_files.get()) is not None:
        noted.update(_identity(what))


def is_input(path: Path) -> bool:
    """Tell whether a path leads to a file this command reads, standard input always included."""
    return not {*(read_files.get() or ()), *_identity(0)}.isdisjoint(_identity(path))


def _identity(what: Path | IO[bytes] | int) -> Iterator[Identity]:
    """Yield what a file is, if it is one; a stream of a test's own is none."""
    with suppress(OSError, ValueError, AttributeError):
        found = os.stat(what if isinstance(what, Path | int) else what.fileno())  # noqa: PTH116
        yield found.st_dev, found.st_ino
