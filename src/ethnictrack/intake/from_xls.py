"""Old XLS workbooks to sheets. There is no looking into these files before calamine reads them."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO

from ethnictrack.domain.errors.workbooks import WHY, FarCellError, HostileWorkbookError
from ethnictrack.domain.printed import column_letters
from ethnictrack.intake.facts import Content, Facts
from ethnictrack.intake.from_xlsx import rows_of
from ethnictrack.intake.gate import MOST_CELLS, MOST_COLUMNS, MOST_ROWS


def sheets_of_xls(content: bytes, name: str) -> Iterator[Content]:
    """Yield the sheets of a workbook. Raises: HostileWorkbookError, FarCellError; calamine's."""
    from python_calamine import CalamineWorkbook, PasswordError  # noqa: PLC0415 - one of several

    try:
        workbook = CalamineWorkbook.from_filelike(BytesIO(content))
    except PasswordError as cause:
        raise HostileWorkbookError(name, WHY["encrypted"]) from cause
    cells = 0
    for number, told in enumerate(workbook.sheets_metadata):
        if "WorkSheet" not in str(told.typ):
            continue
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
        yield Content(told.name, "Hidden" not in str(told.visible), rows_of(sheet, {}, {}), facts)
