"""Units of money as offices write them, and what only looks like one."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.importing.reading import read_text

from ethnictrack.values.money import Scale

KNOWN = {
    Scale.DONG: ["đồng", "VNĐ", "VND", "đ", "Đồng Việt Nam", "đồng."],
    Scale.NGHIN: ["nghìn đồng", "ngàn đ", "1.000đ", "1000 đ", "1.000 đồng", "nghìn VNĐ", "x1000đ"],
    Scale.TRIEU: [
        *("triệu đồng", "Triệu VNĐ", "Tr đồng", "tr.đ", "trđ", "tr.", "triệu đồng.", "TRIỆU Đ"),
        *("tr. đồng", "x 1.000.000 đồng"),
        *("1.000.000đ", "1.000.000 đồng", "Triệu dồng", "Triệu đổng", "triệu đồng (làm tròn)"),
        *("Triệu đồng, %", "triệu VND", "million VND"),
    ],
    Scale.TY: ["tỷ đồng", "tỉ đồng", "tỷ VNĐ", "1.000.000.000 đồng"],
}
STRANGE = [
    *("Tiệu đồng", "Triệu đồng/năm", "USD", "nghìn tỷ", "trăm đồng", "người", "x1000", "x 1.000"),
    "%",
]
LINES = [
    "Đơn vị tính: {unit}",
    "Ðơn vị tính: {unit}",
    "ĐVT: {unit}",
    "Đv tính: {unit}",
    "(Đơn vị tính: {unit})",
    "Biểu số 01 - ĐVT: {unit}",
]


@pytest.mark.parametrize("line", LINES)
@pytest.mark.parametrize(("scale", "unit"), [(s, one) for s, each in KNOWN.items() for one in each])
def test_a_unit_above_the_table_is_understood(
    tmp_path: Path, line: str, scale: Scale, unit: str
) -> None:
    """However it is written, and wherever it stands in its line."""
    found = read_text(tmp_path, f"{line.format(unit=unit)};;\nprogram;amount;note\nCT;3;x\n")

    assert (found.amounts, found.codes) == ([3 * scale.size], [])


@pytest.mark.parametrize("line", LINES)
@pytest.mark.parametrize("unit", STRANGE)
def test_a_unit_that_is_not_understood_refuses_the_file(
    tmp_path: Path, line: str, unit: str
) -> None:
    """Never read as đồng; --unit answers."""
    text = f"{line.format(unit=unit)};;\nprogram;amount;note\nCT;3;x\n"

    assert read_text(tmp_path, text).codes == ["unit-unknown"]
    assert read_text(tmp_path, text, scale=Scale.TY).amounts == [3_000_000_000]


@pytest.mark.parametrize("unit", [*STRANGE, "lũy kế"])
def test_a_bracket_of_a_money_heading_is_a_unit_or_refused(tmp_path: Path, unit: str) -> None:
    """A percentage or another currency is no amount of the row."""
    assert read_text(tmp_path, f"program;Số tiền ({unit})\nCT;3\n").codes == ["unit-unknown"]


@pytest.mark.parametrize("heading", ["Số tiền (1)", "Số tiền (5=3+4)", "Số tiền (bằng số)"])
def test_a_bracket_that_numbers_the_column_is_no_unit(tmp_path: Path, heading: str) -> None:
    """Nor is one that says how the amount is written."""
    assert read_text(tmp_path, f"program;{heading}\nCT;3\n").amounts == [3]


@pytest.mark.parametrize("line", ["Đơn vị: UBND xã Cô Ba", "Đơn vị: Ban Dân tộc", "Tên đơn vị: X"])
def test_the_unit_that_reports_is_none_of_money(tmp_path: Path, line: str) -> None:
    """An office is called so as well."""
    assert read_text(tmp_path, f"{line};\nprogram;amount\nCT;3\n").amounts == [3]


def test_the_unit_may_stand_in_the_next_cell(tmp_path: Path) -> None:
    """And an announcement without one is refused."""
    found = read_text(tmp_path, "Đơn vị tính:;triệu đồng\nprogram;amount\nCT;3\n")
    lost = read_text(tmp_path, "Đơn vị tính:;hộ\nprogram;amount\nCT;3\n")

    assert (found.amounts, lost.codes) == ([3_000_000], ["unit-unknown"])


def test_two_units_above_a_table_are_refused(tmp_path: Path) -> None:
    """Nobody can tell which one holds."""
    text = "ĐVT: đồng;\nĐơn vị tính: triệu đồng;\nprogram;amount\nCT;3\n"

    assert read_text(tmp_path, text).codes == ["units-differ"]


@pytest.mark.parametrize(
    "line",
    [
        *("Tiền tính bằng trăm nghìn đồng", "(USD)", "[USD]", "(nghìn tỷ)", "Currency: USD"),
        *("Số liệu tính theo đơn vị chục triệu", "Loại tiền: Yên Nhật", "Đô la Mỹ"),
        *("(x1000)", "(x 1.000)", "BẢNG KÊ (x 1000)", "Giá trị: trăm nghìn đồng"),
        *("BẢNG KÊ (nghìn tỷ) năm 2021", "Tính bằng trăm đồng/hộ", "Amounts in hundred VND"),
    ],
)
def test_a_line_that_only_a_unit_is_written_like_is_understood_or_refused(
    tmp_path: Path, line: str
) -> None:
    """In a sentence, in a bracket or alone: never read as đồng."""
    assert read_text(tmp_path, f"{line};\nprogram;amount\nCT;3\n").codes == ["unit-unknown"]


@pytest.mark.parametrize(
    ("line", "scale"),
    [
        ("Currency: thousand VND", Scale.NGHIN),
        ("Số liệu tính bằng 1.000", Scale.NGHIN),
        ("Tiền tính bằng triệu đồng", Scale.TRIEU),
        ("BẢNG KÊ (tỷ đồng) năm 2021", Scale.TY),
        ("BẢNG KÊ (x1000đ)", Scale.NGHIN),
        ("(1.000đ)", Scale.NGHIN),
        ("Giá trị: nghìn đồng", Scale.NGHIN),
        ("Biểu số 2 - triệu đồng", Scale.TRIEU),
        ("Đơnvịtính: triệu đồng", Scale.TRIEU),
    ],
)
def test_a_sentence_may_say_a_unit_that_is_known(tmp_path: Path, line: str, scale: Scale) -> None:
    """It holds as one in a line of its own."""
    assert read_text(tmp_path, f"{line};\nprogram;amount\nCT;3\n").amounts == [3 * scale.size]


def test_two_units_in_one_line_are_refused(tmp_path: Path) -> None:
    """Nobody can tell which one holds."""
    text = '"Đơn vị tính: triệu đồng; nghìn đồng";\nprogram;amount\nCT;3\n'

    assert read_text(tmp_path, text).codes == ["units-differ"]


@pytest.mark.parametrize(
    ("heading", "scale"),
    [
        ("Số tiền, triệu đồng", Scale.TRIEU),
        ("Số tiền: tỷ đồng", Scale.TY),
        ("Số tiền - nghìn đồng", Scale.NGHIN),
        ("Số tiền/triệu đồng", Scale.TRIEU),
        ("Số tiền triệu đồng", Scale.TRIEU),
        ("Giải ngân trđ (1)", Scale.TRIEU),
        ("Giải ngân 1.000đ", Scale.NGHIN),
        ("Số tiền VNĐ", Scale.DONG),
        ("Giải ngân", Scale.DONG),
    ],
)
def test_a_money_heading_may_end_in_its_unit(tmp_path: Path, heading: str, scale: Scale) -> None:
    """Behind a mark, or as its last words."""
    found = read_text(tmp_path, f'program;"{heading}"\nCT;3\n')

    assert (found.codes, found.amounts) == ([], [3 * scale.size])


@pytest.mark.parametrize(
    "title",
    [
        *("Chủ tịch: Bà Tỷ", "Mức hỗ trợ: 1.000.000 đồng", "Mỗi hộ: mười triệu đồng"),
        *("Số tiền bằng chữ: Triệu đồng chẵn", "Biểu số 1 - Đồng Nai"),
        *("BẢNG KÊ CHI TIẾT (Dự án 1)", "Kinh phí tính theo đơn vị xã", "Đơn vị Đồng Văn"),
        *("Tính theo tỷ lệ phần trăm", "Tính theo đóng góp của dân", "Giá tính theo năm 2021"),
        *("Tổng kinh phí: 100 triệu đồng", "Hỗ trợ 5 triệu đồng mỗi hộ", "Đơn vị 100, xã A"),
        *("In 100 nghìn tờ rơi", "(Kèm theo Quyết định số 1000/QĐ)", "Công ty Tỷ Phú (Đồng Nai)"),
        *("Đơn vị: UBND huyện Đồng Văn", "Đơn vị: Xã Đồng Tâm", "Đơn vị: Công ty Đồng Tiến"),
        *("Các đơn vị tỉnh", "ĐƠN VỊ TỈNH", "Đơn vị: Sở Tài chính tỉnh Đồng Nai"),
    ],
)
def test_a_title_says_no_unit(tmp_path: Path, title: str) -> None:
    """Though words of money stand in it."""
    assert read_text(tmp_path, f'"{title}";\nprogram;amount\nCT;3\n').amounts == [3]


@pytest.mark.parametrize(
    ("heading", "code"),
    [
        ("Số tiền [k]", "unit-unknown"),
        ("Số tiền (nghìn đồng) (USD)", "unit-unknown"),
        ("Số tiền (nghìn đồng) [trăm triệu]", "unit-unknown"),
        ("Số tiền (nghìn đồng) [triệu đồng]", "units-differ"),
    ],
)
def test_every_bracket_of_a_heading_is_looked_at(tmp_path: Path, heading: str, code: str) -> None:
    """Round or square, and not only the first."""
    assert read_text(tmp_path, f"program;{heading}\nCT;3\n").codes == [code]


@pytest.mark.parametrize("remark", ["(1)", "(lũy kế)", "(năm 2021)", "[nghìn đồng]"])
def test_a_remark_behind_the_unit_changes_nothing(tmp_path: Path, remark: str) -> None:
    """It is no unit, or the same."""
    text = f"program;Số tiền (nghìn đồng) {remark}\nCT;3\n"

    assert read_text(tmp_path, text).amounts == [3_000]


@pytest.mark.parametrize(
    "line", ["Đơn vị: xã, triệu đồng/hộ", "Đơn vị: tram đồng", "Đơn vị tinh: chục triệu"]
)
def test_an_office_in_a_line_hides_no_unit(tmp_path: Path, line: str) -> None:
    """What may be a unit that is not known is refused all the same."""
    codes = read_text(tmp_path, f'"{line}";\nprogram;amount\nCT;3\n').codes

    assert codes == ["unit-unknown"]


@pytest.mark.parametrize("label", ["Ghi chú: ĐVT: triệu đồng", "Ghi chú: Đơn vị tính triệu đồng"])
def test_a_unit_below_the_table_is_not_passed_over(tmp_path: Path, label: str) -> None:
    """The rows were read in another; where they were read in it, it is a note."""
    rows = f"program;amount;note\nCT;3;x\n{label};;\n"

    assert read_text(tmp_path, rows).codes == ["unit-below"]
    assert read_text(tmp_path, f"ĐVT: triệu đồng;;\n{rows}").amounts == [3_000_000]
    assert read_text(tmp_path, rows, scale=Scale.NGHIN).amounts == [3_000]


def test_a_unit_between_the_rows_is_that_of_the_table_or_refused(tmp_path: Path) -> None:
    """A new page repeats it; another one holds for rows that were read without it."""
    rows = "program;amount\nCT;3\n{unit};\nCT;4\n"
    again = rows.format(unit="Đơn vị tính: triệu đồng")

    assert read_text(tmp_path, again).codes == ["unit-below"]
    same = read_text(tmp_path, f"Đơn vị tính: triệu đồng;\n{again}")
    assert (same.codes, same.amounts) == ([], [3_000_000, 4_000_000])
