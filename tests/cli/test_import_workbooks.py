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
from tests.shell import ok, run

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


def test_rejects_of_several_sheets_stand_below_the_headings_of_their_own(
    fresh_book: Path, tmp_path: Path
) -> None:
    """Sheets have their columns in another order, or others besides; the place stands in front."""
    ok("place", "add", "X1", "Xã Một", "--level", "commune", book=fresh_book)
    ok("place", "add", "X2", "Xã Hai", "--level", "commune", book=fresh_book)
    ok("allocate", "add", "DA1", "1 tỷ", "--year", "2021", book=fresh_book)
    book = openpyxl.Workbook()
    sheets: dict[str, list[tuple[object, ...]]] = {
        "Xã Một": [("Mã chương trình", "Ngày", "Số tiền"), ("DA1", date(2021, 6, 15), 1000)],
        "Xã Hai": [
            ("Ngày", "Diễn giải", "Số tiền", "Mã chương trình"),
            (date(2021, 6, 16), "Đợt 2", 2000, "DA9"),
        ],
    }
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for cells in rows:
            sheet.append(cells)
    del book["Sheet"]
    book.save(tmp_path / "xa.xlsx")
    rejects = tmp_path / "loai.csv"
    said = ("--sheet", "all", "--rejects", str(rejects))

    assert run("disburse", "import", str(tmp_path / "xa.xlsx"), *said, book=fresh_book).code == 1
    heading, row = rejects.read_text(encoding="utf-8-sig").splitlines()

    assert heading == "Địa bàn,Mã chương trình,Ngày,Số tiền,Diễn giải,Lý do bị loại"
    assert row.startswith("Xã Hai,DA9,16/06/2021,2000,Đợt 2,")
    rejects.write_text(f"{heading}\n{row.replace('DA9', 'DA1', 1)}\n", encoding="utf-8")
    ok("disburse", "import", str(rejects), book=fresh_book)
    (entry,) = ok("disburse", "list", "--json", book=fresh_book).data
    assert (entry["place"], entry["amount"], entry["note"]) == ("X2", 2000, "Đợt 2")


def test_a_total_that_nobody_computed_is_not_said_to_be_checked(
    fresh_book: Path, tmp_path: Path
) -> None:
    """Neither is one that states no figure."""
    file = tmp_path / "tong.xlsx"
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (_HEADING, ["DA1", date(2021, 6, 15), 5, "1", ""], ["Tổng cộng", "", "=SUM(C2:C2)"]):
        sheet.append(row)
    book.save(file)
    take = ("disburse", "import", str(file), "--over-plan", "thử")

    data = run(*take, "--json", book=fresh_book)
    said = run(*take, book=fresh_book)
    sheet["C3"] = None
    book.save(file)
    empty = ok(*take, "--json", book=fresh_book)

    assert [each["code"] for each in data.data["errors"]] == ["cell-not-computed"]
    assert [each["as"] for each in data.data["set_aside"]] == ["total-unchecked"]
    assert "dòng tổng không kiểm tra được" in said.err
    assert [each["as"] for each in empty.data["set_aside"]] == ["total-unchecked"]
