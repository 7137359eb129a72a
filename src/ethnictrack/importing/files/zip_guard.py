"""In front of every zipped workbook: refuses what would exhaust or mislead a reader of it.

Readers of spreadsheets fill the space up to the farthest cell and believe the counts a file
announces. So the archive is measured first, and every part is gone through once, in pieces, before
any of them sees it.
"""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator, Sequence
from typing import BinaryIO, NoReturn, Protocol
from xml.parsers import expat

from ethnictrack.errors.files import WHY, FarCellError, HostileWorkbookError

MOST_ROWS, MOST_COLUMNS, MOST_SHEETS = 200_000, 200, 200
LAST_ROW, LAST_COLUMN = 1_048_576, 16_384  # of a spreadsheet
MOST_CELLS = 2_000_000  # of all sheets together, the empty ones between others too
MOST_MERGES = 50_000
LONGEST_CELL = 32_767  # characters; as spreadsheets have it, and text files too
_PARTS, _RATIO = 200, 60  # a real table is compressed to a thirtieth at most
_UNPACKED = 160 << 20  # bytes, all parts together
_PIECE = 1 << 18
_SMALL = 1 << 20  # bytes; small parts may be compressed as well as they like
_LONGEST_TAG = 1 << 20  # bytes
_ENTRY = b"PK\x01\x02"  # how the directory of an archive names a part
_DIGITS = 8  # of a count that no workbook has


class Visitor(Protocol):
    """What goes through a part with the gate."""

    def attach(self, parser: expat.XMLParserType) -> None:
        """Say to the parser what is asked of the part."""


class Gate:
    """Goes through a zipped workbook once."""

    def __init__(self, name: str, stream: BinaryIO) -> None:
        self.name = name
        self._left = _UNPACKED
        # A directory of a million parts would be read as a whole before they are counted.
        if stream.read().count(_ENTRY) > _PARTS * 2:
            self.refuse("parts")
        try:
            self._zip = zipfile.ZipFile(stream)
        except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
            self.refuse("damaged")
        self.parts = [each.filename for each in self._zip.infolist()]
        self._names = {each.lower(): each for each in self.parts}

    def part(self, name: str) -> str:
        """Return a part as the archive names it; "" when there is none of that name."""
        return self._names.get(name.lower(), "")

    def refuse(self, why: str) -> NoReturn:
        """Refuse the workbook. Raises: HostileWorkbookError."""
        raise HostileWorkbookError(self.name, WHY[why])

    def far(self, cell: str) -> NoReturn:
        """Refuse a cell. Raises: FarCellError."""
        raise FarCellError(self.name, cell, MOST_ROWS, MOST_COLUMNS)

    def check(self) -> None:
        """Look at everything. Raises: HostileWorkbookError."""
        self.check_archive()
        for part in self.parts:
            self.go_through(part)

    def check_archive(self) -> None:
        """Look at the names of the parts, and believe their sizes where they speak against it."""
        infos = self._zip.infolist()
        if len(infos) > _PARTS:
            self.refuse("parts")
        if len(self._names) != len(infos) or any(map(_strange, self._names)):
            self.refuse("names")
        if any(each.endswith("vbaproject.bin") for each in self._names):
            self.refuse("macros")
        self._check_sizes(infos)

    def _check_sizes(self, infos: Sequence[zipfile.ZipInfo]) -> None:
        for each in infos:
            if each.flag_bits & 1:
                self.refuse("encrypted")
            if each.file_size > _UNPACKED:
                self.refuse("size")
            if each.file_size > _SMALL and each.file_size > _RATIO * each.compress_size:
                self.refuse("compression")

    def go_through(self, part: str, visitor: Visitor | None = None) -> None:
        """Unpack a part, and take it apart where it is XML. Raises: HostileWorkbookError."""
        if visitor is None and not part.lower().endswith((".xml", ".rels")):
            for _ in self.pieces(part):
                pass
            return
        parser = expat.ParserCreate()
        parser.ordered_attributes = True
        parser.buffer_text = True
        parser.XmlDeclHandler = self._declared
        parser.StartDoctypeDeclHandler = self._defined
        parser.StartElementHandler = self.check_counts
        if visitor is not None:
            visitor.attach(parser)
        read = 0
        try:
            for piece in self.pieces(part):
                if b"\0" in piece:
                    self.refuse("encoding")  # UTF-16, which readers take for something else
                parser.Parse(piece, False)
                read += len(piece)
                # What has no end yet is looked at again with every piece.
                if read - parser.CurrentByteIndex > _LONGEST_TAG:
                    self.refuse("structure")
            parser.Parse(b"", True)
        except (expat.ExpatError, ValueError):
            self.refuse("structure")

    def _declared(self, _version: str, encoding: str | None, _standalone: int) -> None:
        if encoding is not None and encoding.lower() not in {"utf-8", "utf8", "us-ascii"}:
            self.refuse("encoding")

    def _defined(self, *_: object) -> None:
        self.refuse("entities")

    def check_counts(self, _tag: str, told: Sequence[str]) -> None:
        """Refuse an element that announces more than any workbook has, which readers believe."""
        for at in range(0, len(told), 2):
            if told[at].lower().endswith("count") and len(told[at + 1].strip()) >= _DIGITS:
                self.refuse("counts")

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


def _strange(name: str) -> bool:
    """Say whether a part could mean something outside of the workbook."""
    parts = name.replace("\\", "/").split("/")
    return name.startswith(("/", "\\")) or ".." in parts or "\0" in name


def column_number(letters: str) -> int:
    """Return the number of a column: 1 for A, 27 for AA; 0 for no letters."""
    number = 0
    for one in letters.upper():
        number = number * 26 + ord(one) - 64
    return number
