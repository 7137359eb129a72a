"""Rows as every kind of file yields them: the line, and the cells from the first column on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Protocol

from ethnictrack.importing.cell import Cell

Row = tuple[int, Sequence[Cell]]


class RowSource(Protocol):
    """A file as rows; every call of ``rows`` begins at the first."""

    def rows(self) -> Iterator[Row]:
        """Yield the line of each row, and its cells."""

    @property
    def length(self) -> int:
        """About how many rows there are, for those who wait; 0 where it is not known."""


def blank(row: Sequence[Cell]) -> bool:
    """Say whether nothing is written in a row."""
    return not any(cell.strip() if isinstance(cell, str) else True for cell in row)
