"""What was proved of a book, as it is said: where it is, and how far it goes."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from ethnictrack.cli.shell import options
from ethnictrack.cli.shell.output import finish, note
from ethnictrack.library.proof import LACKING, Proof
from ethnictrack.reports.footer import CHECKPOINT_LINE

if TYPE_CHECKING:
    from ethnictrack.i18n import Message


def note_lacking(names: Iterable[str]) -> None:
    """Say which files a copy could not take with it, if any."""
    if found := tuple(names):
        note(LACKING.of(names=found))


def finish_proved(
    proof: Proof, told: Message, path: object, ending: options.Ending, **more: object
) -> None:
    """Say where a proved book is now, how many entries it has and how far it goes."""
    entries, reached = proof.entries, str(proof.checkpoint)
    said = [told.of(path=str(path), entries=entries), CHECKPOINT_LINE.of(checkpoint=reached)]
    data = {"path": str(path), "entries": entries, "checkpoint": reached, **more}
    finish(said, data, ending)
