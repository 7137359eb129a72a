"""Word documents: the cells of every table and the text of every paragraph, behind the gate."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from lxml import etree

from ethnictrack.audit.printed import Printed, tidy
from ethnictrack.importing.files.docx_guard import DocumentGate, faults
from ethnictrack.importing.files.zip_guard import Gate
from ethnictrack.importing.printed.from_text import grid_of

_Element = Any  # lxml says no types
_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_LINE, _CELL, _ROW, _TABLE = (f"{_WORD}{name}" for name in ("p", "tc", "tr", "tbl"))
_TEXT, _TAB, _BREAK = (f"{_WORD}{name}" for name in ("t", "tab", "br"))


def read(name: str, content: bytes) -> Printed:
    """Read a document. Raises: HostileDocumentError."""
    stream = BytesIO(content)
    gate = DocumentGate(name, stream)
    gate.check()
    reader = WordReader()
    reader.read(_body(gate, stream))
    grids = tuple(map(grid_of, reader.grids))
    lines = tuple(filter(None, map(tidy, reader.lines)))
    return Printed(grids, lines, whole="\n".join(reader.whole))


def _body(gate: Gate, stream: BytesIO) -> _Element:
    """Open the document."""
    from docx import Document  # noqa: PLC0415 - Word is heavy

    stream.seek(0)
    try:
        body: _Element = Document(stream).element.body
    except faults():
        gate.refuse("structure")
    if body is None:
        gate.refuse("structure")
    return body


class WordReader:
    """Goes through a body once; a text belongs to the innermost paragraph, cell and table.

    How many columns a cell says it spans is never believed. What was deleted under tracked changes
    is no text.
    """

    def __init__(self) -> None:
        self.grids: list[list[list[str]]] = []
        self.lines: list[str] = []  # outside of tables
        self.whole: list[str] = []
        self._tables: list[list[list[str]]] = []  # those open, the innermost last
        self._cells: list[list[str]] = []
        self._texts: list[list[str]] = []

    def read(self, body: _Element) -> None:
        """Gather tables and lines."""
        tags = (_LINE, _CELL, _ROW, _TABLE, _TEXT, _TAB, _BREAK)
        for event, each in etree.iterwalk(body, events=("start", "end"), tag=tags):
            if event == "start":
                self._begin(each)
            else:
                self._end(each.tag)

    def _begin(self, each: _Element) -> None:
        if each.tag == _TABLE:
            self._tables.append([])
            self.grids.append(self._tables[-1])
        elif each.tag == _ROW and self._tables:
            self._tables[-1].append([])
        elif each.tag == _CELL:
            self._cells.append([])
        elif each.tag == _LINE:
            self._texts.append([])
        elif self._texts and each.tag != _ROW:
            self._texts[-1].append(str(each.text or "") if each.tag == _TEXT else " ")

    def _end(self, tag: str) -> None:
        if tag == _TABLE:
            self._tables.pop()
        elif tag == _CELL:
            cell = " ".join(self._cells.pop())
            if self._tables and self._tables[-1]:
                self._tables[-1][-1].append(cell)
        elif tag == _LINE:
            line = "".join(self._texts.pop())
            self.whole.append(line)
            (self._cells[-1] if self._cells else self.lines).append(line)
