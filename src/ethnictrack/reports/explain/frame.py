"""The face of an explanation: what is explained, the figure as shown and exactly, what makes it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ethnictrack.i18n import Message
from ethnictrack.reports.basis import basis_of, stated_by
from ethnictrack.reports.explain.shown import (
    Look,
    Shown,
    figure_data,
    figure_table,
    sums_said,
    titled,
)
from ethnictrack.reports.table import Block, Document, Result

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from ethnictrack.year.explain import Figure
    from ethnictrack.year.figures import Figures, PlanBasis


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """What an explanation says on its face; ``rests_on`` are the lines below its title.

    ``basis`` is that of rates, of a report that has one; ``figure`` the one column asked for.
    """

    what: dict[str, object]
    figure: Figure | None
    year: int
    as_of: date
    look: Look
    rests_on: tuple[Message, ...]
    basis: PlanBasis | None = None

    @classmethod
    def of_figures(
        cls,
        what: dict[str, object],
        figure: Figure | None,
        figures: Figures,
        look: Look,
        unit: Message,
    ) -> Frame:
        """Return the face of what is explained in figures of money; ``unit`` is the unit line."""
        return cls(
            what=what,
            figure=figure,
            year=figures.year,
            as_of=figures.as_of,
            look=look,
            rests_on=basis_of(figures, unit),
            basis=figures.basis,
        )

    def result(
        self,
        name: Message | str,
        figures: Sequence[Shown],
        blocks: Iterable[Block],
        data: dict[str, object],
        notes: tuple[Message, ...] = (),
    ) -> Result:
        """Return the page: the figures, how they come out, what they are made of."""
        kept = [each for each in figures if self.figure in {None, each.column.code}]
        title = titled(name, self.figure)
        document = Document(
            title,
            (
                *([figure_table(kept, self.look)] if kept else []),
                *sums_said(kept),
                *blocks,
            ),
            self.rests_on,
            notes,
            stated_by(self.year, self.as_of, self.basis),
        )
        facts = {
            "report": "explain",
            "title": title,
            "year": self.year,
            "as_of": self.as_of,
            **({} if self.basis is None else {"basis": self.basis}),
            "what": self.what,
            "figures": [figure_data(each, self.look) for each in kept],
            **data,
            "notes": list(notes),
        }
        return Result(document, facts)
