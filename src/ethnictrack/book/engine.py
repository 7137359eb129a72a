"""The one place a connection is made, whatever keeps the book; failures come in our own words."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Protocol

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DBAPIError

from ethnictrack.book.backends.sqlite import SqliteFile
from ethnictrack.book.location import Location, Server
from ethnictrack.values.errors import BookError


class Backend(Protocol):
    """What a file and a server do each in its own way."""

    def look(self) -> None:
        """Refuse what can be seen to be no sound book before anything is opened."""

    def in_line(self, wait: float) -> AbstractContextManager[None]:
        """Stand in line in front of the book, where the database does not do it fairly."""

    def engine(self, wait: float) -> Engine:
        """Return an engine that waits ``wait`` seconds for a lock; it creates nothing."""

    def begin(self, connection: Connection, wait: float, *, writing: bool) -> None:
        """Begin the one transaction: a snapshot to read from, or the only writer's."""

    def commit(self, connection: Connection, mark: tuple[int, str]) -> None:
        """Keep what was written; ``mark`` is the head of the log if it is kept."""

    def make(self, build: Callable[[Connection], tuple[int, str]], *, keep: bool) -> None:
        """Make the book whole or not at all; ``build`` fills it and returns the head of its log.

        Raises: BookExistsError.
        """

    def worded(self, failure: BaseException | None) -> BookError | BaseException:
        """Turn a failure of the driver into a refusal of ours; one we must have met stays."""


def backend_of(place: Location) -> Backend:
    """Return what keeps the book; a server's driver is loaded for a server alone."""
    if isinstance(place, Server):
        from ethnictrack.book.backends.postgres import PostgresSchema  # noqa: PLC0415

        return PostgresSchema(place)
    return SqliteFile(place)


def make_engine(place: Location, wait: float) -> Engine:
    """Return an engine on the book; nothing is created."""
    return backend_of(place).engine(wait)


@contextmanager
def our_words(place: Location) -> Iterator[None]:
    """Turn the database's failures into refusals of ours; nothing of the data is quoted.

    Raises: BusyError, UnwritableBookError, DamagedBookError, NotABookError; of a server also
    UnreachableBookError, ServerGoneError, ConflictError.
    """
    try:
        yield
    except DBAPIError as failure:
        raise backend_of(place).worded(failure.orig) from failure
    except sqlite3.Error as failure:
        raise backend_of(place).worded(failure) from failure
