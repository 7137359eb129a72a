"""Several lines that an answer could mean, numbered, to be chosen from by the next answer."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

T = TypeVar("T")
MOST = 30  # that are listed


class SeveralFitError(Exception):
    """An answer that fits several lines; the next one may be a number of theirs."""

    def __init__(self, lines: Sequence[str], more: int) -> None:
        """Take the lines, numbered, and how many ``more`` there are."""
        super().__init__(*lines)
        self.lines, self.more = lines, more


class Candidates(Generic[T]):
    """What stands on the screen with numbers."""

    def __init__(self, line: Callable[[T], str]) -> None:
        """Show each by its ``line``."""
        self._line = line
        self._shown: Sequence[T] = ()

    def show(self, things: Sequence[T]) -> SeveralFitError:
        """Return what is raised, or told, of ``things``, which have numbers from now on."""
        self._shown = things[:MOST]
        lines = [f"{at}. {self._line(each)}" for at, each in enumerate(self._shown, 1)]
        return SeveralFitError(lines, len(things) - len(lines))

    def numbered(self, typed: str) -> T | None:
        """Return the one whose number was typed; a code with a zero in front is no number."""
        number = int(typed) if typed.isascii() and typed.isdecimal() and typed[0] != "0" else 0
        return self._shown[number - 1] if 0 < number <= len(self._shown) else None

    def forget(self) -> None:
        """Let no number mean anything any more."""
        self._shown = ()
