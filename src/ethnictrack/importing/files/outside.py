"""A file outside, held open: its digest, and the same bytes on every pass or a refusal.

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
from pathlib import Path
from typing import IO

from ethnictrack.errors.files import (
    ChangedFileError,
    HeldFileError,
    LargeFileError,
    NoFileError,
    NotAFileError,
)
from ethnictrack.errors.workbooks import OpenMarkError
from ethnictrack.values.text import shown

CHUNK = 1 << 20  # bytes
ZIP, OLE = b"PK", b"\xd0\xcf\x11\xe0"  # how the containers of spreadsheets begin
LARGEST = 2000  # MB
_MB = 10**6
_NOT_SHARED = 32  # what Windows says of a file that a program keeps for itself
_STDIN = "-"
Identity = tuple[int, int]
read: ContextVar[set[Identity] | None] = ContextVar("read", default=None)  # by this command
_OPEN_MARKS = ("~$", ".~lock.")  # how the usual programs call what they put beside an open file


class Outside:
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


def held(path: Path) -> Outside:
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
    return Outside(path.name, stream)


def spooled(stream: IO[bytes]) -> Outside:
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
    return Outside(_STDIN, copy)


def note_read(what: Path | IO[bytes]) -> None:
    """Note that a file is read; one that others open, such as a copy of a book, by its path."""
    if (noted := read.get()) is not None:
        noted.update(_identity(what))


def is_input(path: Path) -> bool:
    """Tell whether a path leads to a file this command reads, standard input always included."""
    return not {*(read.get() or ()), *_identity(0)}.isdisjoint(_identity(path))


def _identity(what: Path | IO[bytes] | int) -> Iterator[Identity]:
    """Yield what a file is, if it is one; a stream of a test's own is none."""
    with suppress(OSError, ValueError, AttributeError):
        found = os.stat(what if isinstance(what, Path | int) else what.fileno())  # noqa: PTH116
        yield found.st_dev, found.st_ino
