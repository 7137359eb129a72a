"""The form of a unit as a workbook: figures to fill in, all else locked, and its mark.

Nothing is computed in it: what another program would have to work out could come back empty.
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from ethnictrack.fields.collection import FIGURE
from ethnictrack.i18n import N_
from ethnictrack.nouns.collection import MARK_SHEET, version_of
from ethnictrack.render.words import say
from ethnictrack.render.xlsx import (
    HEADING,
    Formats,
    number_format,
    put_text,
    set_up,
    workbook,
    write_text,
)
from ethnictrack.values.kinds import capital_name, source_name
from ethnictrack.values.money import MAX_ENTRY

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.worksheet import Worksheet

    from ethnictrack.nouns.collection import FormLine
    from ethnictrack.reports.collection_form import CollectionSheet

_HEADINGS = tuple(each.headings[0] for each in FIGURE)
_WIDTHS = (18, 22, 22, 12, 20, 22, 40)
_FIGURE, _NOTE = 5, 6  # columns, from 0
_FIRST_HINT = 255  # characters that a hint of a cell may have
_TALL = 36  # points
_WRONG = N_("This is not expected here")
_WHOLE = N_("A whole number of đồng, 0 or more.")
_HINT = N_("Paid from 1 January to the end of the period, in đồng. Before: {before}. {name}")
_SHEET, _GUIDE = N_("Report"), N_("Instructions")


def write_collection_form(sheet: CollectionSheet) -> bytes:
    """Write the form of a unit; texts of the book are nothing but text."""
    page = io.BytesIO()
    with workbook(page, say(sheet.head[0]), in_memory=True) as book:
        formats = Formats(book)
        table = book.add_worksheet(say(_SHEET))
        guide = book.add_worksheet(say(_GUIDE))
        for each in (table, guide):
            set_up(each)
        write_text(guide, sheet.guide, formats)
        _write_table(table, sheet, formats)
        guide.protect()
        _write_mark(book, sheet)
    return page.getvalue()


def _write_table(table: Worksheet, sheet: CollectionSheet, formats: Formats) -> None:
    for column, width in enumerate(_WIDTHS):
        table.set_column(column, column, width)
    for row, line in enumerate(sheet.head):
        put_text(table, (row, 0), say(line), formats.of(bold=True, font_size=14 - 2 * bool(row)))
    at = len(sheet.head) + 1
    table.set_row(at, _TALL)
    for column, heading in enumerate(_HEADINGS):
        put_text(table, (at, column), heading, formats.of(**HEADING))
    for row, of in enumerate(sheet.lines, start=at + 1):
        _write_line(table, row, of, sheet.collection.period.year, formats)
    table.protect(options={"format_columns": True, "format_rows": True})
    table.freeze_panes(at + 1, 1)
    table.repeat_rows(at)
    table.set_landscape()
    table.set_selection(at + 1, _FIGURE, at + 1, _FIGURE)


def _write_line(
    table: Worksheet, row: int, of: tuple[FormLine, str], year: int, formats: Formats
) -> None:
    line, name = of
    texts = (
        line.program,
        say(capital_name(line.capital, year)),
        say(source_name(line.source)),
    )
    for column, text in enumerate(texts):
        put_text(table, (row, column), text, formats.of(num_format="@", border=1))
    money = number_format(line.before, decimals=0)
    table.write_number(row, 3, line.plan_year, formats.of(num_format="0", border=1))
    table.write_number(row, 4, line.before.value, formats.of(num_format=money, border=1))
    open_ = {"locked": False, "border": 1, "bg_color": "#FFF8DC"}
    table.write_blank(row, _FIGURE, None, formats.of(num_format=money, **open_))
    table.write_blank(row, _NOTE, None, formats.of(num_format="@", text_wrap=True, **open_))
    hint = say(_HINT.of(before=line.before, name=name))
    table.data_validation(
        *(row, _FIGURE, row, _FIGURE),
        {
            "validate": "integer",
            "criteria": "between",
            "minimum": 0,
            "maximum": MAX_ENTRY,
            "ignore_blank": False,
            "input_message": hint[:_FIRST_HINT],
            "error_type": "stop",
            "error_title": say(_WRONG),
            "error_message": say(_WHOLE),
        },
    )


def _write_mark(book: Workbook, sheet: CollectionSheet) -> None:
    """Write whose form it is, and what of it is not to be filled in, where nobody looks."""
    head = [say(each) for each in sheet.head]
    lines = [line.told for line, _ in sheet.lines]
    version = version_of(head, lines)
    of, place = sheet.collection, sheet.place.code
    said = [
        ("period", of.period.text),
        ("place", place),
        ("version", version),
        ("seal", of.seal(place, version)),
        *(("head", each) for each in head),
        *(("line", each) for each in lines),
    ]
    mark = book.add_worksheet(MARK_SHEET)
    for row, pair in enumerate(said):
        for column, text in enumerate(pair):
            mark.write_string(row, column, text)
    mark.protect()
    mark.very_hidden()
