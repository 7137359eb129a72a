"""`ethnictrack activity`: results that are not money, and remarks for the annual report."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from ethnictrack.cli.commands.activity_input import ActivityCode, Number, RecordWords, listing, page
from ethnictrack.cli.commands.entries import finish
from ethnictrack.cli.commands.imports import add_import
from ethnictrack.cli.shell import options
from ethnictrack.cli.shell import parsing as values
from ethnictrack.cli.shell.help_pages import Command, new_group
from ethnictrack.cli.shell.option_groups import spread
from ethnictrack.cli.shell.output import Output, note
from ethnictrack.cli.shell.output import show as print_result
from ethnictrack.cli.shell.session import can_ask, reading, session_of, writing
from ethnictrack.errors.usage import UnreadableFileError
from ethnictrack.i18n import N_, Message
from ethnictrack.library import add_activity, add_remark, record_number, reverse_record, set_target
from ethnictrack.nouns.activity import (
    REMARK_SECTION_NAMES,
    Activity,
    ActivitySection,
    RemarkSection,
    RemarkSourceError,
)
from ethnictrack.nouns.batch import BatchNoun
from ethnictrack.reports.activities import remark_list
from ethnictrack.reports.qualifiers import counted
from ethnictrack.values.clean_text import clean, clean_code
from ethnictrack.values.dates import last_day
from ethnictrack.values.quantity import read_quantity
from ethnictrack.values.text import visible

app = new_group("Results that are not money, and remarks.")

_LATE = N_(
    "{date} is after {last}, the last day of reports of {year}: they count the number with --as-of."
)
_LONGEST_REMARK = 10_000  # characters
YearArgument = Annotated[str | None, typer.Argument(metavar="YEAR", help="Year of the report.")]


@app.command(cls=Command)
def add(
    context: typer.Context,
    code: ActivityCode = None,
    name: Annotated[str | None, typer.Argument(metavar="NAME", help="What is counted.")] = None,
    unit: Annotated[
        str | None, typer.Option("--unit", metavar="TEXT", help="What one of it is called.")
    ] = None,
    section: Annotated[
        str | None,
        typer.Option(
            "--section",
            metavar=options.listed(ActivitySection),
            help="Section of the annual report it belongs to.",
        ),
    ] = None,
    as_json: options.Json = False,
    dry_run: options.DryRun = False,
) -> None:
    """Register something to be counted."""
    values.required(CODE=code, NAME=name, **{"--unit": unit})
    activity = Activity(
        id=0,
        code=clean_code(code or ""),
        name=values.text("NAME", name) or "",
        unit=values.text("--unit", unit, 100) or "",
        section=values.choice_or_none("--section", section, ActivitySection)
        or ActivitySection.OTHER,
    )
    with writing(context, dry_run=dry_run) as book:
        kept = add_activity(book, activity)
        data = page(book, kept).data
    told = N_("Activity {code} is in the book: {name}.").of(code=kept.code, name=kept.name)
    finish([told], data, as_json=as_json, dry_run=dry_run)


@app.command(cls=Command)
def target(
    context: typer.Context,
    code: ActivityCode = None,
    number: Number = None,
    year: options.Year = None,
    numbers: options.Numbers = None,
    as_json: options.Json = False,
    dry_run: options.DryRun = False,
) -> None:
    """Set the target of a year; an earlier one stays in the log."""
    values.required(CODE=code, NUMBER=number, **{"--year": year})
    wanted = read_quantity(number or "", values.numbers_of(numbers))
    of_year = values.year(year) or 0
    with writing(context, dry_run=dry_run) as book:
        kept = set_target(book, code or "", wanted.value, of_year)
        data = page(book, kept, of_year).data
    told = N_("Target of {code} for {year}: {number} {unit}.").of(
        code=kept.code, year=of_year, number=wanted.value, unit=kept.unit
    )
    finish([told], data, as_json=as_json, dry_run=dry_run)


@app.command(cls=Command)
@spread
def record(
    context: typer.Context,
    words: RecordWords,
    as_json: options.Json = False,
    dry_run: options.DryRun = False,
) -> None:
    """Record a number; 0 reports that there was none. What is missing is asked for."""
    session = session_of(context)
    if words.lacks() and can_ask(context):
        from ethnictrack.cli.prompts.activity import ask_record  # noqa: PLC0415

        ask_record(context, words)
    said = words.read(session.today)
    with writing(context, dry_run=dry_run) as book:
        kept = record_number(book, today=session.today, **said)
        data = page(book, kept, said["year"]).data
    quantity = said["quantity"]
    told = N_("Recorded for {code} in {year}: {counted}.").of(
        code=kept.code,
        year=said["year"],
        counted=counted(quantity.value, kept.unit, quantity.qualifier),
    )
    finish([told], data, as_json=as_json, dry_run=dry_run)
    if said["on"] > (last := last_day(said["year"])):
        note(_LATE.of(date=said["on"], year=said["year"], last=last))


@app.command(cls=Command)
def reverse(
    context: typer.Context,
    number: Annotated[
        str | None, typer.Argument(metavar="RECORD", help="Number of the record.")
    ] = None,
    reason: options.Reason = None,
    as_json: options.Json = False,
    dry_run: options.DryRun = False,
) -> None:
    """Take a recorded number back; both are kept."""
    values.required(RECORD=number, **{"--reason": reason})
    wanted = values.whole("RECORD", number or "")
    why = values.text("--reason", reason) or ""
    with writing(context, dry_run=dry_run) as book:
        kept = reverse_record(book, wanted, reason=why)
        data = page(book, kept).data
    told = N_("Record {record} of {code} is taken back.").of(record=wanted, code=kept.code)
    finish([told], data, as_json=as_json, dry_run=dry_run)


@app.command("list", cls=Command)
@spread
def list_(
    context: typer.Context,
    *,
    year: options.Year = None,
    output: Output,
) -> None:
    """List what is counted, with target and number of a year."""
    session = session_of(context)
    of_year = values.year(year)
    with reading(context) as book:
        result = listing(book, of_year, session.today)
    print_result(result, output, book=session.book)


@app.command(cls=Command)
@spread
def show(
    context: typer.Context,
    *,
    code: ActivityCode = None,
    year: options.Year = None,
    output: Output,
) -> None:
    """Show an activity with its targets and everything reported."""
    values.required(CODE=code)
    of_year = values.year(year)
    with reading(context) as book:
        result = page(book, book.activities.all().find(code or ""), of_year)
    print_result(result, output, book=session_of(context).book)


@app.command(cls=Command)
def remark(
    context: typer.Context,
    year: YearArgument = None,
    section: Annotated[
        str | None,
        typer.Argument(
            metavar=f"SECTION {options.listed(RemarkSection)}",
            help="Section of the annual report it belongs to.",
        ),
    ] = None,
    text: Annotated[str | None, typer.Argument(metavar="[TEXT]", help="The sentence.")] = None,
    file: Annotated[
        str | None, typer.Option("--file", metavar="FILE", help="Read the text from a file.")
    ] = None,
    replaces: Annotated[
        str | None,
        typer.Option("--replace", metavar="N", help='Put it in place of remark N; "" takes N out.'),
    ] = None,
    as_json: options.Json = False,
    dry_run: options.DryRun = False,
) -> None:
    """Keep a sentence of the annual report."""
    values.required(YEAR=year, SECTION=section)
    of_year = values.year(year) or 0
    in_section = values.choice("SECTION", section or "", RemarkSection)
    old = values.whole_or_none("--replace", replaces)
    kept = _remark_text(text, file, may_be_empty=old is not None)
    with writing(context, dry_run=dry_run) as book:
        standing = add_remark(book, year=of_year, section=in_section, text=kept, replaces=old)
    told = N_("Kept for {year}, {section}.").of(
        year=of_year, section=REMARK_SECTION_NAMES[in_section]
    )
    data = remark_list(standing, of_year).data
    finish([told], data, as_json=as_json, dry_run=dry_run)


def _remark_text(text: str | None, file: str | None, *, may_be_empty: bool) -> str:
    if (text is None) == (file is None):
        raise RemarkSourceError
    if file is not None:
        try:
            text = Path(file).read_text(encoding="utf-8-sig")
        except (OSError, ValueError):
            raise UnreadableFileError(given=visible(file)) from None
    if may_be_empty and text == "":
        return ""
    return clean(text or "", Message("TEXT"), _LONGEST_REMARK, lines=True)


@app.command(cls=Command)
@spread
def remarks(
    context: typer.Context,
    *,
    year: YearArgument = None,
    output: Output,
) -> None:
    """List the sentences kept for the annual report of a year."""
    values.required(YEAR=year)
    of_year = values.year(year) or 0
    with reading(context) as book:
        result = remark_list(book.activities.remarks(of_year), of_year)
    print_result(result, output, book=session_of(context).book)


add_import(app, BatchNoun.ACTIVITY)
