"""The columns of allocations and disbursements, made of the fields of entries."""

from __future__ import annotations

from ethnictrack.domain.kinds import Side
from ethnictrack.fields.entry import ENTRY
from ethnictrack.intake.fields.declared import columns_of

ALLOCATION = columns_of(ENTRY, Side.ALLOCATION)
DISBURSEMENT = columns_of(ENTRY, Side.DISBURSEMENT)
