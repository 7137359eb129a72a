"""What a writing command answers: where the entry counts, and how its class stands then."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.shell import ok, run

_CLASS = ("--capital", "investment", "--source", "central")


@pytest.fixture
def book(fresh_book: Path) -> Path:
    """Return a book with a plan of one class, for one place and for none."""
    for amount, place in (("1000", ()), ("400", ("--place", "043"))):
        words = ("DA1", amount, "--year", "2021", *_CLASS, *place)
        ok("allocate", "add", *words, book=fresh_book)
    return fresh_book


def test_a_payment_names_where_it_counts_and_what_is_left(book: Path) -> None:
    """Programme, place, class, kind, date, the amount in words, the rate before and after."""
    words = ("DA1", "100", "--date", "15/11/2021", "--place", "Bảo Lạc")

    first, second, third = ok("disburse", "add", *words, book=book).out.splitlines()

    assert first == "Đã ghi bút toán số 3: 100 đồng (bằng chữ: Một trăm đồng)."
    assert second == (
        "DA1 (Dự án 1), 043 (Bảo Lạc), vốn đầu tư phát triển – ngân sách trung ương; "
        "thanh toán khối lượng hoàn thành, thực chi, ngày 15/11/2021."
    )
    assert third == (
        "Còn lại của DA1 năm 2021, vốn đầu tư phát triển – ngân sách trung ương, "
        "043 (Bảo Lạc): 300 đồng. Tỷ lệ giải ngân: 0% → 25%."
    )


def test_a_dry_run_says_what_would_be(book: Path) -> None:
    """On standard output, and in every object of JSON."""
    words = ("DA1", "100", "--date", "15/11/2021", "--dry-run")
    move = ("DA1", "5", "--to", "DA2", "--year", "2021", *_CLASS, "--dry-run", "--json")

    said = ok("disburse", "add", *words, book=book)
    data = ok("disburse", "add", *words, "--json", book=book).data
    both = ok("allocate", "transfer", *move, book=book).data
    place = ok("place", "add", "T1", "Thôn 1", "--dry-run", "--json", book=book).data

    assert said.out.splitlines()[:2] == [
        "Sẽ ghi như sau:",
        "Bút toán số 3: 100 đồng (bằng chữ: Một trăm đồng).",
    ]
    assert "7,1%" in said.out
    assert "chạy thử" in said.err
    assert data["dry_run"] is True
    assert [each["dry_run"] for each in both] == [True, True]
    assert place["dry_run"] is True
    assert "dry_run" not in ok("disburse", "add", *words[:-1], "--json", book=book).data


def test_a_reversal_names_what_it_takes_back(book: Path) -> None:
    """What is left is as before."""
    ok("disburse", "add", "DA1", "100", "--date", "15/11/2021", book=book)

    said = ok("disburse", "reverse", "3", "--reason", "sai", book=book).out

    assert "Đã ghi bút toán số 4, đảo bút toán số 3: -100 đồng" in said
    assert "1.400 đồng. Tỷ lệ giải ngân: 7,1% → 0%." in said


def test_money_without_a_plan_has_nothing_left(book: Path) -> None:
    """It says why it goes beyond, and no rate."""
    ok("program", "add", "NGOAI", "Không có kế hoạch", book=book)
    words = ("NGOAI", "7", "--date", "15/11/2021", "--over-plan", "khẩn cấp")

    said = ok("disburse", "add", *words, book=book).out

    assert "vượt kế hoạch" in said
    assert "Còn lại" not in said


def test_what_is_left_of_a_class_is_not_what_others_may_take(fresh_book: Path) -> None:
    """What is planned for no class is named apart, and what is carried out, too."""
    ok("allocate", "add", "DA1", "500", "--year", "2020", *_CLASS, book=fresh_book)
    ok("allocate", "add", "DA1", "300", "--year", "2020", book=fresh_book)
    other = ("--capital", "recurrent", "--source", "central")
    pay = ("disburse", "add", "DA1", "200", "--date", "1/6/2020")

    drawn = ok(*pay, *other, book=fresh_book).out
    said = ok(*pay, *_CLASS, book=fresh_book).out
    ok("allocate", "carry", "--from", "2020", "--to", "2021", book=fresh_book)
    after = ok(*pay, *_CLASS, "--kind", "refund", "--dry-run", book=fresh_book).out

    assert "chưa phân loại: 100 đồng. Tỷ lệ giải ngân: 0% → 66,7%." in drawn
    assert "ngân sách trung ương: 300 đồng. Tỷ lệ giải ngân: 0% → 40%." in said
    assert "Ngoài ra còn 100 đồng của phần kế hoạch chưa phân loại ở đó" in said
    assert "ngân sách trung ương: 200 đồng. Tỷ lệ giải ngân: 40% → 0%." in after
    assert "Trong kế hoạch đó, 300 đồng đã kéo dài, chuyển nguồn" in after


def test_a_plan_after_the_stage_of_its_programme_is_warned_of(
    fresh_book: Path, tmp_path: Path
) -> None:
    """With the stage, and what began since; money carried in, and payments, are not."""
    for code, first, last in (("CU", "2016", "2020"), ("MOI", "2021", "2025")):
        words = ("--from-year", first, "--to-year", last)
        ok("program", "add", code, f"Chương trình {code}", *words, book=fresh_book)
    ok("program", "add", "CU.1", "Dự án", "--parent", "CU", book=fresh_book)
    add = ("allocate", "add", "CU.1", "9", "--year")
    file = tmp_path / "kh.csv"
    file.write_text("Mã chương trình,Số tiền,Niên độ\nCU.1,5,2021\nCU.1,6,2021\n", "utf-8")

    late = ok(*add, "2021", book=fresh_book).err
    carried = ok(*add, "2021", "--kind", "carried-in", "--plan-year", "2020", book=fresh_book)
    brought = ok("allocate", "import", str(file), book=fresh_book).err

    assert "Giai đoạn của CU (Chương trình CU) là 2016–2020" in late
    assert "MOI (Chương trình MOI)" in late
    assert ok(*add, "2020", book=fresh_book).err == carried.err == ""
    assert brought.count("Giai đoạn của CU") == 1


def _siblings(book: Path) -> None:
    for code, parent in (("P", ()), ("P.1", ("--parent", "P")), ("P.2", ("--parent", "P"))):
        ok("program", "add", code, f"Chương trình {code}", *parent, book=book)


def test_the_first_plan_of_a_line_had_no_rate_before(fresh_book: Path) -> None:
    """That of the plan around it, above or at all places, is another plan's."""
    _siblings(fresh_book)
    add = ("allocate", "add")
    end = ("500", "--year", "2021", *_CLASS)
    ok(*add, "P.1", *end, book=fresh_book)

    other = ok(*add, "P.2", *end, book=fresh_book).out
    placed = ok(*add, "P.1", *end, "--place", "043", book=fresh_book).out
    more = ok(*add, "P.1", *end, "--kind", "supplement", book=fresh_book).out

    assert "– → 0%" in other
    assert "– → 0%" in placed
    assert "Tỷ lệ giải ngân: 0%" in more or "0% → 0%" in more


