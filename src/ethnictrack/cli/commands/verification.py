"""Proving a book before it is trusted: a copy, or one that is in the making."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from ethnictrack.audit.finding import Severity
from ethnictrack.cli.shell import options
from ethnictrack.cli.shell.output import finish, note
from ethnictrack.errors.trust import UnprovedCopyError
from ethnictrack.i18n import N_, Message
from ethnictrack.reports.footer import CHECKPOINT_LINE
from ethnictrack.values.errors import BookError

if TYPE_CHECKING:
    from ethnictrack.library import Book, Verified


_LACKING = N_(
    "Files that are not with it, since they are missing or changed: {names}. "
    "`ethnictrack book check files` names all of them."
)


def note_lacking(names: Iterable[str]) -> None:
    """Say which files a copy could not take with it, if any."""
    if found := tuple(names):
        note(_LACKING.of(names=found))


class Proof:
    """Proves a book, and remembers what it found there."""

    def __init__(
        self,
        named: object,
        *,
        checkpoint: str | None = None,
        refusal: Callable[[int], BookError] | None = None,
    ) -> None:
        """Speak of it as ``named``: what is proved has no name yet, and may never have one.

        With a ``checkpoint`` the book has to end there. ``refusal`` makes of the number of
        findings what is raised; without it, UnprovedCopyError.
        """
        self._named, self._checkpoint = str(named), checkpoint
        self._refusal = refusal or (lambda count: UnprovedCopyError(path=self._named, count=count))
        self._found: Verified | None = None

    def file(self, path: Path) -> None:
        """Look at a book in a file. Raises: what the proof refuses with."""
        from ethnictrack.library import read_book  # noqa: PLC0415 - the store is heavy

        with read_book(path) as book:
            self(book)

    def __call__(self, book: Book) -> None:
        """Look at an open book. Raises: what the proof refuses with."""
        from ethnictrack.library import verify  # noqa: PLC0415 - no help page needs it

        self._found = verify(book)
        count = sum(each.severity is Severity.ERROR for each in self._found.findings)
        count += self._checkpoint not in {None, str(self._found.checkpoint)}
        if count:
            raise self._refusal(count)

    @property
    def checkpoint(self) -> object:
        """How far the book goes that was proved."""
        return self._found and self._found.checkpoint

    def finish(self, told: Message, path: object, ending: options.Ending, **more: object) -> None:
        """Say where the book is now, how many entries it has and how far it goes."""
        if self._found is None:
            message = "nothing was proved"
            raise RuntimeError(message)
        entries, reached = self._found.counts["entry"], str(self._found.checkpoint)
        said = [told.of(path=str(path), entries=entries), CHECKPOINT_LINE.of(checkpoint=reached)]
        data = {"path": str(path), "entries": entries, "checkpoint": reached, **more}
        finish(said, data, ending)
