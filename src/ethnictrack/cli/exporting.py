"""`ethnictrack book export`: the whole book as text."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from ethnictrack import __version__
from ethnictrack.cli import options, values
from ethnictrack.cli.entries import finish
from ethnictrack.cli.exports import exported
from ethnictrack.cli.grouping import Command
from ethnictrack.cli.session import reading, session_of
from ethnictrack.domain.checkpoint import checkpoint
from ethnictrack.domain.errors.usage import FormatFileError
from ethnictrack.domain.export import Header
from ethnictrack.domain.text import visible
from ethnictrack.i18n import N_

FORMATS = ("jsonl",)
_TOLD = N_("The book is exported to {path}: {rows} rows.")
_CHECKPOINT = N_("Checkpoint of the book: {checkpoint}")

verbs = typer.Typer()  # of the group `book`

Target = Annotated[
    str | None, typer.Argument(metavar="FILE", help="Where to write it, such as so.jsonl.")
]
Format_ = Annotated[
    str | None,
    typer.Option(
        "--format", "-O", metavar="[jsonl]", help="Format, where the ending does not say it."
    ),
]
Replace = Annotated[
    bool, typer.Option("--replace", help="Write over an export that is there, once it is whole.")
]


@verbs.command(cls=Command)
def export(
    context: typer.Context,
    file: Target = None,
    format_: Format_ = None,
    replace: Replace = False,
    as_json: options.Json = False,
) -> None:
    """Write the whole book as text, readable by its owner only.

    .jsonl has every row and the log with its chain: `book import` makes an equal book of it.
    """
    from ethnictrack.render.to_jsonl import lines  # noqa: PLC0415 - no help page needs it
    from ethnictrack.store.guard import REVISION  # noqa: PLC0415 - the store is heavy

    values.required(FILE=file)
    target = Path(file or "").expanduser()
    chosen = _format(target, format_)
    with (
        reading(context) as book,
        exported(target, session_of(context).book, replace=replace) as out,
    ):
        header = Header(
            book=book.export.identity(),
            revision=REVISION,
            program=__version__,
            rows=book.export.count(),
            checkpoint=str(checkpoint(*book.log.head())),
        )
        out.writelines(lines(header, book.export.rows()))
    told = [
        _TOLD.of(path=str(target), rows=header.rows),
        _CHECKPOINT.of(checkpoint=header.checkpoint),
    ]
    data = {
        "path": str(target),
        "format": chosen,
        "rows": header.rows,
        "checkpoint": header.checkpoint,
    }
    finish(told, data, as_json=as_json, dry_run=False)


def _format(target: Path, said: str | None) -> str:
    """Return the format, as said, else by the ending. Raises: FormatFileError."""
    found = target.suffix.lower().removeprefix(".") if said is None else said
    if found not in FORMATS:
        given = str(target) if said is None else said
        raise FormatFileError(given=visible(given), known=FORMATS)
    return found
