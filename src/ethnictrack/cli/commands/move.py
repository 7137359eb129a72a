"""`ethnictrack book import` and `copy`: an equal book made of another, or of its export."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ethnictrack.audit.checkpoint import checkpoint
from ethnictrack.cli.commands.verification import Proof, note_lacking
from ethnictrack.cli.shell import options
from ethnictrack.cli.shell.outputs import check_output
from ethnictrack.cli.shell.session import making, may_write, session_of, wait_seconds
from ethnictrack.cli.shell.typer_bridge import said_of
from ethnictrack.cli.shell.verbs import bookless, verb_of
from ethnictrack.errors.export import DamagedExportError, UnfitRowsError
from ethnictrack.i18n import N_
from ethnictrack.library import locate, path_of

if TYPE_CHECKING:
    from ethnictrack.importing.files.outside import Outside
    from ethnictrack.library import Location


_MADE = N_("The book at {path} is made: {entries} entries.")
_FINDINGS = N_("{count} findings speak against the book it makes")

_EXPORT = replace(options.FILE, help=N_("Export of a book, such as so.jsonl."))
_SOURCE = replace(
    options.FILE,
    label=N_("Book to copy"),
    option="FROM",
    help=N_("The book: a file or an address."),
)
_TARGET = replace(
    options.FILE, label=N_("New book"), option="TO", help=N_("Where there is none yet, likewise.")
)

verbs = typer.Typer()  # of the group `book`


@verb_of(verbs, "import")
@bookless
def import_(
    context: typer.Context,
    *,
    file: Annotated[str, _EXPORT],
    ending: options.Ending,
) -> None:
    """Make an equal book of an export, where there is none yet.

    The book has its name only once all of it is verified.
    """
    from ethnictrack.importing.files.outside import held  # noqa: PLC0415 - no help page needs it

    may_write(context)
    book = session_of(context).book
    with (
        closing(held(path_of(file))) as outside,
        making(said_of(context), book, dry_run=ending.dry_run),
    ):
        proof = _take(outside, book, dry_run=ending.dry_run)
    proof.finish(_MADE, book, ending)


def _take(outside: Outside, book: Location, *, dry_run: bool) -> Proof:
    """Make a book of an export, and return its proof."""
    from ethnictrack.importing.files.from_jsonl import BookFile  # noqa: PLC0415
    from ethnictrack.library import REVISION, create_from  # noqa: PLC0415 - the store is heavy

    source = BookFile(outside, revision=REVISION)
    proof = Proof(
        source.name,
        checkpoint=source.header.checkpoint,
        refusal=lambda count: DamagedExportError(path=source.name, what=_FINDINGS.of(count=count)),
    )
    rows = source.rows()
    try:
        create_from(book, rows, proof, dry_run=dry_run)
    except UnfitRowsError:
        for _ in rows:  # its last line knows whether somebody changed the file
            pass
        raise
    return proof


@verb_of(verbs)
@bookless
def copy(
    context: typer.Context,
    *,
    source: Annotated[str, _SOURCE],
    target: Annotated[str, _TARGET],
    ending: options.Ending,
) -> None:
    """Copy a whole book between a file and a server, either way.

    The log goes with it: the copy has the same checkpoint, and is verified before it is kept.
    """
    from ethnictrack.library import allow_writing, create_from, read_book  # noqa: PLC0415 - the store is heavy

    old, new = locate(source), locate(target)
    allow_writing(new)
    if isinstance(new, Path):
        check_output(new, old)
    with read_book(old, wait=wait_seconds()) as book:
        proof = Proof(old, checkpoint=str(checkpoint(*book.log.head())))
        with making(said_of(context), new, dry_run=ending.dry_run):
            create_from(new, book.export.rows(), proof, dry_run=ending.dry_run)
        note_lacking(book.export.lacking)
    proof.finish(_MADE, new, ending)
