"""What each kind of import can say of a row: its fields, made of those of its noun."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from ethnictrack.fields import activity, collection, inspection, opening_figure, statement, types
from ethnictrack.fields import field as declared
from ethnictrack.fields.entry import ENTRY, REVERSED_BY, REVERSES
from ethnictrack.fields.place import PLACE as OF_A_PLACE
from ethnictrack.fields.program import LISTED
from ethnictrack.i18n import Message
from ethnictrack.importing import readers
from ethnictrack.importing.cell import Cell
from ethnictrack.importing.readers import Reader
from ethnictrack.nouns.batch import BatchNoun
from ethnictrack.values.kinds import GROUPS, Side


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportField:
    """One thing an import can say of a row.

    ``name`` is the English heading and the key of the value; ``names`` are other headings of the
    same, compared folded, the first being the one forms have. ``label`` is what commands call it.
    ``lesser`` headings count only when no column has one of the others (a programme's name beside
    its code). ``money`` has a unit, and is checked against totals; of
    ``several`` in one row at least one is said. What it says stands behind what the field says that
    it is ``within``, after ``glue``: “Xã Hưng Đạo, huyện Bảo Lạc”; alone, a name without its kind
    is that of one of ``kinds``. Several columns of a field that
    ``joins`` are kept one behind the other. ``example`` is what the example
    row of a form says: a Message or a member of a closed list in the reader's language, anything
    else to the letter.
    """

    name: str
    names: tuple[str, ...]
    reader: Reader
    lesser: tuple[str, ...] = ()
    label: Message | None = None
    required: bool = False
    money: bool = False
    several: bool = False
    within: str | None = None
    glue: str = ", "
    kinds: tuple[str, ...] = ()
    joins: bool = False
    example: Cell | Message | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportFields:
    """All an import can say; ``kept`` are headings of our own lists that the book fills itself."""

    fields: tuple[ImportField, ...]
    kept: tuple[str, ...] = ()
    side: Side | None = None  # of rows that are entries

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the fields, in order."""
        return tuple(each.name for each in self.fields)

    def named(self, name: str) -> ImportField | None:
        """Return the field of a name."""
        return next((each for each in self.fields if each.name == name), None)


# What a column of its own may say of the money of its row.
UNIT = ImportField(name="unit", names=("Đơn vị tính", "ĐVT", "Đơn vị tiền"), reader=readers.unit)


def of_noun(
    noun: Sequence[declared.Field[Any]], sort: StrEnum | None = None, *, kept: tuple[str, ...] = ()
) -> ImportFields:
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
    said = _said(fields)
    if side:  # a kind may take away, and lists print what it takes below zero
        said = (_with_sign(each) for each in said)
    return ImportFields(fields=(*said, *empty), kept=(*_filled(fields), *kept), side=side)


def _with_sign(field: ImportField) -> ImportField:
    return replace(field, reader=readers.signed) if field.name == "amount" else field


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


def _said(fields: Iterable[declared.Field[Any]]) -> Iterator[ImportField]:
    """Yield what a file may say of each field; the unit of money is behind the first money."""
    unit = False
    for each in fields:
        if each.headings:
            yield _as_said(each)
            if isinstance(each.type, types.Money) and not unit:
                yield UNIT
                unit = True


def _as_said(field: declared.Field[Any]) -> ImportField:
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
    types.Choice: lambda of: readers.ChoiceReader(of.words),
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


def _entries(side: Side) -> ImportFields:
    """Return the fields of a side, with those of what its places lie in and of reversals."""
    fields = of_noun(ENTRY, side)
    reversals = (
        ImportField(name=of.name, names=(), label=of.label, reader=readers.taken_back(GROUPS[side]))
        for of in (REVERSES, REVERSED_BY)
    )
    return replace(fields, fields=(*fields.fields, *_ABOVE, *reversals))


ALLOCATION = _entries(Side.ALLOCATION)
DISBURSEMENT = _entries(Side.DISBURSEMENT)

_KEPT = ("actor", "recorded_at", "id")
PROGRAM = of_noun(LISTED, kept=_KEPT)
# Of lists as they are published; a place says nothing of them.
_PUBLISHED = ("Tên tiếng Anh", "Nghị định", "Nghị quyết", "Ghi chú")
PLACE = of_noun(OF_A_PLACE, kept=(*_KEPT, *_PUBLISHED))

# The register, and what was found and recovered so far.
INSPECTION = of_noun(
    (*inspection.INSPECTION, *inspection.STAGE, *inspection.MONEY),
    kept=("stages", "findings", "recoveries", "outstanding", "Còn phải thu", "Còn lại", "id"),
)
# The register, a year's target, what was reached.
ACTIVITY = of_noun((*activity.ACTIVITY, *activity.RESULT), kept=("qualifier", "id"))
OPENING = of_noun(opening_figure.OPENING)
COLLECTED = of_noun(collection.FIGURE)  # a form that a unit fills in
STATEMENT = of_noun(statement.LINE)  # of a treasury

_OF = {
    BatchNoun.DISBURSE: DISBURSEMENT,
    BatchNoun.ALLOCATE: ALLOCATION,
    BatchNoun.PROGRAM: PROGRAM,
    BatchNoun.PLACE: PLACE,
    BatchNoun.INSPECT: INSPECTION,
    BatchNoun.ACTIVITY: ACTIVITY,
    BatchNoun.OPENING: OPENING,
}


def fields_of(noun: BatchNoun) -> ImportFields:
    """Return the fields of an import."""
    return _OF[noun]
