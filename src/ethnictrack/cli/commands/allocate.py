"""`ethnictrack allocate`: plans."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING, Annotated

import typer

from ethnictrack.cli.commands import entries
from ethnictrack.cli.commands.imports import add_import
from ethnictrack.cli.shell import options
from ethnictrack.cli.shell.output import finish
from ethnictrack.cli.shell.session import recording, session_of
from ethnictrack.cli.shell.verbs import new_group, options_of, verb_of
from ethnictrack.fields.types import Words
from ethnictrack.i18n import N_, Message
from ethnictrack.library.verbs import entry as verbs
from ethnictrack.nouns.batch import BatchNoun
from ethnictrack.nouns.settings import in_words
from ethnictrack.reports.entries import entry_data
from ethnictrack.reports.qualifiers import exact_money
from ethnictrack.values.kinds import Side, class_name

if TYPE_CHECKING:
    from ethnictrack.library import Book, CarriedOver, Remainder

_CARRIED = N_("{program} ({line}), plan of {plan_year}: {amount} carried to {next_year}.")
_CANCELLED = N_("{program} ({line}), plan of {plan_year}: {amount} cancelled.")
_IN_ALL = N_("In all: {amount} ({words}), entries {first} to {last}.")
_NOTHING = N_("Nothing is left unpaid of {year}; nothing was written.")

app = new_group(
    "Plans: what is given, moved, carried or cancelled.",
    partial(entries.add_shared, side=Side.ALLOCATION),
    partial(add_import, noun=BatchNoun.ALLOCATE),
)
entries.add_add(app, Side.ALLOCATION)


@verb_of(app)
def transfer(
    context: typer.Context,
    words: Annotated[Words, options_of(verbs.transfer.takes)],
    ending: options.Ending,
) -> None:
    """Move plan from one line to another; the two entries net to zero."""
    entries.keep_entries(context, verbs.transfer, words, ending)


@verb_of(app)
def carry(
    context: typer.Context,
    words: Annotated[Words, options_of(verbs.carry.takes)],
    ending: options.Ending,
) -> None:
    """Carry what is left unpaid of a year into the next, or cancel it.

    Line by line, whatever year its plan is of: carried out of the old year and into the new one,
    or cancelled in the old one. Without --date: 31 December, and 1 January of the next year.
    """
    said = verbs.carry.read(words, session_of(context).today)
    with recording(context, dry_run=ending.dry_run) as at:
        carried, book = verbs.carry.keep(at, said), at.book
        told = [*_told(carried, book), _sum(carried, book)]
        data = [entry_data(each, book.programs, book.places) for each in carried.posted]
    finish(told, data, ending)


def _told(carried: CarriedOver, book: Book) -> Iterator[Message]:
    year, into = carried.order.year, carried.order.into
    for each in carried.remainders:
        yield (_CANCELLED if into is None else _CARRIED).of(
            program=book.programs.code_of(each.line.program),
            line=_line(each, book, year),
            plan_year=each.plan_year,
            amount=exact_money(each.amount, None),
            next_year=into,
        )


def _line(remainder: Remainder, book: Book, year: int) -> Message:
    line = remainder.line
    named = class_name(line.capital, line.source, year)
    if line.place is None:
        return named
    place = book.places[line.place]
    return N_("{parts}").of(parts=(named, f"{place.code} {place.name}"))


def _sum(carried: CarriedOver, book: Book) -> Message:
    if not carried.posted:
        return _NOTHING.of(year=carried.order.year)
    return _IN_ALL.of(
        amount=exact_money(carried.amount, None),
        words=in_words(carried.amount, book.settings.all()),
        first=carried.posted[0].id,
        last=carried.posted[-1].id,
    )
