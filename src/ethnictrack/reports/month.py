"""The monthly table of the national programmes: plan, paid before and in the month, expected.

Rows are programmes or places, rolled up; blocks of a source and a type of capital follow the table
of all money where there is more than one class. Source: docs/sources.md, S-31.
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from operator import itemgetter
from typing import TYPE_CHECKING, Any, NamedTuple

from ethnictrack.i18n import N_, Message
from ethnictrack.nouns.program import listed_name
from ethnictrack.reports.face import Face
from ethnictrack.reports.outline import branches
from ethnictrack.reports.rate_rows import unplanned_notes
from ethnictrack.reports.table import EMPTY, Column, Head, Result, Table, Unit, form_column
from ethnictrack.values.kinds import class_name
from ethnictrack.values.money import ZERO, Dong, rate
from ethnictrack.year.figures import PlanBasis
from ethnictrack.year.month import MoneyClass, MonthSum, added_up

if TYPE_CHECKING:
    from ethnictrack.ledger.plan import PlanLine
    from ethnictrack.year.figures import Figures
    from ethnictrack.year.month import MonthFigures


class MonthBy(StrEnum):
    """What a row of the monthly table is."""

    PROGRAM = "program"
    PLACE = "place"


_TITLE = N_("Disbursement of {month}/{year}, budget year {budget_year}")
_PLAN, _PAID, _EXPECTED = N_("Plan"), N_("Disbursed"), N_("Expected disbursement")
_NAMES = {MonthBy.PROGRAM: N_("Content"), MonthBy.PLACE: N_("Place")}
_OF_WHICH = N_("Of which: {line}")
_NO_PLACE = N_("no place said")
_NOT_NAMED = N_(
    "The plan names no place for some of what is paid: there plan and rate are left empty."
)

_APART = N_(
    "The rate of a row above such places leaves out what was paid there on the plan without a"
    " place; what is disbursed has it."
)


def _money(key: str, alone: Message, above: Message, text: Message, mark: str) -> Column:
    return Column(key, alone, Unit.DONG, head=Head(text, (above,), mark))


_MONEY = (
    _money("planned", N_("Planned"), _PLAN, N_("All"), "3=4+5"),
    _money("carried", N_("Plan carried over"), _PLAN, N_("carried over"), "4"),
    _money("current", N_("Given in the year"), _PLAN, N_("of the year"), "5"),
    _money("before", N_("Disbursed before the month"), _PAID, N_("before the month"), "6"),
    _money("in_month", N_("Disbursed in the month"), _PAID, N_("in the month"), "7"),
    _money("disbursed", N_("Disbursed"), _PAID, N_("to the end of the month"), "8=6+7"),
    form_column("rate", N_("Rate"), "9=8/3", unit=Unit.RATE),
    _money("estimate_1231", N_("Expected to 31/12"), _EXPECTED, N_("to 31/12"), "10"),
    _money("estimate_0131", N_("Expected to 31/01"), _EXPECTED, N_("to 31/01"), "11"),
    form_column("unplanned", N_("Without a plan"), "12"),
)

_OF_PLAN = ("planned", "carried", "current", "rate")


class _Line(NamedTuple):
    """A row; ``named`` says whether a plan names the place it stands for."""

    number: str
    level: int
    code: str | None
    name: Message | str
    sum: MonthSum
    named: bool = True
    listed: Message | str | None = None  # the name people read, where it is another
    apart: Dong = ZERO  # paid below at places that no plan names, of the plan without a place


def month(of: MonthFigures, *, by: MonthBy, unit_line: Message | None = None) -> Result:
    """Report a month of a budget year up to its last day."""
    figures, (year, number) = of.figures, of.month
    whole, lines = _rows(of, by, None)
    classes = of.classes()
    blocks = [(each, *_rows(of, by, each)) for each in classes] if len(classes) > 1 else []
    tables = [
        _table(lines, whole, by),
        *(_table(rows, total, by, _named(each, figures.year)) for each, total, rows in blocks),
    ]
    notes = (*figures.notes, *unplanned_notes(figures.total()), *_place_notes(lines))
    title = _TITLE.of(month=f"{number:02d}", year=year, budget_year=figures.year)
    data: dict[str, object] = {
        "month": f"{year}-{number:02d}",
        "by": by,
        "rows": [_row_data(each) for each in lines],
        "total": _data(whole),
        "blocks": [
            {
                "source": each.source,
                "capital": each.capital,
                "rows": [_row_data(row) for row in rows],
                "total": _data(total),
            }
            for each, total, rows in blocks
        ],
    }
    basis = PlanBasis.WITH_CARRYOVER
    face = Face.of(figures, unit_line)
    return face.result("month", title, tables, data, notes=notes, basis=basis)


def _place_notes(lines: list[_Line]) -> Iterator[Message]:
    """Say of places without a plan what that leaves open."""
    if not all(each.named for each in lines):
        yield _NOT_NAMED
    if any(each.named and each.apart for each in lines):
        yield _APART


def _named(of: MoneyClass, year: int) -> Message:
    return _OF_WHICH.of(line=class_name(of.capital, of.source, year))


def _rows(of: MonthFigures, by: MonthBy, only: MoneyClass | None) -> tuple[MonthSum, list[_Line]]:
    """Return the total of all money or of a class, and its rows."""
    parts = of.parts(only)
    total = sum((each for _, each in parts), MonthSum())
    made = _programs if by is MonthBy.PROGRAM else _places
    return total, list(made(of, parts))


def _programs(of: MonthFigures, parts: list[tuple[PlanLine, MonthSum]]) -> Iterator[_Line]:
    programs = of.figures.programs
    sums = added_up(parts, lambda line: programs.lineage(line.program))
    for number, level, each in branches(programs, sums, of.figures.scope.program):
        listed = listed_name(each)
        yield _Line(number, level, each.code, each.name, sums[each.id], listed=listed)


def _places(of: MonthFigures, parts: list[tuple[PlanLine, MonthSum]]) -> Iterator[_Line]:
    """Yield the tree of places, then what says none; a plan names a place with all above it."""
    places, named = of.figures.places, _named_places(of.figures)

    def above(line: PlanLine) -> list[int]:
        return [] if line.place is None else places.lineage(line.place)

    aside = of.figures.places_apart()
    sums = added_up(parts, above)
    apart = added_up([(line, each) for line, each in parts if line.place in aside], above)
    for number, level, each in branches(places, sums, of.figures.scope.place):
        drawn = apart[each.id].disbursed if each.id in apart else ZERO
        known = each.id in named
        yield _Line(number, level, each.code, each.name, sums[each.id], known, apart=drawn)
    rest = sum((each for line, each in parts if line.place is None), MonthSum())
    if rest != MonthSum():
        yield _Line("", 0, None, _NO_PLACE, rest)


def _named_places(figures: Figures) -> set[int]:
    """Return the places that lines of the plan name, with all above them."""
    lines = [(group.line.place, each) for group, each in figures.lines]
    planned = {at for at, each in lines if at is not None and each.planned}
    return {higher for at in planned for higher in figures.places.lineage(at)}


def _table(lines: list[_Line], total: MonthSum, by: MonthBy, title: Message | None = None) -> Table:
    """Return the table; money without a plan has a column only where there is any."""
    wide = bool(total.unplanned) or any(each.sum.unplanned for each in lines)
    columns: tuple[Column[dict[str, Any]], ...] = (
        form_column("outline", N_("Item"), "1", unit=Unit.CODE),
        form_column(
            "code", N_("Code"), unit=Unit.CODE, of=lambda of: of["code"] or "", shown=False
        ),
        form_column("name", _NAMES[by], "2", unit=Unit.TEXT),
        *(_MONEY if wide else _MONEY[:-1]),
    )
    printed = (
        {**_row_data(each), "outline": each.number, "name": each.listed or each.name}
        for each in lines
    )
    return Table.of(
        columns,
        printed,
        itemgetter("level"),
        total=_data(total),
        title=title,
        empty=EMPTY,
    )


def _row_data(line: _Line) -> dict[str, Any]:
    return {"code": line.code, "name": line.name, "level": line.level, **_row_money(line)}


def _row_money(line: _Line) -> dict[str, object]:
    """Return the figures of a row; where no plan names the place there is none to divide by."""
    money = _data(line.sum)
    if line.apart:
        money["rate"] = rate(line.sum.disbursed - line.apart, line.sum.planned)
    return money if line.named else money | dict.fromkeys(_OF_PLAN)


def _data(of: MonthSum) -> dict[str, object]:
    return {
        "planned": of.planned,
        "carried": of.carried,
        "current": of.current,
        "before": of.before,
        "in_month": of.within,
        "disbursed": of.disbursed,
        "rate": of.rate,
        "estimate_1231": of.year_end,
        "estimate_0131": of.settlement,
        "unplanned": of.unplanned,
    }
