"""The same rows as text and as workbooks of two programs: the same entries, to the đồng."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from odf.opendocument import OpenDocumentSpreadsheet
from odf.table import Table, TableCell, TableRow
from odf.text import P
from tests.shell import ok

_HEADING = ["Mã chương trình", "Ngày", "Số tiền (triệu đồng)", "Số chứng từ", "Diễn giải"]
_ROWS = [
    ("DA1", date(2021, 6, 15), "5.857", "043", "Đợt 1"),
    ("DA2", date(2021, 7, 1), "1,5", "PC-2", "=SUM(A1)"),
    ("DA1", date(2021, 7, 1), "0,000001", "PC-3", "Một đồng"),
]


def _number(text: str) -> float:
    return float(text.replace(".", "").replace(",", "."))


def _csv(path: Path) -> None:
    lines = [";".join(_HEADING)]
    lines += [";".join((code, f"{day:%d/%m/%Y}", *rest)) for code, day, *rest in _ROWS]
    path.write_text("\n".join(lines), encoding="utf-8")


def _xlsx(path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(_HEADING)
    for code, day, amount, voucher, note in _ROWS:
        sheet.append([code, day, _number(amount), voucher, note])
        sheet.cell(sheet.max_row, 5).data_type = "s"  # a text, whatever it begins with
    book.save(path)


def _ods(path: Path) -> None:
    document = OpenDocumentSpreadsheet()
    table = Table(name="Giải ngân")
    for row in (_HEADING, *_ROWS):
        line = TableRow()
        for place, value in enumerate(row):
            line.addElement(_cell(value, number=place == 2 and row is not _HEADING))
        table.addElement(line)
    document.spreadsheet.addElement(table)
    document.save(path)


def _cell(value: str | date, *, number: bool) -> TableCell:
    if isinstance(value, date):
        cell = TableCell(valuetype="date", datevalue=value.isoformat())
    elif number:
        cell = TableCell(valuetype="float", value=repr(_number(value)))
    else:
        cell = TableCell(valuetype="string")
    cell.addElement(P(text=str(value)))
    return cell


@pytest.mark.parametrize(("ending", "write"), [("csv", _csv), ("xlsx", _xlsx), ("ods", _ods)])
def test_a_workbook_brings_in_what_the_text_does(
    fresh_book: Path, ending: str, write: object
) -> None:
    """A number cell of 5857 under triệu đồng is 5.857.000.000 đồng, no more and no less."""
    book = Path(shutil.copy(fresh_book, fresh_book.with_name("copy.sqlite")))
    path = book.with_name(f"rows.{ending}")
    assert callable(write)
    write(path)
    for program in ("DA1", "DA2"):
        ok("allocate", "add", program, "10 tỷ", "--year", "2021", book=book)

    ok("disburse", "import", str(path), book=book)

    listed = ok("disburse", "list", "--json", book=book).data
    assert [
        (each["program"], each["date"], each["amount"], each["voucher"], each["note"])
        for each in listed
    ] == [
        ("DA1", "2021-06-15", 5_857_000_000, "043", "Đợt 1"),
        ("DA2", "2021-07-01", 1_500_000, "PC-2", "=SUM(A1)"),
        ("DA1", "2021-07-01", 1, "PC-3", "Một đồng"),
    ]
