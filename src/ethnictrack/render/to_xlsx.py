"""Spreadsheets: every table a sheet with typed cells, ready to filter, add up and print on A4.

A sheet of its own lets widths, filters and repeated headings suit each table. What is said in
sentences stands on a sheet before them; behind them where the document begins with a table, as a
list does, so that it opens on its rows.
"""

from __future__ import annotations

import io
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from xlsxwriter.utility import xl_col_to_name

from ethnictrack.i18n import N_, Message, tr
from ethnictrack.render.heads import heads, words_over
from ethnictrack.render.layout import (
    WordedRow,
    WordedTable,
    filed,
    is_right,
    numbered,
    shown,
    worded,
)
from ethnictrack.render.words import View, say
from ethnictrack.render.xlsx import (
    AS_TEXT,
    HEADING,
    IN_DONG,
    LINE,
    Formats,
    breadth,
    folds,
    number_format,
    number_of,
    put,
    put_text,
    set_up,
    workbook,
    write_text,
)
from ethnictrack.render.xlsx_page import (
    PORTRAIT,
    side_by_side,
    sum_formula,
    turn_pages,
    write_heads,
)
from ethnictrack.reports.table import (
    Block,
    Cell,
    Column,
    Document,
    Heading,
    Paragraph,
    Result,
    Row,
    Table,
    Unit,
)
from ethnictrack.values.dates import long_date
from ethnictrack.values.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

    from ethnictrack.reports.letter import Paper

_MOST_ROWS = 1_048_576
_MANY = 20_000  # rows; from here on they are written through, not kept in memory
_LEAST, _WIDEST = 8, 55  # digits across a cell
_ROOM = 7  # rows down to the name below a signature
_FEW = 4  # columns that all stay in sight


class LongSheetError(UsageError):
    rows: int
    limit: int
    code = "sheet-rows"
    text = N_("The table has {rows} rows; a sheet ends at row {limit}.")
    remedy = N_("Narrow it, by year or programme, or write it as csv.")
    again = ({"--format": None, "--output": "ket-qua.csv"},)


def render(result: Result, look: View) -> bytes:
    """Write a document as a workbook; amounts are whole đồng whatever unit people read in.

    Raises: LongSheetError, LongCellError.
    """
    document, page = result.document, io.BytesIO()
    tables = [block for block in document.blocks if isinstance(block, Table)]
    longest = max((len(table.rows) for table in tables), default=0)
    storage = {"constant_memory": True} if longest > _MANY else {"in_memory": True}
    with workbook(page, say(document.title), **storage) as book:
        formats = Formats(book)
        for part in parts(document):
            sheet = book.add_worksheet(part.name)
            set_up(sheet)
            sheet.hide_gridlines(1)
            if part.table is None:
                write_text(sheet, document, formats)
            else:
                _write_table(sheet, document, part, (formats, look))
    return page.getvalue()


def _write_table(
    sheet: Worksheet, document: Document, part: Part, how: tuple[Formats, View]
) -> None:
    """Write title, basis, table, and below it what else is said."""
    if part.table is None:
        return
    formats, look = how
    table, wording = shown(part.table), worded(part.table, IN_DONG)
    top = _opening(sheet, document, (part, table), formats)
    head = top + max(each.row for each in heads(table.columns))  # the last row of headings
    first, at, last = _places(table, head)
    if last >= _MOST_ROWS:
        raise LongSheetError(rows=len(table.rows), limit=_MOST_ROWS)
    widths = _fit(sheet, wording)
    once, scale = side_by_side(sheet, table, widths)
    tall = write_heads(sheet, top, table.columns, widths, formats.of(**HEADING))
    for number, row in enumerate(table.rows, first):
        tall[number] = _heighten(sheet, number, wording.lines[number - head - 1], widths)
        _write_row(sheet, number, (table, row), (formats, look))
    if table.total:
        _write_total(sheet, at, first, (table, table.total), (formats, look))
    sheet.freeze_panes(head + 1, wording.outline + 1 if len(table.columns) > _FEW else 0)
    sheet.repeat_rows(top, head)
    _filter(sheet, table, head)
    end = _closing(sheet, document, (table, once), last + 1, formats)
    turn_pages(sheet, tall, (top, head + 1, last, end), (sum(widths) > PORTRAIT, scale))


