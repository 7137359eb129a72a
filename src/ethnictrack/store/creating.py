"""Makes a new book: the schema by migration, its identity, the packaged registers."""

from __future__ import annotations

import uuid
from collections.abc import Callable

from sqlalchemy import Connection

from ethnictrack.domain.dates import stamp
from ethnictrack.store.engine import backend_of, our_words
from ethnictrack.store.journal import Signature
from ethnictrack.store.location import Location
from ethnictrack.store.opening import Book
from ethnictrack.store.rights import allow_writing
from ethnictrack.store.tables.book import BOOK
from ethnictrack.store.upgrading import migrate


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
