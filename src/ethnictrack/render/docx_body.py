"""The body of a Word document: headings, paragraphs, tables, annexes, in the template's styles."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from copy import deepcopy
from itertools import takewhile
from typing import TYPE_CHECKING, NamedTuple

from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.table import WD_ALIGN_VERTICAL, WD_ROW_HEIGHT_RULE, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Emu, Length, Mm, Pt
from docx.text.paragraph import Paragraph as Line

from ethnictrack.errors.files import TemplateFileError
from ethnictrack.i18n import N_
from ethnictrack.render.heads import PlacedHead, heads, on_paper, said_over, words_over
from ethnictrack.render.layout import WordedRow, WordedTable, is_right, numbered, sentences, worded
from ethnictrack.render.words import UNIT_LINES, say
from ethnictrack.reports.table import Block, Heading, Paragraph, Table, Unit

if TYPE_CHECKING:
    from docx.document import Document as Docx
    from docx.section import Section
    from docx.table import Table as Grid
    from docx.table import _Cell, _Row

    from ethnictrack.render.words import View

STYLES = {  # those a template has to have
    **dict.fromkeys(
        [
            *("Letter title", "Letter body", "Letter note", "Letter unit", "Letter cell"),
            *(f"Letter level {number}" for number in (1, 2, 3)),
        ],
        WD_STYLE_TYPE.PARAGRAPH,
    ),
    "Table Grid": WD_STYLE_TYPE.TABLE,
}
_NO_PLACE = N_("its text has no line that says [[body]] and nothing else, or more than one")
_TAIL = 5  # lines below the last table that a signature takes with it, and rows of the table
_WIDE = 8  # columns from which a table needs the page on its side


class SetLine(NamedTuple):
    """A line of an office's head or of a signature, and how it is set."""

    text: str
    bold: bool = False
    italic: bool = False


