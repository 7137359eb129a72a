"""Communes send their figures: a month of fifty-six of them, and what can be wrong with a file."""

from __future__ import annotations

import random
import shutil
import unicodedata
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.conftest import needs
from tests.forms import FIGURE, HEADINGS, Edit, fill, form_of, heading_of, through_office
from tests.shell import ok, run, still

from ethnictrack.cli.shell.command_line import World

AT: World = still(datetime(2026, 11, 30, 1, 0, tzinfo=UTC))
OTHER = still(datetime(2026, 11, 30, 1, 0, tzinfo=UTC), "00000000-0000-4000-8000-000000000002")
DUE = "15/11/2026"
COUNT = 56
CODES = tuple(f"05{number:03}" for number in range(1, COUNT + 1))
CLASSES = {"DA1": ("investment", "central"), "DA2": ("recurrent", "provincial")}
LINES = tuple(CLASSES)  # of a form, in its order


def made(folder: Path, count: int, world: World = AT) -> Path:
    """Make a book of some communes with their plans, and what they paid in September."""
    book = folder / "book.sqlite"
    ok("book", "init", "--units", "none", "--programs", "none", book=book, world=world)
    ok("program", "add", "MTQG", "Chương trình mục tiêu quốc gia", book=book)
    for code in LINES:
        ok("program", "add", code, f"Dự án {code[-1]}", "--parent", "MTQG", book=book)
    ok("place", "add", "05", "Tỉnh Cao Bằng", "--level", "province", book=book)
    rows = [f"{code},Xã số {number},commune,05" for number, code in enumerate(CODES[:count], 1)]
    _imported(folder, book, "place", "code,name,level,parent", rows)
    plan = "program,place,year,amount,capital,source,date"
    whole = f"DA1,,2026,{10**12},investment,central,2026-01-05"
    own = [f"DA2,{each},2026,{10**9},recurrent,provincial,2026-01-05" for each in CODES[:count]]
    _imported(folder, book, "allocate", plan, [whole, *own])
    paid = [f"DA1,{each},{100 + at},investment,central,2026-09-20" for at, each in enumerate(CODES)]
    _imported(folder, book, "disburse", "program,place,amount,capital,source,date", paid[:count])
    return book


def _imported(folder: Path, book: Path, group: str, heading: str, rows: list[str]) -> None:
    file = folder / f"{group}.csv"
    file.write_text("\n".join([heading, *rows]), encoding="utf-8")
    ok(group, "import", str(file), book=book, world=AT)


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a folder with a book of three communes, asked for October, and their forms."""
    folder = tmp_path_factory.mktemp("office")
    book = made(folder, 3)
    ok("collect", "open", "2026-10", "--due", DUE, book=book, world=AT)
    ok("collect", "templates", "2026-10", str(folder / "bieu"), book=book)
    return folder


@pytest.fixture
def desk(prepared: Path, tmp_path: Path) -> Path:
    """Return such a folder of a test's own."""
    shutil.copytree(prepared, tmp_path / "desk")
    return tmp_path / "desk"


def sent(desk: Path, place: str, *figures: object, name: str = "", **more: Any) -> Path:  # noqa: ANN401 - handed on
    """Fill in the form of a unit, into a folder of what came."""
    form = form_of(desk / "bieu", place)
    return fill(form, desk / "den" / (name or form.name), figures, **more)


def take(desk: Path, *words: object, code: int = 0, world: World = AT) -> list[dict[str, Any]]:
    """Take files, and return what became of each."""
    ran = run("collect", "take", *map(str, words), "--json", book=desk / "book.sqlite", world=world)
    assert ran.code == code, ran
    data: list[dict[str, Any]] = ran.data
    return data


def codes(taken: dict[str, Any]) -> list[str]:
    """Return the codes of what is wrong with a file."""
    return [each["code"] for each in taken["errors"]]


def status(desk: Path, *words: str) -> dict[str, dict[str, Any]]:
    """Return where every unit stands, by its code."""
    book = desk / "book.sqlite"
    data = ok("collect", "status", "2026-10", *words, "--json", book=book, world=AT).data
    return {each["place"]: each for each in data}


def entries(desk: Path) -> list[dict[str, Any]]:
    """Return the payments of the book."""
    data: list[dict[str, Any]] = ok("disburse", "list", "--json", book=desk / "book.sqlite").data
    return data


def accept(desk: Path, *words: str, code: int = 0) -> Any:  # noqa: ANN401 - JSON
    """Accept units, and return what became of each."""
    book = desk / "book.sqlite"
    ran = run("collect", "accept", "2026-10", *words, "--json", book=book, world=AT)
    assert ran.code == code, ran
    return ran.data if code in {0, 6} else ran


def test_a_form_is_locked_but_for_what_is_filled_in(desk: Path) -> None:
    """Headings as agreed; figures are empty, open and checked; the name holds the code."""
    assert len([*(desk / "bieu").iterdir()]) == 3
    book = openpyxl.load_workbook(form_of(desk / "bieu", "05001"))
    sheet = next(each for each in book.worksheets if each.sheet_state == "visible")
    at = heading_of(sheet)

    assert tuple(cell.value for cell in sheet[at]) == HEADINGS
    assert sheet.protection.sheet
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=at + 1)]
    assert [(row[0], row[3], row[4], row[5]) for row in rows] == [
        ("DA1", 2026, 100, None),
        ("DA2", 2026, 0, None),
    ]
    open_ = {cell.column for row in sheet.iter_rows() for cell in row if not cell.protection.locked}
    assert open_ == {FIGURE, FIGURE + 1}
    checked = " ".join(str(each.sqref) for each in sheet.data_validations.dataValidation)
    assert checked.split() == [f"F{at + 1}", f"F{at + 2}"]


