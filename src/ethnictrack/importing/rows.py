"""Rows as every kind of file yields them, and what comes out of them: records.

A row is its line, and the cells from the first column on.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Protocol

from ethnictrack.importing.cell import Cell, as_written
from ethnictrack.nouns.batch import RowProblem
from ethnictrack.values.numerals import Numbers

Row = tuple[int, Sequence[Cell]]
_NO_COLUMNS: Mapping[str, int] = MappingProxyType({})


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


class ReadRow:
    """One row of the file. ``values`` lack the fields of which the row says nothing.

    ``line`` counts the lines of the file, ``number`` its records, both from 1; ``columns`` are
    those of its fields, where a row has several records. Not a dataclass: a file has a hundred
    thousand of them.
    """

    __slots__ = ("columns", "line", "number", "problems", "row", "values")

    def __init__(
        self,
        line: int,
        number: int,
        values: dict[str, object],
        row: Sequence[Cell],
        problems: Sequence[RowProblem] = (),
    ) -> None:
        self.columns: Mapping[str, int] = _NO_COLUMNS
        self.line = line
        self.number = number
        self.values = values
        self.problems = problems
        self.row = row

    def cells(self, numbers: Numbers) -> tuple[str, ...]:
        """Return the cells as text, in the order of ``Intake.headings``, for a file of rejects.

        It is read as the file was: number cells are written under the same convention.
        """
        return tuple(as_written(cell, numbers) for cell in self.row)
