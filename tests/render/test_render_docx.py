"""The annual report as an official document: the points of the decree, read back from the file.

Source: docs/sources.md, S-08.
"""

from __future__ import annotations

import io
import shutil
import sys
from datetime import date
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn
from docx.shared import Cm, Mm, Pt
from tests.shell import ok, run

from ethnictrack.i18n import N_, use
from ethnictrack.render import render
from ethnictrack.render.to_docx import shipped
from ethnictrack.render.words import View
from ethnictrack.reports.letter import Letter
from ethnictrack.reports.table import Document as Facts
from ethnictrack.reports.table import Heading, Paragraph, Result

ROOT = Path(__file__).parents[2]
SETTINGS = {
    "number": "123",
    "signer-title": "KT. TRƯỞNG BAN;PHÓ TRƯỞNG BAN",
    "signer-name": "Nguyễn Văn A & B",
    "recipients": "Ủy ban Dân tộc;UBND tỉnh;Lưu: VT, KHTH",
}


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Copy the sample book and give it what a document needs."""
    folder = tmp_path_factory.mktemp("document")
    path = Path(shutil.copy(ROOT / "data" / "sample.sqlite", folder / "book.sqlite"))
    for name, value in SETTINGS.items():
        ok("book", "settings", name, value, book=path)
    ok("activity", "remark", "2021", "causes", "Địa bàn rộng, giao thông khó khăn.", book=path)
    return path


@pytest.fixture(scope="module")
def document(book: Path) -> Any:  # noqa: ANN401 - python-docx
    """Return the annual report as a document."""
    target = book.with_name("bao-cao.docx")
    words = ("--date", "5/2/2022", "-o", str(target))
    ran = ok("report", "annual", "2021", *words, book=book)
    assert ran.err == ""
    return Document(str(target))


def lines(cell: Any) -> list[str]:  # noqa: ANN401 - python-docx
    """Return what a cell says, line by line."""
    return [each.text for each in cell.paragraphs if each.text]


def test_the_page_is_a4_with_the_margins_of_the_decree(document: Any) -> None:  # noqa: ANN401
    """Top and bottom 20 to 25 mm, left 30 to 35, right 15 to 20."""
    for section in document.sections:
        assert {round(section.page_width.mm), round(section.page_height.mm)} == {210, 297}
        assert Mm(20) <= section.top_margin <= Mm(25)
        assert Mm(20) <= section.bottom_margin <= Mm(25)
        assert Mm(30) <= section.left_margin <= Mm(35)
        assert Mm(15) <= section.right_margin <= Mm(20)
    assert document.sections[0].orientation == WD_ORIENT.PORTRAIT


def test_every_letter_is_times_new_roman(document: Any) -> None:  # noqa: ANN401
    """In every script, so that Word chooses no other for letters with accents."""
    styles = [each for each in document.styles if each.name.startswith("Letter")]
    fonts = [each.element.rPr.find(qn("w:rFonts")) for each in [document.styles["Normal"], *styles]]

    assert len(styles) == 10
    names = ("w:ascii", "w:hAnsi", "w:eastAsia", "w:cs")
    assert {font.get(qn(name)) for font in fonts for name in names} == {"Times New Roman"}


def test_the_heading_stands_in_two_columns(document: Any) -> None:  # noqa: ANN401
    """The body above, the office, the number; the nation, the motto, place and day in italics."""
    left, right = document.tables[0].rows[0].cells
    office = next(each for each in left.paragraphs if each.text == "BAN DÂN TỘC")

    assert lines(left) == ["UBND TỈNH CAO BẰNG", "BAN DÂN TỘC", "Số: 123/BC-BDT"]
    assert lines(right) == [
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "Cao Bằng, ngày 05 tháng 02 năm 2022",
    ]
    assert office.runs[0].bold
    assert [each.runs[0].bold for each in right.paragraphs if each.text] == [True, True, None]
    assert right.paragraphs[-1].runs[0].italic
    assert right.width >= Mm(96)
    for cell in (left, right):
        assert [each for each in cell.paragraphs if each._p.findall(f".//{qn('w:pBdr')}")]  # noqa: SLF001


def test_the_title_the_levels_and_the_text_are_set_as_the_decree_has_it(document: Any) -> None:  # noqa: ANN401
    """BÁO CÁO and its subject bold and centred; text 13 to 14 points, justified, 1.27 cm in."""
    texts = [each.text for each in document.paragraphs if each.style.name == "Letter title"]
    body = document.styles["Letter body"]

    assert [each for each in texts if each][:2] == [
        "BÁO CÁO",
        "Kết quả công tác năm 2021 và phương hướng, nhiệm vụ năm 2022",
    ]
    assert Pt(13) <= body.font.size <= Pt(14)
    assert abs(body.paragraph_format.first_line_indent - Cm(1.27)) < Pt(0.1)
    assert body.paragraph_format.space_after >= Pt(6)
    assert body.paragraph_format.alignment == 3
    first = [each.text for each in document.paragraphs if each.style.name == "Letter level 1"]
    assert [each.split(".")[0] for each in first] == ["I", "II", "III", "IV"]


def test_the_page_number_is_on_top_but_not_on_page_one(document: Any) -> None:  # noqa: ANN401
    """Centred, 13 to 14 points, from page 2 on."""
    section = document.sections[0]
    number = section.header.paragraphs[0]

    assert section.different_first_page_header_footer
    assert "PAGE" in number._p.xml  # noqa: SLF001 - python-docx has no words for fields
    assert number.alignment == 1
    assert Pt(13) <= number.runs[0].font.size <= Pt(14)
    assert "PAGE" not in section.first_page_header._element.xml  # noqa: SLF001


def test_signature_and_recipients_stand_side_by_side(document: Any) -> None:  # noqa: ANN401
    """The archive comes last with a full stop; what is data stays data."""
    plain = [each for each in document.tables if each.style.name != "Table Grid"]
    left, right = plain[-1].rows[0].cells

    assert lines(left) == ["Nơi nhận:", "- Ủy ban Dân tộc;", "- UBND tỉnh;", "- Lưu: VT, KHTH."]
    assert lines(right) == ["KT. TRƯỞNG BAN", "PHÓ TRƯỞNG BAN", "Nguyễn Văn A & B"]


def test_a_signature_is_neither_torn_nor_alone_on_a_page(document: Any) -> None:  # noqa: ANN401
    """What stands before it goes with it: the last paragraph, and the remarks on the figures."""
    block = next(each for each in document.tables if "Nơi nhận:" in each.cell(0, 0).text)
    before = block._tbl.getprevious()  # noqa: SLF001 - python-docx has no word for what is beside
    held = 0
    while before is not None and before.find(f".//{qn('w:keepNext')}") is not None:
        before, held = before.getprevious(), held + 1

    assert block.rows[0]._tr.findall(f".//{qn('w:cantSplit')}")  # noqa: SLF001
    assert held >= 3


def test_the_basis_does_not_say_the_office_again(document: Any) -> None:  # noqa: ANN401
    """It stands in the heading."""
    (basis,) = [each.text for each in document.paragraphs if each.text.startswith("Cơ sở số liệu")]

    assert basis.startswith("Cơ sở số liệu: niên độ 2021, số liệu tính đến hết ngày")
    assert "BAN DÂN TỘC" not in basis


def test_tables_repeat_their_headings_under_the_unit(document: Any) -> None:  # noqa: ANN401
    """Rows are never torn, and the unit stands at the top right."""
    ruled = [each for each in document.tables if each.style.name == "Table Grid"]
    unit = next(each for each in document.paragraphs if each.style.name == "Letter unit")

    assert len(ruled) >= 3
    for table in ruled:
        assert table.rows[0]._tr.findall(f".//{qn('w:tblHeader')}")  # noqa: SLF001
        assert all(row._tr.findall(f".//{qn('w:cantSplit')}") for row in table.rows[1:])  # noqa: SLF001
    assert unit.text == "Đơn vị tính: triệu đồng"
    assert document.styles["Letter unit"].paragraph_format.alignment == 2


def test_an_annex_is_on_a_page_of_its_own_and_says_what_it_belongs_to(document: Any) -> None:  # noqa: ANN401
    """Enclosed with the report of a number and a day; pages are counted anew."""
    enclosed = [each.text for each in document.paragraphs if each.text.startswith("(Kèm theo")]
    counted = document.sections[1]._sectPr.find(qn("w:pgNumType"))  # noqa: SLF001

    assert len(document.sections) == len(enclosed) + 1 > 2
    assert set(enclosed) == {
        "(Kèm theo Báo cáo số 123/BC-BDT ngày 05 tháng 02 năm 2022 của BAN DÂN TỘC)"
    }
    assert counted.get(qn("w:start")) == "1"


def test_no_code_and_no_figure_is_broken(document: Any) -> None:  # noqa: ANN401
    """A column is as wide as its longest code or amount, so that names take what is left."""
    tables = [each for each in document.tables if each.style.name == "Table Grid"]
    for table in tables:
        for cells in zip(*(row.cells for row in table.rows), strict=True):
            words = {word for cell in cells[1:] for word in cell.text.split()}
            size = cells[1].paragraphs[0].runs[0].font.size if cells[1].text else Pt(9)
            longest = max((len(word) for word in words), default=0)
            assert cells[0].width >= longest * size * 45 // 100, words


def test_amounts_are_said_in_words(document: Any) -> None:  # noqa: ANN401
    """As on every paper of money."""
    text = "\n".join(each.text for each in document.paragraphs)

    assert "bằng chữ: Hai mươi mốt tỷ không trăm bảy mươi triệu đồng" in text


def test_what_is_missing_is_a_blank_and_is_told(tmp_path: Path) -> None:
    """The document is made all the same."""
    path = shutil.copy(ROOT / "data" / "sample.sqlite", tmp_path / "book.sqlite")
    target = tmp_path / "x.docx"
    ran = ok("report", "annual", "2021", "-o", str(target), book=path)

    assert "signer-title" in ran.err
    assert "…………" in "\n".join(lines(Document(str(target)).tables[0].rows[0].cells[0]))


def test_the_office_uses_a_template_of_its_own(book: Path) -> None:
    """Exported, changed, and used in place of ours."""
    own, target = book.with_name("mau.docx"), book.with_name("rieng.docx")
    ok("report", "template", str(own), book=book)
    edited = Document(str(own))
    edited.paragraphs[0].insert_paragraph_before("MẪU RIÊNG CỦA CƠ QUAN")
    edited.save(str(own))
    words = ("--template", str(own), "-o", str(target))
    ok("report", "annual", "2021", *words, book=book)

    texts = [each.text for each in Document(str(target)).paragraphs]
    assert "MẪU RIÊNG CỦA CƠ QUAN" in texts
    assert "BÁO CÁO" in texts


def test_a_template_without_its_mark_is_refused(book: Path) -> None:
    """The text would have no place in it."""
    bare, target = book.with_name("trong.docx"), book.with_name("khong.docx")
    Document().save(str(bare))
    words = ("--template", str(bare), "-o", str(target))
    refused = run("report", "annual", "2021", *words, book=book)

    assert refused.code == 2
    assert "template" in refused.err
    assert not target.exists()


def test_data_is_never_a_template(monkeypatch: pytest.MonkeyPatch) -> None:
    """Braces, tags and marks in texts and settings stay what they are."""
    use("vi")
    settings = {"office": "{{ 7*7 }} <w:p/>", "signer-name": "{% for %} & [[body]]"}
    letter = Letter(subject=N_("About"), day=date(2021, 1, 2), settings=settings)
    blocks = (Heading(N_("Head"), "I"), Paragraph("{{ 6*6 }} [[body]] <b>&</b>"))
    page = render(Result(Facts(N_("T"), blocks, letter=letter)), "docx", View())
    found = Document(io.BytesIO(page))

    texts = [each.text for each in found.paragraphs]
    assert "{{ 6*6 }} [[body]] <b>&</b>" in texts
    assert "{{ 7*7 }} <w:p/>" in lines(found.tables[0].rows[0].cells[0])
    monkeypatch.undo()


def test_the_template_of_the_package_is_what_its_tool_makes() -> None:
    """The same bytes out of every run."""
    spec = spec_from_file_location("template_tool", ROOT / "tools" / "template.py")
    assert spec
    assert spec.loader
    tool = module_from_spec(spec)
    sys.modules[spec.name] = tool
    spec.loader.exec_module(tool)

    first, second = tool.build(), tool.build()
    assert first == second
    assert _parts(first) == _parts(shipped())


def _parts(page: bytes) -> list[str]:
    body = Document(io.BytesIO(page)).element.body
    return [str(each.text) for each in body.iter(qn("w:t"))]
