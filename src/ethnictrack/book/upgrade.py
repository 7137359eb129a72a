"""Brings a book to this program's revision. Alembic is loaded only when it has work to do."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import Connection, text

from ethnictrack.book.backends.sqlite import SqliteFile
from ethnictrack.book.copy import copy_proved, copy_whole, name_beside
from ethnictrack.book.files import (
    REVISION,
    allow_writing,
    connect,
    in_wal_mode,
    inspect_file,
    new_file,
    read_header,
    revision_in,
)
from ethnictrack.book.journal import LogStore
from ethnictrack.book.location import Location, Server
from ethnictrack.book.lock import WAIT_SECONDS, fair_lock
from ethnictrack.book.migrate import migrate
from ethnictrack.book.opening import our_words
from ethnictrack.errors.book import DamagedBookError, NewerBookError
from ethnictrack.i18n import N_


def upgrade_book(
    place: Location, *, wait: float = WAIT_SECONDS, dry_run: bool = False
) -> tuple[int, Path | None]:
    """Bring a book to this program's revision; a file after a copy beside it.

    Return the revision it had and the copy; no copy where nothing was to be done, or where the
    server does all of it in one transaction.
    """
    allow_writing(place)
    if isinstance(place, Server):
        return _upgrade_schema(place, wait, dry_run=dry_run), None
    if not dry_run:
        return _upgrade_file(place, wait)
    inspect_file(place, revision=None, wal=True)
    with TemporaryDirectory() as folder:
        trial = Path(folder) / place.name
        new_file(trial)
        header, _ = read_header(place)
        with our_words(place):  # who opens a log to write puts all of it into the book at the end
            copy_whole(place, trial, "ro" if in_wal_mode(header) else "rw")
        found, copy = _upgrade_file(trial, wait)
    named = copy or in_wal_mode(header)
    return found, name_beside(place, f"revision-{found}") if named else None


def _upgrade_schema(place: Server, wait: float, *, dry_run: bool) -> int:
    from ethnictrack.book.backends.postgres import PostgresSchema  # noqa: PLC0415 - for a server alone

    schema = PostgresSchema(place)
    with our_words(place), schema.engine(wait).connect() as connection:
        schema.enter(connection, wait, writing=True)
        schema.hold(connection)
        found = schema.revision(connection)
        if found > REVISION:
            raise NewerBookError(path=str(place), revision=found, known=REVISION)
        if found < REVISION:
            migrate(connection)
            if not dry_run:
                schema.commit(connection, LogStore(connection).head())
        return found


def _upgrade_file(path: Path, wait: float) -> tuple[int, Path | None]:
    inspect_file(path, revision=None, wal=True)
    with fair_lock(path, wait), our_words(path):
        copy = _put_back(path, wait)
        file = SqliteFile(path)
        engine = file.engine(wait).execution_options(begin="BEGIN IMMEDIATE")
        with engine.connect() as connection:
            with connection.begin():
                found = int(connection.scalar(text("PRAGMA user_version")) or 0)
                file.allow_schema(connection)
            if found == REVISION:
                return found, copy
            copy = copy or _copy(path, found)
            # Rebuilding a table that others refer to needs the references off, from outside.
            _references_off(connection)
            with connection.begin():
                migrate(connection)
                broken = connection.exec_driver_sql("PRAGMA foreign_key_check").first()
                if broken:
                    message = f"migration breaks a reference in {broken[0]}"
                    raise RuntimeError(message)
            return found, copy


def _put_back(path: Path, wait: float) -> Path | None:
    """Take a book out of write-ahead mode, after a copy, which is returned."""
    header, _ = read_header(path)
    if not in_wal_mode(header):
        return None
    copy = _copy(path, revision_in(header))
    with closing(connect(path, wait=wait)) as database:
        database.execute("PRAGMA journal_mode=DELETE")
    return copy


def _references_off(connection: Connection) -> None:
    """Ask the driver itself: through SQLAlchemy a transaction would begin first."""
    driver = connection.connection.driver_connection
    if driver is not None:
        driver.execute("PRAGMA foreign_keys=OFF")


def _copy(path: Path, revision: int) -> Path:
    """Copy a book of any revision beside itself."""
    copy = name_beside(path, f"revision-{revision}")
    copy_proved(path, copy, _prove_pages)
    return copy


def _prove_pages(copy: Path) -> None:
    """Have the database look at a copy: only its own program could say more of an older book.

    Raises: DamagedBookError.
    """
    with our_words(copy), closing(connect(copy)) as database:
        if database.execute("PRAGMA integrity_check").fetchall() != [("ok",)]:
            raise DamagedBookError(path=str(copy), what=N_("its pages do not fit together"))
