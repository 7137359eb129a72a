"""The book itself, its settings and its log."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Index, Table, UniqueConstraint
from sqlmodel import SQLModel

from ethnictrack.book.tables.columns import (
    STRICT,
    core,
    day,
    integer,
    logged,
    office,
    office_column,
    one_of,
    table_of,
    text_of,
    whole,
    words,
)
from ethnictrack.values.kinds import ClosingAction


class LogRow(SQLModel, table=True):
    """One writing command: who, when, what; each record seals the one before it."""

    __tablename__ = "log"
    __table_args__ = (
        CheckConstraint("seq > 0", name="seq"),
        CheckConstraint("length(hash) = 64 AND length(previous) = 64", name="hash"),
        CheckConstraint("length(at) = 20 AND at LIKE '____-__-__T__:__:__Z'", name="at"),
        STRICT,
    )
    seq: int = whole(key=True)
    revision: int = whole()
    at: str = words()
    actor: str = words()
    command: str = words()
    body: str = words()
    previous: str = words()
    hash: str = words(unique=True)
    office: int = office()


LOG = table_of(LogRow)


# A piece of what a long command wrote; its record seals the digest of every piece.
PAGE = Table(
    "page",
    SQLModel.metadata,
    integer("id", key=True),
    integer("record", to="log.seq"),
    integer("number"),
    text_of("body"),
    text_of("digest"),
    UniqueConstraint("record", "number"),
    CheckConstraint("number > 0", name="number"),
    CheckConstraint("length(digest) = 64", name="digest"),
    office_column("office"),
    **STRICT,
)


class BookRow(SQLModel, table=True):
    """The book itself; exactly one row."""

    __tablename__ = "book"
    __table_args__ = (CheckConstraint("one = 1", name="one"), STRICT)
    one: int = whole(key=True)
    identity: str = words()
    created_at: str = words()
    log: int = logged()
    office: int = office()


BOOK = table_of(BookRow)


class SettingRow(SQLModel, table=True):
    """A setting of the office."""

    __tablename__ = "setting"
    __table_args__ = (STRICT,)
    name: str = words(key=True)
    value: str = words()
    log: int = logged()
    office: int = office()


SETTING = table_of(SettingRow)
# A budget year was closed, or opened again; the newest line of a year counts.
CLOSING = core(
    "closing",
    integer("year"),
    text_of("action"),
    text_of("date", null=True),
    text_of("reason", null=True),
    Index("ix_closing_year", "year", "id"),
    one_of("action", ClosingAction),
    day("date"),
    CheckConstraint("year BETWEEN 1945 AND 2100", name="year"),
    CheckConstraint(
        "(action = 'close' AND date IS NOT NULL) OR (action = 'reopen' AND reason IS NOT NULL)",
        name="why",
    ),
)
