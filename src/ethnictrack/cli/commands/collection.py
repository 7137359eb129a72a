"""`ethnictrack collect`: what communes report for a period, asked for, taken and accepted."""

from __future__ import annotations

import re
from dataclasses import replace as with_
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from ethnictrack.cli.shell import options
from ethnictrack.cli.shell.output import DRY, FileThereError, Output, done, finish, note, show
from ethnictrack.cli.shell.outputs import write_file
from ethnictrack.cli.shell.session import (
    keep,
    making,
    may_write,
    reading,
    recording,
    session_of,
    writing,
)
from ethnictrack.cli.shell.typer_bridge import said_of
from ethnictrack.cli.shell.verbs import new_group, options_of, verb_of
from ethnictrack.fields.collection import (
    ACCEPTED,
    NIL,
    OPENED,
    PERIOD,
    RETURNED,
    STATUS_ON,
    TAKEN,
)
from ethnictrack.fields.types import Words, read_words
from ethnictrack.i18n import N_, Message
from ethnictrack.nouns.collection import CollectionPeriod
from ethnictrack.values.errors import PARTLY, REFUSED, UsageError
from ethnictrack.values.text import fold, visible

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from ethnictrack.library import Book
    from ethnictrack.library.verbs import Verb
    from ethnictrack.nouns.collection import SentFile, UnitRecord
    from ethnictrack.nouns.place import Place
    from ethnictrack.reports.collections import FileFacts
    from ethnictrack.reports.table import Result

app = new_group("Communes: their figures, from asking to accepting.")

_INTO = with_(options.FOLDER, help=N_("Folder for the forms."))
OpenWords = Annotated[Words, options_of(OPENED)]
Period = Annotated[CollectionPeriod, PERIOD]
_NIL = N_("{place}: nothing to report for {period}.")
_RETURNED = N_("{place}: the report for {period} is sent back.")
_WRITTEN = N_("{count} forms are written to {folder}.")
_BARE = N_("No form for {places}: the book has neither plan nor payments there.")
_ENDINGS = frozenset({".xlsx", ".ods", ".xls", ".xlsm"})
_OPEN_MARKS = ("~$", ".")  # what programs put beside an open file, and hidden files


class NoFilesError(UsageError):
    given: str
    code = "folder-empty"
    text = N_("There is no form in the folder {given}.")
    remedy = N_("Name the folder that has the files, or the files themselves.")


class FolderError(UsageError):
    given: str
    code = "folder"
    text = N_("{given} is no folder that can be written.")
    remedy = N_("Name another folder.")


@verb_of(app, "open")
def open_(
    context: typer.Context,
    *,
    words: OpenWords,
    more: Annotated[
        list[str] | None, typer.Argument(metavar="[CODE...]", help="More units behind --places.")
    ] = None,
    ending: options.Ending,
) -> None:
    """Ask units for their figures of a period.

    All communes in force are asked, unless said otherwise. For a period that is open, with the
    same --due, more units are asked.
    """
    from ethnictrack.library.verbs.collection import new_key, open_period  # noqa: PLC0415 - no help page needs it

    session = session_of(context)
    said = read_words(OPENED, words, session.today)
    if more:
        said["places"] = (*said.get("places", ()), *more)
    with writing(context, dry_run=ending.dry_run) as book:
        told, notes, data = open_period(book, said, new_key(session.world.identity))
    for each in notes:
        note(each)
    finish(told, data, ending)


@verb_of(app)
def templates(
    context: typer.Context,
    *,
    period: Period,
    folder: Annotated[str, _INTO],
    replace: options.Replace = False,
    as_json: options.Json = False,
) -> None:
    """Write the form of each unit, to be filled in.

    It is a workbook that is sent back. Its lines are those of the unit's plan, with what the book
    has up to the period before. All but the figures is locked, and a mark that nobody sees says
    whose form it is.
    """
    from ethnictrack.library.verbs.collection import forms_of  # noqa: PLC0415 - no help page needs it
    from ethnictrack.render.collection_form import write_collection_form  # noqa: PLC0415

    into = Path(folder)
    with reading(context) as book:
        made, bare = forms_of(book, period)
    named = [(into / _file_name(period, each.place), each) for each in made]
    if not replace:
        for path, _ in named:
            if path.exists():
                raise FileThereError(given=visible(str(path)))
    with making(said_of(context), into, state=_count):
        _make_folder(into)
        for path, each in named:
            write_file(path, write_collection_form(each), session_of(context).book)
    if bare:
        note(_BARE.of(places=tuple(each.label for each in bare)))
    data = [
        {"file": str(path), "place": each.place.code, "name": each.place.name}
        for path, each in named
    ]
    done([_WRITTEN.of(count=len(named), folder=str(into))], data, as_json=as_json)


def _count(folder: Path) -> object:
    """Return how many files a folder has, None where there is none."""
    return len([*folder.iterdir()]) if folder.is_dir() else None


