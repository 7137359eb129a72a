"""What an office does with its book, over the facts of ledger.py.

Entries under keys, reversals, transfers, imports and undoing them, closed years, inspections. Each
verb keeps what it says or raises RefusedError, and then nothing is changed.
"""

from __future__ import annotations

from collections.abc import Iterable
from copy import deepcopy
from dataclasses import dataclass, field, replace
from datetime import date

from tests.reliability.model.facts import Fact, RefusedError, Said, refuse
from tests.reliability.model.ledger import Ledger

UNPAID = "settlement-reduction"  # a finding that nobody pays back


@dataclass
class Import:
    """An import, or the taking back of one."""

    side: str
    file: str = ""  # the digest of its content; nothing for the taking back
    undone: bool = False
    undoes: int | None = None


@dataclass
class Case:
    """An inspection: findings with amount and action, recoveries by number."""

    findings: list[tuple[int, str]] = field(default_factory=list)
    recovered: dict[int, tuple[int, int]] = field(default_factory=dict)  # finding and amount
    days: dict[int, date] = field(default_factory=dict)  # of the recoveries
    taken_back: set[int] = field(default_factory=set)

    def came_back(self, finding: int) -> int:
        """Return what came back for a finding."""
        standing = (
            each for number, each in self.recovered.items() if number not in self.taken_back
        )
        return sum(amount for number, amount in standing if number == finding)


