"""The first schema. Once it is released it is frozen: it repeats the tables as they were.

Revision ID: 0001
"""

from __future__ import annotations

from alembic import op

from ethnictrack.book.migrations import guards_0001
from ethnictrack.book.migrations.statements import make, make_on_server, statements

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables, the triggers that guard them, and the views."""
    database = op.get_bind()
    make(statements("tables_0001.sql"))
    if database.dialect.name == "sqlite":
        make((*(each.sql for each in guards_0001.GUARDS), guards_0001.TALLY))
    else:
        schema = str(database.exec_driver_sql("SELECT current_schema()").scalar())
        make_on_server(guards_0001.on_a_server(schema))
    make(statements("views_0001.sql"))
