"""The closing of a budget year: from then on no entry of that year is taken, by any path."""

from __future__ import annotations

from enum import StrEnum


class ClosingAction(StrEnum):
    """What was done to a budget year."""

    CLOSE = "close"
    REOPEN = "reopen"
