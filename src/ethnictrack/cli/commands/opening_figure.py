"""`ethnictrack book opening`: what was paid before the book's first year."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Annotated

import typer

from ethnictrack.cli.commands.imports import add_import
from ethnictrack.cli.shell import options
from ethnictrack.cli.shell.output import ListOutput, listed, show
from ethnictrack.cli.shell.session import keep, reading, session_of
from ethnictrack.cli.shell.verbs import new_group, options_of, verb_of
from ethnictrack.fields.types import Words
from ethnictrack.i18n import N_, Message
from ethnictrack.library.verbs import book as verbs
from ethnictrack.nouns.batch import BatchNoun
from ethnictrack.reports.opening_figures import opening_data, opening_list
from ethnictrack.reports.qualifiers import exact_money

if TYPE_CHECKING:
    from ethnictrack.library import Book, KeptOpening

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
    words: Annotated[Words, options_of(verbs.add_opening_figure.takes)],
    ending: options.Ending,
) -> None:
    """Keep what was paid before the book, and its advances still open.

    The settlement counts it from the start of works, the carry-over its open advances; no rate of
    the book's years does. On a terminal, what is missing is asked for.
    """
    keep(context, verbs.add_opening_figure, words, ending, _told)


def _told(book: Book, kept: KeptOpening, _: object) -> tuple[Message, object]:
    data, opening = opening_data(kept, book.programs, book.places), kept.opening
    told = _KEPT.of(
        opening=kept.id,
        program=data["program"],
        paid=exact_money(opening.paid, opening.qualifier),
        until=opening.until,
        advances=exact_money(opening.advances, None),
    )
    return told, data


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
    words: Annotated[Words, options_of(verbs.reverse_opening_figure.takes)],
    ending: options.Ending,
) -> None:
    """Take an opening figure back by its opposite; both are kept."""
    keep(context, verbs.reverse_opening_figure, words, ending, _told_back)


def _told_back(book: Book, kept: KeptOpening, _: object) -> tuple[Message, object]:
    data, opening = opening_data(kept, book.programs, book.places), kept.opening
    paid = exact_money(-opening.paid, None)
    told = _TAKEN_BACK.of(opening=opening.reverses, paid=paid, program=data["program"])
    return told, data
