"""A retry with a key: whether it says again what the first try said."""

from __future__ import annotations

import hashlib

from ethnictrack.domain.chain import canonical
from ethnictrack.domain.dates import write_date
from ethnictrack.domain.draft import Draft
from ethnictrack.domain.entry import Entry

_CONTENT = (
    *("side", "program", "place", "year", "plan_year", "date", "kind", "amount", "qualifier"),
    *("voucher", "decision", "payee", "note"),
)


def repeats(again: Entry, first: Entry, draft: Draft) -> bool:
    """Say whether a draft, which now means ``again``, is what the ``first`` entry was made of.

    In the same words, or in others of the same content: a default spelt out, or a class that is
    left to the plan now and was named then. A reason to go beyond the plan was not kept where none
    was needed.
    """
    if first.request == request_of(again, draft):
        return True
    said = (*_CONTENT, *draft.said, *(("over_plan",) if first.over_plan else ()))
    return all(getattr(again, name) == getattr(first, name) for name in said)


def request_of(entry: Entry, draft: Draft) -> str:
    """Return a digest of what was said, defaults left out: they may differ on a later day."""
    facts: dict[str, object] = {
        "side": entry.side.value,
        "program": entry.program,
        "place": entry.place,
        "amount": entry.amount.value,
        "qualifier": entry.qualifier and entry.qualifier.value,
        "kind": entry.kind.value,
        "date": draft.date and write_date(draft.date, "en"),
        "unclassified": sorted(draft.unclassified),
    }
    for name in ("year", "plan_year", "capital", "source", "voucher", "decision"):
        facts[name] = getattr(draft, name)
    for name in ("payee", "note", "over_plan"):
        facts[name] = getattr(draft, name)
    return hashlib.sha256(canonical(facts).encode()).hexdigest()