def test_what_is_accepted_is_what_the_period_adds(desk: Path) -> None:
    """An import a unit, of the last day; what fell is a refund with its reason."""
    sent(desk, "05001", 700, 50)
    sent(desk, "05002", 60, 5, notes=["Nộp trả theo QĐ 12"])
    before = entries(desk)

    assert [each["amount"] for each in take(desk, desk / "den")] == [650, -36]
    assert entries(desk) == before
    done = accept(desk, "05001", "Xã số 2")
    assert [(each["place"], each["batch"], each["amount"]) for each in done] == [
        ("05001", 4, 650),
        ("05002", 5, -36),
    ]
    new = entries(desk)[len(before) :]
    said = [(e["place"], e["program"], e["kind"], e["amount"], e["date"]) for e in new]
    day = "2026-10-31"
    assert said == [
        ("05001", "DA1", "payment", 600, day),
        ("05001", "DA2", "payment", 50, day),
        ("05002", "DA1", "refund", 41, day),
        ("05002", "DA2", "payment", 5, day),
    ]
    assert new[2]["note"] == "Nộp trả theo QĐ 12"
    assert status(desk)["05002"]["amount"] == -36


def test_accepting_again_adds_nothing(desk: Path) -> None:
    """What is accepted is known, and what the office wrote itself since is not written again."""
    sent(desk, "05001", 700, 50)
    take(desk, desk / "den")
    book = desk / "book.sqlite"
    said = ("--place", "05001", "--capital", "investment", "--source", "central")
    ok("disburse", "add", "DA1", "250", "--date", "8/10/2026", *said, book=book, world=AT)

    assert accept(desk, "05001")[0]["amount"] == 400
    assert accept(desk, "05001")[0]["result"] == "same"
    assert len(entries(desk)) == 3 + 1 + 2


def test_a_file_that_comes_again(desk: Path) -> None:
    """The same bytes change nothing, others replace, and after acceptance they correct."""
    first = sent(desk, "05001", 700, 50, name="a.xlsx")
    second = sent(desk, "05001", 800, 50, name="b.xlsx")
    third = sent(desk, "05001", 750, 50, name="c.xlsx", notes=["Nộp trả"])

    assert [take(desk, each)[0]["result"] for each in (first, first, second, first)] == [
        *("received", "same", "replaced", "same"),
    ]
    assert status(desk)["05001"]["amount"] == 750
    accept(desk, "05001")
    assert (status(desk)["05001"]["state"], status(desk)["05001"]["file"]) == ("accepted", "b.xlsx")
    assert take(desk, third)[0]["result"] == "corrected"
    assert (status(desk)["05001"]["state"], status(desk)["05001"]["amount"]) == ("corrected", -50)
    assert accept(desk, "05001")[0]["amount"] == -50
    assert status(desk)["05001"]["amount"] == 700
    assert [each["result"] for each in take(desk, first, second, third)] == ["same"] * 3


def test_a_folder_with_two_new_files_of_one_unit_is_no_order(desk: Path) -> None:
    """Neither is taken; named, the last one counts."""
    first = sent(desk, "05001", 700, 50, name="a.xlsx")
    second = sent(desk, "05001", 800, 50, name="b.xlsx")

    assert [codes(each) for each in take(desk, desk / "den", code=1)] == [["files-of-unit"]] * 2
    assert [each["result"] for each in take(desk, first, second)] == ["received", "replaced"]


def test_a_file_that_is_wrong_does_not_stop_the_right_one_beside_it(desk: Path) -> None:
    """The same folder is taken every day: what was refused yesterday still lies there."""
    sent(desk, "05001", 700, None, name="a.xlsx")
    assert codes(take(desk, desk / "den", code=1)[0]) == ["cell-missing"]
    sent(desk, "05001", 700, 50, name="b.xlsx")
    wrong, right = take(desk, desk / "den", code=6)
    assert (codes(wrong), right["result"]) == (["cell-missing"], "received")


def test_an_import_that_is_undone_is_accepted_no_more(desk: Path) -> None:
    """Its report stands, and is accepted anew."""
    sent(desk, "05001", 700, 50)
    take(desk, desk / "den")
    batch = accept(desk, "05001")[0]["batch"]
    book = desk / "book.sqlite"
    ok("book", "undo", str(batch), "--reason", "nhầm", book=book, world=AT)

    assert status(desk)["05001"]["state"] == "received"
    assert accept(desk, "05001")[0]["amount"] == 650


def test_what_was_accepted_on_top_of_an_undone_import_is_accepted_anew(desk: Path) -> None:
    """What is missing then is written, and no more."""
    book = desk / "book.sqlite"
    take(desk, sent(desk, "05001", 700, 50, name="a.xlsx"))
    first = accept(desk, "05001")[0]["batch"]
    take(desk, sent(desk, "05001", 800, 50, name="b.xlsx"))
    assert accept(desk, "05001")[0]["amount"] == 100
    ok("book", "undo", str(first), "--reason", "nhầm", book=book, world=AT)

    assert status(desk)["05001"]["state"] == "corrected"
    assert accept(desk, "05001")[0]["amount"] == 650
    assert status(desk)["05001"]["state"] == "accepted"


