"""The registers of places and programmes."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Index, UniqueConstraint

from ethnictrack.book.tables.columns import core, day, integer, one_of, register, text_of
from ethnictrack.fields.place import PLACE as PLACE_FIELDS
from ethnictrack.fields.program import PROGRAM as PROGRAM_FIELDS
from ethnictrack.nouns.place import Level
from ethnictrack.nouns.program import ProgramKind

# A version of a place.
PLACE = register(
    "place",
    PLACE_FIELDS,
    UniqueConstraint("code_key", "valid_from"),
    # Of a new place SQLite asks who refers to it, until its log record is there.
    Index("ix_place_parent", "parent"),
    one_of("level", Level),
    day("valid_from"),
    day("valid_to"),
    CheckConstraint("valid_to >= valid_from", name="validity"),
    CheckConstraint("parent <> id", name="parent"),
    unique=False,
)
# A programme; the only register whose lines are edited.
PROGRAM = register(
    "program",
    PROGRAM_FIELDS,
    one_of("kind", ProgramKind),
    CheckConstraint("to_year >= from_year", name="period"),
    CheckConstraint("total_investment > 0", name="total_investment"),
    CheckConstraint("parent <> id", name="parent"),
)
# Another name by which a programme is found; text_key is what two of them are compared by.
PROGRAM_ALIAS = core(
    "program_alias",
    integer("program", to="program.id"),
    text_of("text"),
    text_of("text_key", unique=True),
)
