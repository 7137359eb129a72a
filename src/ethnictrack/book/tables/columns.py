"""Kinds of column, and the CHECKs every table uses.

Types are those that SQLite (STRICT) and PostgreSQL both hold exactly: 64-bit integers and text.
Days are ``YYYY-MM-DD``, moments UTC text with ``Z``.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from typing import Any

from sqlalchemy import BigInteger, CheckConstraint, Column, ForeignKey, Integer, Table, Text, text
from sqlmodel import Field, SQLModel

# SQLite's STRICT tables know INTEGER (64 bits) and refuse BIGINT; PostgreSQL's INTEGER has 32.
Whole = BigInteger().with_variant(Integer, "sqlite")
# Compared and ordered byte by byte on both, whatever the language of the server.
Words = Text().with_variant(Text(collation="C"), "postgresql")
OFFICE = 1  # the number of the book's own office; several share a database only on a server
STRICT: dict[str, Any] = {"sqlite_strict": True}
NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


def one_of(column: str, values: Iterable[StrEnum]) -> CheckConstraint:
    """Make the CHECK of a closed list."""
    listed = ", ".join(f"'{value}'" for value in values)
    return CheckConstraint(f"{column} IN ({listed})", name=column)


def day(column: str) -> CheckConstraint:
    """Make the CHECK that a column holds a day as YYYY-MM-DD."""
    return CheckConstraint(
        f"length({column}) = 10 AND {column} LIKE '____-__-__'", name=f"{column}_day"
    )


def whole(*, key: bool = False, null: bool = False, to: str | None = None) -> Any:  # noqa: ANN401
    """Make a 64-bit integer column; ``to`` names the column it refers to.

    References are checked when the transaction is kept: a row and the log record that signs for
    it are written by the same one.
    """
    refers = (ForeignKey(to, deferrable=True, initially="DEFERRED"),) if to else ()
    return Field(
        sa_column=Column(Whole, *refers, primary_key=key, nullable=null, autoincrement=False)
    )


def words(*, null: bool = False, key: bool = False, unique: bool = False) -> Any:  # noqa: ANN401
    """Make a text column."""
    return Field(sa_column=Column(Words, primary_key=key, nullable=null, unique=unique or None))


def logged() -> Any:  # noqa: ANN401
    """Make the column that names the log record which wrote the row."""
    return whole(to="log.seq")


def office() -> Any:  # noqa: ANN401
    """Make the column by which a database of several offices may be divided."""
    return Field(
        sa_column=Column(
            Whole, nullable=False, autoincrement=False, server_default=text(f"{OFFICE}")
        )
    )


SQLModel.metadata.naming_convention = NAMING


def table_of(model: type[SQLModel]) -> Table:
    """Return the plain table of a model: rows are read as columns, never as objects."""
    return SQLModel.metadata.tables[str(model.__tablename__)]
