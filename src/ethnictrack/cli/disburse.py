"""`ethnictrack disburse`: payments."""

from __future__ import annotations

import typer

from ethnictrack.cli import entries, options
from ethnictrack.cli.drafting import Words
from ethnictrack.cli.grouping import Command, new_group
from ethnictrack.cli.importing import add_import
from ethnictrack.cli.say import Output
from ethnictrack.domain.batch import BatchNoun
from ethnictrack.domain.kinds import Side

app = new_group("Disbursements: what is paid.")


@app.command(cls=Command)
def add(
    context: typer.Context,
    program: options.Program = None,
    amount: options.Money = None,
    date: options.On = None,
    year: options.Year = None,
    plan_year: options.PlanYear = None,
    kind: options.DisbursementKind = None,
    place: options.Place = None,
    capital: options.CapitalWord = None,
    source: options.SourceWord = None,
    voucher: options.Voucher = None,
    payee: options.Payee = None,
    note: options.Note = None,
    over_plan: options.OverPlan = None,
    key: options.Key = None,
    numbers: options.Numbers = None,
    as_json: options.Json = False,
    dry_run: options.DryRun = False,
) -> None:
    """Record money paid out, or taken back.

    A payment above the plan is refused unless --over-plan says why. A date in January needs
    --year. On a terminal, what is missing is asked for.
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
        voucher=voucher,
        payee=payee,
        note=note,
        over_plan=over_plan,
        key=key,
        numbers=numbers,
    )
    entries.add_entry(context, Side.DISBURSEMENT, words, as_json=as_json, dry_run=dry_run)


@app.command("list", cls=Command)
def list_(
    context: typer.Context,
    program: options.ProgramFilter = None,
    place: options.PlaceFilter = None,
    year: options.Year = None,
    plan_year: options.PlanYear = None,
    capital: options.CapitalFilter = None,
    source: options.SourceFilter = None,
    kind: options.DisbursementKind = None,
    first: options.From = None,
    last: options.To = None,
    voucher: options.Voucher = None,
    search: options.Search = None,
    batch: options.Batch = None,
    limit: options.Limit = None,
    offset: options.Offset = None,
    format_: options.Format = None,
    output: options.File = None,
    as_json: options.Json = False,
) -> None:
    """List disbursements in the order they were recorded."""
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
        paper=voucher,
        search=search,
        batch=batch,
        limit=limit,
        offset=offset,
    )
    entries.list_entries(context, Side.DISBURSEMENT, chosen, Output(format_, output, as_json))


@app.command(cls=Command)
def show(
    context: typer.Context,
    number: options.Identifier = None,
    format_: options.Format = None,
    output: options.File = None,
    as_json: options.Json = False,
) -> None:
    """Show one entry in full, its amount in words."""
    entries.show_entry(context, Side.DISBURSEMENT, number, Output(format_, output, as_json))


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
        Side.DISBURSEMENT,
        number=number,
        reason=reason,
        on=date,
        as_json=as_json,
        dry_run=dry_run,
    )


add_import(app, BatchNoun.DISBURSE)