def test_nil_and_what_is_sent_back(desk: Path) -> None:
    """Nothing to report is a report; what is sent back counts no more until another file comes."""
    book = desk / "book.sqlite"
    words = ("2026-10", "05002")
    ok("collect", "nil", *words, "--on", "10/11/2026", book=book, world=AT)
    sent(desk, "05001", 700, 50)
    take(desk, desk / "den", "--on", "12/11/2026")
    back = ("collect", "return", "2026-10", "05001", "--reason", "Thiếu chữ ký.", "--json")
    told = ok(*back, book=book, world=AT).data
    assert (told["state"], told["reason"], told["late"]) == ("returned", "Thiếu chữ ký.", True)
    table = ok("collect", "status", "2026-10", book=book, world=AT).out
    assert "650" not in table, "neither its line nor the total counts it"
    assert "Thiếu chữ ký." in told["remind"]

    shown = status(desk, "--on", "14/11/2026")
    assert [(each["state"], each["late"], each["amount"]) for each in shown.values()] == [
        ("returned", False, 650),
        ("nil", False, 0),
        ("missing", False, None),
    ]
    assert [bool(each["remind"]) for each in shown.values()] == [True, False, True]
    assert (take(desk, desk / "den")[0]["result"], status(desk)["05001"]["state"]) == (
        *("same", "returned"),
    )
    assert accept(desk, "05002")[0]["batch"] is None
    assert status(desk)["05002"]["state"] == "accepted"
    refused = run("collect", "nil", *words, "--json", book=book, world=AT)
    assert refused.error["code"] == "unit-accepted"
    for verb, place, code in (
        ("nil", "05", "unit-not-asked"),
        ("return", "05003", "unit-not-received"),
        ("return", "05002", "unit-accepted"),
    ):
        more = ("--reason", "x") if verb == "return" else ()
        ran = run("collect", verb, "2026-10", place, *more, "--json", book=book, world=AT)
        assert (ran.code, ran.error["code"]) == (1, code)


def test_nothing_is_accepted_while_a_unit_is_missing(desk: Path) -> None:
    """Exit 1; the hint says how the others are accepted, and works as it stands."""
    sent(desk, "05001", 700, 50)
    take(desk, desk / "den")
    before = entries(desk)

    ran = accept(desk, code=1)
    assert ran.error["code"] == "units-missing"
    assert ran.error["details"]["places"] == ["05002 (Xã số 2)", "05003 (Xã số 3)"]
    program = f"`ethnictrack --book {desk / 'book.sqlite'}"
    assert f"{program} collect accept 2026-10 05001`" in ran.error["hint"]
    assert f"{program} collect nil 2026-10 05002`" in ran.error["hint"]
    assert entries(desk) == before
    assert accept(desk, "05002", code=1).error["code"] == "units-missing"


def _code(sheet: Any, at: int) -> None:  # noqa: ANN401 - openpyxl says nothing of its types
    sheet.cell(at + 1, 1).value = "DA2"


def _class(sheet: Any, at: int) -> None:  # noqa: ANN401
    sheet.cell(at + 1, 3).value = "ngân sách xã"


def _before(sheet: Any, at: int) -> None:  # noqa: ANN401
    sheet.cell(at + 1, 5).value = 1


def _row(sheet: Any, at: int) -> None:  # noqa: ANN401
    for column, value in enumerate(("DA1", "vốn đầu tư", "NSTW", 2025, 0, 5), start=1):
        sheet.cell(at + 3, column).value = value


def _gone(sheet: Any, at: int) -> None:  # noqa: ANN401
    sheet.delete_rows(at + 2)


def _head(sheet: Any, at: int) -> None:  # noqa: ANN401
    del at
    sheet["A2"].value = "Đơn vị: 05003 (Xã số 3)"


def _merged(sheet: Any, at: int) -> None:  # noqa: ANN401
    sheet.merge_cells(start_row=at + 1, end_row=at + 2, start_column=FIGURE, end_column=FIGURE)


def _formula(sheet: Any, at: int) -> None:  # noqa: ANN401
    sheet.cell(at + 1, FIGURE).value = "=1+1"


def _unmarked(sheet: Any, at: int) -> None:  # noqa: ANN401
    del at
    del sheet.parent["ethnictrack"]


def _seal(sheet: Any, at: int) -> None:  # noqa: ANN401
    del at
    mark = sheet.parent["ethnictrack"]
    mark["B4"].value = "0" * 64


def _place(sheet: Any, at: int) -> None:  # noqa: ANN401
    del at
    sheet.parent["ethnictrack"]["B2"].value = "05002"


def _lines(sheet: Any, at: int) -> None:  # noqa: ANN401
    """Change a code in the sheet and in what the mark says of it."""
    _code(sheet, at)
    mark = sheet.parent["ethnictrack"]
    for (cell,) in mark.iter_rows(min_col=2, max_col=2):
        cell.value = str(cell.value).replace("DA1|investment|central", "DA2|investment|central")


