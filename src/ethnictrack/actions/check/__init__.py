"""The checks of a book, by name, in the order they run. They read and never repair."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

from ethnictrack.actions.check.ledger import (
    check_advances,
    check_reversals,
    check_vouchers,
    check_years,
)
from ethnictrack.actions.check.plan import check_dates, check_plan
from ethnictrack.actions.check.register import check_recoveries, check_trees
from ethnictrack.actions.check.rows import check_rows
from ethnictrack.actions.check.stored import (
    check_file,
    check_guards,
    check_log,
    check_references,
)
from ethnictrack.domain.errors.book import DamagedBookError, UnknownCheckError
from ethnictrack.domain.finding import CHECK_LINES, CheckFinding, Severity
from ethnictrack.i18n import N_, Message

if TYPE_CHECKING:
    from ethnictrack.store.opening import Book

Check = Callable[["Book"], Iterator[CheckFinding]]

_RUN: Mapping[str, Check] = {
    "file": check_file,
    "references": check_references,
    "guards": check_guards,
    "log": check_log,
    "rows": check_rows,
    "trees": check_trees,
    "plan": check_plan,
    "reversals": check_reversals,
    "vouchers": check_vouchers,
    "years": check_years,
    "advances": check_advances,
    "recoveries": check_recoveries,
    "dates": check_dates,
}
CHECKS: Mapping[str, tuple[Message, Check]] = MappingProxyType(
    {name: (line, _RUN[name]) for name, line in CHECK_LINES.items()}
)
MOST = 1000  # findings of one check; whoever has more needs yesterday's copy, not a longer list


def run_checks(book: Book, names: Iterable[str] = ()) -> list[CheckFinding]:
    """Return what the named checks find, all of them when none is named.

    Raises: UnknownCheckError.
    """
    wanted = list(dict.fromkeys(names)) or list(CHECKS)
    for name in wanted:
        if name not in CHECKS:
            raise UnknownCheckError(given=name, known=tuple(CHECKS))
    return [finding for name in CHECKS if name in wanted for finding in _run(book, name)]


def _run(book: Book, name: str) -> Iterator[CheckFinding]:
    """Yield what one check finds. A book too damaged for it is a finding, not a failure."""
    _, check = CHECKS[name]
    try:
        for count, finding in enumerate(check(book)):
            if count == MOST:
                said = N_("There are more; only the first {count} are listed.").of(count=MOST)
                yield _error(name, "more", said)
                return
            yield finding
    except DamagedBookError as refusal:
        yield _error(name, "unreadable", refusal.sentence())
    except (ValueError, LookupError, TypeError, RecursionError):
        # What is stored is no value of ours, which only damage or tampering can have done.
        yield _error(name, "unreadable", N_("What is stored cannot be read; the check stopped."))


def _error(check: str, code: str, what: Message) -> CheckFinding:
    return CheckFinding(check=check, severity=Severity.ERROR, code=code, what=what, where="")
