"""Workbooks for the rows of the catalogue, written when a row asks for them."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from datetime import date

import openpyxl
from openpyxl.utils.datetime import CALENDAR_MAC_1904


def workbook(*rows: Sequence[object], mac: bool = False, hide: int = 0) -> Callable[[], bytes]:
    """Return what writes payments of 15/11/2021; ``hide`` is the number of a hidden line."""

    def made() -> bytes:
        book = openpyxl.Workbook()
        if mac:
            book.epoch = CALENDAR_MAC_1904
        sheet = book.active
        assert sheet is not None
        sheet.append(["program", "amount", "date"])
        for row in rows:
            sheet.append([*row, date(2021, 11, 15)])
        if hide:
            sheet.row_dimensions[hide].hidden = True
        target = io.BytesIO()
        book.save(target)
        return target.getvalue()

    return made
