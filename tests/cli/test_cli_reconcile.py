"""Statements of the treasury as people take, read, match and explain them."""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pytest
from tests.shell import ok, run, still

from ethnictrack.cli.shell.command_line import World

HEADINGS = (
    *("Ngày", "Số chứng từ", "Diễn giải", "Mã CTMT", "Mã chương trình"),
    *("Loại vốn", "Nguồn vốn", "Niên độ", "Số tiền"),
)
CLASS = ("thường xuyên", "NSTW", "2026")
AT: World = still(datetime(2026, 4, 2, 1, 0, tzinfo=UTC))
PAID = (
    ("CT135", "100.000.000", "10/3/2026", "UNC-1"),
    ("DA1", "50.000.000", "11/3/2026", "UNC-2"),
    ("DA1", "70.000.000", "12/3/2026", None),
    ("DA1", "80.000.000", "20/3/2026", "UNC-9"),
)
LINES = (
    ("10/3/2026", "unc – 1", "Chi", "", "CT135", *CLASS, "100.000.000"),
    ("12/3/2026", "UNC-2", "Chi", "0515", "", *CLASS, "55.000.000"),
    ("13/3/2026", "", "Chi", "", "DA1", *CLASS, "70.000.000"),
    ("14/3/2026", "UNC-77", "Nộp trả", "", "DA1", *CLASS, "-5.000.000"),
)


@pytest.fixture(scope="module")
def _book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a book of two programmes and four payments, entries 3 to 6."""
    path = tmp_path_factory.mktemp("reconcile") / "book.sqlite"
    ok("book", "init", "--units", "none", "--programs", "none", book=path)
    ok("program", "add", "CT135", "Chương trình 135", "--target-code", "0515", book=path)
    ok("program", "add", "DA1", "Dự án 1", "--parent", "CT135", book=path)
    class_ = ("--capital", "recurrent", "--source", "central")
    for code in ("CT135", "DA1"):
        plan = ("10 tỷ", "--year", "2026", "--date", "5/1/2026", *class_)
        ok("allocate", "add", code, *plan, book=path, world=AT)
    for code, amount, day, voucher in PAID:
        said = ("--voucher", voucher) if voucher else ()
        ok("disburse", "add", code, amount, "--date", day, *said, *class_, book=path, world=AT)
    return path


@pytest.fixture
def book(_book: Path, tmp_path: Path) -> Path:
    """Return a copy of the test's own."""
    return Path(shutil.copy(_book, tmp_path / "book.sqlite"))


def sheet(
    folder: Path, lines: Iterable[tuple[str, ...]], headings: Iterable[str] = HEADINGS
) -> str:
    """Write a statement as CSV; the heading is in row 1."""
    path = folder / "sao-ke.csv"
    rows = [tuple(headings), *lines]
    path.write_text("\n".join(";".join(row) for row in rows), encoding="utf-8")
    return str(path)


def take(book: Path, file: str, *options: str) -> dict[str, Any]:
    """Take a statement up to the end of March."""
    asked = ("--as-of", "31/3/2026", *options, "--json")
    data: dict[str, Any] = ok("reconcile", "take", file, *asked, book=book, world=AT).data
    return data


def of_lines(data: dict[str, Any], *keys: str) -> list[tuple[Any, ...]]:
    """Return some keys of every line."""
    return [tuple(each[key] for key in keys) for each in data["lines"]]


def entries_of(book: Path) -> Any:  # noqa: ANN401 - JSON
    """Return the payments of the book."""
    return ok("disburse", "list", "--json", book=book).data


def test_a_statement_is_held_against_the_book(book: Path, tmp_path: Path) -> None:
    """Each line says what it is; the sums of each side add up."""
    before = entries_of(book)
    data = take(book, sheet(tmp_path, LINES))
    assert (data["statement"], data["as_of"]) == (1, "2026-03-31")
    assert of_lines(data, "line", "program", "status", "differs_in", "entries", "difference") == [
        (2, "CT135", "matched", [], [3], 0),
        (3, "0515", "differs", ["amount"], [4], 5_000_000),
        (4, "DA1", "matched", [], [5], 0),
        (5, "DA1", "treasury-only", [], [], -5_000_000),
    ]
    assert [(each["id"], each["reason"]) for each in data["book_only"]] == [(6, None)]
    assert data["totals"] == {
        "treasury": 220_000_000,
        "book": 300_000_000,
        "difference": -80_000_000,
        "matched": {"treasury": 170_000_000, "book": 170_000_000},
        "explained": {"treasury": 0, "book": 0},
        "open": {"treasury": 50_000_000, "book": 130_000_000},
    }
    shown = run("reconcile", "show", "1", "--json", book=book)
    assert (shown.code, shown.data) == (1, data)
    without = [{**each, "reconciled": None} for each in entries_of(book)]
    assert without == before
    assert [each["reconciled"] for each in entries_of(book)] == [1, None, 1, None]


