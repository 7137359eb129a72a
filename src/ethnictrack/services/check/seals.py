"""The check that seals the log anew: numbers, links, hashes and pages come out as stored."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any

from ethnictrack.audit.finding import CheckFinding
from ethnictrack.audit.log import GENESIS, LogRecord, digest, pages_of, seal
from ethnictrack.i18n import N_

if TYPE_CHECKING:
    from ethnictrack.book.audit import AuditStore


_NO_IDENTITY = N_("The book has {count} rows about itself instead of one.")
_GAP = N_("Record {number} is missing before it.")
_LINK = N_("It does not follow the record before it.")
_SEAL = N_("It was changed after it was sealed.")
_PAGE = N_("Its page {number} is not the one that was sealed.")


class Seals:
    """Follows the chain from its first link to its last."""

    def __init__(self, audit: AuditStore, head: str = GENESIS) -> None:
        """Stand before the first record that is looked at; ``head`` seals the one before it."""
        self._audit = audit
        self._number, self._head, self._where = audit.after, head, ""
        self._pages = _Pages(None)

    @cached_property
    def _owners(self) -> list[str]:
        """The identity that is part of every seal; exactly one."""
        return self._audit.identities()

    def record(self, row: Mapping[str, Any]) -> Iterator[CheckFinding]:
        """Compare a record with its seal, and with the one before it."""
        yield from self._pages.rest(self._where)
        if len(self._owners) != 1:
            return
        facts = dict(row)
        sealed, number = str(facts.pop("hash")), self._number + 1
        self._number, self._where = int(row["seq"]), f"log/{row['seq']}"
        if row["seq"] != number:
            yield CheckFinding.error("log", "gap", _GAP.of(number=number), self._where)
        if row["previous"] != self._head:
            yield CheckFinding.error("log", "broken-link", _LINK, self._where)
        self._head, self._pages = sealed, _Pages(None)
        if seal(LogRecord(book=self._owners[0], **facts)) != sealed:
            yield CheckFinding.error("log", "broken-seal", _SEAL, self._where)
        else:
            self._pages = _Pages(pages_of(row["body"]))

    def page(self, body: str, stored: str) -> Iterator[CheckFinding]:
        """Compare a page with what its record sealed, and with the digest beside it."""
        yield from self._pages.compare(body, stored, self._where)

    def end(self) -> Iterator[CheckFinding]:
        """Name what is missing of the last record, or why none could be looked at."""
        yield from self._pages.rest(self._where)
        if len(self._owners) != 1:
            yield CheckFinding.error(
                "log", "no-identity", _NO_IDENTITY.of(count=len(self._owners)), "book"
            )


class _Pages:
    """What a record sealed of its pages: gone, added, swapped and changed ones are found."""

    def __init__(self, sealed: list[str] | None) -> None:
        """Expect pages with these digests; of a broken record nothing is known (None)."""
        self._sealed = sealed
        self._met = 0

    def compare(self, body: str, stored: str, where: str) -> Iterator[CheckFinding]:
        """Compare the next page."""
        if self._sealed is None:
            return
        self._met += 1
        wanted = self._sealed[self._met - 1] if self._met <= len(self._sealed) else None
        if {digest(body), stored} != {wanted}:
            yield CheckFinding.error("log", "broken-page", _PAGE.of(number=self._met), where)

    def rest(self, where: str) -> Iterator[CheckFinding]:
        """Name the pages that did not come."""
        for number in range(self._met + 1, len(self._sealed or ()) + 1):
            yield CheckFinding.error("log", "broken-page", _PAGE.of(number=number), where)
