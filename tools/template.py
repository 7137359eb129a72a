"""Makes the Word template of official documents (Nghị định 30/2020/NĐ-CP) that the package ships.

The same bytes come out of every run. An office that wants its own changes a copy of it in Word:
the words in double braces are filled in, the styles dress what the program writes.
"""

from __future__ import annotations

import io
from datetime import UTC, datetime
from pathlib import Path

from docx import Document
from docx.document import Document as Docx
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Mm, Pt
from docx.styles.style import ParagraphStyle
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph

from ethnictrack.render.to_docx import still

TARGET = Path(__file__).parent.parent / "src/ethnictrack/render/templates/report.docx"
FONT = "Times New Roman"
MADE = datetime(2020, 3, 5, tzinfo=UTC)  # the day of the decree
LEFT, RIGHT = Mm(67), Mm(97)  # the two columns of the heading; the motto needs 96 mm
# name: size, bold, italic, alignment, first line (cm), space before and after (pt)
STYLES: dict[str, tuple[float, bool, bool, ALIGN, float, float, float]] = {
    "Letter body": (14, False, False, ALIGN.JUSTIFY, 1.27, 0, 6),
    "Letter level 1": (14, True, False, ALIGN.JUSTIFY, 1.27, 6, 6),
    "Letter level 2": (14, True, False, ALIGN.JUSTIFY, 1.27, 3, 6),
    "Letter level 3": (14, True, True, ALIGN.JUSTIFY, 1.27, 0, 6),
    "Letter title": (14, True, False, ALIGN.CENTER, 0, 0, 0),
    "Letter head": (13, False, False, ALIGN.CENTER, 0, 0, 0),
    "Letter unit": (12, False, True, ALIGN.RIGHT, 0, 0, 3),
    "Letter cell": (12, False, False, ALIGN.LEFT, 0, 1, 1),
    "Letter note": (12, False, True, ALIGN.JUSTIFY, 1.27, 0, 3),
    "Letter recipients": (11, False, False, ALIGN.LEFT, 0, 0, 0),
}


def build() -> bytes:
    """Return the template."""
    document = Document()
    _page(document)
    _styles(document)
    _heading(document)
    _title(document)
    document.add_paragraph("[[body]]", "Letter body")
    _signature(document)
    document.core_properties.author = "ethnictrack"
    document.core_properties.title = ""
    document.core_properties.created = document.core_properties.modified = MADE
    page = io.BytesIO()
    document.save(page)
    return still(page.getvalue(), (2020, 3, 5, 0, 0, 0))


def _page(document: Docx) -> None:
    """Set A4, the margins, and the page number on top from page 2 on."""
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin = section.bottom_margin = Mm(20)
    section.left_margin, section.right_margin = Mm(30), Mm(16)
    section.header_distance = Mm(10)
    section.different_first_page_header_footer = True
    number = section.header.paragraphs[0]
    number.alignment = ALIGN.CENTER
    for kind, text in (("begin", ""), ("", "PAGE"), ("end", "")):
        run = number.add_run()
        run.font.size = Pt(14)
        part = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            part.set(qn("w:fldCharType"), kind)
        part.text = text
        run._r.append(part)  # noqa: SLF001 - python-docx has no words for fields


def _styles(document: Docx) -> None:
    normal = document.styles["Normal"]
    assert isinstance(normal, ParagraphStyle)  # noqa: S101 - of python-docx's own template
    _dress(normal, 14)
    normal.paragraph_format.space_after = Pt(0)
    for name, (size, bold, italic, align, first, before, after) in STYLES.items():
        style = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        assert isinstance(style, ParagraphStyle)  # noqa: S101 - just asked for
        style.base_style = normal
        _dress(style, size)
        style.font.bold, style.font.italic = bold, italic
        form = style.paragraph_format
        form.alignment, form.first_line_indent = align, Cm(first)
        form.space_before, form.space_after = Pt(before), Pt(after)
        form.line_spacing = 1.0
        form.keep_with_next = name.startswith(("Letter level", "Letter unit"))


