"""The words of `allocate add` and `disburse add` to a draft."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from ethnictrack.cli import values
from ethnictrack.domain.draft import Draft
from ethnictrack.domain.kinds import KINDS, Capital, Kind, Side, Source
from ethnictrack.domain.text import clean_code

NONE = "none"  # said of a capital or source: it is left unclassified on purpose


@dataclass(slots=True, kw_only=True)
class Words:
    """The fields of an entry as typed; None where nothing was. Prompts fill in what is missing."""

    program: str | None = None
    amount: str | None = None
    year: str | None = None
    plan_year: str | None = None
    date: str | None = None
    kind: str | None = None
    place: str | None = None
    capital: str | None = None
    source: str | None = None
    voucher: str | None = None
    decision: str | None = None
    payee: str | None = None
    note: str | None = None
    over_plan: str | None = None
    key: str | None = None
    numbers: str | None = None

    def lacks(self, side: Side) -> bool:
        """Say whether anything required is missing."""
        return None in self._needed(side).values()

    def _needed(self, side: Side) -> dict[str, str | None]:
        needed = {"PROGRAM": self.program, "AMOUNT": self.amount}
        return {**needed, "--year": self.year} if side is Side.ALLOCATION else needed

    def draft(self, side: Side, today: dt.date) -> Draft:
        """Read every word. Raises: MissingValueError and the refusals of values."""
        values.required(**self._needed(side))
        capital = class_word("--capital", self.capital, Capital)
        source = class_word("--source", self.source, Source)
        return Draft(
            side=side,
            program=self.program or "",
            amount=values.amount(self.amount or "", self.numbers),
            kind=kind_of(side, self.kind),
            date=values.day(self.date, today),
            year=values.year(self.year),
            plan_year=values.year(self.plan_year),
            place=self.place,
            capital=Capital(capital) if capital else None,
            source=Source(source) if source else None,
            unclassified=frozenset(
                name for name in ("capital", "source") if getattr(self, name) == NONE
            ),
            voucher=values.text("--voucher", self.voucher, 100),
            decision=values.text("--decision", self.decision, 100),
            payee=values.text("--payee", self.payee),
            note=values.text("--note", self.note, 2000),
            over_plan=values.text("--over-plan", self.over_plan, 2000),
            key=None if self.key is None else clean_code(self.key),
        )


def kind_of(side: Side, given: str | None) -> Kind:
    """Read a kind of the side; each side's first kind is its default."""
    if given is None:
        return KINDS[side][0]
    known = tuple(map(str, KINDS[side]))
    return values.choice("--kind", given, Kind, known)


def class_word(option: str, given: str | None, members: type[Capital | Source]) -> str | None:
    """Return a member's value, or None for nothing said or "none"."""
    if given is None or given == NONE:
        return None
    return values.choice(option, given, members).value
