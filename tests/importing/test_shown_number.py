"""A number is what its cell shows: scales, words, percent, zeros in front."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from odf.opendocument import OpenDocumentSpreadsheet
from odf.table import Table, TableCell, TableRow
from odf.text import P
from tests.importing.reading import Outcome, read, requested

from ethnictrack.importing.files.number_format import shown_number, told_number
from ethnictrack.importing.import_fields import ACTIVITY

HEADING = ["program", "date", "voucher", "amount"]


@pytest.mark.parametrize(
    ("value", "code", "text"),
    [
        (5857, '#,##0" triệu"', "5.857 triệu"),
        (52e6, "#,##0,,", "52"),
        (1234567, '#,##0.00,," tr"', "1,23 tr"),
        (0.729, "0.0%", "72,9%"),
        (115, "000000", "000115"),
        (123456, r"00\-00\-00", "12-34-56"),
        (5, '0" người"', "5 người"),
        (-5, '0;"giảm "0', "giảm 5"),
        (5.5, "# ?/?", ""),
        (1e12, "0.00E+00", ""),
        (5, "[>3]0;0.0", ""),
        (5857, 'General" triệu"', "5857 triệu"),
        (1234, '000"-"000', "001-234"),
        (-5, "0;", ""),
        (5, '"đã trả"', "đã trả"),
        (12345678901234567, "General", ""),
    ],
)
def test_a_format_shows_another_number(value: float, code: str, text: str) -> None:
    """Or one that cannot be told, which is shown as nothing."""
    found = shown_number(value, code)

    assert found is not None
    assert found.shows == text


@pytest.mark.parametrize(
    "code",
    [
        *(
            "General",
            "0",
            "0.00",
            "#,##0",
            "#,##0.00",
            '#,##0" đ"',
            "[$₫-42A]#,##0",
            "@",
        ),
        *("#,##0;[Red](#,##0)", r'_-* #,##0\ _₫_-;\-* #,##0\ _₫_-;_-* "-"??\ _₫_-;_-@_-'),
    ],
)
@pytest.mark.parametrize("value", [0, 1234.5, -7, 10**12])
def test_marks_rounding_and_signs_of_currency_change_nothing(value: float, code: str) -> None:
    """The number stands for itself."""
    assert shown_number(value, code) is None


@pytest.mark.parametrize(
    ("value", "text", "other"),
    [
        (5857, "5.857", False),
        (5857, "5,857.00 đ", False),
        (5857.4, "5.857", False),
        (5857, "5.857 triệu", True),
        (52e6, "52", True),
        (115, "000115", True),
        (0, "-", False),
    ],
)
def test_a_text_beside_a_number_tells_the_same(value: float, text: str, other: bool) -> None:  # noqa: FBT001
    """Under either convention, as a file keeps it for its readers."""
    assert (told_number(value, text)[0] is not None) is other


def payment(folder: Path, amount: float, code: str, voucher: object = "U1", zeros: str = "") -> Any:  # noqa: ANN401
    """Read a payment whose amount has a format, out of a workbook."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(HEADING)
    sheet.append(["CT", date(2021, 11, 15), voucher, amount])
    sheet["D2"].number_format = code
    if zeros:
        sheet["C2"].number_format = zeros
    book.save(folder / "rows.xlsx")
    return read(folder / "rows.xlsx", requested())


def test_a_unit_in_the_format_is_the_unit_of_the_cell(tmp_path: Path) -> None:
    """It is seen as well as one that is typed."""
    assert payment(tmp_path, 5857, '#,##0" triệu"').amounts == [5_857_000_000]


@pytest.mark.parametrize("code", ["#,##0,,", "0%", '0" người"', "# ?/?"])
def test_an_amount_that_shows_another_is_refused(tmp_path: Path, code: str) -> None:
    """With what it holds and what it shows."""
    assert payment(tmp_path, 52_000_000, code).codes == ["cell-shows-otherwise"]


def test_zeros_of_a_format_are_part_of_a_voucher(tmp_path: Path) -> None:
    """As everyone reads it."""
    assert payment(tmp_path, 5, "0", 115, "000000").values[0]["voucher"] == "000115"


def test_a_percentage_is_what_it_shows(tmp_path: Path) -> None:
    """72,9%, and not 0,729."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["Mã", "Tên", "ĐVT", "Thực hiện"])
    sheet.append(["T1", "Tỷ lệ", "%", 0.729])
    sheet.append(["T2", "Tỷ lệ", "%", 0.8])
    for cell in ("D2", "D3"):
        sheet[cell].number_format = "0.0%"
    book.save(tmp_path / "rows.xlsx")

    found = read(tmp_path / "rows.xlsx", requested(ACTIVITY))

    assert [str(each["actual"].value) for each in found.values] == ["72.9", "80"]  # type: ignore[attr-defined]


def ods(folder: Path, text: str, value: float) -> Outcome:
    """Read a payment out of an ODS file whose cell shows a text."""
    book = OpenDocumentSpreadsheet()
    table = Table(name="A")
    for row in (["program", "amount"], ["CT", (value, text)]):
        line = TableRow()
        for each in row:
            shows = each if isinstance(each, str) else each[1]
            number = {} if isinstance(each, str) else {"value": each[0]}
            cell = TableCell(valuetype="float" if number else "string", **number)
            cell.addElement(P(text=shows))
            line.addElement(cell)
        table.addElement(line)
    book.spreadsheet.addElement(table)
    book.save(folder / "rows.ods")
    return read(folder / "rows.ods", requested())


def test_ods_tells_what_its_cells_show(tmp_path: Path) -> None:
    """Beside the number."""
    assert ods(tmp_path, "5.857", 5857).amounts == [5857]
    assert ods(tmp_path, "5.857 triệu", 5857).amounts == [5_857_000_000]
    assert ods(tmp_path, "52", 52e6).codes == ["cell-shows-otherwise"]
