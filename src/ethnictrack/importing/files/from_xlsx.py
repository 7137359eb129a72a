"""XLSX to sheets: values by calamine, behind the gate, and beside them what it does not tell."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from io import BytesIO
from posixpath import normpath
from typing import TYPE_CHECKING
from xml.parsers import expat

from ethnictrack.importing.cell import Cell
from ethnictrack.importing.files.cell_formats import finished
from ethnictrack.importing.files.xlsx_sheet import XlsxSheet
from ethnictrack.importing.files.xlsx_styles import telling_styles
from ethnictrack.importing.files.zip_guard import MOST_CELLS, MOST_SHEETS, Gate
from ethnictrack.importing.sheets.facts import Content

if TYPE_CHECKING:
    from python_calamine import CalamineSheet

_BOOK, _LINKS = "xl/workbook.xml", "xl/_rels/workbook.xml.rels"


def sheets_of_xlsx(gate: Gate, content: bytes) -> Iterator[Content]:
    """Yield the sheets of a workbook. Raises: HostileWorkbookError, FarCellError; calamine's."""
    from python_calamine import CalamineWorkbook  # noqa: PLC0415 - one reader of several

    gate.check_archive()
    parts = _parts_of_sheets(gate)
    named = (part for part in gate.parts if "sheet" in part.lower())
    styles = telling_styles(gate)
    looks = {part: XlsxSheet(gate, styles) for part in {*parts.values(), *named}}
    for part in gate.parts:
        gate.go_through(part, looks.get(part))
    if sum(looks[part].cells for part in parts.values()) > MOST_CELLS:
        gate.refuse("cells")
    workbook = CalamineWorkbook.from_filelike(BytesIO(content))
    for number, told in enumerate(workbook.sheets_metadata):
        if "WorkSheet" in str(told.typ):
            sheet = workbook.get_sheet_by_index(number)
            look = looks[parts[told.name]]
            look.facts.rows = sheet.total_height
            visible = "Hidden" not in str(told.visible)
            yield Content(told.name, visible, _rows(sheet, look), look.facts)


def _rows(sheet: CalamineSheet, look: XlsxSheet) -> Iterator[Sequence[Cell]]:
    """Yield the rows of a sheet from its first line, down to the last cell without a value."""
    left = [""] * sheet.start[1] if sheet.start else []
    line = 0
    for line, values in enumerate(sheet.iter_rows() if sheet.start else (), start=1):
        yield finished(line, [*left, *values], look.formats, look.faults)
    for below in range(line + 1, max(look.faults, default=line) + 1):
        yield finished(below, [], look.formats, look.faults)


class XlsxNames:
    """Gathers the elements of one name, in a part that lists a few of them."""

    def __init__(self, gate: Gate, tag: str) -> None:
        self.found: list[dict[str, str]] = []
        self._gate, self._tag = gate, tag

    def attach(self, parser: expat.XMLParserType) -> None:
        """Go with a parser through the part."""
        parser.StartElementHandler = self._start

    def _start(self, tag: str, told: Sequence[str]) -> None:
        if tag.rpartition(":")[2] == self._tag:
            names = (name.rpartition(":")[2] for name in told[::2])
            self.found.append(dict(zip(names, told[1::2], strict=True)))
            if len(self.found) > MOST_SHEETS * 2:  # a book links to strings and styles too
                self._gate.refuse("sheets")


def _parts_of_sheets(gate: Gate) -> dict[str, str]:
    """Return the part of every sheet by the sheet's name. Raises: HostileWorkbookError."""
    sheets, links = XlsxNames(gate, "sheet"), XlsxNames(gate, "Relationship")
    for part, names in ((_BOOK, sheets), (_LINKS, links)):
        gate.go_through(gate.part(part) or part, names)
    targets = {each.get("Id"): each.get("Target", "") for each in links.found}
    found: dict[str, str] = {}
    for each in sheets.found:
        name, target = each.get("name", ""), targets.get(each.get("id"), "")
        part = target.lstrip("/") if target.startswith("/") else normpath(f"xl/{target}")
        if name in found:
            gate.refuse("names")
        if gate.part(part):
            found[name] = gate.part(part)
    return found
