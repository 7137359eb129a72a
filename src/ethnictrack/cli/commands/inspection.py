"""`ethnictrack inspect`: inspections, findings, recoveries."""

from __future__ import annotations

from typing import Annotated

import typer

from ethnictrack.cli.commands.entries import finish
from ethnictrack.cli.commands.imports import add_import
from ethnictrack.cli.commands.inspection_input import (
    InspectionCode,
    InspectionWords,
    RecoveryWords,
    write_dossier,
)
from ethnictrack.cli.shell import options
from ethnictrack.cli.shell import parsing as values
from ethnictrack.cli.shell.help_pages import Command, new_group
from ethnictrack.cli.shell.option_groups import spread
from ethnictrack.cli.shell.output import Output
from ethnictrack.cli.shell.output import show as print_result
from ethnictrack.cli.shell.session import can_ask, reading, session_of, writing
from ethnictrack.i18n import N_
from ethnictrack.library import add_finding, add_inspection, reach_stage, reverse_recovery
from ethnictrack.library import recover as keep_recovery
from ethnictrack.nouns.batch import BatchNoun
from ethnictrack.nouns.inspection import (
    STAGE_NAMES,
    Action,
    Stage,
    StageEvent,
)
from ethnictrack.reports.inspections import inspection_data, inspection_list, inspection_show
from ethnictrack.reports.qualifiers import exact_money

app = new_group("Inspections, findings and recoveries.")


@app.command(cls=Command)
@spread
def add(
    context: typer.Context,
    words: InspectionWords,
    as_json: options.Json = False,
    dry_run: options.DryRun = False,
) -> None:
    """Register an inspection. On a terminal, what is missing is asked for."""
    session = session_of(context)
    if words.lacks() and can_ask(context):
        from ethnictrack.cli.prompts.inspection import ask_inspection  # noqa: PLC0415

        ask_inspection(context, words)
    words.check()
    with writing(context, dry_run=dry_run) as book:
        dossier = add_inspection(book, words.read(book.programs, book.places, session.today))
        data = inspection_data(dossier, book.programs, book.places)
    told = N_("Inspection {code} is registered: {title}.").of(
        code=dossier.inspection.code, title=dossier.inspection.name
    )
    finish([told], data, as_json=as_json, dry_run=dry_run)


@app.command(cls=Command)
def stage(
    context: typer.Context,
    code: InspectionCode = None,
    reached: Annotated[
        str | None,
        typer.Argument(metavar=f"STAGE {options.listed(Stage)}", help="Stage it has reached."),
    ] = None,
    date: options.On = None,
    document: Annotated[
        str | None, typer.Option("--document", metavar="NO", help="Number of the document.")
    ] = None,
    reason: options.Reason = None,
    as_json: options.Json = False,
    dry_run: options.DryRun = False,
) -> None:
    """Record a stage that was reached; going back needs --reason."""
    values.required(CODE=code, STAGE=reached, **{"--date": date})
    today = session_of(context).today
    event = StageEvent(
        stage=values.choice("STAGE", reached or "", Stage),
        date=values.day(date, today) or today,
        document=values.text("--document", document, 100),
        reason=values.text("--reason", reason),
    )
    told = N_("Inspection {code} has reached: {stage} ({date}).")
    write_dossier(
        context,
        lambda book: reach_stage(book, code or "", event, today),
        lambda dossier: told.of(
            code=dossier.inspection.code, stage=STAGE_NAMES[event.stage], date=event.date
        ),
        as_json=as_json,
        dry_run=dry_run,
    )


@app.command(cls=Command)
def finding(
    context: typer.Context,
    code: InspectionCode = None,
    amount: options.Money = None,
    action: Annotated[
        str | None,
        typer.Option("--action", metavar=options.listed(Action), help="What is asked for."),
    ] = None,
    note: options.Note = None,
    numbers: options.Numbers = None,
    as_json: options.Json = False,
    dry_run: options.DryRun = False,
) -> None:
    """Record money an inspection objects to."""
    values.required(CODE=code, AMOUNT=amount, **{"--action": action})
    read = values.amount(amount or "", numbers)
    asked = values.choice("--action", action or "", Action)
    kept_note = values.text("--note", note, 2000)
    told = N_("Finding {number} of {code}: {amount}.")
    write_dossier(
        context,
        lambda book: add_finding(book, code or "", read, asked, kept_note),
        lambda dossier: told.of(
            number=len(dossier.findings),
            code=dossier.inspection.code,
            amount=exact_money(read.dong, read.qualifier),
        ),
        as_json=as_json,
        dry_run=dry_run,
    )


@app.command(cls=Command)
@spread
def recover(
    context: typer.Context,
    words: RecoveryWords,
    as_json: options.Json = False,
    dry_run: options.DryRun = False,
) -> None:
    """Record money that came back. On a terminal, what is missing is asked for."""
    session = session_of(context)
    if words.lacks() and can_ask(context):
        from ethnictrack.cli.prompts.recovery import ask_recovery  # noqa: PLC0415

        ask_recovery(context, words)
    said = words.read(session.today)
    told = N_("Recovery {number} of {code}: {amount}; {outstanding} đồng is still owed.")
    write_dossier(
        context,
        lambda book: keep_recovery(book, today=session.today, **said),
        lambda dossier: told.of(
            number=dossier.recoveries[-1].id,
            code=dossier.inspection.code,
            amount=exact_money(said["amount"].dong, said["amount"].qualifier),
            outstanding=dossier.outstanding.value,
        ),
        as_json=as_json,
        dry_run=dry_run,
    )


@app.command(cls=Command)
def reverse(
    context: typer.Context,
    number: Annotated[
        str | None, typer.Argument(metavar="RECOVERY", help="Number of the recovery.")
    ] = None,
    reason: options.Reason = None,
    date: options.On = None,
    as_json: options.Json = False,
    dry_run: options.DryRun = False,
) -> None:
    """Take a recovery back; both are kept."""
    values.required(RECOVERY=number, **{"--reason": reason})
    wanted = values.whole("RECOVERY", number or "")
    why = values.text("--reason", reason) or ""
    today = session_of(context).today
    day = values.day(date, today)
    told = N_("Recovery {number} of {code} is taken back.")
    write_dossier(
        context,
        lambda book: reverse_recovery(book, wanted, reason=why, on=day, today=today),
        lambda dossier: told.of(number=wanted, code=dossier.inspection.code),
        as_json=as_json,
        dry_run=dry_run,
    )


@app.command("list", cls=Command)
@spread
def list_(
    context: typer.Context,
    *,
    year: options.Year = None,
    output: Output,
) -> None:
    """List the inspections with their stage and money."""
    of_year = values.year(year)
    with reading(context) as book:
        found = [
            each
            for each in book.inspections.dossiers()
            if of_year is None or each.inspection.year == of_year
        ]
        result = inspection_list(found, book.programs, book.places)
    print_result(result, output, book=session_of(context).book)


@app.command(cls=Command)
@spread
def show(
    context: typer.Context,
    *,
    code: InspectionCode = None,
    output: Output,
) -> None:
    """Show an inspection: stages, findings, recoveries."""
    values.required(CODE=code)
    with reading(context) as book:
        inspection = book.inspections.all().find(code or "")
        dossier = book.inspections.dossier(inspection)
        result = inspection_show(dossier, book.programs, book.places)
    print_result(result, output, book=session_of(context).book)


add_import(app, BatchNoun.INSPECT)
