"""The table of what goes on to the next year, in the columns of form 04-SDKP/ĐVDT (20f)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from ethnictrack.i18n import N_, Message
from ethnictrack.ledger.remainder import in_order
from ethnictrack.nouns.program import listed_name
from ethnictrack.reports.face import Face
from ethnictrack.reports.table import (
    EMPTY,
    Column,
    Result,
    Table,
    Unit,
    columns_at,
    data_of,
    form_column,
    position,
)
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


_MONEY: tuple[Column[YearMoney], ...] = (
    form_column("available", N_("In all"), "5=6+7+8", _AT_HAND),
    form_column("carried_in", N_("Carried in from the year before"), "6", _AT_HAND),
    form_column("initial", N_("Given at the start of the year"), "7", _AT_HAND),
    form_column("adjusted", N_("Adjusted in the year"), "8", _AT_HAND),
    form_column("used", N_("Used up to the end of the settlement"), "9"),
    form_column("cancelled", N_("Cancelled"), "10"),
    form_column("left", N_("Left and carried over"), "11=5-9-10"),
    form_column("open_advances", N_("Advances not cleared"), "12"),
)


def carryover(
    money: Mapping[PlanLine, YearMoney], settled: Settlement, unit_line: Message | None = None
) -> Result:
    """Report what a year had, used and hands on, class by class."""
    programs, lines = settled.programs, in_order(money, settled.programs)
    columns: tuple[Column[PlanLine], ...] = (
        form_column("outline", N_("Item"), "1", unit=Unit.CODE, of=position),
        form_column("code", N_("Code"), unit=Unit.CODE, of=lambda of: programs[of.program].code),
        form_column(
            "name",
            N_("Programme"),
            "2",
            unit=Unit.TEXT,
            of=lambda of: listed_name(programs[of.program]),
            fact=lambda of: programs[of.program].name,
        ),
        form_column(
            "capital",
            N_("Capital"),
            "3",
            unit=Unit.TEXT,
            of=lambda of: capital_name(of.capital, settled.year),
            fact=lambda of: of.capital,
        ),
        form_column(
            "source",
            N_("Source"),
            unit=Unit.TEXT,
            of=lambda of: source_name(of.source),
            fact=lambda of: of.source,
        ),
        *columns_at(_MONEY, lambda of: money[of]),
    )
    total = data_of(_MONEY, sum(money.values(), YearMoney()))
    table = Table.of(columns, lines, total=total, empty=EMPTY)
    data = {"rows": [data_of(columns, each) for each in lines], "total": total}
    title = _TITLE.of(year=settled.year, next=str(settled.year + 1))
    below = (_LEFT,) if any(each.left < ZERO for each in money.values()) else ()
    notes = (*settled.notes, _ABROAD, *below)
    return Face.of(settled, unit_line).result(
        "carryover", title, [table], data, notes=notes, form=_FORM
    )