def test_what_is_matched_or_explained_is_open_no_more(book: Path, tmp_path: Path) -> None:
    """Once every line and entry has an answer, `show` ends well."""
    take(book, sheet(tmp_path, LINES))
    ok("reconcile", "explain", "1", "3", "--reason", "Phí chuyển tiền", book=book)
    ok("reconcile", "explain", "1", "5", "--reason", "Kho bạc hạch toán nhầm", book=book)
    assert run("reconcile", "show", "1", book=book).code == 1
    ok("reconcile", "explain", "1", "--entry", "6", "--reason", "Kho bạc ghi tháng 4", book=book)
    refused = run("reconcile", "explain", "1", "--entry", "3", "--reason", "x", "--json", book=book)
    assert (refused.code, refused.error["code"]) == (1, "entry-not-open")
    data = ok("reconcile", "show", "1", "--json", book=book).data
    assert of_lines(data, "status", "reason")[1] == ("explained", "Phí chuyển tiền")
    assert data["totals"]["open"] == {"treasury": 0, "book": 0}
    assert data["totals"]["explained"] == {"treasury": 50_000_000, "book": 130_000_000}
    assert ok("reconcile", "list", "--json", book=book).data[0]["open"] == 0
    only = ok("reconcile", "show", "1", "--only", "differing", "--json", book=book).data
    assert (only["lines"], only["totals"]) == ([], data["totals"])


def test_a_person_matches_what_has_two_readings(book: Path, tmp_path: Path) -> None:
    """Both candidates are named; one is taken; an entry that is matched is refused."""
    ok(
        *("disburse", "add", "DA1", "70.000.000", "--date", "15/3/2026"),
        *("--capital", "recurrent", "--source", "central"),
        book=book,
        world=AT,
    )
    data = take(book, sheet(tmp_path, LINES))
    assert of_lines(data, "status", "candidates")[2] == ("treasury-only", [5, 7])
    ok("reconcile", "match", "1", "4", "7", book=book)
    data = run("reconcile", "show", "1", "--json", book=book).data
    assert of_lines(data, "status", "entries")[2] == ("matched", [7])
    refused = run("reconcile", "match", "1", "5", "7", "--json", book=book)
    assert (refused.code, refused.error["code"]) == (1, "entry-matched")
    refused = run("reconcile", "match", "1", "2", "5", "--json", book=book)
    assert (refused.code, refused.error["code"]) == (1, "line-matched")
    for words, code in (
        (("1", "9", "5"), "unknown-line"),
        (("2", "4", "5"), "unknown-statement"),
        (("1", "5", "99"), "unknown-entry"),
        (("1", "5", "1"), "entry-not-paid"),
    ):
        refused = run("reconcile", "match", *words, "--json", book=book)
        assert (refused.code, refused.error["code"]) == (1, code)


def test_an_entry_that_is_recorded_later_closes_its_line(book: Path, tmp_path: Path) -> None:
    """What is found is found anew each time it is asked."""
    line = ("18/3/2026", "UNC-8", "Chi", "", "DA1", *CLASS, "33.000.000")
    take(book, sheet(tmp_path, [line]))
    ok(
        *("disburse", "add", "DA1", "33.000.000", "--date", "18/3/2026", "--voucher", "UNC-8"),
        *("--capital", "recurrent", "--source", "central"),
        book=book,
        world=AT,
    )
    data = run("reconcile", "show", "1", "--json", book=book).data
    assert of_lines(data, "status", "entries") == [("matched", [7])]


def test_the_reversal_of_a_matched_entry_is_noticed(book: Path, tmp_path: Path) -> None:
    """It warns, and the line differs from then on, whoever matched it."""
    take(book, sheet(tmp_path, LINES))
    ran = ok("disburse", "reverse", "3", "--reason", "sai", book=book, world=AT)
    assert "reconcile show 1" in ran.err
    ok("reconcile", "match", "1", "5", "6", book=book)
    ok("disburse", "reverse", "6", "--reason", "sai", "--date", "1/4/2026", book=book, world=AT)
    data = run("reconcile", "show", "1", "--json", book=book).data
    found = of_lines(data, "status", "differs_in", "book", "entries")
    assert found[0] == ("differs", ["amount"], 0, [3, 7])
    assert found[3] == ("differs", ["amount"], 0, [6, 8])


