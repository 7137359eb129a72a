"""The tables at the end of the annual report."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ethnictrack.i18n import N_, Message
from ethnictrack.reports.activities import activity_table
from ethnictrack.reports.annual.breakdown import SHOWN_LEVELS
from ethnictrack.reports.inspections import inspection_table
from ethnictrack.reports.rates import rates_table
from ethnictrack.reports.table import Block, Heading, Table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ethnictrack.reports.annual.facts import AnnualFacts

_RATES = N_("Annex {number}: disbursement by programme, all levels")
_ACTIVITIES = N_("Annex {number}: targets and results")
_INSPECTIONS = N_("Annex {number}: inspections")


def annexes(facts: AnnualFacts) -> Iterator[Block]:
    """Yield the annexes there is anything to say in, numbered."""
    for number, (heading, table) in enumerate(_tables(facts), 1):
        yield Heading(heading.of(number=number), annex=True)
        yield table


def _tables(facts: AnnualFacts) -> Iterator[tuple[Message, Table]]:
    """Yield the tables; a tree that the text shows whole is not printed twice."""
    nodes = [each for node in facts.programs for each in node.flat()]
    if any(each.level >= SHOWN_LEVELS for each in nodes):
        yield _RATES, rates_table(facts.programs, facts.total)
    if facts.outcomes:
        yield _ACTIVITIES, activity_table(facts.outcomes)
    if facts.inspections:
        yield _INSPECTIONS, inspection_table(facts.inspections, facts.figures.places)
