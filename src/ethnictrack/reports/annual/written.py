"""The sections of the annual report that the office writes itself: overview, assessment, tasks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ethnictrack.i18n import N_, Message
from ethnictrack.nouns.activity import REMARK_SECTION_NAMES, RemarkSection
from ethnictrack.reports.table import Block, Heading, Paragraph

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ethnictrack.reports.annual.facts import AnnualFacts

_NOTHING = N_("Nothing was written for this section.")
_OVERVIEW, _ASSESSMENT = N_("Overview of the year"), N_("Assessment")
_TASKS = N_("Tasks of {year}")
_ASSESSED = (RemarkSection.STRENGTHS, RemarkSection.LIMITATIONS, RemarkSection.CAUSES)


def overview(facts: AnnualFacts) -> Iterator[Block]:
    """Yield section I."""
    yield from _section(facts, RemarkSection.OVERVIEW, Heading(_OVERVIEW, "I"))


def assessment(facts: AnnualFacts) -> Iterator[Block]:
    """Yield section III: strengths, limitations, causes."""
    yield Heading(_ASSESSMENT, "III")
    for number, section in enumerate(_ASSESSED, 1):
        heading = Heading(REMARK_SECTION_NAMES[section], str(number), level=2)
        yield from _section(facts, section, heading)


def tasks(facts: AnnualFacts) -> Iterator[Block]:
    """Yield section IV."""
    heading: Message = _TASKS.of(year=facts.figures.year + 1)
    yield from _section(facts, RemarkSection.NEXT_YEAR, Heading(heading, "IV"))


def _section(facts: AnnualFacts, section: RemarkSection, heading: Heading) -> Iterator[Block]:
    yield heading
    written = facts.remarks_in(section)
    yield from (Paragraph(text) for text in written)
    if not written:
        yield Paragraph(_NOTHING)
