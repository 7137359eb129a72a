"""An entry of the ledger: what is said of it before it is recorded, and after."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date, datetime
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from ethnictrack.errors.entries import ReversalOfReversalError
from ethnictrack.fields.entry import entry_fields
from ethnictrack.fields.entry_texts import EntryTexts
from ethnictrack.fields.field import later, said_of, versioned, versions
from ethnictrack.i18n import N_
from ethnictrack.values.errors import BookError
from ethnictrack.values.kinds import (
    DISPOSAL_EFFECT,
    GROUPS,
    KINDS,
    PAID_EFFECT,
    PLAN_EFFECT,
    Capital,
    Kind,
    Side,
    Source,
)
from ethnictrack.values.money import ZERO, Dong, Qualifier

if TYPE_CHECKING:
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


class AlreadyReversedError(BookError):
    entry: int
    by: int
    code = "already-reversed"
    text = N_("Entry {entry} was reversed by entry {by}.")
    remedy = N_(
        "`ethnictrack {group} show {by}` shows what took it back. An entry is reversed once; where "
        "it was right after all, `ethnictrack {group} copy {entry}` records it anew."
    )
    group: str
    hint_only = ("group",)


class TransferReversedError(AlreadyReversedError):
    """One line of a transfer, which is recorded anew on both."""

    remedy = N_(
        "`ethnictrack {group} show {by}` shows what took it back. An entry is reversed once; "
        "record what is missing as a new one."
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry(EntryTexts):
    """One fact about money. ``amount`` is positive; only a reversal has a negative one.

    ``program`` and ``place`` are ids of the registers; ``transfer`` is the other leg's number.
    """

    side: Side
    program: int
    year: int
    plan_year: int
    date: date
    kind: Kind
    amount: Dong
    place: int | None = None
    capital: Capital | None = None
    source: Source | None = None
    qualifier: Qualifier | None = None
    reverses: int | None = None
    transfer: int | None = None
    batch: int | None = None
    key: str | None = None
    request: str | None = None
    fingerprint: str | None = None  # of the row of a file it was imported from

    @property
    def planned(self) -> Dong:
        """What the entry does to the plan."""
        return _effect(self.amount, PLAN_EFFECT.get(self.kind, 0))

    @property
    def disposed(self) -> Dong:
        """What the entry takes out of reach: carried out or cancelled."""
        return _effect(self.amount, DISPOSAL_EFFECT.get(self.kind, 0))

    @property
    def paid(self) -> Dong:
        """What the entry does to giải ngân."""
        return _effect(self.amount, PAID_EFFECT.get(self.kind, 0))

    @property
    def effect(self) -> Dong:
        """What the entry does on its side: to the plan, or to giải ngân."""
        return self.planned if self.side is Side.ALLOCATION else self.paid

    @property
    def signed(self) -> Dong:
        """The amount as people read it: with the sign of what it did."""
        return self.effect or self.disposed


def _effect(amount: Dong, sign: int) -> Dong:
    return amount if sign > 0 else -amount if sign else ZERO


@dataclass(frozen=True, slots=True, kw_only=True)
class Posted:
    """An entry as the book holds it: numbered, signed for and dated.

    ``entry`` has the newest texts; ``amendments`` put them right, the oldest first, and
    ``original`` is the entry before the first of them.
    """

    id: int
    entry: Entry
    actor: str
    recorded_at: datetime
    reversed_by: int | None = None
    reconciled: int | None = None  # the newest statement of the treasury it was matched in
    files: int = 0  # how many are attached
    amendments: tuple[Amendment, ...] = ()
    original: Entry | None = None

    @property
    def amended(self) -> bool:
        """Whether texts of it were put right."""
        return bool(self.amendments)


def reversal(posted: Posted, *, reason: str, on: date | None) -> Entry:
    """Return the entry of the opposite amount that takes a posted one back; the book keeps both.

    It takes effect on the day of the entry it corrects unless another day is named.
    Raises: ReversalOfReversalError, AlreadyReversedError.
    """
    entry = posted.entry
    if entry.reverses is not None:
        raise ReversalOfReversalError(
            entry=posted.id, reverses=entry.reverses, group=GROUPS[entry.side]
        )
    if posted.reversed_by is not None:
        refusal = AlreadyReversedError if entry.transfer is None else TransferReversedError
        raise refusal(entry=posted.id, by=posted.reversed_by, group=GROUPS[entry.side])
    return replace(
        entry,
        amount=-entry.amount,
        date=on or entry.date,
        note=reason,
        reverses=posted.id,
        over_plan=None,
        transfer=None,
        batch=None,
        key=None,
        request=None,
        fingerprint=None,
    )


AMENDABLE = ("note", "payee", "voucher", "decision")  # never money, day, programme or class


@dataclass(frozen=True, slots=True, kw_only=True)
class Amendment:
    """The texts that one command put right, by field; those not named stay as they were."""

    entry: int
    texts: Mapping[str, str | None]
    reason: str
    actor: str
    recorded_at: datetime


def newest(amendments: Iterable[Amendment]) -> dict[str, Any]:
    """Return the texts that hold after some amendments, the oldest first."""
    return {name: text or None for each in amendments for name, text in each.texts.items()}
