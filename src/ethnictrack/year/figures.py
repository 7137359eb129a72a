"""What reports are made from: sums the store added up, and registers to place them in.

``Group`` is one line of sums; ``Figures`` one budget year up to a day. Nothing is read from here
on: reports are pure.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from ethnictrack.i18n import N_, ClosedList, Message
from ethnictrack.ledger.plan import Plan, PlanLine, Totals
from ethnictrack.values.money import ZERO, Dong

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from ethnictrack.ledger.entry import Entry
    from ethnictrack.nouns.place import Places
    from ethnictrack.nouns.program import Programs
    from ethnictrack.values.kinds import Capital, Source


class PlanBasis(ClosedList):
    """Which plan a rate is a share of."""

    WITH_CARRYOVER = "with-carryover", N_("plan of the year and money carried over")
    YEAR = "year", N_("plan of the year alone, money carried over left out")
    CARRYOVER = "carryover", N_("money carried over from earlier years alone")

    def holds(self, *, year: int, plan_year: int) -> bool:
        """Say whether money of a plan year counts."""
        match self:
            case PlanBasis.YEAR:
                return plan_year == year
            case PlanBasis.CARRYOVER:
                return plan_year < year
            case _:
                return True


_OVER_PLAN = N_("Payments beyond the plan: {count}, each with its reason.")


def over_plan_notes(count: int) -> tuple[Message, ...]:
    """Say how many payments went beyond the plan, if any did."""
    return (_OVER_PLAN.of(count=count),) if count else ()


class OverPlan(NamedTuple):
    """How many payments of a line, plan year and month went beyond the plan and stand."""

    line: PlanLine
    plan_year: int
    month: tuple[int, int]
    payments: int


class Group(NamedTuple):
    """Sums of one line, plan year and month; ``month`` is (year, month) of the dates."""

    line: PlanLine
    plan_year: int
    month: tuple[int, int]
    totals: Totals


@dataclass(frozen=True, slots=True)
class Coverage:
    """What a report was asked to cover; ids of the registers, None for everything.

    ``unsaid``: money whose type of capital nobody said is covered beside ``capital``.
    """

    program: int | None = None
    place: int | None = None
    capital: Capital | None = None
    source: Source | None = None
    unsaid: bool = False

    def holds(self, line: PlanLine, programs: Programs, places: Places) -> bool:
        """Say whether a line is covered."""
        return (
            (self.program is None or self.program in programs.lineage(line.program))
            and (self.capital in {None, line.capital} or (self.unsaid and line.capital is None))
            and (self.source is None or self.source == line.source)
            and (self.place is None or places.inside(line.place, self.place))
        )


@dataclass(frozen=True, slots=True)
class Sum:
    """Planned, disbursed against a plan, and disbursed without one.

    ``over`` counts the payments that went beyond the plan with a reason and stand.
    """

    planned: Dong = ZERO
    disbursed: Dong = ZERO
    unplanned: Dong = ZERO
    over: int = field(default=0, compare=False)

    def __add__(self, other: Sum) -> Sum:
        return Sum(
            self.planned + other.planned,
            self.disbursed + other.disbursed,
            self.unplanned + other.unplanned,
            self.over + other.over,
        )

    @property
    def remaining(self) -> Dong:
        """What is left of the plan."""
        return self.planned - self.disbursed

    def __sub__(self, other: Sum) -> Sum:
        return Sum(
            self.planned - other.planned,
            self.disbursed - other.disbursed,
            self.unplanned - other.unplanned,
        )

    @property
    def paid(self) -> Dong:
        """Everything paid, with a plan or without."""
        return self.disbursed + self.unplanned


class Figures:
    """The sums of one budget year up to ``as_of``, on one basis, in one scope."""

    def __init__(  # noqa: PLR0913 - the facts a report states on its face
        self,
        groups: Iterable[Group],
        *,
        year: int,
        as_of: date,
        basis: PlanBasis,
        scope: Coverage,
        programs: Programs,
        places: Places,
        notes: tuple[Message, ...] = (),
        over: Iterable[OverPlan] = (),
    ) -> None:
        """Split what was paid into planned and unplanned money, then keep the scope."""
        self.year, self.as_of, self.basis, self.scope = year, as_of, basis, scope
        self.programs, self.places = programs, places
        kept = [group for group in groups if basis.holds(year=year, plan_year=group.plan_year)]
        self._plans = _planned(kept, programs, places)
        self._known: dict[tuple[int, PlanLine], bool] = {}
        self.lines: list[tuple[Group, Sum]] = [
            (group, self._split(group.line, group.totals, group.plan_year))
            for group in kept
            if scope.holds(group.line, programs, places)
        ]
        self.lines += [
            (Group(each.line, each.plan_year, each.month, Totals()), Sum(over=each.payments))
            for each in over
            if basis.holds(year=year, plan_year=each.plan_year)
            and scope.holds(each.line, programs, places)
        ]
        self.notes = (*notes, *over_plan_notes(self.total().over))

    def _split(self, line: PlanLine, totals: Totals, plan_year: int) -> Sum:
        """Tell money paid against a plan from money without one (docs/decisions/0005)."""
        if not totals.disbursed or self._has_plan(plan_year, line._replace(place=None)):
            return Sum(totals.planned, totals.disbursed, ZERO)
        return Sum(totals.planned, ZERO, totals.disbursed)

    def _has_plan(self, plan_year: int, line: PlanLine) -> bool:
        at = plan_year, line
        if at not in self._known:
            plan = self._plans.get(plan_year)
            self._known[at] = plan is not None and plan.has_plan(line)
        return self._known[at]

    def share(self, entry: Entry) -> Sum:
        """Return what one entry adds to the sums: nothing, where it does not count.

        The shares of all entries of the year, or of one line, add up to its sum exactly.
        """
        line = PlanLine(entry.program, entry.capital, entry.source, entry.place)
        counts = (
            (entry.year, entry.date <= self.as_of) == (self.year, True)
            and self.basis.holds(year=self.year, plan_year=entry.plan_year)
            and self.scope.holds(line, self.programs, self.places)
        )
        if not counts:
            return Sum()
        totals = Totals(entry.planned, entry.disposed, entry.paid)
        return self._split(line, totals, entry.plan_year)

    def total(self) -> Sum:
        """Count every đồng once."""
        return sum((each for _, each in self.lines), Sum())

    def places_apart(self) -> set[int]:
        """Return the places paid at that no plan line names, nor what holds or is in them.

        What is paid there is drawn on the plan without a place (docs/decisions/0005).
        """
        sums: dict[int, Sum] = {}
        for group, each in self.lines:
            if group.line.place is not None:
                sums[group.line.place] = sums.get(group.line.place, Sum()) + each
        named = {at for at, each in sums.items() if each.planned}
        above = {higher for at in named for higher in self.places.lineage(at)}
        return {at for at in {*sums} - above if named.isdisjoint(self.places.lineage(at))}

    def of_programs(self) -> dict[int, Sum]:
        """Return the sums of every programme that has any, its descendants' included."""
        sums: dict[int, Sum] = {}
        for group, each in self.lines:
            for program in self.programs.lineage(group.line.program):
                sums[program] = sums.get(program, Sum()) + each
        return sums


def _planned(groups: Iterable[Group], programs: Programs, places: Places) -> dict[int, Plan]:
    """Return what is planned in each plan year, wherever: whether money has a plan asks no more."""
    sums: dict[tuple[int, PlanLine], Totals] = {}
    for line, plan_year, _, totals in groups:
        if totals.planned:
            at = plan_year, line._replace(place=None)
            sums.setdefault(at, Totals()).add(Totals(planned=totals.planned))
    plans: dict[int, Plan] = {}
    for (plan_year, line), totals in sums.items():
        plans.setdefault(plan_year, Plan(programs, places)).add(line, totals)
    return plans
