"""The columns of allocations and disbursements, made of the fields of entries."""

from __future__ import annotations

from ethnictrack.fields.entry import ENTRY
from ethnictrack.importing.fields.declared import columns_of
from ethnictrack.values.kinds import Side

ALLOCATION = columns_of(ENTRY, Side.ALLOCATION)
DISBURSEMENT = columns_of(ENTRY, Side.DISBURSEMENT)
