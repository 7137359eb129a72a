"""Text read back: CSV and TSV, JSON, Markdown, plain text; and what all readers share.

That is bytes to letters, and cells to a grid, all of it bounded. A CSV file is one table; where a
line has the keys again, a new one begins. Of JSON every value stands with the path that leads to
it. Of Markdown marks are taken off.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable, Iterator
from itertools import groupby

from ethnictrack.audit.printed import Printed, PrintedGrid, tidy
from ethnictrack.errors.files import WHY, HostileDocumentError
from ethnictrack.values.text import composed

_LARGEST = 8 << 20  # bytes of a text whose figures are compared; only bytes count in longer ones
_CELLS, _GRIDS, _LINES = 1_000_000, 1000, 10_000


def decoded(name: str, content: bytes, marks: str, most: int = _CELLS) -> str:
    """Return the text of a file of ours, which is UTF-8; ``marks`` part it, so often at ``most``.

    Raises: HostileDocumentError.
    """
    if len(content) > _LARGEST:
        raise HostileDocumentError(name, WHY["size"])
    try:
        text = content.decode(
            "utf-16" if content[:2] in {b"\xff\xfe", b"\xfe\xff"} else "utf-8-sig"
        )
    except UnicodeDecodeError as cause:
        raise HostileDocumentError(name, WHY["encoding"]) from cause
    if sum(map(text.count, marks)) > most:
        raise HostileDocumentError(name, WHY["size"])
    return composed(text)


def bounded(name: str, printed: Printed) -> Printed:
    """Return what was read, unless there is more of it than can be compared.

    Raises: HostileDocumentError.
    """
    cells = sum(len(row) for grid in printed.grids for row in grid.rows)
    if len(printed.grids) > _GRIDS or len(printed.lines) > _LINES or cells > _CELLS:
        raise HostileDocumentError(name, WHY["size"])
    return printed


def grid_of(rows: Iterable[Iterable[str]], name: str = "", *, headed: bool = True) -> PrintedGrid:
    """Return cells as they are compared."""
    return PrintedGrid(tuple(tuple(map(tidy, row)) for row in rows), name, headed)


def read_rows(name: str, content: bytes) -> Printed:
    """Read the rows; a spreadsheet may have saved the file with another delimiter."""
    text = decoded(name, content, "\n\r\t,;")
    # A cell of ours never holds a tab; of the others, the one that parts columns is in every row.
    delimiter = "\t" if "\t" in text else max(",;", key=text.count)
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    except csv.Error as cause:
        raise HostileDocumentError(name, WHY["damaged"]) from cause
    return Printed((grid_of(rows, headed=False),), whole=text)


_DEEPEST, _LONGEST = 32, 500  # values within values; characters of the way to one


def read_values(name: str, content: bytes) -> Printed:
    """Read the values. Raises: HostileDocumentError."""
    text = decoded(name, content, ",:[{", 200_000)
    try:
        data = json.loads(text, parse_float=str, parse_int=str)
    except (ValueError, RecursionError) as cause:
        raise HostileDocumentError(name, WHY["damaged"]) from cause
    return Printed((grid_of(_leaves(data, "$"), headed=False),), whole=text)


def _leaves(value: object, path: str, depth: int = 0) -> Iterator[tuple[str, str]]:
    """Yield the values. Raises: ValueError, for one deeper or behind longer names than ours are."""
    if depth > _DEEPEST or len(path) > _LONGEST:
        raise ValueError(path[:_LONGEST])
    match value:
        case dict():
            for name, item in value.items():
                yield from _leaves(item, f"{path}.{name}", depth + 1)
        case list():
            for number, item in enumerate(value):
                yield from _leaves(item, f"{path}[{number}]", depth + 1)
        case None:
            yield path, "null"
        case bool():
            yield path, str(value).lower()
        case _:
            yield path, str(value)


_BAR = re.compile(r"(?<!\\)\|")
_RULE = re.compile(r"\|[\s:|-]+\|?")
_ESCAPED = re.compile(r"\\([^\w\s])")
_OPENING = re.compile(r"^(?:#+|-)\s+")


def read_markdown(name: str, content: bytes) -> Printed:
    """Read tables and lines."""
    text = decoded(name, content, "\n\r|")
    grids, lines = [], []
    for table, run in groupby(text.splitlines(), lambda line: line.startswith("|")):
        if table:
            rows = [_cells(line) for line in run if not _RULE.fullmatch(line)]
            grids.append(grid_of(rows))
        else:
            lines += [tidy(_plain(_OPENING.sub("", line.strip()))) for line in run]
    return Printed(tuple(grids), tuple(lines), whole=_plain(text))


def _cells(line: str) -> list[str]:
    return [_plain(cell) for cell in _BAR.split(line)[1:-1]]


def _plain(text: str) -> str:
    """Take off what makes a text bold, sets it in, or keeps its signs from being marks."""
    bare = text.replace("&emsp;", " ").replace("**", "")
    return _ESCAPED.sub(r"\1", bare).rstrip("\\")


def read_lines(name: str, content: bytes) -> Printed:
    """Read the lines."""
    text = decoded(name, content, "\n\r")
    return Printed((grid_of(([line] for line in text.splitlines()), headed=False),), whole=text)