@dataclass
class Desk:
    """The book as the office knows it."""

    ledger: Ledger = field(default_factory=Ledger)
    keys: dict[str, tuple[Said, int]] = field(default_factory=dict)
    imports: dict[int, Import] = field(default_factory=dict)
    rows: dict[int, Said] = field(default_factory=dict)  # what came by import, by its entry
    cases: dict[str, Case] = field(default_factory=dict)
    recoveries: int = 0  # numbers given, those of reversals among them

    def copied(self) -> Desk:
        """Return the book as it is now."""
        return deepcopy(self)

    def add(self, said: Said, today: date) -> Fact:
        """Record an entry; the same under the same key is there already."""
        if said.key and (first := self._first(said)):
            again = replace(said, day=said.day or first.day, year=said.year or first.year)
            self.ledger.meant(again, today)
            if said != self.keys[said.key][0]:
                refuse("key-conflict")
            return first
        (fact,) = self.ledger.post(self.ledger.meant(said, today), today=today, said=said)
        if said.key:
            self.keys[said.key] = (said, fact.number)
        return fact

    def _first(self, said: Said) -> Fact | None:
        known = self.keys.get(said.key or "")
        return self.ledger.facts[known[1] - 1] if known else None

    def reverse(self, side: str, number: int, on: date | None, today: date) -> list[Fact]:
        """Take an entry back, and with it the one it is linked with."""
        first = self._existing(side, number)
        if first.reverses is not None:
            refuse("reversal-of-reversal")
        if self.ledger.reversed(number):
            refuse("already-reversed")
        linked = [first] if first.transfer is None else [first, self._fact(first.transfer)]
        return self.ledger.post(*self.opposite(linked, on), today=today)

    def _fact(self, number: int) -> Fact:
        return self.ledger.facts[number - 1]

    def _existing(self, side: str, number: int) -> Fact:
        if not 1 <= number <= len(self.ledger.facts) or self._fact(number).side != side:
            refuse("unknown-entry")
        return self._fact(number)

    def opposite(self, facts: Iterable[Fact], on: date | None) -> list[Fact]:
        """Return what takes facts back, on their own days unless another is said."""
        return [
            replace(
                fact,
                number=number,
                amount=-fact.amount,
                day=on or fact.day,
                reverses=fact.number,
                over_plan=False,
                key=None,
                transfer=None,
                batch=None,
            )
            for number, fact in enumerate(facts, start=len(self.ledger.facts) + 1)
        ]

    def transfer(self, said: Said, to: str, to_place: str | None, today: date) -> list[Fact]:
        """Move plan from a line to another."""
        giving = self.ledger.meant(replace(said, kind="decrease"), today)
        taking = self.ledger.meant(
            replace(said, kind="increase", program=to, place=to_place), today
        )
        if (said.program, said.place) == (to, to_place):
            refuse("same-line")
        number = giving.number
        return self.ledger.post(
            replace(giving, transfer=number + 1),
            replace(taking, number=number + 1, transfer=number),
            today=today,
        )

    def close(self, year: int, on: date, today: date) -> None:
        """Close a year."""
        if year in self.ledger.closed:
            refuse("year-closed")
        if on > today:
            refuse("future-date")
        self.ledger.closed.add(year)

    def reopen(self, year: int) -> None:
        """Open it again."""
        if year not in self.ledger.closed:
            refuse("year-open")
        self.ledger.closed.remove(year)

    # Imports

    def bring(
        self, rows: list[Said], file: str, today: date, *, skip: bool
    ) -> tuple[list[set[str]], int]:
        """Take rows in their order; return what each was refused for, and how many are new.

        Nothing is kept unless every row is right.
        """
        side = rows[0].side
        standing = [each for each in self.imports.values() if not (each.undone or each.undoes)]
        if not skip and any((each.side, each.file) == (side, file) for each in standing):
            refuse("already-imported")
        draft, before = self.copied(), len(self.ledger.facts)
        seen: list[Said] = []  # rows of this file that are in the book already
        found = [draft.take(row, seen, today, skip=skip) for row in rows]
        new = len(draft.ledger.facts) - before
        if new and not any(found):
            self.ledger, self.keys, self.rows = draft.ledger, draft.keys, draft.rows
            self.imports[len(self.imports) + 1] = Import(side, file)
        return found, new

    def take(self, said: Said, seen: list[Said], today: date, *, skip: bool) -> set[str]:
        """Keep a row of a file; return the rules it breaks, or any one of them."""
        batch = len(self.imports) + 1
        try:
            fact = self.ledger.meant(said, today)
            resolved = said.year if said.day is None else fact.year
            row = replace(said, year=resolved, over_plan=False)
            if self._there(row, batch) > seen.count(row) or self._same_key(said, batch, today):
                seen.append(row)
                if not skip:
                    refuse("duplicate-row")
                return set()
            (kept,) = self.ledger.post(replace(fact, batch=batch), today=today, said=said)
        except RefusedError as refusal:
            return refusal.codes
        self.rows[kept.number] = row
        if said.key:
            self.keys[said.key] = (said, kept.number)
        return set()

    def _there(self, row: Said, batch: int) -> int:
        """Count the entries that stand and came by the same row of an earlier import."""
        same = (number for number, each in self.rows.items() if each == row)
        return sum(
            self._fact(number).batch != batch and not self.ledger.reversed(number)
            for number in same
        )

    def _same_key(self, said: Said, batch: int, today: date) -> bool:
        """Say whether a row is there under its key. Raises: RefusedError, if another is."""
        if not said.key or said.key not in self.keys:
            return False
        if self.add(said, today).batch == batch:
            refuse("key-conflict")
        return True

    def undo(self, batch: int, today: date) -> int:
        """Take an import back, the newest entry first; return how many there were."""
        kept = self.imports.get(batch)
        if kept is None:
            refuse("unknown-batch")
        if kept.undone:
            refuse("batch-undone")
        if kept.undoes:
            refuse("undo-of-undo")
        standing = [
            fact
            for fact in reversed(self.ledger.facts)
            if fact.batch == batch
            and fact.reverses is None
            and not self.ledger.reversed(fact.number)
        ]
        if not standing:
            refuse("nothing-to-undo")
        draft, undoing = self.copied(), len(self.imports) + 1
        for fact in standing:
            (opposite,) = draft.opposite([fact], None)
            draft.ledger.post(replace(opposite, batch=undoing), today=today)
        self.ledger = draft.ledger
        kept.undone = True
        self.imports[undoing] = Import(kept.side, undoes=batch)
        return len(standing)

    # Inspections

    def inspect(self, code: str) -> None:
        """Begin an inspection."""
        if code in self.cases:
            refuse("duplicate-code")
        self.cases[code] = Case()

    def find(self, code: str, finding: tuple[int, str]) -> None:
        """Note an amount and what is asked for."""
        self.cases[code].findings.append(finding)

    def recover(self, code: str, amount: int, finding: int | None, on: date, today: date) -> None:
        """Note money that came back."""
        case = self.cases[code]
        due = [
            number for number, (_, action) in enumerate(case.findings, start=1) if action != UNPAID
        ]
        broken = {"future-date"} if on > today else set()
        if on.year in self.ledger.closed:
            broken.add("year-closed")
        if finding is None and len(due) != 1:
            refuse("finding-needed" if due else "no-finding", *broken)
        meant = due[0] if finding is None else finding
        if not 1 <= meant <= len(case.findings):
            refuse("unknown-finding", *broken)
        if meant not in due:
            refuse("not-recoverable", *broken)
        if case.came_back(meant) + amount > case.findings[meant - 1][0]:
            broken.add("over-recovery")
        if broken:
            refuse(*broken)
        self.recoveries += 1
        case.recovered[self.recoveries] = (meant, amount)
        case.days[self.recoveries] = on

    def take_back(self, number: int) -> None:
        """Take a recovery back."""
        owners = [case for case in self.cases.values() if number in case.recovered]
        if not owners and not 1 <= number <= self.recoveries:
            refuse("unknown-recovery")
        if not owners or number in owners[0].taken_back:  # or the number is one of a taking back
            refuse("already-reversed")
        if owners[0].days[number].year in self.ledger.closed:
            refuse("year-closed")
        owners[0].taken_back.add(number)
        self.recoveries += 1
