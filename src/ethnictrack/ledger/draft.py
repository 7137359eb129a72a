"""What a clerk or a script says of an entry, before the book has looked at it."""

from __future__ import annotations

from dataclasses import dataclass, fields
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from ethnictrack.fields.entry import entry_fields
from ethnictrack.fields.entry_texts import EntryTexts
from ethnictrack.fields.field import later, said_of, versioned, versions
from ethnictrack.values.kinds import KINDS, Capital, Kind, Side, Source

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from ethnictrack.values.amounts import Amount

_CLASSES = ("capital", "source")
_UNCLASSIFIED = "none"  # of a class of which it was said that there is none
_CONTENT = tuple(each for each in entry_fields() if each.content)
VERSIONS = versions(_CONTENT)  # of the digests, the newest first
_LATER = {version: later(_CONTENT, version) for version in VERSIONS}


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft(EntryTexts):
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
    key: str | None = None

    @classmethod
    def of(cls, side: Side, said: Mapping[str, Any]) -> Draft:
        """Return what was said of the fields of an entry, each read; a class may be None."""
        left_open = frozenset(each for each in _CLASSES if each in said and said[each] is None)
        values = {name: value for name, value in said.items() if name in DRAFTED}
        values["kind"] = said.get("kind") or KINDS[side][0]
        return cls(**values, side=side, unclassified=left_open)

    @property
    def said(self) -> set[str]:
        """The classes of which something was said, if only that there is none."""
        given: Mapping[str, object] = {"capital": self.capital, "source": self.source}
        return {name for name, value in given.items() if value} | self.unclassified

    @property
    def content(self) -> dict[str, object]:
        """What was said, by field, for the digests by which it is known again."""
        return {
            **dict(zip(_SAID, _said(self), strict=True)),
            **dict.fromkeys(self.unclassified, _UNCLASSIFIED),
            "date": self.date and self.date.isoformat(),
            "amount": self.amount.dong.value,
            "qualifier": self.amount.qualifier,
        }


DRAFTED = frozenset(each.name for each in fields(Draft)) - {"side", "unclassified"}
_SAID = tuple(each.name for each in _CONTENT if each.name in DRAFTED)
_said = attrgetter(*_SAID)


def fingerprint(
    draft: Draft, program: int, place: int | None, year: int, version: int = VERSIONS[0]
) -> str:
    """Return the digest by which the same row is known again, in whatever file it stands.

    It covers what was said, resolved to ``program``, ``place`` and budget ``year``: the same
    programme by code or by name is the same row. Defaults that may differ on another day, and the
    reason for going over the plan, are left out. A row that was kept under an older ``version`` is
    found by the digest of that.
    """
    return versioned(row_facts(draft, program, place, year), _LATER[version], version)


def row_facts(draft: Draft, program: int, place: int | None, year: int) -> list[str]:
    """Return what a ``fingerprint`` covers, each fact behind its name."""
    said = draft.year is not None or draft.date is not None
    resolved = {"program": program, "place": place, "year": year if said else None}
    return said_of({**draft.content, **resolved, "side": draft.side})


def fingerprints(facts: Sequence[str]) -> tuple[str, ...]:
    """Return the digest a row of these facts is kept with, and those of all older versions."""
    return tuple(versioned(facts, _LATER[version], version) for version in VERSIONS)
