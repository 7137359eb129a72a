"""Totals of a file, checked against the rows they cover, and rows with others below them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from ethnictrack.errors.cells import TotalMismatchError
from ethnictrack.errors.outline import OpenPartsError, PartsAboveError
from ethnictrack.importing.cell import Cell, as_shown, as_written
from ethnictrack.importing.sheets.columns import Odd, ReadColumn, Units
from ethnictrack.importing.sheets.non_data_rows import Sort
from ethnictrack.importing.sheets.ordinals import DASHES, INNERMOST, Mark
from ethnictrack.nouns.batch import RowProblem
from ethnictrack.values.amounts import Amount
from ethnictrack.values.errors import AmountRangeError, BookError, ZeroAmountError
from ethnictrack.values.money import Dong
from ethnictrack.values.text import shown


@dataclass(frozen=True, slots=True)
class Stated:
    """A total as the file states it."""

    line: int
    column: ReadColumn
    label: str
    value: str
    amount: int


@dataclass(slots=True)
class _Above:
    """A total that stands above its rows: all that follow, or those up to the next total."""

    stated: Stated
    before: int  # what the rows above it make
    until: int | None = None  # what the rows up to the next total make, with those above


@dataclass(slots=True)
class RunningTotals:
    """Running sums of one file's columns of money, in đồng.

    A total below its rows covers all rows, or those since the last total. One above its rows covers
    all that follow, or those up to the next; the first total of a file tells which kind it has.
    A column with an unreadable amount is not checked: it has its problem.
    """

    all: dict[str, int] = field(default_factory=dict)
    part: dict[str, int] = field(default_factory=dict)
    spoilt: set[str] = field(default_factory=set)
    above: dict[str, list[_Above]] = field(default_factory=dict)
    checked: int = 0

    def add(self, name: str, amount: int) -> None:
        """Count an amount of a record."""
        self.all[name] = self.all.get(name, 0) + amount
        self.part[name] = self.part.get(name, 0) + amount

    def note(self, values: Mapping[str, object], names: Sequence[str]) -> None:
        """Count the amounts of a record that is read."""
        for name in names:
            amount = values.get(name)
            if isinstance(amount, Amount):
                self.add(name, amount.dong.value)

    def state(self, totals: list[Stated], sort: Sort) -> Iterator[RowProblem]:
        """Check what a total row says against the rows above it, or keep it for the end."""
        self.checked += 1
        for stated in totals:
            name = stated.column.field.name
            whole, part = self.all.get(name, 0), self.part.get(name, 0)
            above = self.above.get(name, [])
            if above and above[-1].until is None:
                above[-1].until = whole
            if name in self.spoilt or (self.all and stated.amount in {whole, part}):
                continue
            if above or not self.all:
                self.above.setdefault(name, []).append(_Above(stated, whole))
            else:
                yield mismatch(stated, whole if sort is Sort.TOTAL else part)
        self.part = {}

    def final(self) -> Iterator[RowProblem]:
        """Check the totals that stand above their rows."""
        for name, totals in self.above.items():
            for each in totals if name not in self.spoilt else ():
                rest = self.all.get(name, 0) - each.before
                group = rest if each.until is None else each.until - each.before
                if each.stated.amount not in {rest, group}:
                    yield mismatch(each.stated, group or rest)


def stated_in(
    columns: Sequence[ReadColumn], line: int, label: str, row: Sequence[Cell]
) -> tuple[list[Stated], list[RowProblem]]:
    """Read the money of a row that is a sum; a cell that cannot be read is a problem."""
    stated, problems = [], []
    for column in columns:
        cell = row[column.index] if column.index < len(row) else ""
        if not column.field.money or cell == "":
            continue
        amount, error = _dong(column.memory[cell])
        if amount is not None:
            stated.append(Stated(line, column, label, as_written(cell), amount))
        elif error:
            problems.append(RowProblem(line, 0, column.heading, as_shown(cell), error))
    return stated, problems


def _dong(value: object) -> tuple[int | None, BookError | None]:
    """Return the đồng of a sum, which may be nothing or more than an entry carries."""
    if isinstance(value, Amount):
        return value.dong.value, None
    error = value.error if isinstance(value, Odd) else None
    if isinstance(error, ZeroAmountError):
        return 0, None
    if isinstance(error, AmountRangeError):
        return error.amount.value, None
    return None, error


def mismatch(stated: Stated, rows: int) -> RowProblem:
    """Name a total and the sum of its rows, both."""
    error = TotalMismatchError(
        stated.label, Dong(stated.amount), Dong(rows), Dong(abs(stated.amount - rows))
    )
    return RowProblem(stated.line, 0, stated.column.heading, shown(stated.value), error)


def amounts_in(values: Mapping[str, object]) -> Iterator[tuple[str, int]]:
    """Yield the amounts of a record by field."""
    for name, value in values.items():
        if isinstance(value, Amount):
            yield name, value.dong.value


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
