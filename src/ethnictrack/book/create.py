"""Makes a new book: the schema by migration, its identity, the packaged registers."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterable
from contextlib import nullcontext
from pathlib import Path

from sqlalchemy import Connection

from ethnictrack.audit.exported import Row
from ethnictrack.book.export import insert_rows
from ethnictrack.book.files import allow_writing
from ethnictrack.book.folder import FilesFolder
from ethnictrack.book.journal import Signature
from ethnictrack.book.location import Location
from ethnictrack.book.migrate import migrate
from ethnictrack.book.opening import Book, backend_of, our_words
from ethnictrack.book.tables.book import BOOK
from ethnictrack.errors.book import UnfitRowsError
from ethnictrack.values.dates import stamp


def create_book(
    place: Location,
    signature: Signature,
    fill: Callable[[Book], None],
    *,
    identity: str | None = None,
    dry_run: bool = False,
) -> None:
    """Make a book readable by its owner only, and let ``fill`` add what it starts with.

    It comes into being whole or not at all. Raises: BookExistsError, UnwritableBookError.
    """

    def build(connection: Connection) -> tuple[int, str]:
        migrate(connection)
        book = Book(connection, signature)
        known = identity or str(uuid.uuid4())
        book.journal.insert(BOOK, one=1, identity=known, created_at=stamp(signature.at))
        fill(book)
        return book.journal.close() or book.log.head()

    allow_writing(place)
    with our_words(place):
        backend_of(place).make(build, keep=not dry_run)


def create_from(
    place: Location, rows: Iterable[Row], prove: Callable[[Book], None], *, dry_run: bool = False
) -> None:
    """Make a book of the rows of another, and let ``prove`` refuse it before it is kept.

    Raises: BookExistsError, UnwritableBookError, ReadOnlyBookError, UnfitRowsError.
    """
    folder = FilesFolder(place) if isinstance(place, Path) and not dry_run else None

    def build(connection: Connection) -> tuple[int, str]:
        migrate(connection)
        insert_rows(connection, rows, folder)
        book = Book(connection, None)
        for table, *_ in book.audit.broken_references():  # or the database refuses them at the end
            raise UnfitRowsError(table=table)
        prove(book)
        return book.log.head()

    allow_writing(place)
    with our_words(place), folder.putting() if folder else nullcontext():
        backend_of(place).make(build, keep=not dry_run)
