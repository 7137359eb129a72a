"""Opens a book, file or server: guard, lock, one transaction, kept whole or not at all."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property
from importlib import import_module
from typing import TYPE_CHECKING, Generic, TypeVar

from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

from ethnictrack.book.backends.sqlite import SqliteFile
from ethnictrack.book.files import allow_writing
from ethnictrack.book.journal import Journal, LogStore, Signature
from ethnictrack.book.location import Location, Server
from ethnictrack.book.lock import WAIT_SECONDS

if TYPE_CHECKING:
    from ethnictrack.book.activity import ActivityStore
    from ethnictrack.book.attachment import AttachmentStore
    from ethnictrack.book.audit import AuditStore
    from ethnictrack.book.backends.postgres import PostgresSchema
    from ethnictrack.book.batch import BatchStore
    from ethnictrack.book.collection import CollectionStore
    from ethnictrack.book.entry import LedgerStore
    from ethnictrack.book.estimate import EstimateStore
    from ethnictrack.book.export import ExportStore
    from ethnictrack.book.figures import FigureStore
    from ethnictrack.book.inspection import InspectionStore
    from ethnictrack.book.opening_figure import OpeningStore
    from ethnictrack.book.register import ClosingStore, RegisterStore, SettingStore
    from ethnictrack.book.seal import SealStore
    from ethnictrack.book.statement import StatementStore
    from ethnictrack.nouns.place import Places
    from ethnictrack.nouns.program import Programs


def backend_of(place: Location) -> SqliteFile | PostgresSchema:
    """Return what keeps the book; a server's driver is loaded for a server alone."""
    if isinstance(place, Server):
        from ethnictrack.book.backends.postgres import PostgresSchema  # noqa: PLC0415

        return PostgresSchema(place)
    return SqliteFile(place)


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


S = TypeVar("S")


class LazyStore(Generic[S]):
    """A store of the book, made when it is first asked for."""

    def __init__(self, module: str, name: str, *, writes: bool = True) -> None:
        self._module, self._name, self._writes = module, name, writes

    def __set_name__(self, _owner: type, attribute: str) -> None:
        self._attribute = attribute

    def __get__(self, book: Book, _owner: type | None = None) -> S:
        """Make it; from then on the book has it as an attribute."""
        store = getattr(import_module(f"ethnictrack.book.{self._module}"), self._name)
        through = (book._db, book.journal) if self._writes else (book._db,)  # noqa: SLF001 - its own
        made: S = store(*through)
        vars(book)[self._attribute] = made
        return made


class Book:
    """An open book: one part for each noun, one transaction for all of them.

    A part is imported when it is first asked for: a command that pays pays for no inspection.
    """

    registers: LazyStore[RegisterStore] = LazyStore("register", "RegisterStore")
    ledger: LazyStore[LedgerStore] = LazyStore("entry", "LedgerStore")
    attachments: LazyStore[AttachmentStore] = LazyStore("attachment", "AttachmentStore")
    batches: LazyStore[BatchStore] = LazyStore("batch", "BatchStore")
    inspections: LazyStore[InspectionStore] = LazyStore("inspection", "InspectionStore")
    activities: LazyStore[ActivityStore] = LazyStore("activity", "ActivityStore")
    settings: LazyStore[SettingStore] = LazyStore("register", "SettingStore")
    estimates: LazyStore[EstimateStore] = LazyStore("estimate", "EstimateStore")
    openings: LazyStore[OpeningStore] = LazyStore("opening_figure", "OpeningStore")
    figures: LazyStore[FigureStore] = LazyStore("figures", "FigureStore", writes=False)
    audit: LazyStore[AuditStore] = LazyStore("audit", "AuditStore", writes=False)
    closings: LazyStore[ClosingStore] = LazyStore("register", "ClosingStore")
    export: LazyStore[ExportStore] = LazyStore("export", "ExportStore", writes=False)
    seals: LazyStore[SealStore] = LazyStore("seal", "SealStore")
    statements: LazyStore[StatementStore] = LazyStore("statement", "StatementStore")
    collections: LazyStore[CollectionStore] = LazyStore("collection", "CollectionStore")

    def __init__(self, connection: Connection, signature: Signature | None) -> None:
        """Read, and write where there is a signature, through ``connection``."""
        self._db = connection
        self.journal = Journal(connection, signature)
        self.log = LogStore(connection)

    def forget(self) -> None:
        """Have all be read anew: another command of the same transaction may have changed it."""
        for stale in vars(self).keys() - {"_db", "journal", "log"}:
            delattr(self, stale)

    @cached_property
    def places(self) -> Places:
        """The register of places as it stood when first asked for."""
        return self.registers.places()

    @cached_property
    def programs(self) -> Programs:
        """The register of programmes as it stood when first asked for."""
        return self.registers.programs()


def load_ledger() -> None:
    """Import the parts that record an entry, so that no book is held meanwhile."""
    import ethnictrack.book.entry  # noqa: PLC0415
    import ethnictrack.book.opening_figure  # noqa: PLC0415
    import ethnictrack.book.register  # noqa: F401, PLC0415


@contextmanager
def read_book(place: Location, *, wait: float = WAIT_SECONDS) -> Iterator[Book]:
    """Open a book for reading: one snapshot, however long the reading takes."""
    backend = backend_of(place)
    backend.look()
    with our_words(place), backend.engine(wait).connect() as connection:
        backend.begin(connection, wait, writing=False)
        yield Book(connection, None)  # closing it drops whatever was not meant to be


@contextmanager
def write_book(
    place: Location, signature: Signature, *, dry_run: bool = False, wait: float = WAIT_SECONDS
) -> Iterator[Book]:
    """Open a book for one writing command; it is kept if the block ends well, else dropped.

    A dry run does the same work and drops it, for which it has to be allowed to write. A command
    that wrote nothing leaves a file as it was, byte for byte. Raises: ReadOnlyBookError.
    """
    allow_writing(place)
    backend = backend_of(place)
    backend.look()
    with (
        backend.in_line(wait),
        our_words(place),
        backend.engine(wait).connect() as connection,  # closing it drops what was not kept
    ):
        backend.begin(connection, wait, writing=True)
        book = Book(connection, signature)
        yield book
        if (mark := book.journal.close()) and not dry_run:
            backend.commit(connection, mark)
