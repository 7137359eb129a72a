"""The checks of a book, by name, in the order they run. They read and never repair."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from itertools import chain, filterfalse
from typing import TYPE_CHECKING

from ethnictrack.audit.finding import CHECK_LINES, CheckFinding
from ethnictrack.i18n import N_
from ethnictrack.services.check.findings import Collected, Listener, listen
from ethnictrack.services.check.ledger import (
    check_advances,
    check_reversals,
    check_vouchers,
    check_years,
)
from ethnictrack.services.check.plan import check_carryover, check_dates, check_plan
from ethnictrack.services.check.register import check_recoveries, check_trees
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
