"""The columns of inspections: the register, and what was found and recovered so far."""

from __future__ import annotations

from ethnictrack.fields.inspection import INSPECTION as REGISTER
from ethnictrack.fields.inspection import MONEY, STAGE
from ethnictrack.importing.fields.declared import columns_of

INSPECTION = columns_of(
    (*REGISTER, *STAGE, *MONEY),
    kept=("stages", "findings", "recoveries", "outstanding", "Còn phải thu", "Còn lại", "id"),
)
