"""A cell of a spreadsheet that holds no value: an error, or a formula nobody computed."""

from __future__ import annotations

from dataclasses import dataclass

from ethnictrack.domain.errors.base import BookError


@dataclass(frozen=True, slots=True, eq=False)
class Fault:
    """What stands in a cell instead of a value, and why that is none."""

    written: str
    error: BookError
