"""A page for a browser: one file, no script, for screens of any width, for the dark, for print.

All text goes through Jinja's escaping; a page loads nothing and runs nothing, and says so to the
browser.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from ethnictrack.i18n import language
from ethnictrack.render.heads import heads, on_paper
from ethnictrack.render.layout import (
    WordedRow,
    WordedTable,
    is_right,
    numbered,
    rate_of,
    sentences,
    stanzas,
    worded,
)
from ethnictrack.render.svg import DrawnBars, DrawnCurve, drawn_bars, drawn_curve
from ethnictrack.render.words import View, say
from ethnictrack.reports.chart import Bars, Curve
from ethnictrack.reports.table import Block, Heading, Paragraph, Result, Table, Unit

if TYPE_CHECKING:
    from collections.abc import Iterator
    from fractions import Fraction

TEMPLATES = Path(__file__).parent / "templates"
_WIDE = 7  # columns from which a table is set smaller
_SHORT = 12  # letters of a heading


@dataclass(frozen=True, slots=True)
class Written:
    """A heading or a list of bullets or lines of a paragraph."""

    kind: str
    lines: list[list[str]]
    level: int = 1


@dataclass(frozen=True, slots=True)
class HtmlCell:
    """One cell: its text, the heading it stands under, and how it is set."""

    text: str
    heading: str
    classes: str
    indent: int = 0
    bar: str | None = None


@dataclass(frozen=True, slots=True)
class Heads:
    """One heading, how many columns and rows it stands over, and how it is set."""

    text: str
    columns: int
    rows: int
    classes: str
    column: bool  # the heading of one column, not of a group of them


@dataclass(frozen=True, slots=True)
class HtmlTable:
    """A table in words."""

    title: str
    headings: list[list[Heads]]
    rows: list[tuple[bool, list[HtmlCell]]]
    empty: str = ""
    wide: bool = False
    form: bool = False
    kind: str = field(default="table")


Shown = Written | HtmlTable | DrawnBars | DrawnCurve


def environment() -> Environment:
    """Return what fills templates: all that is filled in is escaped."""
    return Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def render(result: Result, look: View) -> bytes:
    """Write a document as one page."""
    document = result.document
    page = (
        environment()
        .get_template("page.html.j2")
        .render(
            language=language(),
            title=say(document.title),
            basis=[say(line) for line in document.basis],
            blocks=[block for stanza in stanzas(document) for block in _shown(stanza, look)],
            style=(TEMPLATES / "page.css").read_text(encoding="utf-8"),
        )
    )
    return page.encode("utf-8", "xmlcharrefreplace")


def _shown(stanza: list[Block], look: View) -> Iterator[Shown]:
    first = stanza[0]
    match first:
        case Heading():
            yield Written("heading", [[numbered(first)]], first.level)
        case Paragraph():
            said = [sentences(each) for each in stanza if isinstance(each, Paragraph)]
            yield Written("bullets" if first.bullet else "paragraph", said)
        case Bars():
            yield drawn_bars(first, look)
        case Curve():
            yield drawn_curve(first, look)
        case _:
            yield from (_grid(part, look) for part in on_paper(first, look))


def _grid(table: Table, look: View) -> HtmlTable:
    title = say(table.title) if table.title else ""
    if table.empty and not table.rows:
        return HtmlTable(title, [], [], say(table.empty))
    sheet = worded(table, look)
    classes = [_class(column.unit, right=is_right(column)) for column in sheet.columns]
    rows = [
        (line.total, _fields(line, sheet.headings, classes, sheet.outline)) for line in sheet.lines
    ]
    headings = _headings(sheet, classes)
    return HtmlTable(title, headings, rows, wide=len(classes) >= _WIDE, form=len(headings) > 1)


def _headings(sheet: WordedTable, classes: list[str]) -> list[list[Heads]]:
    return [
        [
            Heads(
                each.text,
                each.columns,
                each.rows,
                "number" if each.number else f"{classes[each.column]} {_kept(each.text)}".strip(),
                each.columns == 1,
            )
            for each in row
        ]
        for _, row in groupby(heads(sheet.columns), lambda each: each.row)
    ]


def _kept(text: str) -> str:
    """Return the class of a heading that is not broken as long as there is room."""
    return "short" if len(text) <= _SHORT else ""


def _fields(
    line: WordedRow, headings: list[str], classes: list[str], outline: int
) -> list[HtmlCell]:
    fields = []
    for place, (text, heading, how) in enumerate(zip(line.cells, headings, classes, strict=True)):
        main = how + " main" if place == outline else how
        indent = line.row.level if place == outline else 0
        rate = rate_of(line.row.cells[place])
        fields.append(HtmlCell(text, heading, main, indent, _width(rate)))
    return fields


def _class(unit: Unit, *, right: bool) -> str:
    if unit is Unit.TEXT:
        return "text"
    return "figure" if right else "code"


def _width(rate: Fraction | None) -> str | None:
    """Return the width of a bar under a rate, in percent of its cell."""
    return None if rate is None else str(min(max(int(rate * 100), 0), 100))
