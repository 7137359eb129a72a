"""What is expected to be disbursed, as a list and as JSON."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from ethnictrack.i18n import N_
from ethnictrack.reports.table import Column, Document, Result, Table, Unit
from ethnictrack.values.kinds import class_name

if TYPE_CHECKING:
    from ethnictrack.ledger.plan import Estimate
    from ethnictrack.nouns.place import Places
    from ethnictrack.nouns.program import Programs

_TITLE, _EMPTY = N_("Expected disbursement"), N_("No estimate.")
_COLUMNS: tuple[Column[dict[str, Any]], ...] = (
    Column("program", N_("Programme"), Unit.CODE),
    Column("place", N_("Place"), Unit.CODE),
    Column("class", N_("Class of money"), of=lambda of: class_name(of["capital"], of["source"])),
    Column("year", N_("Budget year"), Unit.CODE),
    Column("until", N_("Up to"), Unit.DATE),
    Column("amount", N_("Amount (đồng)"), Unit.DONG),
)


def estimate_data(of: Estimate, programs: Programs, places: Places) -> dict[str, Any]:
    """Return an estimate as JSON has it."""
    return {
        "program": programs.code_of(of.line.program),
        "place": places.code_of(of.line.place),
        "capital": of.line.capital,
        "source": of.line.source,
        "year": of.year,
        "until": of.until,
        "amount": of.amount,
        "qualifier": of.qualifier,
    }


def estimates(listed: Iterable[Estimate], programs: Programs, places: Places) -> Result:
    """List the newest estimates."""
    data = [estimate_data(each, programs, places) for each in listed]
    table = Table.of(_COLUMNS, data, empty=_EMPTY)
    return Result(Document(_TITLE, (table,)), data)
