"""`ethnictrack book export`: the whole book as text."""

from __future__ import annotations

import dataclasses
import os
from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING, Annotated

import typer

from ethnictrack import __version__
from ethnictrack.audit.exported import Header
from ethnictrack.cli.commands.verification import note_lacking
from ethnictrack.cli.shell import options
from ethnictrack.cli.shell.exports import Lines, export_file, export_folder
from ethnictrack.cli.shell.output import done
from ethnictrack.cli.shell.session import making, reading, session_of
from ethnictrack.cli.shell.typer_bridge import said_of
from ethnictrack.cli.shell.verbs import verb_of
from ethnictrack.errors.export import ExportFormatError, PublicExportError
from ethnictrack.i18n import N_
from ethnictrack.library import path_of
from ethnictrack.reports.export_tables import NOUNS
from ethnictrack.reports.footer import CHECKPOINT_LINE
from ethnictrack.values.text import visible

if TYPE_CHECKING:
    from ethnictrack.library import Book

FORMATS = ("journal", "beancount", "jsonl", "csv")
FILES = {f"{noun.name}.csv" for noun in NOUNS}
_ENDINGS = {f".{each}": each for each in ("journal", "beancount", "jsonl")}
_TOLD = N_("The book is exported to {path}.")

_INTO = dataclasses.replace(
    options.FILE, help=N_("Such as so.jsonl or so.journal; so for a folder.")
)

verbs = typer.Typer()  # of the group `book`


@verb_of(verbs)
def export(
    context: typer.Context,
    *,
    file: Annotated[str, _INTO],
    format_: Annotated[
        str | None,
        typer.Option(
            "--format",
            "-O",
            metavar=f"[{'|'.join(FORMATS)}]",
            help="Format, where the ending does not say it.",
        ),
    ] = None,
    public: Annotated[
        bool,
        typer.Option("--public", help="Leave out payees, notes and all else that names people."),
    ] = False,
    replace: Annotated[
        bool, typer.Option("--replace", help="Write over an export that is there.")
    ] = False,
    as_json: options.Json = False,
) -> None:
    """Write the whole book as text, readable by its owner only.

    .jsonl has every row and the log: `book import` makes an equal book of it. .journal has the
    money as double entry, for hledger, .beancount for Beancount. A folder is filled with CSV, a
    file for each noun.
    """
    chosen = _format(file, format_)
    if public and chosen == "jsonl":
        raise PublicExportError
    target = path_of(file)
    with making(said_of(context), target), reading(context) as book:
        header = book.export.header(__version__)
        if chosen == "csv":
            files = partial(_tables, book, public=public)
            export_folder(target, session_of(context).book, files, FILES, replace=replace)
        else:
            lines = _lines(book, header, chosen, public=public)
            export_file(target, session_of(context).book, lines, replace=replace)
        note_lacking(book.export.lacking)
    reached = header.checkpoint
    told = [_TOLD.of(path=str(target)), CHECKPOINT_LINE.of(checkpoint=reached)]
    data = {"path": str(target), "format": chosen, "public": public, "checkpoint": reached}
    done(told, data, as_json=as_json)


def _lines(book: Book, header: Header, chosen: str, *, public: bool) -> Lines:
    """Return the lines of a file; nothing is read before they are asked for."""
    if chosen == "jsonl":
        from ethnictrack.render import to_jsonl  # noqa: PLC0415 - one format of several

        return to_jsonl.lines(header, book.export.rows())
    from ethnictrack.library import transactions  # noqa: PLC0415
    from ethnictrack.render import to_beancount, to_journal  # noqa: PLC0415

    double_entry = {"journal": to_journal.lines, "beancount": to_beancount.lines}[chosen]
    return double_entry(header, transactions(book, public=public))


def _tables(book: Book, *, public: bool) -> Iterator[tuple[str, Lines]]:
    """Yield the files of a folder, each with its lines."""
    from ethnictrack.library import noun_tables  # noqa: PLC0415 - one format of several
    from ethnictrack.render.to_csv import lines  # noqa: PLC0415

    for each in noun_tables(book, public=public):
        yield f"{each.name}.csv", lines(each.columns, each.rows)


def _format(file: str, said: str | None) -> str:
    """Return the format, as said, else by the ending; a folder is one of CSV.

    A name without an ending is that of a folder; - is no name: other verbs read from it.
    Raises: ExportFormatError.
    """
    path = path_of(file)
    unending = not path.suffix and file != "-"
    if said is None and (unending or file.endswith(("/", os.sep)) or path.is_dir()):
        return "csv"
    found = _ENDINGS.get(path.suffix.lower()) if said is None else said
    if found not in FORMATS:
        raise ExportFormatError(given=visible(file if said is None else said), known=FORMATS)
    return found
