"""Reads and writes which files are attached, and their bytes: beside a file, on a server in it."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Row, Select, select

from ethnictrack.book.folder import Fault, FilesFolder
from ethnictrack.book.journal import Journal, Store
from ethnictrack.book.tables.book import LOG
from ethnictrack.book.tables.entry_more import ATTACHMENT
from ethnictrack.nouns.attachment import Attached, Attachment

_C = ATTACHMENT.c
_FACTS = (_C.id, _C.sha256, _C.name, _C.size, _C.content.is_not(None).label("inside"))


class AttachmentStore(Store):
    """The files of the book. Their owner is an entry or an inspection, by its number."""

    def __init__(self, connection: Connection, journal: Journal) -> None:
        """Find the folder of files, where the book is a file."""
        super().__init__(connection, journal)
        place = connection.get_execution_options()["place"]
        self._folder = FilesFolder(place) if isinstance(place, Path) else None

    def of(self, owner: str, number: int) -> list[Attachment]:
        """Return the files of an ``entry`` or an ``inspection``, in the order they came."""
        query = select(*_FACTS, LOG.c.actor, LOG.c.at).where(_C[owner] == number).order_by(_C.id)
        rows = self._db.execute(query.join(LOG, LOG.c.seq == _C.log, isouter=True))
        return [self._attachment(row) for row in rows]

    def _attachment(self, row: Row[Any]) -> Attachment:
        file, (actor, at) = _file(row), self.signed(row)
        beside = self._folder and not row.inside
        return Attachment(
            id=row.id,
            file=file,
            actor=actor,
            recorded_at=at,
            path=str(self._folder.at(file)) if self._folder and beside else None,
        )

    def add(self, owner: str, number: int, files: list[tuple[Attached, bytes]]) -> None:
        """Keep files of an owner; their bytes are there before the book says that they are.

        Raises: UnkeptFileError, StrangeFolderError.
        """
        for file, content in files:
            self._journal.insert(
                ATTACHMENT,
                **{"entry": None, "inspection": None, owner: number},
                sha256=file.sha256,
                name=file.name,
                size=file.size,
                content=None if self._folder else content,
            )

    def put(self, files: list[tuple[Attached, bytes]]) -> None:
        """Put the bytes of files beside a book in a file; all of them or none.

        Raises: UnkeptFileError, StrangeFolderError.
        """
        if self._folder is None:
            return
        with self._folder.putting():
            for file, content in files:
                self._folder.put(file, content)

    def content(self, number: int) -> bytes | None:
        """Return the bytes of an attachment; None where they are not what was attached."""
        query = select(*_FACTS, _C.content).where(_C.id == number)
        row = self._db.execute(query).one()
        if row.content is None and self._folder:
            return self._folder.content(_file(row))
        content: bytes | None = row.content
        return content

    def faults(self) -> Iterator[tuple[int, Attached, Fault]]:
        """Yield the attachments whose bytes are gone, or are others, each content once."""
        seen: set[str] = set()
        for row in self._db.execute(self._every()):
            file = _file(row)
            if file.kept_as in seen:
                continue
            seen.add(file.kept_as)
            if fault := self._fault(row.id, file, inside=row.inside):
                yield row.id, file, fault

    def _fault(self, number: int, file: Attached, *, inside: bool) -> Fault | None:
        if inside:
            content = self.content(number) or b""
            return None if sha256(content).hexdigest() == file.sha256 else "changed"
        return self._folder.fault(file) if self._folder else "missing"

    def strays(self) -> list[str]:
        """Return the names of what lies beside the book and belongs to no row of it.

        Raises: StrangeFolderError.
        """
        if self._folder is None:
            return []
        return self._folder.strays(_file(row) for row in self._db.execute(self._every()))

    @staticmethod
    def _every() -> Select[Any]:
        return select(*_FACTS).order_by(_C.id)


def _file(row: Row[Any]) -> Attached:
    return Attached(row.sha256, row.name, row.size)
