"""A book as a clerk would keep it on squared paper: lists of entries, added up anew each time.

It knows one tree, no classes and no places, and nothing of the program's code. What it refuses it
refuses with the code a clerk would see.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from copy import deepcopy
from dataclasses import dataclass, field, replace
from typing import NoReturn

ABOVE = {"MTQG": None, "DA1": "MTQG", "DA2": "MTQG"}
PLANS = {"initial": 1, "supplement": 1, "increase": 1, "decrease": -1, "withdraw": -1}
DISPOSES = {"carried-out": 1, "cancelled": 1}
PAYS = {"payment": 1, "advance": 1, "advance-recovery": -1, "refund": -1}


class RefusedError(Exception):
    """The code with which something is refused."""


def _refuse(code: str) -> NoReturn:
    raise RefusedError(code)


@dataclass(frozen=True, slots=True)
class Fact:
    """An entry; a reversal has the amount below zero and the number of what it reverses."""

    kind: str
    program: str
    year: int
    amount: int
    voucher: str | None = None
    reverses: int | None = None
    batch: int | None = None

    def effect(self, kinds: dict[str, int]) -> int:
        """Return what it adds to a sum in which these kinds count."""
        return kinds.get(self.kind, 0) * self.amount


@dataclass(frozen=True, slots=True)
class Sums:
    """What a programme and all below it have in a year."""

    planned: int
    disposed: int
    paid: int

    @property
    def left(self) -> int:
        """What may still be paid."""
        return self.planned - self.disposed - self.paid


def lineage(program: str) -> list[str]:
    """Return a programme and those above it."""
    above = ABOVE[program]
    return [program, *(lineage(above) if above else [])]


@dataclass(slots=True)
class Model:
    """Entries by number from 1, years that are closed, imports that were taken back."""

    entries: list[Fact] = field(default_factory=list)
    closed: set[int] = field(default_factory=set)
    legs: dict[int, int] = field(default_factory=dict)  # the other entry of a transfer
    batches: dict[int, int | None] = field(default_factory=dict)  # what took them back, 0: an undo

    def sums(self, program: str, year: int) -> Sums:
        """Add everything up, from the first entry on."""
        of = [
            each for each in self.entries if each.year == year and program in lineage(each.program)
        ]
        return Sums(*(sum(each.effect(kinds) for each in of) for kinds in (PLANS, DISPOSES, PAYS)))

    def post(self, *facts: Fact) -> list[int]:
        """Keep facts that are judged as one; their numbers come back. Raises: RefusedError."""
        for fact in facts:
            self._check(fact)
        watched: dict[str, tuple[Fact, Sums]] = {}
        for fact in facts:
            for program in self._watched(fact):
                watched.setdefault(program, (fact, self.sums(program, fact.year)))
        kept = len(self.entries)
        self.entries += facts
        for program, (fact, before) in watched.items():
            if self._worse(program, fact, before):
                del self.entries[kept:]
                _refuse("over-remaining" if fact.effect(DISPOSES) else "over-plan")
        return list(range(kept + 1, len(self.entries) + 1))

    def _check(self, fact: Fact) -> None:
        if fact.year in self.closed:
            _refuse("year-closed")
        undone = {each.reverses for each in self.entries}
        for number, each in enumerate(self.entries, start=1):
            if fact.voucher and fact.reverses is None and number not in undone:
                same = replace(each, batch=None) == replace(fact, batch=None)
                if each.reverses is None and same:
                    _refuse("duplicate-voucher")
        paid = fact.effect(PAYS)
        for program in lineage(fact.program) if paid < 0 else ():
            ever = (each for each in self.entries if program in lineage(each.program))
            if sum(each.effect(PAYS) for each in ever) + paid < 0:
                _refuse("below-zero")
        if paid > 0 and not self._has_plan(fact):
            _refuse("no-plan")

    def _has_plan(self, fact: Fact) -> bool:
        if any(self.sums(each, fact.year).planned for each in lineage(fact.program)):
            return True  # and money that came back may be paid back to where it came from
        return self.sums(fact.program, fact.year).paid + fact.effect(PAYS) <= 0

    def _watched(self, fact: Fact) -> Iterable[str]:
        if fact.effect(PLANS) < 0 or fact.effect(DISPOSES) > 0:
            return lineage(fact.program)
        if fact.effect(PAYS) <= 0:
            return ()
        return [each for each in lineage(fact.program) if self.sums(each, fact.year).planned]

    def _worse(self, program: str, fact: Fact, before: Sums) -> bool:
        after = self.sums(program, fact.year)
        if after.planned < 0 and after.planned < before.planned:
            return True
        if after.left >= 0 or after.left >= before.left:
            return False
        gone = fact.effect(PLANS) < 0 and not after.planned and not after.disposed
        above = lineage(program)[1:]
        return not (gone and any(self.sums(each, fact.year).planned for each in above))

    def reverse(self, number: int, batch: int | None = None) -> None:
        """Take an entry back. Raises: RefusedError."""
        if self.entries[number - 1].reverses is not None:
            _refuse("reversal-of-reversal")
        if any(each.reverses == number for each in self.entries):
            _refuse("already-reversed")
        numbers = [number, self.legs[number]] if number in self.legs else [number]
        facts = [(each, self.entries[each - 1]) for each in numbers]
        self.post(
            *(replace(fact, amount=-fact.amount, reverses=at, batch=batch) for at, fact in facts)
        )

    def transfer(self, taken: Fact, given: Fact) -> None:
        """Move plan: its two entries stand and fall together. Raises: RefusedError."""
        first, second = self.post(taken, given)
        self.legs = {**self.legs, first: second, second: first}

    def take(self, facts: Sequence[Fact]) -> list[tuple[int, str]]:
        """Import rows, all or none; what is refused comes back, by the number of its row."""
        tried, refused = deepcopy(self), []
        batch = len(self.batches) + 1
        for row, fact in enumerate(facts, start=1):
            try:
                tried.post(replace(fact, batch=batch))
            except RefusedError as error:
                refused.append((row, str(error)))
        if not refused:
            self.entries, self.batches = tried.entries, {**self.batches, batch: None}
        return refused

    def undo(self, batch: int) -> None:
        """Take an import back. Raises: RefusedError."""
        if batch not in self.batches:
            _refuse("unknown-batch")
        if self.batches[batch] is not None:
            _refuse("batch-undone" if self.batches[batch] else "undo-of-undo")
        tried, undoing = deepcopy(self), len(self.batches) + 1
        undone = {each.reverses for each in self.entries}
        standing = [
            number
            for number, each in enumerate(self.entries, start=1)
            if each.batch == batch and number not in undone
        ]
        for number in standing:
            tried.reverse(number, undoing)
        if not standing:
            _refuse("nothing-to-undo")
        self.entries = tried.entries
        self.batches = {**self.batches, batch: undoing, undoing: 0}

    def close(self, year: int) -> None:
        """Close a year. Raises: RefusedError."""
        if year in self.closed:
            _refuse("year-closed")
        self.closed.add(year)

    def reopen(self, year: int) -> None:
        """Open it again. Raises: RefusedError."""
        if year not in self.closed:
            _refuse("year-open")
        self.closed.remove(year)

    def totals(self, year: int) -> dict[str, tuple[int, int]]:
        """Return what is planned and paid by programme, for those with anything at all."""
        found: dict[str, tuple[int, int]] = defaultdict(lambda: (0, 0))
        for program in ABOVE:
            sums = self.sums(program, year)
            found[program] = sums.planned, sums.paid
        return found
