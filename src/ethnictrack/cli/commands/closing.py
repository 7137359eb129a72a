"""`ethnictrack book close` and `reopen`: budget years that take no more entries."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from ethnictrack.cli.commands.entries import finish
from ethnictrack.cli.commands.verification import Proof
from ethnictrack.cli.shell import options
from ethnictrack.cli.shell import parsing as values
from ethnictrack.cli.shell.help_pages import Command
from ethnictrack.cli.shell.output import note
from ethnictrack.cli.shell.session import session_of, writing
from ethnictrack.i18n import N_

Year = Annotated[str | None, typer.Argument(metavar="YEAR", help="Budget year.")]
ClosedOn = Annotated[
    str | None, typer.Option("--on", metavar="DATE", help="Day on which the year was closed.")
]
Anyway = Annotated[
    str | None,
    typer.Option("--anyway", metavar="REASON", help="Close with something open, and why."),
]

_COPY = N_("The book as it was before is {copy}.")
_NO_COPY = N_("No copy was made: back a book on a server up with its own tools, such as pg_dump.")

verbs = typer.Typer()  # of the group `book`


@verbs.command(cls=Command)
def close(
    context: typer.Context,
    year: Year = None,
    on: ClosedOn = None,
    anyway: Anyway = None,
    as_json: options.Json = False,
    dry_run: options.DryRun = False,
) -> None:
    """Close a budget year: it takes no more entries.

    Its results, findings and remarks stay as they are.
    Money neither paid, carried nor cancelled, open advances, payments over plan without a reason
    and places not in force on the day are listed, and the year stays open unless --anyway says why.
    A book in a file is copied first, beside it, and the copy is proved.
    """
    from ethnictrack.library import close_year  # noqa: PLC0415 - no help page needs it

    values.required(YEAR=year, **{"--on": on})
    today = session_of(context).today
    of_year, day = values.year(year) or 0, values.day(on, today) or today
    why = values.text("--anyway", anyway)
    with writing(context, dry_run=dry_run) as book:
        warnings = close_year(book, of_year, on=day, today=today, anyway=why)
        why = book.closings.anyway(of_year)
        copy = _copied(context, of_year, keep=not dry_run)  # of what stood before this command
    for each in warnings:
        note(each)
    note(_NO_COPY if copy is None else _COPY.of(copy=str(copy)))
    told = N_("The budget year {year} is closed.").of(year=of_year)
    data = {
        "year": of_year,
        "action": "close",
        "date": day,
        "reason": why,
        "copy": copy and str(copy),
    }
    finish([told], data, as_json=as_json, dry_run=dry_run)


def _copied(context: typer.Context, year: int, *, keep: bool) -> Path | None:
    """Copy a book beside itself, and prove the copy; a server has tools of its own for it."""
    from ethnictrack.library import copy_proved, name_beside  # noqa: PLC0415 - heavy

    session = session_of(context)
    if not isinstance(session.book, Path):
        return None
    copy = name_beside(session.book, f"before-closing-{year}", session.now)
    copy_proved(session.book, copy, Proof(session.book).file, keep=keep)
    return copy


@verbs.command(cls=Command)
def reopen(
    context: typer.Context,
    year: Year = None,
    reason: options.Reason = None,
    as_json: options.Json = False,
    dry_run: options.DryRun = False,
) -> None:
    """Open a closed budget year again, and keep why."""
    from ethnictrack.library import reopen_year  # noqa: PLC0415 - no help page needs it

    values.required(YEAR=year, **{"--reason": reason})
    of_year, why = values.year(year) or 0, values.text("--reason", reason) or ""
    with writing(context, dry_run=dry_run) as book:
        reopen_year(book, of_year, why)
    told = N_("The budget year {year} is open again.").of(year=of_year)
    data = {"year": of_year, "action": "reopen", "date": None, "reason": why}
    finish([told], data, as_json=as_json, dry_run=dry_run)
