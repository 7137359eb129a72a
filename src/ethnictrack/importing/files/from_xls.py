"""Old XLS workbooks to sheets, by xlrd, which tells formats, errors, merges and what is hidden.

Of formulas it tells nothing, so their records are noted on their way into it. A workbook that no
program has computed yet, as libraries write it, has blanks in the place of all their results.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from datetime import datetime, time
from typing import TYPE_CHECKING, Any

from ethnictrack.audit.printed import column_letters
from ethnictrack.errors.files import (
    WHY,
    EmptyFormulaError,
    ErrorCellError,
    FarCellError,
    HostileWorkbookError,
)
from ethnictrack.importing.cell import Cell, Noted, Plain
from ethnictrack.importing.files.from_xlsx import BUILT_IN
from ethnictrack.importing.files.number_format import CellFormats, finished, tells
from ethnictrack.importing.files.zip_guard import MOST_CELLS, MOST_COLUMNS
from ethnictrack.importing.sheets.sheet import Content, Facts

if TYPE_CHECKING:
    from xlrd import Book
    from xlrd.sheet import Sheet as LookedAt

_FORMULAS = frozenset((0x06, 0x0206, 0x0406))
_BLANK = b"\x03\0\0\0\0\0\xff\xff"  # the result of a formula: no text
_EMPTY, _TEXT, _NUMBER, _DATE, _BOOLEAN, _ERROR, _STYLED = range(7)  # kinds of cells of xlrd


def sheets_of_xls(content: bytes, name: str) -> Iterator[Content]:
    """Yield the sheets of a workbook. Raises: HostileWorkbookError, FarCellError; xlrd's."""
    import xlrd  # noqa: PLC0415 - one of several

    try:
        book = xlrd.open_workbook(
            file_contents=content,
            logfile=sys.stderr,  # standard output is the way back from the child
            formatting_info=True,
            on_demand=True,
            ragged_rows=True,
            ignore_workbook_corruption=True,  # of the container; what is damaged inside raises
        )
    except xlrd.XLRDError as cause:
        why = "encrypted" if "encrypted" in str(cause) else "structure"
        raise HostileWorkbookError(name, WHY[why]) from cause
    reader = XlsReader(book, name)
    for index in range(book.nsheets):
        yield reader.sheet(index)
        book.unload_sheet(index)


class XlsReader:
    """Goes through the sheets of a workbook, one at a time."""

    def __init__(self, book: Book, name: str) -> None:
        self._book, self._name = book, name
        self._cells = 0  # of all sheets
        given = {each.format_key: each.format_str for each in book.format_list}
        codes = {number: code for number, code in (BUILT_IN | given).items() if tells(code)}
        self._codes = [codes.get(style.format_key, "") for style in book.xf_list]
        self._formulas: dict[tuple[int, int], bool] = {}  # and whether the result is blank
        self._record = book.get_record_parts
        # xlrd asks the book for every record, and drops what it is not interested in.
        book.get_record_parts = self._noted_record

    def _noted_record(self) -> tuple[int, int, bytes]:
        found: tuple[int, int, bytes] = self._record()
        kind, size, data = found
        if kind in _FORMULAS and size >= 14:  # noqa: PLR2004 - up to the end of the result
            at = int.from_bytes(data[0:2], "little"), int.from_bytes(data[2:4], "little")
            self._formulas[at] = data[6:14] == _BLANK
        return found

    def sheet(self, index: int) -> Content:
        """Read a sheet."""
        self._formulas = {}
        sheet = self._book.sheet_by_index(index)
        merged = [(top + 1, left + 1, end, right) for top, end, left, right in sheet.merged_cells]
        rows_hidden = sum(bool(each.hidden) for each in sheet.rowinfo_map.values())
        columns = sum(bool(each.hidden) for each in sheet.colinfo_map.values())
        facts = Facts(merged=merged, hidden_rows=rows_hidden, hidden_columns=columns)
        lasts = [self._last(sheet, row) for row in range(sheet.nrows)]
        width = max(lasts, default=0)
        height = max((row for row, last in enumerate(lasts, start=1) if last), default=0)
        if width > MOST_COLUMNS:
            cell = f"{column_letters(width)}{lasts.index(width) + 1}"
            raise FarCellError(self._name, cell, len(lasts), MOST_COLUMNS)
        self._cells += height * width
        if self._cells > MOST_CELLS:
            raise HostileWorkbookError(self._name, WHY["cells"])
        facts.rows = height
        rows = self._rows(sheet, facts, height, width)
        return Content(sheet.name, not sheet.visibility, rows, facts)

    def _last(self, sheet: LookedAt, row: int) -> int:
        """Return the number of the last column that holds anything."""
        kinds = sheet.row_types(row)
        for at in range(len(kinds), 0, -1):
            if kinds[at - 1] not in {_EMPTY, _STYLED} or (row, at - 1) in self._formulas:
                return at
        return 0

    def _rows(
        self, sheet: LookedAt, facts: Facts, height: int, width: int
    ) -> Iterator[Sequence[Cell]]:
        """Yield the rows, all of one width."""
        computed = not all(self._formulas.values())
        formats = CellFormats(facts)
        for row in range(height):
            kinds, values = sheet.row_types(row), sheet.row_values(row)
            cells: list[Cell] = [""] * width
            faults = {}
            for at in range(min(len(kinds), width)):
                place = f"{column_letters(at + 1)}{row + 1}"
                if (row, at) in self._formulas and not computed:
                    faults[at + 1] = Noted.refused("=", EmptyFormulaError, place)
                elif kinds[at] == _ERROR:
                    text = _error(values[at])
                    faults[at + 1] = Noted.refused(text, ErrorCellError, place, text)
                elif kinds[at] not in {_EMPTY, _STYLED}:
                    facts.formulas += (row, at) in self._formulas
                    cells[at] = self._value(kinds[at], values[at])
                    formats.add(row + 1, at + 1, self._codes[sheet.cell_xf_index(row, at)])
            yield finished(row + 1, cells, formats, {row + 1: faults})

    def _value(self, kind: int, value: Any) -> Plain:  # noqa: ANN401 - xlrd says no types
        """Return a value as the other readers have it."""
        if kind == _BOOLEAN:
            return bool(value)
        return self._day(value) if kind == _DATE else str(value) if kind == _TEXT else float(value)

    def _day(self, value: float) -> datetime | time | float:
        """Return a day; a number that is none stays what it is."""
        from xlrd.xldate import XLDateError, xldate_as_datetime, xldate_as_tuple  # noqa: PLC0415

        try:
            xldate_as_tuple(value, self._book.datemode)
        except XLDateError:
            return value
        day: datetime = xldate_as_datetime(value, self._book.datemode)
        return day.time() if 0 <= value < 1 else day


def _error(code: int) -> str:
    import xlrd  # noqa: PLC0415 - one of several

    return str(xlrd.error_text_from_code.get(code, "#?"))
