"""Reads and writes sealed reports."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from sqlalchemy import Row, Select, select

from ethnictrack.audit.log import canonical, digest
from ethnictrack.audit.seal import Seal
from ethnictrack.book.journal import Store
from ethnictrack.book.tables.book import LOG
from ethnictrack.book.tables.columns import noun_of
from ethnictrack.book.tables.seal import SEAL

_FILES = "sealed_files"  # in a record of the log


class SealStore(Store):
    """Reports as they were handed in."""

    def all(self) -> list[Seal]:
        """Return every sealed report, oldest first."""
        return [self._seal(row) for row in self._db.execute(_wide().order_by(SEAL.c.id))]

    def get(self, number: int) -> Seal | None:
        """Return one sealed report."""
        row = self._db.execute(_wide().where(SEAL.c.id == number)).first()
        return self._seal(row) if row else None

    def add(  # noqa: PLR0913 - the facts of a seal
        self,
        *,
        report: str,
        year: int,
        as_of: date,
        asked: Mapping[str, str | None],
        version: str,
        figures: str,
        head: int,
    ) -> int:
        """Keep a sealed report; its number comes back."""
        return self._journal.insert(
            SEAL,
            report=report,
            year=year,
            as_of=as_of.isoformat(),
            asked=canonical(asked),
            version=version,
            figures=figures,
            digest=digest(figures),
            head=head,
        )

    def note_file(self, number: int, digest: str) -> None:
        """Keep the SHA-256 of a file that a sealed report was written to, in the log alone."""
        if number not in self.of_file(digest):
            self._journal.state(_FILES, {"digest": digest, "seal": number})

    def of_file(self, digest: str) -> list[int]:
        """Return the numbers of the reports that were written to the file of this SHA-256."""
        return [seal for found, seal in self._files(digest) if found == digest]

    def has_files(self, number: int) -> bool:
        """Say whether any file is known of a sealed report; the first ones kept none."""
        return any(seal == number for _, seal in self._files(f'"seal":{number}}}'))

    def _files(self, text: str) -> Iterator[tuple[str, int]]:
        """Yield the files of all records that hold a text, with the seals they have."""
        of_reports = LOG.c.command.startswith("report ", autoescape=True)
        said = LOG.c.body.contains(text, autoescape=True)
        for body in self._db.scalars(select(LOG.c.body).where(of_reports, said)):
            for each in json.loads(body).get(_FILES, ()):
                yield str(each["digest"]), int(each["seal"])

    def _seal(self, row: Row[Any]) -> Seal:
        actor, at = self.signed(row)
        asked = json.loads(row.asked)
        return noun_of(Seal, row, asked=asked, actor=actor, recorded_at=at)


def _wide() -> Select[Any]:
    return select(SEAL, LOG.c.actor, LOG.c.at).join(LOG, LOG.c.seq == SEAL.c.log, isouter=True)
