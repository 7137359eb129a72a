"""What comes out of a file: records with typed values and their problems."""

from __future__ import annotations

from collections.abc import Sequence

from ethnictrack.importing.cell import Cell, as_written
from ethnictrack.nouns.batch import RowProblem
from ethnictrack.values.numerals import Numbers


class ReadRow:
    """One row of the file. ``values`` lack the fields of which the row says nothing.

    ``line`` counts the lines of the file, ``number`` its records, both from 1; ``column`` is that
    of its amount, in a row of several. Not a dataclass: a file has a hundred thousand of them.
    """

    __slots__ = ("column", "line", "number", "problems", "row", "values")

    def __init__(
        self,
        line: int,
        number: int,
        values: dict[str, object],
        row: Sequence[Cell],
        problems: Sequence[RowProblem] = (),
    ) -> None:
        self.column: int | None = None
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
