"""The registers of places and programmes."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Index, UniqueConstraint
from sqlmodel import SQLModel

from ethnictrack.book.tables.columns import (
    STRICT,
    core,
    day,
    integer,
    logged,
    office,
    one_of,
    table_of,
    text_of,
    whole,
    words,
)
from ethnictrack.nouns.place import Level
from ethnictrack.nouns.program import ProgramKind


class PlaceRow(SQLModel, table=True):
    """A version of a place."""

    __tablename__ = "place"
    __table_args__ = (
        UniqueConstraint("code_key", "valid_from"),
        # Of a new place SQLite asks who refers to it, until its log record is there.
        Index("ix_place_parent", "parent"),
        one_of("level", Level),
        day("valid_from"),
        day("valid_to"),
        CheckConstraint("valid_to >= valid_from", name="validity"),
        CheckConstraint("parent <> id", name="parent"),
        STRICT,
    )
    id: int = whole(key=True)
    code: str = words()
    code_key: str = words()
    name: str = words()
    level: str = words()
    parent: int | None = whole(null=True, to="place.id")
    valid_from: str | None = words(null=True)
    valid_to: str | None = words(null=True)
    successor: str | None = words(null=True)
    log: int = logged()
    office: int = office()


class ProgramRow(SQLModel, table=True):
    """A programme; the only register whose lines are edited."""

    __tablename__ = "program"
    __table_args__ = (
        one_of("kind", ProgramKind),
        CheckConstraint("to_year >= from_year", name="period"),
        CheckConstraint("total_investment > 0", name="total_investment"),
        CheckConstraint("parent <> id", name="parent"),
        STRICT,
    )
    id: int = whole(key=True)
    code: str = words()
    code_key: str = words(unique=True)
    name: str = words()
    parent: int | None = whole(null=True, to="program.id")
    kind: str = words()
    decision: str | None = words(null=True)
    from_year: int | None = whole(null=True)
    to_year: int | None = whole(null=True)
    owner: str | None = words(null=True)
    place: int | None = whole(null=True, to="place.id")
    project_code: str | None = words(null=True)
    target_code: str | None = words(null=True)
    fund_code: str | None = words(null=True)
    account: str | None = words(null=True)
    total_investment: int | None = whole(null=True)
    log: int = logged()
    office: int = office()


PLACE = table_of(PlaceRow)
PROGRAM = table_of(ProgramRow)
# Another name by which a programme is found; text_key is what two of them are compared by.
PROGRAM_ALIAS = core(
    "program_alias",
    integer("program", to="program.id"),
    text_of("text"),
    text_of("text_key", unique=True),
)
