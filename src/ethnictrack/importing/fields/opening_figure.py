"""The columns of opening figures."""

from __future__ import annotations

from ethnictrack.fields.opening_figure import OPENING as FIELDS
from ethnictrack.importing.fields.declared import columns_of

OPENING = columns_of(FIELDS)
