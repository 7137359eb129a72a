"""ODS to sheets: one pass over the content, which keeps repeated cells within bounds.

Values are those the file states (`office:value`), not the text it shows.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Final
from xml.parsers import expat

from ethnictrack.domain.errors.workbooks import (
    WHY,
    EmptyFormulaError,
    ErrorCellError,
    HostileWorkbookError,
)
from ethnictrack.domain.printed import column_letters
from ethnictrack.domain.text import shown
from ethnictrack.intake.fault import Fault
from ethnictrack.intake.field import Cell
from ethnictrack.intake.gate import MOST_COLUMNS, MOST_ROWS, Gate
from ethnictrack.intake.rows import Row
from ethnictrack.intake.sheet import Facts, Sheet
from ethnictrack.intake.shown_number import told_number

_MOST_CELLS: Final = 8_000_000
_ERROR = re.compile(r"#[A-Z/0!?]+[!?A]?|Err:[0-9]+")
_EMPTY = re.compile(r"[0-9]{1,9}")


@dataclass(slots=True)
class _Table:
    """A sheet in the making. Rows that are empty stay out until something follows them."""

    name: str
    hidden: bool
    rows: list[list[Cell]] = field(default_factory=list)
    waiting: int = 0  # empty rows
    facts: Facts = field(default_factory=Facts)
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)


class _Reader:
    """Follows the content of an ODS file."""

    def __init__(self, gate: Gate, hidden_styles: set[str]) -> None:
        self.tables: list[_Table] = []
        self._gate = gate
        self._hidden_styles = hidden_styles
        self._cells = 0
        self._row: list[Cell] = []
        self._gap = 0  # empty cells
        self._rows_repeat = 1
        self._cell: Mapping[str, str] | None = None
        self._text: list[str] = []
        self._depth = 0  # inside what lies over cells, whose text is not the cell's
        self._row_hidden = False

    def start(self, name: str, told: dict[str, str]) -> None:
        """Begin an element."""
        if self._depth and not _beside(name):
            return
        if name == "table:table":
            hidden = told.get("table:style-name", "") in self._hidden_styles
            self.tables.append(_Table(told.get("table:name", ""), hidden))
        elif name == "table:table-row" and self.tables:
            self._row, self._gap = [], 0
            self._rows_repeat = self._repeat(told, "rows")
            self._row_hidden = told.get("table:visibility", "visible") != "visible"
        elif name in {"table:table-cell", "table:covered-table-cell"}:
            self._cell, self._text = told, []
        elif _beside(name):
            self._depth += 1
        elif self._cell is not None:
            if name == "text:p" and self._text:
                self._text.append("\n")
            elif name == "text:s":
                self._text.append(" " * min(int(told.get("text:c", "1")), 100))
            elif name in {"text:line-break", "text:tab"}:
                self._text.append(" ")

    def data(self, text: str) -> None:
        """Take text of a cell."""
        if self._cell is not None and not self._depth:
            self._text.append(text)

    def end(self, name: str) -> None:
        """End an element."""
        if self._depth and not _beside(name):
            return
        if name in {"table:table-cell", "table:covered-table-cell"} and self._cell is not None:
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
        value = self._value(told, f"{column_letters(at)}{line}", table)
        if value == "":
            self._gap += times
            return
        if at + times - 1 > MOST_COLUMNS:
            self._gate.far(f"{column_letters(min(at + times - 1, 16384))}{line}")
        self._row += [""] * self._gap + [value] * times
        self._gap = 0
        down = int(told.get("table:number-rows-spanned", "1"))
        across = int(told.get("table:number-columns-spanned", "1"))
        if down > 1 or across > 1:
            table.merged.append((line, at, line + down - 1, at + across - 1))

    def _end_row(self, table: _Table) -> None:
        """Add a row as often as it is repeated."""
        if not self._row:
            table.waiting += self._rows_repeat
            return
        line = len(table.rows) + table.waiting + self._rows_repeat
        self._cells += len(self._row) * self._rows_repeat
        if line > MOST_ROWS or self._cells > _MOST_CELLS:
            self._gate.far(f"{column_letters(len(self._row))}{line}")
        table.rows += [[] for _ in range(table.waiting)]
        table.waiting = 0
        table.rows += [self._row] * self._rows_repeat
        table.facts.hidden_rows += self._rows_repeat if self._row_hidden else 0

    def _value(self, told: Mapping[str, str], place: str, table: _Table) -> Cell:
        """Return the value a cell states."""
        text = "".join(self._text)
        kind = told.get("office:value-type", "")
        formula = "table:formula" in told
        failed = told.get("calcext:value-type") == "error" or (formula and _ERROR.fullmatch(text))
        if failed:
            return Fault(text, ErrorCellError(place, shown(text) or "#?"))
        if formula and not kind and not text:
            return Fault("=", EmptyFormulaError(place))
        table.facts.formulas += formula
        if kind in {"float", "percentage", "currency"}:
            return _number(told.get("office:value", ""), text, percent=kind == "percentage")
        if kind == "date":
            return _day(told.get("office:date-value", ""), text)
        if kind == "boolean":
            return told.get("office:boolean-value") == "true"
        return told.get("office:string-value", text) if kind == "string" and not text else text


def _beside(name: str) -> bool:
    """Say whether an element only lies over a cell: a comment, a picture, a box of text."""
    return name == "office:annotation" or name.startswith(("draw:", "dr3d:", "table:shapes"))


def _number(value: str, text: str, *, percent: bool) -> Cell:
    """Return a number as the file states it, with what its cell shows where that is another."""
    try:
        number = float(value)
    except ValueError:
        return text
    return (told_number(number, text, percent=percent) if text else None) or number


def _day(value: str, text: str) -> Cell:
    """Return a day or a moment."""
    try:
        return datetime.fromisoformat(value) if "T" in value else date.fromisoformat(value)
    except ValueError:
        return text


def sheets_of_ods(gate: Gate) -> list[Sheet]:
    """Return the sheets of a workbook that the gate let through. Raises: HostileWorkbookError."""
    reader = _Reader(gate, set())
    hidden = reader._hidden_styles  # noqa: SLF001 - filled while reading: styles come first
    current = [""]

    def start(name: str, told: dict[str, str]) -> None:
        if name == "style:style":
            current[0] = told.get("style:name", "")
        elif name == "style:table-properties" and told.get("table:display") == "false":
            hidden.add(current[0])
        reader.start(name, told)

    parser = expat.ParserCreate()
    parser.StartElementHandler = start
    parser.EndElementHandler = reader.end
    parser.CharacterDataHandler = reader.data
    parser.buffer_text = True
    try:
        for piece in gate.again("content.xml"):
            parser.Parse(piece, False)
        parser.Parse(b"", True)
    except (expat.ExpatError, ValueError) as cause:
        raise HostileWorkbookError(gate.name, WHY["structure"]) from cause
    if not reader.tables:
        gate.refuse("structure")
    return [_sheet(table) for table in reader.tables]


def _sheet(table: _Table) -> Sheet:
    """Return a finished sheet, its rows all of one width."""
    width = max(map(len, table.rows), default=0)

    def rows() -> Iterator[Row]:
        for line, row in enumerate(table.rows, start=1):
            yield line, [*row, *[""] * (width - len(row))]

    table.facts.merged = table.merged
    table.facts.rows = len(table.rows)
    return Sheet(table.name, not table.hidden, rows, table.facts)
