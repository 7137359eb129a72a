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
    parts, uncomputed = _parts_of_sheets(gate)
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
            if uncomputed:
                look.never_computed()
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
    """Gathers the elements of some names, in a part that lists a few of them."""

    def __init__(self, gate: Gate, *tags: str) -> None:
        self.found: dict[str, list[dict[str, str]]] = {tag: [] for tag in tags}
        self._gate = gate

    def attach(self, parser: expat.XMLParserType) -> None:
        """Go with a parser through the part."""
        parser.StartElementHandler = self._start

    def _start(self, tag: str, told: Sequence[str]) -> None:
        found = self.found.get(tag.rpartition(":")[2])
        if found is not None:
            names = (name.rpartition(":")[2] for name in told[::2])
            found.append(dict(zip(names, told[1::2], strict=True)))
            if len(found) > MOST_SHEETS * 2:  # a book links to strings and styles too
                self._gate.refuse("sheets")


def _parts_of_sheets(gate: Gate) -> tuple[dict[str, str], bool]:
    """Return the part of every sheet by its name, and if formulas are still to be computed.

    Raises: HostileWorkbookError.
    """
    sheets, links = XlsxNames(gate, "sheet", "calcPr"), XlsxNames(gate, "Relationship")
    for part, names in ((_BOOK, sheets), (_LINKS, links)):
        gate.go_through(gate.part(part) or part, names)
    targets = {each.get("Id"): each.get("Target", "") for each in links.found["Relationship"]}
    found: dict[str, str] = {}
    for each in sheets.found["sheet"]:
        name, target = each.get("name", ""), targets.get(each.get("id"), "")
        part = target.lstrip("/") if target.startswith("/") else normpath(f"xl/{target}")
        if name in found:
            gate.refuse("names")
        if gate.part(part):
            found[name] = gate.part(part)
    return found, any(each.get("fullCalcOnLoad") == "1" for each in sheets.found["calcPr"])
