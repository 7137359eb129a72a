"""Reads a whole book from JSON lines, once, from the first line to the last.

What the lines mean is not known here. That they are the ones that were written, all of them and in
their order, is: the last line counts and seals them.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator
from dataclasses import fields
from typing import Any, NoReturn

from ethnictrack.audit.exported import FORM, Header, Row
from ethnictrack.errors.book import DamagedExportError
from ethnictrack.i18n import N_, Message
from ethnictrack.importing.files.input_file import InputFile
from ethnictrack.values.errors import UnusableBookError
from ethnictrack.values.text import shown

_LONGEST = 1 << 25  # bytes of a line; the largest attached file stays below it, in base64
_PLAIN = 1 << 16  # bytes of a line that are read without a look
_AROUND = 1 << 12  # bytes of a longer one that are no text: a row is flat, and its texts are few
# A text, or what goes on to the end as one: where it may fail it is tried again from every quote.
_TEXT = re.compile(rb'"[^"\\]*+(?:\\.[^"\\]*+)*+(?:"|\\?\Z)', re.DOTALL)
_CUT = N_("it is cut off after line {line}")
_UNREADABLE = N_("line {line} cannot be read")
_CHANGED = N_("what stands in it was changed")
_AFTER = N_("something follows its last line")


class NotAnExportError(UnusableBookError):
    path: str
    code = "not-an-export"
    text = N_("{path} is no export of a book.")
    remedy = N_(
        "Name a .jsonl file; `ethnictrack book export --help` says how one is written, and "
        "`ethnictrack help imports` how entries come in from other files."
    )


class OtherRevisionError(UnusableBookError):
    path: str
    revision: int
    known: int
    program: str
    code = "export-revision"
    text = N_("{path} is a book of revision {revision}; this program reads revision {known}.")
    remedy = N_(
        "Import it with ethnictrack {program}, which wrote it; a book of an earlier revision is "
        "then brought to this one by `ethnictrack book upgrade`."
    )


class BookFile:
    """A book as text, held open for one reading."""

    def __init__(self, file: InputFile, *, revision: int) -> None:
        """Read the first line.

        Raises: NotAnExportError; OtherRevisionError, unless the book has this revision.
        """
        self.name = file.name
        self._lines = _lines(file)
        self._digest = hashlib.sha256()
        self.header = self._first()
        if self.header.revision != revision:
            raise OtherRevisionError(
                path=self.name,
                revision=self.header.revision,
                known=revision,
                program=shown(self.header.program),
            )

    def _first(self) -> Header:
        line = next(self._lines, b"")
        self._digest.update(line)
        try:
            said = _object(line)
            if said.pop("form") != FORM:
                raise NotAnExportError(path=self.name)
            header = Header(**said)
        except (ValueError, LookupError, TypeError, RecursionError):
            raise NotAnExportError(path=self.name) from None
        for field in fields(Header):
            if type(getattr(header, field.name)).__name__ != field.type:
                raise NotAnExportError(path=self.name)
        return header

    def rows(self) -> Iterator[Row]:
        """Yield every row with its table. Raises: DamagedExportError, before the last one too."""
        number = 0
        for number, line in enumerate(self._lines, start=2):
            said = self._read(line, number)
            if "digest" in said:
                self._last(said, number)
                return
            self._digest.update(line)
            table, row = said.get("table"), said.get("row")
            if not isinstance(table, str) or not isinstance(row, dict):
                self._refuse(_UNREADABLE.of(line=number))
            yield table, row
        self._refuse(_CUT.of(line=max(number, 1)))

    def _read(self, line: bytes, number: int) -> dict[str, Any]:
        try:
            return _object(line)
        except (ValueError, RecursionError):
            # The last line of a file that was cut ends in the middle.
            said = _UNREADABLE if line.endswith(b"\n") else _CUT
            self._refuse(said.of(line=number))

    def _last(self, said: dict[str, Any], number: int) -> None:
        rows = number - 2
        if said != {"rows": rows, "digest": self._digest.hexdigest()} or rows != self.header.rows:
            self._refuse(_CHANGED)
        if next(self._lines, b""):
            self._refuse(_AFTER)

    def _refuse(self, what: Message) -> NoReturn:
        raise DamagedExportError(path=self.name, what=what)


def _lines(file: InputFile) -> Iterator[bytes]:
    """Yield the lines with their ends; one that is too long is handed on in pieces."""
    rest = b""
    for chunk in file.chunks():
        *whole, rest = (rest + chunk).split(b"\n")
        yield from (line + b"\n" for line in whole)
        if len(rest) > _LONGEST:
            yield rest
            rest = b""
    if rest:
        yield rest


def _object(line: bytes) -> dict[str, Any]:
    """Read an object of whole numbers and texts. Raises: ValueError, RecursionError."""
    if len(line) > _LONGEST or (len(line) > _PLAIN and len(_TEXT.sub(b"", line)) > _AROUND):
        raise ValueError  # what would be made of it has no bounds
    found = json.loads(line.decode(), parse_float=_no_number, parse_constant=_no_number)
    if not isinstance(found, dict):
        raise ValueError  # noqa: TRY004 - one kind of failure for all that is no such line
    return found


def _no_number(text: str) -> NoReturn:
    raise ValueError(text)
