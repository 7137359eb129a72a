"""The second schema: imports, closed years, sealed reports, long records, offices.

Revision ID: 0002
"""

from __future__ import annotations

from alembic import op

from ethnictrack.store.migrations import books_0002 as books
from ethnictrack.store.migrations.guards_0002 import GUARDS

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
        for guard in GUARDS:
            op.execute(guard)
