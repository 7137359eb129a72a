"""Brings the schema of an open database to this program's revision."""

from __future__ import annotations

from sqlalchemy import Connection, text

from ethnictrack.book.files import REVISION

SCRIPTS = "ethnictrack.book:migrations"


def migrate(connection: Connection) -> None:
    """Run every migration the database lacks, inside the caller's transaction."""
    from alembic import command  # noqa: PLC0415 - 0.4 s that no ordinary command pays
    from alembic.config import Config  # noqa: PLC0415

    config = Config()
    config.set_main_option("script_location", SCRIPTS)
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
    if connection.dialect.name == "sqlite":  # a server has Alembic's own table for it
        connection.execute(text(f"PRAGMA user_version={REVISION}"))
