"""Finds what a figure is made of: what was meant, then the entries that make it."""

from __future__ import annotations

from ethnictrack.actions.explain.amounts import Typed, showing
from ethnictrack.actions.explain.entries import Rows, explained_row, related_entries
from ethnictrack.actions.explain.reading import Reading, only_one, the_reading
from ethnictrack.actions.explain.settled import SettledRow, settled_row

__all__ = [
    "Reading",
    "Rows",
    "SettledRow",
    "Typed",
    "explained_row",
    "only_one",
    "related_entries",
    "settled_row",
    "showing",
    "the_reading",
]
