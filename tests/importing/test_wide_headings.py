"""Headings of several rows as forms have them, and what stands once above the table."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from tests.importing.reading import read_rows, read_text

from ethnictrack.importing.import_fields import ALLOCATION

PLANNED = ("STT", "Đơn vị, dự toán", "Dự toán năm 2024", "", "", "Thực hiện giải ngân", "", "")
SPLIT = ("", "", "Năm 2023 chuyển sang", "Năm nay", "Cộng", "Rút dự toán tại kho bạc", "", "")
LOWER = ("", "", "", "", "", "Dự toán được thông báo", "Thanh toán KLHT", "Đạt tỉ lệ")
NUMBERS = (1, 2, 3, 4, "5=3+4", 6, 7, "8=7/6")


def test_what_stands_below_the_other_side_is_left_out_understood_or_not(tmp_path: Path) -> None:
    """Money brought from an earlier year is no plan of this one, and neither is its sum with it."""
    rows = [
        PLANNED,
        SPLIT,
        LOWER,
        NUMBERS,
        ("1", "CT135.1", 1_000_000, 4_000_000, 5_000_000, 5_000_000, 2_000_000, "40,0%"),
        ("2", "CT135.2", 0, 2_000_000, 2_000_000, 2_000_000, 800_000, "40,0%"),
    ]
    found = read_rows(tmp_path, *rows, fields=ALLOCATION)
    assert (found.codes, found.amounts) == ([], [4_000_000, 2_000_000])
    assert [each["year"] for each in found.values] == [2024, 2024]
    assert found.intake
    assert len(found.intake.left_out) == 5
    told = [each.text for each in found.intake.notes]
    assert sum("allocate carry" in each for each in told) == 2


@pytest.mark.parametrize(
    "heading",
    [
        "Kế hoạch vốn năm 2023 kéo dài sang năm 2024",
        "Vốn năm trước chuyển sang",
        "Dự toán được phép chuyển nguồn",
        "Kế hoạch vốn kéo dài từ năm 2023 sang năm 2024",
    ],
)
def test_money_of_an_earlier_year_is_known_by_its_heading(tmp_path: Path, heading: str) -> None:
    """It is left out, and the plan of the year is taken."""
    text = f"Mã CT,Năm,{heading},Kế hoạch vốn năm 2024\nA,2024,5000000,7000000\n"
    found = read_text(tmp_path, text, fields=ALLOCATION)
    assert (found.codes, found.amounts) == ([], [7_000_000])
    assert found.intake
    assert found.intake.left_out == [heading]


def test_what_was_paid_of_such_money_is_not_understood(tmp_path: Path) -> None:
    """A payment is never left out by a word of its heading."""
    text = "Mã CT,Ngày,Giải ngân,Giải ngân vốn kéo dài\nA,2/3/2024,5000000,7000000\n"
    assert read_text(tmp_path, text).codes == ["heading-unknown"]


@pytest.mark.parametrize(
    ("wide", "number", "day"),
    [
        ("Chứng từ, hoá đơn", "Số", "Ngày"),
        ("Chứng từ", "Số hiệu", "Ngày, tháng"),
        ("Chứng từ ghi sổ", "Số", "Ngày tháng năm"),
        ("Hóa đơn, chứng từ", "Số", "Ngày"),
    ],
)
def test_number_and_day_of_a_voucher_stand_below_a_wide_heading(
    tmp_path: Path, wide: str, number: str, day: str
) -> None:
    """The programme stands above the table, and a note says that it was taken."""
    rows = [
        ("Kinh phí: Chương trình 135, tiểu dự án 2",),
        ("STT", wide, "", "", "Nội dung chi tiêu", "Số tiền"),
        ("", "Loại", number, day, "", ""),
        (1, "PC", "PC-0115", date(2021, 11, 3), "Giống lợn", 360_000_000),
        (2, "UNC", "UNC-0207", date(2021, 11, 10), "Tập huấn", 42_500_000),
        ("", "", "", "", "Tổng cộng", 402_500_000),
    ]
    found = read_rows(tmp_path, *rows)
    assert (found.codes, found.amounts) == ([], [360_000_000, 42_500_000])
    assert [each["voucher"] for each in found.values] == ["PC-0115", "UNC-0207"]
    assert {each["program"] for each in found.values} == {"Chương trình 135, tiểu dự án 2"}
    assert found.intake
    assert len(found.intake.notes) == 1


@pytest.mark.parametrize(
    "title", ["Kinh phí: thường xuyên", "Kinh phí thực hiện năm 2021", "Kinh phí:", "Số: 12"]
)
def test_a_title_that_names_no_programme_gives_none(tmp_path: Path, title: str) -> None:
    """A class of money is no programme, and neither is a number."""
    text = f"{title},,\nNgày,Số chứng từ,Số tiền\n2/3/2021,PC-1,5000000\n"
    assert read_text(tmp_path, text).codes == ["heading-missing"]


def test_two_programmes_above_a_table_are_none(tmp_path: Path) -> None:
    """It cannot be told which of them is meant."""
    text = "Dự án: A,,\nDự án: B,,\nNgày,Số chứng từ,Số tiền\n2/3/2021,PC-1,5000000\n"
    assert read_text(tmp_path, text).codes == ["heading-missing"]


@pytest.mark.parametrize(
    "heading",
    ["Tỷ lệ so với kế hoạch", "Đạt tỉ lệ", "Tỷ lệ % giải ngân", "% giải ngân", "Giải ngân (%)"],
)
def test_a_rate_is_left_out_whatever_it_is_of(tmp_path: Path, heading: str) -> None:
    """It says nothing of its own."""
    text = f"Mã CT,Ngày,Số tiền,{heading}\nA,2/3/2021,5000000,50%\n"
    found = read_text(tmp_path, text)
    assert (found.codes, found.amounts) == ([], [5_000_000])
    assert found.intake
    assert found.intake.left_out == [heading]


def test_percentages_are_no_money(tmp_path: Path) -> None:
    """Below a unit line they would be taken for millions."""
    text = 'Đơn vị: triệu đồng,,\nMã CT,Ngày,% giải ngân\nA,2/3/2021,"43,6"\n'
    assert read_text(tmp_path, text).codes == ["heading-missing"]


@pytest.mark.parametrize(
    "numbers",
    [
        ("A", "B", "1=2+3", "2", "3", "C"),
        ("A", "B", 1, 2, 3, 4),
        ("(1)", "(2)", "(3)=(4)+(5)", "(4)", "(5)", "(6)"),
        ("1", "2", "3", "4", "5", "6=4/3%"),
    ],
)
def test_a_row_numbers_the_columns_in_letters_and_numbers(
    tmp_path: Path, numbers: tuple[object, ...]
) -> None:
    """Columns of words may have letters at both ends of the table."""
    rows = [
        ("STT", "Dự án", "Kế hoạch vốn năm 2024", "", "", "Ghi chú"),
        ("", "", "Tổng số", "NSTW", "NSĐP", ""),
        numbers,
        (1, "CT135.1", 3_000_000, 2_000_000, 1_000_000, "Đợt 1"),
    ]
    found = read_rows(tmp_path, *rows, fields=ALLOCATION)
    assert (found.codes, found.amounts) == ([], [2_000_000, 1_000_000])
