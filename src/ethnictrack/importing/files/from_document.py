"""Word and HTML files to sheets: every table is one, with the lines above it as its first rows.

The unit of a table stands above it more often than in it. Pictures and text boxes are no text of a
cell; a table inside of another one is a table of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

from ethnictrack.audit.printed import column_letters
from ethnictrack.errors.files import WHY, FarCellError, HostileWorkbookError
from ethnictrack.importing.files.docx_guard import MAIN, DocumentGate
from ethnictrack.importing.files.zip_guard import (
    MOST_CELLS,
    MOST_COLUMNS,
    MOST_MERGES,
    MOST_ROWS,
    MOST_SHEETS,
)
from ethnictrack.importing.sheets.sheet import Content, Facts
from ethnictrack.values.text import composed

_Element = Any  # lxml and defusedxml say no types
_ABOVE = 8  # lines above a table that may be its title or unit
_NAME = 60  # characters
_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_LINE, _CELL, _ROW, _TABLE = (f"{_WORD}{name}" for name in ("p", "tc", "tr", "tbl"))
_TEXT, _VALUE = f"{_WORD}t", f"{_WORD}val"
_BREAKS = {f"{_WORD}br": "\n", f"{_WORD}cr": "\n", f"{_WORD}tab": " ", "br": "\n"}
_OVER = frozenset(
    (
        *(f"{_WORD}{name}" for name in ("drawing", "pict", "object")),
        "{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent",
        *("script", "style", "template", "head", "svg"),
    )
)
_LINES = frozenset((_LINE, *("p", "div", "li", "caption", "h1", "h2", "h3", "h4", "h5", "h6")))
_TABLES, _HIDDEN = frozenset((_TABLE, "table")), re.compile(r"display\s*:\s*none")
_DECLARED = re.compile(rb"charset\s*=\s*[\"']?([\w-]{3,20})", re.IGNORECASE)
_CODECS = frozenset(("windows-1252", "windows-1258", "iso-8859-1"))


@dataclass(frozen=True, slots=True)
class _Box:
    """A cell of a table, and what it spans; in Word it begins there, or goes on from above."""

    text: str
    across: int = 1
    down: int = 1
    begins: bool = False
    goes_on: bool = False


@dataclass(slots=True)
class DocumentTable:
    """A table in the making: its cells in a grid, each at its own column."""

    file: str
    rows: list[list[str]] = field(default_factory=list)
    facts: Facts = field(default_factory=Facts)
    _merged: dict[int, tuple[int, int, int, int]] = field(default_factory=dict)  # by first column
    _found: list[tuple[int, int, int, int]] = field(default_factory=list)

    def add(self, boxes: Iterable[_Box], before: int = 0) -> None:
        """Add a row, the cells of which leave out what is covered from above."""
        line, at, row = len(self.rows) + 1, 1 + before, [""] * before
        for box in boxes:
            while not box.goes_on and (above := self._above(line, at)):
                row += [""] * (above[3] + 1 - at)
                at = above[3] + 1
            self._span(box, line, at)
            row += [box.text, *[""] * (box.across - 1)]
            at += box.across
            if at > MOST_COLUMNS + 1 or line > MOST_ROWS:
                place = f"{column_letters(min(at, 16_384))}{line}"
                raise FarCellError(self.file, place, MOST_ROWS, MOST_COLUMNS)
        self.rows.append(row)

    def _above(self, line: int, at: int) -> tuple[int, int, int, int] | None:
        """Return the merged cells that cover a place from above."""
        return next(
            (
                each
                for each in self._merged.values()
                if each[0] < line <= each[2] and each[1] <= at <= each[3]
            ),
            None,
        )

    def _span(self, box: _Box, line: int, at: int) -> None:
        """Take note of a cell that covers others."""
        if box.goes_on and at in self._merged:
            top, left, _, right = self._merged[at]
            self._merged[at] = top, left, line, right
        elif box.across > 1 or box.down > 1 or box.begins or at in self._merged:
            self._close(at)
            self._merged[at] = line, at, line + box.down - 1, at + box.across - 1

    def _close(self, at: int) -> None:
        """Keep a merged cell below which another one begins."""
        if span := self._merged.pop(at, None):
            self._found.append(span)
            if len(self._found) > MOST_MERGES:
                raise HostileWorkbookError(self.file, WHY["merges"])

    def content(self, number: int, above: Sequence[str]) -> Content:
        """Return the finished table below the lines that stand above it."""
        spans = [each for each in (*self._found, *self._merged.values()) if each[2:] != each[:2]]
        width = max(map(len, self.rows), default=0)
        if len(self.rows) * width > MOST_CELLS:
            raise HostileWorkbookError(self.file, WHY["cells"])
        lines = [line for line in above if line][-_ABOVE:]
        shift = len(lines)
        self.facts.merged = [
            (top + shift, left, end + shift, right) for top, left, end, right in spans
        ]
        rows = [[line] for line in lines] + self.rows
        self.facts.rows = len(rows)
        padded = ([*row, *[""] * (width - len(row))] for row in rows)
        return Content(f"{number} {_title(lines)}".strip(), True, padded, self.facts)


def _title(lines: Sequence[str]) -> str:
    """Return what a table may be called by: the last line above it that is no unit."""
    short = (line for line in reversed(lines) if len(line) <= _NAME)
    return next((line for line in short if "đơn vị" not in line.lower()), "")


def sheets_of_docx(content: bytes, name: str) -> Iterator[Content]:
    """Yield the tables of a Word file. Raises: HostileDocumentError, HostileWorkbookError."""
    from lxml import etree  # noqa: PLC0415 - only with a document at hand

    gate = DocumentGate(name, BytesIO(content))
    gate.check()  # a document with entities of its own does not come further
    return _sheets(name, etree.fromstring(b"".join(gate.again(MAIN))))


def sheets_of_html(content: bytes, name: str) -> Iterator[Content]:
    """Yield the tables of a page. Raises: HostileWorkbookError."""
    from lxml import html  # noqa: PLC0415 - only with a page at hand

    return _sheets(name, html.document_fromstring(_decoded(content, name)))


def _decoded(content: bytes, name: str) -> str:
    """Return the text of a page in Unicode, or in the encoding that it declares."""
    codec = "utf-16" if content[:2] in {b"\xff\xfe", b"\xfe\xff"} else "utf-8-sig"
    try:
        text = content.decode(codec)
    except UnicodeDecodeError as cause:
        said = _DECLARED.search(content[:2048])
        declared = said[1].decode().lower() if said else ""
        if declared not in _CODECS:
            raise HostileWorkbookError(name, WHY["encoding"]) from cause
        text = content.decode(declared, "replace")
    # What a page declares is meant for its bytes.
    return composed(re.sub(r"^\s*<\?xml[^>]*>", "", text))


def _sheets(name: str, root: _Element) -> Iterator[Content]:
    """Yield every table with the lines between it and the one before."""
    above: list[str] = []
    number = 0
    for block in _blocks(root):
        if isinstance(block, str):
            above.append(block)
            continue
        number += 1
        if number > MOST_SHEETS:
            raise HostileWorkbookError(name, WHY["sheets"])
        table = DocumentTable(name)
        if block.tag == _TABLE:
            _read_docx(block, table)
        else:
            above += map(_joined, block.iterchildren("caption"))
            _read_html(block, table)
        yield table.content(number, above)
        above = []


def _blocks(root: _Element) -> Iterator[str | _Element]:
    """Yield lines as text and tables as they are, those inside of others behind them."""
    yield from _line(root.text)
    for each in root:
        if each.tag in _TABLES:
            yield from each.iter(*_TABLES)
        elif isinstance(each.tag, str) and each.tag not in _OVER:
            inside = next(each.iter(*_TABLES), None) is not None
            yield from _blocks(each) if inside else _joined(each).split("\n")
        yield from _line(each.tail)


def _line(text: str | None) -> tuple[str, ...]:
    tidied = " ".join((text or "").split())
    return (tidied,) if tidied else ()


def _joined(element: _Element) -> str:
    """Return the lines of an element that hold anything."""
    lines = (" ".join(line.split()) for line in "".join(_texts(element)).split("\n"))
    return "\n".join(filter(None, lines))


def _texts(element: _Element) -> Iterator[str]:
    """Yield the text of an element; in Word only runs of text have any."""
    page = not element.tag.startswith("{")
    if page or element.tag == _TEXT:
        yield _flat(element.text)
    for each in element:
        if isinstance(each.tag, str) and each.tag not in _OVER | _TABLES:
            yield "\n" if each.tag in _LINES else _BREAKS.get(each.tag, "")
            yield from _texts(each)
        if page:
            yield ("\n" if each.tag in _LINES else "") + _flat(each.tail)


def _flat(text: str | None) -> str:
    return (text or "").replace("\n", " ").replace("\r", " ")


def _own(parent: _Element, tag: str, among: str) -> Iterator[_Element]:
    """Yield the rows of a table, or the cells of a row, but not those of tables inside of it."""
    return (each for each in parent.iter(tag) if next(each.iterancestors(among)) is parent)


def _read_docx(block: _Element, table: DocumentTable) -> None:
    for row in _own(block, _ROW, _TABLE):
        if row.find(f"{_WORD}trPr/{_WORD}del") is not None:
            continue  # taken out under tracked changes
        before = _number(row.find(f"{_WORD}trPr/{_WORD}gridBefore"), least=0)
        table.add((_box(cell) for cell in _own(row, _CELL, _ROW)), before)


def _box(cell: _Element) -> _Box:
    said = f"{_WORD}tcPr/{_WORD}"
    merge = cell.find(f"{said}vMerge")
    begins = merge is not None and merge.get(_VALUE) == "restart"
    across = _number(cell.find(f"{said}gridSpan"))
    return _Box(_joined(cell), across, 1, begins, merge is not None and not begins)


def _number(element: _Element, least: int = 1) -> int:
    return _count("" if element is None else element.get(_VALUE, ""), least)


def _count(said: str | None, least: int = 1) -> int:
    """Return how many rows or columns an element says; no table has more than a thousand."""
    known = said is not None and said.isascii() and said.isdecimal() and len(said) <= 3  # noqa: PLR2004
    return max(int(said or "0"), least) if known else least


def _read_html(block: _Element, table: DocumentTable) -> None:
    for row in _own(block, "tr", "table"):
        hidden = _HIDDEN.search(row.get("style", "")) is not None
        table.facts.hidden_rows += hidden
        table.add(
            _Box(_joined(cell), _count(cell.get("colspan")), _count(cell.get("rowspan")))
            for cell in row.iterchildren("td", "th")
        )
