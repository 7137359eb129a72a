"""The columns of results that are not money: the register, a year's target, what was reached."""

from __future__ import annotations

from ethnictrack.fields.activity import ACTIVITY as REGISTER
from ethnictrack.fields.activity import RESULT
from ethnictrack.importing.fields.declared import columns_of

ACTIVITY = columns_of((*REGISTER, *RESULT), kept=("qualifier", "id"))
