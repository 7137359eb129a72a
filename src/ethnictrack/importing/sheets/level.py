"""A row of a sheet as others see it: what stands below it, and what its parts are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from ethnictrack.importing.cell import Cell
from ethnictrack.importing.sheets.ordinals import INNERMOST, Mark
from ethnictrack.importing.sheets.totals import Stated, stated_in
from ethnictrack.importing.sheets.units import Units
from ethnictrack.nouns.batch import RowProblem
from ethnictrack.values.text import shown


@dataclass(slots=True)
class RowSums:
    """Money of several rows by field, in đồng; a ``spoilt`` one has a cell nobody can read."""

    dong: dict[str, int] = field(default_factory=dict)
    spoilt: set[str] = field(default_factory=set)

    def add(self, name: str, amount: int) -> None:
        """Count an amount."""
        self.dong[name] = self.dong.get(name, 0) + amount


@dataclass(slots=True)
class RowLevel:
    """A row, its mark, and the sums of the rows below it as far as they were met."""

    line: int
    row: Sequence[Cell]
    label: str  # the row as it calls itself
    mark: Mark | None = None
    upper: bool = False  # rows stand below it
    below: RowSums = field(default_factory=RowSums)
    first: int = 0  # line of the rows below
    last: int = 0
    loose: int = 0  # rows below without a mark

    @property
    def rank(self) -> int:
        """How far out the row stands; one without a mark stands innermost."""
        return self.mark.rank if self.mark else INNERMOST

    @property
    def shown(self) -> str:
        """The label, safe to show."""
        return shown(self.label)

    def stated(self, units: Units) -> tuple[list[Stated], list[RowProblem]]:
        """Read the money of the row: of an upper one as a sum, which may have no unit to be in."""
        columns = units.of_total(self.row) if self.upper else units.columns(units.of(self.row))
        return stated_in(columns or (), self.line, self.shown, self.row)

    def add_to(self, sums: RowSums, units: Units) -> None:
        """Count the row's money; where it states none, that of the rows below it."""
        stated, problems = self.stated(units)
        own = {each.column.field.name: each.amount for each in stated}
        below = self.below.dong if self.upper else {}
        for name, amount in (below | own).items():
            sums.add(name, amount)
        unread = {each.column for each in problems}
        spoilt = {each.field.name for each in units.columns(None) if each.heading in unread}
        sums.spoilt |= spoilt | ((self.below.spoilt if self.upper else set()) - own.keys())
