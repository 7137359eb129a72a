"""A list of facts, and the rules of docs/decisions/0005 and 0006 over them.

Places are districts beside each other; the plan names them or none.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import product

from tests.reliability.model.facts import (
    ANY,
    GONE,
    NONE,
    Fact,
    Said,
    Scope,
    Sums,
    in_class,
    lineage,
    refuse,
)


@dataclass
class Ledger:
    """All facts, and which years are closed."""

    facts: list[Fact] = field(default_factory=list)
    closed: set[int] = field(default_factory=set)

    # Sums

    def of(self, year: int, plan_year: int, program: str) -> Iterator[Fact]:
        """Yield what counts at a programme: its own and all below it."""
        for fact in self.facts:
            if (fact.year, fact.plan_year) == (year, plan_year) and program in lineage(
                fact.program
            ):
                yield fact

    def named(self, scope: Scope) -> set[str]:
        """Return the places that the programme's own plan lines name."""
        sums: dict[str, int] = {}
        for fact in self.of(*scope[:3]):
            if fact.program == scope.program and fact.place:
                sums[fact.place] = sums.get(fact.place, 0) + fact.planned
        return {place for place, planned in sums.items() if planned}

    def sums(self, scope: Scope) -> Sums:
        """Add up a scope. Plan that leaves a class out counts for all; payments do not."""
        planned = gone = paid = 0
        named = self.named(scope)
        for fact in self.of(*scope[:3]):
            wide = in_class(fact, scope, wide=True)
            if scope.place == ANY or (scope.place in named and fact.place == scope.place):
                inside = drawn = True
            else:  # the lines that name no place, and what is paid at places nobody named
                inside = scope.place not in named and fact.place not in named
                drawn = inside and fact.place is not None
            planned += fact.planned if wide and inside else 0
            gone += fact.gone if wide and drawn else 0
            paid += fact.paid if in_class(fact, scope, wide=False) and drawn else 0
        return Sums(planned, gone, paid)

    def whole(self, fact: Fact, program: str) -> Sums:
        """Add up all classes of a programme, in the years of a fact."""
        return self.sums(Scope(fact.year, fact.plan_year, program, ANY, ANY))

    def planned(self, fact: Fact, program: str) -> bool:
        """Say whether a programme has plan in any class, whatever they are together."""
        sums: dict[tuple[object, object], int] = {}
        for each in self.of(fact.year, fact.plan_year, program):
            at = each.capital, each.source
            sums[at] = sums.get(at, 0) + each.planned
        return any(sums.values())

    def has_plan(self, fact: Fact) -> bool:
        """Say whether anything is planned in a fact's class, at its programme or above."""
        at = (fact.capital, fact.source)
        return any(
            self.sums(Scope(fact.year, fact.plan_year, program, *at)).planned
            for program in lineage(fact.program)
        )

    def reversed(self, number: int) -> bool:
        """Say whether an entry was taken back."""
        return any(fact.reverses == number for fact in self.facts)

    # What a report of a year says

    def rates(self, year: int, until: date) -> dict[str, tuple[int, int, int]]:
        """Return planned, paid with and without a plan: of each programme, and of all ("")."""
        known = Ledger([fact for fact in self.facts if fact.day <= until])
        rows: dict[str, tuple[int, int, int]] = {}
        for fact in known.facts:
            if fact.year != year:
                continue
            with_plan = known.has_plan(fact)
            adds = (fact.planned, fact.paid * with_plan, fact.paid * (not with_plan))
            for program in (*lineage(fact.program), ""):
                old = rows.get(program, (0, 0, 0))
                rows[program] = (old[0] + adds[0], old[1] + adds[1], old[2] + adds[2])
        return rows

    # Rules

    def meant(self, said: Said, today: date) -> Fact:
        """Take the defaults. Raises: RefusedError, when a year has to be said."""
        if said.side == "disbursement":
            day = said.day or today
            if said.year is None and day.month == 1:
                refuse("year-needed")
            year = said.year or day.year
        else:
            year = said.year or today.year
            day = said.day or (date(year, 12, 31) if said.kind in GONE else date(year, 1, 1))
        if said.kind == "carried-in" and said.plan_year is None:
            refuse("plan-year-needed")
        return Fact(
            number=len(self.facts) + 1,
            side=said.side,
            program=said.program,
            amount=said.amount,
            kind=said.kind,
            day=day,
            year=year,
            plan_year=said.plan_year or year,
            place=said.place,
            capital=None if said.capital == NONE else said.capital,
            source=None if said.source == NONE else said.source,
            voucher=said.voucher,
            over_plan=said.over_plan,
            key=said.key,
        )

    def post(self, *facts: Fact, today: date, said: Said | None = None) -> list[Fact]:
        """Keep facts that are one; ``said`` tells of a new one which classes were named.

        Raises: RefusedError.
        """
        broken = {code for fact in facts for code in self._broken(fact, today)}
        if said is not None and said.side == "disbursement":
            classes = self._classes(facts[0], said)
            if len(classes) > 1:
                broken.add("class-needed")
            elif classes:
                ((capital, source),) = classes
                facts = (replace(facts[0], capital=capital, source=source),)
        if broken:
            refuse(*broken)
        over = self._beyond(facts)
        kept = [replace(fact, over_plan=fact.over_plan and over) for fact in facts]
        self.facts += kept
        return kept

    def _broken(self, fact: Fact, today: date) -> Iterator[str]:
        if not date(fact.year, 1, 1) <= fact.day <= date(fact.year + 1, 1, 31):
            yield "wrong-year"
        if fact.side == "disbursement" and fact.day > today:
            yield "future-date"
        if fact.year in self.closed:
            yield "year-closed"
        later, own = fact.plan_year > fact.year, fact.plan_year == fact.year
        if later or (own if fact.kind == "carried-in" else fact.kind == "initial" and not own):
            yield "wrong-plan-year"
        if fact.voucher and fact.reverses is None and any(self._same(fact)):
            yield "duplicate-voucher"
        if fact.paid < 0 and any(self._below_zero(fact)):
            yield "below-zero"

    def _same(self, fact: Fact) -> Iterator[bool]:
        line = (fact.voucher, fact.program, fact.day, fact.amount, fact.place)
        for each in self.facts:
            if (each.voucher, each.program, each.day, each.amount, each.place) == line:
                yield each.reverses is None and not self.reversed(each.number)

    def _below_zero(self, fact: Fact) -> Iterator[bool]:
        for program in lineage(fact.program):
            ever = sum(each.paid for each in self.facts if program in lineage(each.program))
            yield ever + fact.paid < 0

    def _classes(self, fact: Fact, said: Said) -> set[tuple[str | None, str | None]]:
        """Return the classes of the nearest plan that agree with what was said."""
        for program in lineage(fact.program):
            planned: dict[tuple[str | None, str | None], int] = {}
            for each in self.of(fact.year, fact.plan_year, program):
                at = (each.capital, each.source)
                planned[at] = planned.get(at, 0) + each.planned
            fitting = {
                (
                    capital if said.capital is None else fact.capital,
                    source if said.source is None else fact.source,
                )
                for (capital, source), amount in planned.items()
                if amount
                and (fact.capital in {None, capital} or capital is None)
                and (fact.source in {None, source} or source is None)
            }
            if fitting:
                return fitting
        return set()

    # The ceiling

    def _beyond(self, facts: Sequence[Fact]) -> bool:
        """Say whether facts go beyond the plan. Raises: RefusedError, if no reason is said."""
        unplanned = [fact for fact in facts if self._unplanned(fact)]
        if not all(fact.over_plan for fact in unplanned):
            refuse("no-plan")
        watched: dict[Scope, Fact] = {}
        for fact in facts:
            for scope in self._watched(fact):
                watched.setdefault(scope, fact)
        after = Ledger([*self.facts, *facts])
        over = [fact for scope, fact in watched.items() if self._worse(after, scope, fact)]
        if over and not all(fact.side == "disbursement" and fact.over_plan for fact in facts):
            refuse(*("over-remaining" if fact.gone > 0 else "over-plan" for fact in over))
        return bool(unplanned or over)

    def _unplanned(self, fact: Fact) -> bool:
        at = Scope(fact.year, fact.plan_year, fact.program, fact.capital, fact.source)
        return fact.paid > 0 and not self.has_plan(fact) and self.sums(at).paid + fact.paid > 0

    def _watched(self, fact: Fact) -> Iterator[Scope]:
        if fact.paid > 0 or fact.gone > 0:
            yield from self._compared(fact)
        if fact.planned < 0 or fact.gone > 0:
            yield from self._resting_on(fact)

    def _compared(self, fact: Fact) -> Iterator[Scope]:
        """Yield where a payment is compared: wherever there is a plan."""
        for program in lineage(fact.program):
            own = fact.gone > 0 and program == fact.program
            if not own and not self.planned(fact, program):
                continue
            places: list[str | None] = [ANY]
            named = self.named(Scope(fact.year, fact.plan_year, program, ANY, ANY))
            if fact.place and named:
                places.append(fact.place if fact.place in named else None)
            for at in product({fact.capital, ANY}, {fact.source, ANY}, places):
                yield Scope(fact.year, fact.plan_year, program, *at)

    def _resting_on(self, fact: Fact) -> Iterator[Scope]:
        """Yield where plan that is taken away would be missed."""
        for program in lineage(fact.program):
            here = list(self.of(fact.year, fact.plan_year, program))
            capitals, sources = {ANY, fact.capital}, {ANY, fact.source}
            named = self.named(Scope(fact.year, fact.plan_year, program, ANY, ANY))
            # The first line at a place parts the others from it, in every class.
            parts = program == fact.program and fact.place and fact.place not in named
            if parts or fact.capital is None:
                capitals |= {each.capital for each in here}
            if parts or fact.source is None:
                sources |= {each.source for each in here}
            places: set[str | None] = {ANY}
            if fact.place and (fact.place in named or program == fact.program):
                places.add(fact.place)
            if named or parts or fact.place is None:
                places.add(None)
            for at in product(capitals, sources, places):
                yield Scope(fact.year, fact.plan_year, program, *at)

    def _worse(self, after: Ledger, scope: Scope, fact: Fact) -> bool:
        was, now = self.sums(scope), after.sums(scope)
        if now.planned < 0 and now.planned < was.planned:
            return True
        if now.left >= 0 or now.left >= was.left:
            return False
        # A plan that is gone altogether leaves its payments to the plans above it.
        gone = after.whole(fact, scope.program).gone
        above = lineage(scope.program)[1:]
        left_to_others = not (after.planned(fact, scope.program) or gone) and any(
            after.planned(fact, program) for program in above
        )
        return not (fact.planned < 0 and not now.planned and left_to_others)
