"""What a check finds, gathered: up to a number, and until something cannot be read."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import partial
from typing import TYPE_CHECKING, Any, Protocol

from ethnictrack.audit.finding import CheckFinding, Severity
from ethnictrack.errors.book import DamagedBookError
from ethnictrack.i18n import N_, Message

if TYPE_CHECKING:
    from ethnictrack.book.audit import AuditStore

MOST = 1000  # findings of one check; whoever has more needs yesterday's copy, not a longer list
_MORE = N_("There are more; only the first {count} are listed.")
_UNREADABLE = N_("What is stored cannot be read; the check stopped.")


class Collected:
    """The findings of one check. A book too damaged for it is a finding, not a failure."""

    def __init__(self, check: str) -> None:
        """Gather for the check of that name."""
        self.findings: list[CheckFinding] = []
        self._check = check
        self._ended = False

    def take(self, look: Callable[[], Iterable[CheckFinding]]) -> None:
        """Take what a look finds, unless the check has come to its end."""
        if self._ended:
            return
        try:
            for finding in look():
                if len(self.findings) == MOST:
                    self._end("more", _MORE.of(count=MOST))
                    return
                self.findings.append(finding)
        except DamagedBookError as refusal:
            self.stop(refusal)
        except (ValueError, LookupError, TypeError, RecursionError):
            # What is stored is no value of ours, which only damage or tampering can have done.
            self._end("unreadable", _UNREADABLE)

    def stop(self, refusal: DamagedBookError) -> None:
        """End because the book cannot be read on."""
        if not self._ended:
            self._end("unreadable", refusal.sentence())

    def _end(self, code: str, what: Message) -> None:
        error = Severity.ERROR
        self.findings.append(
            CheckFinding(check=self._check, severity=error, code=code, what=what, where="")
        )
        self._ended = True


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
