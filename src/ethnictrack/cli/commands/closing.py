"""`ethnictrack book close` and `reopen`: budget years that take no more entries."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from ethnictrack.cli.commands.verification import Proof, note_lacking
from ethnictrack.cli.shell import options
from ethnictrack.cli.shell.output import finish, note
from ethnictrack.cli.shell.session import session_of, writing
from ethnictrack.cli.shell.verbs import verb_of
from ethnictrack.fields import entry
from ethnictrack.fields.entry import REASON
from ethnictrack.i18n import N_

YEAR = replace(entry.YEAR, option="YEAR", required=True)
ON = replace(
    entry.DATE,
    name="on",
    option="--on",
    help=N_("Day on which the year was closed."),
    required=True,
)
ANYWAY = replace(
    REASON,
    name="anyway",
    option="--anyway",
    metavar="REASON",
    help=N_("Close with something open, and why."),
    required=False,
)

_COPY = N_("The book as it was before is {copy}.")
_COPY_FIRST = N_("The book as it is now will first be copied to {copy}.")
_NO_COPY = N_("No copy was made: back a book on a server up with its own tools, such as pg_dump.")

verbs = typer.Typer()  # of the group `book`


@verb_of(verbs)
def close(
    context: typer.Context,
    *,
    year: Annotated[int, YEAR],
    on: Annotated[date, ON],
    anyway: Annotated[str | None, ANYWAY],
    ending: options.Ending,
) -> None:
    """Close a budget year: it takes no more entries.

    Its results, findings and remarks stay as they are.
    Money neither paid, carried nor cancelled, open advances, payments over plan without a reason
    and places not in force on the day are listed, and the year stays open unless --anyway says why.
    A book in a file is copied first, beside it, and the copy is proved.
    """
    from ethnictrack.library import close_year  # noqa: PLC0415 - no help page needs it

    today = session_of(context).today
    with writing(context, dry_run=ending.dry_run) as book:
        warnings = close_year(book, year, on=on, today=today, anyway=anyway)
        why = book.closings.anyway(year)
        copy = _copied(context, year, keep=not ending.dry_run)  # of what stood before this command
    for each in warnings:
        note(each)
    made = _COPY_FIRST if ending.dry_run else _COPY
    note(_NO_COPY if copy is None else made.of(copy=str(copy)))
    told = N_("The budget year {year} is closed.").of(year=year)
    data = {
        "year": year,
        "action": "close",
        "date": on,
        "reason": why,
        "copy": copy and str(copy),
    }
    finish([told], data, ending)


def _copied(context: typer.Context, year: int, *, keep: bool) -> Path | None:
    """Copy a book beside itself, and prove the copy; a server has tools of its own for it."""
    from ethnictrack.library import copy_proved, name_beside  # noqa: PLC0415 - heavy

    session = session_of(context)
    if not isinstance(session.book, Path):
        return None
    copy = name_beside(session.book, f"before-closing-{year}", session.now)
    note_lacking(copy_proved(session.book, copy, Proof(session.book).file, keep=keep))
    return copy


@verb_of(verbs)
def reopen(
    context: typer.Context,
    *,
    year: Annotated[int, YEAR],
    reason: Annotated[str, REASON],
    ending: options.Ending,
) -> None:
    """Open a closed budget year again, and keep why."""
    from ethnictrack.library import reopen_year  # noqa: PLC0415 - no help page needs it

    with writing(context, dry_run=ending.dry_run) as book:
        reopen_year(book, year, reason)
    told = N_("The budget year {year} is open again.").of(year=year)
    data = {"year": year, "action": "reopen", "date": None, "reason": reason}
    finish([told], data, ending)
