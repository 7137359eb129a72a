"""The columns of allocations and disbursements, made of the fields of entries."""

from __future__ import annotations

from dataclasses import replace

from ethnictrack.fields.entry import ENTRY, REVERSED_BY, REVERSES
from ethnictrack.importing.field import Fields, ImportField
from ethnictrack.importing.fields.declared import columns_of
from ethnictrack.importing.sheets import readers
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
