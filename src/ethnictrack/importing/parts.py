"""Rows “trong đó”: parts of the row above, which are no rows of their own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from ethnictrack.errors.outline import OpenPartsError, PartsAboveError
from ethnictrack.importing.sheets.level import RowLevel, RowSums
from ethnictrack.importing.sheets.ordinals import DASHES
from ethnictrack.importing.sheets.units import Units
from ethnictrack.nouns.batch import RowProblem
from ethnictrack.values.money import Dong


@dataclass(slots=True)
class Parts:
    """The rows from a “trong đó” on that are parts of the row above it, ``whole``."""

    whole: RowLevel
    head: RowLevel  # the row that says “trong đó”
    units: Units
    sums: RowSums = field(default_factory=RowSums)
    met: bool = False  # a part, in the row itself or below it

    def add(self, part: RowLevel) -> None:
        """Count a part. One that cannot be read leaves nothing to check."""
        self.met = self.met or part is not self.head or bool(part.stated(self.units)[0])
        part.add_to(self.sums, self.units)

    def take(self, row: RowLevel) -> bool:
        """Say whether a row is one of them: it has a dash, or no mark below a row that has one."""
        if row.mark is None:
            return self.whole.mark is not None or row.label.startswith(DASHES)
        return row.mark.kind in DASHES or row.label.startswith(DASHES)

    def open_to(self, row: RowLevel) -> RowProblem | None:
        """Return what is wrong when a row that is none of them might be one all the same."""
        if self.met or (row.mark is not None and row.rank <= self.whole.rank):
            return None
        error = OpenPartsError(self.head.shown)
        return RowProblem(self.head.line, 0, "", self.head.shown, error)

    def problems(self) -> Iterator[RowProblem]:
        """Yield the parts that are more than the whole."""
        for each in self.whole.stated(self.units)[0]:
            name = each.column.field.name
            parts = self.sums.dong.get(name, 0)
            if name not in self.sums.spoilt and parts > each.amount:
                whole = Dong(each.amount)
                error = PartsAboveError(self.whole.shown, self.whole.line, whole, Dong(parts))
                yield RowProblem(self.head.line, 0, each.column.heading, self.head.shown, error)
