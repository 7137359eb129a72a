"""The checks of a book, by name, in the order they run. They read and never repair."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from itertools import chain, filterfalse
from typing import TYPE_CHECKING, Any, Protocol

from ethnictrack.audit.finding import CHECK_LINES, CheckFinding, Severity
from ethnictrack.errors.book import DamagedBookError
from ethnictrack.i18n import N_, Message
from ethnictrack.services.check.entries import (
    check_advances,
    check_recoveries,
    check_reversals,
    check_trees,
    check_vouchers,
    check_years,
)
from ethnictrack.services.check.plan import check_carryover, check_dates, check_plan
from ethnictrack.services.check.rows import StoredRows
from ethnictrack.services.check.seals import Seals
from ethnictrack.services.check.stored import (
    check_file,
    check_files,
    check_guards,
    check_references,
    check_sums,
)
from ethnictrack.values.errors import UsageError

if TYPE_CHECKING:
    from ethnictrack.book.audit import AuditStore
    from ethnictrack.book.opening import Book


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


# Those that look by themselves, and those that listen while the log is read, once for all of them.
_LOOKING: Mapping[str, Callable[[Book], Iterator[CheckFinding]]] = {
    "file": check_file,
    "references": check_references,
    "guards": check_guards,
    "files": check_files,
    "sums": check_sums,
    "trees": check_trees,
    "plan": check_plan,
    "reversals": check_reversals,
    "vouchers": check_vouchers,
    "years": check_years,
    "advances": check_advances,
    "recoveries": check_recoveries,
    "carryover": check_carryover,
    "dates": check_dates,
}
_LISTENING: Mapping[str, Callable[[AuditStore], Listener]] = {"log": Seals, "rows": StoredRows}
# Those that read neither the entries nor what the log says of them.
QUICK = ("guards", "files", "trees", "recoveries")
CHECKS = tuple(name for name in CHECK_LINES if name in {*_LOOKING, *_LISTENING})


class UnknownCheckError(UsageError):
    given: str
    known: tuple[str, ...]
    code = "unknown-check"
    text = N_("There is no check “{given}”.")
    remedy = N_("The checks are: {known}; `ethnictrack book check` looks at the whole book.")


def run_checks(book: Book, names: Iterable[str] = ()) -> list[CheckFinding]:
    """Return what the named checks find, all of them when none is named.

    Raises: UnknownCheckError.
    """
    wanted = tuple(names) or CHECKS
    for name in filterfalse(CHECKS.__contains__, wanted):
        raise UnknownCheckError(given=name, known=CHECKS)
    found = {name: Collected(name) for name in CHECKS if name in wanted}
    for name in filter(_LOOKING.__contains__, found):
        found[name].take(partial(_LOOKING[name], book))
    listening = filter(_LISTENING.__contains__, found)
    if heard := [(_LISTENING[name](book.audit), found[name]) for name in listening]:
        listen(book.audit, heard)
    return list(chain.from_iterable(each.findings for each in found.values()))


def run_since(book: Book, record: int, sealed: str) -> list[CheckFinding]:
    """Return what speaks against the records that follow one with that seal, and their rows."""
    audit = book.audit.since(record)
    log, rows = Collected("log"), Collected("rows")
    listen(audit, ((Seals(audit, sealed), log), (StoredRows(audit), rows)))
    return [*run_checks(book, ("guards",)), *log.findings, *rows.findings]
