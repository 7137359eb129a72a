"""The columns of programmes and places, made of their fields."""

from __future__ import annotations

from ethnictrack.fields.place import PLACE as PLACE_FIELDS
from ethnictrack.fields.program import PROGRAM as PROGRAM_FIELDS
from ethnictrack.importing.fields.declared import columns_of

_KEPT = ("actor", "recorded_at", "id")

PROGRAM = columns_of(PROGRAM_FIELDS, kept=_KEPT)
PLACE = columns_of(PLACE_FIELDS, kept=_KEPT)
