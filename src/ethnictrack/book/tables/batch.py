"""Imports, and the profiles by which a kind of file is read again."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Index, UniqueConstraint
from sqlmodel import SQLModel

from ethnictrack.book.tables.columns import STRICT, logged, office, one_of, table_of, whole, words
from ethnictrack.nouns.batch import BatchNoun


class BatchRow(SQLModel, table=True):
    """One file imported, or one import taken back (``undoes``)."""

    __tablename__ = "batch"
    __table_args__ = (
        UniqueConstraint("undoes"),
        Index("ix_batch_digest", "digest"),
        one_of("noun", BatchNoun),
        CheckConstraint("rows >= 0", name="rows"),
        CheckConstraint("length(digest) = 64", name="digest"),
        CheckConstraint("(undoes IS NULL) = (reason IS NULL)", name="undoes"),
        STRICT,
    )
    id: int = whole(key=True)
    noun: str = words()
    file: str = words()
    digest: str = words()
    rows: int = whole()
    undoes: int | None = whole(null=True, to="batch.id")
    reason: str | None = words(null=True)
    log: int = logged()
    office: int = office()


class ProfileRow(SQLModel, table=True):
    """How files of one sender are read: headings, unit, sheet; may be saved anew."""

    __tablename__ = "profile"
    __table_args__ = (one_of("noun", BatchNoun), STRICT)
    name: str = words(key=True)
    noun: str = words()
    body: str = words()
    log: int = logged()
    office: int = office()


BATCH = table_of(BatchRow)
PROFILE = table_of(ProfileRow)
