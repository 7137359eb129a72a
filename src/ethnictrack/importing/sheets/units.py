"""The columns of a table, their money in the unit that each row says of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ethnictrack.importing.cell import Cell
from ethnictrack.importing.fields.unit import UNIT
from ethnictrack.importing.sheets.columns import Memory, ReadColumn
from ethnictrack.values.money import Scale


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
