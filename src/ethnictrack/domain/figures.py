"""What reports are made from: sums the store added up, and registers to place them in.

``Group`` is one line of sums; ``Figures`` one budget year up to a day. Nothing is read from here
on: reports are pure.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from ethnictrack.domain.kinds import Capital, Source
from ethnictrack.domain.money import ZERO, Dong
from ethnictrack.domain.place import Places
from ethnictrack.domain.plan import Line, Plan, Totals
from ethnictrack.domain.program import Programs
from ethnictrack.i18n import N_, Message


class PlanBasis(StrEnum):
    """Which plan a rate is a share of."""

    WITH_CARRYOVER = "with-carryover"
    YEAR = "year"
    CARRYOVER = "carryover"

    def holds(self, *, year: int, plan_year: int) -> bool:
        """Say whether money of a plan year counts."""
        match self:
            case PlanBasis.YEAR:
                return plan_year == year
            case PlanBasis.CARRYOVER:
                return plan_year < year
            case _:
                return True


BASIS_TEXTS: dict[PlanBasis, Message] = {
    PlanBasis.WITH_CARRYOVER: N_("plan of the year and money carried over"),
    PlanBasis.YEAR: N_("plan of the year alone, money carried over left out"),
    PlanBasis.CARRYOVER: N_("money carried over from earlier years alone"),
}


class Group(NamedTuple):
    """Sums of one line, plan year and month; ``month`` is (year, month) of the dates."""

    line: Line
    plan_year: int
    month: tuple[int, int]
    totals: Totals


@dataclass(frozen=True, slots=True)
class Scope:
    """What a report was asked to cover; ids of the registers, None for everything."""

    program: int | None = None
    place: int | None = None
    capital: Capital | None = None
    source: Source | None = None

    def holds(self, line: Line, programs: Programs, places: Places) -> bool:
        """Say whether a line is covered."""
        return (
            (self.program is None or self.program in programs.lineage(line.program))
            and (self.capital is None or self.capital == line.capital)
            and (self.source is None or self.source == line.source)
            and (self.place is None or places.inside(line.place, self.place))
        )


@dataclass(frozen=True, slots=True)
class Sum:
    """Planned, disbursed against a plan, and disbursed without one."""

    planned: Dong = ZERO
    disbursed: Dong = ZERO
    unplanned: Dong = ZERO

    def __add__(self, other: Sum) -> Sum:
        return Sum(
            self.planned + other.planned,
            self.disbursed + other.disbursed,
            self.unplanned + other.unplanned,
        )

    @property
    def remaining(self) -> Dong:
        """What is left of the plan."""
        return self.planned - self.disbursed

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
        scope: Scope,
        programs: Programs,
        places: Places,
        notes: tuple[Message, ...] = (),
    ) -> None:
        """Split what was paid into planned and unplanned money, then keep the scope."""
        self.year, self.as_of, self.basis, self.scope = year, as_of, basis, scope
        self.programs, self.places, self.notes = programs, places, notes
        kept = [group for group in groups if basis.holds(year=year, plan_year=group.plan_year)]
        plans: dict[int, Plan] = {}
        for group in kept:
            plan = plans.setdefault(group.plan_year, Plan(programs, places))
            plan.add(group.line, group.totals)
        self.lines: list[tuple[Group, Sum]] = [
            (group, _split(group, plans[group.plan_year]))
            for group in kept
            if scope.holds(group.line, programs, places)
        ]

    def total(self) -> Sum:
        """Count every đồng once."""
        return sum((each for _, each in self.lines), Sum())

    def of_programs(self) -> dict[int, Sum]:
        """Return the sums of every programme that has any, its descendants' included."""
        sums: dict[int, Sum] = {}
        for group, each in self.lines:
            for program in self.programs.lineage(group.line.program):
                sums[program] = sums.get(program, Sum()) + each
        return sums


def _split(group: Group, plan: Plan) -> Sum:
    """Tell money paid against a plan from money without one (docs/decisions/0005)."""
    totals = group.totals
    if not totals.disbursed or plan.has_plan(group.line):
        return Sum(totals.planned, totals.disbursed, ZERO)
    return Sum(totals.planned, ZERO, totals.disbursed)
