"""How far a long import is, on the last line of a terminal; a pipe is told nothing."""

from __future__ import annotations

import sys
import time
from typing import Self

from ethnictrack.cli.shell.output import screen_width, write_over
from ethnictrack.i18n import N_
from ethnictrack.render.words import say

_PAUSE = 0.2  # seconds between two lines
_OF_ABOUT = N_("Row {rows} of about {total}, {pace} rows a second, {left} to go")
_SO_FAR = N_("Row {rows}, {pace} rows a second")


class Progress:
    """One line that is written over as long as the block lasts, and gone after it."""

    def __init__(self, total: int) -> None:
        """Count up to about ``total`` rows, if it is known."""
        self._total = total
        self._shown = sys.stderr.isatty()
        self._begin = time.monotonic()
        self._next = self._begin
        self._wide = 0

    def __enter__(self) -> Self:
        """Begin a line."""
        return self

    def __exit__(self, *_: object) -> None:
        self._put("")

    def at(self, rows: int) -> None:
        """Say that so many rows are done."""
        now = time.monotonic()
        if not self._shown or now < self._next:
            return
        self._next = now + _PAUSE
        pace = rows / max(now - self._begin, _PAUSE)
        if rows < self._total:
            left = _clock(int((self._total - rows) / pace) + 1)
            line = _OF_ABOUT.of(rows=rows, total=self._total, pace=int(pace), left=left)
        else:
            line = _SO_FAR.of(rows=rows, pace=int(pace))
        self._put(say(line)[: screen_width() - 1])

    def _put(self, line: str) -> None:
        if line or self._wide:
            write_over(line, self._wide)
            self._wide = len(line)


def _clock(seconds: int) -> str:
    """Write a time as 1:05 or 1:02:05."""
    minutes, second = divmod(seconds, 60)
    hours, minute = divmod(minutes, 60)
    return f"{hours}:{minute:02}:{second:02}" if hours else f"{minutes}:{second:02}"
