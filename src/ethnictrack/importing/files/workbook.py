"""Which kind of file this is, by its first bytes; and workbooks and documents as sheets."""

from __future__ import annotations

import pickle
from collections.abc import Iterator, Sequence
from pathlib import PurePath

from ethnictrack.errors.files import LargeFileError
from ethnictrack.errors.workbooks import (
    WHY,
    ForeignFileError,
    HostileWorkbookError,
    RenamedFileError,
)
from ethnictrack.importing.cell import Row
from ethnictrack.importing.files.outside import OLE, ZIP, Outside
from ethnictrack.importing.guarded import read_guarded
from ethnictrack.importing.sheets.facts import SheetFacts
from ethnictrack.importing.sheets.sheet import Sheet

LARGEST = 64  # MB
_TEXT, _BINARY = ("csv", "tsv", "txt", "tab"), ("xlsx", "xlsm", "xls", "ods", "docx")
_PAGES, _PAGE = ("html", "htm"), (b"<html", b"<!doctype html", b"<table")
_FOREIGN = {
    **dict.fromkeys((b"%PDF-",), "pdf"),
    **dict.fromkeys((b"\xff\xd8\xff", b"\x89PNG\r\n", b"GIF8", b"II*\0", b"MM\0*"), "picture"),
    **dict.fromkeys((b"Rar!\x1a\x07", b"7z\xbc\xaf\x27\x1c", b"\x1f\x8b\x08"), "archive"),
}
_BLANK = b"\xef\xbb\xbf \t\r\n"


def is_workbook(outside: Outside) -> bool:
    """Say whether a file is a spreadsheet, a Word file or a page.

    Raises: RenamedFileError, ForeignFileError, HostileWorkbookError.
    """
    head = outside.head(1024)
    _check_kind(head.lstrip(_BLANK), outside.name)
    binary = head.startswith((ZIP, OLE))
    ending = PurePath(outside.name).suffix.lower().removeprefix(".")
    page = head.lstrip(_BLANK).lower().startswith(_PAGE)
    if ending in _TEXT and binary:
        raise RenamedFileError(outside.name, "ZIP" if head.startswith(ZIP) else "XLS")
    if ending in _BINARY and not binary:
        if page:
            raise RenamedFileError(outside.name, "HTML")
        raise HostileWorkbookError(outside.name, WHY["structure"])
    return binary or ending in _PAGES or (page and ending not in _TEXT)


def _check_kind(head: bytes, name: str) -> None:
    """Refuse what is no table by its first bytes. Raises: ForeignFileError."""
    for start, kind in _FOREIGN.items():
        if head.startswith(start):
            raise ForeignFileError.of(name, kind)


def sheets_of(outside: Outside) -> list[Sheet]:
    """Return the sheets of a workbook. Raises: the refusals of ``errors.workbooks``."""
    if outside.size > LARGEST * 10**6:
        raise LargeFileError(outside.name, LARGEST)
    sheets, packed = [], list[bytes]()
    for item in read_guarded("workbook", b"".join(outside.chunks()), outside.name):
        if isinstance(item, bytes):
            packed.append(item)
        elif isinstance(item, SheetFacts):
            sheets.append(Sheet(item.name, item.visible, PackedRows(packed), item.facts))
            packed = []
    if not sheets:
        raise HostileWorkbookError(outside.name, WHY["structure"])
    return sheets


class PackedRows:
    """The rows of a sheet, unpacked as they are asked for."""

    def __init__(self, packed: Sequence[bytes]) -> None:
        self._packed = packed

    def __call__(self) -> Iterator[Row]:
        """Yield the rows."""
        line = 0
        for heap in self._packed:
            for row in pickle.loads(heap):  # noqa: S301 - what our own child wrote
                line += 1
                yield line, row
