"""What a clerk or a script says of an entry, before the book has looked at it."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from ethnictrack.domain.amounts import Amount
from ethnictrack.domain.kinds import Capital, Kind, Side, Source


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """An entry as said. None means that nothing was said, and that a default may be taken.

    ``program`` and ``place`` are codes or names. ``unclassified`` names the classes ("capital",
    "source") of which it was said that there is none.
    """

    side: Side
    program: str
    amount: Amount
    kind: Kind
    date: date | None = None
    year: int | None = None
    plan_year: int | None = None
    place: str | None = None
    capital: Capital | None = None
    source: Source | None = None
    unclassified: frozenset[str] = frozenset()
    voucher: str | None = None
    decision: str | None = None
    payee: str | None = None
    note: str | None = None
    over_plan: str | None = None
    key: str | None = None

    @property
    def said(self) -> set[str]:
        """The classes of which something was said, if only that there is none."""
        given: Mapping[str, object] = {"capital": self.capital, "source": self.source}
        return {name for name, value in given.items() if value} | self.unclassified


def fingerprint(draft: Draft, program: int, place: int | None, year: int) -> str:
    """Return the digest by which the same row is known again, in whatever file it stands.

    It covers what was said, resolved to ``program``, ``place`` and budget ``year``: the same
    programme by code or by name is the same row. Defaults that may differ on another day, and the
    reason for going over the plan, are left out.
    """
    said: tuple[object, ...] = (
        draft.side,
        program,
        place,
        year if draft.year is not None or draft.date is not None else None,
        draft.plan_year,
        draft.date and draft.date.isoformat(),
        draft.kind,
        draft.capital,
        draft.source,
        *sorted(draft.unclassified),
        draft.amount.dong.value,
        draft.amount.qualifier,
        draft.voucher,
        draft.decision,
        draft.payee,
        draft.note,
        draft.key,
    )
    return hashlib.sha256("\x1f".join(map(str, said)).encode()).hexdigest()
