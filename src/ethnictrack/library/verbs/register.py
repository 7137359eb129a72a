"""Verbs of the registers: programmes and places."""

from __future__ import annotations

from dataclasses import replace

from ethnictrack.errors.usage import ContradictionError
from ethnictrack.fields.field import Field
from ethnictrack.fields.place import PLACE
from ethnictrack.fields.program import ALIASES, PROGRAM
from ethnictrack.fields.types import Choice, Given, Name
from ethnictrack.i18n import N_
from ethnictrack.library.verbs import Said, Verb, Writing
from ethnictrack.nouns.packaged import PackagedUnits, Tree, places, places_of, programs
from ethnictrack.nouns.program import Program
from ethnictrack.services import register as services
from ethnictrack.services.register import Loaded

_CODE, _NAME, *_REST = PROGRAM
FOUND = replace(_CODE, type=Name("program"))  # what is in the book may be called by its name
_LIST = Field(
    name="list",
    type=Choice({each: (each.value,) for each in Tree}),
    label=N_("List"),
    required=True,
    option="LIST",
)
_PROVINCE = Field(name="province", type=Given(), label=N_("Province"), option="--province")


def _edit(at: Writing, said: Said) -> Program:
    return services.edit_program(at.book, said.pop("code"), said, at.today)


def _load_places(at: Writing, said: Said) -> Loaded:
    units, province = said.get("list", PackagedUnits.VIET_NAM), said.get("province")
    if province is not None and units is not PackagedUnits.VIET_NAM:
        raise ContradictionError(first="--province", second=units.value)
    lines = places(units) if province is None else places_of(province)
    return services.load_places(at.book, lines)


add_program = Verb(
    "program",
    PROGRAM,
    lambda at, said: services.add_program(at.book, services.program_of(at.book, said, at.today)),
)
edit_program = Verb(
    "program edit",
    (
        FOUND,
        replace(_NAME, option="--name", metavar="NAME", help=N_("Another name."), required=False),
        *_REST,
    ),
    _edit,
    taken_back=frozenset(each.name for each in PROGRAM if each.optional),
)
add_aliases = Verb(
    "program alias",
    (FOUND, ALIASES),
    lambda at, said: services.add_aliases(at.book, said["code"], said["aliases"]),
)
load_programs = Verb(
    "program load",
    (_LIST,),
    lambda at, said: services.load_programs(at.book, programs(said["list"])),
)
add_place = Verb(
    "place",
    PLACE,
    lambda at, said: services.add_place(at.book, services.place_of(at.book, said, at.today)),
)
load_places = Verb(
    "place load",
    (
        replace(
            _LIST,
            type=Choice({each: (each.value,) for each in PackagedUnits}),
            required=False,
        ),
        _PROVINCE,
    ),
    _load_places,
)
VERBS = (add_program, edit_program, add_aliases, load_programs, add_place, load_places)
