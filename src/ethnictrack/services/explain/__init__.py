"""Finds what a figure is made of: what was meant, then the entries that make it."""

from __future__ import annotations

from ethnictrack.services.explain.amounts import Typed, showing
from ethnictrack.services.explain.entries import (
    ExplainedRows,
    SettledRow,
    explained_row,
    related_entries,
    settled_row,
)
from ethnictrack.services.explain.reading import Meant, only_one, the_reading

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
