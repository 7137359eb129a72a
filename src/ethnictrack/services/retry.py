"""A retry with a key: whether it says again what the first try said."""

from __future__ import annotations

from ethnictrack.fields.digest import digest
from ethnictrack.fields.entry import entry_fields
from ethnictrack.ledger.draft import Draft
from ethnictrack.ledger.entry import Entry

# A class may be left to the plan; the key is what both have.
_ASIDE = frozenset({"capital", "source", "key"})
_CONTENT = ("side", *(each.name for each in entry_fields() if each.content))


def repeats(again: Entry, first: Entry, draft: Draft) -> bool:
    """Say whether a draft, which now means ``again``, is what the ``first`` entry was made of.

    In the same words, or in others of the same content: a default spelt out, or a class that is
    left to the plan now and was named then. A reason to go beyond the plan was not kept where none
    was needed.
    """
    if first.request == request_of(again, draft):
        return True
    said = {*_CONTENT} - _ASIDE | draft.said | ({"over_plan"} if first.over_plan else set())
    return all(getattr(again, name) == getattr(first, name) for name in said)


def request_of(entry: Entry, draft: Draft) -> str:
    """Return a digest of what was said, defaults left out: they may differ on a later day."""
    resolved = {"side": entry.side, "program": entry.program, "place": entry.place}
    return digest({**draft.content, **resolved, "key": None, "over_plan": draft.over_plan})
