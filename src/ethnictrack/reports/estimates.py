"""What is expected to be disbursed, as a list and as JSON."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from ethnictrack.i18n import N_
from ethnictrack.reports.table import Column, Document, Result, Row, Table, Unit
from ethnictrack.values.kinds import class_name

if TYPE_CHECKING:
    from ethnictrack.ledger.estimate import Estimate
    from ethnictrack.nouns.place import Places
    from ethnictrack.nouns.program import Programs

_TITLE, _EMPTY = N_("Expected disbursement"), N_("No estimate.")
_COLUMNS = (
    Column("program", N_("Programme"), Unit.CODE),
    Column("place", N_("Place"), Unit.CODE),
    Column("class", N_("Class of money")),
    Column("year", N_("Budget year"), Unit.CODE),
    Column("until", N_("Up to"), Unit.DATE),
    Column("amount", N_("Amount (đồng)"), Unit.DONG),
)


def estimate_data(of: Estimate, programs: Programs, places: Places) -> dict[str, object]:
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
    kept = list(listed)
    rows = tuple(
        Row(
            (
                programs.code_of(each.line.program),
                places.code_of(each.line.place),
                class_name(each.line.capital, each.line.source),
                str(each.year),
                each.until,
                each.amount,
            )
        )
        for each in kept
    )
    table = Table(_COLUMNS, rows, empty=_EMPTY)
    data = [estimate_data(each, programs, places) for each in kept]
    return Result(Document(_TITLE, (table,)), data)
