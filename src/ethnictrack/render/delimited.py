"""The tables of a document as delimited text: exact values for scripts and spreadsheets.

Columns are named by their keys, which stay the same in every language. Text is written so that no
spreadsheet takes it for a formula; our own import takes the apostrophe off again.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

from ethnictrack.i18n import Message
from ethnictrack.render.words import raw, say
from ethnictrack.reports.table import Cell, Document, Table, Term
from ethnictrack.values.formula_guard import guarded

if TYPE_CHECKING:
    from ethnictrack.reports.table import Stream


HEAP = 500  # lines that are written at a time


def pieces(
    stream: Stream[Any], *, delimiter: str, line_end: str, clean: Callable[[str], str]
) -> Iterator[str]:
    """Yield the same of a list, some lines at a time."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=delimiter, lineterminator=line_end)
    writer.writerow(column.key for column in stream.columns)
    for number, each in enumerate(stream.listed, 1):
        writer.writerow(_field(cell, clean) for cell in stream.cells(each))
        if not number % HEAP:
            yield out.getvalue()
            out.seek(0)
            out.truncate()
    yield out.getvalue()


def delimited(
    document: Document, *, delimiter: str, line_end: str, clean: Callable[[str], str]
) -> str:
    """Write every table, the total last where it is data.

    A blank line stands between two, and then titles above them.
    """
    tables = [block for block in document.blocks if isinstance(block, Table)]
    stated = dict(document.stated)
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=delimiter, lineterminator=line_end)
    for number, table in enumerate(tables):
        if number:
            writer.writerow([])
        if table.title and len(tables) > 1:
            writer.writerow([guarded(clean(say(table.title)))])
        writer.writerow([*(column.key for column in table.columns), *stated])
        for cells in _lines(table):
            writer.writerow(_field(cell, clean) for cell in (*cells, *stated.values()))
    return out.getvalue()


def _lines(table: Table) -> Iterator[list[Cell]]:
    """Yield the cells of every row, the total's last where it is data."""
    totals = [table.total] if table.total and table.total_is_data else []
    for row in (*table.rows, *totals):
        # No cell stands under a wrong key.
        yield [cell for cell, _ in zip(row.cells, table.columns, strict=True)]


def _field(cell: Cell, clean: Callable[[str], str]) -> str:
    """Write a cell; only text can be mistaken for a formula, a number below zero is none."""
    if cell is None:  # most of them
        return ""
    written = raw(cell)
    return guarded(clean(written)) if isinstance(cell, str | Message | Term) else written
