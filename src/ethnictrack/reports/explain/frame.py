"""The face of an explanation: what is explained, the figure as shown and exactly, what makes it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ethnictrack.i18n import Message
from ethnictrack.reports.basis import cut_off, stated_by
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

    from ethnictrack.domain.explain import Figure


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """What every explanation says on its face."""

    what: dict[str, object]
    figure: Figure | None
    year: int
    as_of: date
    look: Look
    unit_line: Message | None = None

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
            (cut_off(self.year, self.as_of), *([self.unit_line] if self.unit_line else [])),
            notes,
            stated_by(self.year, self.as_of),
        )
        facts = {
            "report": "explain",
            "title": title,
            "year": self.year,
            "as_of": self.as_of,
            "what": self.what,
            "figures": [figure_data(each, self.look) for each in kept],
            **data,
            "notes": list(notes),
        }
        return Result(document, facts)