def test_a_newer_statement_keeps_what_people_did_to_equal_lines(book: Path, tmp_path: Path) -> None:
    """It takes the place of the older one, which comes back when it is dropped."""
    take(book, sheet(tmp_path, LINES))
    ok("reconcile", "explain", "1", "3", "--reason", "Phí", book=book)
    ok("reconcile", "match", "1", "5", "6", book=book)
    ok("reconcile", "explain", "1", "5", "--reason", "Nhầm", book=book)
    more = ("30/3/2026", "UNC-20", "Chi", "", "DA1", *CLASS, "1.000.000")
    data = take(book, sheet(tmp_path, [more, *LINES[1:]]))
    assert data["statement"] == 2
    assert of_lines(data, "line", "status", "entries", "reason") == [
        (2, "treasury-only", [], None),
        (3, "explained", [4], "Phí"),
        (4, "matched", [5], None),
        (5, "explained", [6], "Nhầm"),
    ]
    listed = ok("reconcile", "list", "--json", book=book).data
    assert [each["statement"] for each in listed] == [2]
    refused = run("reconcile", "explain", "1", "3", "--reason", "x", "--json", book=book)
    assert refused.error["code"] == "statement-superseded"
    ok("reconcile", "drop", "2", "--reason", "nhầm kỳ", book=book)
    assert [each["statement"] for each in ok("reconcile", "list", "--json", book=book).data] == [1]
    assert run("reconcile", "show", "2", "--json", book=book).error["code"] == "unknown-statement"


def test_the_very_same_file_says_so_and_loses_nothing(book: Path, tmp_path: Path) -> None:
    """It takes the place of itself; of other days it stands beside."""
    file = sheet(tmp_path, LINES)
    take(book, file)
    ok("reconcile", "explain", "1", "3", "--reason", "Phí chuyển tiền", book=book)
    before = ok("reconcile", "list", "--json", book=book).data[0]["open"]
    ran = ok("reconcile", "take", file, "--as-of", "31/3/2026", "--json", book=book, world=AT)
    assert "Đây là tệp của bảng 1; bảng mới thay bảng ấy" in ran.err
    listed = ok("reconcile", "list", "--json", book=book).data
    assert [(each["statement"], each["open"]) for each in listed] == [(2, before)]
    words = ("--from", "1/3/2026", "--as-of", "30/4/2026")
    ran = ok("reconcile", "take", file, *words, "--json", book=book, world=AT)
    assert "Đây là tệp của bảng 2; bảng ấy vẫn được giữ" in ran.err
    assert len(ok("reconcile", "list", "--json", book=book).data) == 2


def test_a_statement_of_fewer_days_takes_nobodys_place(book: Path, tmp_path: Path) -> None:
    """Only what covers the span does, of the same account."""
    take(book, sheet(tmp_path, LINES))
    take(book, sheet(tmp_path, LINES[:1]), "--from", "1/3/2026")
    take(book, sheet(tmp_path, LINES[:2]), "--program", "DA1")
    listed = ok("reconcile", "list", "--json", book=book).data
    assert [each["statement"] for each in listed] == [1, 2, 3]


def test_an_account_is_that_of_a_programme_and_a_span(book: Path, tmp_path: Path) -> None:
    """Entries of others are not missing at the treasury."""
    data = take(book, sheet(tmp_path, LINES[2:3]), "--program", "DA1", "--from", "12/3/2026")
    assert [each["id"] for each in data["book_only"]] == [6]
    data = take(book, sheet(tmp_path, LINES[2:3]), "--year", "2025")
    assert data["book_only"] == []


def test_sums_without_day_and_voucher_are_compared_by_class(book: Path, tmp_path: Path) -> None:
    """A table by mã CTMT, as forms 01a and 02a are."""
    headings = ("Mã CTMT", "Loại vốn", "Nguồn vốn", "Số tiền")
    rows = [("0515", "thường xuyên", "NSTW", "300.000.000"), ("0600", "thường xuyên", "NSTW", "7")]
    data = take(book, sheet(tmp_path, rows, headings))
    assert of_lines(data, "status", "book", "entries") == [
        ("matched", 300_000_000, [3, 4, 5, 6]),
        ("treasury-only", 0, []),
    ]