WRONG: tuple[tuple[tuple[object, ...], Edit | None, str], ...] = (
    ((700, None), None, "cell-missing"),
    ((700, "  "), None, "cell-missing"),
    ((700, -5), None, "figure-below-zero"),
    ((700, 1.5), None, "amount-fraction"),
    ((700, "năm mươi"), None, "amount-no-number"),
    ((99, 0), None, "fall-reason"),
    ((700, 10**9 + 1), None, "over-plan"),
    ((700, 50), _code, "form-changed"),
    ((700, 50), _class, "form-changed"),
    ((700, 50), _before, "form-changed"),
    ((700, 50), _row, "form-changed"),
    ((700, 50), _gone, "form-lacking"),
    ((700, 50), _head, "form-lacking"),
    ((700, 50), _merged, "cell-merged"),
    ((700, 50), _formula, "cell-not-computed"),
    ((700, 50), _unmarked, "mark-missing"),
    ((700, 50), _seal, "mark-foreign"),
    ((700, 50), _place, "mark-foreign"),
    ((700, 50), _lines, "mark-foreign"),
)


def test_a_file_that_is_wrong_is_refused_whole(desk: Path) -> None:
    """Each says what is wrong, keeps nothing, and is no matter of the others."""
    wrong = [
        sent(desk, "05001", *figures, name=f"sai-{number}.xlsx", edit=edit)
        for number, (figures, edit, _) in enumerate(WRONG)
    ]
    right = sent(desk, "05002", 700, 50)
    before = entries(desk)

    *refused, taken = take(desk, *wrong, right, code=6)
    assert {(each["result"], each["amount"]) for each in refused} == {("refused", None)}
    found = [
        (number, code in codes(each))
        for number, (each, (*_, code)) in enumerate(zip(refused, WRONG, strict=True))
    ]
    assert found == [(number, True) for number in range(len(WRONG))]
    assert taken["result"] == "received"
    assert status(desk)["05001"]["state"] == "missing"
    assert entries(desk) == before


def _above(sheet: Any, at: int) -> None:  # noqa: ANN401
    del at
    sheet.insert_rows(1)


def _between(sheet: Any, at: int) -> None:  # noqa: ANN401
    sheet.insert_rows(at + 2)


def _beside(sheet: Any, at: int) -> None:  # noqa: ANN401
    del at
    sheet.insert_cols(1)


def _signed(sheet: Any, at: int) -> None:  # noqa: ANN401
    sheet.cell(at + 4, 1).value = "Người lập biểu: Nông Văn A"
    sheet.cell(at + 5, 5).value = "Chủ tịch"


def _total(sheet: Any, at: int) -> None:  # noqa: ANN401
    sheet.cell(at + 3, 1).value = "Tổng cộng"
    sheet.cell(at + 3, FIGURE).value = 750


def _swapped(sheet: Any, at: int) -> None:  # noqa: ANN401
    first, second = (
        [sheet.cell(row, column).value for column in range(1, 8)] for row in (at + 1, at + 2)
    )
    for row, values in ((at + 1, second), (at + 2, first)):
        for column, value in enumerate(values, start=1):
            sheet.cell(row, column).value = value


def _decomposed(sheet: Any, at: int) -> None:  # noqa: ANN401
    del at
    for row in sheet.iter_rows():
        for cell in row:
            if isinstance(cell.value, str):
                cell.value = unicodedata.normalize("NFD", cell.value)


@pytest.mark.parametrize(
    "edit", [_above, _between, _beside, _signed, _total, _swapped, _decomposed]
)
def test_what_does_no_harm_is_let_pass(desk: Path, edit: Edit) -> None:
    """Empty rows and columns, a total that adds up, names below, another order, other spelling."""
    name = unicodedata.normalize("NFD", "Xã số 1 – tháng 10.xlsx")
    (taken,) = take(desk, sent(desk, "05001", 700, 50, name=name, edit=edit))
    assert (taken["result"], taken["amount"]) == ("received", 650)


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        *(("1 250", 1250), ("1\u00a0250", 1250), ("1\u202f250", 1250), ("1.250", 1250)),
        *((" 700 ", 700), ("1.250 đồng", 1250), ("700,0", 700), ("1,5 triệu", 1_500_000)),
        *(("1,250", "amount-two-ways"), (True, "cell-kind")),
        *(("không", "amount-no-number"), ("-", "fall-reason"), (10**13, "over-plan")),
    ],
)
def test_figures_that_are_typed_as_text(desk: Path, typed: object, read: int | str) -> None:
    """What has one reading is read; a figure below the one before needs its reason."""
    file = sent(desk, "05001", typed, 50)
    (taken,) = take(desk, file, code=int(isinstance(read, str)))
    found = codes(taken)[0] if isinstance(read, str) else taken["amount"] - 50 + 100
    assert found == read


def _in_millions(sheet: Any, at: int) -> None:  # noqa: ANN401
    sheet.cell(at, FIGURE).value = "Lũy kế đến hết kỳ (triệu đồng)"


def _unit_above(sheet: Any, at: int) -> None:  # noqa: ANN401
    del at
    sheet["A3"].value = "Đơn vị tính: triệu đồng"


def _column_within(sheet: Any, at: int) -> None:  # noqa: ANN401
    sheet.insert_cols(3)
    sheet.cell(at, 3).value = "Ý kiến"


def _first_sheet(sheet: Any, at: int) -> None:  # noqa: ANN401
    del at
    sheet.parent.create_sheet("Ghi chú thêm", 0)["A1"] = "x"


def _wrong_total(sheet: Any, at: int) -> None:  # noqa: ANN401
    _total(sheet, at)
    sheet.cell(at + 3, FIGURE).value = 7500


