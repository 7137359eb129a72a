"""Keys by which a database of several offices may be divided, on PostgreSQL alone.

Every key, UNIQUE and reference takes the office in, after the column it had: a book asks by number,
so the number leads. Until a database is divided, there is one office, and no row of another.
Released: never edit.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

OFFICE = "office"


def key_by_office(tables: tuple[str, ...]) -> None:
    """Make the keys of some tables, and all that refers to them, hold in each office."""
    inspector = sa.inspect(op.get_bind())
    references = {table: inspector.get_foreign_keys(table) for table in tables}
    keys = {table: inspector.get_pk_constraint(table) for table in tables}
    uniques = {table: inspector.get_unique_constraints(table) for table in tables}
    for table in tables:
        for reference in references[table]:
            op.drop_constraint(str(reference["name"]), table)
    for table in tables:
        for each in (keys[table], *uniques[table]):
            op.drop_constraint(str(each["name"]), table)
        op.create_check_constraint(op.f(f"ck_{table}_{OFFICE}"), table, f"{OFFICE} = 1")
        op.create_primary_key(keys[table]["name"], table, _with(keys[table]["constrained_columns"]))
        for each in uniques[table]:
            op.create_unique_constraint(each["name"], table, _with(each["column_names"]))
    for table in tables:
        for reference in references[table]:
            op.create_foreign_key(
                reference["name"],
                table,
                reference["referred_table"],
                _with(reference["constrained_columns"]),
                _with(reference["referred_columns"]),
                deferrable=True,
                initially="DEFERRED",
            )


def _with(columns: list[str]) -> list[str]:
    return [*columns, OFFICE]
