"""Run by Alembic; the connection, with its transaction, is handed in by ``store.upgrading``."""

from __future__ import annotations

from alembic import context
from sqlmodel import SQLModel

connection = context.config.attributes["connection"]
context.configure(connection=connection, target_metadata=SQLModel.metadata)
context.run_migrations()
