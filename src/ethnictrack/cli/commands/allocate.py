"""`ethnictrack allocate`: plans."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Annotated

import typer

from ethnictrack.cli.commands import entries
from ethnictrack.cli.commands.imports import add_import
from ethnictrack.cli.shell import options
from ethnictrack.cli.shell.output import finish, note
from ethnictrack.cli.shell.session import session_of, writing
from ethnictrack.cli.shell.verbs import new_group, options_of, verb_of
from ethnictrack.fields.entry import CAPITAL, DATE, PLAN_YEAR, PROGRAM, SOURCE, YEAR
from ethnictrack.fields.entry_texts import TEXTS
from ethnictrack.fields.field import Field, as_filters
from ethnictrack.fields.types import NUMBERS, Text, Words, read_words
from ethnictrack.i18n import N_, Message
from ethnictrack.library import scope_name
from ethnictrack.library.entry_words import TRANSFER, transfer_of
from ethnictrack.nouns.batch import BatchNoun
from ethnictrack.nouns.settings import in_words
from ethnictrack.reports.entries import entry_data
from ethnictrack.reports.qualifiers import exact_money
from ethnictrack.values.kinds import Side, class_name

if TYPE_CHECKING:
    import datetime as dt

    from ethnictrack.library import Book, CarriedOver, Carrying, Remainder

_CARRIED = N_("{program} ({line}), plan of {plan_year}: {amount} carried to {next_year}.")
_CANCELLED = N_("{program} ({line}), plan of {plan_year}: {amount} cancelled.")
_IN_ALL = N_("In all: {amount} ({words}), entries {first} to {last}.")
_NOTHING = N_("Nothing is left unpaid of {year}; nothing was written.")
_OBSTACLES = {
    "OVERDRAWN": N_(
        "{program} ({scope}), plan of {plan_year}: {amount} more is paid than planned."
    ),
    "UNPLANNED": N_("{program} ({scope}), plan of {plan_year}: {amount} is paid without a plan."),
    "STUCK": N_(
        "{program}, plan of {plan_year}: {amount} is left in all, but on no line that may be "
        "carried; payments of another class, place or plan stand in the way."
    ),
}


_CARRY = (
    replace(
        YEAR,
        name="from_year",
        required=True,
        option="--from",
        question=N_("Carry from budget year"),
        answer=None,
        help=N_("Budget year that ends."),
    ),
    replace(
        YEAR,
        name="to_year",
        option="--to",
        question=N_("Carry into budget year"),
        answer=None,
        help=N_("Budget year that goes on with it."),
    ),
    *as_filters([PROGRAM, CAPITAL, SOURCE, PLAN_YEAR]),
    DATE,
    *(each for each in TEXTS if each.name == "decision"),
    Field(
        name="extension",
        type=Text(100, reference=True),
        label=N_("Decision of extension"),
        help=N_("Decision that lets money of an earlier plan year be carried on."),
        option="--extension",
        metavar="DECISION",
    ),
)
_PASSED = ("program", "plan_year", "decision", "extension")
_CLASSES = ("capital", "source")  # none: the money of which nobody said it


app = new_group(
    "Plans: what is given, moved, carried or cancelled.",
    partial(entries.add_shared, side=Side.ALLOCATION),
    partial(add_import, noun=BatchNoun.ALLOCATE),
)
entries.add_add(app, Side.ALLOCATION)


@verb_of(app)
def transfer(
    context: typer.Context,
    words: Annotated[Words, options_of((*TRANSFER, NUMBERS))],
    ending: options.Ending,
) -> None:
    """Move plan from one line to another; the two entries net to zero."""
    draft, to, to_place = transfer_of(words, session_of(context).today)
    with entries.recording(context, dry_run=ending.dry_run) as (book, recorder):
        recorded = recorder.transfer(draft, to=to, to_place=to_place)
        told = entries.tell(recorded, book, recorder, dry_run=ending.dry_run)
        data = [entry_data(each, book.programs, book.places) for each in recorded.posted]
    finish(told, data, ending)


@verb_of(app)
def carry(
    context: typer.Context,
    *,
    words: Annotated[Words, options_of(_CARRY)],
    cancel: Annotated[
        bool, typer.Option("--cancel", help="Cancel what is left instead of carrying it.")
    ] = False,
    ending: options.Ending,
) -> None:
    """Carry what is left unpaid of a year into the next, or cancel it.

    Line by line, whatever year its plan is of: carried out of the old year and into the new one,
    or cancelled in the old one. Without --date: 31 December, and 1 January of the next year.
    """
    from ethnictrack.library import carry as carried_over  # noqa: PLC0415 - no help page needs it

    session = session_of(context)
    order = _order(words, session.today, cancel=cancel)
    with writing(context, dry_run=ending.dry_run) as book:
        carried = carried_over(book, order, session.today)
        told = [*_told(carried, order, book), _sum(carried, order, book)]
        warnings = list(_obstacles(carried, book, order.year))
        data = [entry_data(each, book.programs, book.places) for each in carried.posted]
    for sentence in warnings:
        note(sentence)
    finish(told, data, ending)


def _order(words: Words, today: dt.date, *, cancel: bool) -> Carrying:
    """Read every word. Raises: MissingValueError, CarryYearsError, refusals of values."""
    asked = [replace(each, required=each.required or each.name == "to_year") for each in _CARRY]
    said = read_words(_CARRY if cancel else asked, words, today)
    from ethnictrack.library import ANY, Carrying  # noqa: PLC0415 - no help page needs it

    return Carrying(
        year=said["from_year"],
        into=None if cancel else said["to_year"],
        on=said.get("date"),
        **{name: said.get(name) for name in _PASSED},
        **{name: said.get(name, ANY) for name in _CLASSES},
    )


def _told(carried: CarriedOver, order: Carrying, book: Book) -> Iterator[Message]:
    frame = _CANCELLED if order.into is None else _CARRIED
    for each in carried.remainders:
        yield frame.of(
            program=book.programs.code_of(each.line.program),
            line=_line(each, book, order.year),
            plan_year=each.plan_year,
            amount=exact_money(each.amount, None),
            next_year=order.into,
        )


def _line(remainder: Remainder, book: Book, year: int) -> Message:
    line = remainder.line
    named = class_name(line.capital, line.source, year)
    if line.place is None:
        return named
    place = book.places[line.place]
    return N_("{parts}").of(parts=(named, f"{place.code} {place.name}"))


def _sum(carried: CarriedOver, order: Carrying, book: Book) -> Message:
    if not carried.posted:
        return _NOTHING.of(year=order.year)
    return _IN_ALL.of(
        amount=exact_money(carried.amount, None),
        words=in_words(carried.amount, book.settings.all()),
        first=carried.posted[0].id,
        last=carried.posted[-1].id,
    )


def _obstacles(carried: CarriedOver, book: Book, year: int) -> Iterator[Message]:
    for each in carried.obstacles:
        yield _OBSTACLES[each.reason.name].of(
            program=book.programs.code_of(each.scope.program),
            scope=scope_name(each.scope, book.places, year),
            plan_year=each.plan_year,
            amount=exact_money(each.amount, None),
        )
