"""The second schema: imports, closed years, sealed reports, long records, offices.

Revision ID: 0002
"""

from __future__ import annotations

from alembic import op

from ethnictrack.book.migrations import books_0002 as books
from ethnictrack.book.migrations import guards_0001, guards_0002, postgres_guards
from ethnictrack.book.migrations.postgres_keys import key_by_office

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add columns and tables; no row that is there is touched."""
    books.offices()
    books.entry()
    books.page()
    books.batch()
    books.profile()
    books.closing()
    books.seal()
    if op.get_bind().dialect.name == "sqlite":
        for guard in guards_0002.GUARDS:
            op.execute(guard)
    else:
        _first_on_a_server()


def _first_on_a_server() -> None:
    """Finish what PostgreSQL begins with: no server has a book of the first schema."""
    tables = (*books.OLD_TABLES, "page", "batch", "profile", "closing", "seal")
    key_by_office(tables)
    schema = str(op.get_bind().exec_driver_sql("SELECT current_schema()").scalar())
    for statement in (
        *postgres_guards.guards((*guards_0001.GUARDS, *guards_0002.GUARDS), schema),
        *postgres_guards.emptying(tables, schema),
        *postgres_guards.one_writer(tables, schema),
        *postgres_guards.one_revision(schema),
        *postgres_guards.sealed(_of_the_log(tables), schema),
    ):
        op.get_bind().exec_driver_sql(statement)


def _of_the_log(tables: tuple[str, ...]) -> list[str]:
    """Return the tables whose rows name the record that wrote them."""
    return [table for table in tables if table not in {"log", "page"}]
