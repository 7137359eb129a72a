"""XLSX to sheets: the values by calamine, behind the gate, and beside them what it does not tell.

calamine shows an error and a formula without a value as empty cells; both are looked up in the
sheet itself, as an import must not take them for nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, BinaryIO

from ethnictrack.domain.errors.base import BookError
from ethnictrack.domain.errors.workbooks import (
    WHY,
    EmptyFormulaError,
    ErrorCellError,
    HostileWorkbookError,
    OutsideFormulaError,
)
from ethnictrack.domain.text import shown
from ethnictrack.intake.fault import Fault
from ethnictrack.intake.field import Cell
from ethnictrack.intake.gate import Gate, column_number
from ethnictrack.intake.rows import Row
from ethnictrack.intake.sheet import Facts, Sheet
from ethnictrack.intake.shown_number import shown_number
from ethnictrack.intake.xlsx_formats import Formats, formats_in, telling_styles

if TYPE_CHECKING:
    from python_calamine import CalamineSheet, CalamineWorkbook

_HIDDEN = re.compile(rb"<(?:\w+:)?row\b[^>]*\shidden=[\"'](?:1|true)[\"']")
_HIDDEN_COLUMNS = re.compile(rb"<(?:\w+:)?col\b(?=[^>]*\shidden=[\"'](?:1|true)[\"'])[^>]*>")
_SPAN = re.compile(rb"\s(min|max)=[\"']([0-9]{1,5})[\"']")
_CELL = re.compile(rb"<(?:\w+:)?c\s([^>]*[^/>])>(.*?)</(?:\w+:)?c>", re.DOTALL)
_PLACE = re.compile(rb"\br=[\"']([A-Za-z]+)([0-9]+)[\"']")
_VALUE = re.compile(rb"<(?:\w+:)?(?:v|is)\b[^>/]*>([^<]*)")
_FORMULA = re.compile(rb"<(?:\w+:)?f\b[^>]*>([^<]*)|<(?:\w+:)?f\b")
# [1]Sheet1!A1 is in another file; Table1[2021] is a column of a table of this one.
_OUTSIDE = re.compile(
    rb"(?<![\w\]\x80-\xff])\[[0-9]+\][^\[\]!]*!|'[^']*\[[^\]]*\][^']*'!|\.xls[xmb]?\]"
)
_LOOK = 1 << 16  # bytes kept until a cell is whole

Faults = dict[tuple[int, int], Fault]


def sheets_of_xlsx(gate: Gate, stream: BinaryIO) -> list[Sheet]:
    """Return the sheets of a workbook that the gate let through."""
    workbook = calamine(stream, gate.name)
    files, styles = _files(gate), telling_styles(gate)
    sheets = []
    for number, told in enumerate(workbook.sheets_metadata):
        if "WorkSheet" not in str(told.typ):
            continue
        sheet = workbook.get_sheet_by_index(number)
        faults, facts = _looked_up(gate, files.get(told.name, ""))
        facts.merged = [
            (top + 1, left + 1, bottom + 1, right + 1)
            for (top, left), (bottom, right) in sheet.merged_cell_ranges or ()
        ]
        facts.rows = sheet.total_height
        visible = "Hidden" not in str(told.visible)
        formats = formats_in(gate, files.get(told.name, ""), styles)
        sheets.append(Sheet(told.name, visible, Rows(sheet, faults, formats), facts))
    return sheets


def calamine(stream: BinaryIO, name: str) -> CalamineWorkbook:
    """Hand a workbook to calamine. Raises: HostileWorkbookError."""
    from python_calamine import CalamineError, CalamineWorkbook, PasswordError  # noqa: PLC0415

    stream.seek(0)
    try:
        return CalamineWorkbook.from_filelike(stream)
    except PasswordError as cause:
        raise HostileWorkbookError(name, WHY["encrypted"]) from cause
    except (CalamineError, OSError, ValueError) as cause:
        raise HostileWorkbookError(name, WHY["structure"]) from cause


class Rows:
    """The rows of a calamine sheet, from its first line, as often as they are asked for."""

    def __init__(
        self, sheet: CalamineSheet, faults: Faults, formats: Formats | None = None
    ) -> None:
        self._sheet = sheet
        self._faults = faults
        self._formats = formats or {}
        self._lines = {line for line, _ in (*faults, *self._formats)}

    def __call__(self) -> Iterator[Row]:
        """Yield the rows; cells that hold no value are faults."""
        start = self._sheet.start
        left = [""] * start[1] if start else []
        faults, lines = self._faults, self._lines
        rows = self._sheet.iter_rows() if start else ()
        for line, values in enumerate(rows, start=1):
            row: list[Cell] = [*left, *values]
            if line in lines:
                row = [
                    faults.get((line, at)) or self._shown(line, at, cell)
                    for at, cell in enumerate(row, start=1)
                ]
            yield line, row

    def _shown(self, line: int, at: int, cell: Cell) -> Cell:
        """Return a cell, with what it shows where that is not its number."""
        code = self._formats.get((line, at))
        if code is None or not isinstance(cell, int | float):
            return cell
        return shown_number(cell, code) or cell


def _files(gate: Gate) -> dict[str, str]:
    """Return the part of every sheet by the sheet's name."""
    from defusedxml import ElementTree  # noqa: PLC0415

    try:
        book = ElementTree.fromstring(b"".join(gate.again("xl/workbook.xml")))
        links = ElementTree.fromstring(b"".join(gate.again("xl/_rels/workbook.xml.rels")))
    except (ElementTree.ParseError, ValueError) as cause:
        raise HostileWorkbookError(gate.name, WHY["structure"]) from cause
    targets = {each.get("Id"): str(each.get("Target", "")) for each in links}
    found = {}
    for each in book.iter():
        if each.tag.endswith("}sheet"):
            link = next((value for key, value in each.items() if key.endswith("}id")), "")
            target = targets.get(link, "").lstrip("/")
            part = target if target.startswith("xl/") else f"xl/{target}"
            found[each.get("name", "")] = part
    return found


