"""Charts of reports: rates against the share of the year gone, and what came back of findings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ethnictrack.i18n import N_
from ethnictrack.reports.chart import Bar, Bars
from ethnictrack.year.pace import year_gone

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ethnictrack.nouns.inspection import Dossier
    from ethnictrack.reports.rate_rows import Node
    from ethnictrack.year.figures import Figures

_RATES = N_("Share of the plan disbursed")
_RECOVERED = N_("Recovered of what was to be recovered")
_GONE = N_("of the year gone by {date}")
_MOST = 20  # bars of one picture


def rate_bars(nodes: Iterable[Node], figures: Figures) -> Iterator[Bars]:
    """Yield the rates of what has a plan; a table draws the same bars on a terminal.

    A single programme is compared with nothing, so its parts are drawn in its place.
    """
    shown = tuple(nodes)
    while len(shown) == 1 and shown[0].children:
        shown = shown[0].children
    rows = [
        Bar(node.name, node.rate, node.sum.disbursed, node.sum.planned)
        for node in shown
        if node.rate is not None
    ]
    if 0 < len(rows) <= _MOST:
        gone = year_gone(figures.year, figures.as_of)
        label = _GONE.of(date=figures.as_of)
        yield Bars(_RATES, tuple(rows), gone, label, on_screen=False)


def recovery_bars(dossiers: Iterable[Dossier]) -> Iterator[Bars]:
    """Yield what came back of each inspection that objected to money."""
    rows = [
        Bar(each.inspection.name, each.rate, each.recovered, each.recommended)
        for each in dossiers
        if each.rate is not None
    ]
    if 0 < len(rows) <= _MOST:
        yield Bars(_RECOVERED, tuple(rows), on_screen=False)