@pytest.mark.parametrize(
    ("form", "column"),
    [
        ("Mẫu số 01a-SDKP", "Dự toán đã sử dụng Lũy kế đến kỳ"),
        ("Mẫu số 02a-SDKP", "Tổng Số dư đến kỳ"),
    ],
)
def test_forms_of_the_treasury_name_their_column_of_money(
    book: Path, tmp_path: Path, form: str, column: str
) -> None:
    """Headings on two lines, their total checked; which of the sums is meant is not guessed."""
    (above, below) = column.split(" ", 1) if form.startswith("Mẫu số 02a") else (column[:18], "")
    below = below or column[19:]
    workbook = openpyxl.Workbook()
    page = workbook.active
    assert page is not None
    for row in (
        *((form,), ("Quý 1 năm 2026",), ("Đơn vị: đồng",)),
        ("Nội dung", "Mã nguồn", "Mã CTMT", above, ""),
        ("", "", "", "Trong kỳ", below),
        ("Chi", "12", "0515", 120_000_000, 200_000_000),
        ("Chi", "12", "0515", 60_000_000, 100_000_000),
        ("Cộng", "", "", 180_000_000, 300_000_000),
    ):
        page.append([*row])
    path = tmp_path / "mau.xlsx"
    workbook.save(path)
    asked = ("reconcile", "take", str(path), "--as-of", "31/3/2026", "--json")
    assert run(*asked, book=book, world=AT).error["code"] == "heading-missing"
    data = ok(*asked, "--map", f"amount={column}", book=book, world=AT).data
    assert of_lines(data, "line", "treasury", "status", "entries") == [
        (6, 200_000_000, "matched", [3, 4, 5, 6]),
        (7, 100_000_000, "matched", [3, 4, 5, 6]),
    ]


@pytest.mark.parametrize("ending", ["html", "docx", "tsv"])
def test_what_the_door_reads_is_a_statement(book: Path, tmp_path: Path, ending: str) -> None:
    """Whatever it was saved as, it says the same."""
    path = tmp_path / f"bang.{ending}"
    rows = [HEADINGS, *LINES]
    if ending == "docx":
        page = docx.Document()
        table = page.add_table(len(rows), len(HEADINGS))
        for cells, row in zip(table.rows, rows, strict=True):
            for cell, text in zip(cells.cells, row, strict=True):
                cell.text = text
        page.save(str(path))
    elif ending == "tsv":
        path.write_text("\n".join("\t".join(row) for row in rows), encoding="utf-8")
    else:
        written = "".join(f"<tr>{''.join(f'<td>{each}</td>' for each in row)}" for row in rows)
        path.write_text(f"<meta charset=utf-8><table>{written}</table>", encoding="utf-8")
    found, same = take(book, str(path)), take(book, sheet(tmp_path, LINES))
    assert of_lines(found, "treasury", "status") == of_lines(same, "treasury", "status")


def test_a_workbook_is_read_like_a_text_file(book: Path, tmp_path: Path) -> None:
    """Numbers below zero, brackets, a total below, columns of the treasury's own."""
    workbook = openpyxl.Workbook()
    page = workbook.active
    assert page is not None
    page.append(["KHO BẠC NHÀ NƯỚC"])
    page.append(["STT", "Ngày", "Số chứng từ", "Mã chương trình", "Mã chương", "Số tiền"])
    page.append([1, datetime(2026, 3, 10), "UNC-1", "CT135", "427", 100_000_000])  # noqa: DTZ001
    page.append([2, datetime(2026, 3, 14), "UNC-77", "DA1", "427", -5_000_000])  # noqa: DTZ001
    page.append([3, datetime(2026, 3, 15), "UNC-78", "DA1", "427", "(6.000.000)"])  # noqa: DTZ001
    page.append(["", "", "", "Tổng cộng", "", 89_000_000])
    path = tmp_path / "so-chi-tiet.xlsx"
    workbook.save(path)
    ran = ok("reconcile", "take", str(path), "--as-of", "31/3/2026", "--json", book=book, world=AT)
    assert of_lines(ran.data, "line", "treasury", "status") == [
        (3, 100_000_000, "matched"),
        (4, -5_000_000, "treasury-only"),
        (5, -6_000_000, "treasury-only"),
    ]
    assert "Mã chương" in ran.err