def _places(table: Table, head: int) -> tuple[int, int, int]:
    """Return where the rows begin below a heading, where the total stands, and the last row."""
    last = head + len(table.rows) + (1 if table.total else 0)
    if table.total and table.total_first:
        return head + 2, head + 1, last
    return head + 1, last, last


def _filter(sheet: Worksheet, table: Table, head: int) -> None:
    """Let rows be filtered and sorted, where no total stands above them."""
    if len(table.rows) > 1 and not table.total_first:
        sheet.autofilter(head, 0, head + len(table.rows), len(table.columns) - 1)


def _opening(sheet: Worksheet, document: Document, of: tuple[Part, Table], formats: Formats) -> int:
    """Write what the sheet is about; return the row of the headings."""
    part, table = of
    paper = document.paper
    above = _head(sheet, paper, table, formats) if paper else 0
    lines = [(say(document.title), formats.of(bold=True, font_size=14))]
    lines += [(say(line), formats.of(italic=True)) for line in document.basis]
    if part.heading:
        lines.append((part.heading, formats.of(bold=True)))
    for number, (text, how) in enumerate(lines, above):
        put_text(sheet, (number, 0), text, how)
    return above + len(lines) + 1


def _head(sheet: Worksheet, paper: Paper, table: Table, formats: Formats) -> int:
    """Write the office at the left and the form at the right; return the next free row."""
    office = [*paper.office, *map(say, paper.codes)]
    for number, text in enumerate(office):
        own = number == len(paper.office) - 1
        put_text(sheet, (number, 0), text, formats.of(bold=own))
    right = formats.of(align="right", bold=True)
    for number, text in enumerate(paper.form):
        put_text(sheet, (number, len(table.columns) - 1), text, right)
    most = max(len(office), len(paper.form))
    return most + 1 if most else 0


def _fit(sheet: Worksheet, wording: WordedTable) -> list[int]:
    """Set the widths and return them; the page is turned on its side when they need it."""
    widths = []
    for place in range(len(wording.columns)):
        inset = 2 if place == wording.outline else 0
        cells = [breadth(line.cells[place]) + inset * line.row.level for line in wording.lines]
        words = [breadth(one, bold=True) for one in words_over(wording.columns[place])]
        width = min(max([_LEAST, *cells, *words]) + 2, _WIDEST)
        sheet.set_column(place, place, width)
        widths.append(width)
    if sum(widths) > PORTRAIT:
        sheet.set_landscape()
    return widths


def _heighten(sheet: Worksheet, number: int, line: WordedRow, widths: list[int]) -> float:
    """Give a row the height its texts fold to, which not every program finds; return it."""
    most = max(
        (
            folds(cell, width - 2 * line.row.level)
            for cell, width in zip(line.cells, widths, strict=True)
        ),
        default=1,
    )
    if most > 1:
        sheet.set_row(number, LINE * most)
    return LINE * most


def _write_row(
    sheet: Worksheet, number: int, of: tuple[Table, Row], how: tuple[Formats, View]
) -> None:
    table, row = of
    outline = _outline(table)
    for place, (cell, column) in enumerate(zip(row.cells, table.columns, strict=True)):
        indent = row.level if place == outline else 0
        put(sheet, (number, place), cell, column, _format(cell, column, how, indent=indent))


def _outline(table: Table) -> int:
    units = [column.unit for column in table.columns]
    return units.index(Unit.TEXT) if Unit.TEXT in units else 0


def _write_total(
    sheet: Worksheet, number: int, first: int, of: tuple[Table, Row], how: tuple[Formats, View]
) -> None:
    """Write the total: as a formula with its value where it is a sum of this sheet."""
    table, row = of
    for place, (cell, column) in enumerate(zip(row.cells, table.columns, strict=True)):
        dressed = _format(cell, column, how, bold=True, bg_color="#F3F5F8")
        formula = sum_formula(table, place, first + 1, xl_col_to_name(place))
        value = number_of(cell)
        if formula and value is not None and is_right(column):
            sheet.write_formula(number, place, formula, dressed, value)
        else:
            put(sheet, (number, place), cell, column, dressed)


