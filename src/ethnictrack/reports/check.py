"""The checks of a book, and what they found."""

from __future__ import annotations

from collections.abc import Iterable

from ethnictrack.audit.finding import CHECK_LINES, SEVERITY_NAMES, CheckFinding
from ethnictrack.i18n import N_
from ethnictrack.reports.table import Column, Document, Result, Row, Table, Unit

_COLUMNS = (
    Column("check", N_("Check"), Unit.CODE),
    Column("severity", N_("Severity")),
    Column("code", N_("Code"), Unit.CODE),
    Column("what", N_("What")),
    Column("where", N_("Where")),
)
_LIST = (Column("check", N_("Check"), Unit.CODE), Column("what", N_("What it makes sure of")))


def check_list() -> Result:
    """List the checks in the order they run."""
    rows = tuple(Row((name, line)) for name, line in CHECK_LINES.items())
    data = [{"check": name, "what": line} for name, line in CHECK_LINES.items()]
    return Result(Document(N_("Checks of the book"), (Table(_LIST, rows),)), data)


def checked(findings: Iterable[CheckFinding]) -> Result:
    """Show what the checks found; one sentence when that is nothing."""
    kept = list(findings)
    rows = tuple(
        Row((each.check, SEVERITY_NAMES[each.severity], each.code, each.what, each.where))
        for each in kept
    )
    table = Table(_COLUMNS, rows, empty=N_("The checks found nothing wrong."))
    data = [
        {
            "check": each.check,
            "severity": each.severity,
            "code": each.code,
            "what": each.what,
            "where": each.where,
        }
        for each in kept
    ]
    return Result(Document(N_("Findings of the checks"), (table,)), data)
