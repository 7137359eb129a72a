"""`ethnictrack program`: the trees money is planned in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Annotated, Any

import typer

from ethnictrack.actions.figures import figures
from ethnictrack.actions.register import add_program, edit_program, program_of
from ethnictrack.cli import options, values
from ethnictrack.cli.entries import finish
from ethnictrack.cli.grouping import Command, new_group
from ethnictrack.cli.importing import add_import
from ethnictrack.cli.lists import add_program_lists
from ethnictrack.cli.say import Output
from ethnictrack.cli.say import show as print_result
from ethnictrack.cli.session import reading, session_of, writing
from ethnictrack.cli.spreading import spread
from ethnictrack.domain.batch import BatchNoun
from ethnictrack.domain.figures import PlanBasis, Scope
from ethnictrack.domain.ledger import last_day
from ethnictrack.domain.program import ProgramKind
from ethnictrack.domain.text import clean_code
from ethnictrack.i18n import N_
from ethnictrack.reports.registers import program_data, program_list, program_show

app = new_group("Programmes: the trees money is planned in.")

Code = Annotated[str | None, typer.Argument(metavar="CODE", help="Code of the programme.")]
Name = Annotated[str | None, typer.Argument(metavar="NAME", help="Name of the programme.")]
NewName = Annotated[str | None, typer.Option("--name", metavar="NAME", help="Another name.")]


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgramWords:
    """What is said of a programme besides its code and name, as typed."""

    parent: Annotated[
        str | None, typer.Option("--parent", metavar="CODE", help="What it is part of.")
    ] = None
    kind: Annotated[
        str | None, typer.Option("--kind", metavar=options.listed(ProgramKind), help="What it is.")
    ] = None
    decision: options.Decision = None
    from_year: Annotated[
        str | None, typer.Option("--from-year", metavar="YEAR", help="First year.")
    ] = None
    to_year: Annotated[str | None, typer.Option("--to-year", metavar="YEAR", help="Last year.")] = (
        None
    )
    owner: Annotated[
        str | None, typer.Option("--owner", metavar="UNIT", help="Unit that answers for it.")
    ] = None
    place: options.Place = None

    def read(self, *, clears: bool = False) -> dict[str, Any]:
        """Return what was said, field by field; if it ``clears``, "" takes back what was said.

        Raises: the refusals of values.
        """
        readers: dict[str, Callable[[str], object]] = {
            "parent": partial(values.text, "--parent"),
            "kind": partial(values.choice, "--kind", members=ProgramKind),
            "decision": partial(values.text, "--decision", limit=100),
            "from_year": values.year,
            "to_year": values.year,
            "owner": partial(values.text, "--owner"),
            "place": partial(values.text, "--place"),
        }
        said = {field: getattr(self, field) for field in readers}
        return {
            field: None if clears and not text and field != "kind" else readers[field](text)
            for field, text in said.items()
            if text is not None
        }


@app.command(cls=Command)
@spread
def add(
    context: typer.Context,
    code: Code = None,
    name: Name = None,
    *,
    words: ProgramWords,
    as_json: options.Json = False,
    dry_run: options.DryRun = False,
) -> None:
    """Add a programme, project or work."""
    values.required(CODE=code, NAME=name)
    today = session_of(context).today
    with writing(context, dry_run=dry_run) as book:
        named = {"code": clean_code(code or ""), "name": values.text("NAME", name)}
        kept = add_program(book, program_of(book, {**named, **words.read()}, today))
        data = program_data(kept, book.programs, book.places)
    told = N_("Programme {code} is in the book: {name}.").of(code=kept.code, name=kept.name)
    finish([told], data, as_json=as_json, dry_run=dry_run)


@app.command(cls=Command)
@spread
def edit(
    context: typer.Context,
    code: Code = None,
    name: NewName = None,
    *,
    words: ProgramWords,
    as_json: options.Json = False,
    dry_run: options.DryRun = False,
) -> None:
    """Change what is said of a programme; its code stays.

    An option given as "" takes back what was said. The log keeps what was there before.
    """
    values.required(CODE=code)
    today = session_of(context).today
    with writing(context, dry_run=dry_run) as book:
        changes = words.read(clears=True)
        if name is not None:
            changes["name"] = values.text("--name", name)
        kept = edit_program(book, code or "", changes, today)
        data = program_data(kept, book.programs, book.places)
    told = N_("Programme {code} is changed: {name}.").of(code=kept.code, name=kept.name)
    finish([told], data, as_json=as_json, dry_run=dry_run)


@app.command("list", cls=Command)
@spread
def list_(
    context: typer.Context,
    *,
    tree: Annotated[bool, typer.Option("--tree", help="As a tree.")] = False,
    output: Output,
) -> None:
    """List the programmes."""
    with reading(context) as book:
        result = program_list(book.programs, book.places, tree=tree)
    print_result(result, output, book=session_of(context).book)


@app.command(cls=Command)
@spread
def show(
    context: typer.Context,
    *,
    code: Code = None,
    year: options.Year = None,
    as_of: options.AsOf = None,
    output: Output,
) -> None:
    """Show a programme with its plan, what is paid and what is left."""
    values.required(CODE=code)
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
    print_result(result, output, book=session.book)


add_import(app, BatchNoun.PROGRAM)
add_program_lists(app)
