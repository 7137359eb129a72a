"""The sheet of a workbook that holds what a document says in sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ethnictrack.render.layout import numbered, sentences, stanzas
from ethnictrack.render.words import say
from ethnictrack.render.xlsx_cells import Formats, put_text
from ethnictrack.render.xlsx_folds import LINE, folds
from ethnictrack.reports.table import Block, Document, Heading, Paragraph

if TYPE_CHECKING:
    from collections.abc import Iterator

    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

_WIDTH = 78  # digits across a printed page


def write_text(sheet: Worksheet, document: Document, formats: Formats) -> None:
    """Write title, basis, headings, paragraphs, notes and footer, a row each."""
    sheet.set_column(0, 0, _WIDTH)
    plain, title = formats.of(text_wrap=True), formats.of(bold=True, font_size=14, text_wrap=True)
    lines = [(say(document.title), title)]
    lines += [(say(line), formats.of(italic=True, text_wrap=True)) for line in document.basis]
    for stanza in stanzas(document):
        found = [line for block in stanza for line in _lines(block, formats)]
        lines += [("", plain), *found] if found else []
    for number, (text, how) in enumerate(lines):
        put_text(sheet, (number, 0), text, how)
        lines_of = folds(text, _WIDTH, bold=how.bold)
        if lines_of > 1:
            sheet.set_row(number, LINE * lines_of)


def _lines(block: Block, formats: Formats) -> Iterator[tuple[str, Format]]:
    """Yield the rows of a block; tables and charts have places of their own."""
    match block:
        case Heading():
            yield numbered(block), formats.of(bold=True, text_wrap=True)
        case Paragraph():
            mark = "- " if block.bullet else ""
            for line in sentences(block):
                yield mark + line, formats.of(text_wrap=True)
                mark = ""
        case _:
            return
