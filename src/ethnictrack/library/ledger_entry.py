"""An entry as a program gets it: the keys of its JSON as attributes with types."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ethnictrack.fields.entry_texts import EntryTexts
from ethnictrack.reports.entries import entry_data
from ethnictrack.values.kinds import Capital, Kind, Source
from ethnictrack.values.money import Dong, Qualifier

if TYPE_CHECKING:
    from ethnictrack.ledger.entry import Posted
    from ethnictrack.nouns.place import Places
    from ethnictrack.nouns.program import Programs


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerEntry(EntryTexts):
    """An allocation or a disbursement as the book holds it; money is whole đồng.

    ``program`` and ``place`` are codes. ``effect`` is what it did to the plan or to giải ngân.
    """

    id: int
    program: str
    place: str | None
    year: int
    plan_year: int
    date: dt.date
    kind: Kind
    capital: Capital | None
    source: Source | None
    amount: Dong
    effect: Dong
    disposed: Dong
    qualifier: Qualifier | None
    reverses: int | None
    reversed_by: int | None
    reconciled: int | None
    transfer: int | None
    batch: int | None
    key: str | None
    actor: str
    recorded_at: dt.datetime
    amended: bool
    files: int

    @classmethod
    def of(cls, posted: Posted, programs: Programs, places: Places) -> LedgerEntry:
        """Return an entry of the ledger with the codes of its programme and place."""
        facts: dict[str, Any] = entry_data(posted, programs, places)
        return cls(**facts)