def test_a_payment_from_what_others_were_given_is_warned_of(fresh_book: Path) -> None:
    """Not where the programme above was given plan itself."""
    _siblings(fresh_book)
    end = ("500", "--year", "2021", *_CLASS)
    pay = ("disburse", "add", "P.2", "1", "--date", "1/6/2021")
    ok("allocate", "add", "P.1", *end, book=fresh_book)

    warned = ok(*pay, book=fresh_book).err
    ok("allocate", "add", "P", *end, book=fresh_book)

    assert "P.2 không có kế hoạch riêng: khoản này lấy vào kế hoạch chung của P" in warned
    assert ok(*pay, book=fresh_book).err == ""


def test_a_place_is_called_what_it_is_called_in_that_year(fresh_book: Path) -> None:
    """By refusals as by answers; all versions of a code are one place to a plan."""
    old = ("Thị trấn Bảo Lạc", "--level", "commune", "--valid-to", "2021-06-30")
    new = ("Xã Bảo Lạc", "--level", "commune", "--valid-from", "2021-07-01")
    for version in (old, new):
        ok("place", "add", "90321", *version, book=fresh_book)
    for place in ("90321", "043"):
        words = ("allocate", "add", "DA1", "5", "--place", place, "--date", "1/8/2021")
        ok(*words, "--year", "2021", *_CLASS, book=fresh_book)
    pay = ("disburse", "add", "DA1", "6", "--place", "90321", "--date", "1/8/2021")

    assert "90321 Xã Bảo Lạc" in run(*pay, book=fresh_book).err
