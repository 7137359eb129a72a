"""A book as a schema of a PostgreSQL database: how it is opened, and what its failures mean.

The lock of a book is one on a table of its own, so that only who may write in the book can take it;
it ends with its transaction. The server queues those who wait for it, and it is taken before
anything is read: under READ COMMITTED each later statement sees all that the writers before have
kept. A snapshot taken first would be out of date.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Mapping
from contextlib import nullcontext
from types import MappingProxyType
from typing import Any

from sqlalchemy import Connection, Engine, NullPool, create_engine, text
from sqlalchemy.exc import DBAPIError

from ethnictrack.book.files import REVISION
from ethnictrack.book.location import Server
from ethnictrack.errors.book import (
    BookExistsError,
    BusyError,
    ConflictError,
    DamagedBookError,
    MissingBookError,
    NewerBookError,
    NotABookError,
    OlderBookError,
    UnreleasedBookError,
    UnwritableBookError,
)
from ethnictrack.i18n import N_, Message
from ethnictrack.values.errors import BookError, UnusableBookError

LOCK_TIMEOUT, STOPPED = "55P03", "57014"
NO_TABLE = frozenset({"42P01", "3F000"})
IDLE_TOO_LONG = "25P03"
TAKEN = frozenset({"42P06", "42P07"})  # a schema or a table of that name is there
NOT_UNIQUE = "23505"
NO_WRITER = "0A000"  # what a copy for reading says to a transaction that would write
FOR_READING = N_("the server takes no writing: it is a copy for reading, or set so")
_GIVES_WAY = frozenset({"40001", "40P01"})
_UNWRITABLE: Mapping[str, Message] = MappingProxyType(
    {
        "53100": N_("the disk of the server is full"),
        "25006": FOR_READING,
        "58030": N_("the disk of the server refused to read or write"),
        "P0001": N_("a trigger that is not the program's refused it"),
    }
)
_LIMITS: Mapping[str, Message] = MappingProxyType(
    {
        STOPPED: N_("one step of the work took longer than statement_timeout, or was cancelled"),
        IDLE_TOO_LONG: N_("the command paused for longer than idle_in_transaction_session_timeout"),
        "25P04": N_("the work took longer than transaction_timeout"),
        "57P05": N_("the connection was idle for longer than idle_session_timeout"),
    }
)
_DAMAGED: Mapping[str, Message] = MappingProxyType(
    {
        "XX000": N_("the server met an error of its own"),
        "XX001": N_("its pages do not fit together"),
        "XX002": N_("its pages do not fit together"),
        "58P01": N_("a file of the server is missing"),
        "42P01": N_("a table is missing"),
        "42703": N_("a column is missing"),
        "25P02": N_("something before could not be read"),
    }
)
_GONE = frozenset({"08", "53", "57"})  # classes: the connection, its resources, its operator


class MissingDriverError(UnusableBookError):
    path: str
    code = "driver-missing"
    text = N_("{path} is on a server, and the driver for it is not installed.")
    remedy = N_("Install it, in a checkout: pip install '.[postgres]'")


class UnreachableBookError(UnusableBookError):
    path: str
    what: Message
    code = "server-unreachable"
    text = N_("{path} cannot be reached: {what}.")
    remedy = N_("Check address, user and network; the server may be stopped.")


class ForbiddenBookError(UnusableBookError):
    path: str
    code = "book-forbidden"
    text = N_("This user has no right on the server to do that with {path}. Nothing was kept.")
    remedy = N_("The server's administrator grants it; docs/postgresql.md has the statements.")


class ServerLimitError(UnusableBookError):
    path: str
    what: Message
    code = "server-limit"
    text = N_("The server of {path} ended the work: {what}. Nothing was kept.")
    remedy = N_("Try again; if that does not help, the server's administrator can raise the limit.")


class ServerGoneError(UnusableBookError):
    path: str
    code = "server-gone"
    text = N_("The server of {path} broke off. Nothing was kept.")
    remedy = N_("Try again when the server is back.")


class UnknownOutcomeError(UnusableBookError):
    path: str
    record: int
    code = "outcome-unknown"
    text = N_(
        "The server of {path} broke off while it was keeping record {record} of the log; whether "
        "it was kept cannot be said now."
    )
    remedy = N_(
        "Look with `ethnictrack book log` when the server is back, before anything is repeated."
    )


def state_of(failure: BaseException | None) -> str:
    """Return the SQLSTATE of a failure; nothing where the server sent none."""
    return str(getattr(failure, "sqlstate", None) or "")


def worded(failure: BaseException | None, path: str) -> BookError | BaseException:
    """Say what a failure means; one that must be a defect of ours stays."""
    state = state_of(failure)
    if state in _GIVES_WAY:
        return ConflictError(path=path, holder=None)
    if state == LOCK_TIMEOUT:
        return BusyError(path=path, holder=None)
    if state == "42501":
        return ForbiddenBookError(path=path)
    for means, sentences in (
        (UnwritableBookError, _UNWRITABLE),
        (ServerLimitError, _LIMITS),
        (DamagedBookError, _DAMAGED),
    ):
        if state in sentences:
            return means(path=path, what=sentences[state])
    if state[:2] in _GONE or (not state and _lost(failure)):
        return ServerGoneError(path=path)
    return failure or RuntimeError("database failure")


def _lost(failure: BaseException | None) -> bool:
    import psycopg  # noqa: PLC0415 - 0.2 s that no book in a file pays

    return isinstance(failure, psycopg.OperationalError | psycopg.InterfaceError)


def why_unreachable(failure: Any) -> Message:  # noqa: ANN401 - a psycopg error
    """Say why no connection came about, as far as can be told without quoting the server."""
    link = failure.pgconn
    if link is not None and link.needs_password:
        return N_("it asks for a password; keep it in ~/.pgpass or PGPASSWORD")
    if link is not None and link.used_password:
        return N_("it does not let this user in with this password")
    if "FATAL" in str(failure):
        return N_(
            "it does not let this user in, has no such database or user, or takes no more "
            "connections now"
        )
    return N_("no server answers there")


# In this mode it excludes itself and lets readers in; the trigger ``one_writer`` takes the same.
_LOCK = 'LOCK TABLE "{schema}".setting IN SHARE ROW EXCLUSIVE MODE'
_HOLDER = text("""
    SELECT concat_ws(', ', usename, nullif(application_name, ''), host(client_addr), 'pid ' || pid)
    FROM pg_locks JOIN pg_stat_activity USING (pid)
    WHERE locktype = 'relation' AND granted AND relation = to_regclass('setting')
    AND pg_locks.database = (SELECT oid FROM pg_database WHERE datname = current_database())
    AND mode NOT IN ('AccessShareLock', 'RowShareLock')
    ORDER BY mode = 'ShareRowExclusiveLock' DESC LIMIT 1
