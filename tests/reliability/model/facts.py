"""What a book on one page is made of: entries as they are typed, and as they are held."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple, NoReturn

ANY = "any"
NONE = "none"  # said of a class that there is none
PARENTS = {"MTQG": None, "DA1": "MTQG", "DA1.1": "DA1", "DA2": "MTQG", "CT135": None}
PLAN = {"initial": 1, "supplement": 1, "increase": 1, "decrease": -1, "withdraw": -1}
PLAN |= {"carried-in": 1}
GONE = {"carried-out": 1, "cancelled": 1}
PAID = {"payment": 1, "advance": 1, "advance-recovery": -1, "refund": -1}


class RefusedError(Exception):
    """What is asked breaks these rules; the book may name any one of them."""

    def __init__(self, *codes: str) -> None:
        super().__init__(*codes)
        self.codes = set(codes)


def refuse(*codes: str) -> NoReturn:
    """Refuse what breaks these rules. Raises: RefusedError."""
    raise RefusedError(*codes)


@dataclass(frozen=True, kw_only=True)
class Said:
    """An entry as it is typed; None is not said."""

    side: str
    program: str
    amount: int
    kind: str
    day: date | None = None
    year: int | None = None
    plan_year: int | None = None
    place: str | None = None
    capital: str | None = None
    source: str | None = None
    voucher: str | None = None
    over_plan: bool = False
    key: str | None = None


@dataclass(frozen=True, kw_only=True)
class Fact:
    """An entry as the book holds it."""

    number: int
    side: str
    program: str
    amount: int
    kind: str
    day: date
    year: int
    plan_year: int
    place: str | None
    capital: str | None
    source: str | None
    voucher: str | None = None
    over_plan: bool = False
    key: str | None = None
    reverses: int | None = None
    transfer: int | None = None
    batch: int | None = None

    @property
    def planned(self) -> int:
        """What it adds to the plan."""
        return self.amount * PLAN.get(self.kind, 0)

    @property
    def gone(self) -> int:
        """What it carries out or cancels."""
        return self.amount * GONE.get(self.kind, 0)

    @property
    def paid(self) -> int:
        """What it adds to the payments."""
        return self.amount * PAID.get(self.kind, 0)


class Scope(NamedTuple):
    """Where plan and payments are compared."""

    year: int
    plan_year: int
    program: str
    capital: str | None
    source: str | None
    place: str | None = ANY


class Sums(NamedTuple):
    """What is planned, carried out or cancelled, and paid."""

    planned: int
    gone: int
    paid: int

    @property
    def left(self) -> int:
        """What may still be paid."""
        return self.planned - self.gone - self.paid


def lineage(program: str) -> list[str]:
    """Return a programme and all above it."""
    above = PARENTS[program]
    return [program, *(lineage(above) if above else ())]


def in_class(fact: Fact, scope: Scope, *, wide: bool) -> bool:
    """Say whether a fact is of a class; ``wide``: also where it leaves the class out."""
    pairs = ((fact.capital, scope.capital), (fact.source, scope.source))
    return all(asked in (ANY, found) or (wide and found is None) for found, asked in pairs)