class Writer:
    """Writes blocks at a place of the document, or at its end."""

    def __init__(self, page: Docx, look: View, tick: Callable[[], None]) -> None:
        """Write to ``page``; ``tick`` watches the time."""
        self.page, self.look, self._tick = page, look, tick
        self.place: Line | None = None
        self.last: Line | None = None
        self._styles: dict[str, str] = {}  # the numbers that the document has them under

    def at(self, mark: str) -> None:
        """Go on at the one paragraph of the template with this mark. Raises: TemplateFileError."""
        found = [each for each in self.page.paragraphs if _said(each) == mark]
        if len(found) != 1:
            raise TemplateFileError(_NO_PLACE)
        self.place = found[0]

    def end(self) -> None:
        """Take the mark away and go on at the end; a signature is not left alone on a page."""
        if self.place is not None:
            self._hold()
            element = self.place._p  # noqa: SLF001 - python-docx has no word for removing
            element.getparent().remove(element)
        self.place = None

    def alone(self) -> None:
        """Empty the document but for its page, and go on there."""
        body = self.page.element.body
        for element in list(body):
            if element.tag != qn("w:sectPr"):
                body.remove(element)
        self.place = None

    def block(self, block: Block) -> None:
        """Write one block; a chart's figures stand in tables."""
        self._tick()
        match block:
            case Heading():
                self.line(numbered(block), f"Letter level {min(block.level, 3)}")
            case Paragraph():
                mark = "- " if block.bullet else ""
                for line in sentences(block):
                    self.line(mark + line, "Letter body")
                    mark = ""
            case Table():
                for part in on_paper(block, self.look):
                    self._table(part)
            case _:
                return

    def line(self, text: str, style: str) -> Line:
        """Write a paragraph."""
        before = self.place
        self.last = (
            before.insert_paragraph_before(text)
            if before is not None
            else self.page.add_paragraph(text)
        )
        self._dress(self.last, style)
        return self.last

    def _dress(self, line: Line, style: str) -> None:
        """Give a paragraph a style; python-docx would go through all of them for each."""
        if style not in self._styles:
            self._styles[style] = self.page.styles[style].style_id
        line._p.style = self._styles[style]  # noqa: SLF001 - it has no word for a known number

    def title(self, text: str) -> None:
        """Write what a page is about."""
        self.line(text, "Letter title")

    def centred(self, text: str) -> None:
        """Write a line in italics below a title."""
        line = self.line(text, "Letter note")
        line.alignment = WD_ALIGN_PARAGRAPH.CENTER
        line.paragraph_format.first_line_indent = Mm(0)

    def note(self, text: str) -> None:
        """Write a remark on the figures; in a letter it stays on the page of what it follows."""
        if self.place is not None:
            self._hold()
        self.line(text, "Letter note")

    def turn(self, tables: Iterable[Table]) -> None:
        """Hold the page as the widest of the tables needs it."""
        counts = [sum(column.shown for column in table.columns) for table in tables]
        _turn(self.page.sections[-1], wide=max(counts, default=0) >= _WIDE)

    def side_by_side(self, columns: Sequence[Sequence[SetLine]], shares: Sequence[int]) -> None:
        """Write columns of centred lines beside each other, without rules, never torn."""
        part = self._width() // sum(shares)
        grid = self.page.add_table(1, len(columns))
        grid.autofit = False
        row = grid.rows[0]
        keep_whole(row)
        for cell, held, lines, share in zip(row.cells, grid.columns, columns, shares, strict=True):
            held.width = cell.width = Emu(part * share)
            for number, (text, bold, italic) in enumerate(lines):
                line = cell.paragraphs[0] if not number else cell.add_paragraph()
                self._dress(line, "Letter cell")
                line.alignment = WD_ALIGN_PARAGRAPH.CENTER
                run = line.add_run(text)
                run.bold, run.italic = bold, italic

    def hold(self) -> None:
        """Keep what follows, a signature, on a page with the end of the last table."""
        ends = takewhile(lambda each: each.tag != qn("w:tbl"), reversed(self.page.element.body))
        tail = [Line(each, self.page) for each in ends if each.tag == qn("w:p")]
        for line in tail[:_TAIL]:
            line.paragraph_format.keep_with_next = True
        if len(tail) <= _TAIL and self.page.tables:
            keep_with_next(self.page.tables[-1].rows[-1])

    def _hold(self) -> None:
        if self.last is not None:
            self.last.paragraph_format.keep_with_next = True

    def annex(self, title: str, enclosed: str, *, restart: bool) -> None:
        """Begin an annex on a new page, numbered from 1."""
        section = self.page.add_section(WD_SECTION.NEW_PAGE)
        _turn(section, wide=False)
        if restart:
            _restart(section)
        head, _, rest = title.partition(":")
        self.title(head)
        if rest:
            self.title(rest.strip())
        self.centred(enclosed)

    def _table(self, table: Table) -> None:
        """Write a table with its title, and the unit at the top right of it."""
        shown = [column for column in table.columns if column.shown]
        if self.place is None and len(shown) >= _WIDE:
            _turn(self.page.sections[-1], wide=True)
        if table.title:
            self.title(say(table.title))
            self._hold()
        if table.empty and not table.rows:
            self.line(say(table.empty), "Letter body")
            return
        if in_money(table):
            self.line(say(UNIT_LINES[self.look.scale]), "Letter unit")
        width = self._width()
        grid = write_table(self.page, table, self.look, width)
        if self.place is not None:
            self.place._p.addprevious(grid._tbl)  # noqa: SLF001 - no word for moving a table
        self.line("", "Letter note")

    def _width(self) -> int:
        section = self.page.sections[-1]
        page, left, right = section.page_width, section.left_margin, section.right_margin
        return (page or 0) - (left or 0) - (right or 0)


def _said(line: Line) -> str:
    """Return the text of a paragraph, in a fifth of python-docx's time."""
    texts = line._p.itertext(qn("w:t"), with_tail=False)  # noqa: SLF001 - as above
    return "".join(map(str, texts)).strip()


def in_money(block: Block) -> bool:
    """Say whether the unit of money is written above a block: a table with amounts in it."""
    return (
        isinstance(block, Table)
        and bool(block.rows or not block.empty)
        and any(column.shown and column.unit is Unit.DONG for column in block.columns)
    )


def _turn(section: Section, *, wide: bool) -> None:
    """Hold the page upright or on its side; the paper stays the same."""
    sides = sorted((section.page_width or 0, section.page_height or 0))
    section.orientation = WD_ORIENT.LANDSCAPE if wide else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = map(Emu, reversed(sides) if wide else sides)


def _restart(section: Section) -> None:
    number = OxmlElement("w:pgNumType")
    number.set(qn("w:start"), "1")
    properties = section._sectPr  # noqa: SLF001 - python-docx has no words for page numbers
    for old in properties.findall(qn("w:pgNumType")):
        properties.remove(old)
    margins = properties.find(qn("w:pgMar"))
    if margins is not None:
        margins.addnext(deepcopy(number))