""")
# What libpq is told unless the address or the environment says otherwise: a dead network is
# noticed within half a minute.
_DEFAULTS = {
    "connect_timeout": ("PGCONNECT_TIMEOUT", "10"),
    "keepalives_idle": ("", "20"),
    "tcp_user_timeout": ("", "30000"),
    "fallback_application_name": ("", "ethnictrack"),
}
_TRIES = 10


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
            # Whatever the address or PGCLIENTENCODING says: our text is UTF-8.
            more["client_encoding"] = "UTF8"
            return psycopg.connect(make_conninfo(self.server.address, **more))
        except psycopg.ProgrammingError:
            what = N_("its address has a part that PostgreSQL does not know")
            raise UnreachableBookError(path=self.name, what=what) from None
        except psycopg.OperationalError as failure:
            raise UnreachableBookError(path=self.name, what=why_unreachable(failure)) from None

    def begin(self, connection: Connection, wait: float, *, writing: bool) -> None:
        """Begin; a writer holds the book before it reads anything."""
        self.enter(connection, wait, writing=writing)
        if writing:
            self.hold(connection)
        self._check_revision(connection)

    def enter(self, connection: Connection, wait: float, *, writing: bool) -> None:
        """Begin a transaction in the schema, whatever is or is not there; it holds nothing yet."""
        path = f'"{self.server.schema}", pg_temp'  # nobody's table before the book's
        self._start(connection, path, wait, writing=writing)
        if writing:
            connection.execute(_DURABLE)

    def enter_temporary(self, connection: Connection) -> None:
        """Begin a transaction in which everything that is made is temporary.

        Raises: UnwritableBookError.
        """
        self._start(connection, "pg_temp", 1, writing=True)

    def _start(self, connection: Connection, path: str, wait: float, *, writing: bool) -> None:
        """Begin a transaction. Raises: UnwritableBookError, where a copy for reading refuses it."""
        level = "READ COMMITTED" if writing else "REPEATABLE READ"
        connection.execution_options(isolation_level=level, postgresql_readonly=not writing)
        connection.begin()
        settings = {"path": path, "wait": f"{max(1, round(wait * 1000))}ms"}
        try:
            connection.execute(_SETTINGS, settings)  # the driver begins with the first statement
        except DBAPIError as failure:
            if state_of(failure.orig) != NO_WRITER:
                raise
            raise UnwritableBookError(path=self.name, what=FOR_READING) from None

    def hold(self, connection: Connection) -> None:
        """Hold the book until the transaction ends. Raises: BusyError, MissingBookError."""
        try:
            connection.execute(text(_LOCK.format(schema=self.server.schema)))
        except DBAPIError as failure:
            state = state_of(failure.orig)
            if state not in {LOCK_TIMEOUT, STOPPED, *NO_TABLE}:
                raise
            connection.rollback()
            self.enter(connection, 1, writing=False)
            if state in NO_TABLE:
                self.revision(connection)  # no book, or another program's: it has a word for each
                raise
            raise BusyError(path=self.name, holder=connection.scalar(_HOLDER)) from failure

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

        Raises: MissingBookError, NotABookError, UnreleasedBookError, DamagedBookError.
        """
        schema = f'"{self.server.schema}"'  # by name: a path leaves out what one has no right to
        there = f"to_regclass('{schema}.log'), to_regclass('{schema}.tally')"
        query = f"SELECT version_num, {there} FROM {schema}.alembic_version"  # noqa: S608 - a name that was looked at
        try:
            found = connection.execute(text(query)).all()
        except DBAPIError as failure:
            if state_of(failure.orig) not in NO_TABLE:
                raise
            raise MissingBookError(path=self.name) from None
        if not found or not all(ours and str(version).isdecimal() for version, ours, _ in found):
            raise NotABookError(path=self.name, what=N_("it is another program's database"))
        if not all(tally for *_, tally in found):
            raise UnreleasedBookError(path=self.name)
        if len(found) > 1:
            raise DamagedBookError(path=self.name, what=N_("it has more than one revision"))
        return int(found[0][0])

    def commit(self, connection: Connection, mark: tuple[int, str]) -> None:
        """Keep what was written, and find out whether it was when the answer got lost.

        Whoever interrupts it gets the answer too: the server may have kept it before it heard.
        Raises: ServerGoneError, UnknownOutcomeError.
        """
        try:
            connection.commit()
        except DBAPIError as failure:
            if not failure.connection_invalidated or state_of(failure.orig) == IDLE_TOO_LONG:
                raise  # the server says itself that it kept nothing
            if not self._was_kept(mark):
                raise ServerGoneError(path=self.name) from failure
        except KeyboardInterrupt:
            connection.invalidate()
            if not self._was_kept(mark):
                raise

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
                    self.hold(connection)
                    return bool(connection.scalar(query, {"seq": number}) == sealed)
            except (DBAPIError, UnreachableBookError, BusyError, MissingBookError):
                time.sleep(1)
            except KeyboardInterrupt:
                break
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
            try:
                if not connection.scalar(_THERE, schema):
                    connection.execute(text(f'CREATE SCHEMA "{self.server.schema}"'))
                mark = build(connection)
            except DBAPIError as failure:
                if not _taken(failure):
                    raise
                raise BookExistsError(path=self.name) from None
            if keep:
                self.commit(connection, mark)

    def worded(self, failure: BaseException | None) -> BookError | BaseException:
        """Say what a failure of PostgreSQL means."""
        return worded(failure, self.name)


def _taken(failure: DBAPIError) -> bool:
    """Say whether somebody else made the schema, or its first table, while we did."""
    state = state_of(failure.orig)
    of_the_server = getattr(getattr(failure.orig, "diag", None), "schema_name", "") == "pg_catalog"
    return state in TAKEN or (state == NOT_UNIQUE and of_the_server)


# What is asked of the server's own descriptions is compared, and so has one form.
_SETTINGS = text(
    "SELECT set_config('search_path', :path, true), set_config('lock_timeout', :wait, true), "
    "set_config('TimeZone', 'UTC', true), set_config('quote_all_identifiers', 'off', true)"
)
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
