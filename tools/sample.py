"""Makes data/sample.sqlite from the commands in data/sample.txt, through the command line itself.

The clock, the actor and the identity of the book are held still, so that every run makes the
same book: ``tests/test_sample.py`` rebuilds it and compares.
"""

from __future__ import annotations

import shlex
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import TypeVar

from ethnictrack.cli.shell.app import run
from ethnictrack.cli.shell.command_line import World

T = TypeVar("T")
ROOT = Path(__file__).parent.parent
COMMANDS = ROOT / "data" / "sample.txt"
BOOK = ROOT / "data" / "sample.sqlite"
IDENTITY = "ca0ba209-2021-4000-8000-000000000135"
FIRST = datetime(2021, 11, 25, 1, 0, tzinfo=UTC)
ACTOR = "Cán bộ tổng hợp"


def commands(text: str) -> Iterator[list[str]]:
    """Yield the words of each command, without the program's own name."""
    for line in text.splitlines():
        if line and not line.startswith("#"):
            name, *words = shlex.split(line)
            if name != "ethnictrack":
                message = f"not a command of the program: {line}"
                raise ValueError(message)
            yield words


def _same(value: T) -> T:
    return value


def build(book: Path) -> None:
    """Make the sample book at ``book``, where nothing may be yet."""
    for number, words in enumerate(commands(COMMANDS.read_text(encoding="utf-8"))):
        moment = FIRST + timedelta(minutes=number)
        world = World(clock=partial(_same, moment), identity=partial(_same, IDENTITY))
        code = run(["--book", str(book), "--actor", ACTOR, "--no-input", *words], world)
        if code:
            message = f"exit code {code}: {shlex.join(words)}"
            raise RuntimeError(message)


if __name__ == "__main__":
    BOOK.unlink(missing_ok=True)
    build(BOOK)
    BOOK.with_name(f"{BOOK.name}.lock").unlink(missing_ok=True)
    BOOK.chmod(0o644)  # it is published
    sys.exit(0)
