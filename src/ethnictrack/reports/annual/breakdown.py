"""What the money of the annual report is made of, and which parts of it lag behind."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from functools import reduce
from typing import TYPE_CHECKING

from ethnictrack.i18n import N_
from ethnictrack.reports.annual.prose import program_sentence, together
from ethnictrack.reports.rates import By, Node, by_rate, cut, rows_by
from ethnictrack.reports.table import Block, Paragraph
from ethnictrack.values.money import rate, round_half_up
from ethnictrack.year.figures import Sum

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ethnictrack.reports.annual.facts import AnnualFacts

SHOWN_LEVELS = 2  # of the tree in the text and its table; the annex shows all
_OF_THE_YEAR, _CARRIED = N_("Plan of the year"), N_("Money carried over from earlier years")
_SLOWEST = N_("The lowest rates are those of: {lines}.")
_LINE = N_("{program} ({rate})")
_BY_CAPITAL, _BY_PLAN_YEAR = N_("By type of capital:"), N_("By year of the plan:")
_NAMED = 3  # lines said to be the slowest, and the fewest there must be to compare


def breakdown(facts: AnnualFacts) -> Iterator[Block]:
    """Yield a sentence for each class of money, where there is more than one."""
    figures = facts.figures
    kinds = ((_BY_CAPITAL, rows_by(figures, By.CAPITAL)), (_BY_PLAN_YEAR, _by_plan_year(facts)))
    for heading, nodes in kinds:
        if len(nodes) > 1:
            yield Paragraph(heading)
            for node in nodes:
                said = program_sentence(node, figures.programs, figures.places)
                yield Paragraph(said, bullet=True)


def _by_plan_year(facts: AnnualFacts) -> list[Node]:
    year = facts.figures.year
    lines = facts.figures.lines
    sums = (
        (_OF_THE_YEAR, [each for group, each in lines if group.plan_year == year]),
        (_CARRIED, [each for group, each in lines if group.plan_year < year]),
    )
    return [Node(None, name, sum(parts, Sum())) for name, parts in sums if parts]


def slowest(facts: AnnualFacts) -> Iterator[Block]:
    """Yield which parts are behind all programmes together, the slowest first."""
    shown = (each for node in cut(facts.programs, SHOWN_LEVELS) for each in node.flat())
    rated = [each for each in shown if not each.children and each.rate is not None]
    overall = rate(facts.total.disbursed, facts.total.planned)
    if overall is None or len(rated) < _NAMED:
        return
    behind = [each for each in sorted(rated, key=by_rate) if _shown(each.rate) < _shown(overall)]
    if behind:
        named = [_LINE.of(program=each.name, rate=each.rate) for each in behind[:_NAMED]]
        yield Paragraph(_SLOWEST.of(lines=reduce(together, named)))


def _shown(share: Fraction | None) -> Decimal:
    """Return a rate as the text prints it; what reads the same is not behind."""
    return round_half_up((share or Fraction(0)) * 100, 1)
