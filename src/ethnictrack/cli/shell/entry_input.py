"""What the verbs of `allocate` and `disburse` take, by the fields of entries."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from ethnictrack.cli.shell.option_groups import options_of
from ethnictrack.fields.entry import DATE
from ethnictrack.fields.reading import NUMBERS, Words
from ethnictrack.library.entry_words import NUMBER, REASON, TRANSFER, asked_of, filters_of
from ethnictrack.values.kinds import Side

AllocationWords = Annotated[Words, options_of((*asked_of(Side.ALLOCATION), NUMBERS))]
DisbursementWords = Annotated[Words, options_of((*asked_of(Side.DISBURSEMENT), NUMBERS))]
TransferWords = Annotated[Words, options_of((*TRANSFER, NUMBERS))]
AllocationFilters = Annotated[Words, options_of(filters_of(Side.ALLOCATION))]
DisbursementFilters = Annotated[Words, options_of(filters_of(Side.DISBURSEMENT))]
Number = Annotated[int, NUMBER]
Reason = Annotated[str, REASON]
On = Annotated[date | None, DATE]
