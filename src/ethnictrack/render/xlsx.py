"""What every workbook of ours is written with: the file, its formats, its cells and its texts.

``put_text`` and ``put`` are the one door through which anything reaches a sheet: numbers are
numbers, dates are dates, and text is nothing but text. A number beyond fifteen digits goes in as
text, because a spreadsheet would round it without a word.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from decimal import Decimal
from fractions import Fraction
from types import MappingProxyType
from typing import TYPE_CHECKING, BinaryIO

from xlsxwriter import Workbook

from ethnictrack.i18n import N_, conventions
from ethnictrack.render.layout import numbered, sentences, stanzas, worded_cell
from ethnictrack.render.words import View, say
from ethnictrack.reports.table import Block, Cell, Column, Document, Heading, Paragraph, Unit
from ethnictrack.values.dates import VIETNAM
from ethnictrack.values.errors import UsageError
from ethnictrack.values.money import Dong, Points, Scale

if TYPE_CHECKING:
    from collections.abc import Iterator

    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

MOST = 999_999_999_999_999  # the largest whole number a spreadsheet keeps
_DIGITS = 15
_LONGEST = 32_767  # characters, counted as UTF-16 does
_FIRST_DAY = date(1900, 3, 1)  # spreadsheets disagree about the days before
# Digits and days in the reader's habit, whatever the computer is set to.
_LOCALES = {"vi": "[$-42A]", "en": "[$-409]"}
_DAYS = {"vi": "dd/mm/yyyy", "en": "yyyy-mm-dd"}

AS_TEXT = frozenset({Unit.TEXT, Unit.CODE})  # units whose cells are text, whatever is in them
IN_DONG = View(scale=Scale.DONG, decimals=0)


class LongSheetTextError(UsageError):
    row: int
    length: int
    limit: int
    code = "cell-length"
    text = N_("The text in row {row} has {length} characters; a cell of a sheet holds {limit}.")
    remedy = N_("Write it as csv or json, which have no such limit.")
    again = ({"--format": None, "--output": "ket-qua.csv"},)


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
    number = None if column.unit in AS_TEXT else number_of(value)
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


LINE = 15.75  # points of a line of text in the house's font
_CAPITAL, _SMALL, _OTHER = 140, 90, 100  # percent of a digit; of a blank and a mark, about
_BOLD = 110  # percent of a letter that is not bold


def breadth(text: str, *, bold: bool = False) -> int:
    """Return how many digits are as broad as a text."""
    percent = sum(
        _CAPITAL if one.isupper() else _SMALL if one.islower() else _OTHER for one in text
    )
    return -(-percent * (_BOLD if bold else 100) // 10_000)


def folds(text: str, width: int, *, bold: bool = False) -> int:
    """Return the lines a text needs in a column of ``width`` digits; words stay whole."""
    if "\n" in text:
        return sum(folds(line, width, bold=bold) for line in text.split("\n"))
    room = max(width, 1)
    lines, left = 0, 0
    for word in text.split(" "):
        broad = max(breadth(word, bold=bold), 1)
        if lines and broad < left:
            left -= broad + 1
        else:
            lines += -(-broad // room)
            left = room - (broad - 1) % room - 1
    return lines


_WIDTH = 78  # digits across a printed page


def write_text(sheet: Worksheet, document: Document, formats: Formats) -> None:
    """Write title, basis, headings, paragraphs, notes and footer, a row each."""
    sheet.set_column(0, 0, _WIDTH)
    plain, title = formats.of(text_wrap=True), formats.of(bold=True, font_size=14, text_wrap=True)
    lines = [(say(document.title), title)]
    lines += [(say(line), formats.of(italic=True, text_wrap=True)) for line in document.basis]
    for stanza in stanzas(document):
        found = [line for block in stanza for line in _lines(block, formats)]
        lines += [("", plain), *found] if found else []
    for number, (text, how) in enumerate(lines):
        put_text(sheet, (number, 0), text, how)
        lines_of = folds(text, _WIDTH, bold=how.bold)
        if lines_of > 1:
            sheet.set_row(number, LINE * lines_of)


def _lines(block: Block, formats: Formats) -> Iterator[tuple[str, Format]]:
    """Yield the rows of a block; tables and charts have places of their own."""
    match block:
        case Heading():
            yield numbered(block), formats.of(bold=True, text_wrap=True)
        case Paragraph():
            mark = "- " if block.bullet else ""
            for line in sentences(block):
                yield mark + line, formats.of(text_wrap=True)
                mark = ""
        case _:
            return
