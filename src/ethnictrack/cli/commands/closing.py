"""`ethnictrack book close` and `reopen`: budget years that take no more entries."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

import typer

from ethnictrack.cli.shell import options
from ethnictrack.cli.shell.output import finish
from ethnictrack.cli.shell.session import keep, recording, session_of
from ethnictrack.cli.shell.verbs import options_of, verb_of
from ethnictrack.fields.types import Words
from ethnictrack.i18n import N_, Message
from ethnictrack.library.verbs import book as library

if TYPE_CHECKING:
    from ethnictrack.library.verbs.book import YearClosing

_COPY = N_("The book as it was before is {copy}.")
_COPY_FIRST = N_("The book as it is now will first be copied to {copy}.")
_NO_COPY = N_("No copy was made: back a book on a server up with its own tools, such as pg_dump.")

verbs = typer.Typer()  # of the group `book`


@verb_of(verbs)
def close(
    context: typer.Context,
    words: Annotated[Words, options_of(library.close.takes)],
    ending: options.Ending,
) -> None:
    """Close a budget year: it takes no more entries.

    Its results, findings and remarks stay as they are.
    Money neither paid, carried nor cancelled, open advances, payments over plan without a reason
    and places not in force on the day are listed, and the year stays open unless --anyway says why.
    A book in a file is copied first, beside it, and the copy is proved.
    """
    read = library.close.read(words, session_of(context).today)
    with recording(context, dry_run=ending.dry_run) as at:
        closed = library.close.keep(at, read)
        made = _COPY_FIRST if ending.dry_run else _COPY
        copy = closed.copy and str(closed.copy)
        at.warnings.append(_NO_COPY if copy is None else made.of(copy=copy))
    told = N_("The budget year {year} is closed.").of(year=closed.year)
    finish([told], {**asdict(closed), "copy": copy}, ending)


@verb_of(verbs)
def reopen(
    context: typer.Context,
    words: Annotated[Words, options_of(library.reopen.takes)],
    ending: options.Ending,
) -> None:
    """Open a closed budget year again, and keep why."""
    told = N_("The budget year {year} is open again.")

    def tell(_: object, opened: YearClosing, __: object) -> tuple[Message, object]:
        return told.of(year=opened.year), asdict(opened)

    keep(context, library.reopen, words, ending, tell)
