"""Markdown: tables between bars, everything else line by line, marks taken off."""

from __future__ import annotations

import re
from itertools import groupby

from ethnictrack.audit.printed import Printed, tidy
from ethnictrack.importing.printed.text import decoded, grid_of

_BAR = re.compile(r"(?<!\\)\|")
_RULE = re.compile(r"\|[\s:|-]+\|?")
_ESCAPED = re.compile(r"\\([^\w\s])")
_OPENING = re.compile(r"^(?:#+|-)\s+")


def read(name: str, content: bytes) -> Printed:
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
