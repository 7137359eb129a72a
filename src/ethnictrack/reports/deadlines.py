"""What ends soon: the day, what, by which law, and what is still open for it."""

from __future__ import annotations

from operator import itemgetter
from typing import TYPE_CHECKING, Any

from ethnictrack.i18n import N_
from ethnictrack.ledger.deadlines import AHEAD
from ethnictrack.reports.table import Column, Document, Result, Row, Table, Term, Unit

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from ethnictrack.i18n import Message
    from ethnictrack.ledger.deadlines import Due
    from ethnictrack.services.deadlines import OwedRecovery
    from ethnictrack.values.money import Dong

_COLUMNS = (
    Column("date", N_("Date"), Unit.DATE),
    Column("kind", N_("Kind"), shown=False),
    Column("what", N_("What ends")),
    Column("object", N_("Of"), Unit.CODE),
    Column("law", N_("Law")),
    Column("open", N_("Still open"), Unit.DONG),
    Column("overdue", N_("Overdue"), shown=False),
)
_LAW = Term("law", N_("law"))
_RECOVERY = Term("recovery", N_("recovery"))
_OWED = N_("to be paid back, since the conclusion of: {inspection}")
_YEAR = N_("budget year {year}: {what}")


def deadlines(
    found: Iterable[tuple[Due, Dong | None]],
    owed: Iterable[OwedRecovery] = (),
    *,
    on: date,
    unit_line: Message,
) -> Result:
    """List deadlines, and what inspections want back, in the order of their days."""
    lines = _lines(found, owed, on)
    kinds = {each.code: each for each in (_LAW, _RECOVERY)}
    rows = tuple(
        Row(
            (
                *(line["date"], kinds[line["kind"]], line["what"], line["object"], line["law"]),
                *(line["open"], "yes" if line["overdue"] else "no"),
            )
        )
        for line in lines
    )
    title = N_("Deadlines")
    basis = (N_("From {first} to {last}.").of(first=on, last=on + AHEAD), unit_line)
    table = Table(_COLUMNS, rows, empty=N_("Nothing ends within 60 days."))
    data = {
        "report": "deadlines",
        "title": title,
        "year": on.year,
        "as_of": on,
        "rows": lines,
        "total": {},
        "notes": [],
    }
    return Result(Document(title, (table,), basis), data)


def _lines(
    found: Iterable[tuple[Due, Dong | None]], owed: Iterable[OwedRecovery], on: date
) -> list[dict[str, Any]]:
    """Return both as JSON has them, by their days."""
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
    return sorted(lines, key=itemgetter("date"))
