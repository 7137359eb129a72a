"""The standard streams: UTF-8 where nobody looks on, and on a console what it can show."""

from __future__ import annotations

import errno
import os
import stat
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import TextIO


def complete() -> None:
    """Put something in the place of streams that were closed before the program began.

    Otherwise the first file that is opened would take their place. What is written to a closed
    stdout goes where any other result goes that nobody reads.
    """
    if sys.stdin is None:
        sys.stdin = open(os.devnull, encoding="utf-8")  # noqa: PTH123, SIM115 - as long as we live
    if sys.stdout is None:
        reading, writing = os.pipe()
        os.close(reading)
        os.dup2(writing, 1)
        sys.stdout = open(1, "w", encoding="utf-8")  # noqa: SIM115
    if sys.stderr is None:
        sys.stderr = open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123, SIM115


@dataclass(slots=True)
class Captured:
    """What a command says while somebody else hands it on."""

    page: bytearray = field(default_factory=bytearray)
    told: bytearray = field(default_factory=bytearray)


_captured: ContextVar[Captured | None] = ContextVar("captured", default=None)


@contextmanager
def captured() -> Iterator[Captured]:
    """Hold back what is put and told meanwhile; results are data then."""
    found = Captured()
    token = _captured.set(found)
    try:
        yield found
    finally:
        _captured.reset(token)


def is_captured() -> bool:
    """Say whether what is put goes to a program within this one, which reads JSON."""
    return _captured.get() is not None


def is_file(stream: TextIO) -> bool:
    """Say whether a stream goes to an ordinary file."""
    try:
        return stat.S_ISREG(os.fstat(stream.fileno()).st_mode)
    except (OSError, ValueError):  # none of the system's, or closed
        return False


def put(page: bytes) -> None:
    """Write a result, UTF-8, to stdout. Raises: OSError."""
    if (held := _captured.get()) is not None:
        held.page += page
        return
    _write(sys.stdout, page)


def tell(page: bytes) -> None:
    """Write talk to stderr; where it cannot be written, what is done counts nonetheless."""
    if (held := _captured.get()) is not None:
        held.told += page
        return
    try:
        _write(sys.stderr, page)
    except OSError:
        drop(sys.stderr)


def _write(stream: TextIO, page: bytes) -> None:
    stream.flush()
    if stream.isatty():
        page = page.decode().encode(stream.encoding or "ascii", "replace")
    buffer = getattr(stream, "buffer", None)
    if buffer is None:
        stream.write(page.decode("utf-8", "replace"))
        return
    buffer.write(page)
    buffer.flush()


def drop(stream: TextIO) -> None:
    """Lose what a stream still holds, or Python would complain of it once more at the end."""
    with suppress(OSError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, stream.fileno())
        os.close(nowhere)


def nobody_reads(failure: BaseException) -> bool:
    """Tell whether a failure means that the other end of the pipe has gone away."""
    gone = {errno.EPIPE} if sys.platform != "win32" else {errno.EPIPE, errno.EINVAL}
    return isinstance(failure, OSError) and failure.errno in gone and failure.filename is None
