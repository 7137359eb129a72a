"""The registers of places and programmes."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlmodel import SQLModel

from ethnictrack.book.tables.columns import (
    STRICT,
    day,
    logged,
    office,
    one_of,
    table_of,
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
    log: int = logged()
    office: int = office()


PLACE = table_of(PlaceRow)
PROGRAM = table_of(ProgramRow)
