"""`ethnictrack program`: the trees money is planned in."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Annotated

import typer

from ethnictrack.cli.commands.imports import add_import
from ethnictrack.cli.commands.lists import add_program_lists
from ethnictrack.cli.shell import options
from ethnictrack.cli.shell.output import ListOutput, Output, listed, show
from ethnictrack.cli.shell.session import keep, reading, session_of
from ethnictrack.cli.shell.verbs import new_group, options_of, verb_of
from ethnictrack.fields.entry import DATE, YEAR
from ethnictrack.fields.field import as_filters
from ethnictrack.fields.program import PROGRAM
from ethnictrack.fields.types import Words
from ethnictrack.i18n import N_, Message
from ethnictrack.library import figures
from ethnictrack.library.narrowing import Narrowing
from ethnictrack.library.verbs import register as verbs
from ethnictrack.nouns.batch import BatchNoun
from ethnictrack.reports.registers import program_data, program_list, program_show
from ethnictrack.values.dates import last_day
from ethnictrack.year.figures import Coverage, PlanBasis

if TYPE_CHECKING:
    from ethnictrack.library import Book
    from ethnictrack.nouns.program import Program

app = new_group(
    "Programmes: the trees money is planned in.",
    partial(add_import, noun=BatchNoun.PROGRAM),
    add_program_lists,
)

_AS_OF = replace(
    DATE,
    option="--as-of",
    help=N_("Last day that counts; by default 31 January after the year, or today if earlier."),
)


@verb_of(app)
def add(
    context: typer.Context,
    words: Annotated[Words, options_of(verbs.add_program.takes)],
    ending: options.Ending,
) -> None:
    """Add a programme, project or work."""
    told = N_("Programme {code} is in the book: {name}.")
    keep(context, verbs.add_program, words, ending, partial(_told, told))


@verb_of(app)
def edit(
    context: typer.Context,
    words: Annotated[Words, options_of(verbs.edit_program.takes)],
    ending: options.Ending,
) -> None:
    """Change what is said of a programme; its code stays.

    An option given as "" takes back what was said. The log keeps what was there before.
    """
    told = N_("Programme {code} is changed: {name}.")
    keep(context, verbs.edit_program, words, ending, partial(_told, told))


@verb_of(app)
def alias(
    context: typer.Context,
    words: Annotated[Words, options_of(verbs.add_aliases.takes)],
    ending: options.Ending,
) -> None:
    """Give a programme other names; wherever one is named they are read.

    A word that means another programme is refused.
    """
    told = N_("Programme {code} is found by: {aliases}.")
    keep(context, verbs.add_aliases, words, ending, partial(_told, told))


def _told(told: Message, book: Book, kept: Program, _: object) -> tuple[Message, object]:
    data = program_data(kept, book.programs, book.places)
    return told.of(code=kept.code, name=kept.name, aliases=kept.aliases), data


@verb_of(app, "list")
def list_(
    context: typer.Context,
    *,
    tree: Annotated[bool, typer.Option("--tree", help="As a tree.")] = False,
    chosen: Annotated[Words, options_of(as_filters(PROGRAM))],
    search: options.Search = None,
    output: ListOutput,
) -> None:
    """List the programmes."""
    session = session_of(context)
    only = Narrowing.of(PROGRAM, chosen, session.today)
    with reading(context) as book:
        some = only.among(book.programs, book, session.today)
        found = program_list(some, book.programs, book.places, tree=tree, search=search)
        result = listed(found, output, book, session.today)
    show(result, output, book=session.book)


@verb_of(app, "show")
def show_(
    context: typer.Context,
    *,
    code: Annotated[str, verbs.FOUND],
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
    show(result, output, book=session.book)
