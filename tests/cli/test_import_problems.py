"""Every problem of every row in one run: its column, its value, and the line it repeats."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.shell import ok, run


@pytest.fixture
def planned(fresh_book: Path) -> Path:
    """Return a book with a plan of 100 đồng, and a payment of a script."""
    ok("program", "add", "P", "Chương trình", book=fresh_book)
    ok("allocate", "add", "P", "100", "--year", "2021", book=fresh_book)
    ok(
        *("disburse", "add", "P", "6", "--date", "5/5/2021", "--id", "K6"),
        book=fresh_book,
    )
    return fresh_book


def problems(book: Path, rows: str, noun: str = "disburse") -> list[tuple[object, ...]]:
    """Import rows; return line, column, value and code of every problem."""
    file = book.with_name("rows.csv")
    file.write_text(rows, encoding="utf-8")
    ran = run(noun, "import", str(file), "--json", book=book)
    assert ran.code == 1
    told = json.loads(ran.out)["errors"]
    return [(each["line"], each["column"], each["value"], each["code"]) for each in told]


def test_all_that_is_wrong_with_a_row_is_said_at_once(planned: Path) -> None:
    """What cannot be read, and what the book does not have, in the same run."""
    rows = "Mã chương trình,Ngày,Số tiền,Địa bàn\nXX,5/5/2021,bad,zz\nXX,5/1/2021,5,zz\n"

    assert problems(planned, rows) == [
        (2, "Số tiền", "bad", "amount-no-number"),
        (2, "Mã chương trình", "XX", "unknown-code"),
        (2, "Địa bàn", "zz", "unknown-code"),
        (3, "Mã chương trình", "XX", "unknown-code"),
        (3, "Địa bàn", "zz", "unknown-code"),
        (3, "Ngày", "5/1/2021", "year-needed"),
    ]


def test_what_a_rule_refuses_names_its_cell(planned: Path) -> None:
    """The plan the amount, the calendar the date, a key itself."""
    ok("program", "add", "Q", "Chưa có kế hoạch", book=planned)
    rows = (
        "program,date,amount,key,plan_year\n"
        "P,5/5/2021,95,,\n"
        "Q,5/5/2021,5,,\n"
        "P,5/5/2050,5,,\n"
        "P,5/5/2021,7,K6,\n"
        "P,5/5/2021,7,,2022\n"
    )

    assert problems(planned, rows) == [
        (2, "amount", "95", "over-plan"),
        (3, "program", "Q", "no-plan"),
        (4, "date", "5/5/2050", "future-date"),
        (5, "key", "K6", "key-conflict"),
        (6, "plan_year", "2022", "wrong-plan-year"),
    ]


def test_what_the_file_does_not_say_has_no_cell(planned: Path) -> None:
    """A value for every row (--set) stands in no column."""
    file = planned.with_name("rows.csv")
    file.write_text("program,amount\nP,5\n", encoding="utf-8")
    ran = run(*("disburse", "import", str(file), "--set", "date=5/5/2050", "--json"), book=planned)
    (told,) = json.loads(ran.out)["errors"]

    assert (told["code"], told["column"], told["value"]) == ("future-date", None, None)


def test_registers_name_the_cell_too(planned: Path) -> None:
    """A parent that is not there, and one that a refused row would have brought."""
    rows = "code,name,parent\nA,A,XX\nP,Trùng,\nB,B,A\n"

    assert problems(planned, rows, "program") == [
        (2, "parent", "XX", "unknown-code"),
        (3, "code", "P", "duplicate-code"),
        (4, "parent", "A", "unknown-code"),
    ]


def test_a_parent_of_the_same_file_is_known_to_a_row_that_cannot_be_read(planned: Path) -> None:
    """It stands above it."""
    rows = "code,name,parent,from_year\nA,A,P,\nB,B,A,xx\n"

    assert problems(planned, rows, "program") == [(3, "from_year", "xx", "year-unreadable")]


def test_a_voucher_and_a_key_used_twice_name_the_line_and_no_entry(planned: Path) -> None:
    """An entry of a file that is not kept can be looked up nowhere."""
    rows = (
        "program,date,amount,voucher,key\n"
        "P,5/5/2021,3,F,\n"
        "P,5/5/2021,3,F,\n"
        "P,5/5/2021,4,,K7\n"
        "P,5/5/2021,5,,K7\n"
    )
    file = planned.with_name("rows.csv")
    file.write_text(rows, encoding="utf-8")
    told = json.loads(run("disburse", "import", str(file), "--json", book=planned).out)["errors"]

    assert [(each["line"], each["code"]) for each in told] == [
        (3, "duplicate-voucher"),
        (5, "key-conflict"),
    ]
    assert "dòng 2" in told[0]["message"]
    assert "dòng 4" in told[1]["message"]


def test_a_key_used_twice_for_the_same_is_taken_once(planned: Path) -> None:
    """It says that it is the same fact; without a key two equal rows are two facts."""
    file = planned.with_name("rows.csv")
    file.write_text("program,date,amount,key\nP,5/5/2021,3,K7\nP,5/5/2021,3,K7\n")
    first = ok("disburse", "import", str(file), "--json", book=planned).data

    assert (first["rows"], first["accepted"], first["skipped"]) == (2, 1, 1)


def test_a_key_of_an_entry_typed_by_hand_names_the_entry(planned: Path) -> None:
    """No import brought it."""
    file = planned.with_name("rows.csv")
    file.write_text("program,date,amount,key\nP,5/5/2021,6,K6\n")
    refused = run("disburse", "import", str(file), "--json", book=planned)
    (told,) = json.loads(refused.out)["errors"]

    assert told["code"] == "duplicate-row"
    assert "Bút toán số 2" in told["message"]


def test_a_script_reads_on_stderr_that_nothing_was_kept(planned: Path) -> None:
    """As of any refusal; the document on stdout has every problem."""
    file = planned.with_name("rows.csv")
    file.write_text("program,date,amount\nXX,5/5/2021,3\nP,5/5/2021,3\n")
    ran = run("disburse", "import", str(file), "--json", book=planned)

    assert json.loads(ran.err)["error"]["code"] == "rows-refused"
    assert json.loads(ran.err)["error"]["details"] == {
        "file": "rows.csv",
        "rejected": 1,
        "rows": 2,
    }
    assert len(json.loads(ran.out)["errors"]) == 1
