"""A book as a schema of a PostgreSQL database: how it is opened, and what its failures mean.

The lock of a book is an advisory one that ends with its transaction. The server queues those who
wait for it, and it is taken before anything is read: under READ COMMITTED each later statement
sees all that the writers before have kept. A snapshot taken first would be out of date.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from contextlib import nullcontext
from typing import Any

from sqlalchemy import Connection, Engine, NullPool, create_engine, text
from sqlalchemy.exc import DBAPIError

from ethnictrack.domain.errors.base import BookError
from ethnictrack.domain.errors.book import (
    BookExistsError,
    BusyError,
    ConflictError,
    DamagedBookError,
    MissingBookError,
    MissingDriverError,
    NewerBookError,
    NotABookError,
    OlderBookError,
    ServerGoneError,
    UnknownOutcomeError,
    UnreachableBookError,
    UnwritableBookError,
)
from ethnictrack.i18n import N_, Message
from ethnictrack.store.guard import APPLICATION_ID, REVISION
from ethnictrack.store.location import Server

LOCK = f"pg_advisory_xact_lock(hashtextextended(:schema, {APPLICATION_ID}))"
_HOLDER = """
    SELECT pid || ' ' || application_name || coalesce(' ' || host(client_addr), '')
    FROM pg_locks JOIN pg_stat_activity USING (pid)
    WHERE locktype = 'advisory' AND granted AND objsubid = 1
    AND (classid::bigint << 32 | objid::bigint) = hashtextextended(:schema, :seed)
