"""`ethnictrack place`: provinces, districts, communes, villages."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import partial
from typing import Annotated

import typer

from ethnictrack.cli.commands.imports import add_import
from ethnictrack.cli.commands.lists import add_place_lists
from ethnictrack.cli.shell import options
from ethnictrack.cli.shell.output import ListOutput, Output, listed, show
from ethnictrack.cli.shell.session import keep, reading, session_of
from ethnictrack.cli.shell.verbs import new_group, options_of, verb_of
from ethnictrack.fields.entry import DATE
from ethnictrack.fields.field import as_filters
from ethnictrack.fields.place import PLACE
from ethnictrack.fields.types import Name, Words
from ethnictrack.i18n import N_
from ethnictrack.library.narrowing import Narrowing
from ethnictrack.library.verbs.register import add_place
from ethnictrack.nouns.batch import BatchNoun
from ethnictrack.nouns.registry import AmbiguousNameError
from ethnictrack.reports.registers import place_data, place_list, place_show

app = new_group(
    "Places: provinces, districts, communes, villages.",
    partial(add_import, noun=BatchNoun.PLACE),
    add_place_lists,
)

_FOUND = replace(PLACE[0], type=Name("place"))  # what is there may be called by its name
_ON = replace(DATE, option="--on", help=N_("Only what was valid on this day."))


@verb_of(app)
def add(
    context: typer.Context,
    words: Annotated[Words, options_of(PLACE)],
    ending: options.Ending,
) -> None:
    """Add a place, or a new version of one whose code comes back."""
    told = N_("Place {code} is in the book: {name}.")
    keep(
        context,
        add_place,
        words,
        ending,
        lambda book, kept, _: (
            told.of(code=kept.code, name=kept.name),
            place_data(kept, book.places),
        ),
    )


@verb_of(app, "list")
def list_(
    context: typer.Context,
    *,
    chosen: Annotated[Words, options_of(as_filters(PLACE))],
    on: Annotated[date | None, _ON],
    search: options.Search = None,
    output: ListOutput,
) -> None:
    """List the places."""
    session = session_of(context)
    only = Narrowing.of(PLACE, chosen, session.today)
    with reading(context) as book:
        valid = (each for each in book.places if on is None or each.valid_on(on))
        some = only.among(valid, book, on or session.today)
        found = place_list(some, book.places, search)
        result = listed(found, output, book, session.today)
    show(result, output, book=session.book)


@verb_of(app, "show")
def show_(
    context: typer.Context,
    *,
    code: Annotated[str, _FOUND],
    output: Output,
) -> None:
    """Show a place, its versions and its parts."""
    with reading(context) as book:
        named = {each.code: each for each in book.places.matches(code)}  # the newest version
        if not named:
            book.places.find(code)  # refuses
        if len(named) > 1:
            found = book.places.candidates(named.values())
            raise AmbiguousNameError(noun=book.places.noun, given=code, found=found)
        result = place_show(book.places.with_code(*named), book.places)
    show(result, output, book=session_of(context).book)
