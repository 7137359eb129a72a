"""The words of `allocate add` and `disburse add` to a draft."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Annotated

import typer

from ethnictrack.cli import options, values
from ethnictrack.domain.draft import Draft
from ethnictrack.domain.kinds import KINDS, Capital, Kind, Side, Source
from ethnictrack.domain.text import clean_code

NONE = "none"  # said of a capital or source: it is left unclassified on purpose


@dataclass(slots=True, kw_only=True)
class Words:
    """The fields of an entry as typed; None where nothing was. Prompts fill in what is missing.

    What only one verb asks for is an option of its own class.
    """

    program: options.Program = None
    amount: options.Money = None
    date: options.On = None
    year: options.Year = None
    plan_year: options.PlanYear = None
    kind: str | None = None
    place: str | None = None
    capital: options.CapitalWord = None
    source: options.SourceWord = None
    voucher: str | None = None
    decision: str | None = None
    payee: str | None = None
    note: options.Note = None
    over_plan: str | None = None
    key: str | None = None
    numbers: options.Numbers = None

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


@dataclass(slots=True, kw_only=True)
class AllocationWords(Words):
    """What `allocate add` asks for."""

    kind: options.AllocationKind = None
    place: options.Place = None
    decision: options.Decision = None
    key: options.Key = None


@dataclass(slots=True, kw_only=True)
class DisbursementWords(Words):
    """What `disburse add` asks for."""

    kind: options.DisbursementKind = None
    place: options.Place = None
    voucher: options.Voucher = None
    payee: options.Payee = None
    over_plan: options.OverPlan = None
    key: options.Key = None


@dataclass(slots=True, kw_only=True)
class TransferWords(Words):
    """What `allocate transfer` asks for: what is taken, and where it goes."""

    kind: str | None = Kind.DECREASE.value
    to: Annotated[
        str | None, typer.Option("--to", metavar="PROGRAM", help="Programme that receives it.")
    ] = None
    place: Annotated[
        str | None, typer.Option("--from-place", metavar="PLACE", help="Place it is taken from.")
    ] = None
    to_place: Annotated[
        str | None, typer.Option("--to-place", metavar="PLACE", help="Place it is given to.")
    ] = None
    decision: options.Decision = None


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