def _format(cell: Cell, column: Column, how: tuple[Formats, View], **more: object) -> Format:
    formats, look = how
    wrap = {"text_wrap": True} if column.unit is Unit.TEXT else {}
    align = {"align": "right"} if is_right(column) else {"align": "left"}
    # Typed into, an identifying number stays what it is, where "#,##0" would group it.
    shape = "@" if column.unit in AS_TEXT else number_format(cell, look.decimals)
    return formats.of(num_format=shape, border=1, **align, **wrap, **more)


def _closing(
    sheet: Worksheet, document: Document, of: tuple[Table, range], row: int, formats: Formats
) -> int:
    """Write under the table what is said of no rows, the notes and the footer; return the end.

    Signatures stand below the columns that are printed once.
    """
    table, once = of
    lines = [table.empty] if table.empty and not table.rows else []
    lines += [] if has_text(document) else list(document.notes)
    below = [*lines, *document.footer]
    for number, line in enumerate(below, row + 1):
        put_text(sheet, (number, 0), say(line), formats.of(italic=True))
    if not document.paper:
        return row + len(below)
    _sign(sheet, document.paper, (row + len(below) + 2, once), formats)
    return row + len(below) + 2 + _ROOM


def _sign(sheet: Worksheet, paper: Paper, at: tuple[int, range], formats: Formats) -> None:
    """Write who signs beside each other, below some columns of the table."""
    row, below = at
    place = paper.settings.get("place") or "…………"
    day = f"{place}, {long_date(paper.day)}" if paper.day else ""
    for number, each in enumerate(paper.signers):
        first = below.start + len(below) * number // len(paper.signers)
        last = max(below.start + len(below) * (number + 1) // len(paper.signers) - 1, first)
        lines = (
            (0, day if each == paper.signers[-1] else "", {"italic": True}),
            (1, say(each.title).upper(), {"bold": True}),
            (2, say(each.how), {"italic": True}),
            (_ROOM, each.name, {"bold": True}),
        )
        for offset, text, how in lines:
            dressed = formats.of(align="center", **how)
            if last > first:
                sheet.merge_range(row + offset, first, row + offset, last, "", dressed)
            put_text(sheet, (row + offset, first), text, dressed)


_LONGEST = 31  # characters of a sheet's name
_FORBIDDEN = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
_TEXT = N_("Report")


@dataclass(frozen=True, slots=True)
class Part:
    """One sheet: a table with the heading it stands under, or the text of the document."""

    name: str
    heading: str
    table: Table | None = None


def parts(document: Document) -> Iterator[Part]:
    """Yield the sheets in their order."""
    taken: set[str] = set()
    tables = list(_tables(document))
    said = has_text(document)
    opens = isinstance(document.blocks[0], Table) if document.blocks else False
    if said and not opens:
        yield Part(_name(tr(_TEXT.text), taken), "")
    for heading, table in tables:
        yield Part(_name(heading or say(document.title), taken), heading, filed(table))
    if said and opens:
        yield Part(_name(tr(_TEXT.text), taken), "")


def has_text(document: Document) -> bool:
    """Tell whether there are sentences that need a sheet of their own."""
    kinds = {type(block) for block in document.blocks}
    return Paragraph in kinds or Table not in kinds


def _tables(document: Document) -> Iterator[tuple[str, Table]]:
    """Yield each table with its title, else the heading right above it."""
    above: Block | None = None
    for block in document.blocks:
        if isinstance(block, Table):
            yield _called(block.title, above), block
        above = block


def _called(title: Message | None, above: Block | None) -> str:
    if title:
        return say(title)
    return numbered(above) if isinstance(above, Heading) else ""


def _name(wanted: str, taken: set[str]) -> str:
    """Return a name a workbook takes, no two alike."""
    bare = " ".join(_FORBIDDEN.sub(" ", wanted).split()).strip("'") or "1"
    number = 1
    while True:
        tail = f" ({number})" if number > 1 else ""
        name = _cut(bare, _LONGEST - len(tail)) + tail
        if name.casefold() not in taken | {"history"}:  # that one is Excel's own
            taken.add(name.casefold())
            return name
        number += 1


def _cut(text: str, most: int) -> str:
    """Cut a name between two words, with a mark where something is missing."""
    if len(text) <= most:
        return text
    head = text[: most - 1]
    return (head.rsplit(" ", 1)[0] if " " in head else head).rstrip(" ,;'") + "…"
