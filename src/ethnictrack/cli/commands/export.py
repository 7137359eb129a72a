"""`ethnictrack book export` and `publish`: the whole book as text, and a folder for the web.

Files are written beside, for their owner alone, and then named.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace as with_
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

import ethnictrack.library as lib
from ethnictrack import __version__
from ethnictrack.audit.exported import Header
from ethnictrack.cli.commands.copies import note_lacking
from ethnictrack.cli.shell import options
from ethnictrack.cli.shell.output import done
from ethnictrack.cli.shell.outputs import check_output, unwritable
from ethnictrack.cli.shell.session import making, reading, session_of
from ethnictrack.cli.shell.typer_bridge import said_of
from ethnictrack.cli.shell.verbs import verb_of
from ethnictrack.errors.usage import FormatFileError
from ethnictrack.fields import entry
from ethnictrack.i18n import N_
from ethnictrack.library import Location, is_free, link, new_file, path_of
from ethnictrack.reports.export_tables import NOUNS
from ethnictrack.reports.footer import CHECKPOINT_LINE
from ethnictrack.values.errors import SHOWN, BookError, UsageError, Way
from ethnictrack.values.text import visible

if TYPE_CHECKING:
    from ethnictrack.library import Book

Lines = Iterable[bytes]
_EVERYBODY = 0o644  # may read it
FORMATS = ("journal", "beancount", "jsonl", "csv")
FILES = {f"{noun.name}.csv" for noun in NOUNS}
_ENDINGS = {f".{each}": each for each in ("journal", "beancount", "jsonl")}
_TOLD = N_("The book is exported to {path}.")

_INTO = with_(options.FILE, help=N_("Such as so.jsonl or so.journal; so for a folder."))
_PUBLISHED = N_("Published in {path}: budget year {year}, up to {date}, {count} files.")
_SITE = with_(options.FOLDER, help=N_("Folder for a web server, new or its own."))
_YEAR = with_(
    entry.YEAR,
    required=False,
    filter=None,
    help=N_("Budget year; by default the latest with entries."),
)

verbs = typer.Typer()  # of the group `book`


class ExportExistsError(BookError):
    path: str
    code = "export-exists"
    text = N_("There is something at {path} already.")
    remedy = N_("With --replace the export takes its place.")
    again = ({"--replace": True},)


class ExportFormatError(FormatFileError):
    """An export whose ending names none of its formats."""

    remedy = N_(
        "End its name in .jsonl, .journal or .beancount; a name without an ending is a folder of "
        "CSV. Or name the format with --format: {known}."
    )

    def ways(self) -> tuple[Way, ...]:
        """Offer the first formats."""
        return tuple({"--format": each} for each in self.known[:SHOWN])


class PublicExportError(UsageError):
    code = "export-public"
    text = N_(
        "A .jsonl export is the whole book, and its seals cover every name in it; --public cannot "
        "leave them out."
    )
    remedy = N_("Export a .journal, or a folder of CSV, for the public.")


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
            _export_folder(target, session_of(context).book, files, FILES, replace=replace)
        else:
            lines = _lines(book, header, chosen, public=public)
            _export_file(target, session_of(context).book, lines, replace=replace)
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
    from ethnictrack.render import to_beancount, to_journal  # noqa: PLC0415

    double_entry = {"journal": to_journal.lines, "beancount": to_beancount.lines}[chosen]
    return double_entry(header, lib.transactions(book, public=public))


def _tables(book: Book, *, public: bool) -> Iterator[tuple[str, Lines]]:
    """Yield the files of a folder, each with its lines."""
    from ethnictrack.render.to_csv import lines  # noqa: PLC0415

    for each in lib.noun_tables(book, public=public):
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


@verb_of(verbs)
def publish(
    context: typer.Context,
    *,
    folder: Annotated[str, _SITE],
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
        _export_folder(
            target,
            session_of(context).book,
            lambda: ((name, [content]) for name, content in sorted(made.files.items())),
            names_of_public(),
            replace=True,
            public=True,
        )
    told = _PUBLISHED.of(path=str(target), year=made.year, date=made.as_of, count=len(made.files))
    data = {
        "path": str(target),
        "year": made.year,
        "as_of": made.as_of,
        "files": sorted(made.files),
        "checkpoint": made.checkpoint,
    }
    said = [told, CHECKPOINT_LINE.of(checkpoint=made.checkpoint)]
    done(said, data, as_json=as_json)


def _export_file(path: Path, book: Location, lines: Lines, *, replace: bool) -> None:
    """Write a new file beside ``path`` that then takes its name; if anything fails, none.

    Raises: ExportExistsError unless ``replace``, OutputIsBookError, UnwritableOutputError.
    """
    with _worded(path):
        _check_file(path, book, replace=replace)
        draft = _draft(path)
        try:
            _write(draft, lines)
            if replace:
                draft.replace(path)
            else:
                link(draft, path)
        finally:
            draft.unlink(missing_ok=True)


def _export_folder(
    path: Path,
    book: Location,
    files: Callable[[], Iterator[tuple[str, Lines]]],
    ours: set[str],
    *,
    replace: bool,
    public: bool = False,
) -> None:
    """Write ``files`` into a new folder that then takes the name ``path``.

    A folder that is replaced may hold an earlier export, of files named as ``ours`` are, and
    nothing else. One that is ``public`` may be read by everybody. Raises: ExportExistsError,
    UnwritableOutputError.
    """
    with _worded(path):
        check_output(path, book)
        _check_folder(path, ours, replace=replace)
        draft, old = _draft(path), path.with_name(f".{path.name}.{os.getpid()}.old")
        draft.mkdir(mode=0o700)
        try:
            for name, lines in files():
                _write(draft / name, lines)
                if public:
                    (draft / name).chmod(_EVERYBODY)
            if public:
                draft.chmod(_EVERYBODY | 0o111)
            if not is_free(path):
                path.replace(old)
            draft.replace(path)
        finally:
            for left in (draft, old):
                shutil.rmtree(left, ignore_errors=True)


@contextmanager
def _worded(path: Path) -> Iterator[None]:
    try:
        yield
    except FileExistsError:
        raise ExportExistsError(path=visible(str(path))) from None
    except (OSError, ValueError) as failure:
        raise unwritable(path, failure) from None


def _draft(path: Path) -> Path:
    return path.with_name(f".{path.name}.{os.getpid()}.new")


def _write(path: Path, lines: Lines) -> None:
    new_file(path)
    with path.open("r+b") as file:
        file.writelines(lines)
        file.flush()
        os.fsync(file.fileno())


def _check_file(path: Path, book: Location, *, replace: bool) -> None:
    """Refuse a place that is taken, unless it may be; the book itself may never be."""
    check_output(path, book)
    if is_free(path):
        return
    if not replace:
        raise FileExistsError
    if not path.is_file():
        raise NotADirectoryError


def _check_folder(path: Path, ours: set[str], *, replace: bool) -> None:
    """Refuse a place where something is that is not ours to remove."""
    if is_free(path):
        return
    held = {each.name for each in path.iterdir()} if path.is_dir() else {""}
    if held and not replace:
        raise FileExistsError
    if path.is_symlink() or not held <= ours:
        raise NotADirectoryError
