"""A figure explained: the entries it is made of, their documents, corrections and rounding."""

from __future__ import annotations

from ethnictrack.reports.explain.entry import entry_explained
from ethnictrack.reports.explain.others import (
    Frame,
    activity_explained,
    form_explained,
    inspection_explained,
)
from ethnictrack.reports.explain.row import row_explained
from ethnictrack.reports.explain.shown import Look

__all__ = [
    "Frame",
    "Look",
    "activity_explained",
    "entry_explained",
    "form_explained",
    "inspection_explained",
    "row_explained",
]
