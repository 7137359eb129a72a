"""`ethnictrack book backup` and `restore`: copies, proved before they are trusted."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ethnictrack.cli import options, values
from ethnictrack.cli.entries import finish
from ethnictrack.cli.grouping import Command
from ethnictrack.cli.say import note
from ethnictrack.cli.session import session_of, wait_seconds
from ethnictrack.domain.errors.trust import UnprovedCopyError
from ethnictrack.i18n import N_, Message

if TYPE_CHECKING:
    from ethnictrack.actions.verify import Verified

verbs = typer.Typer()  # of the group `book`

Copy = Annotated[str | None, typer.Argument(metavar="FILE", help="The copy.")]


@verbs.command(cls=Command)
def backup(context: typer.Context, file: Copy = None, as_json: options.Json = False) -> None:
    """Make an exact copy of the book while others work.

    It is proved before it gets its name; an existing file is never written over.
    """
    from ethnictrack.store.copying import back_up  # noqa: PLC0415 - the store is heavy

    values.required(FILE=file)
    target = Path(file or "").expanduser()
    book = session_of(context).path
    proof = Proof(book)
    digest = back_up(book, target, proof)
    _finish(N_("The copy is at {path}: {entries} entries."), proof, target, as_json, digest=digest)


@verbs.command(cls=Command)
def restore(
    context: typer.Context,
    file: Copy = None,
    replace: Annotated[
        bool, typer.Option("--replace", help="Put it in the place of the book; that one is kept.")
    ] = False,
    as_json: options.Json = False,
) -> None:
    """Put a copy back in the place of the book, after it is proved.

    A book that is there is never written over; with --replace it is kept beside the new one.
    """
    from ethnictrack.store.copying import put_back  # noqa: PLC0415 - the store is heavy

    values.required(FILE=file)
    session = session_of(context)
    copy = Path(file or "").expanduser()
    proof = Proof(copy)
    kept = put_back(
        copy,
        session.path,
        proof,
        replace=replace,
        at=session.world.clock(),
        wait=wait_seconds(),
    )
    told = N_("The book at {path} is restored: {entries} entries.")
    if kept is not None:
        note(N_("The book that was there is now {path}.").of(path=str(kept)))
    _finish(told, proof, session.path, as_json, kept=kept and str(kept))


class Proof:
    """Proves a copy, and remembers what it found there."""

    def __init__(self, named: Path) -> None:
        """Speak of the copy as ``named``: it has no name yet, and may never have one."""
        self._named = named
        self.found: Verified | None = None

    def __call__(self, path: Path) -> None:
        """Look at a copy. Raises: UnprovedCopyError."""
        from ethnictrack.actions.verify import verify  # noqa: PLC0415 - no help page needs it
        from ethnictrack.store.opening import read_book  # noqa: PLC0415

        with read_book(path) as book:
            self.found = verify(book)
        if self.found.findings:
            raise UnprovedCopyError(path=str(self._named), count=len(self.found.findings))


def _finish(told: Message, proof: Proof, path: Path, as_json: bool, **more: object) -> None:
    found = proof.found
    if found is None:
        return
    said = [
        told.of(path=str(path), entries=found.counts["entry"]),
        N_("Checkpoint of the book: {checkpoint}").of(checkpoint=str(found.checkpoint)),
    ]
    data = {
        "path": str(path),
        "entries": found.counts["entry"],
        "checkpoint": str(found.checkpoint),
        **more,
    }
    finish(said, data, as_json=as_json, dry_run=False)
