"""A clerk at a desk of their own: a process that types one command after another.

`python -m tests.reliability.clerk pay BOOK NAME COUNT` pays COUNT times, `read BOOK FILE` reports
until FILE is there. Each command is a whole command line of the program and opens the book anew.
`grow BOOK FILE` writes as fast as the book takes it, so that its size is another each time.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from tests.shell import Running, run

if TYPE_CHECKING:
    from ethnictrack.book.location import Location

AMOUNT = 1000  # đồng of every payment


def pay(book: str, name: str, count: str) -> Iterator[object]:
    """Yield exit code, number or refusal, and seconds of each payment.

    The program is loaded before the first, which nobody has to wait for in line.
    """
    run("disburse", "add", "DA1", str(AMOUNT), "--dry-run", book=book)
    for number in range(int(count)):
        program, key = ("DA1", "DA2")[number % 2], f"{name}-{number}"
        asked = time.monotonic()
        ran = run("disburse", "add", program, str(AMOUNT), "--id", key, "--json", book=book)
        took = time.monotonic() - asked
        yield ran.code, ran.error["code"] if ran.code else ran.data["id"], took


def read(book: str, until: str) -> Iterator[object]:
    """Yield of each report: its checkpoint, its total, and what its rows add up to."""
    while not Path(until).exists():
        ran = run("report", "rates", "--year", "2021", "--json", book=book)
        if ran.code:
            yield ran.error
            return
        report, sums = ran.data, [0, 0]
        for row in report["rows"]:
            sums[row["level"]] += row["disbursed"]
        yield int(report["checkpoint"].rpartition("-")[2]), report["total"]["disbursed"], *sums


def address(book: Location) -> str:
    """Return a book as it is named on the command line."""
    return str(getattr(book, "address", book))


@dataclass(frozen=True, slots=True)
class Clerk:
    """A clerk at work, and what is heard of them."""

    process: Running
    said: BinaryIO


@contextmanager
def started(*words: str) -> Iterator[Clerk]:
    """Start a clerk; whoever still works when the block ends is sent home."""
    reading, writing = os.pipe()
    with os.fdopen(reading, "rb") as said:
        module = "tests.reliability.clerk"
        streams: dict[str, Any] = {"stdin": subprocess.DEVNULL, "stdout": writing, "stderr": 2}
        process = Running(words, os.environ, module=module, **streams)
        os.close(writing)
        try:
            yield Clerk(process, said)
        finally:
            process.kill()


def told(clerk: Clerk) -> list[Any]:
    """Wait for a clerk to end and return what they said of each command, but for what was read."""
    found = [json.loads(line) for line in clerk.said]
    assert clerk.process.wait() == 0
    return found


def grow(book: str, until: str) -> Iterator[object]:
    """Yield once when the first is written; at the end, how much was written and was refused."""
    from tests.books import signed  # noqa: PLC0415 - the others need no book

    from ethnictrack.book.opening import write_book  # noqa: PLC0415
    from ethnictrack.values.errors import BookError  # noqa: PLC0415

    written = refused = 0
    while not Path(until).exists():
        try:
            with write_book(Path(book), signed()) as opened:
                opened.settings.put("office", "x" * 4000 + str(written))
            written += 1
        except BookError:
            refused += 1
        if written + refused == 1:
            yield True
    yield written, refused


_VERBS: dict[str, Callable[..., Iterator[object]]] = {"pay": pay, "read": read, "grow": grow}

if __name__ == "__main__":
    verb, *words = sys.argv[1:]
    for each in _VERBS[verb](*words):
        print(json.dumps(each), flush=True)  # noqa: T201 - for whoever started the clerk
