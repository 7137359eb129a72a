"""In front of every zipped workbook: refuses what would exhaust or mislead a reader of it.

Readers of spreadsheets fill the space up to the farthest cell, believe the counts a file
announces, and can bring the whole process down, which nothing can catch. So every part is
unpacked once, in pieces, before any of them sees it.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Iterator
from typing import BinaryIO, NoReturn

from ethnictrack.domain.errors.workbooks import WHY, FarCellError, HostileWorkbookError
from ethnictrack.domain.printed import column_letters

MOST_ROWS, MOST_COLUMNS = 200_000, 200
_PARTS, _RATIO = 200, 200
_UNPACKED = 256 << 20  # bytes, all parts together
_PIECE = 1 << 18
_KEPT = 4096  # bytes of a piece that are looked at again with the next one
_SMALL = 1 << 20  # bytes; small parts may be compressed as well as they like

_COUNT = re.compile(rb"[cC]ount\s*=\s*[\"']\s*[0-9]{8}")
_FAR = re.compile(
    rb"r\s*=\s*[\"']\s*(?:[A-Za-z]{3,9}[0-9]|[A-Za-z]{0,2}[0-9]{6,20}|[A-Za-z0-9]{0,9}&)"
)
_ADDRESS = re.compile(
    rb"<(?:\w+:)?(?:c|row)\s[^<>]*?\br\s*=\s*[\"']\s*([A-Za-z]{0,9})([0-9]{1,20})?(&?)"
)
_UNUSUAL = re.compile(rb"<(?:\w+:)?c(?=[\s/>])(?! r=[\"'])|<\w+:row|<row(?=[\s/>])(?! r=[\"'])")
_TAG = re.compile(rb"<(?:\w+:)?(row|c)(?=[\s/>])([^<>]*)>")
_PLACE = re.compile(rb"\br\s*=\s*[\"']\s*([A-Za-z]{0,9})([0-9]{0,20})")


class Gate:
    """Goes through a zipped workbook once. ``parts`` are the names of what it holds."""

    def __init__(self, name: str, stream: BinaryIO) -> None:
        self.name = name
        try:
            self._zip = zipfile.ZipFile(stream)
        except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
            self.refuse("damaged")
        self._left = _UNPACKED
        self.parts = [each.filename for each in self._zip.infolist()]

    def refuse(self, why: str) -> NoReturn:
        """Refuse the workbook. Raises: HostileWorkbookError."""
        raise HostileWorkbookError(self.name, WHY[why])

    def check(self) -> None:
        """Look at everything. Raises: HostileWorkbookError, FarCellError."""
        infos = self._zip.infolist()
        if len(infos) > _PARTS:
            self.refuse("parts")
        lower = {each.filename.lower() for each in infos}
        if len(lower) != len(infos) or any(map(_strange, lower)):
            self.refuse("names")
        if any(each.endswith("vbaproject.bin") for each in lower):
            self.refuse("macros")
        for each in infos:
            self._check_sizes(each)
        for each in infos:
            if each.filename.lower().endswith((".xml", ".rels")):
                self._check_xml(each)
            else:
                for _ in self.pieces(each):
                    pass

    def _check_sizes(self, part: zipfile.ZipInfo) -> None:
        """Believe what the directory says, where it speaks against the file."""
        if part.flag_bits & 1:
            self.refuse("encrypted")
        if part.file_size > _UNPACKED:
            self.refuse("size")
        if part.file_size > _SMALL and part.file_size > _RATIO * part.compress_size:
            self.refuse("compression")

    def pieces(self, part: zipfile.ZipInfo | str) -> Iterator[bytes]:
        """Unpack a part piece by piece. Raises: HostileWorkbookError."""
        try:
            with self._zip.open(part) as stream:
                while piece := stream.read(_PIECE):
                    self._left -= len(piece)
                    if self._left < 0:
                        self.refuse("size")
                    yield piece
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, KeyError):
            self.refuse("damaged")
        except (RuntimeError, ValueError):  # what zipfile says of passwords and odd headers
            self.refuse("damaged")

    def again(self, part: str) -> Iterator[bytes]:
        """Unpack a part once more, which was within bounds the first time."""
        self._left = _UNPACKED
        return self.pieces(part)

    def _check_xml(self, part: zipfile.ZipInfo) -> None:
        """Look at a part that readers parse."""
        tail, rows, unusual = b"", 0, False
        cells = "sheet" in part.filename.lower()
        for piece in self.pieces(part):
            seen = tail + piece
            if b"\0" in seen or (not tail and seen.startswith((b"\xff\xfe", b"\xfe\xff"))):
                self.refuse("encoding")  # UTF-16 would hide everything below
            if b"<!DOCTYPE" in seen or b"<!ENTITY" in seen:
                self.refuse("entities")
            if _COUNT.search(seen):
                self.refuse("counts")
            if cells:
                if _FAR.search(seen):
                    self._check_addresses(seen)
                rows += piece.count(b"<row") + piece.count(b":row")
                unusual = unusual or bool(_UNUSUAL.search(seen))
                if rows > MOST_ROWS:
                    self.far(str(rows))
            tail = seen[-_KEPT:]
        if unusual:
            self._count_cells(part)

    def _check_addresses(self, seen: bytes) -> None:
        """Refuse a cell or row whose address is out of any table."""
        for letters, digits, reference in _ADDRESS.findall(seen):
            if reference:
                self.refuse("structure")
            if int(digits or b"0") > MOST_ROWS or column_number(letters) > MOST_COLUMNS:
                self.far((letters + digits).decode("ascii"))

    def _count_cells(self, part: zipfile.ZipInfo) -> None:
        """Count as a reader does where rows and cells do not say their place."""
        row = column = 0
        rest = b""
        for piece in self.again(part.filename):
            seen = rest + piece
            end = 0
            for tag in _TAG.finditer(seen):
                end = tag.end()
                place = _PLACE.search(tag[2])
                if tag[1] == b"row":
                    row, column = int(place[2] or b"0") if place else row + 1, 0
                else:
                    column = column_number(place[1]) if place else column + 1
                if row > MOST_ROWS or column > MOST_COLUMNS:
                    self.far(f"{column_letters(max(column, 1))}{row}")
            rest = seen[max(end, len(seen) - _KEPT) :]

    def far(self, cell: str) -> NoReturn:
        """Refuse a cell. Raises: FarCellError."""
        raise FarCellError(self.name, cell, MOST_ROWS, MOST_COLUMNS)


def _strange(name: str) -> bool:
    """Say whether a part could mean something outside of the workbook."""
    return name.startswith(("/", "\\")) or ".." in re.split(r"[/\\]", name) or "\0" in name


def column_number(letters: bytes) -> int:
    """Return the number of a column: 1 for A, 27 for AA; 0 for no letters."""
    number = 0
    for one in letters.upper():
        number = number * 26 + one - 64
    return number
