"""The standard streams: UTF-8 where nobody looks on, and on a console what it can show."""

from __future__ import annotations

import errno
import os
import sys
from contextlib import suppress
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


def put(page: bytes) -> None:
    """Write a result, UTF-8, to stdout. Raises: OSError."""
    _write(sys.stdout, page)


def tell(page: bytes) -> None:
    """Write talk to stderr; where it cannot be written, what is done counts nonetheless."""
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
