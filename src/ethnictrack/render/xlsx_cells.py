"""One cell of a spreadsheet: numbers are numbers, dates are dates, and text is nothing but text.

The one door through which anything reaches a sheet. A number beyond fifteen digits goes in as
text, because a spreadsheet would round it without a word.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from ethnictrack.errors.output import LongSheetTextError
from ethnictrack.i18n import conventions
from ethnictrack.render.layout import worded_cell
from ethnictrack.render.words import View
from ethnictrack.render.xlsx_book import FONT
from ethnictrack.reports.table import Cell, Column, Unit
from ethnictrack.values.dates import VIETNAM
from ethnictrack.values.money import Dong, Points, Scale

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

MOST = 999_999_999_999_999  # the largest whole number a spreadsheet keeps
_DIGITS = 15
_LONGEST = 32_767  # characters, counted as UTF-16 does
_FIRST_DAY = date(1900, 3, 1)  # spreadsheets disagree about the days before
# Digits and days in the reader's habit, whatever the computer is set to.
_LOCALES = {"vi": "[$-42A]", "en": "[$-409]"}
_DAYS = {"vi": "dd/mm/yyyy", "en": "yyyy-mm-dd"}

IN_DONG = View(scale=Scale.DONG, decimals=0)


@dataclass(slots=True)
class Formats:
    """The formats of a workbook, each made once."""

    book: Workbook
    made: dict[tuple[tuple[str, object], ...], Format] = field(default_factory=dict)

    def of(self, **properties: object) -> Format:
        """Return the format with these properties, in the house's font."""
        key = tuple(sorted(properties.items()))
        if key not in self.made:
            self.made[key] = self.book.add_format({**FONT, "valign": "top", **properties})
        return self.made[key]


def number_format(value: Cell, decimals: int) -> str:
    """Return how a value is shown: whole đồng in groups, percents, days, or as text."""
    locale = _LOCALES[conventions()]
    match value:
        case Fraction() | Points():
            sign = "%" if isinstance(value, Fraction) else ""
            return f"{locale}#,##0{_places(decimals)}{sign}"
        case datetime() if is_day(value):
            return f"{locale}{_DAYS[conventions()]} hh:mm"
        case date() if is_day(value):
            return f"{locale}{_DAYS[conventions()]}"
        case Decimal():
            exponent = value.normalize().as_tuple().exponent
            return f"{locale}#,##0{_places(-int(exponent))}"
        case Dong() | int():
            return f"{locale}#,##0"
        case _:
            return "@"


def _places(decimals: int) -> str:
    return f".{'0' * decimals}" if decimals > 0 else ""


def is_day(value: date) -> bool:
    """Tell whether a spreadsheet has a number for a day."""
    return (value.date() if isinstance(value, datetime) else value) >= _FIRST_DAY


def number_of(value: Cell) -> int | float | None:
    """Return a value as the number a spreadsheet keeps; None where it would not keep it exactly."""
    match value:
        case Dong():
            return value.value if abs(value.value) <= MOST else None
        case int():
            return value if abs(value) <= MOST else None
        case Fraction():
            return float(value)  # the border: a spreadsheet has no other kind of number
        case Points():
            return float(value.share * 100)
        case Decimal() if len(value.normalize().as_tuple().digits) <= _DIGITS:
            return float(value)
        case _:
            return None


def put(sheet: Worksheet, at: tuple[int, int], value: Cell, column: Column, how: Format) -> None:
    """Write one cell by its kind; what a spreadsheet has no number for is written as read."""
    number = None if column.unit in {Unit.TEXT, Unit.CODE} else number_of(value)
    if value is None:
        sheet.write_blank(*at, None, how)
    elif number is not None:
        sheet.write_number(*at, number, how)
    elif isinstance(value, datetime) and is_day(value):
        sheet.write_datetime(*at, value.astimezone(VIETNAM).replace(tzinfo=None), how)
    elif isinstance(value, date) and is_day(value):
        sheet.write_datetime(*at, value, how)
    else:
        put_text(sheet, at, worded_cell(value, column, IN_DONG), how)


def put_text(sheet: Worksheet, at: tuple[int, int], text: str, how: Format) -> None:
    """Write a text that is never a formula, a link or a number. Raises: LongCellError."""
    length = len(text.encode("utf-16-le", "replace")) // 2
    if length > _LONGEST:
        raise LongSheetTextError(row=at[0] + 1, length=length, limit=_LONGEST)
    sheet.write_string(*at, text, how)
