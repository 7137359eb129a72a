"""The rows below the heading: records, problems, and rows that are neither."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from ethnictrack.domain.amounts import Amount
from ethnictrack.domain.batch import LeftOut, LeftRow, RowProblem
from ethnictrack.domain.errors.cells import (
    ExampleRowError,
    LongRowError,
    MissingCellError,
    NamelessCellError,
    ShortRowError,
)
from ethnictrack.domain.errors.workbooks import MergedCellError
from ethnictrack.domain.money import Dong, Scale
from ethnictrack.intake.columns import EXAMPLE, Column, Memory, Odd
from ethnictrack.intake.field import Cell
from ethnictrack.intake.furniture import (
    Sort,
    announced,
    numbers_columns,
    same_heading,
    sort_of,
)
from ethnictrack.intake.heading import Heading
from ethnictrack.intake.outline import MOST_LEFT, Outline
from ethnictrack.intake.record import Record
from ethnictrack.intake.rows import Row, blank
from ethnictrack.intake.showing import as_shown
from ethnictrack.intake.totals import Totals, amounts_in, stated_in
from ethnictrack.intake.units import Units


class _Plans(dict[Scale | None, list[tuple[str, int, Memory]]]):
    """What ordinary rows are read by, by their unit: fields, columns and memories."""

    def __init__(self, units: Units) -> None:
        self._units = units

    def __missing__(self, unit: Scale | None) -> list[tuple[str, int, Memory]]:
        columns = self._units.columns(unit)
        plan = self[unit] = [(each.field.name, each.index, each.memory) for each in columns]
        return plan


class Body:
    """Goes through the rows of one table once. ``skipped`` counts what was no record."""

    def __init__(  # noqa: PLR0913, PLR0917 - each is one thing known of the table
        self,
        heading: Heading,
        columns: Sequence[Column],
        watched: Sequence[tuple[int, Memory]],
        constants: Mapping[str, object],
        required: frozenset[str],
        merged: Mapping[int, str],
    ) -> None:
        self.heading = heading
        self.units = Units(columns, constants)
        self.watched = watched
        self.constants = dict(constants)
        self._money = [column.field.name for column in columns if column.field.money]
        self.required = required
        self.merged = merged  # the merged cells of a line
        self.skipped: Counter[str] = Counter()
        self.problems: list[RowProblem] = []
        self.totals = Totals()
        at = heading.matched.ordinal
        self.outline = Outline(self.units, at, heading.texts[at] if at is not None else "")
        self.left: list[LeftRow] = []
        self.records = 0
        self._closed = False

    def read(self, rows: Iterator[Row]) -> Iterator[Record]:
        """Yield the records; afterwards ``problems`` holds what is wrong with the totals."""
        width, constants, required = self.heading.width, self.constants, self.required
        watched, merged, money = self.watched, self.merged, self._money
        add, odd_kind, unit_of = self.totals.add, Odd, self.units.of
        plans, met = _Plans(self.units), self.units.met.add
        for line, row in self.outline.rows(rows):
            # The ordinary row is read here, with one look-up a cell; every other one goes to _odd.
            plain = len(row) == width and line not in merged
            if plain and not (watched and self._labelled(row)):
                values = constants.copy()
                unit = unit_of(row)
                for name, index, memory in plans[unit]:
                    cell = row[index]
                    if cell != "":
                        value = memory[cell]
                        if value.__class__ is odd_kind:
                            break
                        values[name] = value
                else:
                    if required <= values.keys():
                        self.records += 1
                        met(unit)
                        for name in money:
                            amount = values.get(name)
                            if amount.__class__ is Amount:
                                add(name, amount.dong.value)
                        yield Record(line, self.records, values, row)
                        continue
            if record := self._odd(line, row):
                yield record
        self.problems += [*self.totals.final(), *self.outline.problems]
        self.left = sorted([*self.left, *self.outline.left], key=lambda each: each.line)
        self.skipped.update(self.outline.counts)

    def _labelled(self, row: Sequence[Cell]) -> bool:
        """Say whether a column that fills no field announces anything."""
        for index, memory in self.watched:
            cell = row[index]
            if cell != "" and memory[cell] is not None:
                return True
        return False

    def _odd(self, line: int, row: Sequence[Cell]) -> Record | None:
        """Read a row that is not an ordinary one."""
        if skipped := self._idle(row):
            self.skipped[skipped] += 1
            return None
        found = self._cells(row)
        values = dict(self.constants)
        for name, value in found.items():
            if not isinstance(value, Odd):
                values[name] = value
            elif value.sort and not value.error and name not in self.required:
                values[name] = value.value
        complete = all(_written(found.get(name)) for name in self.required - self.constants.keys())
        sort = (self._first(row) or _label_alone(found)) if complete else announced(row)
        if sort in {Sort.TOTAL, Sort.SUBTOTAL}:
            self._total(line, row, sort)
            return None
        if not complete and self._tail(sort, values):
            return None
        return self._record(line, row, values, found)

    def _idle(self, row: Sequence[Cell]) -> str:
        """Say what a row is that says nothing at all; "" when it may say something."""
        if blank(row):
            return "blank"
        if not self.records and not self.skipped["numbers"] and numbers_columns(row):
            return "numbers"
        if self._marked(row) and all(each.exemplary(row) for each in self.units.columns(None)):
            return "example"
        return "heading" if same_heading(row, self.heading.texts) else ""

    def _marked(self, row: Sequence[Cell]) -> bool:
        """Say whether a row is marked as the example of a form."""
        return any(
            memory[row[index]] is EXAMPLE for index, memory in self.watched if index < len(row)
        )

    def _cells(self, row: Sequence[Cell]) -> dict[str, object]:
        """Read the cells that are there, by field."""
        return {
            column.field.name: column.memory[row[column.index]]
            for column in self.units.columns(self.units.of(row))
            if column.index < len(row) and row[column.index] != ""
        }

    def _first(self, row: Sequence[Cell]) -> Sort | None:
        """Say what the first text of a complete row announces, if it is a label."""
        first = next((cell for cell in row if isinstance(cell, str) and cell.strip()), "")
        return sort_of(first)

    def _tail(self, sort: Sort | None, values: Mapping[str, object]) -> bool:
        """Say whether an incomplete row belongs to what stands below a table, and count it."""
        if any(isinstance(value, Amount) for value in values.values()):
            return False
        self._closed = self._closed or sort is Sort.CLOSING
        if self._closed or sort is Sort.OF_WHICH:
            self.skipped["closing" if self._closed else "part"] += 1
            return True
        return False

    def _total(self, line: int, row: Sequence[Cell], sort: Sort) -> None:
        """Check a total row against the rows it covers."""
        label = next(
            cell.strip() for cell in row if isinstance(cell, str) and sort_of(cell) is sort
        )
        columns = self.units.of_total(row)
        if columns is None:
            self.skipped["unchecked"] += 1
            return
        stated, problems = stated_in(columns, line, label, row)
        self.skipped["total"] += 1
        if len(self.left) < MOST_LEFT:
            amount = Dong(stated[0].amount) if stated else None
            self.left.append(LeftRow(line, LeftOut.TOTAL, label, amount))
        self.problems += [*problems, *self.totals.state(stated, sort)]

    def _record(
        self,
        line: int,
        row: Sequence[Cell],
        values: dict[str, object],
        found: Mapping[str, object],
    ) -> Record:
        """Make a record of what could be read, with a problem for all that could not."""
        self.records += 1
        at, unit = (line, self.records), self.units.of(row)
        self.units.met.add(unit)
        problems = list(self._misplaced(at, row))
        for column in self.units.columns(unit):
            name, cell = column.field.name, found.get(column.field.name)
            if isinstance(cell, Odd) and cell.error:
                written = row[column.index]
                within = column.foreign(written)
                problems.append(
                    RowProblem(*at, column.heading, as_shown(written), cell.error, within)
                )
                self.totals.spoilt.add(name)
            elif name in self.required and name not in values:
                error = MissingCellError(column.heading)
                problems.append(RowProblem(*at, column.heading, "", error))
                self.totals.spoilt.add(name)
        for name, amount in amounts_in(values):
            self.totals.add(name, amount)
        return Record(line, self.records, values, row, problems)

    def _misplaced(self, at: tuple[int, int], row: Sequence[Cell]) -> Iterator[RowProblem]:
        """Yield what is wrong with the number of cells, and with cells that have no heading."""
        width = self.heading.width
        if cells := self.merged.get(at[0]):
            yield RowProblem(*at, "", "", MergedCellError(cells))
        if len(row) < width:
            yield RowProblem(*at, "", "", ShortRowError(len(row), width))
        elif len(row) > width and not blank(row[width:]):
            yield RowProblem(*at, "", as_shown(row[width]), LongRowError(len(row), width))
        if self._marked(row):
            yield RowProblem(*at, "", "", ExampleRowError())
        for index, memory in self.watched:
            cell = row[index] if index < len(row) else ""
            if cell != "" and isinstance(memory[cell], Odd) and not self.heading.texts[index]:
                yield RowProblem(
                    *at, "", as_shown(cell), NamelessCellError(as_shown(cell), index + 1)
                )


def _label_alone(found: Mapping[str, object]) -> Sort | None:
    """Return what a cell announces that can only be a label, such as "tổng" for a capital."""
    labels = (each.sort for each in found.values() if isinstance(each, Odd) and each.error)
    return next((sort for sort in labels if sort in {Sort.TOTAL, Sort.SUBTOTAL}), None)


def _written(value: object) -> bool:
    """Say whether a cell holds something other than blanks or a label, readable or not."""
    if isinstance(value, Odd):
        return value.error is not None and value.sort is None
    return value is not None
