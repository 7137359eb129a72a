"""Who was paid in a budget year: entries and giải ngân of each payee, the most first."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple

from ethnictrack.i18n import N_
from ethnictrack.reports.table import EMPTY, TOTAL, Column, Result, Row, Table, Unit
from ethnictrack.values.money import Dong

if TYPE_CHECKING:
    from ethnictrack.reports.face import Face

_TITLE = N_("Payees of budget year {year}")
_NOBODY = N_("no payee said")
_COLUMNS = (
    Column("number", N_("Item"), Unit.CODE),
    Column("payee", N_("Payee")),
    Column("entries", N_("Entries"), Unit.NUMBER),
    Column("disbursed", N_("Disbursed"), Unit.DONG),
)


class PaidTo(NamedTuple):
    """Entries of one payee, as it is written, and what they add to giải ngân."""

    payee: str | None
    entries: int
    disbursed: Dong


def payees(paid: Iterable[PaidTo], face: Face) -> Result:
    """Report what each payee got; entries that name nobody stand in a row of their own, last."""
    found = sorted(
        paid, key=lambda each: (each.payee is None, -each.disbursed.value, each.payee or "")
    )
    whole = sum(each.entries for each in found), Dong.total(each.disbursed for each in found)
    rows = tuple(
        Row((str(number), _NOBODY if each.payee is None else each.payee, *each[1:]))
        for number, each in enumerate(found, 1)
    )
    table = Table(_COLUMNS, rows, total=Row(("", TOTAL, *whole)), empty=EMPTY)
    data: dict[str, object] = {
        "rows": [each._asdict() for each in found],
        "total": {"entries": whole[0], "disbursed": whole[1]},
    }
    return face.result("payees", _TITLE.of(year=face.year), [table], data)
