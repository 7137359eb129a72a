"""Bảng kê chứng từ: the payments of some days, voucher by voucher, with their sum to be signed."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from ethnictrack.i18n import N_, Message
from ethnictrack.reports.entries import entry_data
from ethnictrack.reports.face import covered
from ethnictrack.reports.letter import Paper
from ethnictrack.reports.table import Cell, Column, Document, Result, Table, Term, Unit, position
from ethnictrack.values.kinds import class_name
from ethnictrack.values.money import Dong

if TYPE_CHECKING:
    from datetime import date

    from ethnictrack.ledger.entry import Entry, Posted
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


def _columns(programs: Programs, places: Places) -> tuple[Column[Posted], ...]:
    return (
        Column("number", N_("Item"), Unit.CODE, position),
        Column("id", N_("Entry"), Unit.CODE, lambda of: of.id, shown=False),
        Column("voucher", N_("Voucher"), Unit.CODE, lambda of: of.entry.voucher),
        Column("date", N_("Date"), Unit.DATE, lambda of: of.entry.date),
        Column("payee", N_("Payee"), of=lambda of: of.entry.payee),
        Column("note", N_("Content"), of=lambda of: of.entry.note),
        Column(
            "program", N_("Programme"), Unit.CODE, lambda of: programs.code_of(of.entry.program)
        ),
        Column("place", N_("Place"), of=lambda of: of.entry.place and places[of.entry.place].name),
        Column("class", N_("Class of money"), of=lambda of: _class(of.entry)),
        Column(
            "kind",
            N_("Kind"),
            of=lambda of: Term(of.entry.kind.value, of.entry.kind.label),
        ),
        Column("effect", N_("Amount"), Unit.DONG, lambda of: of.entry.effect),
    )


def _class(of: Entry) -> Message:
    return class_name(of.capital, of.source, of.year)


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
    effect = Dong.total(each.entry.effect for each in kept)
    total = {"date": None, "effect": effect}
    table = Table.of(_columns(programs, places), kept, total=total, empty=_EMPTY)
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
