"""A row of a sheet as others see it: what stands below it, and what its parts are."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from ethnictrack.errors.outline import OpenPartsError, PartsAboveError
from ethnictrack.importing.cell import Cell
from ethnictrack.importing.sheets.ordinals import DASHES, INNERMOST, Mark
from ethnictrack.importing.sheets.totals import Stated, stated_in
from ethnictrack.importing.sheets.units import Units
from ethnictrack.nouns.batch import RowProblem
from ethnictrack.values.money import Dong
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

    def reach(self, line: int) -> None:
        """Take note of a row below it."""
        self.first, self.last = self.first or line, line

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
