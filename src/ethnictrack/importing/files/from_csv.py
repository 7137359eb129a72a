"""Text files to rows: bytes to lines in bounded memory, lines to cells with strict quoting."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator
from itertools import islice
from typing import Self

from ethnictrack.errors.files import LongCellError
from ethnictrack.i18n import N_
from ethnictrack.importing.cell import Row, blank
from ethnictrack.importing.files.encoding import Encoding
from ethnictrack.importing.files.input_file import InputFile
from ethnictrack.importing.files.zip_guard import LONGEST_CELL, MOST_COLUMNS
from ethnictrack.values.errors import HELP, BookError
from ethnictrack.values.formula_guard import unguarded

DELIMITERS = (",", ";", "\t", "|")
LONGEST_LINE = 1_000_000  # characters
_LOOK = 1_000_000  # characters in which the delimiter is looked for
_SEP = "sep="


class UndecodableFileError(BookError):
    encoding: str
    line: int
    position: int
    code = "file-encoding"
    text = N_("Line {line}: byte {position} of the file is no text in {encoding}.")
    remedy = N_("Save the file as CSV UTF-8, or name its encoding with --encoding.")
    again = (HELP,)


class NulError(BookError):
    line: int
    code = "file-nul"
    text = N_("Line {line} holds a NUL byte, which no text has.")
    remedy = N_("If the file is UTF-16, say --encoding utf-16-le; otherwise save it as UTF-8.")
    again = ({"--encoding": "utf-16-le"},)


class UnclosedQuoteError(BookError):
    line: int
    code = "csv-quote"
    text = N_("The quotation mark that opens on line {line} does not close where it should.")
    remedy = N_('Close it, or write it twice ("") where it is part of the text.')


class LongLineError(BookError):
    line: int
    limit: int
    code = "line-too-long"
    text = N_("Line {line} has more than {limit} characters.")
    remedy = N_("Check that the file is a table, and that its quotation marks are closed.")


class WideRowError(BookError):
    line: int
    limit: int
    code = "row-too-wide"
    text = N_("The row that begins on line {line} has more than {limit} cells.")
    remedy = N_(
        "A table has up to {limit} columns: leave out those that are not needed, and look whether "
        "the file is cut into cells at the right sign."
    )


class Delimited:
    """A text file as rows; it can be gone through several times."""

    def __init__(self, file: InputFile, encoding: Encoding) -> None:
        self._file = file
        self._encoding = encoding
        self._head: list[str] = []
        self.delimiter = ","
        first = next(self._lines(), "").strip().strip('"').lower()
        self.told = first[len(_SEP) :][:1] if first.startswith(_SEP) else ""
        self._skipped = 1 if self.told or first == _SEP else 0

    def sample(self, delimiter: str, count: int) -> list[Row]:
        """Return the first rows as a delimiter would cut them, leniently: for a look only."""
        lines = list(islice(self._first(), self._skipped, self._skipped + count))
        rows = csv.reader(lines, delimiter=delimiter)
        try:
            return [
                (line, _bare(row[:MOST_COLUMNS]))
                for line, row in enumerate(rows, start=1 + self._skipped)
            ]
        except csv.Error:
            return []

    def rows(self) -> Iterator[Row]:
        """Yield the line each row begins on, and its cells. Raises: the refusals of files."""
        start = skipped = self._skipped
        lines = _OneRow(islice(self._lines(), skipped, None), skipped)
        reader = csv.reader(lines, delimiter=self.delimiter, strict=True)
        try:
            for row in reader:
                if len(row) > MOST_COLUMNS:
                    if not blank(row[MOST_COLUMNS:]):
                        raise WideRowError(start + 1, MOST_COLUMNS)
                    del row[MOST_COLUMNS:]
                if lines.length > LONGEST_CELL and max(map(len, row)) > LONGEST_CELL:
                    raise LongCellError(start + 1, LONGEST_CELL)
                yield start + 1, _bare(row)
                start = skipped + reader.line_num
                lines.begin(start)
        except csv.Error as cause:
            raise self._broken(start) from cause

    @property
    def length(self) -> int:
        """How many lines the file has, once it has been gone through."""
        return self._file.lines

    def _lines(self) -> Iterator[str]:
        """Yield the lines with their ends, whichever these are."""
        rest, number, unicode = "", 0, self._encoding.unicode
        for text in _decoded(self._file, self._encoding):
            lines = io.StringIO(rest + text, newline="").readlines()
            # The last line goes on in the next chunk; behind a \r may come its \n.
            rest = "" if lines and lines[-1].endswith("\n") else lines.pop() if lines else ""
            yield from map(unicode, lines)
            number += len(lines)
            if len(rest) > LONGEST_LINE:
                raise LongLineError(number + 1, LONGEST_LINE)
        if rest:
            yield unicode(rest)

    def _first(self) -> Iterator[str]:
        """Yield the first lines, as many as tell the delimiter; they are read once for all."""
        if not self._head:
            left = _LOOK
            for line in self._lines():
                self._head.append(line)
                left -= len(line)
                if left < 0:
                    break
        return iter(self._head)

    def _broken(self, start: int) -> BookError:
        """Find the quotation mark behind what the csv module stumbled over, from line ``start``."""
        scan, number = QuoteScan(self.delimiter, start), start
        for number, line in enumerate(islice(self._lines(), start, None), start=start + 1):
            for one in line:
                if error := scan.take(one, number):
                    return error
            if scan.length > LONGEST_CELL:
                break
        long = scan.length > LONGEST_CELL and scan.opened == number
        found = LongCellError(number, LONGEST_CELL) if long else None
        return found or UnclosedQuoteError(scan.opened)


class QuoteScan:
    """Goes through a row sign by sign; ``opened`` is the line of the last quotation mark."""

    def __init__(self, delimiter: str, start: int) -> None:
        self.opened, self.length = start + 1, 0  # length of the cell
        self._inside, self._previous = False, delimiter
        self._delimiter, self._ends = delimiter, {delimiter, "\n", "\r"}

    def take(self, one: str, number: int) -> BookError | None:
        """Take the next sign of a line; what is wrong with it comes back."""
        if self._quotes(one, number):
            return None
        if self._previous == '"' and one not in self._ends:
            return UnclosedQuoteError(self.opened)
        if self.length > LONGEST_CELL and not self._inside:
            return LongCellError(number, LONGEST_CELL)
        self._previous = one
        return None

    def _quotes(self, one: str, number: int) -> bool:
        """Go into quotation marks or out of them; say whether the sign did."""
        if one == '"' and not self._inside and self._previous in self._ends:
            self._inside, self.opened, self.length, self._previous = True, number, 0, ""
            return True
        self.length = 0 if one == self._delimiter and not self._inside else self.length + 1
        if one == '"' and (self._inside or self._previous == '"'):
            self._inside = not self._inside
            self._previous = "" if self._inside else '"'
            return True
        return False


class _OneRow:
    """Lines on their way into one row: a quotation mark left open may swallow any number."""

    def __init__(self, lines: Iterator[str], start: int) -> None:
        self._lines = lines
        self.begin(start)

    def begin(self, start: int) -> None:
        """Count from here: ``start`` lines are behind us."""
        self._start, self.length = start, 0

    def __iter__(self) -> Self:
        """Go through the lines."""
        return self

    def __next__(self) -> str:
        """Return the next line. Raises: LongLineError."""
        line = next(self._lines)
        self.length += len(line)
        if self.length > LONGEST_LINE:
            raise LongLineError(self._start + 1, LONGEST_LINE)
        return line


def _bare(row: list[str]) -> list[str]:
    """Return cells without the guard that keeps spreadsheets from running them."""
    return [*map(unguarded, row)] if "'" in "".join(row) else row


def _decoded(file: InputFile, encoding: Encoding) -> Iterator[str]:
    """Yield the text of a file, chunk by chunk. Raises: UndecodableFileError, NulError."""
    decode = encoding.decoder()
    line, done = 1, 0
    for chunk in file.chunks():
        text = _piece(decode, chunk, encoding, line, done)
        if "\0" in text:
            raise NulError(line + text[: text.index("\0")].count("\n"))
        line += text.count("\n")
        done += len(chunk)
        yield text
    yield _piece(decode, b"", encoding, line, done, final=True)


def _piece(  # noqa: PLR0913 - where it went wrong is known here only
    decode: Callable[[bytes, bool], str],
    chunk: bytes,
    encoding: Encoding,
    line: int,
    done: int,
    *,
    final: bool = False,
) -> str:
    """Decode one chunk. Raises: UndecodableFileError."""
    try:
        return decode(chunk, final)
    except UnicodeDecodeError as cause:
        before = cause.object[: cause.start].count(b"\n")
        at = done + cause.start - (len(cause.object) - len(chunk)) + 1
        raise UndecodableFileError(encoding.name, line + before, at) from cause
