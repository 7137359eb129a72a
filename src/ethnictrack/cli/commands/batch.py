"""`ethnictrack book batches` and `book undo`: imports, and taking one back."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated

import typer

from ethnictrack.cli.shell import options
from ethnictrack.cli.shell.output import ListOutput, finish, listed
from ethnictrack.cli.shell.output import show as print_result
from ethnictrack.cli.shell.session import reading, session_of, writing
from ethnictrack.cli.shell.verbs import verb_of
from ethnictrack.fields.entry import BATCH, LONG_REASON
from ethnictrack.i18n import N_
from ethnictrack.reports.batches import batch_list

_UNDONE = N_("Import {batch} is taken back: {rows} entries.")
_NUMBER = replace(
    BATCH, option="BATCH", help=N_("Number of the import."), required=True, filter=None
)

verbs = typer.Typer()  # of the group `book`


@verb_of(verbs)
def batches(context: typer.Context, *, output: ListOutput) -> None:
    """List the imports: file, rows, amount, and which were taken back."""
    with reading(context) as book:
        found = batch_list(book.batches.all())
        result = listed(found, output, book, session_of(context).today)
    print_result(result, output, book=session_of(context).book)


@verb_of(verbs)
def undo(
    context: typer.Context,
    *,
    number: Annotated[int, _NUMBER],
    reason: Annotated[str, LONG_REASON],
    ending: options.Ending,
) -> None:
    """Take an import back as a whole.

    Its rows may then be imported again.
    """
    from ethnictrack.library import undo_batch  # noqa: PLC0415

    today = session_of(context).today
    with writing(context, dry_run=ending.dry_run) as book:
        undone = undo_batch(book, number, reason=reason, today=today)
    told = _UNDONE.of(batch=number, rows=undone.rows)
    data = {"batch": undone.id, "undoes": number, "rows": undone.rows, "reason": reason}
    finish([told], data, ending)
