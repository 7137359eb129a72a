"""`ethnictrack activity`: results that are not money, and remarks for the annual report."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from ethnictrack.cli.commands.imports import add_import
from ethnictrack.cli.shell import options
from ethnictrack.cli.shell.output import ListOutput, Output, listed, show
from ethnictrack.cli.shell.session import can_ask, keep, reading, session_of
from ethnictrack.cli.shell.verbs import new_group, options_of, verb_of
from ethnictrack.errors.usage import MissingValueError, UnreadableFileError
from ethnictrack.fields.activity import ACTIVITY, FOUND, RECORD, REMARK, REPLACED, YEAR
from ethnictrack.fields.field import as_filters
from ethnictrack.fields.types import NUMBERS, Words, lacking
from ethnictrack.i18n import N_, Message
from ethnictrack.library import outcome_in
from ethnictrack.library.narrowing import Narrowing
from ethnictrack.library.verbs import activity as verbs
from ethnictrack.nouns.activity import Activity, Outcome, RemarkSection, RemarkSourceError
from ethnictrack.nouns.batch import BatchNoun
from ethnictrack.reports.activities import activity_list, activity_show, remark_list
from ethnictrack.reports.qualifiers import counted
from ethnictrack.values.text import visible

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ethnictrack.library import Book
    from ethnictrack.reports.table import Result

app = new_group(
    "Results that are not money, and remarks.", partial(add_import, noun=BatchNoun.ACTIVITY)
)

_OF_YEAR, _IN_SECTION, _TEXT = REMARK
_RECORD = (*RECORD, NUMBERS)


@verb_of(app)
def add(
    context: typer.Context,
    words: Annotated[Words, options_of(verbs.add.takes)],
    ending: options.Ending,
) -> None:
    """Register something to be counted."""
    told = N_("Activity {code} is in the book: {name}.")
    keep(
        context,
        verbs.add,
        words,
        ending,
        lambda book, kept, _: (told.of(code=kept.code, name=kept.name), _page(book, kept).data),
    )


@verb_of(app)
def target(
    context: typer.Context,
    words: Annotated[Words, options_of(verbs.target.takes)],
    ending: options.Ending,
) -> None:
    """Set the target of a year; an earlier one stays in the log."""
    keep(context, verbs.target, words, ending, _told_target)


def _told_target(book: Book, kept: Outcome, said: Mapping[str, Any]) -> tuple[Message, object]:
    of, year = kept.activity, said["year"]
    told = N_("Target of {code} for {year}: {number} {unit}.").of(
        code=of.code, year=year, number=kept.target, unit=of.unit
    )
    return told, _page(book, of, year).data


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
    if lacking(_RECORD, words) and can_ask(context):
        from ethnictrack.cli.prompts.activity import ask_record  # noqa: PLC0415

        ask_record(context, words, estimate=estimate)
    keep(context, verbs.record, {**words, "estimate": estimate}, ending, _told_number)


def _told_number(book: Book, kept: Outcome, said: Mapping[str, Any]) -> tuple[Message, object]:
    of, year, quantity = kept.activity, said["year"], said["number"]
    told = N_("Recorded for {code} in {year}: {counted}.").of(
        code=of.code, year=year, counted=counted(quantity.value, of.unit, quantity.qualifier)
    )
    return told, _page(book, of, year).data


@verb_of(app)
def reverse(
    context: typer.Context,
    words: Annotated[Words, options_of(verbs.reverse.takes)],
    ending: options.Ending,
) -> None:
    """Take a recorded number back; both are kept."""
    told = N_("Record {record} of {code} is taken back.")
    keep(
        context,
        verbs.reverse,
        words,
        ending,
        lambda book, kept, said: (
            told.of(record=said["id"], code=kept.code),
            _page(book, kept).data,
        ),
    )


@verb_of(app, "list")
def list_(
    context: typer.Context,
    *,
    year: Annotated[int | None, YEAR],
    chosen: Annotated[Words, options_of(as_filters(ACTIVITY))],
    search: options.Search = None,
    output: ListOutput,
) -> None:
    """List what is counted, with target and number of a year."""
    session = session_of(context)
    only = Narrowing.of(ACTIVITY, chosen, session.today)
    with reading(context) as book:
        of_year = year or _newest_year(book) or session.today.year
        some = only.among(book.activities.all(), book, session.today)
        found = activity_list((outcome_in(book, each, of_year) for each in some), of_year, search)
        result = listed(found, output, book, session.today)
    show(result, output, book=session.book)


@verb_of(app, "show")
def show_(
    context: typer.Context,
    *,
    code: Annotated[str, FOUND],
    year: Annotated[int | None, YEAR],
    output: Output,
) -> None:
    """Show an activity with its targets and everything reported."""
    with reading(context) as book:
        result = _page(book, book.activities.all().find(code), year)
    show(result, output, book=session_of(context).book)


def _newest_year(book: Book) -> int | None:
    """Return the newest year of which there is a target or a number."""
    reported = {each.year for found in book.activities.records().values() for each in found}
    return max(reported | {at for _, at in book.activities.targets()}, default=None)


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
    told = N_("Kept for {year}, {section}.")
    keep(
        context,
        verbs.remark,
        {
            "year": year,
            "section": section,
            "text": words["text"] if file is None else _text_in(file),
            "replaces": replaces,
        },
        ending,
        lambda _, kept, __: (
            told.of(year=year, section=section.label),
            remark_list(kept, year).data,
        ),
    )


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
    show(result, output, book=session_of(context).book)
