"""Entries as they are said, and what lists of them are narrowed by."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields, replace
from datetime import date
from typing import Any

from ethnictrack.errors.entries import ReversalOfReversalError
from ethnictrack.fields.entry import (
    BEYOND_PLAN,
    EFFECTIVE,
    ID,
    PLACE,
    PROGRAM,
    TODAY,
    asked_of,
    entry_fields,
)
from ethnictrack.fields.field import Field, Match, as_filters
from ethnictrack.fields.types import Choice, EntryNumber, Spellings, Text, Whole, read_words
from ethnictrack.i18n import N_
from ethnictrack.ledger.entry import Draft, Entry, Posted
from ethnictrack.ledger.listing import Filter, Says, SumBy
from ethnictrack.library.narrowing import family_of
from ethnictrack.nouns.place import Places
from ethnictrack.nouns.program import Programs
from ethnictrack.values.amounts import Amount
from ethnictrack.values.kinds import GROUPS, Side

NUMBER = replace(
    ID,
    type=EntryNumber(),
    option="ID",
    required=True,
    help=N_("Number of the entry, or last: the newest you recorded."),
)
SEARCH = Field(
    name="search",
    type=Text(500),
    label=N_("Search"),
    help=N_("Words to find; accents are ignored."),
    option="--search",
)
LIMIT = Field(
    name="limit",
    type=Whole(),
    label=N_("Limit"),
    help=N_("Show N at most."),
    option="--limit",
    metavar="N",
)
OFFSET = replace(LIMIT, name="offset", help=N_("Leave out the first N."), option="--offset")
_BY: Spellings = {
    SumBy.PAYEE: ("payee", "thụ hưởng", "người thụ hưởng", "đơn vị thụ hưởng"),
    SumBy.PROGRAM: ("program", "chương trình"),
    SumBy.PLACE: ("place", "địa bàn"),
    SumBy.MONTH: ("month", "tháng"),
    SumBy.CAPITAL: ("capital", "loại vốn"),
    SumBy.SOURCE: ("source", "nguồn vốn"),
    SumBy.KIND: ("kind", "loại"),
    SumBy.ACTOR: ("actor", "người ghi"),
}
SUM_BY = Field(
    name="sum_by",
    type=Choice(_BY),
    label=N_("Sum by"),
    help=N_("Sums in place of rows, a line a value of this."),
    option="--sum-by",
)
AFTER = replace(
    LIMIT, name="after", help=N_("Begin behind entry ID."), option="--after", metavar="ID"
)


def filters_of(side: Side) -> tuple[Field[Any], ...]:
    """Return what `list` asks for."""
    flags = (each for each in (TODAY, EFFECTIVE, BEYOND_PLAN) if each.of(side))
    return (*as_filters(entry_fields(side)), *flags, SEARCH, LIMIT, OFFSET, AFTER)


# A transfer is an allocation whose kind and places are its own.
TRANSFER = (
    *(each for each in asked_of(Side.ALLOCATION) if each.name not in {"kind", "key", "place"}),
    replace(
        PROGRAM, name="to", option="--to", metavar="PROGRAM", help=N_("Programme that receives it.")
    ),
    replace(PLACE, option="--from-place", help=N_("Place it is taken from.")),
    replace(PLACE, name="to_place", option="--to-place", help=N_("Place it is given to.")),
)


def draft_of(side: Side, words: Mapping[str, object], today: date) -> Draft:
    """Read an entry as said. Raises: the refusals of ``read_words``."""
    return Draft.of(side, read_words(asked_of(side), words, today))


_OPTIONS = {"program": "--program", "amount": "--amount"}  # arguments of `add`
# What a copy of an entry may say otherwise; nothing has to be said.
COPIED = {
    side: tuple(
        replace(each, option=_OPTIONS.get(each.name, each.option), required=False)
        for each in asked_of(side)
    )
    for side in Side
}
_OWN = frozenset({"key", "over_plan"})  # of one entry alone: no copy has them


def copy_of(
    posted: Posted, said: Mapping[str, object], programs: Programs, places: Places
) -> Draft:
    """Return an entry like another, with what is said changed. Raises: ReversalOfReversalError."""
    if posted.entry.reverses is not None:
        raise ReversalOfReversalError(
            entry=posted.id, reverses=posted.entry.reverses, group=GROUPS[posted.entry.side]
        )
    entry = posted.entry
    like = _like(entry) | {"program": programs.code_of(entry.program)}
    if entry.place is not None:
        like["place"] = places.code_of(entry.place)
    if entry.side is Side.DISBURSEMENT and "date" in said:
        del like["year"]  # what is said of the day says the year, as in `add`
    return Draft.of(entry.side, {**like, **said})


def _like(entry: Entry) -> dict[str, Any]:
    """Return what a copy takes from an entry; a plan of the budget year itself is the default."""
    found = {each.name: getattr(entry, each.name) for each in asked_of(entry.side)}
    found["amount"] = Amount(entry.amount, entry.qualifier)
    own = _OWN | {"plan_year"} if entry.plan_year == entry.year else _OWN
    return {name: fact for name, fact in found.items() if fact is not None and name not in own}


def filter_of(
    side: Side, words: Mapping[str, object], programs: Programs, places: Places, today: date
) -> Filter:
    """Turn the words of a list into conditions. Raises: UnknownCodeError, refusals of values."""
    said = read_words(filters_of(side), words, today)
    if said.pop("today", False):
        said["recorded_first"] = max(said.get("recorded_first", today), today)
        said["recorded_last"] = min(said.get("recorded_last", today), today)
    place, program = (
        family_of(each, said.pop(each), programs, places) if each in said else None
        for each in ("place", "program")
    )
    return Filter(
        programs=program,
        places=place,
        texts=tuple(
            Says(each.name, said[each.name], whole=each.filter is Match.WHOLE)
            for each in _texts_of(side)
            if each.name in said
        ),
        unclassified=frozenset(name for name, value in said.items() if value is None),
        **_conditions(said),
    )


def _texts_of(side: Side) -> Iterator[Field[Any]]:
    """Yield the fields by whose words a list can be narrowed."""
    for each in entry_fields(side):
        if each.filter and each.stored and isinstance(each.type, Text):
            yield each


def _conditions(said: Mapping[str, Any]) -> dict[str, Any]:
    """Return what a filter has a condition of its own for."""
    known = {each.name for each in fields(Filter)}
    return {
        name: value.dong if isinstance(value, Amount) else value
        for name, value in said.items()
        if name in known and value is not None
    }
