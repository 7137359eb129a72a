"""The form that a unit fills in for a period: its lines, and how it is done."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ethnictrack.i18n import N_
from ethnictrack.reports.table import Document, Heading, Paragraph

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from ethnictrack.i18n import Message
    from ethnictrack.nouns.collection import Collection, FormLine
    from ethnictrack.nouns.place import Place

_TITLE = N_("Disbursement report, {period}")
_UNIT = N_("Unit: {place}")
_DONG = N_("Unit of amounts: đồng")
_DUE = N_("To be sent by {due}")
_APART = N_("Not counted here: payments of {places}, from before it became part of this unit.")
_GUIDE = N_("How the form is filled in")
_HOW = (
    N_(
        "Only the yellow cells are filled in: what was paid of the line from 1 January to the end "
        "of the period, in whole đồng."
    ),
    N_("Every line needs a figure. Where nothing was paid in the period, repeat the one before."),
    N_("A figure lower than before needs its reason in “Ghi chú”, such as money given back."),
    N_("A line that is missing is not added by hand: ask the office for a new form."),
    N_("Nothing else may be changed, but the name of the file; rows and sheets are not deleted."),
    N_("Where nothing was paid on any line, “không phát sinh” to the office is enough."),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class CollectionSheet:
    """What is written for a unit: its lines with the names of their programmes.

    ``apart`` are places that became part of it during the year.
    """

    collection: Collection
    place: Place
    lines: Sequence[tuple[FormLine, str]]
    apart: Sequence[Place] = ()

    @property
    def head(self) -> tuple[Message, ...]:
        """What stands above the table, and is part of what the mark is about."""
        of = self.collection
        return (
            _TITLE.of(period=of.period.name),
            _UNIT.of(place=self.place.label),
            _DONG,
        )

    @property
    def due(self) -> date:
        """The day for the units."""
        return self.collection.due

    @property
    def guide(self) -> Document:
        """How it is filled in."""
        told = [_DUE.of(due=self.due), *_HOW]
        if self.apart:
            told.append(_APART.of(places=tuple(each.label for each in self.apart)))
        names = {line.program: name for line, name in self.lines}
        named = tuple(f"{code}: {name}" for code, name in names.items())
        return Document(
            _GUIDE,
            (
                *(Paragraph(each, bullet=True) for each in told),
                Heading(N_("Programmes"), level=2),
                *(Paragraph(each, bullet=True) for each in named),
            ),
        )
