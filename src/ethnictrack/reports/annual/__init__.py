"""The annual report: the office's year-end summary, every section of it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from ethnictrack.i18n import N_
from ethnictrack.nouns.activity import REMARK_SECTION_NAMES, RemarkSection
from ethnictrack.reports.activities import activity_data, activity_table
from ethnictrack.reports.annual.results import SHOWN_LEVELS, results
from ethnictrack.reports.basis import basis_of, stated_by
from ethnictrack.reports.inspection_year import in_span, of_year, unplaced, within
from ethnictrack.reports.inspections import inspection_data, inspection_table
from ethnictrack.reports.rates import (
    node_data,
    program_nodes,
    rates_table,
    row_notes,
    total_data,
    unplanned_notes,
)
from ethnictrack.reports.table import Document, Heading, Paragraph, Result
from ethnictrack.year.period import named_next, named_period

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ethnictrack.i18n import Message
    from ethnictrack.nouns.activity import ActivitySection, Outcome, Remark
    from ethnictrack.nouns.inspection import Dossier
    from ethnictrack.reports.letter import Letter
    from ethnictrack.reports.rates import Node
    from ethnictrack.reports.table import Block, Table
    from ethnictrack.year.figures import Figures, Sum
    from ethnictrack.year.period import Period


_RATES = N_("Annex {number}: disbursement by programme, all levels")
_ACTIVITIES = N_("Annex {number}: targets and results")
_INSPECTIONS = N_("Annex {number}: inspections")
_FOLLOWED = N_("Annex {number}: inspections of other bodies, followed up")


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
    if facts.own:
        yield _INSPECTIONS, inspection_table(facts.own, facts.figures.places)
    if facts.followed:
        places = facts.figures.places
        yield _FOLLOWED, inspection_table(facts.followed, places, agencies=True)


_NOTHING = N_("Nothing was written for this section.")
_OVERVIEW, _ASSESSMENT = N_("Overview of the year"), N_("Assessment")
_TASKS = N_("Tasks of {year}")
_TASKS_OF_PERIOD = N_("Tasks of {period}")
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
    if facts.period is not None:
        heading = _TASKS_OF_PERIOD.of(period=named_next(facts.period, facts.figures.year))
    yield from _section(facts, RemarkSection.NEXT_YEAR, Heading(heading, "IV"))


def _section(facts: AnnualFacts, section: RemarkSection, heading: Heading) -> Iterator[Block]:
    yield heading
    written = facts.remarks_in(section)
    yield from (Paragraph(text) for text in written)
    if not written:
        yield Paragraph(_NOTHING)


@dataclass(frozen=True, kw_only=True)
class AnnualFacts:
    """One year of an office; ``dossiers`` may be all there are, the report picks its own.

    ``figures`` are made by month, for the curve of the year.
    ``total_in_words`` words everything that was paid, with a plan and without.
    """

    figures: Figures
    outcomes: Sequence[Outcome] = ()
    dossiers: Sequence[Dossier] = ()
    remarks: Sequence[Remark] = ()
    office: str | None = None
    letter: Letter | None = None
    unit_line: Message | None = None
    total_in_words: Message | str = ""
    period: Period | None = None  # a part of the year; None is the year with its settlement

    @cached_property
    def total(self) -> Sum:
        """Every đồng once."""
        return self.figures.total()

    @cached_property
    def programs(self) -> list[Node]:
        """The tree of programmes with figures."""
        return program_nodes(self.figures)

    @cached_property
    def known(self) -> list[Dossier]:
        """The inspections of what the report covers, of any year."""
        figures = self.figures
        return within(self.dossiers, figures.scope, figures.programs, figures.places)

    @cached_property
    def inspections(self) -> list[Dossier]:
        """The inspections of the year, or that were under way in a part of it, as of the day."""
        year, as_of = self.figures.year, self.figures.as_of
        if self.period is None:
            return of_year(self.known, year=year, as_of=as_of)
        return in_span(self.known, self.period.of(year), as_of)

    @cached_property
    def own(self) -> list[Dossier]:
        """Those the office itself carried out."""
        return [each for each in self.inspections if each.carried_out_by(self.office or "")]

    @cached_property
    def followed(self) -> list[Dossier]:
        """Those of other bodies, which the office follows up."""
        return [each for each in self.inspections if each not in self.own]

    def outcomes_in(self, *sections: ActivitySection) -> list[Outcome]:
        """Return the activities of some sections, section by section."""
        return [
            each
            for section in sections
            for each in self.outcomes
            if each.activity.section is section
        ]

    def remarks_in(self, section: RemarkSection) -> list[str]:
        """Return what the office wrote for a section."""
        return [each.text for each in self.remarks if each.section is section]


__all__ = ["AnnualFacts", "annual"]

_TITLE = N_("Report on the work of {year}")
_TITLE_OF_PERIOD = N_("Report on the work of {period}")
_OFFICE = N_("Office: {office}")


def annual(facts: AnnualFacts) -> Result:
    """Report a year in the outline of the office: overview, results, assessment, tasks, annexes."""
    figures = facts.figures
    office = (_OFFICE.of(office=facts.office),) if facts.office else ()
    document = Document(
        _title(facts),
        (*overview(facts), *results(facts), *assessment(facts), *tasks(facts), *annexes(facts)),
        (*office, *basis_of(figures, facts.unit_line)),
        (
            *figures.notes,
            *unplanned_notes(facts.total),
            *row_notes(facts.programs),
            *unplaced(facts.known),
        ),
        stated_by(figures.year, figures.as_of, figures.basis),
        letter=facts.letter,
    )
    return Result(document, _data(facts, document))


def _title(facts: AnnualFacts) -> Message:
    year = facts.figures.year
    if facts.period is None:
        return _TITLE.of(year=year)
    return _TITLE_OF_PERIOD.of(period=named_period(facts.period, year))


def _data(facts: AnnualFacts, document: Document) -> dict[str, object]:
    figures = facts.figures
    order = list(REMARK_SECTION_NAMES)
    remarks = sorted(facts.remarks, key=lambda each: order.index(each.section))
    notes: list[Message] = list(document.notes)
    return {
        "report": "annual",
        "title": document.title,
        "year": figures.year,
        "as_of": figures.as_of,
        "basis": figures.basis,
        "period": facts.period,
        "programs": [node_data(each, nested=True) for each in facts.programs],
        "total": total_data(facts.total),
        "activities": [activity_data(each) for each in facts.outcomes],
        "inspections": [
            inspection_data(each, figures.programs, figures.places) for each in facts.inspections
        ],
        "remarks": [{"section": each.section, "text": each.text} for each in remarks],
        "notes": notes,
    }
