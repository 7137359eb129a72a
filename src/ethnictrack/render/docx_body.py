"""The body of a Word document: headings, paragraphs, tables, annexes, in the template's styles."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from copy import deepcopy
from itertools import takewhile
from typing import TYPE_CHECKING, NamedTuple

from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Emu, Mm
from docx.text.paragraph import Paragraph as Line

from ethnictrack.errors.output import TemplateFileError
from ethnictrack.i18n import N_
from ethnictrack.render.docx_table import keep_whole, keep_with_next, write_table
from ethnictrack.render.heads import on_paper
from ethnictrack.render.layout import numbered, sentences
from ethnictrack.render.words import UNIT_LINES, say
from ethnictrack.reports.table import Block, Heading, Paragraph, Table, Unit

if TYPE_CHECKING:
    from docx.document import Document as Docx
    from docx.section import Section

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
            before.insert_paragraph_before(text, style)
            if before is not None
            else self.page.add_paragraph(text, style)
        )
        return self.last

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
                line.style = "Letter cell"
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
