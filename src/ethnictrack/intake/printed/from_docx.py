"""Word documents: the cells of every table and the text of every paragraph, behind the gate."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from typing import Any

from ethnictrack.domain.printed import Printed, tidy
from ethnictrack.intake.gate import Gate
from ethnictrack.intake.printed.text import grid_of
from ethnictrack.intake.word_gate import DocumentGate, faults

_Element = Any  # lxml says no types
_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def read(name: str, content: bytes) -> Printed:
    """Read a document. Raises: HostileDocumentError."""
    stream = BytesIO(content)
    gate = DocumentGate(name, stream)
    gate.check()
    body = _body(gate, stream)
    grids = [_rows(table) for table in body.iter(f"{_WORD}tbl")]
    lines = [_text(line) for line in body.iter(f"{_WORD}p") if not _in_table(line)]
    found = Printed(tuple(map(grid_of, grids)), tuple(filter(None, map(tidy, lines))))
    return Printed(found.grids, found.lines, whole="\n".join(_text(line) for line in _lines(body)))


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


def _rows(table: _Element) -> Iterator[Iterator[str]]:
    """Yield the cells; how many columns one says it spans is never believed."""
    for row in table.iterchildren(f"{_WORD}tr"):
        yield (" ".join(map(_text, _lines(cell))) for cell in row.iterchildren(f"{_WORD}tc"))


def _lines(part: _Element) -> Iterator[_Element]:
    yield from part.iter(f"{_WORD}p")


def _text(line: _Element) -> str:
    """Return the words of a paragraph; what was deleted under tracked changes is not among them."""
    words = {f"{_WORD}t", f"{_WORD}tab", f"{_WORD}br"}
    return "".join(
        str(each.text or "") if each.tag == f"{_WORD}t" else " " for each in line.iter(*words)
    )


def _in_table(line: _Element) -> bool:
    return any(True for _ in line.iterancestors(f"{_WORD}tbl"))
