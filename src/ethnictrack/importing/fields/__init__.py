"""What each kind of import can say of a row: one list of columns a noun, made of its fields."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from enum import StrEnum
from typing import Any

from ethnictrack.fields import activity, collection, inspection, opening_figure, statement, types
from ethnictrack.fields import field as declared
from ethnictrack.fields.entry import ENTRY, REVERSED_BY, REVERSES
from ethnictrack.fields.place import PLACE as OF_A_PLACE
from ethnictrack.fields.program import LISTED
from ethnictrack.importing.field import Fields, ImportField, Reader
from ethnictrack.importing.sheets import readers
from ethnictrack.importing.sheets.readers import UNIT
from ethnictrack.nouns.batch import BatchNoun
from ethnictrack.values.kinds import GROUPS, Side


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


# What a place lies in, in columns beside it: which of several communes of one name is meant.
_ABOVE = (
    ImportField(
        name="district",
        names=("Huyện", "Huyện, thành phố", "Quận, huyện", "Tên huyện", "Huyện, thị xã, thành phố"),
        reader=readers.name(),
        within="place",
        kinds=("Huyện", "Thị xã", "Thành phố", "Quận"),
    ),
    ImportField(
        name="province",
        names=("Tỉnh", "Tỉnh, thành phố", "Tên tỉnh"),
        reader=readers.name(),
        within="place",
        kinds=("Tỉnh",),
    ),
)


def _entries(side: Side) -> Fields:
    """Return the columns of a side, with those of what its places lie in and of reversals."""
    fields = columns_of(ENTRY, side)
    reversals = (
        ImportField(name=of.name, names=(), label=of.label, reader=readers.taken_back(GROUPS[side]))
        for of in (REVERSES, REVERSED_BY)
    )
    return replace(fields, fields=(*fields.fields, *_ABOVE, *reversals))


ALLOCATION = _entries(Side.ALLOCATION)
DISBURSEMENT = _entries(Side.DISBURSEMENT)

_KEPT = ("actor", "recorded_at", "id")
PROGRAM = columns_of(LISTED, kept=_KEPT)
# Of lists as they are published; a place says nothing of them.
_PUBLISHED = ("Tên tiếng Anh", "Nghị định", "Nghị quyết", "Ghi chú")
PLACE = columns_of(OF_A_PLACE, kept=(*_KEPT, *_PUBLISHED))

# The register, and what was found and recovered so far.
INSPECTION = columns_of(
    (*inspection.INSPECTION, *inspection.STAGE, *inspection.MONEY),
    kept=("stages", "findings", "recoveries", "outstanding", "Còn phải thu", "Còn lại", "id"),
)
# The register, a year's target, what was reached.
ACTIVITY = columns_of((*activity.ACTIVITY, *activity.RESULT), kept=("qualifier", "id"))
OPENING = columns_of(opening_figure.OPENING)
COLLECTED = columns_of(collection.FIGURE)  # a form that a unit fills in
STATEMENT = columns_of(statement.LINE)  # of a treasury

_OF = {
    BatchNoun.DISBURSE: DISBURSEMENT,
    BatchNoun.ALLOCATE: ALLOCATION,
    BatchNoun.PROGRAM: PROGRAM,
    BatchNoun.PLACE: PLACE,
    BatchNoun.INSPECT: INSPECTION,
    BatchNoun.ACTIVITY: ACTIVITY,
    BatchNoun.OPENING: OPENING,
}


def fields_of(noun: BatchNoun) -> Fields:
    """Return the fields of an import."""
    return _OF[noun]
