"""Reads a file from outside in a process of its own, which may use up its bounds or die.

A reader of spreadsheets can fill the memory, take hours or abort, and no ``except`` sees that. So
it runs in a child that is bounded; the worst that comes of a file is a refusal of it.
"""

from __future__ import annotations

import pickle
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib import import_module
from io import BytesIO

from ethnictrack.errors.files import WHY, HostileWorkbookError
from ethnictrack.importing.confined import confine, why_ended
from ethnictrack.values.errors import BookError

# What is made of the content of a file and its name. A reader is a module that has it as ``read``.
Read = Callable[[bytes, str], Iterator[object]]
READERS = {"workbook": "ethnictrack.importing.files.from_workbook"}

_MEMORY = 260 << 20  # bytes; a table of two million cells takes 200 million
_SECONDS, _SECONDS_A_MB = 4, 6  # of the processor; a real table takes a tenth of it
_PATIENCE = 10  # times as long by the clock, where the processor has other things to do
_MOST = 64 << 20  # bytes that come back
_START = "import sys; sys.path[:] = {!a}; from ethnictrack.importing.guarded import child; child()"


@dataclass(frozen=True, slots=True)
class _Refusal:
    """A refusal on its way out of the child."""

    kind: type[BookError]
    facts: dict[str, object]


def read_guarded(reader: str, content: bytes, name: str) -> Iterator[object]:
    """Yield what a reader yields. Raises: its refusals, and HostileWorkbookError."""
    said = b"\n".join((reader.encode(), name.encode(), content))
    try:
        code, came = _ran(said, _seconds(content) * _PATIENCE)
    except subprocess.TimeoutExpired as cause:
        raise HostileWorkbookError(name, WHY["time"]) from cause
    except OSError as cause:
        raise HostileWorkbookError(name, WHY["stopped"]) from cause
    if code:
        raise HostileWorkbookError(name, WHY[why_ended(code)])
    return _items(BytesIO(came))


def _ran(said: bytes, seconds: float) -> tuple[int, bytes]:
    """Start a child; return how it ended and what came. Raises: OSError, TimeoutExpired."""
    done = subprocess.run(  # noqa: S603 - our own program
        # Not from the folder the user is in (-P): a file there may be called like a module.
        [sys.executable, "-P", "-c", _START.format(sys.path)],
        input=said,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        timeout=seconds,
        check=False,
    )
    return done.returncode, done.stdout


def _items(said: BytesIO) -> Iterator[object]:
    """Yield what a child said, up to its refusal."""
    while (item := pickle.load(said)) is not None:  # noqa: S301 - what our own child wrote
        if isinstance(item, _Refusal):
            raise item.kind(**item.facts)
        yield item


def _seconds(content: bytes) -> int:
    """Return how much of the processor a file may take: a small one does not hold much."""
    return _SECONDS + _SECONDS_A_MB * (len(content) >> 20)


def child() -> None:
    """Read the file on standard input, in the process that was started for it."""
    confine(memory=_MEMORY, seconds=_SECONDS)
    reader, name = (sys.stdin.buffer.readline().decode().rstrip("\n") for _ in range(2))
    content = sys.stdin.buffer.read()
    confine(memory=_MEMORY, seconds=_seconds(content))
    for item in _read(reader, content, name):
        sys.stdout.buffer.write(item)
    sys.stdout.buffer.write(pickle.dumps(None))


def _read(reader: str, content: bytes, name: str) -> Iterator[bytes]:
    """Yield the items of a reader, packed; whatever it raises is a refusal of the file."""
    left = _MOST
    try:
        read: Read = import_module(READERS[reader]).read
        for item in read(content, name):
            packed = pickle.dumps(item)
            left -= len(packed)
            if left < 0:
                why = WHY["size"]
                break
            yield packed
        else:
            return
    except BookError as refusal:
        yield pickle.dumps(_Refusal(type(refusal), refusal.facts()))
        return
    except MemoryError:
        why = WHY["size"]
    except BaseException:  # noqa: BLE001 - a panic of calamine is no Exception
        why = WHY["structure"]
    yield pickle.dumps(_Refusal(HostileWorkbookError, {"name": name, "why": why}))
