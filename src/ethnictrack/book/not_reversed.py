"""Rows that stand: those that were not taken back, and that take nothing back themselves."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, Select, Table, func, select


def standing(table: Table, *columns: ColumnElement[Any]) -> Select[Any]:
    """Select columns of the rows of a table with reversals that stand."""
    undone = table.alias("undone")
    return (
        select(*columns)
        .select_from(table)
        .join(undone, undone.c.reverses == table.c.id, isouter=True)
        # Nearly every row reverses nothing. Asked for NULL, SQLite would look for these rows in
        # the index of reversals, and go through all of them instead of the few that are wanted.
        .where(func.coalesce(table.c.reverses, 0) == 0, undone.c.id.is_(None))
    )
