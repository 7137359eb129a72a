"""XLSX to sheets: values by calamine, behind the gate, and beside them what it does not tell."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from io import BytesIO
from posixpath import normpath
from typing import TYPE_CHECKING
from xml.parsers import expat

from ethnictrack.importing.fault import Fault
from ethnictrack.importing.field import Cell
from ethnictrack.importing.files.shown_number import shown_number
from ethnictrack.importing.files.xlsx_formats import telling_styles
from ethnictrack.importing.files.zip_guard import MOST_CELLS, MOST_SHEETS, Gate
from ethnictrack.importing.sheets.facts import Content
from ethnictrack.importing.sheets.sheet_look import Faults, Formats, SheetLook

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
    looks = {part: SheetLook(gate, styles) for part in {*parts.values(), *named}}
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
            rows = rows_of(sheet, look.faults, look.formats)
            yield Content(told.name, "Hidden" not in str(told.visible), rows, look.facts)


def rows_of(sheet: CalamineSheet, faults: Faults, formats: Formats) -> Iterator[Sequence[Cell]]:
    """Yield the rows of a calamine sheet from its first line; cells without a value are faults."""
    lines: dict[int, dict[int, Fault]] = defaultdict(dict)
    for (line, column), fault in faults.items():
        lines[line][column] = fault
    shown = {line for line, _ in formats}
    left = [""] * sheet.start[1] if sheet.start else []
    line = 0
    for line, values in enumerate(sheet.iter_rows() if sheet.start else (), start=1):
        row: list[Cell] = [*left, *values]
        if line in shown:
            row = [_shown(cell, formats.get((line, at))) for at, cell in enumerate(row, start=1)]
        yield _with_faults(row, lines.pop(line, {}))
    for below in range(line + 1, max(lines, default=line) + 1):
        yield _with_faults([], lines.get(below, {}))


def _shown(cell: Cell, code: str | None) -> Cell:
    """Return a cell, with what it shows where that is not its number."""
    if code is None or isinstance(cell, bool) or not isinstance(cell, int | float):
        return cell
    return shown_number(cell, code) or cell


def _with_faults(row: list[Cell], faults: dict[int, Fault]) -> list[Cell]:
    """Put faults into a row, which calamine ends before them where nothing else follows."""
    for column, fault in faults.items():
        row += [""] * (column - len(row))
        row[column - 1] = fault
    return row


class _Names:
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
    sheets, links = _Names(gate, "sheet"), _Names(gate, "Relationship")
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
