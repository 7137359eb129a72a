"""`ethnictrack book verify`: prove that nothing recorded was changed."""

from __future__ import annotations

from typing import Annotated

import typer

from ethnictrack.audit.checkpoint import read_checkpoint
from ethnictrack.audit.finding import any_error
from ethnictrack.cli.commands.damage import telling_damage, with_salvage
from ethnictrack.cli.shell.output import Output, show
from ethnictrack.cli.shell.session import reading, session_of
from ethnictrack.cli.shell.verbs import verb_of
from ethnictrack.errors.usage import ContradictionError

verbs = typer.Typer()  # of the group `book`


@verb_of(verbs)
def verify(
    context: typer.Context,
    against: Annotated[
        str | None,
        typer.Option("--checkpoint", metavar="X", help="The last line of a report, as printed."),
    ] = None,
    since: Annotated[
        str | None,
        typer.Option(
            "--since", metavar="CHECKPOINT", help="Only what follows it, as `book info` prints it."
        ),
    ] = None,
    *,
    output: Output,
) -> None:
    """Prove that nothing recorded was changed or removed."""
    from ethnictrack.library import verify as prove  # noqa: PLC0415 - no help page needs it
    from ethnictrack.library import verify_since  # noqa: PLC0415
    from ethnictrack.reports.verify import verified  # noqa: PLC0415

    if against is not None and since is not None:
        raise ContradictionError(first="--checkpoint", second="--since")
    printed = None if against is None else read_checkpoint(against)
    begun = None if since is None else read_checkpoint(since)
    place = session_of(context).book
    with telling_damage(context, output), reading(context) as book:
        found = verify_since(book, begun) if begun else prove(book, printed, files=True)
    findings = with_salvage(place, found.findings)
    page = verified(found.checkpoint, found.against, found.counts, findings, since=begun)
    show(page, output, book=place)
    if any_error(found.findings):
        raise typer.Exit(1)
