"""The one place a connection is made: settings, transactions, and failures in our own words."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

from sqlalchemy import Connection, Engine, NullPool, create_engine, event
from sqlalchemy.exc import DBAPIError

from ethnictrack.domain.errors.base import BookError
from ethnictrack.domain.errors.book import (
    BusyError,
    DamagedBookError,
    NotABookError,
    UnwritableBookError,
)
from ethnictrack.i18n import N_

# They do not stick to the file: every connection sets them, and a test reads each one back.
# synchronous=EXTRA is what lets a confirmed entry outlive a power cut with a rollback journal.
SETTINGS = {
    "foreign_keys": "ON",
    "recursive_triggers": "ON",
    "cell_size_check": "ON",
    "trusted_schema": "OFF",
    "synchronous": "EXTRA",
    "cache_size": "-65536",  # 64 MB: a long import writes each page once
}


def make_engine(path: Path, wait: float, *, create: bool = False) -> Engine:
    """Return an engine on the file; nothing is created unless ``create`` says so."""
    mode = "rwc" if create else "rw"
    address = f"file:{quote(str(path.resolve()))}?mode={mode}"

    def connect() -> sqlite3.Connection:
        # The driver begins and ends nothing by itself: transactions are ours.
        connection = sqlite3.connect(address, uri=True, timeout=wait, isolation_level=None)
        for name, value in SETTINGS.items():
            connection.execute(f"PRAGMA {name}={value}")
        return connection

    engine = create_engine("sqlite://", creator=connect, poolclass=NullPool, hide_parameters=True)

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        connection.exec_driver_sql(connection.get_execution_options().get("begin", "BEGIN"))

    return engine


@contextmanager
def our_words(path: Path) -> Iterator[None]:
    """Turn the database's failures into refusals of ours; nothing of the data is quoted.

    Raises: BusyError, UnwritableBookError, DamagedBookError, NotABookError.
    """
    try:
        yield
    except DBAPIError as failure:
        raise _worded(path, failure.orig) from failure
    except sqlite3.Error as failure:
        raise _worded(path, failure) from failure


def _worded(  # noqa: PLR0911 - one line for each kind of failure
    path: Path, failure: BaseException | None
) -> BookError | BaseException:
    name = str(path)
    code = getattr(failure, "sqlite_errorcode", 0) & 0xFF
    match code:
        case sqlite3.SQLITE_BUSY | sqlite3.SQLITE_LOCKED:
            return BusyError(path=name, holder="?")
        case sqlite3.SQLITE_FULL:
            return UnwritableBookError(path=name, what=N_("the disk is full"))
        case sqlite3.SQLITE_READONLY | sqlite3.SQLITE_PERM | sqlite3.SQLITE_CANTOPEN:
            return UnwritableBookError(path=name, what=N_("there is no permission to write"))
        case sqlite3.SQLITE_IOERR:
            return UnwritableBookError(path=name, what=N_("the disk refused to read or write"))
        case sqlite3.SQLITE_CORRUPT:
            return DamagedBookError(path=name, what=N_("its pages do not fit together"))
        case sqlite3.SQLITE_NOTADB:
            return NotABookError(path=name, what=N_("it is no database"))
        case 0 if isinstance(failure, sqlite3.OperationalError):  # raised by the driver itself
            return DamagedBookError(path=name, what=N_("what is stored cannot be read as text"))
        case _:  # a rule of the file itself, which ours should have met first: a defect
            return failure or RuntimeError("database failure")
