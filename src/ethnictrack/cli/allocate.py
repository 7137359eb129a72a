"""`ethnictrack allocate`: plans."""

from __future__ import annotations

from typing import Annotated

import typer

from ethnictrack.cli import carrying, entries, options, values
from ethnictrack.cli.drafting import Words
from ethnictrack.cli.grouping import Command, new_group
from ethnictrack.cli.importing import add_import
from ethnictrack.cli.say import Output
from ethnictrack.cli.session import session_of, writing
from ethnictrack.domain.batch import BatchNoun
from ethnictrack.domain.kinds import Side
from ethnictrack.reports.entries import entry_data

app = new_group("Plans: what is given, moved, carried or cancelled.")


@app.command(cls=Command)
def add(
    context: typer.Context,
    program: options.Program = None,
    amount: options.Money = None,
    year: options.Year = None,
    date: options.On = None,
    kind: options.AllocationKind = None,
    place: options.Place = None,
    capital: options.CapitalWord = None,
    source: options.SourceWord = None,
    plan_year: options.PlanYear = None,
    decision: options.Decision = None,
    note: options.Note = None,
    key: options.Key = None,
    numbers: options.Numbers = None,
    as_json: options.Json = False,
    dry_run: options.DryRun = False,
) -> None:
    """Record a plan, or a change of one.

    Without --date it takes 1 January of the budget year; carried-out and cancelled money takes
    31 December. On a terminal, what is missing is asked for.
    """
    words = Words(
        program=program,
        amount=amount,
        year=year,
        date=date,
        kind=kind,
        place=place,
        capital=capital,
        source=source,
        plan_year=plan_year,
        decision=decision,
        note=note,
        key=key,
        numbers=numbers,
    )
    entries.add_entry(context, Side.ALLOCATION, words, as_json=as_json, dry_run=dry_run)


@app.command(cls=Command)
def transfer(
    context: typer.Context,
    program: options.Program = None,
    amount: options.Money = None,
    year: options.Year = None,
    to: Annotated[
        str | None, typer.Option("--to", metavar="PROGRAM", help="Programme that receives it.")
    ] = None,
    from_place: Annotated[
        str | None, typer.Option("--from-place", metavar="PLACE", help="Place it is taken from.")
    ] = None,
    to_place: Annotated[
        str | None, typer.Option("--to-place", metavar="PLACE", help="Place it is given to.")
    ] = None,
    date: options.On = None,
    capital: options.CapitalWord = None,
    source: options.SourceWord = None,
    plan_year: options.PlanYear = None,
    decision: options.Decision = None,
    note: options.Note = None,
    numbers: options.Numbers = None,
    as_json: options.Json = False,
    dry_run: options.DryRun = False,
) -> None:
    """Move plan from one line to another; the two entries net to zero."""
    values.required(**{"--to": to})
    session = session_of(context)
    words = Words(
        program=program,
        amount=amount,
        year=year,
        date=date,
        kind="decrease",
        place=from_place,
        capital=capital,
        source=source,
        plan_year=plan_year,
        decision=decision,
        note=note,
        numbers=numbers,
    )
    draft = words.draft(Side.ALLOCATION, session.today)
    with writing(context, dry_run=dry_run) as book:
        recorder = entries.recorder(book, session.today)
        recorded = recorder.transfer(draft, to=to or "", to_place=to_place)
        told = entries.tell(recorded, book.settings.all())
        data = [entry_data(each, book.programs, book.places) for each in recorded.posted]
    entries.finish(told, data, as_json=as_json, dry_run=dry_run)


@app.command(cls=Command)
def carry(
    context: typer.Context,
    from_year: Annotated[
        str | None, typer.Option("--from", metavar="YEAR", help="Budget year that ends.")
    ] = None,
    to_year: Annotated[
        str | None, typer.Option("--to", metavar="YEAR", help="Budget year that goes on with it.")
    ] = None,
    program: options.ProgramFilter = None,
    cancel: Annotated[
        bool, typer.Option("--cancel", help="Cancel what is left instead of carrying it.")
    ] = False,
    decision: options.Decision = None,
    date: options.On = None,
    as_json: options.Json = False,
    dry_run: options.DryRun = False,
) -> None:
    """Carry what is left unpaid of a year into the next, or cancel it.

    Line by line, whatever year its plan is of: carried out of the old year and into the new one,
    or cancelled in the old one. Without --date: 31 December, and 1 January of the next year.
    """
    values.required(**{"--from": from_year}, **({} if cancel else {"--to": to_year}))
    asked = carrying.Asked(
        from_year=from_year or "",
        to_year=None if cancel else to_year,
        program=program,
        decision=decision,
        date=date,
    )
    carrying.carry_remainders(context, asked, as_json=as_json, dry_run=dry_run)


@app.command("list", cls=Command)
def list_(
    context: typer.Context,
    program: options.ProgramFilter = None,
    place: options.PlaceFilter = None,
    year: options.Year = None,
    plan_year: options.PlanYear = None,
    capital: options.CapitalFilter = None,
    source: options.SourceFilter = None,
    kind: options.AllocationKind = None,
    first: options.From = None,
    last: options.To = None,
    search: options.Search = None,
    batch: options.Batch = None,
    limit: options.Limit = None,
    offset: options.Offset = None,
    format_: options.Format = None,
    output: options.File = None,
    as_json: options.Json = False,
) -> None:
    """List plans and changes of plans in the order they were recorded."""
    chosen = entries.Chosen(
        program=program,
        place=place,
        year=year,
        plan_year=plan_year,
        capital=capital,
        source=source,
        kind=kind,
        first=first,
        last=last,
        paper=None,
        search=search,
        batch=batch,
        limit=limit,
        offset=offset,
    )
    entries.list_entries(context, Side.ALLOCATION, chosen, Output(format_, output, as_json))


@app.command(cls=Command)
def show(
    context: typer.Context,
    number: options.Identifier = None,
    format_: options.Format = None,
    output: options.File = None,
    as_json: options.Json = False,
) -> None:
    """Show one entry in full, its amount in words."""
    entries.show_entry(context, Side.ALLOCATION, number, Output(format_, output, as_json))


@app.command(cls=Command)
def reverse(
    context: typer.Context,
    number: options.Identifier = None,
    reason: options.Reason = None,
    date: options.On = None,
    as_json: options.Json = False,
    dry_run: options.DryRun = False,
) -> None:
    """Take an entry back by one of the opposite amount; both are kept.

    It takes effect on the day of the entry it corrects unless --date names another.
    """
    entries.reverse_entry(
        context,
        Side.ALLOCATION,
        number=number,
        reason=reason,
        on=date,
        as_json=as_json,
        dry_run=dry_run,
    )


add_import(app, BatchNoun.ALLOCATE)