_INDENT = Mm(3)
_LONGEST, _TEXT = 60, 22  # characters of a text that count for its column, at most and at least
_BESIDE = 12  # characters at least of a text that stands beside the names of the rows
_FOLDS = 5  # lines a heading is to be broken on, where there is room for it
_HIGHEST, _READABLE = Pt(165), 9  # of all headings; letters that are not made smaller for that
_SIZES = (12, 11, 10, 9, 8, 7)  # of letters, in points
# Widths of Times New Roman's bold letters, in thousandths of their height, rounded up.
_CAPITAL, _DIGIT, _MARK, _LETTER = 750, 510, 340, 570
_PERCENT = 1000
_SHORT, _FEW = 6, 3  # rows of a table that is not torn if it is low, and of one that never is
_LOW = Pt(260)  # of its headings and rows: there is room for it below a letterhead
_PADDING = Mm(4.5)  # both sides of a cell, and its rule
_LEADING, _AROUND = 1.16, 3  # of a line, in heights of its letters; above and below, in points


def write_table(page: Docx, table: Table, look: View, width: int) -> Grid:
    """Add a table at the end of the document and return it."""
    sheet = worded(table, look)
    top = heads(sheet.columns)
    depth = 1 + max(each.row for each in top)
    grid: Grid = page.add_table(depth, len(sheet.columns))
    grid.style = "Table Grid"
    grid.alignment = WD_TABLE_ALIGNMENT.CENTER
    grid.autofit = False
    widths, points = _fit(sheet, width)
    dress = _Dress(page.styles["Letter cell"].style_id, Pt(points))
    for column, wide in zip(grid.columns, widths, strict=True):
        column.width = Emu(wide)
    for at in range(depth):
        _widen(grid.rows[at], widths)
        _mark(grid.rows[at], "w:tblHeader")
    _write_heads(grid, top, dress)
    tall = _heights(top, widths, points)
    for row, high in zip(grid.rows, tall, strict=True):
        row.height, row.height_rule = Pt(high), WD_ROW_HEIGHT_RULE.AT_LEAST
    high = sum(tall) + sum(_height(line, widths, points) for line in sheet.lines)
    keep = _kept_together(len(sheet.lines), high)
    for row in grid.rows:
        keep_with_next(row)
    for number, line in enumerate(sheet.lines):
        row = grid.add_row()  # type: ignore[no-untyped-call]  # python-docx says no types here
        _write_line(row, sheet, line, widths, dress)
        if number in keep:
            keep_with_next(row)
    return grid


def keep_whole(row: _Row) -> None:
    """Let no page end within a row."""
    _mark(row, "w:cantSplit")


def _kept_together(lines: int, high: float) -> set[int]:
    """Return the rows that stay on the page of the next one, in a table of that height in points.

    A short table is not torn; of another neither the first rows nor the last stand alone.
    """
    if lines <= _FEW or (lines <= _SHORT and Pt(high) <= _LOW):
        return set(range(lines - 1))
    return {0, lines - 2} if lines <= _SHORT else {0, 1, lines - 3, lines - 2}


def _height(line: WordedRow, widths: list[int], size: int) -> float:
    """Return how high a row is about, in points."""
    cells = zip(line.cells, widths, strict=True)
    return max(_lines(text, wide - _PADDING, size) for text, wide in cells) * size * _LEADING


def keep_with_next(row: _Row) -> None:
    """Keep a row on the page of what follows it."""
    for cell in row.cells:
        for paragraph in cell.paragraphs:
            paragraph.paragraph_format.keep_with_next = True


def _write_heads(grid: Grid, top: list[PlacedHead], dress: _Dress) -> None:
    """Write each heading over all the columns and rows it stands over; the numbers are not bold."""
    cells = [row.cells for row in grid.rows]  # asked for one by one each is found anew
    for head in top:
        cell = cells[head.row][head.column]
        if head.rows > 1 or head.columns > 1:
            cell = cell.merge(cells[head.row + head.rows - 1][head.column + head.columns - 1])
        cell.text = head.text
        cell.vertical_alignment = WD_ALIGN_VERTICAL.CENTER
        dress(cell, ALIGN.CENTER, bold=not head.number)


def _heights(top: list[PlacedHead], widths: list[int], size: int) -> list[float]:
    """Return how high each row of headings has to be, in points.

    Where headings are repeated on the next page, LibreOffice looks only at those of one row to
    find that out, and cuts a heading that stands over several.
    """
    found = [0.0] * (1 + max(each.row for each in top))
    for each in sorted(top, key=lambda head: head.rows):
        wide = sum(widths[each.column : each.column + each.columns])
        high = _lines(each.text, wide - _PADDING, size) * size * _LEADING + _AROUND
        rows = slice(each.row, each.row + each.rows)
        found[each.row + each.rows - 1] += max(0, high - sum(found[rows]))
    return found