@pytest.mark.parametrize(
    ("edit", "found"),
    [
        (_in_millions, ["form-changed"]),
        (_unit_above, ["form-lacking"]),
        (_column_within, ["heading-unknown"]),
        (_first_sheet, ["heading-not-found"]),
        (_wrong_total, ["total-mismatch"]),
    ],
)
def test_another_unit_or_table_is_refused_and_only_that_is_said(
    desk: Path, edit: Edit, found: list[str]
) -> None:
    """A unit of money is not guessed, and what could not be read is not called missing."""
    (taken,) = take(desk, sent(desk, "05001", 700, 50, edit=edit), code=1)
    assert codes(taken) == found


@pytest.mark.parametrize("ending", ["xlsx", "ods", "xls"])
def test_a_form_that_another_program_saved_keeps_its_mark(desk: Path, ending: str) -> None:
    """LibreOffice, in each format it is saved in."""
    needs(None if shutil.which("soffice") else "LibreOffice is not installed")
    through_office([sent(desk, "05001", 700, 50, name="lo.xlsx")], desk / "lo", ending)
    (taken,) = take(desk, desk / "lo" / f"lo.{ending}")
    assert (taken["result"], taken["place"], taken["amount"]) == ("received", "05001", 650)


def test_what_is_no_form_is_refused(desk: Path) -> None:
    """A table of other columns, a text, a file that is not there, one that is open elsewhere."""
    (desk / "den").mkdir()
    (desk / "den" / "thu.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    (desk / "den" / "hong.xlsx").write_bytes(b"PK\x03\x04rubbish")
    openpyxl.Workbook().save(desk / "den" / "trong.xlsx")
    named = ("thu.csv", "hong.xlsx", "trong.xlsx", "khong-co.xlsx", "~$mo.xlsx")

    found = take(desk, *(desk / "den" / name for name in named), code=1)
    assert [codes(each)[0] for each in found] == [
        *("mark-missing", "workbook-unreadable", "mark-missing", "file-not-found", "file-open"),
    ]


def test_a_form_of_another_book_is_refused(desk: Path, tmp_path: Path) -> None:
    """Even one with the same places, programmes and period."""
    (tmp_path / "other").mkdir()
    other = made(tmp_path / "other", 3, OTHER)
    ok("collect", "open", "2026-10", "--due", DUE, book=other, world=OTHER)
    ok("collect", "templates", "2026-10", str(tmp_path / "other" / "bieu"), book=other)
    file = sent(tmp_path / "other", "05001", 700, 50)

    assert codes(take(desk, file, code=1)[0]) == ["mark-foreign"]


def test_a_form_of_another_period_goes_where_it_belongs(desk: Path) -> None:
    """Or is refused, where all have to be of one."""
    book = desk / "book.sqlite"
    ok("collect", "open", "2026-09", "--due", "15/10/2026", book=book, world=AT)
    ok("collect", "templates", "2026-09", str(desk / "thang-9"), book=book)
    file = fill(form_of(desk / "thang-9", "05001"), desk / "den" / "a.xlsx", [100, 0])

    (refused,) = take(desk, file, "--period", "2026-10", code=1)
    assert codes(refused) == ["mark-period"]
    assert (refused["period"], refused["place"]) == ("2026-09", "05001")
    (taken,) = take(desk, file)
    assert (taken["period"], taken["result"], taken["amount"]) == ("2026-09", "received", 0)
    assert status(desk)["05001"]["state"] == "missing"


def test_a_form_under_the_name_of_another_unit_is_refused(desk: Path) -> None:
    """Whose figures it has nobody knows; under any other name its mark says whose it is."""
    figures = 700, 50
    wrong = sent(desk, "05001", *figures, name="2026-10-05002-xa-so-2.xlsx")
    assert codes(take(desk, wrong, code=1)[0]) == ["form-other-unit"]
    assert take(desk, wrong.rename(desk / "den" / "bc.xlsx"))[0]["place"] == "05001"


def test_a_period_that_is_not_over_or_of_a_closed_year_takes_nothing(desk: Path) -> None:
    """What `disburse add` would refuse, refuses the file."""
    file = sent(desk, "05001", 700, 50)
    early = still(datetime(2026, 10, 28, 1, 0, tzinfo=UTC))
    assert codes(take(desk, file, code=1, world=early)[0]) == ["future-date"] * 2
    later = still(datetime(2027, 2, 20, 1, 0, tzinfo=UTC))
    closed = ("book", "close", "2026", "--anyway", "thử", "--on", "15/2/2027")
    ok(*closed, book=desk / "book.sqlite", world=later)
    assert set(codes(take(desk, file, code=1, world=later)[0])) == {"year-closed"}


def test_a_unit_that_ended_is_asked_no_more(desk: Path) -> None:
    """It is refused by name; all communes are those in force; what it paid stays its own."""
    book = desk / "book.sqlite"
    more = ("--level", "commune", "--parent", "05", "--valid-to", "30/6/2026")
    ok("place", "add", "05900", "Xã cũ", *more, "--successor", "05002", book=book)
    words = ("collect", "open", "2026-11", "--due", "15/12/2026")
    ran = run(*words, "--places", "05900", "--json", book=book, world=AT)
    assert (ran.code, ran.error["code"]) == (1, "unit-not-in-force")
    opened = run(*words, "--json", book=book, world=AT)
    assert [each["place"] for each in opened.data["units"]] == [*CODES[:3]]
    assert "05900 (Xã cũ)" in opened.err
    june = ok("collect", "open", "2026-6m", "--due", "15/7/2026", "--json", book=book, world=AT)
    assert [each["place"] for each in june.data["units"]] == [*CODES[:3], "05900"]


@pytest.mark.parametrize(
    ("words", "exit_", "code"),
    [
        (("2026-10", "--due", DUE), 1, "collection-open"),
        (("2026-10", "--due", "16/11/2026", "--places", "05"), 1, "collection-open"),
        (("2026-10", "--due", DUE, "--places", "05"), 1, "units-nested"),
        (("2026-13", "--due", DUE), 2, "collection-period"),
        (("2026-09", "--due", DUE, "--form", "half-year"), 2, "collection-form"),
        (("2026-09", "--due", DUE, "--level", "district"), 1, "units-none"),
        (("2026-09", "--due", DUE, "--places", "05001", "--under", "05"), 2, "contradiction"),
        (("2026-09",), 2, "missing-value"),
    ],
)
def test_what_cannot_be_asked(desk: Path, words: tuple[str, ...], exit_: int, code: str) -> None:
    """Nothing is kept of it."""
    ran = run("collect", "open", *words, "--json", book=desk / "book.sqlite", world=AT)
    assert (ran.code, ran.error["code"]) == (exit_, code)
    unknown = run("collect", "status", "2026-09", "--json", book=desk / "book.sqlite", world=AT)
    assert (unknown.code, unknown.error["code"]) == (1, "unknown-collection")
    program = f"`ethnictrack --book {desk / 'book.sqlite'}"
    assert f"{program} collect open 2026-09 --due 15/10/2026`" in unknown.error["hint"]


@pytest.mark.parametrize(
    "words",
    [
        ("--places", "05001", "05003"),
        ("--places", "05001", "--places", "05003"),
        ("--places", "05001,05003"),
        ("--places", "Xã số 1", "Xã số 3"),
    ],
)
def test_units_are_named_in_every_way(desk: Path, words: tuple[str, ...]) -> None:
    """One behind the other, one by one, with commas, by name."""
    asked = ("collect", "open", "2026-09", "--due", DUE, *words, "--json")
    ran = ok(*asked, book=desk / "book.sqlite", world=AT)
    assert [each["place"] for each in ran.data["units"]] == ["05001", "05003"]


def test_forms_that_are_there_are_not_written_over(desk: Path) -> None:
    """Unless told so; a year without plan has none."""
    book, folder = desk / "book.sqlite", str(desk / "bieu")
    ran = run("collect", "templates", "2026-10", folder, "--json", book=book)
    assert (ran.code, ran.error["code"]) == (1, "file-exists")
    ok("collect", "templates", "2026-10", folder, "--replace", book=book)
    ok("collect", "open", "2025-10", "--due", "15/11/2025", book=book, world=AT)
    ran = run("collect", "templates", "2025-10", str(desk / "cu"), "--json", book=book)
    assert (ran.code, ran.error["code"]) == (1, "form-empty")
    (desk / "tep").write_text("", encoding="utf-8")
    ran = run("collect", "templates", "2026-10", str(desk / "tep"), "--json", book=book)
    assert (ran.code, ran.error["code"]) == (2, "folder")
    (desk / "trong").mkdir()
    ran = run("collect", "take", str(desk / "trong"), "--json", book=book, world=AT)
    assert (ran.code, ran.error["code"]) == (2, "folder-empty")


@pytest.mark.parametrize("how", ["setting", "flag"])
def test_figures_may_be_kept_beside_the_book(desk: Path, how: str) -> None:
    """Where the office records its own vouchers, nothing is written to the ledger."""
    book = desk / "book.sqlite"
    flag = []
    if how == "setting":
        ok("book", "settings", "collect", "compare-only", book=book)
    else:
        flag = ["--compare-only"]
    sent(desk, "05001", 700, 50)
    take(desk, desk / "den")
    before = entries(desk)

    (done,) = accept(desk, "05001", *flag)
    assert (done["result"], done["batch"], done["amount"]) == ("accepted", None, 650)
    assert entries(desk) == before
    assert (status(desk)["05001"]["state"], status(desk)["05001"]["amount"]) == ("accepted", 650)
    table = ok("report", "collect", "2026-10", "--json", book=book, world=AT).data
    assert [(each["cumulative"], each["book"], each["difference"]) for each in table["rows"]] == [
        (700, 100, 600),
        (50, 0, 50),
    ]


def test_the_next_period_goes_on_from_what_was_accepted_beside_the_book(desk: Path) -> None:
    """Its forms say what was accepted, and a fall is one against that."""
    book = desk / "book.sqlite"
    ok("book", "settings", "collect", "compare-only", book=book)
    sent(desk, "05001", 700, 50)
    take(desk, desk / "den")
    accept(desk, "05001")
    ok("collect", "open", "2026-11", "--due", "15/12/2026", book=book, world=AT)
    ok("collect", "templates", "2026-11", str(desk / "thang-11"), book=book)
    form = form_of(desk / "thang-11", "05001")
    sheet = openpyxl.load_workbook(form).worksheets[0]
    at = heading_of(sheet)
    assert [sheet.cell(row, 5).value for row in (at + 1, at + 2)] == [700, 50]
    file = fill(form, desk / "den" / "11.xlsx", [600, 50])
    later = still(datetime(2026, 12, 5, 1, 0, tzinfo=UTC))
    assert codes(take(desk, file, code=1, world=later)[0]) == ["fall-reason"]


def test_a_treasury_stands_beside_it(desk: Path) -> None:
    """By the entries that its lines are, or by the account they are of; the rest is named."""
    book = desk / "book.sqlite"
    sent(desk, "05001", 700, 50)
    take(desk, desk / "den")
    accept(desk, "05001")
    lines = ("01/10/2026;DA1;đầu tư;NSTW;9", "31/10/2026;DA1;đầu tư;NSTW;600")
    file = desk / "kho-bac.csv"
    head = "Ngày;Mã chương trình;Loại vốn;Nguồn vốn;Số tiền"
    file.write_text("\n".join([head, *lines]), encoding="utf-8")
    ok("reconcile", "take", str(file), "--as-of", "31/10/2026", book=book, world=AT)
    table = ok("report", "collect", "2026-10", "--json", book=book, world=AT).data
    assert [each["treasury"] for each in table["rows"]] == [600, None]
    assert any("1, 9" in each for each in table["notes"])
    own = ("--as-of", "31/10/2026", "--place", "05001")
    ok("reconcile", "take", str(file), *own, book=book, world=AT)
    ok("reconcile", "drop", "1", "--reason", "thử", book=book, world=AT)
    table = ok("report", "collect", "2026-10", "--json", book=book, world=AT).data
    assert table["total"]["treasury"] == 609


def test_deadlines_name_what_is_not_accepted_and_not_agreed(desk: Path) -> None:
    """A line a period and a statement, by their days, until nothing is open."""
    book = desk / "book.sqlite"
    file = desk / "kho-bac.csv"
    file.write_text("date,amount\n2026-09-20,5\n", encoding="utf-8")
    ok("reconcile", "take", str(file), "--as-of", "30/9/2026", book=book, world=AT)
    words = ("report", "deadlines", "--on", "1/11/2026", "--json")
    rows = ok(*words, book=book, world=AT).data["rows"]
    assert [each["date"] for each in rows] == sorted(each["date"] for each in rows)
    found = {each["kind"]: each for each in rows if each["kind"] != "law"}
    assert found["collection"]["object"] == "2026-10"
    assert (found["collection"]["date"], found["collection"]["open"]) == ("2026-11-15", 3)
    assert (found["reconciliation"]["date"], found["reconciliation"]["open"]) == ("2026-10-10", 4)
    assert [found[each]["overdue"] for each in ("collection", "reconciliation")] == [False, True]
    for place in CODES[:3]:
        ok("collect", "nil", "2026-10", place, book=book, world=AT)
    accept(desk)
    kinds = {each["kind"] for each in ok(*words, book=book, world=AT).data["rows"]}
    assert "collection" not in kinds


def test_a_book_with_collections_is_checked_verified_and_exported(desk: Path) -> None:
    """Whole: the key of the forms goes with it, and files are taken in the copy as in the book."""
    sent(desk, "05001", 700, 50)
    take(desk, desk / "den")
    accept(desk, "05001")
    book, copy = desk / "book.sqlite", desk / "copy.sqlite"
    ok("book", "check", book=book)
    ok("book", "verify", book=book)
    ok("book", "export", str(desk / "so.jsonl"), book=book)
    ok("book", "import", str(desk / "so.jsonl"), book=copy)
    words = ("collect", "status", "2026-10", "--json")
    assert ok(*words, book=copy, world=AT).data == ok(*words, book=book, world=AT).data
    file = sent(desk, "05002", 700, 50)
    taken = ok("collect", "take", str(file), "--json", book=copy, world=AT).data
    assert taken[0]["result"] == "received"


def test_the_verbs_are_run_from_a_file(desk: Path) -> None:
    """Where some files are refused, that line ends with 6 and what it kept stays."""
    right, wrong = sent(desk, "05001", 700, 50), sent(desk, "05002", 700)
    lines = f"collect take {right} {wrong}\ncollect accept 2026-10 05001\ncollect status 2026-10\n"
    (desk / "viec.txt").write_text(lines, encoding="utf-8")
    words = ("run", str(desk / "viec.txt"), "--keep-going")
    ran = run(*words, book=desk / "book.sqlite", world=AT)
    assert ran.code == 6
    assert '"exit":6' in ran.out
    assert status(desk)["05001"]["state"] == "accepted"


@given(st.lists(st.tuples(st.integers(0, 2), st.integers(0, 400), st.integers(0, 300)), max_size=6))
@settings(max_examples=5, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_taking_changes_no_entry(
    desk: Path, tmp_path_factory: pytest.TempPathFactory, files: list[tuple[int, int, int]]
) -> None:
    """Whatever is sent, in whatever order; of each unit the last file counts."""
    own = tmp_path_factory.mktemp("own") / "desk"
    shutil.copytree(desk, own)
    before = entries(own)
    sums = [one + other - 100 - unit for unit, one, other in files]
    came = [
        sent(own, CODES[unit], one, other, name=f"{number}.xlsx")
        for number, (unit, one, other) in enumerate(files)
    ]
    words = ("collect", "take", *map(str, came), "--json")
    taken = run(*words, book=own / "book.sqlite", world=AT).data if came else []
    kept = {"received", "replaced"}
    last = {
        each["place"]: amount
        for each, amount in zip(taken, sums, strict=True)
        if each["result"] in kept
    }
    assert entries(own) == before
    shown = {place: each["amount"] for place, each in status(own).items() if each["file"]}
    assert shown == last


def _figures(number: int, chance: random.Random) -> tuple[int, int]:
    """Return what a commune has paid by the end of October."""
    return 100 + number + chance.randrange(10**6), chance.randrange(10**6)


@pytest.fixture(scope="module")
def month(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, Any]]:
    """Play October 2026 of fifty-six communes; return the folder and what each has paid."""
    desk, chance = tmp_path_factory.mktemp("month"), random.Random(2026)  # noqa: S311 - figures to fill in
    book = made(desk, COUNT)
    for period, due, folder in (("2026-09", "15/10/2026", "9"), ("2026-10", DUE, "bieu")):
        ok("collect", "open", period, "--due", due, book=book, world=AT)
        ok("collect", "templates", period, str(desk / folder), book=book)
    paid = {code: _figures(number, chance) for number, code in enumerate(CODES)}
    return desk, paid


def test_a_month_of_fifty_six_communes(month: tuple[Path, dict[str, Any]]) -> None:
    """Forty right, eight late, five wrong, two the same, one of another period; then all mended.

    Every state is shown, and the table is what the communes paid, added up without the program.
    """
    desk, paid = month
    right, late, wrong = CODES[:40], CODES[40:48], CODES[48:53]
    twin, copied, other = CODES[53:]
    files = [sent(desk, each, *paid[each]) for each in right]
    if shutil.which("soffice"):  # some are written by LibreOffice
        (desk / "lo").mkdir()
        through_office(files[:6], desk / "lo")
        for each in (desk / "lo").iterdir():
            each.replace(desk / "den" / each.name)
    first = sent(desk, twin, *paid[twin])
    shutil.copy(first, desk / "den" / "gui-lai.xlsx")
    fill(form_of(desk / "9", other), desk / "den" / "thang-truoc.xlsx", [200, 0])
    edits: tuple[dict[str, Any], ...] = (
        {"figures": (paid[wrong[0]][0], None)},
        {"figures": paid[wrong[1]], "edit": _code},
        {"figures": (paid[wrong[2]][0], 10**9 + 1)},
        {"figures": (1, 0)},
        {"figures": paid[wrong[4]], "edit": _unmarked},
    )
    for place, how in zip(wrong, edits, strict=True):
        form = form_of(desk / "bieu", place)
        fill(form, desk / "den" / form.name, **how)
    before = entries(desk)

    taken = take(desk, desk / "den", "--period", "2026-10", "--on", "14/11/2026", code=6)
    assert Counter(each["result"] for each in taken) == {"received": 41, "same": 1, "refused": 6}
    refused = [codes(each) for each in taken if each["result"] == "refused"]
    assert sorted(each[0] for each in refused) == sorted(
        ("cell-missing", "form-changed", "over-plan", "fall-reason", "mark-missing", "mark-period")
    )
    for place in late:
        sent(desk, place, *paid[place], name=f"muon/{place}.xlsx")
    take(desk, desk / "den" / "muon", "--on", "20/11/2026")
    assert entries(desk) == before
    shown = status(desk, "--on", "21/11/2026")
    assert Counter(each["state"] for each in shown.values()) == {"received": 49, "missing": 7}
    assert {place for place, each in shown.items() if each["late"]} == {
        *(*late, *wrong, copied, other)
    }

    book = desk / "book.sqlite"
    ok("collect", "nil", "2026-10", copied, book=book, world=AT)
    paid[copied] = (100 + CODES.index(copied), 0)
    ok("collect", "return", "2026-10", late[0], "--reason", "Sai mẫu", book=book, world=AT)
    accept(desk, *right)
    paid[right[0]] = (paid[right[0]][0] + 5, paid[right[0]][1])
    take(desk, sent(desk, right[0], *paid[right[0]], name="dinh-chinh.xlsx"))
    states = Counter(each["state"] for each in status(desk).values())
    assert states == {
        "accepted": 39,
        "corrected": 1,
        "received": 8,
        "nil": 1,
        "returned": 1,
        "missing": 6,
    }
    reported = {place: paid[place] for place in (*right, *late[1:], twin, copied)}
    _agrees(ok("report", "collect", "2026-10", "--json", book=book, world=AT).data, reported)

    for place in (late[0], *wrong, other):
        paid[place] = (paid[place][0] + 1, paid[place][1])
        take(desk, sent(desk, place, *paid[place], name=f"lan-2-{place}.xlsx"))
    accept(desk)
    table = ok("report", "collect", "2026-10", "--json", book=book, world=AT).data
    _agrees(table, paid)
    assert {each["difference"] for each in table["rows"]} == {0}
    whole = Counter[str]()
    for entry in entries(desk):
        whole[entry["place"]] += entry["effect"]
    assert whole == {place: sum(figures) for place, figures in paid.items()}
    assert {each["state"] for each in status(desk).values()} == {"accepted"}
    ok("book", "check", book=book)
    ok("book", "verify", book=book)


def _agrees(table: dict[str, Any], paid: dict[str, tuple[int, int]]) -> None:
    """Compare the table of the program with what communes paid, added up here."""
    expected = {
        (place, code, *CLASSES[code]): amount
        for place, figures in paid.items()
        for code, amount in zip(LINES, figures, strict=True)
        if amount or place in paid
    }
    rows = {
        (row["place"], row["program"], row["capital"], row["source"]): row["cumulative"]
        for row in table["rows"]
    }
    assert {key: value for key, value in rows.items() if value} == {
        key: value for key, value in expected.items() if value
    }
    before = sum(100 + CODES.index(place) for place in paid)
    total = sum(map(sum, paid.values()))
    assert (table["total"]["before"], table["total"]["cumulative"]) == (before, total)
    assert table["total"]["in_month"] == total - before
