"""The money of the book as double entry, for programs of plain-text accounting.

The book itself has single entries (docs/decisions/0002). Each becomes two postings that balance:

- ``plan:YEAR:PROGRAMME`` against ``funding:SOURCE`` is what was given; money of an earlier year
  comes from ``funding:carried over``, where it was put by ``disposed:YEAR:PROGRAMME:carried out``;
- ``paid:YEAR:PROGRAMME`` against ``treasury:SOURCE`` is what was paid; advances that are not
  cleared are ``:open advances`` below it, refunds ``:refunds``, so that the sum is giải ngân;
- ``recommended``, ``owed`` and ``recovered`` are those of findings of inspections.

A programme is the path of codes from its root, so that sums roll up as they do in reports. Words
with a blank in them are ours: no code has one.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ethnictrack.fields.entry_texts import TEXTS
from ethnictrack.fields.types import Text
from ethnictrack.nouns.inspection import Action
from ethnictrack.values.dates import unstamp, vietnam_day
from ethnictrack.values.kinds import PAID_EFFECT, PLAN_EFFECT, Kind

if TYPE_CHECKING:
    from ethnictrack.reports.export_tables import Codes, Facts

Account = tuple[str, ...]
Paths = Mapping[int, tuple[str, ...]]  # of programmes: the codes from the root to each
_TAGS = ("plan_year", "capital", "source", "qualifier", "reverses", "transfer", "batch")
_PAPERS = tuple(each.name for each in TEXTS if isinstance(each.type, Text) and each.type.reference)
_ASIDE = {Kind.CARRIED_OUT: "carried out", Kind.CANCELLED: "cancelled"}
_FROM = {Kind.CARRIED_IN: "carried over", Kind.CARRIED_OUT: "carried over"}
_BELOW = {
    Kind.ADVANCE: ("open advances",),
    Kind.ADVANCE_RECOVERY: ("open advances",),
    Kind.REFUND: ("refunds",),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Transaction:
    """An amount in đồng that goes from one account to another, and what is said of it.

    ``payee`` and ``text`` are of the book and may hold anything; codes and ``tags`` cannot.
    """

    date: str
    code: str
    payee: str
    text: str
    tags: Mapping[str, str]
    to: Account
    of: Account
    amount: int


def of_entry(facts: Facts, paths: Paths, codes: Codes, *, public: bool) -> Transaction:
    """Return an entry of the ledger as a transaction."""
    kind = Kind(str(facts["kind"]))
    program = paths.get(_whole(facts, "program"), ("no programme",))  # of a damaged book
    to, of = _accounts(kind, str(facts["year"]), program, str(facts["source"] or "unclassified"))
    sign = PLAN_EFFECT.get(kind) or PAID_EFFECT.get(kind) or -1  # set aside: it leaves the plan
    place = facts["place"]
    tags = {name.replace("_", "-"): str(facts[name]) for name in _TAGS if facts[name] is not None}
    return Transaction(
        date=str(facts["date"]),
        code=str(facts["id"]),
        payee=_said(facts, "payee", public=public) or kind.value,
        text=_joined(*(facts[name] for name in _PAPERS), _said(facts, "note", public=public)),
        tags={
            "kind": kind.value,
            **tags,
            **({} if place is None else {"place": codes["place"].get(int(place), str(place))}),
            **({"over-plan": "yes"} if facts["over_plan"] is not None else {}),
        },
        to=to,
        of=of,
        amount=sign * _whole(facts, "amount"),
    )


def _accounts(
    kind: Kind, year: str, program: tuple[str, ...], source: str
) -> tuple[Account, Account]:
    if kind in PLAN_EFFECT:
        return ("plan", year, *program), ("funding", _FROM.get(kind, source))
    if kind in PAID_EFFECT:
        return ("paid", year, *program, *_BELOW.get(kind, ())), ("treasury", source)
    aside = _ASIDE[kind]
    return ("disposed", year, *program, aside), ("funding", _FROM.get(kind, aside))


def of_finding(facts: Facts, codes: Codes, *, public: bool) -> Transaction | None:
    """Return what is to be paid back as a transaction of the day it was recorded on."""
    if facts["action"] == Action.SETTLEMENT_REDUCTION:
        return None  # never paid back: the settlement is lower instead
    which = _finding(facts, "number", codes)
    return Transaction(
        date=vietnam_day(unstamp(str(facts["recorded_at"]))).isoformat(),
        code=f"finding-{facts['id']}",
        payee=which[0],
        text=_said(facts, "note", public=public),
        tags={"action": str(facts["action"])},
        to=("owed", *which),
        of=("recommended", *which),
        amount=_whole(facts, "amount"),
    )


def of_recovery(facts: Facts, codes: Codes, *, public: bool) -> Transaction:
    """Return money that came back as a transaction."""
    which = _finding(facts, "finding", codes)
    reverses = facts["reverses"]
    return Transaction(
        date=str(facts["date"]),
        code=f"recovery-{facts['id']}",
        payee=which[0],
        text=_joined(facts["voucher"], _said(facts, "note", public=public)),
        tags={} if reverses is None else {"reverses": f"recovery-{reverses}"},
        to=("recovered", *which),
        of=("owed", *which),
        amount=_whole(facts, "amount"),
    )


def _finding(facts: Facts, number: str, codes: Codes) -> tuple[str, str]:
    inspection = _whole(facts, "inspection")
    return codes["inspection"].get(inspection, str(inspection)), str(facts[number])


def _whole(facts: Facts, name: str) -> int:
    return int(facts[name] or 0)


def _said(facts: Facts, name: str, *, public: bool) -> str:
    """Return what somebody wrote, which is left out for the public."""
    return "" if public else str(facts[name] or "")


def _joined(*texts: object) -> str:
    return ", ".join(str(each) for each in texts if each)
