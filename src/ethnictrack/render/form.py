"""The form of an import as a workbook: the table to fill in, instructions, lists to choose from.

Columns of codes and days are text: a spreadsheet would take the zeros off a code, and one that
counts in English would make 6 May of 5/6.
"""

from __future__ import annotations

import io
from itertools import count
from math import ceil
from typing import TYPE_CHECKING

from xlsxwriter.utility import xl_rowcol_to_cell

from ethnictrack.i18n import N_, Message
from ethnictrack.render.words import UNIT_LINES, say
from ethnictrack.render.xlsx import (
    HEADING,
    Formats,
    number_format,
    put_text,
    set_up,
    workbook,
    write_text,
)
from ethnictrack.reports.form import EXAMPLE, GUIDE, LISTS, BlankForm, FormColumn, FormContent
from ethnictrack.values.dates import FIRST_YEAR, LAST_YEAR

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.worksheet import Worksheet

_ROWS = 5000  # that lists and checks are ready for
_HEADING, _EXAMPLE, _FIRST = 4, 5, 6  # rows, from 0
_RULED = 20  # empty rows for a form that is filled in by hand
_STAY = 2  # columns that stay in sight
_WIDTHS = {
    FormContent.SERIAL: 8,
    FormContent.TEXT: 18,
    FormContent.AMOUNT: 18,
    FormContent.NUMBER: 11,
    FormContent.DAY: 12,
    FormContent.YEAR: 9,
    FormContent.LISTED: 28,
    FormContent.CHOICE: 16,
}
_ACROSS = 180  # characters on an A4 page on its side, still to be read
_LISTED = 90  # characters of a list
_TALL, _TALLER = 18, 36  # points
_TOP = N_("Columns marked * are needed. How it is filled in stands on the sheet “{guide}”.")
_AMOUNT = N_("A number in the unit above the table, or an amount with a unit: 15,213 tỷ")
_DAY = N_("The day first: 15/11/2021")
_WRONG = N_("This is not expected here")
_NO_AMOUNT = N_("This is no number above 0. An amount with a unit of its own may stay as it is.")
_NO_NUMBER = N_("This is no number.")
_NO_YEAR = N_("A year has four digits.")
_NO_CHOICE = N_("Choose a word from the list.")


def write_form(form: BlankForm) -> bytes:
    """Write a form; texts of the book are nothing but text. Raises: LongCellError."""
    page = io.BytesIO()
    with workbook(page, say(form.title), in_memory=True) as book:
        formats = Formats(book)
        sheet = _sheet(book, form.noun.label)
        guide, lists = _sheet(book, GUIDE), _sheet(book, LISTS)
        write_text(guide, form.guide, formats)
        _write_lists(lists, form, formats)
        _write_table(sheet, form, book, formats)
    return page.getvalue()


def _sheet(book: Workbook, name: Message) -> Worksheet:
    sheet = book.add_worksheet(_name(name))
    set_up(sheet)
    return sheet


def _name(sheet: Message) -> str:
    words = say(sheet)
    return words[:1].upper() + words[1:]


def _write_table(sheet: Worksheet, form: BlankForm, book: Workbook, formats: Formats) -> None:
    """Write the sheet to be filled in."""
    sheet.set_default_row(_TALL)
    sheet.set_row(_HEADING, _TALLER)
    for place, column in enumerate(form.columns):
        shape = _shape(column)
        sheet.set_column(place, place, _WIDTHS[column.content], formats.of(num_format=shape))
        put_text(sheet, (_HEADING, place), _heading(column), formats.of(**HEADING))
        _write_example(sheet, place, column, formats)
        for row in range(_FIRST, _FIRST + _RULED):
            sheet.write_blank(row, place, None, formats.of(num_format=shape, border=1))
    _write_top(sheet, form, formats)
    places = {column.heading: place for place, column in enumerate(_lists(form))}
    for place, column in enumerate(form.columns):
        if check := _check(column, places.get(column.heading)):
            sheet.data_validation(_EXAMPLE, place, _FIRST + _ROWS, place, check)
        if column.content is FormContent.AMOUNT:
            _show_parts(sheet, place, book)
    sheet.freeze_panes(_HEADING + 1, _STAY)
    sheet.set_selection(_FIRST, 1, _FIRST, 1)
    _print(sheet, form)


def _print(sheet: Worksheet, form: BlankForm) -> None:
    """Set the print of a table: on pages beside each other where one would be too small."""
    pages = ceil(sum(_WIDTHS[column.content] for column in form.columns) / _ACROSS)
    sheet.set_landscape()
    sheet.fit_to_pages(pages, 0)
    sheet.repeat_rows(_HEADING)
    if pages > 1:
        sheet.repeat_columns(0, _STAY - 1)


