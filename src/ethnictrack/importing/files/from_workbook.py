"""Files that hold tables: of which kind one is, and what the reader of that kind makes of it.

It runs in the guarded child. A reader takes the content and yields one ``Content`` after another.
"""

from __future__ import annotations

import pickle
from collections.abc import Iterator, Sequence
from io import BytesIO
from pathlib import PurePath

from ethnictrack.errors.files import (
    WHY,
    ForeignFileError,
    HostileWorkbookError,
    LongCellError,
    RenamedFileError,
)
from ethnictrack.importing.cell import Cell
from ethnictrack.importing.files.from_document import sheets_of_docx, sheets_of_html
from ethnictrack.importing.files.from_ods import sheets_of_ods
from ethnictrack.importing.files.from_xls import sheets_of_xls
from ethnictrack.importing.files.from_xlsx import sheets_of_xlsx
from ethnictrack.importing.files.input_file import OLE, ZIP
from ethnictrack.importing.files.zip_guard import LONGEST_CELL, MOST_SHEETS, Gate
from ethnictrack.importing.sheets.sheet import Content, SheetFacts

_LOCKED = "EncryptedPackage".encode("utf-16-le")
_WORD, _EXCEL = "WordDocument".encode("utf-16-le"), "Workbook".encode("utf-16-le")
_HEAP = 1000  # rows that are packed together
_WIDE = 500_000  # characters of fewer rows


def read(content: bytes, name: str) -> Iterator[object]:
    """Yield the rows of each sheet, packed, and then what is known of it."""
    for number, sheet in enumerate(_sheets(content, name)):
        if number == MOST_SHEETS:
            raise HostileWorkbookError(name, WHY["parts"])
        yield from _packed(sheet.rows)
        yield SheetFacts(sheet.name, sheet.visible, sheet.facts)


def _packed(rows: Iterator[Sequence[Cell]]) -> Iterator[bytes]:
    """Yield heaps of rows. Raises: LongCellError."""
    heap: list[Sequence[Cell]] = []
    size = 0
    for line, row in enumerate(rows, start=1):
        lengths = [len(cell) for cell in row if isinstance(cell, str)]
        if lengths and max(lengths) > LONGEST_CELL:
            raise LongCellError(line, LONGEST_CELL)
        size += sum(lengths)
        heap.append(row)
        if len(heap) == _HEAP or size > _WIDE:
            yield pickle.dumps(heap)
            heap, size = [], 0
    yield pickle.dumps(heap)


def _sheets(content: bytes, name: str) -> Iterator[Content]:
    """Read a file by its first bytes. Raises: the refusals of ``errors.files``."""
    ending = PurePath(name).suffix.lower().removeprefix(".")
    if content.startswith(OLE):
        _check_ole(content, name, ending)
        return sheets_of_xls(content, name)
    if not content.startswith(ZIP):
        return sheets_of_html(content, name)
    gate = Gate(name, BytesIO(content))
    kind = _kind(gate, ending)
    if ending in {"xlsx", "xls", "ods", "docx"} and ending != kind:
        raise RenamedFileError(name, kind.upper())
    if kind == "docx":
        return sheets_of_docx(content, name)
    return sheets_of_xlsx(gate, content) if kind == "xlsx" else sheets_of_ods(gate)


def _check_ole(content: bytes, name: str, ending: str) -> None:
    """Refuse what a container of old Office holds and is no workbook."""
    if _LOCKED in content:  # a locked workbook of today is in a container of old Office
        raise HostileWorkbookError(name, WHY["encrypted"])
    if _WORD in content and _EXCEL not in content:  # which may hold a document
        raise ForeignFileError.of(name, "doc")
    if ending not in {"xls", ""}:
        raise RenamedFileError(name, "XLS")


def _kind(gate: Gate, ending: str) -> str:
    """Say which kind of zipped file this is. Raises: ForeignFileError, HostileWorkbookError."""
    kinds = {"xl/workbook.xml": "xlsx", "word/document.xml": "docx", "content.xml": "ods"}
    found = next((kind for part, kind in kinds.items() if gate.part(part)), "")
    if found:
        return found
    foreign = {"xl/workbook.bin": "xlsb", "Index/Document.iwa": "numbers"}
    other = next((kind for part, kind in foreign.items() if gate.part(part)), "")
    if other := other or {"zip": "archive", "numbers": "numbers"}.get(ending, ""):
        raise ForeignFileError.of(gate.name, other)
    return gate.refuse("structure")
