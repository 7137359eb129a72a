"""CSV as Excel reads it: commas, CR LF, and a mark in front that says UTF-8."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import TYPE_CHECKING, Any

from ethnictrack.render.delimited import delimited
from ethnictrack.render.delimited import pieces as delimited_pieces
from ethnictrack.values.formula_guard import guarded
from ethnictrack.values.text import visible

if TYPE_CHECKING:
    from decimal import Decimal

    from ethnictrack.audit.exported import Value
    from ethnictrack.render.words import View
    from ethnictrack.reports.table import Result, Stream

_HOW: dict[str, Any] = {"delimiter": ",", "line_end": "\r\n", "clean": str}


def lines(
    headings: Iterable[str], rows: Iterable[Iterable[Value | Decimal]], *, delimiter: str = ","
) -> Iterator[bytes]:
    """Yield a table line by line, for those too long to be held; only text is guarded.

    Behind a comma the file begins with the mark for UTF-8 that Excel looks for.
    """
    line = io.StringIO(newline="")
    writer = csv.writer(line, delimiter=delimiter)
    for number, row in enumerate(chain([headings], rows)):
        writer.writerow(
            guarded(visible(each, lines=True)) if isinstance(each, str) else each for each in row
        )
        mark = "" if number or delimiter != "," else "\ufeff"
        yield f"{mark}{line.getvalue()}".encode(errors="backslashreplace")
        line.seek(0)
        line.truncate()


def render(result: Result, _look: View) -> bytes:
    """Write the tables of a document as CSV; text is kept to the letter."""
    text = delimited(result.document, **_HOW)
    return text.encode("utf-8-sig", "backslashreplace")


def pieces(stream: Stream[Any]) -> Iterator[bytes]:
    """Yield a list as the same."""
    for number, text in enumerate(delimited_pieces(stream, **_HOW)):
        yield text.encode("utf-8" if number else "utf-8-sig", "backslashreplace")
