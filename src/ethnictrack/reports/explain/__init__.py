"""A figure explained: the entries it is made of, their documents, corrections and rounding."""

from __future__ import annotations

from ethnictrack.reports.explain.entry import entry_explained
from ethnictrack.reports.explain.frame import FigureForm, Frame
from ethnictrack.reports.explain.others import (
    activity_explained,
    form_explained,
    inspection_explained,
)
from ethnictrack.reports.explain.received import reception_explained
from ethnictrack.reports.explain.row import row_explained
from ethnictrack.reports.explain.settled import settled_column_explained, settled_row_explained

__all__ = [
    "FigureForm",
    "Frame",
    "activity_explained",
    "entry_explained",
    "form_explained",
    "inspection_explained",
    "reception_explained",
    "row_explained",
    "settled_column_explained",
    "settled_row_explained",
]
