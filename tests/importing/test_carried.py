"""A row is known by what it carries: words alone never take one away."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest
from tests.importing.reading import Outcome, read, read_rows, read_text, requested

from ethnictrack.importing.cell import Row
from ethnictrack.importing.import_fields import ACTIVITY, ALLOCATION, PLACE, PROGRAM
from ethnictrack.importing.sheets.outline import Outline
from ethnictrack.nouns.batch import Aside

# Names that begin like a total, a signature or a note, and are none.
NAMES = [
    "Công ty TNHH Hoàng Long",
    "Công trình nước sạch",
    "Công tác tuyên truyền",
    "Cộng tác viên dân số",
    "Cộng đồng dân cư xóm Cốc Phát",
    "Tổng công ty Điện lực",
    "Tổng số văn bản ban hành",
    "Tổng hợp báo cáo",
    "Xã Tống Phan",
    "Kỳ họp thứ ba",
    "Ký kết giao ước thi đua",
    "Kế toán các xã được tập huấn",
    "Chủ tịch UBND các xã được bồi dưỡng",
    "Trưởng bản và người có uy tín",
    "Nguồn nước xóm Lũng Pán",
    "Trong đó có 3 xóm đặc biệt khó khăn",
    "Gồm nhà văn hóa và sân",
    "Phần mềm kế toán",
    "Giám đốc các hợp tác xã",
]


def registered(folder: Path, fields: object, text: str) -> Outcome:
    """Read a text as a register."""
    path = folder / "rows.csv"
    path.write_bytes(text.encode())
    return read(path, requested(fields))  # type: ignore[arg-type]


def aside(found: Outcome) -> list[tuple[int, str]]:
    """Return the lines that were set aside, and why."""
    assert found.intake is not None
    return [(each.line, str(each.kind)) for each in found.intake.aside]


@pytest.mark.parametrize("name", NAMES)
def test_a_register_keeps_a_name_whatever_it_begins_with(tmp_path: Path, name: str) -> None:
    """In either order of the columns, in every register."""
    for fields, heading in ((PROGRAM, "Tên;Mã"), (PLACE, "Tên;Mã"), (ACTIVITY, "Tên;Mã;ĐVT")):
        unit = ";lớp" if fields is ACTIVITY else ""
        text = f"{heading}\nĐầu tiên;W-01{unit}\n{name};W-02{unit}\nCuối cùng;W-03{unit}\n"

        found = registered(tmp_path, fields, text)

        assert ([each["name"] for each in found.values][1:2], found.codes) == ([name], [])
        assert len(found.records) == 3
        assert aside(found) == []


@pytest.mark.parametrize("name", NAMES)
def test_a_payment_to_or_for_anything_is_kept(tmp_path: Path, name: str) -> None:
    """Though its amount is that of the row above: it has a day and a voucher of its own."""
    heading = "Đơn vị thụ hưởng;Số chứng từ;Mã chương trình;Ngày;Số tiền\n"
    rows = f"UBND xã A;U1;CT;2/11/2021;200\n{name};U2;CT;3/11/2021;200\nTổng cộng;;;;400\n"

    found = read_text(tmp_path, heading + rows)

    assert (found.amounts, found.codes, aside(found)) == ([200, 200], [], [(4, "total")])


@pytest.mark.parametrize("label", ["Tổng cộng", "Cộng", "TỔNG SỐ", "Cộng mục I", "TONG CONG"])
def test_a_voucher_or_a_day_makes_a_record_whatever_its_text(tmp_path: Path, label: str) -> None:
    """Even with the very words of a total."""
    heading = "Diễn giải;Số chứng từ;Mã chương trình;Ngày;Số tiền\n"

    found = read_text(tmp_path, heading + f"x;U1;CT;2/11/2021;200\n{label};U2;CT;3/11/2021;200\n")

    assert (found.amounts, found.codes) == ([200, 200], [])


def test_a_row_with_both_readings_is_refused_and_shown(tmp_path: Path) -> None:
    """It calls itself a total, and has a programme and an amount."""
    rows = "Diễn giải;Mã chương trình;Số tiền\nx;CT;200\nCộng;CT;200\n"

    found = read_text(tmp_path, rows)
    skipped = read_text(tmp_path, rows, skip_rows=frozenset({3}))

    assert found.codes == ["row-two-ways"]
    assert (skipped.amounts, aside(skipped)) == ([200], [(3, "asked")])


def test_a_label_with_all_that_a_plan_needs_is_refused(tmp_path: Path) -> None:
    """It has an amount and a year, as a record has; with an amount only it is a total."""
    heading = "program,amount,year,decision\nQ1,5000,2021,a\n"

    found = registered(tmp_path, ALLOCATION, heading + "Tổng,5000,2021,\n")
    total = registered(tmp_path, ALLOCATION, heading + "Tổng,5000,,\n")

    assert found.codes == ["row-two-ways"]
    assert (total.amounts, total.codes, aside(total)) == ([5000], [], [(3, "total")])


def test_an_upper_row_with_a_voucher_of_its_own_is_refused(tmp_path: Path) -> None:
    """Its number says that it heads others, its voucher that it was paid."""
    heading = "STT;Mã chương trình;Số chứng từ;Số tiền\n"

    found = read_text(tmp_path, heading + "I;DA1;U1;3\n1;DA1.1;U2;1\n2;DA1.2;U3;2\n")

    assert "row-two-ways" in found.codes


def test_a_code_alone_makes_no_record_of_a_sum(tmp_path: Path) -> None:
    """Where the numbering puts rows below it that add up to it."""
    heading = "STT;Mã chương trình;Số tiền\n"

    found = read_text(tmp_path, heading + "I;DA1;3\n1;DA1.1;1\n2;DA1.2;2\n")
    wrong = read_text(tmp_path, heading + "I;DA1;4\n1;DA1.1;1\n2;DA1.2;2\n")

    assert (found.amounts, found.codes, aside(found)) == ([1, 2], [], [(2, "subtotal")])
    assert wrong.codes == ["subtotal-mismatch"]


def test_a_heading_in_another_order_is_refused(tmp_path: Path) -> None:
    """Taken for a repeated one, target and result would change places."""
    text = (
        "Mã,Tên,ĐVT,Năm,Kế hoạch,Thực hiện\nT1,a,tờ,2021,100,80\n"
        "Mã,Tên,ĐVT,Năm,Thực hiện,Kế hoạch\nT2,b,lớp,2021,9,20\n"
    )

    found = registered(tmp_path, ACTIVITY, text)

    assert found.codes == ["heading-moved"]


def test_a_record_above_the_heading_is_refused(tmp_path: Path) -> None:
    """It would be lost between the titles."""
    found = read_text(
        tmp_path, "CT1;5000;1/2/2021\nMã chương trình;Số tiền;Ngày\nCT2;6000;1/2/2021\n"
    )

    assert found.codes == ["row-above-heading"]


def test_a_record_below_the_end_is_refused(tmp_path: Path) -> None:
    """Signatures end a table; what is no end is set aside by its line."""
    text = "program;amount\nCT;5\nNgười lập biểu;\nCT2;6\n"

    found = read_text(tmp_path, text)
    skipped = read_text(tmp_path, text, skip_rows=frozenset({3}))

    assert found.codes == ["row-below-end"]
    assert skipped.amounts == [5, 6]


def test_everything_with_content_is_taken_or_named(tmp_path: Path) -> None:
    """From the title to the signature, with all that stands in the line."""
    found = read_rows(
        tmp_path,
        ["UBND XÃ A", "", ""],
        ["", "", "Đơn vị tính: triệu đồng"],
        ["Mã chương trình", "Số tiền", "Loại vốn"],
        ["A", "1", "2"],
        ["CT", 5, "đầu tư"],
        ["", "", ""],
        ["Tổng cộng", 5, ""],
        ["(Bằng chữ: năm triệu đồng)", "", ""],
        ["Người lập", "", "Thủ trưởng đơn vị"],
        ["Nguyễn Văn A", "", "Trần Văn B"],
    )

    assert (found.amounts, found.codes) == ([5_000_000], [])
    assert aside(found) == [
        (1, Aside.TITLE),
        (2, Aside.TITLE),
        (4, Aside.NUMBERS),
        (7, Aside.TOTAL),
        (8, Aside.CLOSING),
        (9, Aside.CLOSING),
        (10, Aside.CLOSING),
    ]
    assert found.intake is not None
    assert found.intake.aside[3].text == "Tổng cộng | 5"


def test_the_numbers_of_columns_are_known_in_any_form(tmp_path: Path) -> None:
    """Letters first, then numbers, with what is added up."""
    for numbers in ("A;B;C;1", "1;2;3;4=2+3", "a;b;1;2"):
        found = read_text(tmp_path, f"STT;program;note;amount\n{numbers}\n1;CT;x;5\n")

        assert (found.amounts, found.codes) == ([5], [])


def test_a_heading_of_several_rows_may_hold_years(tmp_path: Path) -> None:
    """Only a row of numbers is none of the heading."""
    found = read_rows(
        tmp_path,
        ["Mã chương trình", "Dự toán năm 2021", "", "Số tiền"],
        ["", "Chuyển từ năm 2020", "Năm 2021", ""],
        ["CT", 1, 2, 5],
        mapping={"-": "*"},
    )

    assert (found.amounts, found.codes) == ([5], [])


def test_a_merge_over_a_column_without_heading_hides_nothing(tmp_path: Path) -> None:
    """Forms merge two narrow columns into one."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (["program", "note", None, "amount"], ["CT", "x", None, 5]):
        sheet.append(row)
    sheet.merge_cells("B1:C1")
    sheet.merge_cells("B2:C2")
    book.save(tmp_path / "rows.xlsx")

    assert read(tmp_path / "rows.xlsx", requested()).codes == []


def test_a_row_that_gets_lost_inside_refuses_the_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The importer counts what it was given, and what became of it."""
    whole = Outline.rows

    def losing(outline: Outline, rows: Iterator[Row]) -> Iterator[Row]:
        return (row for row in whole(outline, rows) if row[0] != 3)

    monkeypatch.setattr(Outline, "rows", losing)

    found = read_text(tmp_path, "program;amount\nA;1\nB;2\n")

    assert found.codes == ["rows-uncounted"]


@pytest.mark.parametrize("nothing", ["0", "-", "–", ""])
def test_rows_without_an_amount_may_be_set_aside(tmp_path: Path, nothing: str) -> None:
    """When that is asked for; else each of them is refused."""
    text = f"program;note;amount\nA;x;5\nB;y;{nothing}\n"

    skipped = read_text(tmp_path, text, skip_zero=True)
    refused = read_text(tmp_path, text)

    assert (skipped.amounts, skipped.codes, aside(skipped)) == ([5], [], [(3, "zero")])
    assert len(refused.codes) == 1
