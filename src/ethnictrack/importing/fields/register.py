"""The columns of programmes and places, made of their fields."""

from __future__ import annotations

from ethnictrack.fields.place import PLACE as PLACE_FIELDS
from ethnictrack.fields.program import PROGRAM as PROGRAM_FIELDS
from ethnictrack.importing.fields.declared import columns_of

_KEPT = ("actor", "recorded_at", "id", "aliases")

PROGRAM = columns_of(PROGRAM_FIELDS, kept=_KEPT)
# Of lists as they are published; a place says nothing of them.
_PUBLISHED = ("Tên tiếng Anh", "Nghị định", "Nghị quyết", "Ghi chú")

PLACE = columns_of(PLACE_FIELDS, kept=(*_KEPT, *_PUBLISHED))
