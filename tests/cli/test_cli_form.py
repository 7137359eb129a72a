"""Forms of imports as clerks meet them: written, filled in, saved, imported without options."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import openpyxl
import pytest
from tests.books import digest
from tests.shell import ok, run

ROW: dict[
    str, dict[str, tuple[str, Any]]
] = {  # what is filled in, by the headings of the form in Vietnamese and in English
    "disburse": {
        "Mã chương trình": ("Program", "DA1 (Dự án 1)"),
        "Số tiền": ("Amount", 5_857_000),
        "Ngày": ("Date", "5/6/2021"),
        "Địa bàn": ("Place", "043 (Bảo Lạc)"),
        "Loại vốn": ("Capital", {"vi": "đầu tư", "en": "investment"}),
        "Vượt kế hoạch": ("Over plan", "chờ giao"),
    },
    "allocate": {
        "Mã chương trình": ("Program", "DA1"),
        "Số tiền": ("Amount", 5_857_000),
        "Niên độ": ("Year", 2021),
    },
    "program": {
        "Mã": ("Code", "DA3"),
        "Tên": ("Name", "Dự án 3"),
        "Mã cấp trên": ("Parent", "MTQG (Chương trình mục tiêu)"),
    },
    "place": {"Mã": ("Code", "0431"), "Tên": ("Name", "Xã A"), "Mã cấp trên": ("Parent", "043")},
    "inspect": {
        "Mã": ("Code", "TT1"),
        "Tên cuộc thanh tra": ("Title", "Thanh tra"),
        "Giai đoạn": ("Stage", {"vi": "đã ra quyết định", "en": "decided"}),
        "Ngày giai đoạn": ("Stage date", "15/11/2021"),
        "Kiến nghị thu hồi": ("Recommended", 2_900_000),
    },
    "activity": {
        "Mã": ("Code", "TL"),
        "Tên": ("Name", "Tài liệu"),
        "Đơn vị tính": ("Unit", "cuốn"),
        "Năm": ("Year", 2021),
        "Thực hiện": ("Actual", 153),
        "Ngày": ("Date", "15/11/2021"),
        "Ước": ("Estimate", {"vi": "không", "en": "no"}),
    },
}


def _written(noun: str, book: Path, lang: str = "vi") -> Path:
    """Write the form of an import."""
    path = book.with_name(f"{noun}.xlsx")
    ok(noun, "import", "--template", str(path), book=book, lang=lang)
    return path


def _columns(sheet: Any) -> tuple[int, dict[str, int]]:  # noqa: ANN401 - openpyxl has no types
    """Return the row of the headings, and the column of each without its mark."""
    row = next(row for row in sheet.iter_rows() if str(row[0].value) in {"STT", "No."})
    return row[0].row, {str(cell.value).removesuffix(" *"): cell.column for cell in row}


def _filled(path: Path, values: dict[str, object], *, below: int = 2) -> Path:
    """Fill in one row, ``below`` the headings, and save."""
    workbook = openpyxl.load_workbook(path)
    sheet = workbook.worksheets[0]
    top, columns = _columns(sheet)
    for heading, value in values.items():
        sheet.cell(top + below, columns[heading]).value = value
    workbook.save(path)
    return path


def _values(noun: str, lang: str = "vi") -> dict[str, object]:
    return {
        vietnamese if lang == "vi" else english: value[lang] if isinstance(value, dict) else value
        for vietnamese, (english, value) in ROW[noun].items()
    }


@pytest.mark.parametrize("lang", ["vi", "en"])
@pytest.mark.parametrize("noun", ROW)
def test_a_form_that_is_filled_in_is_imported_without_options(
    noun: str, lang: str, fresh_book: Path
) -> None:
    """The example stays where it is, and is not taken."""
    path = _filled(_written(noun, fresh_book, lang), _values(noun, lang))

    ran = ok(noun, "import", str(path), "--json", book=fresh_book, lang="en")

    assert ran.data["accepted"] == 1
    assert ran.data["rows"] == 1 + len(ran.data["set_aside"])
    assert "set aside (example of the form)" in ran.err


@pytest.mark.parametrize("noun", ROW)
def test_a_form_that_nobody_filled_in_brings_nothing(noun: str, fresh_book: Path) -> None:
    """Its example is no row."""
    path = _written(noun, fresh_book)

    ran = run(noun, "import", str(path), "--json", book=fresh_book)

    assert (ran.code, ran.error["code"]) == (1, "file-no-rows")


def test_what_was_chosen_is_what_the_book_says(fresh_book: Path) -> None:
    """Codes of labels, the day first, an amount in the unit above the table."""
    path = _filled(_written("disburse", fresh_book), _values("disburse"))
    workbook = openpyxl.load_workbook(path)
    assert workbook.worksheets[0]["B3"].value == "Đơn vị tính: đồng"
    workbook.worksheets[0]["B3"].value = "Đơn vị tính: triệu đồng"
    top, columns = _columns(workbook.worksheets[0])
    workbook.worksheets[0].cell(top + 2, columns["Số tiền"]).value = 5857.25
    workbook.save(path)

    ok("disburse", "import", str(path), book=fresh_book)

    (entry,) = ok("disburse", "list", "--json", book=fresh_book).data
    assert (entry["program"], entry["place"], entry["date"]) == ("DA1", "043", "2021-06-05")
    assert (entry["amount"], entry["capital"]) == (5_857_250_000, "investment")


@pytest.mark.parametrize("headings", [["Số tiền"], list(ROW["disburse"])])
def test_an_example_that_was_written_over_is_not_passed_over(
    headings: list[str], fresh_book: Path
) -> None:
    """The mark is to be cleared, or the row: nothing is lost without a word."""
    ok("allocate", "add", "MTQG", "1 tỷ", "--year", "2021", book=fresh_book)
    values = {heading: _values("disburse")[heading] for heading in headings}
    path = _filled(_written("disburse", fresh_book), values, below=1)
    before = digest(fresh_book)

    ran = run("disburse", "import", str(path), "--json", book=fresh_book)

    assert (ran.code, digest(fresh_book) == before) == (1, True)
    assert [each["code"] for each in ran.data["errors"]] == ["row-example"]

    _filled(path, {"STT": None}, below=1)
    assert ok("disburse", "import", str(path), "--json", book=fresh_book).data["accepted"] == 1


def test_lists_have_the_lines_of_the_book_as_text(fresh_book: Path) -> None:
    """A name that begins with = is a name."""
    ok("program", "add", "X1", "=1+1", book=fresh_book)

    workbook = openpyxl.load_workbook(_written("disburse", fresh_book))

    sheet, lists = workbook.worksheets[0], workbook.worksheets[2]
    top, columns = _columns(sheet)
    checks = {str(each.sqref): each for each in sheet.data_validations.dataValidation}
    letter = openpyxl.utils.get_column_letter(columns["Mã chương trình"])
    (source,) = [
        each.formula1 for at, each in checks.items() if at.startswith(f"{letter}{top + 1}")
    ]
    assert source == "'Danh mục'!$A$2:$A$5"
    cells = [lists.cell(row, 1) for row in range(2, 6)]
    assert [each.value for each in cells] == [
        "MTQG (Chương trình mục tiêu)",
        "DA1 (Dự án 1)",
        "DA2 (Dự án 2)",
        "X1 (=1+1)",
    ]
    assert {each.data_type for each in cells} == {"s"}


def test_a_list_has_room_for_thousands_of_places(fresh_book: Path) -> None:
    """The last of them is offered like the first."""
    rows = "".join(f"P{number},Xã {number},043\n" for number in range(3000))
    places = fresh_book.with_name("xa.csv")
    places.write_text("code,name,parent\n" + rows, encoding="utf-8")
    ok("place", "import", str(places), book=fresh_book)

    workbook = openpyxl.load_workbook(_written("allocate", fresh_book))

    lists = workbook.worksheets[2]
    (column,) = [cell.column for cell in lists[1] if cell.value == "Địa bàn"]
    assert lists.cell(1 + 3003, column).value == "P2999 (Xã 2999)"
    sources = [each.formula1 for each in workbook.worksheets[0].data_validations.dataValidation]
    letter = openpyxl.utils.get_column_letter(column)
    assert f"'Danh mục'!${letter}$2:${letter}$3004" in sources


def test_a_form_is_ready_for_work_and_for_print(fresh_book: Path) -> None:
    """Headings in sight and on every page, codes and days as text, A4 on its side."""
    sheet = openpyxl.load_workbook(_written("disburse", fresh_book)).worksheets[0]

    top, columns = _columns(sheet)
    assert sheet.freeze_panes == f"C{top + 1}"
    assert sheet.print_title_rows == f"${top}:${top}"
    assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (9, "landscape")
    shapes = {name: sheet.cell(top + 2, at).number_format for name, at in columns.items()}
    assert {shapes[name] for name in ("Mã chương trình", "Ngày", "Địa bàn")} == {"@"}
    assert shapes["Số tiền"] == "[$-42A]#,##0"


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("--template", "bieu.csv"), "form-name"),
        (("--template", "bieu.xlsx", "so-lieu.csv"), "contradiction"),
        (("--template", "bieu.xlsx", "--set", "year=2021"), "contradiction"),
        (("--template", "nowhere/bieu.xlsx"), "output-unwritable"),
    ],
)
def test_a_form_that_cannot_be_meant_is_refused(
    words: tuple[str, ...],
    code: str,
    fresh_book: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Nothing is written."""
    monkeypatch.chdir(tmp_path)

    ran = run("disburse", "import", *words, "--json", book=fresh_book)

    assert ran.error["code"] == code
    assert not list(tmp_path.glob("bieu*"))
