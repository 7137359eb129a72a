"""`ethnictrack program`: the trees money is planned in."""

from __future__ import annotations

from typing import Annotated

import typer

from ethnictrack.actions.figures import figures
from ethnictrack.actions.register import add_program, edit_program
from ethnictrack.cli import options, values
from ethnictrack.cli.entries import finish
from ethnictrack.cli.grouping import Command, new_group
from ethnictrack.cli.importing import add_import
from ethnictrack.cli.say import Output
from ethnictrack.cli.say import show as print_result
from ethnictrack.cli.session import reading, session_of, writing
from ethnictrack.domain.batch import BatchNoun
from ethnictrack.domain.figures import PlanBasis, Scope
from ethnictrack.domain.ledger import last_day
from ethnictrack.domain.program import Program, ProgramKind
from ethnictrack.domain.text import clean_code
from ethnictrack.i18n import N_
from ethnictrack.reports.registers import program_data, program_list, program_show

app = new_group("Programmes: the trees money is planned in.")

Code = Annotated[str | None, typer.Argument(metavar="CODE", help="Code of the programme.")]
Name = Annotated[str | None, typer.Argument(metavar="NAME", help="Name of the programme.")]
NewName = Annotated[str | None, typer.Option("--name", metavar="NAME", help="Another name.")]
Parent = Annotated[str | None, typer.Option("--parent", metavar="CODE", help="What it is part of.")]
KindWord = Annotated[
    str | None,
    typer.Option("--kind", metavar=options.listed(ProgramKind), help="What it is."),
]
FromYear = Annotated[str | None, typer.Option("--from-year", metavar="YEAR", help="First year.")]
ToYear = Annotated[str | None, typer.Option("--to-year", metavar="YEAR", help="Last year.")]
Owner = Annotated[
    str | None, typer.Option("--owner", metavar="UNIT", help="Unit that answers for it.")
]


@app.command(cls=Command)
def add(
    context: typer.Context,
    code: Code = None,
    name: Name = None,
    parent: Parent = None,
    kind: KindWord = None,
    decision: options.Decision = None,
    from_year: FromYear = None,
    to_year: ToYear = None,
    owner: Owner = None,
    place: options.Place = None,
    as_json: options.Json = False,
    dry_run: options.DryRun = False,
) -> None:
    """Add a programme, project or work."""
    values.required(CODE=code, NAME=name)
    today = session_of(context).today
    with writing(context, dry_run=dry_run) as book:
        program = Program(
            id=0,
            code=clean_code(code or ""),
            name=values.text("NAME", name) or "",
            parent=book.programs.find(parent).id if parent else None,
            kind=values.choice("--kind", kind, ProgramKind) if kind else ProgramKind.PROGRAM,
            decision=values.text("--decision", decision, 100),
            from_year=values.year(from_year),
            to_year=values.year(to_year),
            owner=values.text("--owner", owner),
            place=book.places.find_on(place, today).id if place else None,
        )
        kept = add_program(book, program)
        data = program_data(kept, book.programs, book.places)
    told = N_("Programme {code} is in the book: {name}.").of(code=kept.code, name=kept.name)
    finish([told], data, as_json=as_json, dry_run=dry_run)


@app.command(cls=Command)
def edit(
    context: typer.Context,
    code: Code = None,
    name: NewName = None,
    parent: Parent = None,
    kind: KindWord = None,
    decision: options.Decision = None,
    from_year: FromYear = None,
    to_year: ToYear = None,
    owner: Owner = None,
    place: options.Place = None,
    as_json: options.Json = False,
    dry_run: options.DryRun = False,
) -> None:
    """Change what is said of a programme; its code stays.

    An option given as "" takes back what was said. The log keeps what was there before.
    """
    values.required(CODE=code)
    today = session_of(context).today
    with writing(context, dry_run=dry_run) as book:
        said = {
            "name": name and values.text("--name", name),
            "parent": parent and book.programs.find(parent).id,
            "kind": kind and values.choice("--kind", kind, ProgramKind),
            "decision": decision and values.text("--decision", decision, 100),
            "from_year": from_year and values.year(from_year),
            "to_year": to_year and values.year(to_year),
            "owner": owner and values.text("--owner", owner),
            "place": place and book.places.find_on(place, today).id,
        }
        changes = {field: value for field, value in said.items() if value is not None}
        for field in ("name", "kind"):
            if changes.get(field) == "":
                values.text(f"--{field}", "")
        cleared = {field: None if value == "" else value for field, value in changes.items()}
        kept = edit_program(book, code or "", cleared)
        data = program_data(kept, book.programs, book.places)
    told = N_("Programme {code} is changed: {name}.").of(code=kept.code, name=kept.name)
    finish([told], data, as_json=as_json, dry_run=dry_run)


@app.command("list", cls=Command)
def list_(
    context: typer.Context,
    tree: Annotated[bool, typer.Option("--tree", help="As a tree.")] = False,
    format_: options.Format = None,
    output: options.File = None,
    as_json: options.Json = False,
) -> None:
    """List the programmes."""
    wanted = Output(format_, output, as_json)
    with reading(context) as book:
        result = program_list(book.programs, book.places, tree=tree)
    print_result(result, wanted, book=session_of(context).book)


@app.command(cls=Command)
def show(
    context: typer.Context,
    code: Code = None,
    year: options.Year = None,
    as_of: options.AsOf = None,
    format_: options.Format = None,
    output: options.File = None,
    as_json: options.Json = False,
) -> None:
    """Show a programme with its plan, what is paid and what is left."""
    values.required(CODE=code)
    wanted = Output(format_, output, as_json)
    session = session_of(context)
    said, day = values.year(year), values.day(as_of, session.today)
    with reading(context) as book:
        program = book.programs.find(code or "")
        of_year = said or (book.ledger.years() or [session.today.year])[-1]
        until = day or min(last_day(of_year), session.today)
        found = figures(
            book,
            year=of_year,
            as_of=until,
            basis=PlanBasis.WITH_CARRYOVER,
            scope=Scope(program=program.id),
        )
        basis = (
            N_("Budget year {year}.").of(year=of_year),
            N_("Up to and including {date}.").of(date=until),
        )
        result = program_show(
            program, book.programs, book.places, year=of_year, sums=found.total(), basis=basis
        )
    print_result(result, wanted, book=session.book)


add_import(app, BatchNoun.PROGRAM)
