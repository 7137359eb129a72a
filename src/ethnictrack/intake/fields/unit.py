"""The field of a column that says the unit of each row's money."""

from __future__ import annotations

from ethnictrack.fields.words import SCALES
from ethnictrack.intake.field import Field
from ethnictrack.intake.readers import Choice

UNIT = Field(name="unit", names=("Đơn vị tính", "ĐVT", "Đơn vị tiền"), reader=Choice(SCALES))
