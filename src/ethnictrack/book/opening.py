"""Opens a book, file or server: guard, lock, one transaction, kept whole or not at all."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property
from typing import TYPE_CHECKING

from sqlalchemy import Connection

from ethnictrack.book.engine import backend_of, our_words
from ethnictrack.book.files import allow_writing
from ethnictrack.book.journal import Journal, LogStore, Signature
from ethnictrack.book.location import Location
from ethnictrack.book.lock import WAIT_SECONDS

if TYPE_CHECKING:
    from ethnictrack.book.activity import ActivityStore
    from ethnictrack.book.attachment import AttachmentStore
    from ethnictrack.book.audit import AuditStore
    from ethnictrack.book.batch import BatchStore
    from ethnictrack.book.collection import CollectionStore
    from ethnictrack.book.estimate import EstimateStore
    from ethnictrack.book.export import ExportStore
    from ethnictrack.book.figures import FigureStore
    from ethnictrack.book.inspection import InspectionStore
    from ethnictrack.book.ledger import LedgerStore
    from ethnictrack.book.opening_figure import OpeningStore
    from ethnictrack.book.register import RegisterStore
    from ethnictrack.book.seal import SealStore
    from ethnictrack.book.setting import ClosingStore, SettingStore
    from ethnictrack.book.statement import StatementStore
    from ethnictrack.nouns.place import Places
    from ethnictrack.nouns.program import Programs


class Book:
    """An open book: one part for each noun, one transaction for all of them.

    A part is imported when it is first asked for: a command that pays pays for no inspection.
    """

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
    def registers(self) -> RegisterStore:
        """Places and programmes."""
        from ethnictrack.book.register import RegisterStore  # noqa: PLC0415

        return RegisterStore(self._db, self.journal)

    @cached_property
    def ledger(self) -> LedgerStore:
        """Entries."""
        from ethnictrack.book.ledger import LedgerStore  # noqa: PLC0415

        return LedgerStore(self._db, self.journal)

    @cached_property
    def attachments(self) -> AttachmentStore:
        """Files of entries and inspections."""
        from ethnictrack.book.attachment import AttachmentStore  # noqa: PLC0415

        return AttachmentStore(self._db, self.journal)

    @cached_property
    def batches(self) -> BatchStore:
        """Imports."""
        from ethnictrack.book.batch import BatchStore  # noqa: PLC0415

        return BatchStore(self._db, self.journal)

    @cached_property
    def inspections(self) -> InspectionStore:
        """Inspections."""
        from ethnictrack.book.inspection import InspectionStore  # noqa: PLC0415

        return InspectionStore(self._db, self.journal)

    @cached_property
    def activities(self) -> ActivityStore:
        """Results that are not money."""
        from ethnictrack.book.activity import ActivityStore  # noqa: PLC0415

        return ActivityStore(self._db, self.journal)

    @cached_property
    def settings(self) -> SettingStore:
        """What the office set."""
        from ethnictrack.book.setting import SettingStore  # noqa: PLC0415

        return SettingStore(self._db, self.journal)

    @cached_property
    def estimates(self) -> EstimateStore:
        """What is expected to be disbursed."""
        from ethnictrack.book.estimate import EstimateStore  # noqa: PLC0415

        return EstimateStore(self._db, self.journal)

    @cached_property
    def openings(self) -> OpeningStore:
        """What was paid before the book's first year."""
        from ethnictrack.book.opening_figure import OpeningStore  # noqa: PLC0415

        return OpeningStore(self._db, self.journal)

    @cached_property
    def figures(self) -> FigureStore:
        """Sums for reports."""
        from ethnictrack.book.figures import FigureStore  # noqa: PLC0415

        return FigureStore(self._db)

    @cached_property
    def audit(self) -> AuditStore:
        """What the checks look at."""
        from ethnictrack.book.audit import AuditStore  # noqa: PLC0415

        return AuditStore(self._db)

    def audit_since(self, record: int) -> AuditStore:
        """Return what the checks look at, but only what follows a record of the log."""
        from ethnictrack.book.audit import AuditStore  # noqa: PLC0415

        return AuditStore(self._db, record)

    @cached_property
    def closings(self) -> ClosingStore:
        """Which budget years are closed."""
        from ethnictrack.book.setting import ClosingStore  # noqa: PLC0415

        return ClosingStore(self._db, self.journal)

    @cached_property
    def export(self) -> ExportStore:
        """All rows of all tables."""
        from ethnictrack.book.export import ExportStore  # noqa: PLC0415

        return ExportStore(self._db)

    @cached_property
    def seals(self) -> SealStore:
        """Reports as they were handed in."""
        from ethnictrack.book.seal import SealStore  # noqa: PLC0415

        return SealStore(self._db, self.journal)

    @cached_property
    def statements(self) -> StatementStore:
        """Statements of the treasury."""
        from ethnictrack.book.statement import StatementStore  # noqa: PLC0415

        return StatementStore(self._db, self.journal)

    @cached_property
    def collections(self) -> CollectionStore:
        """What units were asked to send in, and what came."""
        from ethnictrack.book.collection import CollectionStore  # noqa: PLC0415

        return CollectionStore(self._db, self.journal)

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
    import ethnictrack.book.ledger  # noqa: PLC0415
    import ethnictrack.book.opening_figure  # noqa: PLC0415
    import ethnictrack.book.register  # noqa: PLC0415
    import ethnictrack.book.setting  # noqa: F401, PLC0415


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
