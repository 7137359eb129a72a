"""Verbs of entries: what is planned and paid, put right, taken back, carried over, expected."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

from ethnictrack.errors.usage import MissingValueError
from ethnictrack.fields import entry
from ethnictrack.fields.entry import REASON, asked_of
from ethnictrack.fields.entry_texts import TEXTS
from ethnictrack.fields.field import Field, as_filters
from ethnictrack.fields.types import LAST, NUMBERS, Flag, Text
from ethnictrack.i18n import N_, Message
from ethnictrack.ledger.entry import AMENDABLE, Draft
from ethnictrack.ledger.plan import ANY, Estimate, PlanLine
from ethnictrack.library.entry_words import COPIED, NUMBER, TRANSFER, copy_of
from ethnictrack.library.verbs import FILES, Said, Takes, Verb, Writing, read_files
from ethnictrack.reports.qualifiers import exact_money
from ethnictrack.values.errors import BookError
from ethnictrack.values.kinds import GROUPS, Kind, Side

if TYPE_CHECKING:
    from ethnictrack.book.opening import Book
    from ethnictrack.ledger.entry import Posted
    from ethnictrack.nouns.attachment import Attachment
    from ethnictrack.services.carry import CarriedOver, Carrying
    from ethnictrack.services.entry import Recorded

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
_TO_YEAR = replace(
    entry.YEAR,
    name="to_year",
    option="--to",
    question=N_("Carry into budget year"),
    answer=None,
    help=N_("Budget year that goes on with it."),
)
_CARRY: Takes = (
    replace(
        entry.YEAR,
        name="from_year",
        required=True,
        option="--from",
        question=N_("Carry from budget year"),
        answer=None,
        help=N_("Budget year that ends."),
    ),
    _TO_YEAR,
    *as_filters([entry.PROGRAM, entry.CAPITAL, entry.SOURCE, entry.PLAN_YEAR]),
    entry.DATE,
    *(each for each in TEXTS if each.name == "decision"),
    Field(
        name="extension",
        type=Text(100, reference=True),
        label=N_("Decision of extension"),
        help=N_("Decision that lets money of an earlier plan year be carried on."),
        option="--extension",
        metavar="DECISION",
    ),
    Field(
        name="cancel",
        type=Flag(),
        label=N_("Cancel"),
        help=N_("Cancel what is left instead of carrying it."),
        option="--cancel",
    ),
)
SIDES = {group: side for side, group in GROUPS.items()}
_PASSED = ("program", "plan_year", "decision", "extension")
_CLASSES = ("capital", "source")  # none: the money of which nobody said it
_ESTIMATE: Takes = (
    entry.PROGRAM,
    entry.AMOUNT,
    replace(entry.YEAR, required=True, filter=None),
    replace(
        entry.DATE,
        name="until",
        option="--until",
        help=N_("Last day it is expected for, such as 31/12/2026."),
        required=True,
        filter=None,
    ),
    entry.PLACE,
    entry.CAPITAL,
    entry.SOURCE,
)


class NoEntryYetError(BookError):
    actor: str
    code = "no-entry-yet"
    text = N_("{actor} has recorded no entry here, so that none is the last.")
    remedy = N_(
        "`ethnictrack disburse list` lists the payments with their numbers, `ethnictrack allocate "
        "list` the plans."
    )


def meant(book: Book, side: Side, number: int, actor: str) -> Posted:
    """Return an entry by its number, or the newest that somebody recorded.

    Raises: UnknownEntryError, NoEntryYetError.
    """
    from ethnictrack.services.entry import entry_of  # noqa: PLC0415 - no help page needs it

    if number == LAST:
        newest = book.ledger.last_of(side, actor)
        if newest is None:
            raise NoEntryYetError(actor=actor)
        number = newest
    return entry_of(book, side, number)


def _meant(side: Side, at: Writing, said: Said) -> Posted:
    return meant(at.book, side, said.pop("id"), at.signature.actor)


def _noted(at: Writing, recorded: Recorded) -> Recorded:
    at.warnings.extend(recorded.warnings)
    return recorded


def _add(side: Side, at: Writing, said: Said) -> Recorded:
    return _noted(at, at.recorder.record(Draft.of(side, said)))


def _reverse(side: Side, at: Writing, said: Said) -> Recorded:
    number, on = _meant(side, at, said).id, said.get("date")
    return _noted(at, at.recorder.reverse(side, number, reason=said["reason"], on=on))


def _amend(side: Side, at: Writing, said: Said) -> Recorded:
    number, reason = _meant(side, at, said).id, said.pop("reason")
    return at.recorder.amend(side, number, said, reason)


def _copy(side: Side, at: Writing, said: Said) -> Recorded:
    draft = copy_of(_meant(side, at, said), said, at.book.programs, at.book.places)
    return _noted(at, at.recorder.record(draft))


def _attach(side: Side, at: Writing, said: Said) -> list[Attachment]:
    return at.attach("entry", _meant(side, at, said).id, said)


def _transfer(at: Writing, said: Said) -> Recorded:
    to, place = said.pop("to"), said.pop("to_place", None)
    draft = Draft.of(Side.ALLOCATION, {**said, "kind": Kind.DECREASE})
    return at.recorder.transfer(draft, to=to, to_place=place)


def _order(said: Said) -> Carrying:
    """Return what is to be done. Raises: MissingValueError, CarryYearsError."""
    from ethnictrack.services.carry import Carrying  # noqa: PLC0415 - for this verb alone

    if not said.get("cancel") and "to_year" not in said:
        raise MissingValueError(names=(_TO_YEAR.named,))
    return Carrying(
        year=said["from_year"],
        into=None if said.get("cancel") else said["to_year"],
        on=said.get("date"),
        **{name: said.get(name) for name in _PASSED},
        **{name: said.get(name, ANY) for name in _CLASSES},
    )


def _carry(at: Writing, said: Said) -> CarriedOver:
    from ethnictrack.services.carry import carry as dispose  # noqa: PLC0415 - for this verb alone

    carried = dispose(at.book, _order(said), at.today)
    at.warnings.extend(_obstacles(carried, at.book))
    return carried


def _obstacles(carried: CarriedOver, book: Book) -> Iterator[Message]:
    """Say where less is left than seems."""
    from ethnictrack.ledger.rules import scope_name  # noqa: PLC0415 - for this verb alone

    for each in carried.obstacles:
        yield _OBSTACLES[each.reason.name].of(
            program=book.programs.code_of(each.scope.program),
            scope=scope_name(each.scope, book.places, carried.order.year),
            plan_year=each.plan_year,
            amount=exact_money(each.amount, None),
        )


def _estimate(at: Writing, said: Said) -> Estimate:
    """Keep what is expected; what was said of its line and day before counts no more."""
    place, until, amount, book = said.get("place"), said["until"], said["amount"], at.book
    line = PlanLine(
        book.programs.find(said["program"]).id,
        said.get("capital"),
        said.get("source"),
        None if place is None else book.places.find_on(place, until).id,
    )
    kept = Estimate(line, said["year"], until, amount.dong, amount.qualifier)
    book.estimates.add(kept)
    return kept


# What `amend` may put right.
_TEXTS = {side: tuple(each for each in asked_of(side) if each.name in AMENDABLE) for side in Side}


def _check_texts(side: Side, said: Said) -> None:
    """Refuse to put nothing right. Raises: MissingValueError."""
    if not any(each.name in said for each in _TEXTS[side]):
        raise MissingValueError(names=tuple(each.named for each in _TEXTS[side]))


# What both sides of the ledger have.
add = {
    side: Verb(group, (*asked_of(side), NUMBERS), partial(_add, side))
    for side, group in GROUPS.items()
}
reverse = {
    side: Verb(f"{group} reverse", (NUMBER, REASON, entry.DATE), partial(_reverse, side))
    for side, group in GROUPS.items()
}
amend = {
    side: Verb(
        f"{group} amend",
        (NUMBER, *_TEXTS[side], REASON),
        partial(_amend, side),
        check=partial(_check_texts, side),
    )
    for side, group in GROUPS.items()
}
copy = {
    side: Verb(f"{group} copy", (NUMBER, *COPIED[side], NUMBERS), partial(_copy, side))
    for side, group in GROUPS.items()
}
attach = {
    side: Verb(f"{group} attach", (NUMBER, FILES), partial(_attach, side), check=read_files)
    for side, group in GROUPS.items()
}
transfer = Verb("allocate transfer", (*TRANSFER, NUMBERS), _transfer)
carry = Verb("allocate carry", _CARRY, _carry, check=_order)
estimate = Verb("disburse estimate", _ESTIMATE, _estimate)
VERBS: tuple[Verb[Any], ...] = (
    *(each[side] for side in Side for each in (add, reverse, amend, copy, attach)),
    transfer,
    carry,
    estimate,
)
