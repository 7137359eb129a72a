"""What is left of each line of a plan when its year ends, and where more was paid than planned.

A plan may stand at a programme above the one that is paid, unclassified, or without a place, so
the remainder of a line is no subtraction on that line: it is what every scope of
docs/decisions/0005-plan-ceiling.md still allows, shared out as docs/decisions/0011-carry-over.md
says.
"""

from __future__ import annotations

from collections import defaultdict
from itertools import chain
from typing import TYPE_CHECKING

from ethnictrack.ledger.plan import ANY, CeilingScope, Plan, PlanLine, Totals
from ethnictrack.values.money import ZERO, Dong

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from ethnictrack.nouns.place import Places
    from ethnictrack.nouns.program import Programs


def _drawn_on(plan: Plan) -> Iterator[CeilingScope]:
    """Yield every scope with a plan of which something is drawn; some more than once."""
    for line, totals in plan.lines():
        unplanned = totals.disbursed > ZERO and not plan.has_plan(line)
        if not unplanned and (totals.disbursed > ZERO or totals.disposed > ZERO):
            yield from plan.scopes(line)


def overdrawn(plan: Plan) -> dict[CeilingScope, Dong]:
    """Return every scope in which more is paid than planned, with what is left (below zero).

    A sum that is missing in a wider class of the same programme and place is said there alone.
    """
    left = {scope: plan.within(scope).left for scope in _drawn_on(plan)}
    over = {scope: amount for scope, amount in left.items() if amount < ZERO}
    return {
        scope: left
        for scope, left in over.items()
        if not said_wider(scope, over) and not _said_narrower(scope, over, plan)
    }


def _said_narrower(scope: CeilingScope, over: Mapping[CeilingScope, Dong], plan: Plan) -> bool:
    """Say whether a wider class lacks only what single classes in it are said to be over.

    So it is where the others were disposed of, each by what it had itself.
    """
    same = (
        of.program == scope.program and of.place == scope.place and left == over[scope]
        for of, left in over.items()
        if of.capital is not ANY and of.source is not ANY
    )
    short = -over[scope]
    return bool(plan.within(scope).disposed) and (
        short <= plan.over_in_classes(scope) and not any(same)
    )


def said_wider(scope: CeilingScope, over: Mapping[CeilingScope, Dong]) -> bool:
    """Say whether the same sum is missing in a wider class of the same programme and place."""
    wider = (
        scope._replace(capital=capital, source=source)
        for capital in (scope.capital, ANY)
        for source in (scope.source, ANY)
    )
    return any(over.get(each) == over[scope] for each in wider if each != scope)


def remainders(plan: Plan, programs: Programs, places: Places) -> dict[PlanLine, Dong]:
    """Return what is left of each line of a plan; disposed of together, no scope is overdrawn.

    ``plan`` is used up: it holds the remainders as disposed of afterwards.
    """
    return _Sharing(plan, programs, places).remainders()


