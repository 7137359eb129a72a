"""`ethnictrack book opening`: what was paid before the book's first year."""

from __future__ import annotations

from functools import partial
from typing import Annotated

import typer

from ethnictrack.cli.commands.imports import add_import
from ethnictrack.cli.shell import options
from ethnictrack.cli.shell.output import ListOutput, finish, listed, note, show
from ethnictrack.cli.shell.session import reading, session_of, writing
from ethnictrack.cli.shell.verbs import new_group, options_of, verb_of
from ethnictrack.fields.entry import REASON
from ethnictrack.fields.opening_figure import NUMBER, SAID
from ethnictrack.fields.types import NUMBERS, Words, read_words
from ethnictrack.i18n import N_
from ethnictrack.library import add_opening, opening_of, reverse_opening
from ethnictrack.nouns.batch import BatchNoun
from ethnictrack.reports.opening_figures import opening_data, opening_list
from ethnictrack.reports.qualifiers import exact_money

_TAKES = (*SAID, NUMBERS)
_KEPT = N_(
    "Opening figure {opening}: {program} was paid {paid} up to {until}; {advances} of it are "
    "advances not cleared."
)
_TAKEN_BACK = N_("Opening figure {opening} is taken back: {paid} of {program}.")

app = new_group(
    "Opening figures: what was paid before the book's first year.",
    partial(add_import, noun=BatchNoun.OPENING),
)


@verb_of(app)
def add(
    context: typer.Context,
    words: Annotated[Words, options_of(_TAKES)],
    ending: options.Ending,
) -> None:
    """Keep what was paid before the book, and its advances still open.

    The settlement counts it from the start of works, the carry-over its open advances; no rate of
    the book's years does. On a terminal, what is missing is asked for.
    """
    today = session_of(context).today
    said = read_words(_TAKES, words, today)
    with writing(context, dry_run=ending.dry_run) as book:
        kept = add_opening(book, opening_of(book, said), today)
        data = opening_data(kept, book.programs, book.places)
    opening = kept.opening
    told = _KEPT.of(
        opening=kept.id,
        program=data["program"],
        paid=exact_money(opening.paid, opening.qualifier),
        until=opening.until,
        advances=exact_money(opening.advances, None),
    )
    finish([told], data, ending)


@verb_of(app, "list")
def list_(context: typer.Context, *, search: options.Search = None, output: ListOutput) -> None:
    """List the opening figures, and what was taken back."""
    with reading(context) as book:
        every, summed = book.openings.all(), output.shape.printed
        found = opening_list(every, book.programs, book.places, search, summed=summed)
        result = listed(found, output, book, session_of(context).today)
    show(result, output, book=session_of(context).book)


@verb_of(app)
def reverse(
    context: typer.Context,
    *,
    number: Annotated[int, NUMBER],
    reason: Annotated[str, REASON],
    ending: options.Ending,
) -> None:
    """Take an opening figure back by its opposite; both are kept."""
    with writing(context, dry_run=ending.dry_run) as book:
        kept, warnings = reverse_opening(book, number, reason=reason)
        data = opening_data(kept, book.programs, book.places)
    for each in warnings:
        note(each)
    told = _TAKEN_BACK.of(
        opening=number, paid=exact_money(-kept.opening.paid, None), program=data["program"]
    )
    finish([told], data, ending)
