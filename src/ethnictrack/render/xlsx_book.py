"""What all workbooks have in common: text stays text, a page is A4, one file for one result."""

from __future__ import annotations

from datetime import UTC, datetime
from types import MappingProxyType
from typing import TYPE_CHECKING, BinaryIO

from xlsxwriter import Workbook

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

_A4 = 9
_MADE = datetime(1980, 1, 1, tzinfo=UTC)  # one result, one file, whenever it is written
# Of every cell, and of the default style, by whose digits columns are measured.
FONT = MappingProxyType({"font_name": "Times New Roman", "font_size": 12})
_OPTIONS = {
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "default_date_format": "dd/mm/yyyy",
}
# The properties of the cells of a heading.
HEADING = MappingProxyType(
    {
        "bold": True,
        "text_wrap": True,
        "align": "center",
        "valign": "vcenter",
        "border": 1,
        "bg_color": "#E8EDF3",
    }
)


def workbook(page: BinaryIO, title: str, **more: object) -> Workbook:
    """Begin a workbook that is written to ``page`` when it is closed."""
    # The library writes into what it is given, so that every workbook is given its own.
    book = Workbook(page, _OPTIONS | {"default_format_properties": dict(FONT)} | more)
    book.set_properties({"title": title, "created": _MADE})
    return book


def set_up(sheet: Worksheet) -> None:
    """Set A4, margins in inches and page numbers for print."""
    sheet.set_paper(_A4)
    sheet.set_margins(left=0.8, right=0.6, top=0.8, bottom=0.8)
    sheet.set_footer("&C&P/&N")
    sheet.fit_to_pages(1, 0)