class _Sharing:
    """Shares what is unpaid of one budget year and plan year out among the lines of its plan."""

    def __init__(self, plan: Plan, programs: Programs, places: Places) -> None:
        self._plan, self._programs, self._places = plan, programs, places
        rooms = ((line, self._room_of(line, totals)) for line, totals in plan.lines())
        self._room = {line: room for line, room in rooms if room > ZERO}
        self._used = {line: each for line, of in plan.lines() if (each := _use(of)) > ZERO}

    def _room_of(self, line: PlanLine, totals: Totals) -> Dong:
        """Return the most a line can have left: its plan, and what came back to it."""
        came_back = totals.disbursed < ZERO and self._plan.has_plan(line)
        paid = totals.disbursed if came_back else ZERO
        return max(totals.planned, ZERO) - totals.disposed - paid

    def remainders(self) -> dict[PlanLine, Dong]:
        """Give each line what its payments leave, then what no other line could take."""
        unpaid = self._unpaid()
        found: defaultdict[PlanLine, Dong] = defaultdict(lambda: ZERO)
        narrow_first = sorted(self._room, key=self._width)
        for line in narrow_first:
            found[line] += self._take(line, unpaid[line])
        for line in reversed(narrow_first):
            found[line] += self._take(line, self._room[line] - found[line])
        return {line: found[line] for line in self._room if found[line]}

    def _take(self, line: PlanLine, wanted: Dong) -> Dong:
        """Dispose of what is wanted, as far as every scope allows that would lose by it."""
        if wanted <= ZERO:
            return ZERO
        scopes = list(chain(self._plan.scopes(line, own=True), self._plan.resting_on(line)))
        before = [self._plan.within(scope).left for scope in scopes]
        self._plan.add(line, Totals(disposed=wanted))
        after = [self._plan.within(scope).left for scope in scopes]
        self._plan.add(line, Totals(disposed=-wanted))
        allowed = min(
            left + self._plan.over_in_classes(scope)
            for scope, left, less in zip(scopes, before, after, strict=True)
            if less < left
        )
        taken = max(ZERO, min(wanted, allowed))
        self._plan.add(line, Totals(disposed=taken))
        return taken

    def _unpaid(self) -> dict[PlanLine, Dong]:
        """Let each payment draw on its own line, then on the nearest lines that fit it."""
        unpaid, missing = dict(self._room), dict(self._used)
        for used in missing:
            if used in unpaid:
                _draw(missing, used, unpaid, used)
        by_program: defaultdict[int, list[PlanLine]] = defaultdict(list)
        for line in self._room:
            by_program[line.program].append(line)
        for used in [line for line, left in missing.items() if left]:
            for line in self._nearest(used, by_program):
                _draw(missing, used, unpaid, line)
        return unpaid

    def _nearest(
        self, used: PlanLine, by_program: Mapping[int, list[PlanLine]]
    ) -> Iterator[PlanLine]:
        """Yield the other plan lines a payment may draw on, the nearest first."""
        for program in self._programs.lineage(used.program):
            fitting = [each for each in by_program.get(program, ()) if self._fits(used, each)]
            yield from sorted(fitting, key=lambda line: self._distance(used, line))

    def _fits(self, used: PlanLine, line: PlanLine) -> bool:
        return (
            line != used
            and line.capital in {used.capital, None}
            and line.source in {used.source, None}
            and self._places.related(used.place, line.place)
        )

    def _distance(self, used: PlanLine, line: PlanLine) -> tuple[bool, bool, bool]:
        return (
            (line.place is None) != (used.place is None),
            line.capital != used.capital,
            line.source != used.source,
        )

    def _width(self, line: PlanLine) -> tuple[int, bool, bool, int]:
        """Order lines from the narrowest to the widest."""
        return (
            -len(self._programs.lineage(line.program)),
            line.capital is None,
            line.source is None,
            0 if line.place is None else -len(self._places.lineage(line.place)),
        )


def _draw(
    missing: dict[PlanLine, Dong], used: PlanLine, unpaid: dict[PlanLine, Dong], line: PlanLine
) -> None:
    """Pay for ``used`` from ``line``, as far as it goes."""
    drawn = min(missing[used], unpaid[line])
    missing[used] -= drawn
    unpaid[line] -= drawn


def _use(totals: Totals) -> Dong:
    """Return what a line takes from the plan: paid, or taken out of a wider line's plan."""
    lacking = -totals.planned if totals.planned < ZERO else ZERO
    beyond = totals.disposed if totals.planned <= ZERO else ZERO
    return max(totals.disbursed, ZERO) + lacking + beyond


def in_order(lines: Iterable[PlanLine], programs: Programs) -> list[PlanLine]:
    """Return lines as registers list them: the tree from its top, classes and places below."""
    at = {program.id: number for number, (_, program) in enumerate(programs.walk())}
    return sorted(
        lines,
        key=lambda line: (
            at[line.program],
            line.capital or "",
            line.source or "",
            line.place or 0,
        ),
    )
