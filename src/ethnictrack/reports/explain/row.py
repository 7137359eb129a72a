"""A row of money explained: its figures, and every entry that makes them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from ethnictrack.i18n import N_
from ethnictrack.reports.entries import entry_data
from ethnictrack.reports.explain.entry import WHOLE, made_of
from ethnictrack.reports.explain.frame import Shown
from ethnictrack.reports.rates.nodes import SUMS
from ethnictrack.reports.table import Column, Paragraph, columns_at
from ethnictrack.values.money import rate
from ethnictrack.year.explain import Figure
from ethnictrack.year.figures import Sum

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ethnictrack.i18n import Message
    from ethnictrack.ledger.entry import Posted
    from ethnictrack.reports.explain.frame import Frame
    from ethnictrack.reports.table import Result
    from ethnictrack.values.money import Dong
    from ethnictrack.year.figures import Figures


Shares = Sequence[tuple["Posted", Sum]]
_LATER = N_("Reversed by an entry that does not count here, being of a later day: {entries}.")
_UNPLANNED = N_("Money without a plan is part of no rate; it has a column of its own.")
_COLUMNS: tuple[Column[tuple[Posted, Sum]], ...] = columns_at(SUMS, lambda of: of[1])
_SUMS = {Figure(each.key): each for each in _COLUMNS}
# Which sums of the entries a figure is made of.
_MADE_OF = {
    Figure.PLANNED: (Figure.PLANNED,),
    Figure.DISBURSED: (Figure.DISBURSED,),
    Figure.CUMULATIVE: (Figure.DISBURSED,),
    Figure.REMAINING: (Figure.PLANNED, Figure.DISBURSED),
    Figure.RATE: (Figure.PLANNED, Figure.DISBURSED),
    Figure.UNPLANNED: (Figure.UNPLANNED,),
    Figure.PAID: (Figure.DISBURSED, Figure.UNPLANNED),
}
_ALL = (Figure.PLANNED, Figure.DISBURSED, Figure.REMAINING, Figure.RATE)


def row_explained(  # noqa: PLR0913 - the facts a report states on its face
    name: Message | str,
    of: Sum,
    shares: Shares,
    figures: Figures,
    frame: Frame,
    *,
    periodic: bool,
) -> Result:
    """Explain a row of a report of money, or one figure of it.

    ``periodic`` rows, months and quarters, have no plan of their own.
    """
    figure = frame.figure
    parts = _parts(figure, of, periodic=periodic)
    shown = [_shown(each, of) for each in _columns(figure, of, periodic=periodic)]
    kept = [(each, sums) for each, sums in shares if any(_value(sums, part) for part in parts)]
    columns = [_SUMS[part] for part in parts]
    table = made_of(kept, columns, figures.programs, figures.places)
    blocks = (*table, *([Paragraph(WHOLE)] if kept else []))
    entries = [
        {**entry_data(each, figures.programs, figures.places), "moved": _moved(sums)}
        for each, sums in kept
    ]
    notes = (*figures.notes, *_notes(kept, of))
    return frame.result(name, shown, blocks, {"entries": entries}, notes)


def _columns(figure: Figure | None, of: Sum, *, periodic: bool) -> tuple[Figure, ...]:
    """Return the figures that are explained: the one asked for, or those of the whole row."""
    if figure is not None:
        return (figure,)
    unplanned = (Figure.UNPLANNED,) if of.unplanned else ()
    return ((Figure.DISBURSED,) if periodic else _ALL) + unplanned


def _parts(figure: Figure | None, of: Sum, *, periodic: bool) -> tuple[Figure, ...]:
    columns = _columns(figure, of, periodic=periodic)
    made = {part for column in columns for part in _MADE_OF[column]}
    return tuple(part for part in _SUMS if part in made)


def _value(of: Sum, figure: Figure) -> Dong:
    return {
        Figure.PLANNED: of.planned,
        Figure.DISBURSED: of.disbursed,
        Figure.UNPLANNED: of.unplanned,
    }[figure]


def _shown(figure: Figure, of: Sum) -> Shown:
    match figure:
        case Figure.RATE:
            return Shown.of(figure, rate(of.disbursed, of.planned), of.disbursed, of.planned)
        case Figure.REMAINING:
            return Shown.of(figure, of.remaining, of.disbursed, of.planned)
        case Figure.PAID:
            return Shown.of(figure, of.paid)
        case Figure.CUMULATIVE:
            return Shown.of(figure, of.disbursed)
        case _:
            return Shown.of(figure, _value(of, figure))


def _notes(kept: Shares, of: Sum) -> Iterable[Message]:
    listed = {each.id for each, _ in kept}
    later = tuple(
        each.id for each, _ in kept if each.reversed_by and each.reversed_by not in listed
    )
    if later:
        yield _LATER.of(entries=later)
    if of.unplanned:
        yield _UNPLANNED


def _moved(of: Sum) -> dict[str, object]:
    return {
        "planned": of.planned,
        "disbursed": of.disbursed,
        "unplanned": of.unplanned,
        "remaining": of.remaining,
    }
