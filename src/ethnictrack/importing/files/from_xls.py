"""Old XLS workbooks to sheets: values by calamine, and beside them what xlrd tells of cells.

There is no looking into these files before calamine reads them. Only then xlrd goes through them,
for calamine shows an error as an empty cell, and a number without its format.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from io import BytesIO
from typing import TYPE_CHECKING

from ethnictrack.audit.printed import column_letters
from ethnictrack.errors.workbooks import (
    WHY,
    ErrorCellError,
    FarCellError,
    HostileWorkbookError,
)
from ethnictrack.importing.fault import Fault
from ethnictrack.importing.files.from_xlsx import rows_of
from ethnictrack.importing.files.xlsx_formats import BUILT_IN, tells
from ethnictrack.importing.files.zip_guard import MOST_CELLS, MOST_COLUMNS, MOST_ROWS
from ethnictrack.importing.sheets.facts import Content, Facts
from ethnictrack.importing.sheets.sheet_look import Faults, Formats

if TYPE_CHECKING:
    from xlrd import Book
    from xlrd.sheet import Sheet as LookedAt


def sheets_of_xls(content: bytes, name: str) -> Iterator[Content]:
    """Yield the sheets of a workbook. Raises: HostileWorkbookError, FarCellError; calamine's."""
    from python_calamine import CalamineWorkbook, PasswordError  # noqa: PLC0415 - one of several

    try:
        workbook = CalamineWorkbook.from_filelike(BytesIO(content))
    except PasswordError as cause:
        raise HostileWorkbookError(name, WHY["encrypted"]) from cause
    cells = 0
    sheets = [
        (number, told)
        for number, told in enumerate(workbook.sheets_metadata)
        if "WorkSheet" in str(told.typ)
    ]
    looks = _Looks(content)
    for at, (number, told) in enumerate(sheets):
        sheet = workbook.get_sheet_by_index(number)
        height, width = sheet.total_height, sheet.total_width
        if height > MOST_ROWS or width > MOST_COLUMNS:
            raise FarCellError(name, f"{column_letters(width)}{height}", MOST_ROWS, MOST_COLUMNS)
        cells += height * width
        if cells > MOST_CELLS:
            raise HostileWorkbookError(name, WHY["cells"])
        merged = [
            (top + 1, left + 1, bottom + 1, right + 1)
            for (top, left), (bottom, right) in sheet.merged_cell_ranges or ()
        ]
        facts = Facts(merged=merged, rows=height)
        rows = rows_of(sheet, *looks.at(at))
        yield Content(told.name, "Hidden" not in str(told.visible), rows, facts)


class _Looks:
    """Goes through the sheets of a workbook by xlrd, one at a time."""

    def __init__(self, content: bytes) -> None:
        import xlrd  # noqa: PLC0415 - one of several

        self._book: Book = xlrd.open_workbook(
            file_contents=content,
            logfile=sys.stderr,  # standard output is the way back from the child
            formatting_info=True,
            on_demand=True,
            ragged_rows=True,
            ignore_workbook_corruption=True,  # of the container, which calamine has read
        )
        self._names = xlrd.error_text_from_code
        given = {each.format_key: each.format_str for each in self._book.format_list}
        codes = {number: code for number, code in (BUILT_IN | given).items() if tells(code)}
        self._codes = {
            index: codes[style.format_key]
            for index, style in enumerate(self._book.xf_list)
            if style.format_key in codes
        }
        self._error, self._number = xlrd.XL_CELL_ERROR, xlrd.XL_CELL_NUMBER

    def at(self, index: int) -> tuple[Faults, Formats]:
        """Return the cells of a sheet that hold an error or may show another number."""
        sheet: LookedAt = self._book.sheet_by_index(index)
        faults: Faults = {}
        formats: Formats = {}
        for row in range(sheet.nrows):
            kinds = sheet.row_types(row)
            if self._codes and self._number in kinds:
                styles = ((at, sheet.cell_xf_index(row, at)) for at in range(len(kinds)))
                formats |= {
                    (row + 1, at + 1): self._codes[style]
                    for at, style in styles
                    if kinds[at] == self._number and style in self._codes
                }
            if self._error in kinds:
                faults |= self._faults(sheet, row)
        self._book.unload_sheet(index)
        return faults, formats

    def _faults(self, sheet: LookedAt, row: int) -> Faults:
        """Return the errors of a row."""
        found: Faults = {}
        for at, cell in enumerate(sheet.row(row), start=1):
            if cell.ctype == self._error:
                text = self._names.get(cell.value, "#?")
                place = f"{column_letters(at)}{row + 1}"
                found[row + 1, at] = Fault(text, ErrorCellError, (place, text))
        return found
