"""What makes a row of a sheet a record, whatever its text says: what it carries of its own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from ethnictrack.importing.cell import Cell, as_written
from ethnictrack.importing.sheets.columns import Odd, Units
from ethnictrack.importing.sheets.non_data_rows import SUMS, Sort
from ethnictrack.values.amounts import Amount
from ethnictrack.values.errors import ZeroAmountError

# A voucher, a paper or a day belongs to one record, and never to a sum of several.
_KEYS = ("voucher", "date", "decision", "key")
_DASHES = " -–—−"
_CODES = ("program", "code", "voucher", "decision", "key")


class Carried:
    """Tells what rows of one table carry. ``constants``, said for all rows, carry nothing."""

    def __init__(
        self, units: Units, required: frozenset[str], constants: Mapping[str, object]
    ) -> None:
        self._units = units
        self._required = required - constants.keys()
        self._columns = {each.field.name: each.index for each in units.columns(None)}
        self._several = any(each.field.several for each in units.columns(None))
        self.money = {each.field.name for each in units.columns(None) if each.field.money}

    def cells(self, row: Sequence[Cell]) -> dict[str, object]:
        """Read the cells that are there, by field."""
        return {
            column.field.name: column.memory[row[column.index]]
            for column in self._units.columns(self._units.of(row))
            if column.index < len(row) and row[column.index] != ""
        }

    def key(self, row: Sequence[Cell], *, dated: bool = True) -> bool:
        """Say whether a row has a key of its own: a label in its place is none.

        Where a day stands in every row, as of a table of one day, it is not ``dated`` by it.
        """
        found = self.cells(row)
        return any(written(found.get(name)) for name in _KEYS if dated or name != "date")

    def complete(self, found: Mapping[str, object]) -> bool:
        """Say whether a row fills what every record of its noun needs.

        The name of an activity may be "Tổng số"; what a row of money pays for may not.
        """
        if self.money:
            paid = not self._several or any(written(found.get(name)) for name in self.money)
            return paid and all(written(found.get(name)) for name in self._required)
        filled = [found.get(name) for name in self._required]
        return all(map(_filled, filled)) and any(map(written, filled))

    def labelled(self, found: Mapping[str, object]) -> bool:
        """Say whether a row fills all that a record needs, with a label in place of a code.

        An amount beside the label is what a total has; a year besides is that of a record.
        """
        if not self.money:
            return False
        filled = {name for name in self._required if _filled(found.get(name))}
        own = {name for name in filled - self.money if written(found.get(name))}
        return filled == self._required and bool(own)

    @property
    def bare(self) -> bool:
        """Say whether money is all a row has to fill: a total fills it just as well."""
        return self._required <= self.money

    def record(self, row: Sequence[Cell]) -> bool:
        """Say whether a row can only be a record: it has a key, or all there is of a register."""
        return self.key(row) or (not self.money and self.complete(self.cells(row)))

    def without_money(self, row: Sequence[Cell], found: Mapping[str, object]) -> bool:
        """Say whether a row has 0, a dash or nothing where its money stands."""
        if not self.money:
            return False
        cells = {name: as_written(row[at]) for name, at in self._columns.items() if at < len(row)}
        return all(
            not cells.get(name, "").strip(_DASHES) or _zero(found.get(name)) for name in self.money
        )

    def seems(self, row: Sequence[Cell]) -> bool:
        """Say whether a row where none is expected looks like a record all the same."""
        found = self.cells(row)
        if any(isinstance(value, Amount | date) for value in found.values()):
            return True
        codes = (name for name in _CODES if written(found.get(name)))
        return any(any(map(str.isdigit, str(row[self._columns[name]]))) for name in codes)


def _zero(value: object) -> bool:
    if value is None:
        return True
    return isinstance(value, Odd) and isinstance(value.error, ZeroAmountError)


def _filled(value: object) -> bool:
    """Say whether a cell holds something other than blanks."""
    if isinstance(value, Odd):
        return value.error is not None or value.sort is not None
    return value is not None


def written(value: object) -> bool:
    """Say whether a cell holds something other than blanks or a label, readable or not."""
    if isinstance(value, Odd):
        return value.error is not None and value.sort is None
    return value is not None


def label_alone(found: Mapping[str, object]) -> Sort | None:
    """Return what a cell announces that can only be a label, such as "tổng" for a capital."""
    labels = (each.sort for each in found.values() if isinstance(each, Odd) and each.error)
    return next((sort for sort in labels if sort in SUMS), None)
