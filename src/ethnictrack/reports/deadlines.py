"""What ends soon: the day, what, by which law, and what is still open for it."""

from __future__ import annotations

from operator import itemgetter
from typing import TYPE_CHECKING, Any

from ethnictrack.i18n import N_, Message
from ethnictrack.ledger.deadlines import AHEAD
from ethnictrack.reports.table import Column, Document, Result, Table, Term, Unit

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from ethnictrack.ledger.deadlines import Due
    from ethnictrack.services.deadlines import OpenWork, OwedRecovery
    from ethnictrack.values.money import Dong

_COLUMNS: tuple[Column[dict[str, Any]], ...] = (
    Column("date", N_("Date"), Unit.DATE),
    Column("kind", N_("Kind"), of=lambda of: _KINDS[of["kind"]], shown=False),
    Column("what", N_("What ends")),
    Column("object", N_("Of"), Unit.CODE),
    Column("law", N_("Law")),
    Column("open", N_("Still open"), Unit.DONG, lambda of: _open(of["open"])),
    Column("overdue", N_("Overdue"), of=lambda of: "yes" if of["overdue"] else "no", shown=False),
)
COLLECTION = Term("collection", N_("collection"))
STATEMENT = Term("reconciliation", N_("reconciliation"))
_LAW = Term("law", N_("law"))
_RECOVERY = Term("recovery", N_("recovery"))
_KINDS: dict[str, Term] = {each.code: each for each in (_LAW, _RECOVERY, COLLECTION, STATEMENT)}
_OWED = N_("to be paid back, since the conclusion of: {inspection}")
_WORK = {
    COLLECTION.code: N_("reports of units for {object} to be accepted; open: {left}"),
    STATEMENT.code: N_("statement {object} of the treasury to be agreed; open: {left}"),
}
_NUMBER = Message("–")  # people read it in the words beside it
_YEAR = N_("budget year {year}: {what}")


def deadlines(
    found: Iterable[tuple[Due, Dong | None]],
    owed: Iterable[OwedRecovery] = (),
    work: Iterable[tuple[Term, OpenWork]] = (),
    *,
    on: date,
    unit_line: Message,
) -> Result:
    """List deadlines, what inspections want back and open work, in the order of their days."""
    lines = _lines(found, owed, work, on)
    title = N_("Deadlines")
    basis = (N_("From {first} to {last}.").of(first=on, last=on + AHEAD), unit_line)
    empty = N_("Nothing ends within 60 days.")
    data = {
        "report": "deadlines",
        "title": title,
        "year": on.year,
        "as_of": on,
        "rows": lines,
        "total": {},
        "notes": [],
    }
    return Result(Document(title, (Table.of(_COLUMNS, lines, empty=empty),), basis), data)


def _open(left: Dong | int | None) -> Dong | Term | None:
    """Return what is open as a cell: what is no money is a number for scripts alone."""
    return Term(str(left), _NUMBER) if isinstance(left, int) else left


def _lines(
    found: Iterable[tuple[Due, Dong | None]],
    owed: Iterable[OwedRecovery],
    work: Iterable[tuple[Term, OpenWork]],
    on: date,
) -> list[dict[str, Any]]:
    """Return all of them as JSON has them, by their days."""
    lines: list[dict[str, Any]] = [
        {
            "date": each.date,
            "kind": _LAW.code,
            "what": _YEAR.of(year=each.year, what=each.deadline.what),
            "object": str(each.year),
            "law": each.deadline.law,
            "open": left,
            "overdue": each.date < on,
        }
        for each, left in found
    ]
    lines += [
        {
            "date": each.date,
            "kind": _RECOVERY.code,
            "what": _OWED.of(inspection=each.title),
            "object": each.inspection,
            "law": each.document or "",
            "open": each.left,
            "overdue": each.date < on,
        }
        for each in owed
    ]
    lines += [
        {
            "date": each.date,
            "kind": of.code,
            "what": _WORK[of.code].of(object=each.object, left=each.left),
            "object": each.object,
            "law": each.law,
            "open": each.left,
            "overdue": each.date < on,
        }
        for of, each in work
    ]
    return sorted(lines, key=itemgetter("date"))
