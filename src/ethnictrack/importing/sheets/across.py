"""Rows of several amounts taken apart, and checked across: sums beside parts, rates beside both."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING

from ethnictrack.errors.spread import AcrossError, ColumnContradictedError, RateMismatchError
from ethnictrack.importing.cell import Cell, ReadRow, Row, as_shown, as_written
from ethnictrack.importing.sheets.columns import ReadColumn, setting_of
from ethnictrack.importing.sheets.readers import amount as amount_reader
from ethnictrack.importing.sheets.spread import AMOUNT, NO_SPREAD, field_name
from ethnictrack.nouns.batch import RowProblem
from ethnictrack.values.amounts import Amount
from ethnictrack.values.money import Dong
from ethnictrack.values.numerals import Numbers
from ethnictrack.values.text import shown

if TYPE_CHECKING:
    from ethnictrack.importing.sheets.body import Body
    from ethnictrack.importing.sheets.heading import TableHeading

_POINT = Decimal(1)  # of a rate in %: what printed roundings come to
_PERCENT = Decimal(100)


class Across:
    """Goes through the records of one table that has several columns of money.

    ``problems`` are sums and rates that are wrong; the rows may be right all the same.
    """

    def __init__(self, heading: TableHeading, numbers: Numbers) -> None:
        self.problems: list[RowProblem] = []
        self._heading, self._numbers = heading, numbers
        self._spread = spread = heading.spread or NO_SPREAD
        self._number = 0
        self._compared = self._columns(spread.compared[:2]) if spread.compared else None

    def records(self, body: Body, rows: Iterator[Row]) -> Iterator[ReadRow]:
        """Yield the records of a body, one for every amount; what has none is set aside there."""
        for record in body.read(rows):
            self._check_rate(record)
            if not self._spread.amounts:
                yield record
            elif record.problems:
                yield self._numbered(record, record.values, record.problems)
            else:
                found = list(self._apart(record))
                if not found:
                    body.without_amount(record)
                yield from found

    def _apart(self, record: ReadRow) -> Iterator[ReadRow]:
        """Yield a record for every amount of a row."""
        money = {name: record.values.get(name) for name in self._spread.columns}
        said = {name: each for name, each in record.values.items() if name not in money}
        self._check_sums(record, money)
        for index, facts in self._spread.amounts.items():
            value = money[field_name(index)]
            if isinstance(value, Amount):
                against = list(self._against(record, said, index))
                values = {**said, **facts, AMOUNT: value}
                yield self._numbered(record, values, against, index)

    def _numbered(
        self,
        record: ReadRow,
        values: dict[str, object],
        problems: Sequence[RowProblem],
        column: int | None = None,
    ) -> ReadRow:
        """Return a record under its number in the file."""
        self._number += 1
        told = [replace(each, record=self._number) for each in problems]
        made = ReadRow(record.line, self._number, values, record.row, told)
        made.columns = {AMOUNT: column} if column is not None else {}
        return made

    def _against(
        self, record: ReadRow, said: Mapping[str, object], index: int
    ) -> Iterator[RowProblem]:
        """Yield what a row says otherwise than the heading of an amount."""
        for name, meant in self._spread.amounts[index].items():
            if name in said and said[name] != meant:
                heading = shown(self._heading.texts[index])
                error = ColumnContradictedError(heading, str(said[name]), str(meant))
                yield RowProblem(record.line, 0, heading, as_shown(record.row[index]), error)

    def _check_sums(self, record: ReadRow, money: Mapping[str, object]) -> None:
        """Hold a column of sums against the columns it is the sum of."""
        for index, parts in self._spread.wholes.items():
            whole = money[field_name(index)]
            if not isinstance(whole, Amount):
                continue
            found = [money[field_name(each)] for each in parts]
            total = sum(each.dong.value for each in found if isinstance(each, Amount))
            if total != whole.dong.value:
                heading, *others = (self._heading.texts[each] for each in (index, *parts))
                told = tuple(f"“{shown(each)}”" for each in others)
                error = AcrossError(shown(heading), whole.dong, told, Dong(total))
                value = as_shown(record.row[index])
                self.problems.append(RowProblem(record.line, 0, heading, value, error))

    def _columns(self, indices: Sequence[int]) -> tuple[ReadColumn, ...]:
        """Return columns as amounts."""
        heading, request = self._heading, self._heading.request
        field = next(each for each in request.fields.fields if each.money)
        field = replace(field, reader=amount_reader)
        settings = (setting_of(field, heading, at, request, self._numbers) for at in indices)
        return tuple(
            ReadColumn.of(field, at, heading.texts[at], replace(setting, marks=None))
            for at, setting in zip(indices, settings, strict=True)
        )

    def _check_rate(self, record: ReadRow) -> None:
        """Hold a rate against plan and paid, as far as all three can be read."""
        if self._compared is None or self._spread.compared is None:
            return
        at, row = self._spread.compared[2], record.row
        plan, paid = (_dong(each, row) for each in self._compared)
        stated = _rate(row[at]) if at < len(row) else None
        if not plan or paid is None or stated is None:
            return
        rate = _PERCENT * paid / plan
        room = max(_POINT, _PERCENT * self._unit / plan)  # what half a unit of each makes
        if min(abs(stated - rate), abs(stated * _PERCENT - rate)) > room:
            heading, value = self._heading.texts[at], as_shown(row[at])
            told = f"{rate:.2f}".replace(".", ",")
            error = RateMismatchError(shown(heading), value, told, Dong(plan), Dong(paid))
            self.problems.append(RowProblem(record.line, 0, heading, value, error))

    @property
    def _unit(self) -> int:
        """The larger unit of plan and paid, in đồng."""
        scales = [each.setting.scale for each in self._compared or ()]
        return max(scale.size if scale else 1 for scale in scales)


def _dong(column: ReadColumn, row: Sequence[Cell]) -> int | None:
    """Return the đồng of a cell; None where it cannot be read."""
    if column.index >= len(row) or row[column.index] == "":
        return None
    value = column.memory[row[column.index]]
    return value.dong.value if isinstance(value, Amount) else None


def _rate(cell: Cell) -> Decimal | None:
    """Return a rate in %, as it is shown; None for anything else."""
    text = as_written(cell).strip().removesuffix("%").strip()
    try:
        found = Decimal(text.replace(",", "."))
    except InvalidOperation:
        return None
    return found if found.is_finite() else None
