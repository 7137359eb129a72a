"""Proving a book before it is trusted: a copy, or one that is in the making."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from ethnictrack.audit.finding import Severity
from ethnictrack.i18n import N_
from ethnictrack.values.errors import BookError

if TYPE_CHECKING:
    from ethnictrack.audit.checkpoint import Checkpoint
    from ethnictrack.book.opening import Book

LACKING = N_(
    "Files that are not with it, since they are missing or changed: {names}. "
    "`ethnictrack book check files` names all of them."
)


class UnprovedCopyError(BookError):
    path: str
    count: int
    code = "copy-unsound"
    text = N_("{path} is not sound: {count} findings speak against it.")
    remedy = N_("`ethnictrack --book {path} book verify` lists them.")


class Proof:
    """Proves a book, and remembers how far it goes and how many entries it has."""

    entries: int  # both are there once a book was looked at
    checkpoint: Checkpoint

    def __init__(
        self,
        named: object,
        *,
        ends: str | None = None,
        refusal: Callable[[int], BookError] | None = None,
    ) -> None:
        """Speak of it as ``named``: what is proved has no name yet, and may never have one.

        It has to end at a checkpoint, where ``ends`` says one. ``refusal`` makes of the number of
        findings what is raised; without it, UnprovedCopyError.
        """
        self._named, self._ends = str(named), ends
        self._refusal = refusal or (lambda count: UnprovedCopyError(path=self._named, count=count))

    def file(self, path: Path) -> None:
        """Look at a book in a file. Raises: what the proof refuses with."""
        from ethnictrack.book.opening import read_book  # noqa: PLC0415 - the store is heavy

        with read_book(path) as book:
            self(book)

    def __call__(self, book: Book) -> None:
        """Look at an open book. Raises: what the proof refuses with."""
        from ethnictrack.services.verify import verify  # noqa: PLC0415 - no help page needs it

        found = verify(book)
        self.entries, self.checkpoint = found.counts["entry"], found.checkpoint
        count = sum(each.severity is Severity.ERROR for each in found.findings)
        count += self._ends not in {None, str(self.checkpoint)}
        if count:
            raise self._refusal(count)
