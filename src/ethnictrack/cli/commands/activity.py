"""`ethnictrack activity`: results that are not money, and remarks for the annual report."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ethnictrack.cli.commands.imports import add_import
from ethnictrack.cli.shell import options
from ethnictrack.cli.shell.output import ListOutput, Output, finish, listed, note
from ethnictrack.cli.shell.output import show as print_result
from ethnictrack.cli.shell.session import can_ask, reading, session_of, writing
from ethnictrack.cli.shell.verbs import new_group, options_of, verb_of
from ethnictrack.errors.usage import MissingValueError, UnreadableFileError
from ethnictrack.fields.activity import (
    ACTIVITY,
    FOUND,
    RECORD,
    RECORD_NUMBER,
    REMARK,
    REPLACED,
    TARGET,
    YEAR,
)
from ethnictrack.fields.entry import REASON
from ethnictrack.fields.types import NUMBERS, Words, lacking, read_word, read_words
from ethnictrack.i18n import N_
from ethnictrack.library import (
    add_activity,
    add_remark,
    outcome_in,
    record_number,
    reverse_record,
    set_target,
    too_late,
)
from ethnictrack.nouns.activity import (
    REMARK_SECTION_NAMES,
    Activity,
    RemarkSection,
    RemarkSourceError,
)
from ethnictrack.nouns.batch import BatchNoun
from ethnictrack.reports.activities import activity_list, activity_show, remark_list
from ethnictrack.reports.qualifiers import counted
from ethnictrack.values.text import visible

if TYPE_CHECKING:
    from datetime import date

    from ethnictrack.library import Book
    from ethnictrack.reports.table import Result

app = new_group(
    "Results that are not money, and remarks.", partial(add_import, noun=BatchNoun.ACTIVITY)
)

_OF_YEAR, _IN_SECTION, _TEXT = REMARK
_TARGET, _RECORD = (*TARGET, NUMBERS), (*RECORD, NUMBERS)


@verb_of(app)
def add(
    context: typer.Context,
    words: Annotated[Words, options_of(ACTIVITY)],
    ending: options.Ending,
) -> None:
    """Register something to be counted."""
    said = read_words(ACTIVITY, words, session_of(context).today)
    with writing(context, dry_run=ending.dry_run) as book:
        kept = add_activity(book, Activity(id=0, **said))
        data = _page(book, kept).data
    told = N_("Activity {code} is in the book: {name}.").of(code=kept.code, name=kept.name)
    finish([told], data, ending)


@verb_of(app)
def target(
    context: typer.Context,
    words: Annotated[Words, options_of(_TARGET)],
    ending: options.Ending,
) -> None:
    """Set the target of a year; an earlier one stays in the log."""
    said = read_words(_TARGET, words, session_of(context).today)
    year, wanted = said["year"], said["number"].value
    with writing(context, dry_run=ending.dry_run) as book:
        kept = set_target(book, said["code"], wanted, year)
        data = _page(book, kept, year).data
    told = N_("Target of {code} for {year}: {number} {unit}.").of(
        code=kept.code, year=year, number=wanted, unit=kept.unit
    )
    finish([told], data, ending)


@verb_of(app)
def record(
    context: typer.Context,
    *,
    words: Annotated[Words, options_of(_RECORD, own_form=True)],
    estimate: Annotated[
        bool, typer.Option("--estimate", help="The number is an estimate.")
    ] = False,
    ending: options.Ending,
) -> None:
    """Record a number; 0 reports that there was none. What is missing is asked for."""
    today = session_of(context).today
    if lacking(_RECORD, words) and can_ask(context):
        from ethnictrack.cli.prompts.activity import ask_record  # noqa: PLC0415

        ask_record(context, words, estimate=estimate)
    said = read_words(_RECORD, words, today)
    year, quantity = said["year"], said["number"]
    with writing(context, dry_run=ending.dry_run) as book:
        kept = record_number(
            book,
            said["code"],
            quantity,
            year=year,
            on=said["date"],
            estimate=estimate,
            note=said.get("note"),
            today=today,
        )
        data = _page(book, kept, year).data
    told = N_("Recorded for {code} in {year}: {counted}.").of(
        code=kept.code, year=year, counted=counted(quantity.value, kept.unit, quantity.qualifier)
    )
    finish([told], data, ending)
    for each in too_late(said["date"], year):
        note(each)


@verb_of(app)
def reverse(
    context: typer.Context,
    *,
    number: Annotated[int, RECORD_NUMBER],
    reason: Annotated[str, REASON],
    ending: options.Ending,
) -> None:
    """Take a recorded number back; both are kept."""
    with writing(context, dry_run=ending.dry_run) as book:
        kept = reverse_record(book, number, reason=reason)
        data = _page(book, kept).data
    told = N_("Record {record} of {code} is taken back.").of(record=number, code=kept.code)
    finish([told], data, ending)


@verb_of(app, "list")
def list_(
    context: typer.Context,
    *,
    year: Annotated[int | None, YEAR],
    search: options.Search = None,
    output: ListOutput,
) -> None:
    """List what is counted, with target and number of a year."""
    session = session_of(context)
    with reading(context) as book:
        found = _listing(book, year, session.today, search)
        result = listed(found, output, book, session.today)
    print_result(result, output, book=session.book)


@verb_of(app)
def show(
    context: typer.Context,
    *,
    code: Annotated[str, FOUND],
    year: Annotated[int | None, YEAR],
    output: Output,
) -> None:
    """Show an activity with its targets and everything reported."""
    with reading(context) as book:
        result = _page(book, book.activities.all().find(code), year)
    print_result(result, output, book=session_of(context).book)


def _listing(book: Book, year: int | None, today: date, search: str | None) -> Result:
    """List every activity with its outcome in a year, by default the newest that has any."""
    reported = {each.year for found in book.activities.records().values() for each in found}
    years = reported | {at for _, at in book.activities.targets()}
    of_year = year or max(years, default=today.year)
    found = [outcome_in(book, each, of_year) for each in book.activities.all()]
    return activity_list(found, of_year, search)


def _page(book: Book, activity: Activity, year: int | None = None) -> Result:
    """Show one activity: its outcome in a year, by default the newest that has any."""
    targets = {
        at: number for (of, at), number in book.activities.targets().items() if of == activity.id
    }
    records = book.activities.records().get(activity.id, [])
    years = sorted({*targets, *(each.year for each in records)})
    found = outcome_in(book, activity, year or (years[-1] if years else 0))
    return activity_show(found, year or (years[-1] if years else None), records, targets)


@verb_of(app)
def remark(
    context: typer.Context,
    *,
    year: Annotated[int, _OF_YEAR],
    section: Annotated[RemarkSection, _IN_SECTION],
    words: Annotated[Words, options_of([_TEXT])],
    file: Annotated[
        str | None, typer.Option("--file", metavar="FILE", help="Read the text from a file.")
    ] = None,
    replaces: Annotated[int | None, REPLACED],
    ending: options.Ending,
) -> None:
    """Keep a sentence of the annual report."""
    if (words["text"] is None) == (file is None):
        if file is None and session_of(context).prompts:
            raise MissingValueError(names=(_TEXT.named,))
        raise RemarkSourceError
    text = words["text"] or "" if file is None else _text_in(file)
    if text or replaces is None:
        text = read_word(_TEXT, text, session_of(context).today)
    with writing(context, dry_run=ending.dry_run) as book:
        standing = add_remark(book, year=year, section=section, text=text, replaces=replaces)
    told = N_("Kept for {year}, {section}.").of(year=year, section=REMARK_SECTION_NAMES[section])
    finish([told], remark_list(standing, year).data, ending)


def _text_in(file: str) -> str:
    """Return the text of a file. Raises: UnreadableFileError."""
    try:
        return Path(file).read_text(encoding="utf-8-sig")
    except (OSError, ValueError):
        raise UnreadableFileError(given=visible(file)) from None


@verb_of(app)
def remarks(context: typer.Context, *, year: Annotated[int, _OF_YEAR], output: ListOutput) -> None:
    """List the sentences kept for the annual report of a year."""
    with reading(context) as book:
        found = remark_list(book.activities.remarks(year), year)
        result = listed(found, output, book, session_of(context).today)
    print_result(result, output, book=session_of(context).book)