def test_headings_and_classes_may_be_said(book: Path, tmp_path: Path) -> None:
    """As imports are told: --map, --set, --unit."""
    rows = [("10/3/2026", "UNC-1", "100")]
    file = sheet(tmp_path, rows, ("Ngày", "Số hiệu", "Phát sinh"))
    how = ("--map", "voucher=Số hiệu", "--map", "amount=Phát sinh", "--unit", "trieu")
    data = take(book, file, *how, "--set", "program=CT135", "--set", "capital=thường xuyên")
    assert of_lines(data, "treasury", "status", "entries") == [(100_000_000, "matched", [3])]


def test_what_cannot_be_read_keeps_nothing(book: Path, tmp_path: Path) -> None:
    """A bad cell, a missing column, a day that does not exist, a span that is turned round."""
    bad = [(*LINES[0][:-1], "một trăm")]
    ran = run("reconcile", "take", sheet(tmp_path, bad), "--as-of", "31/3/2026", book=book)
    assert ran.code == 1
    ran = run("reconcile", "take", sheet(tmp_path, [("10/3/2026",)], ("Ngày",)), book=book)
    assert ran.code == 2
    file = sheet(tmp_path, LINES)
    for words in (("--as-of", "31/2/2026"), ("--as-of", "1/1/2026", "--from", "2/1/2026"), ()):
        assert run("reconcile", "take", file, *words, book=book).code == 2
    assert ok("reconcile", "list", "--json", book=book).data == []


def test_the_record_to_be_signed_adds_up(book: Path, tmp_path: Path) -> None:
    """Sums by class, every difference with its reason, and who signs; on paper and as a table."""
    take(book, sheet(tmp_path, LINES))
    ok("reconcile", "explain", "1", "3", "--reason", "Phí chuyển tiền", book=book)
    data = ok("report", "reconcile", "1", "--json", book=book).data
    sums = [(each["code"], each["treasury"], each["book"]) for each in data["rows"]]
    assert sums == [
        ("0515", 55_000_000, 50_000_000),
        ("CT135", 100_000_000, 100_000_000),
        ("DA1", 65_000_000, 150_000_000),
    ]
    assert data["total"]["difference"] == sum(each["difference"] for each in data["rows"])
    text = ok("report", "reconcile", "1", "--format", "markdown", book=book).out
    assert "Biên bản đối chiếu" in text
    assert "Phí chuyển tiền" in text
    assert "Đại diện Kho bạc Nhà nước" in text
    assert "Đơn vị tính: đồng" in text
    in_millions = ok("report", "reconcile", "1", "--unit", "trieu", book=book).out
    assert ("5.000.000" in text, "5.000.000" in in_millions) == (True, False)
    for name in ("bien-ban.docx", "bien-ban.xlsx"):
        ok("report", "reconcile", "1", "-o", str(tmp_path / name), book=book)
    signed = docx.Document(str(tmp_path / "bien-ban.docx")).tables[-1]
    parties = [cell.text.split("\n")[1] for cell in signed.rows[0].cells]
    assert parties == ["ĐẠI DIỆN KHO BẠC NHÀ NƯỚC", "ĐẠI DIỆN ĐƠN VỊ"]
    (line,) = (
        row
        for row in openpyxl.load_workbook(tmp_path / "bien-ban.xlsx").worksheets[0].values
        if "ĐẠI DIỆN KHO BẠC NHÀ NƯỚC" in row
    )
    assert "ĐẠI DIỆN ĐƠN VỊ" in line, "side by side"
    assert run("report", "reconcile", "7", book=book).code == 1


def test_a_dry_run_keeps_nothing_and_says_all(book: Path, tmp_path: Path) -> None:
    """The same object, marked."""
    file = sheet(tmp_path, LINES)
    tried = take(book, file, "--dry-run")
    assert tried.pop("dry_run") is True
    assert ok("reconcile", "list", "--json", book=book).data == []
    assert take(book, file) == tried


def test_the_book_stays_proved(book: Path, tmp_path: Path) -> None:
    """Statements are part of the log; the checks find nothing wrong."""
    take(book, sheet(tmp_path, LINES))
    ok("reconcile", "match", "1", "5", "6", book=book)
    ok("reconcile", "drop", "1", "--reason", "thử", book=book)
    assert ok("book", "verify", book=book).code == 0
    assert ok("book", "check", book=book).code == 0
    assert {each["reconciled"] for each in entries_of(book)} == {None}
