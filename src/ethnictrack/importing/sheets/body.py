"""The rows below the heading: records, problems, and rows that are neither; and their totals.

Every row with content is a record or is set aside by name; ``Body`` counts them all itself.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from ethnictrack.errors.files import MergedCellError
from ethnictrack.importing.cell import Cell, ReadRow, Row, as_shown, blank, row_text
from ethnictrack.importing.refusals import (
    ExampleRowError,
    LongRowError,
    MissingCellError,
    MovedHeadingError,
    NamelessCellError,
    RowAboveError,
    RowBelowEndError,
    ShortRowError,
    TotalMismatchError,
    TwoReadingsError,
    UnitBelowError,
)
from ethnictrack.importing.sheets.columns import (
    EXAMPLE,
    Memory,
    Plans,
    ReadColumn,
    Stated,
    Units,
    stated_in,
    unread_columns,
)
from ethnictrack.importing.sheets.heading import TableHeading
from ethnictrack.importing.sheets.money_words import announced_in
from ethnictrack.importing.sheets.non_data_rows import (
    SUMS,
    OddCell,
    RowKeys,
    Sort,
    announced,
    label_alone,
    moved_heading,
    numbers_columns,
    same_heading,
    sort_of,
)
from ethnictrack.importing.sheets.outline import Outline
from ethnictrack.nouns.batch import WHY, Aside, AsideRow, RowProblem
from ethnictrack.values.amounts import Amount
from ethnictrack.values.errors import BookError
from ethnictrack.values.money import Dong
from ethnictrack.values.text import shown


class Body:
    """Goes through the rows of one table once.

    ``aside`` are the rows with content that are no records, ``blank`` counts those without any.
    """

    def __init__(
        self,
        heading: TableHeading,
        columns: Sequence[ReadColumn],
        constants: Mapping[str, object],
        merged: Mapping[int, str],
    ) -> None:
        self.heading = heading
        self.units = Units(columns, constants)
        self.watched = unread_columns(columns, heading)
        self.constants = dict(constants)
        request = heading.request
        required = frozenset(each.name for each in request.fields.fields if each.required)
        self._money = [column.field.name for column in columns if column.field.money]
        self.required = required
        self.merged = merged  # the merged cells of a line
        self.problems: list[RowProblem] = []
        self.totals = RunningTotals()
        self.carried = RowKeys(self.units, required, constants)
        at = heading.matched.ordinal
        title = heading.texts[at] if at is not None else ""
        self.outline = Outline(self.units, at, title, self.carried)
        self.aside: list[AsideRow] = []
        self.records = self.blank = self.rows = 0
        self._why = next((at for at, text in enumerate(heading.texts) if text == WHY), None)
        self._skip, self._skip_zero = request.skip_rows, request.skip_zero
        self._numbers: Sequence[Cell] = ()  # the row that numbers the columns
        self._end: tuple[int, str] | None = None  # where the table ends

    def read(self, rows: Iterator[Row]) -> Iterator[ReadRow]:
        """Yield the records; afterwards ``problems`` holds what is wrong with the totals."""
        width, constants, required = self.heading.width, self.constants, self.required
        watched, merged, money = self.watched, self.merged, self._money
        note, unit_of = self.totals.note, self.units.of
        plans, met = Plans(self.units), self.units.met.add
        for line, row in self.outline.rows(self._table(rows)):
            # The ordinary row is read here, with one look-up a cell; every other one goes to _odd.
            plain = len(row) == width and line not in merged and self._end is None
            if plain and not (watched and self._labelled(row)):
                unit = unit_of(row)
                values = _ordinary(row, plans[unit], constants.copy())
                if values is not None and required <= values.keys():
                    self.records += 1
                    met(unit)
                    note(values, money)
                    yield ReadRow(line, self.records, values, row)
                    continue
            if record := self._odd(line, row):
                yield record
        self._finish()

    def _finish(self) -> None:
        """Gather what is wrong with the table as a whole."""
        self.problems += [*self.totals.final(), *self.outline.problems]
        self.aside = sorted([*self.aside, *self.outline.aside], key=lambda each: each.line)

    def _table(self, rows: Iterator[Row]) -> Iterator[Row]:
        """Yield the rows of the table, without those set aside by hand and the first numbers."""
        self._above()
        begun = False
        for line, row in rows:
            self.rows += 1
            if line in self._skip:
                self._leave(line, Aside.ASKED, row)
            elif not begun and numbers_columns(row):
                self._numbers = row
                self._leave(line, Aside.NUMBERS, row)
            else:
                begun = begun or not blank(row)
                yield line, row

    def _above(self) -> None:
        """Set aside what stands above the heading; a record there would be lost."""
        for line, row in self.heading.titles:
            self.rows += 1
            if line in self._skip:
                self._leave(line, Aside.ASKED, row)
                continue
            self._leave(line, Aside.TITLE, row)
            if moved_heading(row, self.heading.texts):
                self._problem(line, row, MovedHeadingError(line))
            elif self.carried.seems(row) and self.carried.complete(self.carried.cells(row)):
                self._problem(line, row, RowAboveError(line))

    def _leave(self, line: int, kind: Aside, row: Sequence[Cell]) -> None:
        if blank(row):
            self.blank += 1
            return
        self.aside.append(AsideRow(line, kind, row_text(row)))
        if kind is Aside.CLOSING:
            self._below(line, row)

    def _below(self, line: int, row: Sequence[Cell]) -> None:
        """Refuse a unit that is said below a table, and that its money was not read in."""
        scales = {each.setting.scale for each in self.units.columns(None) if each.field.money}
        for cell in map(as_shown, row if self.heading.request.scale is None else ()):
            if (told := announced_in(cell)) and scales - {told}:
                self._problem(line, row, UnitBelowError(line, shown(cell)))

    def without_amount(self, record: ReadRow) -> None:
        """Take back a record of a table of several amounts that has none of them."""
        self.records -= 1
        self._leave(record.line, Aside.ZERO, record.row)

    def _problem(self, line: int, row: Sequence[Cell], error: BookError) -> None:
        self.problems.append(RowProblem(line, 0, "", shown(row_text(row)), error))

    def _labelled(self, row: Sequence[Cell]) -> bool:
        """Say whether a column that fills no field announces anything."""
        for index, memory in self.watched:
            cell = row[index]
            if cell != "" and memory[cell] is not None:
                return True
        return False

    def _odd(self, line: int, row: Sequence[Cell]) -> ReadRow | None:
        """Read a row that is not an ordinary one."""
        if blank(row):
            self.blank += 1
            return None
        if kind := self._idle(line, row):
            self._leave(line, kind, row)
            return None
        found = self.carried.cells(row)
        if self._summed(line, row, found) or self._tail(line, row, found):
            return None
        if self._unit_again(line, row, found):
            return None
        if self._skip_zero and self.carried.without_money(row, found):
            self._leave(line, Aside.ZERO, row)
            return None
        return self._record(line, row, {**self.constants, **dict(_readable(found))}, found)

    def _idle(self, line: int, row: Sequence[Cell]) -> Aside | None:
        """Say what a row is that says nothing of its own."""
        if self._numbers and row == self._numbers:
            return Aside.NUMBERS
        if self._why is not None and blank([*row[: self._why], *row[self._why + 1 :]]):
            return Aside.BEFORE
        if self._marked(row) and all(each.exemplary(row) for each in self.units.columns(None)):
            return Aside.EXAMPLE
        if same_heading(row, self.heading.texts):
            return Aside.HEADING
        if moved_heading(row, self.heading.texts):
            self._problem(line, row, MovedHeadingError(line))
            return Aside.HEADING
        return None

    def _marked(self, row: Sequence[Cell]) -> bool:
        """Say whether a row is marked as the example of a form."""
        return any(
            memory[row[index]] is EXAMPLE for index, memory in self.watched if index < len(row)
        )

    def _summed(self, line: int, row: Sequence[Cell], found: Mapping[str, object]) -> bool:
        """Say whether a row is a total, and check it; one that may be a record is refused."""
        complete, alone = self.carried.complete(found), label_alone(found)
        if self.carried.key(row, dated=alone is None):
            return False
        sort = (self._first(row) or alone) if complete else announced(row)
        if sort not in SUMS:
            return False
        if not alone and self._may_be_record(found, complete=complete):
            if not self.carried.money:
                return False
            self._problem(line, row, TwoReadingsError(shown(row_text(row)), line))
        if sort is Sort.ELSEWHERE:
            self._leave(line, Aside.ELSEWHERE, row)
            return True
        checked = self._total(line, row, sort)
        self._leave(line, Aside.TOTAL if checked else Aside.UNCHECKED, row)
        return True

    def _may_be_record(self, found: Mapping[str, object], *, complete: bool) -> bool:
        """Say whether a row that announces a total may be one of the others all the same."""
        return (complete and not self.carried.bare) or self.carried.labelled(found)

    def _first(self, row: Sequence[Cell]) -> Sort | None:
        """Say what the first text of a complete row announces, if it is a label."""
        return sort_of(next((cell for cell in row if isinstance(cell, str) and cell.strip()), ""))

    def _tail(self, line: int, row: Sequence[Cell], found: Mapping[str, object]) -> bool:
        """Say whether a row belongs to what stands below a table, which holds no record."""
        seems = self.carried.seems(row)
        if self._end is not None:
            if seems or (self.carried.complete(found) and not announced(row)):
                end, label = self._end
                self._problem(line, row, RowBelowEndError(line, end, label))
            self._leave(line, Aside.CLOSING, row)
            return True
        if seems or self.carried.complete(found):
            return False
        sort = announced(row)
        if sort is Sort.CLOSING:
            self._end = line, shown(row_text(row))
        elif sort is not Sort.OF_WHICH:
            return False
        self._leave(line, Aside.CLOSING if sort is Sort.CLOSING else Aside.PART, row)
        return True

    def _unit_again(self, line: int, row: Sequence[Cell], found: Mapping[str, object]) -> bool:
        """Say whether a row only says the unit, as above the table; it has to be the same."""
        texts = [*filter(str.strip, map(as_shown, row))]
        if self.carried.seems(row) or self.carried.complete(found):
            return False
        if len(texts) != 1 or announced_in(texts[0]) is None:
            return False
        self._leave(line, Aside.HEADING, row)
        self._below(line, row)
        return True

    def _total(self, line: int, row: Sequence[Cell], sort: Sort) -> bool:
        """Check a total row against the rows it covers; say whether all it states could be."""
        label = next(
            (cell.strip() for cell in row if isinstance(cell, str) and sort_of(cell) is sort), ""
        )
        columns = self.units.of_total(row)
        if columns is None:
            return False
        stated, problems = stated_in(columns, line, label, row)
        self.problems += [*problems, *self.totals.state(stated, sort)]
        return bool(stated) and not problems

    def _record(
        self,
        line: int,
        row: Sequence[Cell],
        values: dict[str, object],
        found: Mapping[str, object],
    ) -> ReadRow:
        """Make a record of what could be read, with a problem for all that could not."""
        self.records += 1
        at, unit = (line, self.records), self.units.of(row)
        self.units.met.add(unit)
        problems = list(self._misplaced(at, row))
        for column in self.units.columns(unit):
            name, cell = column.field.name, found.get(column.field.name)
            if isinstance(cell, OddCell) and cell.error:
                text = row[column.index]
                within = column.foreign(text)
                problems.append(RowProblem(*at, column.heading, as_shown(text), cell.error, within))
                self.totals.spoilt.add(name)
            elif name in self.required and name not in values:
                error = MissingCellError(column.heading)
                problems.append(RowProblem(*at, column.heading, "", error))
                self.totals.spoilt.add(name)
        for name, amount in amounts_in(values):
            self.totals.add(name, amount)
        return ReadRow(line, self.records, values, row, problems)

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
        yield from self._nameless(at, row)

    def _nameless(self, at: tuple[int, int], row: Sequence[Cell]) -> Iterator[RowProblem]:
        """Yield the cells that stand in a column without a heading."""
        for index, memory in self.watched:
            cell = row[index] if index < len(row) else ""
            if cell != "" and isinstance(memory[cell], OddCell) and not self.heading.texts[index]:
                yield RowProblem(
                    *at, "", as_shown(cell), NamelessCellError(as_shown(cell), index + 1)
                )


def _ordinary(
    row: Sequence[Cell],
    plan: Sequence[tuple[str, int, Memory]],
    values: dict[str, object],
) -> dict[str, object] | None:
    """Put what a row says into ``values``; return None for one that is not ordinary."""
    odd_kind = OddCell
    for name, index, memory in plan:
        cell = row[index]
        if cell != "":
            value = memory[cell]
            if value.__class__ is odd_kind:
                return None
            values[name] = value
    return values


def _readable(found: Mapping[str, object]) -> Iterator[tuple[str, object]]:
    """Yield what can be read of a row that is not an ordinary one."""
    for name, value in found.items():
        if not isinstance(value, OddCell):
            yield name, value
        elif value.sort and not value.error:
            yield name, value.value


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
