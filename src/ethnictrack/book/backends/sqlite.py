"""A book as a SQLite file: how it is opened, and what its failures mean."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, closing, contextmanager
from functools import cache, partial
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from sqlalchemy import Connection, Engine, NullPool, create_engine, event, text
from sqlalchemy.util import LRUCache

from ethnictrack.book.files import (
    APPLICATION_ID,
    REVISION,
    check_alone,
    check_disk,
    check_free,
    connect,
    inspect_file,
    new_book,
)
from ethnictrack.book.lock import fair_lock
from ethnictrack.errors.book import BusyError, DamagedBookError, NotABookError, UnwritableBookError
from ethnictrack.i18n import N_
from ethnictrack.values.errors import BookError

# They do not stick to the file: every connection sets them, and a test reads each one back.
# synchronous=EXTRA is what lets a confirmed entry outlive a power cut with a rollback journal.
SETTINGS = {
    "foreign_keys": "ON",
    "recursive_triggers": "ON",
    "cell_size_check": "ON",
    "trusted_schema": "OFF",
    "synchronous": "EXTRA",
    "fullfsync": "ON",  # macOS: fsync alone does not reach the disk there; elsewhere no effect
    "cache_size": "-65536",  # 64 MB: a long import writes each page once
}
# Rows of a schema in which nothing acts and nothing is shown: plain tables and indexes.
_PLAIN = ("CREATE TABLE ", "CREATE INDEX ", "CREATE UNIQUE INDEX ")
# The digest of all others, as the program makes them: of a book that has it they are not compared
# one by one, for which each would have to be made anew.
ACTING = "b137e27851c14565801f9deae56bdf841754bccd645e1e7d81f4c871fecb525a"
_TABLES = N_("its tables are not as the program made them")


# Statements as text, whatever file they were asked of: a process may run many commands.
_COMPILED: LRUCache[object, object] = LRUCache(500)


@cache
def _usual() -> Engine:
    """Return an engine that has met SQLite; those of files speak as it does."""
    engine = create_engine("sqlite://", poolclass=NullPool)
    engine.connect().close()
    return engine


class SqliteFile:
    """A book that is a file."""

    def __init__(self, path: Path) -> None:
        """Keep the book at ``path``."""
        self.path = path

    def look(self) -> None:
        """Look at the file's header, size and place."""
        inspect_file(self.path)

    @contextmanager
    def in_line(self, wait: float) -> Iterator[None]:
        """Hold the kernel's lock: first come, first served."""
        with fair_lock(self.path, wait):
            inspect_file(self.path)  # someone may have upgraded or replaced it while we waited
            yield

    def engine(self, wait: float) -> Engine:
        """Return an engine on the file as it is."""
        shared = _usual()
        creator: Any = partial(self._connected, wait)  # of the driver's type, not of a protocol's
        engine = Engine(
            NullPool(creator, dialect=shared.dialect),
            shared.dialect,
            shared.url,
            hide_parameters=True,
            execution_options={"place": self.path, "compiled_cache": _COMPILED},
        )

        @event.listens_for(engine, "begin")
        def begin(connection: Connection) -> None:
            connection.exec_driver_sql(connection.get_execution_options().get("begin", "BEGIN"))

        return engine

    def _connected(self, wait: float) -> sqlite3.Connection:
        """Return a connection with its settings, or none that is open."""
        with ExitStack() as unless_ready:
            connection = unless_ready.enter_context(closing(connect(self.path, wait=wait)))
            try:
                for name, value in SETTINGS.items():
                    connection.execute(f"PRAGMA {name}={value}")
            except UnicodeDecodeError:  # what SQLite says of a damaged schema quotes it
                raise DamagedBookError(path=str(self.path), what=_TABLES) from None
            unless_ready.pop_all()
        return connection

    def begin(self, connection: Connection, wait: float, *, writing: bool) -> None:  # noqa: ARG002
        """Begin; a writer holds the file before it reads anything."""
        if writing:
            # Each row whose triggers may refuse it keeps a way back of its own, as a file of many
            # small writes unless it is told to stay in memory; that is half the time of an import.
            raw = connection.connection.dbapi_connection
            assert raw is not None  # noqa: S101 - it was just opened
            raw.cursor().execute("PRAGMA temp_store=MEMORY")
            connection.execution_options(begin="BEGIN IMMEDIATE")
        connection.begin()
        if writing:  # the header may have been read before an upgrade
            found = connection.scalar(text("PRAGMA user_version"))
            if found != REVISION:
                inspect_file(self.path)
            self.allow_schema(connection)

    def allow_schema(self, connection: Connection) -> None:
        """Refuse to write a book in which something acts, or is shown, that is none of ours.

        Raises: ForeignSchemaError.
        """
        query = "SELECT type, name, tbl_name, sql FROM sqlite_master"
        rows = [tuple(row) for row in connection.exec_driver_sql(query) if not _is_plain(*row)]
        if acting(rows) != ACTING:
            from ethnictrack.book.backends.sqlite_schema import check_acting  # noqa: PLC0415 - rare

            check_acting(self.path, rows)

    def commit(self, connection: Connection, mark: tuple[int, str]) -> None:  # noqa: ARG002
        """Keep what was written: a file's answer is never lost on the way."""
        connection.commit()

    def make(self, build: Callable[[Connection], object], *, keep: bool) -> None:
        """Make a book beside its place, and link it there, which fails when something is there.

        Raises: BookExistsError, UnwritableBookError, UnsafePlaceError.
        """
        check_disk(self.path)
        if not keep:
            check_free(self.path)
            check_alone(self.path)
            with TemporaryDirectory() as folder:
                SqliteFile(Path(folder) / self.path.name).make(build, keep=True)
            return
        with new_book(self.path) as draft:
            SqliteFile(draft).build(build)

    def build(self, build: Callable[[Connection], object]) -> None:
        """Let ``build`` fill an empty file, in one transaction."""
        with self.engine(0).connect() as connection:
            connection.execution_options(begin="BEGIN IMMEDIATE")
            with connection.begin():
                connection.execute(text(f"PRAGMA application_id={APPLICATION_ID}"))
                build(connection)

    def worded(  # noqa: PLR0911 - one line for each kind of failure
        self, failure: BaseException | None
    ) -> BookError | BaseException:
        """Say what a failure of SQLite means."""
        name = str(self.path)
        code = getattr(failure, "sqlite_errorcode", 0) & 0xFF
        match code:
            case sqlite3.SQLITE_BUSY | sqlite3.SQLITE_LOCKED:
                return BusyError(path=name, holder=None)
            case sqlite3.SQLITE_FULL:
                return UnwritableBookError(path=name, what=N_("the disk is full"))
            case sqlite3.SQLITE_READONLY | sqlite3.SQLITE_PERM | sqlite3.SQLITE_CANTOPEN:
                return UnwritableBookError(path=name, what=N_("there is no permission to write"))
            case sqlite3.SQLITE_IOERR:
                return UnwritableBookError(path=name, what=N_("the disk refused to read or write"))
            case sqlite3.SQLITE_CORRUPT:
                return DamagedBookError(path=name, what=N_("its pages do not fit together"))
            case sqlite3.SQLITE_ERROR:  # our statements do not fit the schema
                return DamagedBookError(path=name, what=_TABLES)
            case sqlite3.SQLITE_NOTADB:
                return NotABookError(path=name, what=N_("it is no database"))
            case 0 if isinstance(failure, sqlite3.OperationalError):  # raised by the driver itself
                return DamagedBookError(path=name, what=N_("what is stored cannot be read as text"))
            case _:  # a rule of the file itself, which ours should have met first: a defect
                return failure or RuntimeError("database failure")


def _is_plain(kind: object, _name: object, _table: object, sql: object) -> bool:
    """Say whether nothing acts in a row of the schema, be it forged."""
    plain = isinstance(sql, str) and sql.startswith(_PLAIN)
    return kind in {"table", "index"} and (plain or not sql)


def acting(rows: Iterable[Any]) -> str:
    """Return the digest of the rows of a schema in which something may act."""
    return sha256("\n".join(sorted(map(repr, rows))).encode()).hexdigest()
