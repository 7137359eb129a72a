"""Markdown: a document that reads as text and publishes as a page; data never becomes markup."""

from __future__ import annotations

import re

from tabulate import tabulate

from ethnictrack.render.heads import filled, marks
from ethnictrack.render.layout import (
    WordedRow,
    WordedTable,
    is_right,
    numbered,
    sentences,
    worded,
    written,
)
from ethnictrack.render.words import View, say
from ethnictrack.reports.table import Heading, Paragraph, Result, Table, Written

_INDENT = "&emsp;"  # a blank that no reader of Markdown takes away
_BREAK = "\\\n"  # a new line that stays one
# What is markup anywhere in a line; "&" and ":" only where they make a sign of a word.
_MARKS = re.compile(r"[\\`*_\[<|~$]|&(?=#?\w+;)|:(?=[\w+-]+:)")
# What makes a heading, a list, a quotation or a rule of a line that begins with it.
_OPENING = re.compile(r"^\s*(?:[#+=>-]|\d+(?=[.)](?:\s|$)))")


def render(result: Result, look: View) -> bytes:
    """Write a document in GitHub's Markdown."""
    document = result.document
    basis = _BREAK.join(_escaped(say(line)) for line in document.basis)
    opening = [f"# {_in_line(say(document.title))}", *([basis] if basis else [])]
    body = ["\n".join(_block(block, look) for block in stanza) for stanza in written(document)]
    return ("\n\n".join([*opening, *body]) + "\n").encode("utf-8", "backslashreplace")


def _block(block: Written, look: View) -> str:
    match block:
        case Heading():
            return f"{'#' * (block.level + 1)} {_in_line(numbered(block))}"
        case Paragraph():
            first, hanging = ("- ", "  ") if block.bullet else ("", "")
            step = _BREAK + hanging
            text = step.join(_escaped(line.lstrip()) for line in sentences(block))
            return first + re.sub(f"(?:{re.escape(step)}){{2,}}", f"\n\n{hanging}", text)
        case _:
            title = f"**{_in_line(say(block.title))}**\n\n" if block.title else ""
            return title + _table(block, look)


def _table(table: Table, look: View) -> str:
    if table.empty and not table.rows:
        return _escaped(say(table.empty))
    sheet = worded(filled(table), look)
    numbers = [_in_line(mark) for mark in marks(sheet.columns)]
    return tabulate(
        [*filter(None, [numbers]), *(_cells(sheet, line) for line in sheet.lines)],
        headers=[_in_line(heading) for heading in sheet.headings],
        tablefmt="pipe",
        colalign=["right" if is_right(column) else "left" for column in sheet.columns],
        disable_numparse=True,
    )


def _cells(sheet: WordedTable, line: WordedRow) -> list[str]:
    escaped = WordedRow(line.row, [_in_line(cell).replace("\n", "<br>") for cell in line.cells])
    cells = sheet.indented(escaped, _INDENT)
    return [f"**{cell}**" if cell else "" for cell in cells] if line.total else cells


def _in_line(text: str) -> str:
    """Escape what would be markup inside a line."""
    return _MARKS.sub(r"\\\g<0>", text)


def _escaped(text: str) -> str:
    """Escape a whole line: what would be markup inside it, and what would be at its head."""
    return _OPENING.sub(_opening_escaped, _in_line(text))


def _opening_escaped(match: re.Match[str]) -> str:
    """Put the backslash before a sign, but behind the number of a list."""
    opening = match[0]
    return f"{opening}\\" if opening[-1].isdigit() else f"{opening[:-1]}\\{opening[-1]}"
