"""One month of payments as four programs save it: every file brings in the same entries.

The files in ``office`` were made from its CSV by LibreOffice 7.4 (columns of text, days day-first,
numbers with a decimal comma); the last one is written here by openpyxl. ``o-loi`` are one sheet
with cells of an error and a cell that shows thousands, saved by LibreOffice in three formats.
"""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path

import openpyxl
import pytest
from tests.shell import ok, run

OFFICE = Path(__file__).parent / "office"
PLAIN = OFFICE / "giai-ngan.csv"


@pytest.mark.parametrize("ending", ["xlsx", "xls", "ods"])
def test_a_workbook_of_libreoffice_says_what_the_text_file_says(
    ending: str, fresh_book: Path, tmp_path: Path
) -> None:
    """Days, exact đồng of a column in millions, codes with zeros, text that begins with =."""
    plain = tmp_path / "plain.sqlite"
    plain.write_bytes(fresh_book.read_bytes())

    assert _entries(fresh_book, PLAIN.with_suffix(f".{ending}")) == _entries(plain, PLAIN)


@pytest.mark.parametrize("ending", ["xlsx", "xls", "ods"])
def test_a_cell_without_a_value_is_refused_in_every_format(ending: str, fresh_book: Path) -> None:
    """A kind that is an error is not the kind that an empty cell means: a refund, not a payment."""
    words = ["disburse", "import", str(OFFICE / f"o-loi.{ending}"), "--over-plan", "chờ", "--json"]
    done = run(*words, book=fresh_book)

    assert done.code == 1
    assert [(each["line"], each["code"]) for each in json.loads(done.out)["errors"]] == [
        (3, "cell-error"),
        (4, "cell-shows-otherwise"),
        (6, "cell-error"),
    ]


def test_a_workbook_of_openpyxl_says_what_the_text_file_says(
    fresh_book: Path, tmp_path: Path
) -> None:
    """It is written cell by cell as a script would."""
    plain = tmp_path / "plain.sqlite"
    plain.write_bytes(fresh_book.read_bytes())
    workbook = openpyxl.Workbook()
    rows = (
        ["", "", "Đơn vị tính: triệu đồng"],
        ["Mã chương trình", "Ngày", "Số tiền", "Địa bàn", "Loại vốn", "Số chứng từ", "Diễn giải"],
        ["DA1", _day("01/11/2021"), 5857.25, "043", "đầu tư", "PC-001", _FIRST],
        ["DA1", _day("15/11/2021"), 0.000001, "042", "sự nghiệp", "0002", "=1+1"],
        ["DA2", _day("05/06/2021"), 1200, None, None, 'PC "3"', "Hỗ trợ đồng bào H'Mông"],
        ["DA2", _day("24/11/2021"), 52.1, "Bảo Lạc", "đầu tư", "PC-004", _LAST],
        ["Tổng cộng", None, 7109.350001],
    )
    for row in rows:
        workbook.active.append(row)
    workbook.active["G4"].data_type = "s"  # a text, as a clerk types it behind an apostrophe
    workbook.save(tmp_path / "thang-11.xlsx")

    assert _entries(fresh_book, tmp_path / "thang-11.xlsx") == _entries(plain, PLAIN)


_FIRST = "Đợt 1, thanh toán khối lượng"
_LAST = "Đợt 2; hộ nghèo"


def _day(text: str) -> datetime:
    return datetime.strptime(text, "%d/%m/%Y")  # noqa: DTZ007 - a cell has no time zone


def _entries(book: Path, file: Path) -> object:
    """Import a file, and return the entries the book then lists."""
    words = ("--over-plan", "chờ giao kế hoạch")
    ok("disburse", "import", str(file), *words, book=book)
    entries = ok("disburse", "list", "--json", book=book).data
    assert [each["amount"] for each in entries] == [5_857_250_000, 1, 1_200_000_000, 52_100_000]
    return entries
