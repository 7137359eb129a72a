"""Makes a new book: the schema by migration, its identity, the packaged registers."""

from __future__ import annotations

import os
import uuid
from collections.abc import Callable
from pathlib import Path

from sqlalchemy import text

from ethnictrack.domain.dates import stamp
from ethnictrack.domain.errors.book import BookExistsError, UnwritableBookError
from ethnictrack.i18n import N_
from ethnictrack.store.engine import make_engine, our_words
from ethnictrack.store.guard import APPLICATION_ID
from ethnictrack.store.journal import Signature
from ethnictrack.store.lock import OWNER_ONLY
from ethnictrack.store.opening import WAIT_SECONDS, Book
from ethnictrack.store.tables.book import BOOK
from ethnictrack.store.upgrading import migrate


def create_book(
    path: Path,
    signature: Signature,
    fill: Callable[[Book], None],
    *,
    identity: str | None = None,
) -> None:
    """Make a book readable by its owner only, and let ``fill`` add what it starts with.

    It comes into being whole: it is made beside its place and then linked there, which fails
    when something is there already. Raises: BookExistsError, UnwritableBookError.
    """
    if path.exists() or path.is_symlink():
        raise BookExistsError(path=str(path))
    draft = path.with_name(f".{path.name}.{os.getpid()}.new")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        os.close(os.open(draft, os.O_CREAT | os.O_EXCL | os.O_RDWR, OWNER_ONLY))
    except OSError:
        raise UnwritableBookError(
            path=str(path), what=N_("its folder cannot be made or takes no writing")
        ) from None
    try:
        with our_words(path):
            _build(draft, signature, fill, identity or str(uuid.uuid4()))
        os.link(draft, path)
    except FileExistsError:
        raise BookExistsError(path=str(path)) from None
    finally:
        draft.unlink(missing_ok=True)


def _build(draft: Path, signature: Signature, fill: Callable[[Book], None], identity: str) -> None:
    engine = make_engine(draft, WAIT_SECONDS).execution_options(begin="BEGIN IMMEDIATE")
    with engine.connect() as connection, connection.begin():
        connection.execute(text(f"PRAGMA application_id={APPLICATION_ID}"))
        migrate(connection)
        book = Book(connection, signature)
        book.journal.insert(BOOK, one=1, identity=identity, created_at=stamp(signature.at))
        fill(book)
        book.journal.close()
