"""Who was paid in a budget year: entries and giải ngân of each payee, the most first."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple

from ethnictrack.i18n import N_
from ethnictrack.reports.table import EMPTY, Column, Result, Table, Unit, data_of, position
from ethnictrack.values.money import Dong

if TYPE_CHECKING:
    from ethnictrack.reports.face import Face

_TITLE = N_("Payees of budget year {year}")
_NOBODY = N_("no payee said")


class PaidTo(NamedTuple):
    """Entries of one payee, as it is written, and what they add to giải ngân."""

    payee: str | None
    entries: int
    disbursed: Dong


_COLUMNS: tuple[Column[PaidTo], ...] = (
    Column("number", N_("Item"), Unit.CODE, position),
    Column("payee", N_("Payee"), of=lambda of: of.payee or _NOBODY, fact=lambda of: of.payee),
    Column("entries", N_("Entries"), Unit.NUMBER, lambda of: of.entries),
    Column("disbursed", N_("Disbursed"), Unit.DONG, lambda of: of.disbursed),
)


def payees(paid: Iterable[PaidTo], face: Face) -> Result:
    """Report what each payee got; entries that name nobody stand in a row of their own, last."""
    found = sorted(
        paid, key=lambda each: (each.payee is None, -each.disbursed.value, each.payee or "")
    )
    total: dict[str, object] = {
        "entries": sum(each.entries for each in found),
        "disbursed": Dong.total(each.disbursed for each in found),
    }
    table = Table.of(_COLUMNS, found, total=total, empty=EMPTY)
    data: dict[str, object] = {"rows": [data_of(_COLUMNS, each) for each in found], "total": total}
    return face.result("payees", _TITLE.of(year=face.year), [table], data)