def _write_top(sheet: Worksheet, form: BlankForm, formats: Formats) -> None:
    """Write what stands above the table."""
    put_text(sheet, (0, 0), say(form.title), formats.of(bold=True, font_size=14))
    put_text(sheet, (1, 0), say(_TOP.of(guide=GUIDE)), formats.of(italic=True))
    if form.money:
        units = [say(line) for line in UNIT_LINES.values()]
        put_text(sheet, (2, 1), units[0], formats.of(bold=True, border=1, bg_color="#FFF8DC"))
        sheet.data_validation(
            2, 1, 2, 1, {"validate": "list", "source": units, **_refusal(_NO_CHOICE)}
        )


def _heading(column: FormColumn) -> str:
    return f"{column.heading} *" if column.required else column.heading


def _write_example(sheet: Worksheet, place: int, column: FormColumn, formats: Formats) -> None:
    at, grey = (_EXAMPLE, place), {"italic": True, "font_color": "#7F7F7F", "border": 1}
    if column.content is FormContent.SERIAL:
        put_text(sheet, at, say(EXAMPLE), formats.of(**grey))
    elif isinstance(column.example, str):
        put_text(sheet, at, column.example, formats.of(num_format="@", **grey))
    elif column.example is None:
        sheet.write_blank(*at, None, formats.of(num_format=_shape(column), **grey))
    else:
        sheet.write_number(*at, column.example, formats.of(num_format=_shape(column), **grey))


def _shape(column: FormColumn) -> str:
    match column.content:
        case FormContent.AMOUNT:
            return number_format(0, decimals=0)
        case FormContent.YEAR:
            return "0"
        case FormContent.NUMBER | FormContent.SERIAL:
            return "General"
        case _:
            return "@"


def _show_parts(sheet: Worksheet, place: int, book: Workbook) -> None:
    """Show decimals where an amount has some; a column of whole ones has no marks behind them."""
    cell = xl_rowcol_to_cell(_FIRST, place)
    sheet.conditional_format(
        *(_FIRST, place, _FIRST + _ROWS, place),
        {
            "type": "formula",
            "criteria": f"=AND(ISNUMBER({cell}),{cell}<>INT({cell}))",
            "format": book.add_format({"num_format": f"{number_format(0, decimals=0)}.######"}),
        },
    )


def _check(column: FormColumn, listed: int | None) -> dict[str, object]:
    """Return what a spreadsheet offers and refuses in a column."""
    if listed is not None:
        source = {"validate": "list", "source": _source(listed, len(column.options))}
        # Of a register a code or a name alone may be typed.
        free = column.content is FormContent.LISTED
        return {**source, "show_error": False} if free else {**source, **_refusal(_NO_CHOICE)}
    match column.content:
        case FormContent.AMOUNT:
            told = {"input_message": say(_AMOUNT), **_refusal(_NO_AMOUNT, "warning")}
            return {"validate": "decimal", "criteria": ">", "value": 0, **told}
        case FormContent.NUMBER:
            told = _refusal(_NO_NUMBER, "warning")
            return {"validate": "decimal", "criteria": ">=", "value": 0, **told}
        case FormContent.YEAR:
            years = {"minimum": FIRST_YEAR, "maximum": LAST_YEAR}
            return {"validate": "integer", "criteria": "between", **years, **_refusal(_NO_YEAR)}
        case FormContent.DAY:
            return {"validate": "any", "input_message": say(_DAY)}
    return {}


def _refusal(message: Message, how: str = "stop") -> dict[str, object]:
    return {"error_type": how, "error_title": say(_WRONG), "error_message": say(message)}


def _lists(form: BlankForm) -> list[FormColumn]:
    """Return the columns that have something to choose from, in the order of their lists."""
    return [column for column in form.columns if column.options]


def _source(place: int, length: int) -> str:
    first, last = (xl_rowcol_to_cell(row, place, row_abs=True, col_abs=True) for row in (1, length))
    return f"='{_name(LISTS)}'!{first}:{last}"


def _write_lists(sheet: Worksheet, form: BlankForm, formats: Formats) -> None:
    """Write each list in a column of its own, below the heading it belongs to."""
    for place, column in enumerate(_lists(form)):
        width = max(map(len, (column.heading, *column.options)))
        sheet.set_column(place, place, min(width, _LISTED) + 2)
        put_text(sheet, (0, place), column.heading, formats.of(**HEADING))
        for row, option in zip(count(1), column.options, strict=False):
            put_text(sheet, (row, place), option, formats.of(num_format="@"))
    sheet.set_default_row(_TALL)
    sheet.freeze_panes(1, 0)
    sheet.repeat_rows(0)
    sheet.set_landscape()
