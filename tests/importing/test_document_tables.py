"""Tables in Word and HTML files: each is a sheet, with the lines above it."""

from __future__ import annotations

from pathlib import Path

import docx
import pytest
from tests.importing.reading import Outcome, read, requested

from ethnictrack.importing.import_fields import ALLOCATION

HEADING = ["Mã chương trình", "Đơn vị thụ hưởng", "Số tiền"]


def word(path: Path, *tables: tuple[str, list[list[str]]]) -> Path:
    """Write a document: a line and a table below it, as often as is said."""
    document = docx.Document()
    for line, rows in tables:
        document.add_paragraph(line)
        table = document.add_table(rows=len(rows), cols=len(rows[0]))
        for at, row in enumerate(rows):
            for index, text in enumerate(row):
                table.cell(at, index).text = text
        document.add_paragraph("Người lập biểu")
    document.save(str(path))
    return path


def page(path: Path, body: str) -> Path:
    """Write a page."""
    path.write_text(f"<!DOCTYPE html><meta charset=utf-8><body>{body}</body>", encoding="utf-8")
    return path


def test_a_table_of_a_word_file_is_read_in_the_unit_above_it(tmp_path: Path) -> None:
    """As offices send them: the unit stands in a line of its own."""
    rows = [HEADING, ["CT1", "Công ty A", "1.500"], ["CT2", "Hộ ông\nB", "40,5"]]
    path = word(tmp_path / "a.docx", ("Đơn vị tính: triệu đồng", rows))

    found = read(path, requested())

    assert (found.codes, found.amounts) == ([], [1_500_000_000, 40_500_000])
    assert [each["payee"] for each in found.values] == ["Công ty A", "Hộ ông B"]


def test_of_several_tables_the_one_with_a_heading_is_meant(tmp_path: Path) -> None:
    """Letterheads are tables too; where two would do, both are named."""
    letter = ("", [["UBND TỈNH", "CỘNG HÒA"], ["SỞ TÀI CHÍNH", "Độc lập"]])
    first = ("Biểu số 1", [HEADING, ["CT1", "A", "1.000.000"]])
    second = ("Biểu số 2", [HEADING, ["CT2", "B", "2.000.000"]])

    one = read(word(tmp_path / "a.docx", letter, first), requested())
    two = read(word(tmp_path / "b.docx", first, second), requested())
    said = read(word(tmp_path / "b.docx", first, second), requested(sheet="2"))

    assert one.amounts == [1_000_000]
    assert two.refusal is not None
    assert two.refusal.code == "sheet-needed"
    assert two.refusal.facts()["sheets"] == ("“1 Biểu số 1”", "“2 Biểu số 2”")
    assert said.amounts == [2_000_000]


def test_merged_cells_of_a_word_file_leave_the_others_in_their_columns(tmp_path: Path) -> None:
    """A record of merged money is refused, as in a spreadsheet."""
    path = word(tmp_path / "a.docx", ("", [HEADING, ["CT1", "A", "1.000"], ["CT1", "B", "2.000"]]))
    document = docx.Document(str(path))
    table = document.tables[0]
    table.cell(2, 2).text = ""
    table.cell(1, 2).merge(table.cell(2, 2))
    document.save(str(path))

    assert "cell-merged" in read(path, requested()).codes


def test_a_table_of_a_page_keeps_its_columns(tmp_path: Path) -> None:
    """Whatever spans what, and whatever a cell holds besides its text."""
    body = """<p>Đơn vị tính: nghìn đồng</p><table><caption>Biểu 1</caption>
      <tr><td rowspan=2><td colspan=2>Danh sách chi</tr><tr><td>Quý I<td></tr>
      <tr><th>Mã chương trình<th>Đơn vị thụ hưởng<th>Số tiền</tr>
      <tr><td>CT1<td>C&ocirc;ng ty <b>A</b><br>chi nhánh<script>9</script><td> 1.500 </tr>
      <tr><td>CT2<td>B<!-- 7 --><td>2.000<svg><text>8</text></svg></tr></table>"""

    found = read(page(tmp_path / "a.html", body), requested())

    assert (found.codes, found.amounts) == ([], [1_500_000, 2_000_000])
    assert [each["payee"] for each in found.values] == ["Công ty A chi nhánh", "B"]


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ("<p>Không có bảng</p>", "workbook-unreadable"),
        ("<table><tr><td colspan=999>a<td>b</table>", "workbook-far-cell"),
        ("<table>" * 300, "workbook-unreadable"),
    ],
)
def test_a_page_that_is_no_table_is_refused(tmp_path: Path, body: str, code: str) -> None:
    """By name."""
    assert read(page(tmp_path / "a.html", body), requested()).codes == [code]


def test_a_file_that_is_called_word_and_is_none_is_refused(tmp_path: Path) -> None:
    """As spreadsheets are."""
    (tmp_path / "a.docx").write_text("Mã;Tên")

    assert read(tmp_path / "a.docx", requested()).codes == ["workbook-unreadable"]


def test_a_heading_of_two_rows_in_a_page_spans_rows_and_columns(tmp_path: Path) -> None:
    """The sum beside its parts is a check, and the row of numbers is none of money."""
    body = """<p>Đơn vị tính: triệu đồng</p><table>
    <tr><th rowspan="2">STT</th><th rowspan="2">Chương trình, dự án</th>
    <th colspan="3">Kế hoạch vốn năm 2025</th><th rowspan="2">Ghi chú</th></tr>
    <tr><th>Tổng số</th><th>NSTW</th><th>NSĐP</th></tr>
    <tr><td>A</td><td>B</td><td>1=2+3</td><td>2</td><td>3</td><td>C</td></tr>
    <tr><td colspan="2">Tổng cộng</td><td>150</td><td>120</td><td>30</td><td></td></tr>
    <tr><td>1</td><td>CT135.1</td><td>100</td><td>80</td><td>20</td><td>Đợt 1</td></tr>
    <tr><td>2</td><td>CT135.2</td><td>50</td><td>40</td><td>10</td><td></td></tr></table>"""
    _check_two_rows(read(page(tmp_path / "rows.html", body), requested(ALLOCATION)))


def test_a_heading_of_two_rows_in_a_word_file_spans_rows_and_columns(tmp_path: Path) -> None:
    """As a page does."""
    path = tmp_path / "rows.docx"
    document = docx.Document()
    document.add_paragraph("Đơn vị tính: triệu đồng")
    rows = [
        ["STT", "Chương trình, dự án", "Kế hoạch vốn năm 2025", "", "", "Ghi chú"],
        ["", "", "Tổng số", "NSTW", "NSĐP", ""],
        ["", "Tổng cộng", "150", "120", "30", ""],
        ["1", "CT135.1", "100", "80", "20", "Đợt 1"],
        ["2", "CT135.2", "50", "40", "10", ""],
    ]
    table = document.add_table(len(rows), 6)
    for at, row in enumerate(rows):
        for column, text in enumerate(row):
            table.cell(at, column).text = text
    for column in (0, 1, 5):
        table.cell(0, column).merge(table.cell(1, column))
    table.cell(0, 2).merge(table.cell(0, 4))
    document.save(str(path))
    _check_two_rows(read(path, requested(ALLOCATION)))


def _check_two_rows(found: Outcome) -> None:
    million = 1_000_000
    assert (found.codes, found.amounts) == ([], [each * million for each in (80, 20, 40, 10)])
    assert [each["year"] for each in found.values] == [2025] * 4
    assert [each["program"] for each in found.values] == [*["CT135.1"] * 2, *["CT135.2"] * 2]
