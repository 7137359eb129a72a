"""What each kind of import can say of a row: one list of columns a noun, made of its fields."""

from __future__ import annotations

from dataclasses import replace

from ethnictrack.fields import activity, collection, inspection, opening_figure, statement
from ethnictrack.fields.entry import ENTRY, REVERSED_BY, REVERSES
from ethnictrack.fields.place import PLACE as OF_A_PLACE
from ethnictrack.fields.program import LISTED
from ethnictrack.importing.field import Fields, ImportField
from ethnictrack.importing.fields.declared import columns_of
from ethnictrack.importing.sheets import readers
from ethnictrack.nouns.batch import BatchNoun
from ethnictrack.values.kinds import GROUPS, Side

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
