"""`ethnictrack book publish`: a folder for a web server."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated

import typer

from ethnictrack.cli.shell import options
from ethnictrack.cli.shell.exports import export_folder
from ethnictrack.cli.shell.output import done
from ethnictrack.cli.shell.session import making, reading, session_of
from ethnictrack.cli.shell.typer_bridge import said_of
from ethnictrack.cli.shell.verbs import verb_of
from ethnictrack.fields import entry
from ethnictrack.i18n import N_
from ethnictrack.library import path_of
from ethnictrack.reports.footer import CHECKPOINT_LINE

_TOLD = N_("Published in {path}: budget year {year}, up to {date}, {count} files.")
_INTO = replace(options.FOLDER, help=N_("Folder for a web server, new or its own."))
_YEAR = replace(
    entry.YEAR,
    required=False,
    filter=None,
    help=N_("Budget year; by default the latest with entries."),
)

verbs = typer.Typer()  # of the group `book`


@verb_of(verbs)
def publish(
    context: typer.Context,
    *,
    folder: Annotated[str, _INTO],
    year: Annotated[int | None, _YEAR],
    as_json: options.Json = False,
) -> None:
    """Write a folder for a web server.

    Reports are pages, whole in themselves, in Vietnamese and English. Their data is CSV beside
    them, described by datapackage.json, with checksums. Payees, notes and names of people stay out.
    The same book makes the same bytes; what was published there before is replaced whole.
    """
    from ethnictrack.library import names_of_public, published  # noqa: PLC0415 - every report is heavy

    target = path_of(folder)
    with making(said_of(context), target):
        with reading(context) as book:
            made = published(book, year)
        export_folder(
            target,
            session_of(context).book,
            lambda: ((name, [content]) for name, content in sorted(made.files.items())),
            names_of_public(),
            replace=True,
            public=True,
        )
    told = _TOLD.of(path=str(target), year=made.year, date=made.as_of, count=len(made.files))
    data = {
        "path": str(target),
        "year": made.year,
        "as_of": made.as_of,
        "files": sorted(made.files),
        "checkpoint": made.checkpoint,
    }
    said = [told, CHECKPOINT_LINE.of(checkpoint=made.checkpoint)]
    done(said, data, as_json=as_json)
