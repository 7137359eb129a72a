"""The third schema: entries are found by the record of the log that wrote them.

A record is sealed after its rows were written. While their references are open, SQLite asks who
refers to the new record, and without an index looks through the whole ledger for it.

Revision ID: 0003
"""

from __future__ import annotations

from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the index; no row is touched."""
    op.create_index("ix_entry_log", "entry", ["log"], unique=False)
