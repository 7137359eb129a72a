"""`ethnictrack book batches` and `book undo`: imports, and taking one back."""

from __future__ import annotations

from typing import Annotated

import typer

from ethnictrack.cli.commands.entries import finish
from ethnictrack.cli.shell import options
from ethnictrack.cli.shell import parsing as values
from ethnictrack.cli.shell.help_pages import Command
from ethnictrack.cli.shell.output import Output
from ethnictrack.cli.shell.output import show as print_result
from ethnictrack.cli.shell.session import reading, session_of, writing
from ethnictrack.i18n import N_
from ethnictrack.reports.batches import batch_list

_UNDONE = N_("Import {batch} is taken back: {rows} entries.")
_Number = Annotated[str | None, typer.Argument(metavar="BATCH", help="Number of the import.")]

verbs = typer.Typer()  # of the group `book`


@verbs.command(cls=Command)
def batches(
    context: typer.Context,
    format_: options.Format = None,
    output: options.File = None,
    as_json: options.Json = False,
) -> None:
    """List the imports: file, rows, amount, and which were taken back."""
    wanted = Output(format_, output, as_json)
    with reading(context) as book:
        result = batch_list(book.batches.all())
    print_result(result, wanted, book=session_of(context).book)


@verbs.command(cls=Command)
def undo(
    context: typer.Context,
    number: _Number = None,
    reason: options.Reason = None,
    as_json: options.Json = False,
    dry_run: options.DryRun = False,
) -> None:
    """Take an import back as a whole.

    Its rows may then be imported again.
    """
    from ethnictrack.library import undo_batch  # noqa: PLC0415

    values.required(BATCH=number, **{"--reason": reason})
    wanted = values.whole("BATCH", number or "")
    why = values.text("--reason", reason, 2000) or ""
    today = session_of(context).today
    with writing(context, dry_run=dry_run) as book:
        undone = undo_batch(book, wanted, reason=why, today=today)
    told = _UNDONE.of(batch=wanted, rows=undone.rows)
    data = {"batch": undone.id, "undoes": wanted, "rows": undone.rows, "reason": why}
    finish([told], data, as_json=as_json, dry_run=dry_run)
