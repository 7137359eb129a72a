"""What a failure of PostgreSQL means, by its SQLSTATE: a server's words follow its language."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from ethnictrack.errors.book import (
    BusyError,
    ConflictError,
    DamagedBookError,
    ForbiddenBookError,
    ServerGoneError,
    ServerLimitError,
    UnwritableBookError,
)
from ethnictrack.i18n import N_, Message
from ethnictrack.values.errors import BookError

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
