"""Lists made of the declared fields of a noun: the columns people see, then those for scripts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from enum import Enum
from operator import attrgetter, itemgetter
from typing import TYPE_CHECKING, Any, cast

from ethnictrack.fields.types import (
    Code,
    Day,
    Moment,
    Money,
    MoneyOrNone,
    Name,
    Text,
    Whole,
    Year,
)
from ethnictrack.i18n import N_, ClosedList
from ethnictrack.reports.table import Column, Term, Unit

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from ethnictrack.fields.field import Field
    from ethnictrack.fields.types import Type
    from ethnictrack.reports.table import Cell

Facts = Mapping[str, object]
_UNITS: Mapping[type[Type[Any]], Unit] = {
    Code: Unit.CODE,
    Whole: Unit.CODE,
    Year: Unit.CODE,
    Name: Unit.CODE,
    Day: Unit.DATE,
    Money: Unit.DONG,
    Moment: Unit.MOMENT,
    MoneyOrNone: Unit.DONG,
}
_AS_IT_IS = frozenset(
    {Text, Code, Name, Day, Money, MoneyOrNone, Moment}
)  # what JSON has is a cell


def columns_of(fields: Iterable[Field[Any]]) -> tuple[Column[Facts], ...]:
    """Return the columns of a list, of what JSON has; scripts get every field under its name."""
    every = tuple(fields)
    shown = sorted((each for each in every if each.rank), key=attrgetter("rank"))
    return tuple(
        Column(
            each.name,
            each.heading or each.label,
            _UNITS.get(type(each.type), Unit.TEXT),
            itemgetter(each.name) if type(each.type) in _AS_IT_IS else _getter(each),
            shown=bool(each.rank),
        )
        for each in (*shown, *(each for each in every if not each.rank))
    )


def columns_kept(
    fields: Sequence[Field[Any]], data: Sequence[Mapping[str, object]]
) -> tuple[Column[Facts], ...]:
    """Return the columns of a list whose workbook is read back: with all that any row says.

    A column in which no row says anything is not shown to people.
    """
    said = {
        each.name: each.heading or each.label
        for each in fields
        if any(facts[each.name] not in (None, []) for facts in data)
    }
    return tuple(
        replace(each, filed=said.get(each.key), shown=each.shown and (each.key in said or not data))
        for each in columns_of(fields)
    )


def _getter(field: Field[Any]) -> Callable[[Facts], Cell]:
    name = field.name
    return lambda facts: _cell(facts[name])


def _cell(fact: Any) -> Cell:  # noqa: ANN401 - of any field
    """Return a fact as a cell; numbers of entries and years are names, and are not grouped."""
    if fact is None or isinstance(fact, Term):
        return fact
    if isinstance(fact, ClosedList):
        return Term(fact.value, fact.label)
    if isinstance(fact, list):
        return "; ".join(fact)
    if isinstance(fact, bool):
        return Term(str(fact).lower(), _YES if fact else _NO)
    return str(fact) if isinstance(fact, int | Enum) else cast("Cell", fact)


_YES, _NO = N_("yes"), N_("no")
