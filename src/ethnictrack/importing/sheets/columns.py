"""Columns made ready: each with its reader, and a memory of the cells it has read."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from functools import partial
from typing import TYPE_CHECKING

from ethnictrack.errors.cells import ErrorTextError
from ethnictrack.errors.files import DamagedTextError
from ethnictrack.i18n import Message
from ethnictrack.importing.cell import Cell, Noted, as_written
from ethnictrack.importing.field import ImportField, Marks, Read, ReadingSetting, Request
from ethnictrack.importing.files.damage import no_value, undamaged
from ethnictrack.importing.sheets.non_data_rows import Sort, sort_of
from ethnictrack.importing.sheets.readers import UNIT
from ethnictrack.values.errors import BookError
from ethnictrack.values.money import Scale
from ethnictrack.values.numerals import Numbers
from ethnictrack.values.text import fold, shown

if TYPE_CHECKING:
    from ethnictrack.importing.sheets.heading import TableHeading

ROW = "{row}"  # in a value of --set: the number of the row
REMEMBERED = 20_000  # cells a column; more would make memory grow with the file
_BREAKS = re.compile("[\t\n\v\f\r]")  # between lines of one cell: blanks
# An amount, a day, a code, the number of a paper: nothing that is damaged, and no label. Most
# cells that are met for the first time are one.
PLAIN_CELL = re.compile(r"[0-9A-Za-z][0-9A-Za-z./-]*[0-9]")
_EXAMPLES = frozenset(("vi du", "example"))


class Odd:
    """What a column remembers of a cell that is no plain value.

    It may be unreadable, a label with or without a ``value``, or blank, when it is none of these.
    """

    __slots__ = ("error", "sort", "value")

    def __init__(
        self, error: BookError | None = None, sort: Sort | None = None, value: object = None
    ) -> None:
        self.error = error
        self.sort = sort
        self.value = value


# What marks the example row of a form, in a column that fills no field.
EXAMPLE = Odd()


class Memory(dict[Cell, object]):
    """The values of a column by cell; a cell that is new is read, and remembered."""

    def __init__(self, read: Read) -> None:
        super().__init__()
        self._read = read

    def __missing__(self, cell: Cell) -> object:
        if len(self) >= REMEMBERED:
            self.clear()
        value = self[cell] = self._value(cell)
        return value

    def _value(self, cell: Cell) -> object:
        """Read a cell; what stops the row from being an ordinary one comes back as ``Odd``."""
        if isinstance(cell, Noted) and cell.kind:
            return Odd(cell.error)
        sort = None
        if isinstance(cell, str) and not PLAIN_CELL.fullmatch(cell):
            if not cell.isprintable():  # a line break, or a blank of another kind
                cell = " ".join(cell.split()) if _BREAKS.search(cell) else cell
            if (odd := _without_value(cell)) is not None:
                return odd
            sort = sort_of(cell)
        try:
            value = self._read(cell)
        except BookError as refusal:
            return Odd(refusal, sort)
        return Odd(None, sort, value) if sort else value


def _without_value(cell: str) -> Odd | None:
    """Return what a text is that says nothing, or nothing that can be trusted."""
    if not cell.strip():
        return Odd()
    if no_value(cell):
        return Odd(ErrorTextError(shown(cell)))
    if (meant := undamaged(cell)) is not None:
        return Odd(DamagedTextError(shown(cell), shown(meant)))
    return None


@dataclass(frozen=True, slots=True)
class ReadColumn:
    """One column that is read: where it stands, and what its cells mean.

    ``other`` reads them under the other convention of numbers, where nobody said which one holds.
    """

    field: ImportField
    index: int
    heading: str
    setting: ReadingSetting
    memory: Memory
    other: Memory | None = None

    @classmethod
    def of(
        cls, field: ImportField, index: int, heading: str, setting: ReadingSetting
    ) -> ReadColumn:
        """Make a column ready."""
        bare = cls(field, index, heading, setting, Memory(field.reader(setting)))
        if setting.marks is None:
            return bare
        return replace(bare, other=bare.read_as(setting.numbers.other, setting.scale))

    def in_unit(self, scale: Scale) -> ReadColumn:
        """Return the column with its money in a unit."""
        setting = replace(self.setting, scale=scale)
        return ReadColumn.of(self.field, self.index, self.heading, setting)

    def read_as(self, numbers: Numbers, scale: Scale | None) -> Memory:
        """Return a memory that reads the column under other circumstances."""
        other = replace(self.setting, numbers=numbers, scale=scale, marks=None)
        return Memory(self.field.reader(other))

    @property
    def doubtful(self) -> bool:
        """Say whether the numbers of the column keep no one convention that can be told."""
        return self.setting.marks is not None and self.setting.marks.doubtful

    def foreign(self, cell: Cell) -> bool:
        """Say, and remember, that an unreadable cell reads under the other convention only."""
        marks = self.setting.marks
        if marks is None or self.other is None or self.other[cell].__class__ is Odd:
            return False
        marks.foreign = True
        return True

    def exemplary(self, row: Sequence[Cell]) -> bool:
        """Say whether a row has what the example of a form has here; how it is shown may differ."""
        example = self.field.example
        if example is None or isinstance(example, Message | Enum):
            return True
        return self.index < len(row) and _bare(row[self.index]) == _bare(example)


def columns_of(heading: TableHeading, request: Request, numbers: Numbers) -> list[ReadColumn]:
    """Return the columns of a table that fill fields, from left to right."""
    columns = []
    for name, index in sorted(heading.matched.columns.items(), key=lambda pair: pair[1]):
        field = request.fields.named(name)
        if field is not None:
            setting = setting_of(field, heading, index, request, numbers)
            columns.append(ReadColumn.of(field, index, heading.texts[index], setting))
    return columns


def setting_of(
    field: ImportField, heading: TableHeading, index: int, request: Request, numbers: Numbers
) -> ReadingSetting:
    """Return the circumstances of a column; what the user says of the unit wins."""
    scale = unit_of(heading, index, request) if field.money else None
    what = Message(shown(heading.texts[index]) if index < len(heading.texts) else field.name)
    marks = Marks() if field.money and request.numbers is None else None
    return ReadingSetting(what=what, numbers=numbers, scale=scale, today=request.today, marks=marks)


def unit_of(heading: TableHeading, index: int, request: Request) -> Scale | None:
    """Return the unit of a column of money: as said, in its heading, or above the table."""
    return request.scale or heading.scales.get(index) or heading.scale


def constants_of(request: Request, numbers: Numbers) -> Mapping[str, object]:
    """Read the values of --set. Raises: the refusals of values.

    One that numbers the rows is read as in the first.
    """
    return {
        name: read(request.constants[name].replace(ROW, "1"))
        for name, read in _readers(request, numbers)
    }


def numbered_of(request: Request, numbers: Numbers) -> dict[str, Callable[[int], object]]:
    """Return the values of --set that hold the number of the row, such as KQ-{row}."""
    found: dict[str, Callable[[int], object]] = {}
    for name, read in _readers(request, numbers):
        if ROW in (given := request.constants[name]):
            read(given.replace(ROW, "9" * 9))  # refused now, and not after a million rows
            found[name] = partial(_numbered, read, given)
    return found


def _numbered(read: Read, given: str, number: int) -> object:
    return read(given.replace(ROW, str(number)))


def _readers(request: Request, numbers: Numbers) -> Iterator[tuple[str, Read]]:
    """Yield what reads each value of --set."""
    for name in request.constants:
        if field := request.fields.named(name):
            what = Message("--set {name}").of(name=name)
            scale = request.scale if field.money else None
            setting = ReadingSetting(what=what, numbers=numbers, scale=scale, today=request.today)
            yield name, field.reader(setting)


def watched(columns: Sequence[ReadColumn], heading: TableHeading) -> list[tuple[int, Memory]]:
    """Return the columns that fill no field: they may say "Tổng cộng", or have no heading."""
    taken = {column.index for column in columns}
    return [
        (index, Memory(_mark if text else _nameless))
        for index, text in enumerate(heading.texts)
        if index not in taken
    ]


def _bare(cell: Cell) -> str:
    """Return the letters and digits of a cell."""
    return "".join(filter(str.isalnum, as_written(cell)))


def _mark(cell: Cell) -> Odd | None:
    """Read what is not wanted: it may mark an example."""
    word = isinstance(cell, str) and not cell[:1].isdigit()
    return EXAMPLE if word and fold(str(cell)) in _EXAMPLES else None


def _nameless(_: Cell) -> Odd:
    """Read what has no heading: the row has to be looked at."""
    return Odd()


class Units:
    """Columns by unit. None is the unit of the column: as said, in its heading, or above it.

    A row's unit stands in a column of its own, or is said for all rows (--set). It wins over that
    of the column, as a unit in the cell wins over both.
    """

    def __init__(self, columns: Sequence[ReadColumn], constants: Mapping[str, object]) -> None:
        said = constants.get(UNIT.name)
        self._said = said if isinstance(said, Scale) else None
        self._columns = columns
        self._column = next((column for column in columns if column.field is UNIT), None)
        self.met: set[Scale | None] = set()  # of records
        self._in: dict[Scale | None, Sequence[ReadColumn]] = {}

    def of(self, row: Sequence[Cell]) -> Scale | None:
        """Return the unit a row says."""
        column = self._column
        if column is not None and column.index < len(row) and row[column.index] != "":
            unit = column.memory[row[column.index]]
            if isinstance(unit, Scale):
                return unit
        return self._said

    def columns(self, unit: Scale | None) -> Sequence[ReadColumn]:
        """Return the columns, with money in a unit."""
        if unit not in self._in:
            self._in[unit] = (
                self._columns
                if unit is None
                else [each.in_unit(unit) if each.field.money else each for each in self._columns]
            )
        return self._in[unit]

    def of_total(self, row: Sequence[Cell]) -> Sequence[ReadColumn] | None:
        """Return the columns in the unit of a total; None when it has none to be checked in.

        A total that says no unit has that of its column, or that of the rows above it, if they all
        have one.
        """
        unit = self.of(row)
        bare = unit is None and self._column is not None
        if bare and any(each.field.money and each.setting.scale is None for each in self._columns):
            if len(self.met) != 1:
                return None
            (unit,) = self.met
        return self.columns(unit)


class Plans(dict[Scale | None, list[tuple[str, int, Memory]]]):
    """What ordinary rows are read by, by their unit: fields, columns and memories."""

    def __init__(self, units: Units) -> None:
        self._units = units

    def __missing__(self, unit: Scale | None) -> list[tuple[str, int, Memory]]:
        columns = self._units.columns(unit)
        plan = self[unit] = [(each.field.name, each.index, each.memory) for each in columns]
        return plan
