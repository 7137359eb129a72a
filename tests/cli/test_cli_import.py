"""Importing as scripts do it: JSON, exit codes, and a book that is left as it was."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.books import digest
from tests.shell import Ran, ok, run, spawn

HEADING = "program,amount,date,voucher,note\n"


@pytest.fixture
def planned(fresh_book: Path) -> Path:
    """Return a book with a plan of one billion for DA1."""
    ok("allocate", "add", "DA1", "1.000 triệu", "--year", "2021", book=fresh_book)
    return fresh_book


def _imported(book: Path, rows: str, *words: str, noun: str = "disburse") -> Ran:
    """Import rows as a file of CSV."""
    path = book.with_name("rows.csv")
    path.write_text(rows, encoding="utf-8")
    return run(noun, "import", str(path), *words, "--json", book=book)


def _paid(book: Path) -> int:
    total = ok("report", "rates", "--year", "2021", "--json", book=book).data["total"]
    return int(total["disbursed"])


def test_the_rows_of_a_file_are_kept_as_one_import(planned: Path) -> None:
    """Two equal rows of one file may be real: both are kept."""
    row = "DA1,5.000.000,15/11/2021,,Đợt 1\n"

    data = _imported(planned, HEADING + row + row).data

    assert (data["batch"], data["rows"], data["accepted"], data["amount"]) == (1, 2, 2, 10_000_000)
    listed = ok("disburse", "list", "--batch", "1", "--json", book=planned).data
    assert [each["amount"] for each in listed] == [5_000_000, 5_000_000]
    assert {each["batch"] for each in listed} == {1}


def test_the_sum_of_an_import_is_what_it_moved(planned: Path) -> None:
    """A refund takes away, in the answer and in the list of imports."""
    rows = "kind,program,amount,date\npayment,DA1,10,15/11/2021\nrefund,DA1,3,16/11/2021\n"

    data = _imported(planned, rows).data

    (batch,) = ok("book", "batches", "--json", book=planned).data
    assert (data["amount"], batch["amount"], _paid(planned)) == (7, 7, 7)


def test_one_sheet_of_two_communes_comes_in_twice(planned: Path) -> None:
    """What is said for all rows is part of what makes a file the same."""
    rows = "program,amount\nDA1,5\n"
    words = [("--set", f"date={day}") for day in ("15/11/2021", "16/11/2021", "15/11/2021")]

    codes = [_imported(planned, rows, *each).code for each in words]

    assert (codes, _paid(planned)) == ([0, 0, 1], 10)


def test_one_bad_row_keeps_all_of_them_out(planned: Path) -> None:
    """Every problem is listed in the order of the file, and the book is the same to the byte."""
    before = digest(planned)
    rows = (
        "DA1,5.000.000,15/11/2021,PC-1,\n"
        "DA9,5.000.000,15/11/2021,PC-2,\n"
        "DA1,15.21 tỷ,31/2/2021,PC-3,\n"
        "DA1,999.000.000,15/11/2021,PC-4,\n"
    )

    ran = _imported(planned, HEADING + rows)

    assert (ran.code, ran.data["rejected"], ran.data["accepted"]) == (1, 3, 0)
    assert [(each["line"], each["code"]) for each in ran.data["errors"]] == [
        (3, "unknown-code"),
        (4, "numbers-mixed"),
        (4, "date-impossible"),
        (5, "over-plan"),
    ]
    assert digest(planned) == before


def test_rejected_rows_are_mended_and_fed_straight_back(planned: Path) -> None:
    """The file of rejects has the headings of the first, and its column of reasons is ignored."""
    rejects = planned.with_name("loai.csv")
    _imported(planned, HEADING + "DA9,1.000,15/11/2021,PC-2,\n", "--rejects", str(rejects))
    mended = rejects.read_text(encoding="utf-8-sig").replace("DA9", "DA1")

    data = _imported(planned, mended).data

    assert (data["accepted"], _paid(planned)) == (1, 1000)


def test_a_file_of_rejects_says_what_was_set_aside(planned: Path) -> None:
    """In its column of reasons alone: fed back, those rows say nothing of their own."""
    rejects = planned.with_name("loai.csv")
    rows = "DA9,1.000,15/11/2021,PC-2,\nTổng cộng,1.000,,,\n"
    _imported(planned, HEADING + rows, "--rejects", str(rejects))
    mended = rejects.read_text(encoding="utf-8-sig").replace("DA9", "DA1")

    data = _imported(planned, mended).data

    assert "Tổng cộng | 1.000" in mended
    assert (data["accepted"], _paid(planned)) == (1, 1000)
    assert [each["as"] for each in data["set_aside"]] == ["before"]


@pytest.mark.parametrize("name", ["loai.tsv", "loai.TXT", "loai"])
def test_rejected_rows_are_read_back_as_their_name_says(planned: Path, name: str) -> None:
    """Columns apart by tabs in .tsv, else CSV."""
    rejects = planned.with_name(name)
    row = 'DA9,1.000,15/11/2021,PC-2,"Đợt 1, 2"\n'
    _imported(planned, HEADING + row, "--rejects", str(rejects))
    mended = rejects.read_text(encoding="utf-8-sig").replace("DA9", "DA1")
    rejects.write_text(mended, encoding="utf-8")

    ok("disburse", "import", str(rejects), book=planned)

    (entry,) = ok("disburse", "list", "--json", book=planned).data
    assert (entry["amount"], entry["note"]) == (1000, "Đợt 1, 2")
    assert ("\t" in mended) == (rejects.suffix == ".tsv")


@pytest.mark.parametrize("name", ["loai.xlsx", "loai.ods", "loai.csv.bak"])
def test_rejected_rows_go_into_no_file_of_another_kind(planned: Path, name: str) -> None:
    """It could not be read back; the refusal comes before the rows are looked at."""
    rejects = planned.with_name(name)

    ran = _imported(planned, HEADING + "DA9,1.000,,,\n", "--rejects", str(rejects))

    assert (ran.code, ran.error["code"], ran.out) == (2, "unknown-format", "")
    assert not rejects.exists()


def test_rejected_rows_keep_the_unit_that_stood_above_them(planned: Path) -> None:
    """Without it they would come back a million times smaller."""
    rejects = planned.with_name("loai.csv")
    rows = "Đơn vị tính: triệu đồng,,\nMã chương trình,Số tiền,Ngày\nDA9,5,15/11/2021\n"
    _imported(planned, rows, "--rejects", str(rejects))
    mended = rejects.read_text(encoding="utf-8-sig").replace("DA9", "DA1")

    _imported(planned, mended)

    assert _paid(planned) == 5_000_000


def test_the_same_file_is_not_taken_twice(planned: Path) -> None:
    """It is named with its import; a file that grew brings in what is new."""
    rows = HEADING + "DA1,1.000,15/11/2021,PC-1,\nDA1,1.000,15/11/2021,,\n"
    _imported(planned, rows)

    again = run("disburse", "import", str(planned.with_name("rows.csv")), book=planned, lang="en")
    grown = _imported(planned, rows + "DA1,1.000,15/11/2021,,\n", "--duplicates", "skip")

    assert (again.code, "already-imported" in again.err) == (1, True)
    assert (grown.data["accepted"], grown.data["skipped"]) == (1, 2)
    assert _paid(planned) == 3000


def test_a_dry_run_shows_what_would_change_and_keeps_nothing(planned: Path) -> None:
    """It is the real run with the transaction dropped."""
    before = digest(planned)

    data = _imported(planned, HEADING + "DA1,250.000.000,15/11/2021,,\n", "--dry-run").data

    assert digest(planned) == before
    (effect,) = [each for each in data["effects"] if each["code"] == "DA1"]
    assert (effect["disbursed_before"], effect["disbursed"]) == (0, 250_000_000)
    assert (effect["rate_before"], effect["rate"]) == (0, 25)


def test_an_import_is_taken_back_as_a_whole_and_may_come_again(planned: Path) -> None:
    """Its rows are no duplicates any more."""
    rows = HEADING + "DA1,1.000,15/11/2021,PC-1,\nDA1,2.000,15/11/2021,PC-2,\n"
    _imported(planned, rows)

    undone = ok("book", "undo", "1", "--reason", "nhầm", "--json", book=planned).data
    empty = _paid(planned)
    again = _imported(planned, rows).data

    assert (undone["undoes"], undone["rows"], empty) == (1, 2, 0)
    assert (again["accepted"], _paid(planned)) == (2, 3000)
    assert [each["severity"] for each in ok("book", "check", "--json", book=planned).data] == []


def test_plan_that_payments_rest_on_is_not_taken_back(fresh_book: Path) -> None:
    """Nothing of the import is, then."""
    _imported(fresh_book, "program,amount,year\nDA1,5.000,2021\nDA2,5.000,2021\n", noun="allocate")
    ok("disburse", "add", "DA1", "4.000", "--date", "15/11/2021", book=fresh_book)
    before = digest(fresh_book)

    ran = run("book", "undo", "1", "--reason", "nhầm", "--json", book=fresh_book)

    assert (ran.code, ran.error["code"]) == (1, "over-plan")
    assert digest(fresh_book) == before


def test_standard_input_is_a_file_too(planned: Path) -> None:
    """The name for it is -."""
    path = planned.with_name("rows.csv")
    path.write_text(f"{HEADING}DA1,5,1/6/2021,,\n", encoding="utf-8")

    with path.open("rb") as rows:
        ran = spawn("disburse", "import", "-", "--json", book=planned, stdin=rows)

    data = json.loads(ran.stdout)
    assert (ran.returncode, data["file"], data["accepted"]) == (0, "-", 1)


def test_registers_inspections_and_activities_are_imported(planned: Path) -> None:
    """Parents before children, money with its inspection, numbers with their activity."""
    done = [
        _imported(planned, "code,name,parent\nX1,Chương trình X,\nX2,Dự án X,X1\n", noun="program"),
        _imported(planned, "code,name,level,parent\n0431,Xã A,commune,043\n", noun="place"),
        _imported(
            planned,
            "code,title,stage,stage_date,recommended,recovered\n"
            "TT1,Thanh tra,concluded,15/11/2021,2.900 triệu,hơn 2.300 triệu\n",
            noun="inspect",
        ),
        _imported(
            planned,
            "code,name,unit,year,target,actual,date\nTL,Tài liệu,cuốn,2021,200,153,15/11/2021\n",
            noun="activity",
        ),
    ]

    assert [ran.data["accepted"] for ran in done] == [2, 1, 1, 1]
    inspection = ok("inspect", "show", "TT1", "--json", book=planned).data
    assert (inspection["stage"], inspection["recovered"]) == ("concluded", 2_300_000_000)
    assert inspection["outstanding"] == 600_000_000


def test_a_number_of_an_activity_is_not_counted_twice(fresh_book: Path) -> None:
    """The same row in another file is known again; two equal rows of one file are two numbers."""
    heading = "code,name,unit,year,target,actual,date\n"
    row = "TL,Tài liệu,cuốn,2021,200,153,15/11/2021\n"
    first = _imported(fresh_book, heading + row, noun="activity").data

    again = _imported(fresh_book, heading.upper() + row, noun="activity")
    grown = _imported(fresh_book, heading + row + row, "--duplicates", "skip", noun="activity").data

    assert first["accepted"] == 1
    assert (again.code, [each["code"] for each in again.data["errors"]]) == (1, ["duplicate-row"])
    assert (grown["accepted"], grown["skipped"]) == (1, 1)
    (activity,) = ok("activity", "list", "--year", "2021", "--json", book=fresh_book).data
    assert (activity["target"], activity["actual"]) == (200, 306)


def test_a_number_that_was_taken_back_may_come_again(fresh_book: Path) -> None:
    """Like the rows of the ledger."""
    rows = "code,name,unit,year,actual,date\nTL,Tài liệu,cuốn,2021,153,15/11/2021\n"
    _imported(fresh_book, rows, noun="activity")
    ok("book", "undo", "1", "--reason", "nhầm", book=fresh_book)

    assert _imported(fresh_book, rows, noun="activity").data["accepted"] == 1


def test_a_target_alone_is_taken_when_it_is_another(fresh_book: Path) -> None:
    """The same target again is a line the book has."""
    heading = "code,name,unit,year,target\n"
    _imported(fresh_book, heading + "TL,Tài liệu,cuốn,2021,200\n", noun="activity")

    same = _imported(fresh_book, heading.upper() + "TL,Tài liệu,cuốn,2021,200\n", noun="activity")
    other = _imported(fresh_book, heading + "TL,Tài liệu,cuốn,2021,250\n", noun="activity").data

    assert (same.code, other["accepted"]) == (1, 1)


def test_a_number_of_an_activity_may_be_said_in_thousands(fresh_book: Path) -> None:
    """In a file as on the command line, with its hedge."""
    rows = "code,name,unit,year,actual,date\nTT,Tờ rơi,tờ,2021,trên 100 nghìn,15/11/2021\n"
    _imported(fresh_book, rows, noun="activity")
    ok(
        "activity",
        "record",
        "TT",
        "1,5 triệu",
        "--year",
        "2021",
        "--date",
        "15/11/2021",
        book=fresh_book,
    )

    shown = ok("activity", "show", "TT", "--json", book=fresh_book).data

    found = [(each["value"], each["qualifier"]) for each in shown["records"]]
    assert found == [(100_000, "over"), (1_500_000, None)]


def test_a_list_of_plans_in_csv_is_fed_back_as_it_was_printed(
    planned: Path, template: Path, tmp_path: Path
) -> None:
    """Columns that the book fills are passed over, and those that are empty for all plans."""
    listed = ok("allocate", "list", "-O", "csv", book=planned).out
    other = tmp_path / "khac.sqlite"
    other.write_bytes(template.read_bytes())

    assert _imported(other, listed, noun="allocate").data["accepted"] == 1
    header, row = listed.splitlines()
    cells = row.split(",")
    cells[header.split(",").index("payee")] = "Công ty A"
    told = _imported(other, f"{header}\n{','.join(cells)}\n", noun="allocate").data["errors"]
    assert [(each["code"], each["column"]) for each in told] == [("column-not-kept", "payee")]