def _lines(text: str, width: int, size: int) -> int:
    """Return on how many lines a text is broken at most, in a cell of that width."""
    lines, room = 1, width
    for word in text.split():
        need = _breadth(word, size)
        if need > room and room < width:
            lines, room = lines + 1, width
        room -= need + _breadth(" ", size)
    return lines


def _write_line(
    row: _Row, sheet: WordedTable, line: WordedRow, widths: list[int], dress: _Dress
) -> None:
    _mark(row, "w:cantSplit")
    _widen(row, widths)
    for place, cell in enumerate(row.cells):
        cell.text = line.cells[place]
        align = ALIGN.RIGHT if is_right(sheet.columns[place]) else ALIGN.LEFT
        dress(cell, align, bold=line.total)
        if place == sheet.outline and line.row.level:
            cell.paragraphs[0].paragraph_format.left_indent = Emu(_INDENT * line.row.level)


def _fit(sheet: WordedTable, width: int) -> tuple[list[int], int]:
    """Share the page out, and choose the size of the letters.

    Figures and codes are never broken; texts and long headings have the rest. Letters shrink as
    long as texts would have too little of it, or headings would leave no page to the rows.
    """
    top = heads(sheet.columns)
    for size in _SIZES:
        needs, least = zip(*(_need(sheet, place, size) for place in _places(sheet)), strict=True)
        widths = _shared(needs, least, width)
        low = size <= _READABLE or Pt(sum(_heights(top, widths, size))) <= _HIGHEST
        if size == _SIZES[-1] or (sum(least) <= width and low):
            break
    return widths, size


def _shared(needs: Sequence[int], least: Sequence[int], width: int) -> list[int]:
    """Give each column its least, and the rest to those that would like more."""
    spare = width - sum(least)
    longing = [need - floor for need, floor in zip(needs, least, strict=True)]
    if spare < 0 or not sum(longing):
        return [width * floor // sum(least) for floor in least]
    return [
        floor + spare * more // sum(longing) for floor, more in zip(least, longing, strict=True)
    ]


def _places(sheet: WordedTable) -> range:
    return range(len(sheet.columns))


def _need(sheet: WordedTable, place: int, size: int) -> tuple[int, int]:
    """Return the width a column would like and the least it takes, in the units of a page."""
    texts, column = [line.cells[place] for line in sheet.lines], sheet.columns[place]
    cells = max((_breadth(text, size) for text in texts), default=0)
    heading = max((_breadth(each, size) for each in words_over(column)), default=0)
    whole = max(cells, heading) + _PADDING
    folded = _breadth(said_over(column), size) * 5 // (4 * _FOLDS) + _PADDING
    if column.unit is not Unit.TEXT:
        return max(whole, folded), whole
    letter = int(Pt(size)) * _LETTER // 1000
    words = {each for text in texts for each in text.split()}
    longest = max([heading, *(_breadth(each, size) for each in words)])
    kept = _TEXT if place == sheet.outline else _BESIDE
    least = min(max(longest, min(cells, kept * letter)) + _PADDING, whole)
    return max(min(whole, _LONGEST * letter), least, folded), least


def _breadth(text: str, size: int) -> int:
    """Return how wide a text is at most on one line, in the units of a page."""
    return sum(map(_thousandths, text)) * int(Pt(size)) // 1000


def _thousandths(letter: str) -> int:
    if letter == "%":
        return _PERCENT
    if letter.isupper():
        return _CAPITAL
    if letter.isdigit():
        return _DIGIT
    return _LETTER if letter.isalpha() or letter in "+=" else _MARK


def _widen(row: _Row, widths: list[int]) -> None:
    for cell, width in zip(row.cells, widths, strict=True):
        cell.width = Emu(width)


class _Dress(NamedTuple):
    """How the text of a cell is set: its style, by the number the document has it under, and size.

    python-docx would look a style up by its name for each cell, which is a third of its work.
    """

    style: str
    size: Length

    def __call__(self, cell: _Cell, align: ALIGN, *, bold: bool) -> None:
        """Set a cell of one paragraph."""
        paragraph = cell.paragraphs[0]
        paragraph._p.style = self.style  # noqa: SLF001 - see above
        paragraph.alignment = align
        for run in paragraph.runs:
            run.font.size, run.font.bold = self.size, bold


def _mark(row: _Row, name: str) -> None:
    row._tr.get_or_add_trPr().append(OxmlElement(name))  # noqa: SLF001 - no words for these marks
