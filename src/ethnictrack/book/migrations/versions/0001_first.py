"""The first schema: registers, ledger, inspections, activities, settings and the log.

Released revisions are frozen: they repeat the tables as they were, and never import them.

Revision ID: 0001
"""

from __future__ import annotations

from alembic import op

from ethnictrack.book.migrations import books_0001 as books
from ethnictrack.book.migrations import results_0001 as results
from ethnictrack.book.migrations.guards_0001 import GUARDS

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables, then the triggers that guard them."""
    books.log()
    results.activity()
    books.book()
    books.place()
    results.remark()
    books.setting()
    books.program()
    results.record()
    results.target()
    books.entry()
    results.inspection()
    results.finding()
    results.stage()
    results.recovery()
    if op.get_bind().dialect.name == "sqlite":
        for guard in GUARDS:
            op.execute(guard)
