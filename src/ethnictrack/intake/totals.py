"""Totals of a file, checked against the rows they cover."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from ethnictrack.domain.amounts import Amount
from ethnictrack.domain.batch import RowProblem
from ethnictrack.domain.errors.cells import TotalMismatchError
from ethnictrack.domain.money import Dong
from ethnictrack.domain.text import shown
from ethnictrack.intake.columns import Column
from ethnictrack.intake.furniture import Sort


@dataclass(frozen=True, slots=True)
class Stated:
    """A total as the file states it."""

    line: int
    column: Column
    label: str
    value: str
    amount: int


@dataclass(slots=True)
class Totals:
    """Running sums of one file's columns of money, in đồng.

    A total below its rows covers all rows, or those since the last total; one above its rows
    covers all that follow. A column with an unreadable amount is not checked: it has its problem.
    """

    all: dict[str, int] = field(default_factory=dict)
    part: dict[str, int] = field(default_factory=dict)
    spoilt: set[str] = field(default_factory=set)
    leading: list[Stated] = field(default_factory=list)
    checked: int = 0

    def add(self, name: str, amount: int) -> None:
        """Count an amount of a record."""
        self.all[name] = self.all.get(name, 0) + amount
        self.part[name] = self.part.get(name, 0) + amount

    def state(self, totals: list[Stated], sort: Sort) -> Iterator[RowProblem]:
        """Check what a total row says against the rows above it, or keep it for the end."""
        self.checked += 1
        for stated in totals:
            name = stated.column.field.name
            sums = (self.all.get(name, 0), self.part.get(name, 0))
            if not self.all and name not in self.spoilt:
                self.leading.append(stated)
            elif name not in self.spoilt and stated.amount not in sums:
                yield mismatch(stated, sums[0] if sort is Sort.TOTAL else sums[1])
        self.part = {}

    def final(self) -> Iterator[RowProblem]:
        """Check the totals that stand above their rows."""
        for stated in self.leading:
            name = stated.column.field.name
            if name not in self.spoilt and stated.amount != self.all.get(name, 0):
                yield mismatch(stated, self.all.get(name, 0))


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