def _make_folder(folder: Path) -> None:
    """Make a folder that is not there. Raises: FolderError."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except (OSError, ValueError):
        raise FolderError(given=visible(str(folder))) from None


def _file_name(period: CollectionPeriod, place: Place) -> str:
    """Return the name of a form: period, code and name, in letters that every system takes."""
    code = re.sub(r"[^\w.-]", "_", place.code)
    name = "-".join(re.findall("[a-z0-9]+", fold(place.name)))
    return f"{period.text}-{code}-{name}".rstrip("-") + ".xlsx"


@verb_of(app)
def take(
    context: typer.Context, words: Annotated[Words, options_of(TAKEN)], ending: options.Ending
) -> None:
    """Take forms that came back.

    Each is kept whole or refused, and the ledger stays as it is.

    A file that was taken before changes nothing: the same folder can be taken every day. Exit 6
    where some are refused, 1 where all are.
    """
    from ethnictrack.library.verbs.collection import take_all  # noqa: PLC0415 - no help page needs it
    from ethnictrack.reports.collections import taken  # noqa: PLC0415

    may_write(context)
    today = session_of(context).today
    said = read_words(TAKEN, words, today)
    sent = list(_sent(said["files"], today))
    with writing(context, dry_run=ending.dry_run) as book:
        facts = take_all(book, sent, said.get("period"), said.get("on") or today, today)
    _end(taken(facts), facts, ending)


def _sent(given: Sequence[str], today: date) -> Iterator[SentFile]:
    """Read the files that are named, and those of folders by their names. Raises: NoFilesError."""
    from ethnictrack.importing.collection_form import read_sent  # noqa: PLC0415 - only this verb reads forms

    for each in given:
        path = Path(each)
        if not path.is_dir():
            yield read_sent(path, today, folder=False)
            continue
        found = sorted(at for at in path.iterdir() if _is_form(at))
        if not found:
            raise NoFilesError(given=visible(each))
        yield from (read_sent(at, today, folder=True) for at in found)


def _is_form(path: Path) -> bool:
    """Say whether a file of a folder is meant: a workbook that is not just open somewhere."""
    ends = path.suffix.lower() in _ENDINGS
    return ends and not path.name.startswith(_OPEN_MARKS) and path.is_file()


def _end(result: Result, files: Sequence[FileFacts], ending: options.Ending) -> None:
    """Print what became of files or units. Raises: Exit, where some were refused, or all."""
    if ending.dry_run:
        note(DRY)
    show(result, Output(json=ending.as_json))
    refused = sum(each.result == "refused" for each in files)
    if refused:
        raise typer.Exit(REFUSED if refused == len(files) else PARTLY)


@verb_of(app)
def nil(
    context: typer.Context, words: Annotated[Words, options_of(NIL)], ending: options.Ending
) -> None:
    """Note that a unit has nothing to report."""
    from ethnictrack.library.verbs.collection import nil as verb  # noqa: PLC0415 - no help page needs it

    _note(context, verb, words, ending)


@verb_of(app, "return")
def return_(
    context: typer.Context, words: Annotated[Words, options_of(RETURNED)], ending: options.Ending
) -> None:
    """Send the report of a unit back.

    It counts no more until another file comes.
    """
    from ethnictrack.library.verbs.collection import send_back  # noqa: PLC0415 - no help page needs it

    _note(context, send_back, words, ending)


def _note(
    context: typer.Context, verb: Verb[UnitRecord], words: Words, ending: options.Ending
) -> None:
    """Keep what became of a unit, and print where it stands."""
    from ethnictrack.library.verbs.collection import facts_of  # noqa: PLC0415 - as above
    from ethnictrack.reports.collections import unit_data  # noqa: PLC0415

    def told(book: Book, record: UnitRecord, said: Mapping[str, Any]) -> tuple[Message, object]:
        period: CollectionPeriod = said["collection"]
        facts = facts_of(book, period, said.get("on") or session_of(context).today)
        amount = next(amount for each, amount in facts.units if each.place == record.place)
        frame = _RETURNED if "reason" in said else _NIL
        sentence = frame.of(place=book.places[record.place].label, period=period.name)
        return sentence, unit_data(facts, record, amount)

    keep(context, verb, words, ending, told)


@verb_of(app)
def status(
    context: typer.Context,
    *,
    period: Period,
    on: Annotated[date | None, STATUS_ON],
    output: Output,
) -> None:
    """Show where each unit stands.

    With it comes a reminder for each that has still to send, and one for all.
    """
    from ethnictrack.library.verbs.collection import facts_of  # noqa: PLC0415 - no help page needs it
    from ethnictrack.reports.collections import collect_status  # noqa: PLC0415

    session = session_of(context)
    with reading(context) as book:
        result = collect_status(facts_of(book, period, on or session.today))
    show(result, output, book=session.book)


@verb_of(app)
def accept(
    context: typer.Context, words: Annotated[Words, options_of(ACCEPTED)], ending: options.Ending
) -> None:
    """Accept what units sent.

    What the period adds becomes entries, an import a unit. They are of the last day of the period.
    What fell becomes a refund with the reason in “Ghi chú”. Nothing is accepted while a unit is
    missing; named units are accepted without the others.
    """
    from ethnictrack.library.verbs.collection import accept as verb  # noqa: PLC0415 - no help page needs it
    from ethnictrack.reports.collections import accepted  # noqa: PLC0415

    said = verb.read(words, session_of(context).today)
    with recording(context, dry_run=ending.dry_run) as at:
        units = verb.keep(at, said)
    _end(accepted(said["collection"].text, units), units, ending)
