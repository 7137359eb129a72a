"""How the plan of one class stands: what is planned, drawn and left, for people to read.

What is planned for no class is there for all of them: what is left of it is never promised to one.
Together both are what a payment is held to (docs/decisions/0005-plan-ceiling.md).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TYPE_CHECKING

from ethnictrack.i18n import N_
from ethnictrack.ledger.plan import ANY, CeilingScope, Class, Plan, PlanLine, Totals
from ethnictrack.values.money import ZERO, Dong, rate

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ethnictrack.i18n import Message
    from ethnictrack.nouns.program import Programs


_SHARED = N_(
    "Besides, {shared} đồng is left of what is planned there for no class; other classes may draw "
    "on it, too."
)
_BEYOND = N_("Of what is disbursed, {beyond} đồng is drawn on what is planned for no class.")
_DISPOSED = N_("Of its plan, {disposed} đồng is carried out or cancelled.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """The nearest plan that a payment may draw on: of its class, else what has no class.

    ``left`` may be paid of the class ``of`` it in ``scope``; ``shared`` besides, of what other
    classes draw on, too; ``beyond`` was drawn on that. ``whole`` are the figures of the programme
    in every class. Less than nothing is left where more was paid than planned.
    """

    scope: CeilingScope
    of: Class
    totals: Totals
    left: Dong
    shared: Dong
    beyond: Dong
    whole: Totals

    @property
    def rate(self) -> Fraction | None:
        """The share of the plan that is disbursed; None where nothing is planned."""
        return rate(self.totals.disbursed, self.totals.planned)

    def besides(self) -> Iterator[Message]:
        """Yield what of the plan is neither disbursed nor left, and what is drawn on besides."""
        if self.totals.disposed:
            yield _DISPOSED.of(disposed=self.totals.disposed.value)
        if self.beyond:
            yield _BEYOND.of(beyond=self.beyond.value)
        if self.shared:
            yield _SHARED.of(shared=self.shared.value)


def standing(plan: Plan, programs: Programs, line: PlanLine) -> Standing | None:
    """Return how the class of a line stands; None where it has no plan.

    Of several places it counts in, it is that of which least is left.
    """
    of_class = line.capital, line.source
    scopes = [each for each in plan.scopes(line, own=True) if each[1:3] == of_class]
    for program in programs.lineage(line.program):
        found = [(plan.within(each), each) for each in scopes if each.program == program]
        planned = [each for each in found if each[0].planned]
        if planned:
            reached, scope = min(planned, key=lambda each: each[0].left)
            return _of_class(plan, line, scope, reached)
    return None


def _of_class(plan: Plan, line: PlanLine, scope: CeilingScope, reached: Totals) -> Standing:
    """Tell what a class has of its own from what it shares; ``reached`` is both."""
    own, room, said = replace(plan.own(scope)), plan.room(line), (line.capital, line.source)
    whole = plan.within(CeilingScope(scope.program, ANY, ANY))
    if reached.left < ZERO or not own.planned:
        drawn = max(reached.planned - reached.disposed - room, reached.disbursed)
        return Standing(
            scope=scope,
            of=said if reached.left < ZERO else _drawn_on(plan, scope, said),
            totals=replace(reached, disbursed=drawn),
            left=min(reached.left, room),
            shared=ZERO,
            beyond=ZERO,
            whole=whole,
        )
    left = min(max(own.left, ZERO), room)
    return Standing(
        scope=scope,
        of=said,
        totals=own,
        left=left,
        shared=room - left,
        beyond=max(ZERO, -own.left) if whole.left >= ZERO else ZERO,
        whole=whole,
    )


def _drawn_on(plan: Plan, scope: CeilingScope, said: Class) -> Class:
    """Return the one class a payment draws on that has no plan in its own, else its own."""
    wider = [
        (capital, source)
        for capital in dict.fromkeys((said[0], None))
        for source in dict.fromkeys((said[1], None))
    ]
    program, *_, place = scope
    planned = [each for each in wider if plan.own(CeilingScope(program, *each, place)).planned]
    return planned[0] if len(planned) == 1 else said
