"""ODS to sheets: one pass over the content, which keeps repeated cells within bounds.

Values are those the file states (`office:value`), not the text it shows.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from xml.parsers import expat

from ethnictrack.audit.printed import column_letters
from ethnictrack.errors.files import EmptyFormulaError, ErrorCellError
from ethnictrack.importing.cell import Cell, Noted
from ethnictrack.importing.files.number_format import told_day, told_number
from ethnictrack.importing.files.zip_guard import (
    MOST_CELLS,
    MOST_COLUMNS,
    MOST_MERGES,
    MOST_ROWS,
    MOST_SHEETS,
    Gate,
)
from ethnictrack.importing.sheets.sheet import Content, Facts
from ethnictrack.values.text import shown

_ERROR = re.compile(r"#[A-Z/0!?]+[!?A]?|Err:[0-9]+")
_CONTENT = "content.xml"
_CELLS = frozenset(("table:table-cell", "table:covered-table-cell"))
_EMPTY = re.compile(r"[0-9]{1,9}")


@dataclass(slots=True)
class OdsTable:
    """A sheet in the making. Rows that are empty stay out until something follows them."""

    name: str
    hidden: bool
    rows: list[list[Cell]] = field(default_factory=list)
    waiting: int = 0  # empty rows
    width: int = 0
    facts: Facts = field(default_factory=Facts)
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)


class OdsReader:
    """Follows the content of an ODS file."""

    def __init__(self, gate: Gate) -> None:
        self.tables: list[OdsTable] = []
        self._gate = gate
        self._style = ""
        self._hidden_styles = set[str]()
        self._cells = 0  # of all tables, as they are handed on
        self._covered = 0  # lines with merged cells
        self._row: list[Cell] = []
        self._gap = 0  # empty cells
        self._rows_repeat = 1
        self._cell: Mapping[str, str] | None = None
        self._text: list[str] = []
        self._depth = 0  # inside what lies over cells, whose text is not the cell's
        self._row_hidden = False

    def attach(self, parser: expat.XMLParserType) -> None:
        """Go with a parser through the content."""
        parser.ordered_attributes = False
        parser.StartElementHandler = self.start
        parser.EndElementHandler = self.end
        parser.CharacterDataHandler = self.data

    def start(self, name: str, told: dict[str, str]) -> None:
        """Begin an element."""
        if _beside(name):
            self._depth += 1
        elif self._depth:
            return
        elif name in _CELLS:
            self._cell, self._text = told, []
        elif self._cell is not None:
            self._in_cell(name, told)
        elif name == "style:style":
            self._style = told.get("style:name", "")
        elif name == "style:table-properties" and told.get("table:display") == "false":
            self._hidden_styles.add(self._style)
        elif name == "table:table":
            self._begin_table(told)
        elif self.tables:
            self._in_table(name, told)

    def _in_table(self, name: str, told: Mapping[str, str]) -> None:
        """Begin a row, or take note of a column."""
        hidden = told.get("table:visibility", "visible") != "visible"
        if name == "table:table-row":
            self._row, self._gap, self._row_hidden = [], 0, hidden
            self._rows_repeat = self._repeat(told, "rows")
        elif name == "table:table-column" and hidden:
            times = min(self._repeat(told, "columns"), MOST_COLUMNS)
            self.tables[-1].facts.hidden_columns += times

    def _in_cell(self, name: str, told: Mapping[str, str]) -> None:
        """Take in what stands for blanks and breaks of a text."""
        if name == "text:p":
            self._text.append("\n" if self._text else "")  # computed, where it holds nothing
        elif name == "text:s":
            self._text.append(" " * min(int(told.get("text:c", "1")), 100))
        elif name in {"text:line-break", "text:tab"}:
            self._text.append(" ")

    def _begin_table(self, told: Mapping[str, str]) -> None:
        if len(self.tables) == MOST_SHEETS:
            self._gate.refuse("sheets")
        hidden = told.get("table:style-name", "") in self._hidden_styles
        self.tables.append(OdsTable(told.get("table:name", ""), hidden))

    def data(self, text: str) -> None:
        """Take text of a cell."""
        if self._cell is not None and not self._depth:
            self._text.append(text)

    def end(self, name: str) -> None:
        """End an element."""
        if self._depth and not _beside(name):
            return
        if name in _CELLS and self._cell is not None:
            self._end_cell(self._cell)
            self._cell = None
        elif name == "table:table-row" and self.tables:
            self._end_row(self.tables[-1])
        elif _beside(name):
            self._depth -= 1

    def _repeat(self, told: Mapping[str, str], what: str) -> int:
        """Return how often a row or cell is repeated. Raises: HostileWorkbookError."""
        given = told.get(f"table:number-{what}-repeated", "1")
        if not _EMPTY.fullmatch(given):
            self._gate.refuse("counts")
        return int(given)

    def _end_cell(self, told: Mapping[str, str]) -> None:
        """Add a cell to the row; empty ones wait until something follows them."""
        times = self._repeat(told, "columns")
        table, line = self.tables[-1], len(self.tables[-1].rows) + self.tables[-1].waiting + 1
        at = len(self._row) + self._gap + 1
        value = self._value(told, f"{column_letters(at)}{line}", table.facts)
        if value == "":
            self._gap += times
            return
        if at + times - 1 > MOST_COLUMNS:
            self._gate.far(f"{column_letters(min(at + times - 1, 16384))}{line}")
        self._row += [""] * self._gap + [value] * times
        self._gap = 0
        self._span(told, table, line, at)

    def _span(self, told: Mapping[str, str], table: OdsTable, line: int, at: int) -> None:
        """Take note of a cell that covers others."""
        down = min(int(told.get("table:number-rows-spanned", "1")), MOST_ROWS)
        across = int(told.get("table:number-columns-spanned", "1"))
        if down > 1 or across > 1:
            table.merged.append((line, at, line + down - 1, at + across - 1))
            self._covered += down
            if len(table.merged) > MOST_MERGES or self._covered > 2 * MOST_ROWS:
                self._gate.refuse("merges")

    def _end_row(self, table: OdsTable) -> None:
        """Add a row as often as it is repeated."""
        if not self._row:
            table.waiting += self._rows_repeat
            return
        line = len(table.rows) + table.waiting + self._rows_repeat
        if line > MOST_ROWS:
            self._gate.far(f"{column_letters(len(self._row))}{line}")
        # Every row gets as many cells as the longest one has.
        self._cells -= len(table.rows) * table.width
        table.width = max(table.width, len(self._row))
        self._cells += line * table.width
        if self._cells > MOST_CELLS:
            self._gate.refuse("cells")
        table.rows += [[] for _ in range(table.waiting)]
        table.waiting = 0
        table.rows += [self._row] * self._rows_repeat
        table.facts.hidden_rows += self._rows_repeat if self._row_hidden else 0

    def _value(self, told: Mapping[str, str], place: str, facts: Facts) -> Cell:
        """Return the value a cell states."""
        text = "".join(self._text)
        kind = told.get("office:value-type", "")
        if fault := self._fault(told, text, place):
            return fault
        facts.formulas += "table:formula" in told
        if kind in {"float", "percentage", "currency"}:
            return self._number(told, text, place, facts)
        if kind == "date":
            return _day(told.get("office:date-value", ""), text, place)
        if kind == "boolean":
            return told.get("office:boolean-value") == "true"
        return told.get("office:string-value", text) if kind == "string" and not text else text

    def _fault(self, told: Mapping[str, str], text: str, place: str) -> Noted | None:
        """Return what a cell is that has no value: a formula that failed or was never computed."""
        formula = "table:formula" in told
        if told.get("calcext:value-type") == "error" or (formula and _ERROR.fullmatch(text)):
            return Noted.refused(text, ErrorCellError, place, shown(text) or "#?")
        if formula and not self._text and "office:value-type" not in told:
            return Noted.refused("=", EmptyFormulaError, place)
        return None

    def _number(self, told: Mapping[str, str], text: str, place: str, facts: Facts) -> Cell:
        """Return a number as the file states it, or with what its cell shows."""
        try:
            number = float(told.get("office:value", ""))
        except ValueError:
            return text
        if not text:  # a text that shows nothing, or none at all
            return Noted(number, place=place) if self._text and number else number
        percent = told["office:value-type"] == "percentage"
        found, rounded = told_number(number, text, place, percent=percent)
        facts.rounded += rounded
        return found or number


def _beside(name: str) -> bool:
    """Say whether an element only lies over a cell: a comment, a picture, a box of text."""
    return name == "office:annotation" or name.startswith(("draw:", "dr3d:", "table:shapes"))


def _day(value: str, text: str, place: str) -> Cell:
    """Return a day or a moment, or what its cell shows where that is not all of it."""
    try:
        day = datetime.fromisoformat(value) if "T" in value else date.fromisoformat(value)
    except ValueError:
        return text
    return told_day(day, text, place) or day


def sheets_of_ods(gate: Gate) -> Iterator[Content]:
    """Yield the sheets of a workbook. Raises: HostileWorkbookError, FarCellError."""
    gate.check_archive()
    reader = OdsReader(gate)
    for part in gate.parts:
        gate.go_through(part, reader if part == gate.part(_CONTENT) else None)
    if not reader.tables:
        gate.refuse("structure")
    for table in reader.tables:
        table.facts.merged = table.merged
        table.facts.rows = len(table.rows)
        yield Content(table.name, not table.hidden, _rows(table), table.facts)


def _rows(table: OdsTable) -> Iterator[Sequence[Cell]]:
    """Yield the rows of a finished table, all of one width."""
    for row in table.rows:
        yield [*row, *[""] * (table.width - len(row))]
