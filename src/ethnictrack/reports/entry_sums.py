"""Entries added up by what they have in common, a line a value."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from ethnictrack.fields.entry import entry_fields
from ethnictrack.i18n import N_
from ethnictrack.ledger.listing import SumBy
from ethnictrack.reports.entries import NO_ENTRY, TITLES
from ethnictrack.reports.listing import in_order
from ethnictrack.reports.table import Column, Document, Result, Table, Unit
from ethnictrack.values.kinds import Capital, Kind, Side, Source, capital_name, source_name
from ethnictrack.values.money import ZERO, Dong

if TYPE_CHECKING:
    from ethnictrack.ledger.listing import Summed
    from ethnictrack.nouns.place import Places
    from ethnictrack.nouns.program import Programs
    from ethnictrack.nouns.registry import Registry
    from ethnictrack.reports.listing import Shape
    from ethnictrack.reports.table import Cell

_TITLE, _MONTH, _OF_MONTH = N_("{list}, added up: {field}"), N_("Month"), N_("{month}/{year}")
_NOT_SAID = N_("not said")
# These have an order of their own; of the others the largest come first.
_ORDERS: dict[SumBy, Sequence[object]] = {
    SumBy.CAPITAL: [*Capital],
    SumBy.SOURCE: [*Source],
    SumBy.KIND: [*Kind],
}
Sums = tuple[int, Dong, Dong]  # entries, what they did, what they disposed of
Line = dict[str, Any]  # as JSON has it


def sums_by(  # noqa: PLR0913 - each by name
    by: SumBy,
    side: Side,
    listed: Iterable[Summed],
    programs: Programs,
    places: Places,
    *,
    shape: Shape,
    some: slice = slice(None),
) -> Result:
    """Add entries up by a field: their number, what they did, and what they disposed of.

    ``some`` are the lines that are shown, and that make the total, in the order of ``shape``.
    """
    found: dict[Any, Sums] = {}
    registers: dict[SumBy, Registry[Any]] = {SumBy.PROGRAM: programs, SumBy.PLACE: places}
    register = registers.get(by)
    for line, number, did, gone in listed:
        value = line if register is None else register.code_of(line)
        entries, effect, disposed = found.get(value, (0, ZERO, ZERO))
        found[value] = (entries + number, effect + did, disposed + gone)
    every: list[Line] = [
        {
            by.value: value,
            "code": value,
            "name": _name(by, value, register),
            "entries": entries,
            "effect": effect,
            "disposed": disposed,
        }
        for value, (entries, effect, disposed) in found.items()
    ]
    lines = in_order(_in_order(by, every), shape, _columns(by, disposals=True), dict)[some]
    columns = _columns(by, disposals=any(each["disposed"] for each in lines))
    table = Table.of(columns, lines, added=bool(lines), empty=NO_ENTRY, total_is_data=False)
    title = _TITLE.of(list=TITLES[side], field=_LABELS[by.value])
    return Result(Document(title, (table,)), lines)


def _name(by: SumBy, value: Any, register: Registry[Any] | None) -> Cell:  # noqa: ANN401
    """Return the name of a value, the newest of a line of a register."""
    match value:
        case None:
            return None
        case Capital():
            return capital_name(value)
        case Source():
            return source_name(value)
        case Kind():
            return value.label
    if register is not None:
        return str(register.with_code(value)[-1].name)
    code = str(value)
    return _OF_MONTH.of(month=code[5:], year=code[:4]) if by is SumBy.MONTH else code


def _in_order(by: SumBy, lines: list[Line]) -> list[Line]:
    if by is SumBy.MONTH:
        return sorted(lines, key=lambda line: str(line["code"]))
    if order := _ORDERS.get(by):
        ranks = {value: at for at, value in enumerate(order)}
        return sorted(lines, key=lambda line: ranks.get(line["code"], len(ranks)))
    return sorted(lines, key=_largest_first)


def _largest_first(line: Line) -> tuple[bool, int, str]:
    return line["code"] is None, -line["effect"].value, str(line["code"])


def _columns(by: SumBy, *, disposals: bool) -> tuple[Column[Line], ...]:
    registered = by in {SumBy.PROGRAM, SumBy.PLACE}
    return (
        Column("code", N_("Code"), Unit.CODE, shown=registered),
        Column(
            "name",
            _LABELS[by.value],
            of=lambda of: _NOT_SAID if of["name"] is None else of["name"],
        ),
        Column("entries", N_("Entries"), Unit.NUMBER),
        Column("effect", _LABELS["effect"], Unit.DONG),
        Column("disposed", _LABELS["disposed"], Unit.DONG, shown=disposals),
    )


_LABELS = {each.name: each.label for each in entry_fields()} | {SumBy.MONTH.value: _MONTH}
