"""Opens a book: guard, lock, one transaction, kept whole or not at all."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, text

from ethnictrack.store.engine import make_engine, our_words
from ethnictrack.store.guard import REVISION, inspect_file
from ethnictrack.store.journal import Journal, LogStore, Signature
from ethnictrack.store.lock import fair_lock

if TYPE_CHECKING:
    from ethnictrack.domain.place import Places
    from ethnictrack.domain.program import Programs
    from ethnictrack.store.activity import ActivityStore
    from ethnictrack.store.audit import AuditStore
    from ethnictrack.store.batch import BatchStore
    from ethnictrack.store.closing import ClosingStore
    from ethnictrack.store.figures import FigureStore
    from ethnictrack.store.inspection import InspectionStore
    from ethnictrack.store.ledger import LedgerStore
    from ethnictrack.store.register import RegisterStore
    from ethnictrack.store.setting import SettingStore

WAIT_SECONDS = 30


class Book:
    """An open book: one part for each noun, one transaction for all of them.

    A part is imported when it is first asked for: a command that pays pays for no inspection.
    """

    def __init__(self, connection: Connection, signature: Signature | None) -> None:
        """Read, and write where there is a signature, through ``connection``."""
        self._db = connection
        self.journal = Journal(connection, signature)
        self.log = LogStore(connection)

    @cached_property
    def registers(self) -> RegisterStore:
        """Places and programmes."""
        from ethnictrack.store.register import RegisterStore  # noqa: PLC0415

        return RegisterStore(self._db, self.journal)

    @cached_property
    def ledger(self) -> LedgerStore:
        """Entries."""
        from ethnictrack.store.ledger import LedgerStore  # noqa: PLC0415

        return LedgerStore(self._db, self.journal)

    @cached_property
    def batches(self) -> BatchStore:
        """Imports."""
        from ethnictrack.store.batch import BatchStore  # noqa: PLC0415

        return BatchStore(self._db, self.journal)

    @cached_property
    def inspections(self) -> InspectionStore:
        """Inspections."""
        from ethnictrack.store.inspection import InspectionStore  # noqa: PLC0415

        return InspectionStore(self._db, self.journal)

    @cached_property
    def activities(self) -> ActivityStore:
        """Results that are not money."""
        from ethnictrack.store.activity import ActivityStore  # noqa: PLC0415

        return ActivityStore(self._db, self.journal)

    @cached_property
    def settings(self) -> SettingStore:
        """What the office set."""
        from ethnictrack.store.setting import SettingStore  # noqa: PLC0415

        return SettingStore(self._db, self.journal)

    @cached_property
    def figures(self) -> FigureStore:
        """Sums for reports."""
        from ethnictrack.store.figures import FigureStore  # noqa: PLC0415

        return FigureStore(self._db)

    @cached_property
    def audit(self) -> AuditStore:
        """What the checks look at."""
        from ethnictrack.store.audit import AuditStore  # noqa: PLC0415

        return AuditStore(self._db)

    @cached_property
    def closings(self) -> ClosingStore:
        """Which budget years are closed."""
        from ethnictrack.store.closing import ClosingStore  # noqa: PLC0415

        return ClosingStore(self._db, self.journal)

    @cached_property
    def places(self) -> Places:
        """The register of places as it stood when first asked for."""
        return self.registers.places()

    @cached_property
    def programs(self) -> Programs:
        """The register of programmes as it stood when first asked for."""
        return self.registers.programs()


@contextmanager
def read_book(path: Path, *, wait: float = WAIT_SECONDS) -> Iterator[Book]:
    """Open a book for reading: one snapshot, however long the reading takes."""
    inspect_file(path)
    with our_words(path):
        engine = make_engine(path, wait)
        with engine.connect() as connection:  # closing it drops whatever was not meant to be
            connection.begin()
            yield Book(connection, None)


@contextmanager
def write_book(
    path: Path, signature: Signature, *, dry_run: bool = False, wait: float = WAIT_SECONDS
) -> Iterator[Book]:
    """Open a book for one writing command; it is kept if the block ends well, else dropped.

    A dry run does the same work and drops it. A command that wrote nothing leaves the file as
    it was, byte for byte.
    """
    inspect_file(path)
    with fair_lock(path, wait), our_words(path):
        inspect_file(path)  # someone may have upgraded or replaced it while we waited
        engine = make_engine(path, wait).execution_options(begin="BEGIN IMMEDIATE")
        with engine.connect() as connection:
            transaction = connection.begin()
            try:
                check_revision(connection, path)
                book = Book(connection, signature)
                yield book
                keep = book.journal.close() and not dry_run
            except BaseException:
                transaction.rollback()
                raise
            if keep:
                transaction.commit()
            else:
                transaction.rollback()


def check_revision(connection: Connection, path: Path) -> None:
    """Look again inside the transaction: the header may have been read before an upgrade."""
    found = connection.scalar(text("PRAGMA user_version"))
    if found != REVISION:
        inspect_file(path)
