"""The columns of a treasury's statement."""

from __future__ import annotations

from ethnictrack.fields.statement import LINE
from ethnictrack.importing.fields.declared import columns_of

STATEMENT = columns_of(LINE)
