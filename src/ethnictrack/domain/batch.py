"""An import: many rows of one file, kept together or not at all, and taken back together."""

from __future__ import annotations

from enum import StrEnum


class BatchNoun(StrEnum):
    """What the rows of an import are, named as the group of commands that takes them."""

    DISBURSE = "disburse"
    ALLOCATE = "allocate"
    PROGRAM = "program"
    PLACE = "place"
    INSPECT = "inspect"
    ACTIVITY = "activity"
