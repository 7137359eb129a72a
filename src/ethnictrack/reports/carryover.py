"""The table of what goes on to the next year, in the columns of form 04-SDKP/ĐVDT (20f)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from ethnictrack.i18n import N_, Message
from ethnictrack.ledger.remainder import in_order
from ethnictrack.nouns.program import listed_name
from ethnictrack.reports.face import Face
from ethnictrack.reports.table import EMPTY, Column, Head, Result, Table, Unit, position
from ethnictrack.values.kinds import capital_name, source_name
from ethnictrack.values.money import ZERO
from ethnictrack.year.carryover import YearMoney

if TYPE_CHECKING:
    from ethnictrack.ledger.plan import PlanLine
    from ethnictrack.year.settlement import Settlement

_FORM = ("Mẫu số 04-SDKP/ĐVDT",)
_TITLE = N_("Balance of budget year {year} and what is carried over to {next}")
_AT_HAND = N_("Budget at hand in the year")
_ABROAD = N_(
    "Column 4 of the form (type and item of expenditure) is not kept in the book, and is left out."
)
_LEFT = N_(
    "Column 11 is below zero where more was used than the class had; carry-over takes nothing from"
    " another class for it."
)


def _money(key: str, text: Message, mark: str, *above: Message) -> Column:
    return Column(key, text, Unit.DONG, head=Head(text, above, mark))


_COLUMNS = (
    Column("outline", N_("Item"), Unit.CODE, position, head=Head(N_("Item"), mark="1")),
    Column("code", N_("Code"), Unit.CODE, head=Head(N_("Code"))),
    Column("name", N_("Programme"), head=Head(N_("Programme"), mark="2")),
    Column("capital", N_("Capital"), head=Head(N_("Capital"), mark="3")),
    Column("source", N_("Source"), head=Head(N_("Source"))),
    _money("available", N_("In all"), "5=6+7+8", _AT_HAND),
    _money("carried_in", N_("Carried in from the year before"), "6", _AT_HAND),
    _money("initial", N_("Given at the start of the year"), "7", _AT_HAND),
    _money("adjusted", N_("Adjusted in the year"), "8", _AT_HAND),
    _money("used", N_("Used up to the end of the settlement"), "9"),
    _money("cancelled", N_("Cancelled"), "10"),
    _money("left", N_("Left and carried over"), "11=5-9-10"),
    _money("open_advances", N_("Advances not cleared"), "12"),
)


def carryover(
    money: Mapping[PlanLine, YearMoney], settled: Settlement, unit_line: Message | None = None
) -> Result:
    """Report what a year had, used and hands on, class by class."""
    programs = settled.programs
    lines = in_order(money, programs)
    total = sum(money.values(), YearMoney())
    facts = [
        {
            "code": programs[line.program].code,
            "name": programs[line.program].name,
            "capital": line.capital,
            "source": line.source,
            **_data(money[line]),
        }
        for line in lines
    ]
    printed = [
        {
            **row,
            "name": listed_name(programs[line.program]),
            "capital": capital_name(line.capital, settled.year),
            "source": source_name(line.source),
        }
        for row, line in zip(facts, lines, strict=True)
    ]
    table = Table.of(_COLUMNS, printed, total=_data(total), empty=EMPTY)
    data: dict[str, object] = {"rows": facts, "total": _data(total)}
    title = _TITLE.of(year=settled.year, next=str(settled.year + 1))
    notes = (*settled.notes, _ABROAD, *_below(money.values()))
    return Face.of(settled, unit_line).result(
        "carryover", title, [table], data, notes=notes, form=_FORM
    )


def _below(all_money: Iterable[YearMoney]) -> tuple[Message, ...]:
    return (_LEFT,) if any(each.left < ZERO for each in all_money) else ()


def _data(of: YearMoney) -> dict[str, object]:
    return {
        "available": of.available,
        "carried_in": of.carried_in,
        "initial": of.initial,
        "adjusted": of.adjusted,
        "used": of.used,
        "cancelled": of.cancelled,
        "left": of.left,
        "open_advances": of.open_advances,
    }
