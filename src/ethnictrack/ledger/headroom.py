"""How much may still be paid in every scope, kept as numbers for a long row of payments.

``Ceiling`` finds for each entry the scopes it is compared in and adds them up anew, which is right
for any entry and slow for a hundred thousand. A payment on a line that was paid on before changes
neither the scopes nor what counts in them, so they are found once for each line; nor does a refund
or a clearing, where no scope depends on whether anything is paid there. The answer is the same as
the ceiling's; a test holds them side by side.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ethnictrack.ledger.plan import ANY, CeilingScope, Plan, PlanLine, Totals
from ethnictrack.ledger.rules import Ceiling, line_of
from ethnictrack.values.money import MAX_SUM, ZERO, Dong

if TYPE_CHECKING:
    from ethnictrack.ledger.entry import Entry
    from ethnictrack.nouns.place import Places
    from ethnictrack.nouns.program import Programs


@dataclass(slots=True)
class _Paid:
    """A line of payments: scopes compared, scopes it counts in, and what is not yet posted.

    ``both_ways`` says that money may come back there, too, without a scope changing.
    """

    watched: list[int]
    counted: list[int]
    both_ways: bool
    pending: int = 0


@dataclass(slots=True)
class _ScopesLeft:
    """The scopes that some line is compared in, with what is left in each, in đồng."""

    scopes: list[CeilingScope] = field(default_factory=list)
    left: list[int] = field(default_factory=list)
    number: dict[CeilingScope, int] = field(default_factory=dict)
    of_program: dict[int, list[int]] = field(default_factory=dict)


class Headroom:
    """What is left of one plan while payments come in."""

    def __init__(self, plan: Plan, programs: Programs) -> None:
        """Start from what ``plan`` holds."""
        self._plan = plan
        self._programs = programs
        self._forget()

    def _forget(self) -> None:
        self._known = _ScopesLeft()
        self._lines: dict[PlanLine, _Paid] = {}
        self._open: set[PlanLine] = set()  # lines with something pending
        self._falls: dict[int, int] = {}  # how much a tree's sum may fall before it is asked anew

    def pay(self, line: PlanLine, amount: int) -> bool:
        """Take a payment that fits everywhere; False when the ceiling itself has to be asked.

        A negative amount is one that comes back.
        """
        paid = self._lines.get(line)
        if paid is None:
            return False
        left = self._known.left
        if amount < 0:
            if not (paid.both_ways and self._falls_by(line, -amount)):
                return False
        else:
            for number in paid.watched:
                if left[number] < amount:
                    return False
        for number in paid.counted:
            left[number] -= amount
        paid.pending += amount
        self._open.add(line)
        return True

    def _falls_by(self, line: PlanLine, amount: int) -> bool:
        """Say whether what comes back leaves a sum that can be added up, as nearly always."""
        root = self._programs.lineage(line.program)[-1]
        if root not in self._falls:
            self.settle()
            paid = self._plan.within(CeilingScope(root, ANY, ANY)).disbursed
            self._falls[root] = MAX_SUM + paid.value
        self._falls[root] -= amount
        return self._falls[root] >= 0

    def settle(self) -> None:
        """Post to the plan what was taken; from here on it can be asked."""
        self._falls.clear()
        for line in self._open:
            paid = self._lines[line]
            self._plan.add(line, Totals(ZERO, ZERO, Dong(paid.pending)))
            paid.pending = 0
        self._open.clear()

    def renew(self) -> None:
        """Forget everything: something else than a payment on a known line was posted."""
        self.settle()
        self._forget()

    def learn(self, line: PlanLine, amount: int, *, steady: bool) -> None:
        """Take note of what the ceiling allowed and the plan holds.

        ``steady`` says that it changed no scope of another line; else all are found anew.
        """
        if not steady:
            self._forget()
        for number in self._counting(line):
            self._known.left[number] -= amount
        if line in self._lines or not (self._plan.settled(line) and self._plan.has_plan(line)):
            return
        watched = [self._number(scope) for scope in self._plan.scopes(line)]
        self._lines[line] = _Paid(watched, self._counting(line), self._plan.fixed(line))

    def _number(self, scope: CeilingScope) -> int:
        """Return the number of a scope; a new one is counted by every line that it holds."""
        known = self._known
        if scope not in known.number:
            number = known.number[scope] = len(known.scopes)
            known.scopes.append(scope)
            known.left.append(self._plan.within(scope).left.value)
            known.of_program.setdefault(scope.program, []).append(number)
            for line, paid in self._lines.items():
                if self._plan.counts(scope, line):
                    paid.counted.append(number)
                    known.left[number] -= paid.pending
        return known.number[scope]

    def _counting(self, line: PlanLine) -> list[int]:
        """Return the known scopes in which payments on a line count."""
        return [
            number
            for program in self._programs.lineage(line.program)
            for number in self._known.of_program.get(program, ())
            if self._plan.counts(self._known.scopes[number], line)
        ]


class QuickCeiling(Ceiling):
    """The same rule for a long row of entries: what was found once is not looked for again."""

    def __init__(self, plan: Plan, programs: Programs, places: Places) -> None:
        """Judge by the totals in ``plan``, which is up to date only after ``settle``."""
        super().__init__(plan, programs, places)
        self._headroom = Headroom(plan, programs)

    def allow(self, *entries: Entry) -> bool:
        """Post entries as ``Ceiling`` does."""
        first, *others = entries
        line, amount = line_of(first), first.paid.value
        if others or not amount:  # the plan itself changes
            self._headroom.renew()
            return super().allow(*entries)
        if self.pays(line, amount):
            return False
        self._headroom.settle()
        steady = self._plan.settled(line) if amount > 0 else self._plan.fixed(line)
        over = super().allow(first)
        self._headroom.learn(line, amount, steady=steady)
        return over

    def pays(self, line: PlanLine, amount: int) -> bool:
        """Post so many đồng to a line that was paid on before, if they fit everywhere."""
        return self._headroom.pay(line, amount)