def _looked_up(gate: Gate, part: str) -> tuple[Faults, Facts]:
    """Return errors and formulas without a value, and what is hidden."""
    faults: Faults = {}
    facts = Facts()
    if part not in gate.parts:
        return faults, facts
    rest = b""
    for piece in gate.again(part):
        seen = rest + piece
        facts.hidden_rows += len(_HIDDEN.findall(seen))
        for column in _HIDDEN_COLUMNS.findall(seen):
            span = {name: int(value) for name, value in _SPAN.findall(column)}
            facts.hidden_columns += min(span.get(b"max", 0) - span.get(b"min", 0) + 1, 200)
        cut = max(seen.rfind(b"</row>"), seen.rfind(b":row>")) + 1
        whole, rest = (seen[:cut], seen[cut:]) if cut else (b"", seen)
        if len(rest) > _LOOK * 64:
            raise HostileWorkbookError(gate.name, WHY["structure"])
        if b't="e"' in whole or b"t='e'" in whole or b"<f" in whole or b":f" in whole:
            facts.formulas += _faults(whole, faults)
    return faults, facts


def _faults(whole: bytes, faults: Faults) -> int:
    """Note the cells that hold no value; return how many formulas have one."""
    computed = 0
    for attributes, content in _CELL.findall(whole):
        place = _PLACE.search(attributes)
        formula = _FORMULA.search(content)
        failed = b't="e"' in attributes or b"t='e'" in attributes
        if place is None or not (formula or failed):
            continue
        value = _VALUE.search(content)
        text = value[1].decode("utf-8", "replace") if value else ""
        cell = (place[1] + place[2]).decode("ascii")
        error: BookError | None = None
        if failed:
            error = ErrorCellError(cell, shown(text) or "#?")
        elif formula and _OUTSIDE.search(formula[1] or b""):
            error = OutsideFormulaError(cell)
        elif not text and b't="str"' not in attributes:
            error = EmptyFormulaError(cell)
        if error:
            faults[int(place[2]), column_number(place[1])] = Fault(text or _formula(formula), error)
        else:
            computed += 1
    return computed


def _formula(found: re.Match[bytes] | None) -> str:
    """Write a formula as it is typed; what cannot be read of it is left out."""
    return "=" + (found[1] or b"" if found else b"").decode("utf-8", "replace")
