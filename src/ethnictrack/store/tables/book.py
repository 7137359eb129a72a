"""The book itself, its settings and its log."""

from __future__ import annotations

from sqlalchemy import CheckConstraint
from sqlmodel import SQLModel

from ethnictrack.store.tables import table_of
from ethnictrack.store.tables.columns import STRICT, logged, whole, words


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


class BookRow(SQLModel, table=True):
    """The book itself; exactly one row."""

    __tablename__ = "book"
    __table_args__ = (CheckConstraint("one = 1", name="one"), STRICT)
    one: int = whole(key=True)
    identity: str = words()
    created_at: str = words()
    log: int = logged()


class SettingRow(SQLModel, table=True):
    """A setting of the office."""

    __tablename__ = "setting"
    __table_args__ = (STRICT,)
    name: str = words(key=True)
    value: str = words()
    log: int = logged()


BOOK = table_of(BookRow)
LOG = table_of(LogRow)
SETTING = table_of(SettingRow)