def _dress(style: ParagraphStyle, size: float) -> None:
    """Set the font for every script, also where Word would choose one for Asian letters."""
    style.font.name, style.font.size = FONT, Pt(size)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for script in ("w:ascii", "w:hAnsi", "w:eastAsia", "w:cs"):
        fonts.set(qn(script), FONT)


def _columns(document: Docx) -> Table:
    """Add two columns without lines or padding, and return them."""
    table: Table = document.add_table(1, 2)
    table.autofit = False
    margins = OxmlElement("w:tblCellMar")
    for side in ("w:left", "w:right"):
        edge = OxmlElement(side)
        edge.set(qn("w:w"), "0")
        edge.set(qn("w:type"), "dxa")
        margins.append(edge)
    table._tbl.tblPr.append(margins)  # noqa: SLF001 - python-docx has no words for padding
    for column, width in zip(table.columns, (LEFT, RIGHT), strict=True):
        column.width = width
        column.cells[0].width = width
    return table


def _say(cell: _Cell, text: str, style: str, **font: object) -> Paragraph:
    """Add a paragraph; the first one fills the empty paragraph every cell begins with."""
    first = cell.paragraphs[0]
    paragraph: Paragraph = (
        first if len(cell.paragraphs) == 1 and not first.text else cell.add_paragraph()
    )
    paragraph.style = style
    run = paragraph.add_run(text)
    for name, value in font.items():
        setattr(run.font, name, value)
    return paragraph


def _rule(paragraph: Paragraph, before: Mm, after: Mm) -> None:
    """Draw a rule above an empty line, set in from both sides."""
    form = paragraph.paragraph_format
    form.left_indent, form.right_indent = before, after
    form.space_before, form.line_spacing = Pt(2), Pt(6)
    borders, top = OxmlElement("w:pBdr"), OxmlElement("w:top")
    for name, value in (("val", "single"), ("sz", "6"), ("space", "1"), ("color", "000000")):
        top.set(qn(f"w:{name}"), value)
    borders.append(top)
    paragraph._p.get_or_add_pPr().append(borders)  # noqa: SLF001 - no words for borders either


def _heading(document: Docx) -> None:
    left, right = _columns(document).rows[0].cells
    _say(left, "{{ parent_body }}", "Letter head", size=Pt(13))
    _say(left, "{{ office }}", "Letter head", bold=True, size=Pt(13))
    _rule(_say(left, "", "Letter head"), Mm(22), Mm(22))
    _say(left, "Số: {{ number }}/{{ sign }}", "Letter head")
    _say(right, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Letter head", bold=True, size=Pt(13))
    _say(right, "Độc lập - Tự do - Hạnh phúc", "Letter head", bold=True, size=Pt(14))
    _rule(_say(right, "", "Letter head"), Mm(18), Mm(18))
    _say(right, "{{ place }}, {{ day }}", "Letter head", italic=True, size=Pt(14))


def _title(document: Docx) -> None:
    document.add_paragraph("", "Letter title").paragraph_format.space_after = Pt(6)
    document.add_paragraph("{{ kind }}", "Letter title")
    document.add_paragraph("{{ subject }}", "Letter title")
    _rule(document.add_paragraph("", "Letter title"), Mm(65), Mm(65))


def _signature(document: Docx) -> None:
    """Write the signature block, which is never torn nor left alone on a page."""
    document.add_paragraph("", "Letter title").paragraph_format.keep_with_next = True
    row = _columns(document).rows[0]
    row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))  # noqa: SLF001 - no word for it
    left, right = row.cells
    _say(left, "Nơi nhận:", "Letter recipients", bold=True, italic=True, size=Pt(12))
    _say(left, "- {{ recipients }}", "Letter recipients")
    _say(right, "{{ signer_title }}", "Letter head", bold=True, size=Pt(14))
    for _ in range(5):  # room to sign and for the seal
        right.add_paragraph("", "Letter head")
    _say(right, "{{ signer_name }}", "Letter head", bold=True, size=Pt(14))


if __name__ == "__main__":
    TARGET.write_bytes(build())
