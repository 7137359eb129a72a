"""What the annual report is made from."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from ethnictrack.reports.inspection_year import of_year, within
from ethnictrack.reports.rates import Node, program_nodes

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ethnictrack.i18n import Message
    from ethnictrack.nouns.activity import ActivitySection, Outcome, Remark, RemarkSection
    from ethnictrack.nouns.inspection import Dossier
    from ethnictrack.reports.letter import Letter
    from ethnictrack.year.figures import Figures, Sum


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
        """The inspections of the year, as they stood on the day."""
        return of_year(self.known, year=self.figures.year, as_of=self.figures.as_of)

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
