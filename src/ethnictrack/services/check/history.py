"""The checks that need the log, which is long: it is walked once for all of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import partial
from typing import TYPE_CHECKING, Any, Protocol

from ethnictrack.audit.finding import CheckFinding
from ethnictrack.errors.book import DamagedBookError
from ethnictrack.services.check.collecting import Collected

if TYPE_CHECKING:
    from ethnictrack.book.audit import AuditStore


class Listener(Protocol):
    """A check that is told of the log, from its beginning to its end."""

    def record(self, row: Mapping[str, Any]) -> Iterable[CheckFinding]:
        """Look at a record as it is stored; its pages come next."""

    def page(self, body: str, digest: str) -> Iterable[CheckFinding]:
        """Look at a page of that record."""

    def end(self) -> Iterable[CheckFinding]:
        """Look at what is left when the log has ended."""


def listen(audit: AuditStore, listeners: Iterable[tuple[Listener, Collected]]) -> None:
    """Walk the log and have each listener's findings gathered; one may end before the others."""
    told = tuple(listeners)
    try:
        for row, pages in audit.log():
            for listener, found in told:
                found.take(partial(listener.record, row))
            for body, digest in pages:
                for listener, found in told:
                    found.take(partial(listener.page, body, digest))
    except DamagedBookError as refusal:
        for _, found in told:
            found.stop(refusal)
    for listener, found in told:
        found.take(listener.end)
