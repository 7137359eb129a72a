"""Columns and constraints of the first schema. Released: never edit."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

WHOLE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
WORDS = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")  # ordered as SQLite does


def whole(name: str, *, null: bool = False) -> sa.Column[int]:
    """Make a 64-bit integer column."""
    return sa.Column(name, WHOLE, autoincrement=False, nullable=null)


def words(name: str, *, null: bool = False) -> sa.Column[str]:
    """Make a text column."""
    return sa.Column(name, WORDS, nullable=null)


def check(name: str, rule: str) -> sa.CheckConstraint:
    """Make a named CHECK."""
    return sa.CheckConstraint(rule, name=op.f(name))


def key(name: str, column: str) -> sa.PrimaryKeyConstraint:
    """Make a primary key."""
    return sa.PrimaryKeyConstraint(column, name=op.f(name))


def unique(name: str, *columns: str) -> sa.UniqueConstraint:
    """Make a UNIQUE."""
    return sa.UniqueConstraint(*columns, name=op.f(name))


def refers(name: str, column: str, to: str) -> sa.ForeignKeyConstraint:
    """Refer to a row that the same transaction may write."""
    return sa.ForeignKeyConstraint(
        [column], [to], name=op.f(name), initially="DEFERRED", deferrable=True
    )
