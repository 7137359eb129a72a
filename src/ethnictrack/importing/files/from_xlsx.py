"""XLSX to sheets: values by calamine, behind the gate, and beside them what it does not tell.

That is how far a sheet reaches, which cells hold an error or a formula, what is hidden or merged,
and which formats may show something else than the cell holds. calamine shows an error and a formula
without a value as empty cells, and fills the space up to the farthest one; so the XML of the sheet
is gone through first.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from io import BytesIO
from posixpath import normpath
from typing import TYPE_CHECKING
from xml.parsers import expat

from ethnictrack.audit.printed import column_letters
from ethnictrack.errors.files import EmptyFormulaError, ErrorCellError
from ethnictrack.i18n import N_
from ethnictrack.importing.cell import Cell, Noted
from ethnictrack.importing.files.number_format import CellFormats, Faults, finished, tells
from ethnictrack.importing.files.zip_guard import (
    LAST_COLUMN,
    LAST_ROW,
    MOST_CELLS,
    MOST_COLUMNS,
    MOST_MERGES,
    MOST_ROWS,
    MOST_SHEETS,
    Gate,
    column_number,
)
from ethnictrack.importing.sheets.sheet import Content, Facts
from ethnictrack.values.errors import BookError
from ethnictrack.values.text import shown

if TYPE_CHECKING:
    from python_calamine import CalamineSheet

_STYLES = "xl/styles.xml"
# Formats that stand in no file and may make a difference.
BUILT_IN = {
    1: "0",
    2: "0.00",
    3: "#,##0",
    4: "#,##0.00",
    9: "0%",
    10: "0.00%",
    11: "0.00E+00",
    12: "# ?/?",
    13: "# ??/??",
    16: "d-mmm",
    17: "mmm-yy",
    48: "##0.0E+0",
    37: "#,##0;(#,##0)",
    38: "#,##0;(#,##0)",
    39: "#,##0.00;(#,##0.00)",
    40: "#,##0.00;(#,##0.00)",
    41: "#,##0",
    42: "#,##0",
    43: "#,##0.00",
    44: "#,##0.00",
}
_MOST = 65_000  # styles; Excel keeps no more


class OutsideFormulaError(BookError):
    cell: str
    code = "cell-outside-formula"
    text = N_("Cell {cell} is a formula that refers to another file; its value may be out of date.")
    remedy = N_("Paste the value itself into the cell.")


class XlsxStyles:
    """Gathers the formats of a workbook and which style has which."""

    def __init__(self, gate: Gate) -> None:
        self.codes = {str(number): code for number, code in BUILT_IN.items()}
        self.styles: list[str] = []
        self._gate = gate
        self._inside = False  # the styles of cells; there are those of names too

    def attach(self, parser: expat.XMLParserType) -> None:
        """Go with a parser through the styles."""
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end

    def _start(self, tag: str, told: Sequence[str]) -> None:
        self._gate.check_counts(tag, told)
        name, said = tag.rpartition(":")[2], dict(zip(told[::2], told[1::2], strict=True))
        if name == "numFmt":
            self.codes[said.get("numFmtId", "")] = said.get("formatCode", "")
        elif name == "cellXfs":
            self._inside = True
        elif name == "xf" and self._inside:
            self.styles.append(said.get("numFmtId", "0"))
            if len(self.styles) > _MOST:
                self._gate.refuse("structure")

    def _end(self, tag: str) -> None:
        if tag.rpartition(":")[2] == "cellXfs":
            self._inside = False


def telling_styles(gate: Gate) -> dict[str, str]:
    """Return the formats, by number of style, under which some number shows another one."""
    part = gate.part(_STYLES)
    found = XlsxStyles(gate)
    if part:
        gate.go_through(part, found)
    telling = {number: code for number, code in found.codes.items() if tells(code)}
    return {str(at): telling[each] for at, each in enumerate(found.styles) if each in telling}


# [1]Sheet1!A1 is in another file; Table1[2021] is a column of a table of this one.
_OUTSIDE = re.compile(r"(?<![\w\]])\[[0-9]+\][^\[\]!]*!|'[^']*\[[^\]]*\][^']*'!|\.xls[xmb]?\]")
_SPAN = re.compile(r"\$?([A-Za-z]{1,3})\$?([0-9]{1,7}):\$?([A-Za-z]{1,3})\$?([0-9]{1,7})")
_LETTERS = {column_letters(number): number for number in range(1, MOST_COLUMNS + 1)}
_TRUE = ("1", "true")
_SUMS = ("SUM(", "SUBTOTAL(")
_LONGEST = 8192  # characters of a formula; no spreadsheet has longer ones


class XlsxSheet:
    """Goes through a sheet; ``faults``, ``formats`` and ``facts`` are what it found.

    ``styles`` are formats by the number of a style, where it matters under which a number stands.
    """

    def __init__(self, gate: Gate, styles: Mapping[str, str]) -> None:
        self.faults: Faults = {}
        self.facts = Facts()
        self.formats = CellFormats(self.facts)
        self._zeros: list[tuple[int, int, str]] = []  # formulas of which the value is 0
        self._styles = styles
        self._gate = gate
        self._merged: list[tuple[int, int, int, int]] = []
        self._covered = 0  # lines that hold merged cells
        self._line = self._column = self._last = self._lowest = 0
        self._columns = set[int]()  # that hold anything
        self._row = ""  # the number of the line, as it is written
        self._cell: Sequence[str] = ()
        self._formula: list[str] | None = None  # of the cell, where it has one
        self._value: list[str] = []
        self._into: list[str] | None = None

    def attach(self, parser: expat.XMLParserType) -> None:
        """Go with a parser through a sheet."""
        self._parser = parser
        self.facts.merged = self._merged
        parser.StartElementHandler = self._start

    def _start(self, tag: str, told: Sequence[str]) -> None:
        """Begin an element."""
        if tag == "c":
            self._begin_cell(told)
        elif tag in {"v", "is"}:
            self._hold()
            self._columns.add(self._column)
            self._last = self._line
            self._into = self._value
            if self._styles:
                code = self._styles.get(_value(self._cell, "s"), "")
                self.formats.add(self._line, self._column, code)
        elif tag == "row":
            self._begin_row(told)
        elif tag == "f":
            self._formula = self._into = []
            self._follow()
        elif ":" in tag:
            self._start(tag.rpartition(":")[2], told)
        elif told:  # as a text of a cell does not
            self._begin_other(tag, told)

    @property
    def cells(self) -> int:
        """How many cells a reader makes of the sheet, which fills the gaps too."""
        return max(self._lowest, self._last) * max(self._columns, default=0)

    def _begin_row(self, told: Sequence[str]) -> None:
        self._row = _value(told, "r") or str(self._line + 1)
        self._lowest = max(self._lowest, self._last)
        self._line, self._column = self._number(self._row), 0
        if self._line > LAST_ROW:
            self._gate.far(self._row)
        self.facts.hidden_rows += _value(told, "hidden") in _TRUE

    def _begin_cell(self, told: Sequence[str]) -> None:
        """Find the place of a cell, which it says or which follows from the one before."""
        place = told[1] if told and told[0] == "r" else _value(told, "r")
        if place:
            letters = place.rstrip("0123456789")
            self._column = _LETTERS.get(letters) or column_number(letters)
            if place[len(letters) :] != self._row:
                self._line = self._number(place[len(letters) :])
                self._lowest = max(self._lowest, self._line)
        else:
            self._column += 1
        if self._column > LAST_COLUMN or self._line > LAST_ROW:
            self._gate.far(place)
        self._cell = told
        if "e" in told and _value(told, "t") == "e":
            self._follow()

    def _hold(self) -> None:
        """Refuse a far cell that holds something; heights and styles go to the end of a sheet."""
        if self._column > MOST_COLUMNS or self._line > MOST_ROWS:
            self._gate.far(f"{column_letters(self._column)}{self._line}")

    def _number(self, written: str) -> int:
        """Return the number of a line."""
        if not (written.isascii() and written.isdecimal() and len(written) < 20):  # noqa: PLR2004
            self._gate.refuse("structure")
        return int(written)

    def _begin_other(self, tag: str, told: Sequence[str]) -> None:
        if tag == "col" and _value(told, "hidden") in _TRUE:
            first, last = (self._number(_value(told, each) or "0") for each in ("min", "max"))
            self.facts.hidden_columns += max(0, min(last - first + 1, MOST_COLUMNS))
        elif tag == "mergeCell":
            self._merge(_value(told, "ref"))
        else:
            self._gate.check_counts(tag, told)

    def _merge(self, reference: str) -> None:
        """Take note of merged cells, which are as few as a table has rows."""
        if not (span := _SPAN.fullmatch(reference)):
            return
        top, bottom = int(span[2]), min(int(span[4]), MOST_ROWS)
        self._merged.append((top, column_number(span[1]), bottom, column_number(span[3])))
        self._covered += max(0, bottom - top + 1)
        if len(self._merged) > MOST_MERGES or self._covered > 2 * MOST_ROWS:
            self._gate.refuse("merges")

    def _follow(self) -> None:
        """Take in the text of the cell, up to its end."""
        self._hold()
        self._value = []
        self._parser.CharacterDataHandler = self._text
        self._parser.EndElementHandler = self._end

    def _text(self, text: str) -> None:
        if self._into is not None:
            self._into.append(text)

    def _end(self, tag: str) -> None:
        """End an element of a cell that is followed."""
        tag = tag.rpartition(":")[2]
        if tag in {"f", "v", "is"}:
            self._into = None
        elif tag == "c":
            self._end_cell()
            self._formula = self._into = None
            self._parser.CharacterDataHandler = self._parser.EndElementHandler = None

    def _end_cell(self) -> None:
        """Note a cell that holds no value, or a formula that has one."""
        text = "".join(self._value)
        formula = "" if self._formula is None else "".join(self._formula)[:_LONGEST]
        if fault := self._fault(text, formula):
            self.faults.setdefault(self._line, {})[self._column] = fault
            return
        self.facts.formulas += 1
        if text == "0" and formula and not formula.upper().startswith(_SUMS):
            self._zeros.append((self._line, self._column, formula))

    def _fault(self, text: str, formula: str) -> Noted | None:
        """Return what a cell is that holds no value."""
        kind, at = _value(self._cell, "t"), f"{column_letters(self._column)}{self._line}"
        written = text or f"={formula}"
        if kind == "e":
            return Noted.refused(written, ErrorCellError, at, shown(text) or "#?")
        if formula and _OUTSIDE.search(formula):
            return Noted.refused(written, OutsideFormulaError, at)
        if not text and kind != "str":
            return Noted.refused(written, EmptyFormulaError, at)
        return None

    def never_computed(self) -> None:
        """Refuse its formulas, where a workbook that wants to be computed has 0 for all of them.

        A sum that was not is found as one that its rows do not make.
        """
        if len(self._zeros) == self.facts.formulas:
            for line, column, formula in self._zeros:
                place = f"{column_letters(column)}{line}"
                fault = Noted.refused(f"={formula}", EmptyFormulaError, place)
                self.faults.setdefault(line, {})[column] = fault


def _value(told: Sequence[str], name: str) -> str:
    """Return the value of an attribute; "" when the element does not say it."""
    for at in range(0, len(told), 2):
        if told[at] == name:
            return told[at + 1]
    return ""


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
