"""`ethnictrack place`: provinces, districts, communes, villages."""

from __future__ import annotations

from typing import Annotated

import typer

from ethnictrack.actions.register import add_place, place_of
from ethnictrack.cli import options, values
from ethnictrack.cli.entries import finish
from ethnictrack.cli.grouping import Command, new_group
from ethnictrack.cli.importing import add_import
from ethnictrack.cli.lists import add_place_lists
from ethnictrack.cli.say import Output
from ethnictrack.cli.say import show as print_result
from ethnictrack.cli.session import reading, session_of, writing
from ethnictrack.cli.spreading import spread
from ethnictrack.domain.batch import BatchNoun
from ethnictrack.domain.place import Level
from ethnictrack.domain.text import clean_code
from ethnictrack.i18n import N_
from ethnictrack.reports.registers import place_data, place_list, place_show

app = new_group("Places: provinces, districts, communes, villages.")

Code = Annotated[str | None, typer.Argument(metavar="CODE", help="Code or name of the place.")]
Name = Annotated[str | None, typer.Argument(metavar="NAME", help="Name of the place.")]
LevelWord = Annotated[
    str | None, typer.Option("--level", metavar=options.listed(Level), help="Level of the place.")
]
Parent = Annotated[
    str | None, typer.Option("--parent", metavar="CODE", help="The place it is part of.")
]


@app.command(cls=Command)
def add(
    context: typer.Context,
    code: Code = None,
    name: Name = None,
    level: LevelWord = None,
    parent: Parent = None,
    valid_from: Annotated[
        str | None, typer.Option("--valid-from", metavar="DATE", help="First day.")
    ] = None,
    valid_to: Annotated[
        str | None, typer.Option("--valid-to", metavar="DATE", help="Last day.")
    ] = None,
    successor: Annotated[
        str | None, typer.Option("--successor", metavar="CODE", help="What took its place.")
    ] = None,
    as_json: options.Json = False,
    dry_run: options.DryRun = False,
) -> None:
    """Add a place, or a new version of one whose code comes back."""
    values.required(CODE=code, NAME=name)
    today = session_of(context).today
    said = {
        "code": clean_code(code or ""),
        "name": values.text("NAME", name),
        "level": values.choice_or_none("--level", level, Level),
        "parent": parent,
        "valid_from": values.day(valid_from, today),
        "valid_to": values.day(valid_to, today),
        "successor": None if successor is None else clean_code(successor),
    }
    with writing(context, dry_run=dry_run) as book:
        kept = add_place(book, place_of(book, said, today))
        data = place_data(kept, book.places)
    told = N_("Place {code} is in the book: {name}.").of(code=kept.code, name=kept.name)
    finish([told], data, as_json=as_json, dry_run=dry_run)


@app.command("list", cls=Command)
@spread
def list_(
    context: typer.Context,
    *,
    level: LevelWord = None,
    parent: Parent = None,
    on: Annotated[
        str | None, typer.Option("--on", metavar="DATE", help="Only what was valid on this day.")
    ] = None,
    output: Output,
) -> None:
    """List the places."""
    session = session_of(context)
    day = values.day(on, session.today)
    of_level = values.choice_or_none("--level", level, Level)
    with reading(context) as book:
        above = book.places.find_on(parent, day or session.today).id if parent else None
        chosen = [
            each
            for each in book.places
            if (of_level is None or each.level is of_level)
            and (above is None or each.parent == above)
            and (day is None or each.valid_on(day))
        ]
        result = place_list(chosen, book.places)
    print_result(result, output, book=session.book)


@app.command(cls=Command)
@spread
def show(
    context: typer.Context,
    *,
    code: Code = None,
    output: Output,
) -> None:
    """Show a place, its versions and its parts."""
    values.required(CODE=code)
    with reading(context) as book:
        named = book.places.matches(code or "")
        if len({each.code for each in named}) != 1:
            book.places.find(code or "")  # refuses: no such place, or several
        result = place_show(book.places.with_code(named[0].code), book.places)
    print_result(result, output, book=session_of(context).book)


add_import(app, BatchNoun.PLACE)
add_place_lists(app)
