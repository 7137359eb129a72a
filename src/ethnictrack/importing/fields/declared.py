"""Columns of imports made of the declared fields of a noun: their headings and their readers."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from enum import StrEnum
from typing import Any

from ethnictrack.fields import field as declared
from ethnictrack.fields import types
from ethnictrack.importing.field import Fields, ImportField, Reader
from ethnictrack.importing.fields.unit import UNIT
from ethnictrack.importing.sheets import readers
from ethnictrack.values.kinds import Side


def columns_of(
    noun: Sequence[declared.Field[Any]], sort: StrEnum | None = None, *, kept: tuple[str, ...] = ()
) -> Fields:
    """Return what an import can say of rows of a sort.

    What the book fills itself is left out by its name, ``kept`` too, and so are the names beside
    codes: a list can be fed back as it was printed. A column it has for rows of another sort has to
    be empty.
    """
    fields = [each for each in noun if each.of(sort)]
    others = (each for each in noun if each.everywhere and not each.of(sort))
    empty = (
        ImportField(name=each.name, names=(), lesser=each.headings, reader=readers.nothing)
        for each in others
    )
    side = sort if isinstance(sort, Side) else None
    columns = _columns(fields)
    if side:  # a kind may take away, and lists print what it takes below zero
        columns = (_with_sign(each) for each in columns)
    return Fields(fields=(*columns, *empty), kept=(*_filled(fields), *kept), side=side)


def _with_sign(column: ImportField) -> ImportField:
    return replace(column, reader=readers.signed) if column.name == "amount" else column


def _filled(fields: Sequence[declared.Field[Any]]) -> tuple[str, ...]:
    """Return what the book fills itself, as it is printed too, and the names beside codes."""
    names = (f"{each.name}_name" for each in fields if isinstance(each.type, types.Name))
    own = [each for each in fields if not each.headings]
    labels = (
        each.text
        for field in own
        if not isinstance(field.type, types.Money)
        for each in (field.label, field.heading)
        if each
    )
    return (*(each.name for each in own), *labels, *names)


def _columns(fields: Iterable[declared.Field[Any]]) -> Iterator[ImportField]:
    """Yield a column a field; the one that may say the unit of money is behind the money."""
    said = False
    for each in fields:
        if each.headings:
            yield _column(each)
            if isinstance(each.type, types.Money) and not said:
                yield UNIT
                said = True


def _column(field: declared.Field[Any]) -> ImportField:
    return ImportField(
        name=field.name,
        names=field.headings,
        lesser=(*field.lesser, *([field.heading.text] if field.heading else ())),
        label=field.label,
        reader=_READERS[type(field.type)](field.type),
        required=field.required,
        money=isinstance(field.type, types.Money),
        joins=field.name == "note",
        example=field.example,
    )


_READERS: dict[type[types.Type[Any]], Callable[[Any], Reader]] = {
    types.Text: lambda of: readers.name(of.limit) if of.reference else readers.text(of.limit),
    types.Name: lambda _: readers.name(),
    types.Choice: lambda of: readers.ChoiceReader(of.words, of.names),
    types.Code: lambda _: readers.code,
    types.Year: lambda _: readers.year,
    types.Day: lambda _: readers.day,
    types.Money: lambda _: readers.amount,
    types.MoneyOrNone: lambda _: readers.optional_amount,
    types.Count: lambda _: readers.quantity,
    types.SignedMoney: lambda _: readers.signed_amount,
}
