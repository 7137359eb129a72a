"""Finds what a figure is made of: what was meant, then the entries that make it."""

from __future__ import annotations

from ethnictrack.services.explain.amounts import Typed, showing
from ethnictrack.services.explain.entries import ExplainedRows, explained_row, related_entries
from ethnictrack.services.explain.reading import Meant, only_one, the_reading
from ethnictrack.services.explain.settled import SettledRow, settled_row

__all__ = [
    "ExplainedRows",
    "Meant",
    "SettledRow",
    "Typed",
    "explained_row",
    "only_one",
    "related_entries",
    "settled_row",
    "showing",
    "the_reading",
]
