"""Totals of a file, checked against the rows they cover."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from ethnictrack.errors.cells import TotalMismatchError
from ethnictrack.importing.cell import Cell, as_shown, as_written
from ethnictrack.importing.sheets.columns import Odd, ReadColumn
from ethnictrack.importing.sheets.non_data_rows import Sort
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
