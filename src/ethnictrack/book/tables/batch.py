"""Imports, and the profiles by which a kind of file is read again."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Index, UniqueConstraint
from sqlmodel import SQLModel

from ethnictrack.book.tables.columns import (
    STRICT,
    core,
    integer,
    logged,
    office,
    one_of,
    table_of,
    text_of,
    words,
)
from ethnictrack.nouns.batch import BatchNoun

# One file imported, or one import taken back (``undoes``).
BATCH = core(
    "batch",
    text_of("noun"),
    text_of("file"),
    text_of("digest"),
    integer("rows"),
    integer("undoes", null=True, to="batch.id"),
    text_of("reason", null=True),
    UniqueConstraint("undoes"),
    Index("ix_batch_digest", "digest"),
    one_of("noun", BatchNoun),
    CheckConstraint("rows >= 0", name="rows"),
    CheckConstraint("length(digest) = 64", name="digest"),
    CheckConstraint("(undoes IS NULL) = (reason IS NULL)", name="undoes"),
)


class ProfileRow(SQLModel, table=True):
    """How files of one sender are read: headings, unit, sheet; may be saved anew."""

    __tablename__ = "profile"
    __table_args__ = (one_of("noun", BatchNoun), STRICT)
    name: str = words(key=True)
    noun: str = words()
    body: str = words()
    log: int = logged()
    office: int = office()


PROFILE = table_of(ProfileRow)
