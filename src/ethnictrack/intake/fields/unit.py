"""The field of a column that says the unit of each row's money."""

from __future__ import annotations

from ethnictrack.intake.field import Field
from ethnictrack.intake.unit_words import unit

UNIT = Field(name="unit", names=("Đơn vị tính", "ĐVT", "Đơn vị tiền"), reader=unit)
