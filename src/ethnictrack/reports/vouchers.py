"""Bảng kê chứng từ: the payments of some days, voucher by voucher, with their sum to be signed."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from ethnictrack.i18n import N_, Message
from ethnictrack.reports.basis import covered
from ethnictrack.reports.entries import entry_data
from ethnictrack.reports.letter import Paper
from ethnictrack.reports.table import (
    TOTAL,
    Cell,
    Column,
    Document,
    Result,
    Row,
    Table,
    Term,
    Unit,
    keyed,
)
from ethnictrack.values.kinds import KIND_NAMES, class_name
from ethnictrack.values.money import Dong

if TYPE_CHECKING:
    from datetime import date

    from ethnictrack.ledger.entry import Posted
    from ethnictrack.nouns.place import Places
    from ethnictrack.nouns.program import Programs
    from ethnictrack.year.figures import Coverage

_TITLE = N_("Schedule of vouchers")
_SPAN, _UNTIL = (
    N_("From {first} to {last}, both days included"),
    N_("Up to {last}, that day included"),
)
_YEAR = N_("Budget year {year}")
_EMPTY = N_("No entry.")
_COLUMNS = (
    Column("number", N_("Item"), Unit.CODE),
    Column("id", N_("Entry"), Unit.CODE, shown=False),
    Column("voucher", N_("Voucher"), Unit.CODE),
    Column("date", N_("Date"), Unit.DATE),
    Column("payee", N_("Payee")),
    Column("note", N_("Content")),
    Column("program", N_("Programme"), Unit.CODE),
    Column("place", N_("Place")),
    Column("class", N_("Class of money")),
    Column("kind", N_("Kind")),
    Column("effect", N_("Amount"), Unit.DONG),
)


def vouchers(  # noqa: PLR0913 - the facts a report states on its face
    listed: Iterable[Posted],
    *,
    days: tuple[date | None, date],
    year: int | None,
    scope: Coverage,
    programs: Programs,
    places: Places,
    unit_line: Message | None = None,
) -> Result:
    """List the payments of some days in the order of their days; ``year`` is that of the budget."""
    kept = sorted(listed, key=lambda each: (each.entry.date, each.id))
    rows = tuple(
        Row(_cells(str(number), each, programs, places)) for number, each in enumerate(kept, 1)
    )
    effect = Dong.total(each.entry.effect for each in kept)
    total = keyed(_COLUMNS, {"date": None, "payee": TOTAL, "effect": effect}, "")
    table = Table(_COLUMNS, rows, total=total, empty=_EMPTY)
    first, last = days
    basis = (
        _UNTIL.of(last=last) if first is None else _SPAN.of(first=first, last=last),
        *([] if year is None else [_YEAR.of(year=year)]),
        *covered(scope, programs, places),
        *([unit_line] if unit_line else []),
    )
    data = {
        "report": "vouchers",
        "title": _TITLE,
        "year": year,
        "from": first,
        "as_of": last,
        "rows": [entry_data(each, programs, places) for each in kept],
        "total": {"effect": effect},
        "notes": [],
    }
    stated: tuple[tuple[str, Cell], ...] = (("as_of", last), ("money_unit", "dong"))
    return Result(Document(_TITLE, (table,), basis, (), stated, paper=Paper()), data)


def _cells(number: str, of: Posted, programs: Programs, places: Places) -> tuple[Cell, ...]:
    entry = of.entry
    return (
        number,
        str(of.id),
        entry.voucher,
        entry.date,
        entry.payee,
        entry.note,
        programs.code_of(entry.program),
        None if entry.place is None else places[entry.place].name,
        class_name(entry.capital, entry.source, entry.year),
        Term(entry.kind.value, KIND_NAMES[entry.kind]),
        entry.effect,
    )
