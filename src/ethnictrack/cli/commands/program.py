"""`ethnictrack program`: the trees money is planned in."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import partial
from typing import Annotated

import typer

from ethnictrack.cli.commands.imports import add_import
from ethnictrack.cli.commands.lists import add_program_lists
from ethnictrack.cli.shell import options
from ethnictrack.cli.shell.output import ListOutput, Output, finish, listed
from ethnictrack.cli.shell.output import show as print_result
from ethnictrack.cli.shell.session import reading, session_of, writing
from ethnictrack.cli.shell.verbs import new_group, options_of, verb_of
from ethnictrack.fields.entry import DATE, YEAR
from ethnictrack.fields.program import ALIASES, PROGRAM
from ethnictrack.fields.types import Name as Named
from ethnictrack.fields.types import Words, read_words
from ethnictrack.i18n import N_
from ethnictrack.library import add_aliases, add_program, edit_program, figures, program_of
from ethnictrack.nouns.batch import BatchNoun
from ethnictrack.reports.registers import program_data, program_list, program_show
from ethnictrack.values.dates import last_day
from ethnictrack.year.figures import Coverage, PlanBasis

app = new_group(
    "Programmes: the trees money is planned in.",
    partial(add_import, noun=BatchNoun.PROGRAM),
    add_program_lists,
)

_CODE, _NAME, *_REST = PROGRAM
_FOUND = replace(_CODE, type=Named("program"))  # what is in the book may be called by its name
_EDITED = (
    _FOUND,
    replace(_NAME, option="--name", metavar="NAME", help=N_("Another name."), required=False),
    *_REST,
)
_UNSAID = {each.name for each in PROGRAM if each.optional}  # what "" takes back
_AS_OF = replace(
    DATE,
    option="--as-of",
    help=N_("Last day that counts; by default 31 January after the year, or today if earlier."),
)
Added = Annotated[Words, options_of(PROGRAM)]
Edited = Annotated[Words, options_of(_EDITED)]
Found = Annotated[str, _FOUND]


@verb_of(app)
def add(context: typer.Context, words: Added, ending: options.Ending) -> None:
    """Add a programme, project or work."""
    today = session_of(context).today
    said = read_words(PROGRAM, words, today)
    with writing(context, dry_run=ending.dry_run) as book:
        kept = add_program(book, program_of(book, said, today))
        data = program_data(kept, book.programs, book.places)
    told = N_("Programme {code} is in the book: {name}.").of(code=kept.code, name=kept.name)
    finish([told], data, ending)


@verb_of(app)
def edit(context: typer.Context, words: Edited, ending: options.Ending) -> None:
    """Change what is said of a programme; its code stays.

    An option given as "" takes back what was said. The log keeps what was there before.
    """
    today = session_of(context).today
    unsaid = {name: None for name, word in words.items() if word == "" and name in _UNSAID}
    said = {**read_words(_EDITED, {**words, **unsaid}, today), **unsaid}
    code = said.pop("code")
    with writing(context, dry_run=ending.dry_run) as book:
        kept = edit_program(book, code, said, today)
        data = program_data(kept, book.programs, book.places)
    told = N_("Programme {code} is changed: {name}.").of(code=kept.code, name=kept.name)
    finish([told], data, ending)


@verb_of(app)
def alias(
    context: typer.Context,
    *,
    code: Found,
    aliases: Annotated[tuple[str, ...], ALIASES],
    ending: options.Ending,
) -> None:
    """Give a programme other names; wherever one is named they are read.

    A word that means another programme is refused.
    """
    with writing(context, dry_run=ending.dry_run) as book:
        kept = add_aliases(book, code, aliases)
        data = program_data(kept, book.programs, book.places)
    told = N_("Programme {code} is found by: {aliases}.").of(code=kept.code, aliases=kept.aliases)
    finish([told], data, ending)


@verb_of(app, "list")
def list_(
    context: typer.Context,
    *,
    tree: Annotated[bool, typer.Option("--tree", help="As a tree.")] = False,
    search: options.Search = None,
    output: ListOutput,
) -> None:
    """List the programmes."""
    with reading(context) as book:
        found = program_list(book.programs, book.places, tree=tree, search=search)
        result = listed(found, output, book, session_of(context).today)
    print_result(result, output, book=session_of(context).book)


@verb_of(app)
def show(
    context: typer.Context,
    *,
    code: Found,
    year: Annotated[int | None, YEAR],
    as_of: Annotated[date | None, _AS_OF],
    output: Output,
) -> None:
    """Show a programme with its plan, what is paid and what is left."""
    session = session_of(context)
    with reading(context) as book:
        program = book.programs.find(code)
        of_year = year or (book.ledger.years() or [session.today.year])[-1]
        until = as_of or min(last_day(of_year), session.today)
        found = figures(
            book,
            year=of_year,
            as_of=until,
            basis=PlanBasis.WITH_CARRYOVER,
            scope=Coverage(program=program.id),
            by_place=False,
        )
        basis = (
            N_("Budget year {year}.").of(year=of_year),
            N_("Up to and including {date}.").of(date=until),
        )
        result = program_show(
            program, book.programs, book.places, year=of_year, sums=found.total(), basis=basis
        )
    print_result(result, output, book=session.book)