"""
# What libpq is told unless the address or the environment says otherwise: a dead network is
# noticed within half a minute.
_DEFAULTS = {
    "connect_timeout": ("PGCONNECT_TIMEOUT", "10"),
    "keepalives_idle": ("", "20"),
    "tcp_user_timeout": ("", "30000"),
    "fallback_application_name": ("", "ethnictrack"),
}
_TRIES = 10

_UNWRITABLE: dict[str, Message] = {
    "53100": N_("the disk of the server is full"),
    "42501": N_("the role has no right to it"),
    "25006": N_("the server takes no writing: it is a copy for reading, or set so"),
    "58030": N_("the disk of the server refused to read or write"),
}
_DAMAGED: dict[str, Message] = {
    "XX001": N_("its pages do not fit together"),
    "XX002": N_("its pages do not fit together"),
    "42P01": N_("a table is missing"),
    "42703": N_("a column is missing"),
    "25P02": N_("something before could not be read"),
}


class PostgresSchema:
    """A book that is a schema on a server."""

    def __init__(self, server: Server) -> None:
        """Keep the book at ``server``."""
        self.server = server
        self.name = str(server)

    def look(self) -> None:
        """See that there is a driver. Raises: MissingDriverError."""
        try:
            import psycopg  # noqa: F401, PLC0415 - 0.2 s that no book in a file pays
        except ImportError:
            raise MissingDriverError(path=self.name) from None

    def in_line(self, wait: float) -> nullcontext[None]:  # noqa: ARG002 - the server queues
        """Wait for nothing yet."""
        return nullcontext()

    def engine(self, wait: float) -> Engine:  # noqa: ARG002 - said in each transaction
        """Return an engine on the database; its first connection is made later."""
        self.look()
        return create_engine(
            "postgresql+psycopg://",
            creator=self._connect,
            poolclass=NullPool,
            hide_parameters=True,
            use_native_hstore=False,
            execution_options={"place": self.server},
        )

    def _connect(self) -> Any:  # noqa: ANN401 - what SQLAlchemy asks for: a driver's connection
        """Connect. The driver's own words may quote the address, so they are not passed on."""
        import psycopg  # noqa: PLC0415
        from psycopg.conninfo import conninfo_to_dict, make_conninfo  # noqa: PLC0415

        try:
            said = conninfo_to_dict(self.server.address)
            more = {
                name: value
                for name, (variable, value) in _DEFAULTS.items()
                if name not in said and variable not in os.environ
            }
            return psycopg.connect(make_conninfo(self.server.address, **more))
        except psycopg.ProgrammingError:
            what = N_("its address has a part that PostgreSQL does not know")
            raise UnreachableBookError(path=self.name, what=what) from None
        except psycopg.OperationalError as failure:
            raise UnreachableBookError(path=self.name, what=_why(failure)) from None

    def begin(self, connection: Connection, wait: float, *, writing: bool) -> None:
        """Begin; a writer holds the book before it reads anything."""
        self.enter(connection, wait, writing=writing)
        self._check_revision(connection)

    def enter(self, connection: Connection, wait: float, *, writing: bool) -> None:
        """Begin a transaction in the schema, whatever is or is not there."""
        level = "READ COMMITTED" if writing else "REPEATABLE READ"
        connection.execution_options(isolation_level=level, postgresql_readonly=not writing)
        connection.begin()
        settings = {
            "search_path": f'"{self.server.schema}", pg_temp',  # nobody's table before the book's
            "lock_timeout": f"{max(1, round(wait * 1000))}ms",
            "TimeZone": "UTC",
        }
        for name, value in settings.items():
            connection.execute(_SET, {"name": name, "value": value})
        if writing:
            connection.execute(_DURABLE)
            self._lock(connection)

    def enter_temporary(self, connection: Connection) -> None:
        """Begin a transaction in which everything that is made is temporary."""
        connection.execution_options(isolation_level="READ COMMITTED", postgresql_readonly=False)
        connection.begin()
        connection.execute(_SET, {"name": "search_path", "value": "pg_temp"})

    def _lock(self, connection: Connection) -> None:
        schema = {"schema": self.server.schema}
        try:
            connection.execute(text(f"SELECT {LOCK}"), schema)
        except DBAPIError as failure:
            if _state(failure.orig) != "55P03":
                raise
            connection.rollback()
            holder = connection.scalar(text(_HOLDER), schema | {"seed": APPLICATION_ID})
            raise BusyError(path=self.name, holder=holder and str(holder)) from failure

    def _check_revision(self, connection: Connection) -> None:
        """Read the one value that says what the schema is.

        Raises: MissingBookError, NotABookError, NewerBookError, OlderBookError.
        """
        found = self.revision(connection)
        if found > REVISION:
            raise NewerBookError(path=self.name, revision=found, known=REVISION)
        if found < REVISION:
            raise OlderBookError(path=self.name, revision=found, known=REVISION)

    def revision(self, connection: Connection) -> int:
        """Return the revision of the book in the schema.

        Raises: MissingBookError, NotABookError.
        """
        query = "SELECT version_num, to_regclass('log') IS NOT NULL FROM alembic_version"
        try:
            version, ours = connection.execute(text(query)).one()
        except DBAPIError as failure:
            if _state(failure.orig) not in {"42P01", "3F000"}:
                raise
            raise MissingBookError(path=self.name) from None
        if not ours or not str(version).isdecimal():
            raise NotABookError(path=self.name, what=N_("it is another program's database"))
        return int(version)

    def commit(self, connection: Connection, mark: tuple[int, str]) -> None:
        """Keep what was written, and find out whether it was when the answer got lost.

        Raises: ServerGoneError, UnknownOutcomeError.
        """
        try:
            connection.commit()
        except DBAPIError as failure:
            if not failure.connection_invalidated:
                raise
            if not self._was_kept(mark):
                raise ServerGoneError(path=self.name) from failure

    def _was_kept(self, mark: tuple[int, str]) -> bool:
        """Look for the record once the lost transaction has ended, which its lock tells.

        Raises: UnknownOutcomeError.
        """
        number, sealed = mark
        query = text("SELECT hash FROM log WHERE seq = :seq")
        for _ in range(_TRIES):
            try:
                with self.engine(1).connect() as connection:
                    self.enter(connection, 5, writing=True)
                    return bool(connection.scalar(query, {"seq": number}) == sealed)
            except (DBAPIError, UnreachableBookError, BusyError):
                time.sleep(1)
        raise UnknownOutcomeError(path=self.name, record=number)

    def make(self, build: Callable[[Connection], tuple[int, str]], *, keep: bool) -> None:
        """Make the schema, or fill an empty one that somebody made for us.

        Raises: BookExistsError, NotABookError.
        """
        self.look()
        schema = {"schema": self.server.schema}
        with self.engine(0).connect() as connection:
            self.enter(connection, 30, writing=True)
            if connection.scalar(text("SHOW server_encoding")) != "UTF8":
                what = N_("the database does not store UTF-8")
                raise NotABookError(path=self.name, what=what)
            if connection.scalar(_FULL, schema):
                raise BookExistsError(path=self.name)
            if not connection.scalar(_THERE, schema):
                connection.execute(text(f'CREATE SCHEMA "{self.server.schema}"'))
            mark = build(connection)
            if keep:
                self.commit(connection, mark)

    def worded(self, failure: BaseException | None) -> BookError | BaseException:
        """Say what a failure of PostgreSQL means."""
        state = _state(failure)
        if state in {"40001", "40P01"}:
            return ConflictError(path=self.name, holder=None)
        if state in {"55P03", "57014"}:
            return BusyError(path=self.name, holder=None)
        if state in _UNWRITABLE:
            return UnwritableBookError(path=self.name, what=_UNWRITABLE[state])
        if state in _DAMAGED:
            return DamagedBookError(path=self.name, what=_DAMAGED[state])
        if state[:2] in {"08", "53", "57"} or (not state and _lost(failure)):
            return ServerGoneError(path=self.name)
        return failure or RuntimeError("database failure")


_SET = text("SELECT set_config(:name, :value, true)")
_THERE = text("SELECT 1 FROM pg_namespace WHERE nspname = :schema")
_FULL = text(
    "SELECT 1 FROM pg_class JOIN pg_namespace ON pg_namespace.oid = relnamespace "
    "WHERE nspname = :schema LIMIT 1"
)
# Whoever set the server to answer before its disk has: not for the books.
_DURABLE = text(
    "SELECT set_config('synchronous_commit', 'on', true) "
    "WHERE current_setting('synchronous_commit') = 'off'"
)


def _state(failure: BaseException | None) -> str:
    return str(getattr(failure, "sqlstate", None) or "")


def _lost(failure: BaseException | None) -> bool:
    import psycopg  # noqa: PLC0415

    return isinstance(failure, psycopg.OperationalError | psycopg.InterfaceError)


def _why(failure: Any) -> Message:  # noqa: ANN401 - a psycopg error
    """Say why no connection came about, as far as can be told without quoting the server."""
    link = failure.pgconn
    if link is not None and link.needs_password:
        return N_("it asks for a password; keep it in ~/.pgpass or PGPASSWORD")
    if link is not None and link.used_password:
        return N_("it does not let this user in with this password")
    if "FATAL" in str(failure):
        return N_("it does not let this user in, or has no such database or user")
    return N_("no server answers there")
