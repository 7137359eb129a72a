"""Brings a book to this program's revision. Alembic is loaded only when it has work to do."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from sqlalchemy import Connection, text

from ethnictrack.domain.errors.book import BookExistsError
from ethnictrack.store.engine import make_engine, our_words
from ethnictrack.store.guard import REVISION, inspect_file
from ethnictrack.store.lock import OWNER_ONLY, fair_lock
from ethnictrack.store.opening import WAIT_SECONDS


def migrate(connection: Connection, scripts: str = "ethnictrack.store:migrations") -> None:
    """Run every migration the database lacks, inside the caller's transaction."""
    from alembic import command  # noqa: PLC0415 - 0.4 s that no ordinary command pays
    from alembic.config import Config  # noqa: PLC0415

    config = Config()
    config.set_main_option("script_location", scripts)
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
    connection.execute(text(f"PRAGMA user_version={REVISION}"))


def upgrade_book(path: Path, *, wait: float = WAIT_SECONDS) -> tuple[int, Path | None]:
    """Bring a book to this program's revision after a copy beside it.

    Return the revision it had and the copy; no copy where nothing was to be done.
    """
    inspect_file(path, revision=None)
    with fair_lock(path, wait), our_words(path):
        engine = make_engine(path, wait).execution_options(begin="BEGIN IMMEDIATE")
        with engine.connect() as connection:
            with connection.begin():
                found = int(connection.scalar(text("PRAGMA user_version")) or 0)
            if found == REVISION:
                return found, None
            copy = _copy(path, found)
            # Rebuilding a table that others refer to needs the references off, from outside.
            _references_off(connection)
            with connection.begin():
                migrate(connection)
                broken = connection.exec_driver_sql("PRAGMA foreign_key_check").first()
                if broken:
                    message = f"migration breaks a reference in {broken[0]}"
                    raise RuntimeError(message)
            return found, copy


def _references_off(connection: Connection) -> None:
    """Ask the driver itself: through SQLAlchemy a transaction would begin first."""
    driver = connection.connection.driver_connection
    if driver is not None:
        driver.execute("PRAGMA foreign_keys=OFF")


def _copy(path: Path, revision: int) -> Path:
    """Copy a book through the database, whole whatever others do meanwhile."""
    copy = path.with_name(f"{path.name}.revision-{revision}")
    if copy.exists():
        raise BookExistsError(path=str(copy))
    copy.touch(mode=OWNER_ONLY, exist_ok=False)
    with closing(sqlite3.connect(path)) as source, closing(sqlite3.connect(copy)) as target:
        source.backup(target)
    return copy
