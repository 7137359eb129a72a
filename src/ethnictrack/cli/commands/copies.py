"""`ethnictrack book backup` and `restore`: copies, proved before they are trusted."""

from __future__ import annotations

import dataclasses
from typing import Annotated

import typer

from ethnictrack.cli.commands.verification import Proof, note_lacking
from ethnictrack.cli.shell import options
from ethnictrack.cli.shell.help_pages import Command
from ethnictrack.cli.shell.option_groups import spread
from ethnictrack.cli.shell.output import note
from ethnictrack.cli.shell.outputs import check_output
from ethnictrack.cli.shell.session import making, session_of, wait_seconds
from ethnictrack.cli.shell.typer_bridge import said_of
from ethnictrack.i18n import N_
from ethnictrack.importing.files.inputs import note_path
from ethnictrack.library import path_of

_COPIED = N_("The copy is at {path}: {entries} entries.")
_RESTORED = N_("The book at {path} is restored: {entries} entries.")

verbs = typer.Typer()  # of the group `book`

Copy = Annotated[str, dataclasses.replace(options.FILE, help=N_("The copy."))]


@verbs.command(cls=Command)
@spread
def backup(context: typer.Context, *, file: Copy, as_json: options.Json = False) -> None:
    """Make an exact copy of the book while others work.

    It is proved before it gets its name; an existing file is never written over.
    """
    from ethnictrack.library import back_up  # noqa: PLC0415 - the store is heavy

    target = path_of(file)
    book = session_of(context).path
    proof = Proof(book)
    check_output(target, book)
    with making(said_of(context), target):
        digest, lacking = back_up(book, target, proof.file)
    note_lacking(lacking)
    proof.finish(_COPIED, target, as_json=as_json, digest=digest, lacking=list(lacking))


@verbs.command(cls=Command)
@spread
def restore(
    context: typer.Context,
    *,
    file: Copy,
    replace: Annotated[
        bool, typer.Option("--replace", help="Put it in the place of the book; that one is kept.")
    ] = False,
    as_json: options.Json = False,
) -> None:
    """Put a copy back in the place of the book, after it is proved.

    A book that is there is never written over; with --replace it is kept beside the new one.
    """
    from ethnictrack.library import put_back  # noqa: PLC0415 - the store is heavy

    session = session_of(context)
    copy = path_of(file)
    note_path(copy)
    check_output(session.path)
    proof = Proof(copy)
    with making(said_of(context), session.path):
        kept, lacking = put_back(
            copy,
            session.path,
            proof.file,
            replace=replace,
            at=session.now,
            wait=wait_seconds(),
        )
    if kept is not None:
        note(N_("The book that was there is now {path}.").of(path=str(kept)))
    note_lacking(lacking)
    proof.finish(
        _RESTORED,
        session.path,
        as_json=as_json,
        kept=kept and str(kept),
        lacking=list(lacking),
    )
