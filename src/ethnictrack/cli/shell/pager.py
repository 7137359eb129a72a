"""A result that is longer than the terminal goes through the reader's pager."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from contextvars import ContextVar
from pathlib import Path
from typing import TYPE_CHECKING

from ethnictrack.i18n import N_, tr

if TYPE_CHECKING:
    from subprocess import Popen

Write = Callable[[bytes], None]
_LESS = "less"
_PROMPT = N_("Space: next page, b: page before, /: search, q: leave")
_COLOUR = re.compile(rb"\x1b\[[0-9;]*m")

own: ContextVar[Callable[[str], str | None]] = ContextVar("own")  # what the user set for all books
allowed: ContextVar[bool] = ContextVar("allowed", default=True)  # no --no-pager was said


def put(pages: Iterable[bytes], write: Write) -> None:
    """``write`` a result, through the pager once it is longer than the terminal.

    Raises: OSError, where it can be written nowhere.
    """
    rest, head = iter(pages), b""
    words = _words() if _is_looked_at() else []
    rows = shutil.get_terminal_size().lines
    for page in rest:
        if not words:
            write(page)
            continue
        head += page
        if head.count(b"\n") >= rows:
            if not _shown(words, head, rest):
                _all(head, rest, write)
            return
    if head:
        write(head)


def _all(head: bytes, rest: Iterator[bytes], write: Write) -> None:
    write(head)
    for page in rest:
        write(page)


def _is_looked_at() -> bool:
    """Say whether somebody looks at the result, and has a terminal that can be steered."""
    seen = sys.stdout.isatty() and sys.stdin.isatty()
    return seen and allowed.get() and os.environ.get("TERM") != "dumb"


def _words() -> list[str]:
    """Return the command of the pager: PAGER, else that of config.toml, else less.

    Of an empty PAGER, and of a program that is not there, nothing.
    Our less ends by itself where all fits, keeps colours, leaves the text on the screen, and says
    how to leave.
    """
    said = os.environ.get("PAGER")
    if said is None and (chosen := own.get(None)):
        said = chosen("pager")
    if said is None:
        words = [_LESS, "-FRX", "-Ps%E"]
    else:
        words = shlex.split(said, posix=os.sep == "/") if said.strip() else []
    return words if words and shutil.which(words[0]) else []


def _shown(words: list[str], head: bytes, rest: Iterator[bytes]) -> bool:
    """Hand a result to the pager and wait until it ends; False where it cannot be started."""
    from subprocess import PIPE, Popen  # noqa: PLC0415 - few results are so long

    plain = Path(words[0]).stem != _LESS
    try:
        pager = Popen(words, stdin=PIPE, env=_environment())  # noqa: S603 - the reader's own
    except OSError:
        return False
    with suppress(OSError, KeyboardInterrupt):  # the reader has seen enough
        for page in (head, *rest):
            _feed(pager, _COLOUR.sub(b"", page) if plain else page)
    while True:
        try:
            if pager.stdin:
                with suppress(OSError):
                    pager.stdin.close()
            pager.wait()
        except KeyboardInterrupt:  # a key of the pager, which ends by its own
            continue
        return True


def _feed(pager: Popen[bytes], page: bytes) -> None:
    if pager.stdin:
        encoding = sys.stdout.encoding or "ascii"
        pager.stdin.write(page.decode("utf-8", "replace").encode(encoding, "replace"))
        pager.stdin.flush()


def _environment() -> Mapping[str, str]:
    """Return what the pager is told: a less of the reader's own has our habits, if none are said.

    Text goes to it in the encoding of the terminal. Of a prompt less 590 spoils every letter beyond
    ASCII but those of the editor's name (%E), which opens no standard input.
    """
    ours = {"LESS": "FRX"}
    if "PAGER" not in os.environ:
        return {**ours, **os.environ, "LESSCHARSET": _charset(), "VISUAL": tr(_PROMPT.text)}
    return {**ours, "LESSCHARSET": _charset(), **os.environ}


def _charset() -> str:
    """Return what less calls the encoding of the terminal."""
    encoding = (sys.stdout.encoding or "").lower().replace("-", "")
    return "utf-8" if encoding == "utf8" else "latin1"
