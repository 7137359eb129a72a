"""The field of a column that says the unit of each row's money."""

from __future__ import annotations

from ethnictrack.errors.columns import UnknownUnitError
from ethnictrack.importing.cell import Cell, as_written
from ethnictrack.importing.field import ImportField, Read, ReadingSetting
from ethnictrack.importing.sheets.unit_words import scale_of
from ethnictrack.values.money import Scale
from ethnictrack.values.text import shown


def unit(setting: ReadingSetting) -> Read:
    """Read a unit in a column of its own."""
    del setting  # a unit refuses in its own words

    def read(cell: Cell) -> Scale:
        written = as_written(cell)
        if scale := scale_of(written):
            return scale
        raise UnknownUnitError(shown(written))

    return read


UNIT = ImportField(name="unit", names=("Đơn vị tính", "ĐVT", "Đơn vị tiền"), reader=unit)
