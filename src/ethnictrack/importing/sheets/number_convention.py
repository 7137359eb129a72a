"""A column of money gone through once more, when its numbers keep no one convention."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ethnictrack.i18n import N_, Message
from ethnictrack.importing.cell import Cell, Row
from ethnictrack.importing.readers import lone_mark
from ethnictrack.importing.refusals import column_under
from ethnictrack.importing.sheets.columns import Memory, ReadColumn
from ethnictrack.importing.sheets.non_data_rows import OddCell
from ethnictrack.nouns.batch import RowProblem
from ethnictrack.values.amounts import Amount
from ethnictrack.values.errors import AmountTwoWaysError, BookError
from ethnictrack.values.money import Dong, Numbers, Scale
from ethnictrack.values.text import shown

if TYPE_CHECKING:
    from ethnictrack.importing.sheets.body import Body

_EITHER = "either"  # a mark that groups thousands or divides a unit nobody wrote


class ColumnNumbersError(BookError):
    """A column of amounts whose convention has to be said."""

    column: str
    vi: Message
    en: Message
    remedy = N_(
        "{vi} {en} Say which one holds with --numbers vi or --numbers en, and mend the cells that "
        "do not keep it."
    )
    again = ({"--numbers": "vi"}, {"--numbers": "en"})


class MixedNumbersError(ColumnNumbersError):
    first: str
    first_line: int
    second: str
    second_line: int
    code = "numbers-mixed"
    text = N_(
        "Under “{column}”, dot and comma keep no one convention: “{first}” on line {first_line}, "
        "“{second}” on line {second_line}."
    )


class OtherNumbersError(ColumnNumbersError):
    value: str
    line: int
    code = "numbers-other"
    text = N_("Under “{column}”, “{value}” on line {line} has dot and comma the other way round.")


class TwoWayNumbersError(ColumnNumbersError):
    value: str
    line: int
    code = "numbers-two-ways"
    text = N_("Under “{column}”, “{value}” on line {line} reads two ways, as no unit is known.")
    remedy = N_("{vi} {en} Say which one is meant, with the unit of the file or with --numbers.")
    again = ({"--numbers": "vi"}, {"--numbers": "en"})


def check_convention(column: ReadColumn, body: Body, rows: Iterator[Row]) -> RowProblem | None:
    """Go through ``rows`` by a fresh ``body``; return what is wrong with a doubtful column."""
    vi = _Side(column, "--numbers vi", Numbers.VI)
    en = _Side(column, "--numbers en", Numbers.EN)
    unit = _Side(column, f"--unit {Scale.TRIEU}", Numbers.VI, Scale.TRIEU)
    examples: dict[str, _Example] = {}
    for record in body.read(rows):
        cell = record.row[column.index] if column.index < len(record.row) else ""
        if cell == "" or (isinstance(cell, str) and not cell.strip()):
            continue
        scale = body.units.of(record.row)
        read = [side.count(cell, scale) for side in (vi, en, unit)]
        if isinstance(cell, str) and (sort := _sort(cell, *read[:2])):
            examples.setdefault(sort, _Example(record.line, record.number, cell, scale))
    found = _found(shown(column.heading), examples, (vi, en, unit))
    if found is None:
        return None
    at, error = found
    return RowProblem(at.line, at.record, column.heading, shown(at.cell), error)


@dataclass(frozen=True, slots=True)
class _Example:
    """A cell that tells something of the convention, and the unit of its row."""

    line: int
    record: int
    cell: str
    scale: Scale | None


class _Side:
    """The column under one option. ``unit`` is for cells of which no unit is known."""

    def __init__(
        self, column: ReadColumn, option: str, numbers: Numbers, unit: Scale | None = None
    ) -> None:
        self._option = option
        self._column, self._numbers, self._unit = column, numbers, unit
        self._memories: dict[Scale | None, Memory] = {}
        self._total = self._unreadable = 0

    def read(self, cell: Cell, scale: Scale | None) -> object:
        """Read a cell of a row that says a unit, or none."""
        if scale not in self._memories:
            known = scale or self._column.setting.scale or self._unit
            self._memories[scale] = self._column.read_as(self._numbers, known)
        return self._memories[scale][cell]

    def count(self, cell: Cell, scale: Scale | None) -> object:
        """Read a cell, and count it."""
        found = self.read(cell, scale)
        if isinstance(found, Amount):
            self._total += found.dong.value
        else:
            self._unreadable += 1
        return found

    def told(self, *examples: _Example) -> Message:
        """Say what the examples and the column are."""
        cells = []
        for each in examples:
            found = self.read(each.cell, each.scale)
            cells.append((shown(each.cell), found.dong if isinstance(found, Amount) else None))
        return column_under(self._option, cells, Dong(self._total), self._unreadable)


def _sort(cell: str, vi: object, en: object) -> str:
    """Say what a cell tells, by how it reads; "" when it tells nothing."""
    if isinstance(vi, Amount) and isinstance(en, OddCell):
        return lone_mark(cell) or Numbers.VI
    if isinstance(en, Amount) and isinstance(vi, OddCell):
        return _EITHER if isinstance(vi.error, AmountTwoWaysError) else Numbers.EN
    return lone_mark(cell)


def _found(
    column: str, examples: Mapping[str, _Example], sides: tuple[_Side, _Side, _Side]
) -> tuple[_Example, BookError] | None:
    """Return the cell that stands for what is wrong, and what it is."""
    vi, en, unit = sides
    strange = examples.get(Numbers.EN)
    if strange and Numbers.VI in examples:
        return strange, _mixed(column, examples[Numbers.VI], strange, vi, en)
    if strange:
        told = vi.told(strange), en.told(strange)
        return strange, OtherNumbersError(column, *told, shown(strange.cell), strange.line)
    if either := examples.get(_EITHER):
        told = unit.told(either), en.told(either)
        return either, TwoWayNumbersError(column, *told, shown(either.cell), either.line)
    if "." in examples and "," in examples:
        last = max(examples["."], examples[","], key=lambda each: each.line)
        return last, _mixed(column, examples["."], examples[","], vi, en)
    return None


def _mixed(column: str, one: _Example, other: _Example, vi: _Side, en: _Side) -> BookError:
    """Name two cells that keep two conventions, in the order of the file."""
    first, second = sorted((one, other), key=lambda each: each.line)
    return MixedNumbersError(
        column,
        vi.told(first, second),
        en.told(first, second),
        shown(first.cell),
        first.line,
        shown(second.cell),
        second.line,
    )
