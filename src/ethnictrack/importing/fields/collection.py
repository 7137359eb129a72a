"""The columns of a form that a unit fills in."""

from __future__ import annotations

from ethnictrack.fields.collection import FIGURE
from ethnictrack.importing.fields.declared import columns_of

COLLECTED = columns_of(FIGURE)
