"""Plain text for pipes and files: nothing is cut, coloured or wrapped, however long a line gets."""

from __future__ import annotations

from itertools import zip_longest

from tabulate import SEPARATING_LINE, DataRow, Line, TableFormat, tabulate

from ethnictrack.render.heads import filled, marks
from ethnictrack.render.layout import (
    is_right,
    numbered,
    sentences,
    worded,
    written,
)
from ethnictrack.render.words import View, say
from ethnictrack.reports.table import Heading, Paragraph, Result, Table, Written

_INDENT = "  "
# tabulate's "simple", without the two blanks it adds to every heading.
_FORM = TableFormat(
    lineabove=None,
    linebelowheader=Line("", "-", "  ", ""),
    linebetweenrows=None,
    linebelow=None,
    headerrow=DataRow("", "  ", ""),
    datarow=DataRow("", "  ", ""),
    padding=0,
    with_header_hide=None,
)


def render(result: Result, look: View) -> bytes:
    """Write a document as text with aligned columns."""
    document = result.document
    opening = "\n".join(say(line) for line in (document.title, *document.basis))
    body = ["\n".join(_block(block, look) for block in stanza) for stanza in written(document)]
    return ("\n\n".join([opening, *body]) + "\n").encode("utf-8", "backslashreplace")


def _block(block: Written, look: View) -> str:
    match block:
        case Heading():
            return numbered(block)
        case Paragraph():
            first, hanging = ("- ", "  ") if block.bullet else ("", "")
            return first + f"\n{hanging}".join(sentences(block))
        case _:
            title = f"{say(block.title)}\n" if block.title else ""
            return title + _table(block, look)


def _table(table: Table, look: View) -> str:
    if table.empty and not table.rows:
        return say(table.empty)
    sheet = worded(filled(table), look)
    lines: list[list[str] | str] = []
    for line in sheet.lines:
        if line.total and lines:
            lines.append(SEPARATING_LINE)
        lines += _in_lines(sheet.indented(line, _INDENT))
    laid = tabulate(
        [sheet.headings, *filter(None, [marks(sheet.columns)]), SEPARATING_LINE, *lines],
        tablefmt=_FORM,
        colalign=["right" if is_right(column) else "left" for column in sheet.columns],
        disable_numparse=True,
        preserve_whitespace=True,
    )
    return "\n".join(line.rstrip() for line in laid.splitlines())


def _in_lines(row: list[str]) -> list[list[str]]:
    """Return a row, and below it rows for the further lines of its texts."""
    columns = (cell.split("\n") for cell in row)
    return [list(line) for line in zip_longest(*columns, fillvalue="")]
