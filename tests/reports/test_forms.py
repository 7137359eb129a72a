"""The tables of months, periods and year-ends; every number worked by hand."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from tests.shell import ok, run, still

LATER = still(datetime(2026, 11, 29, 1, 0, tzinfo=UTC))
INVEST, RECUR = ("--capital", "investment"), ("--capital", "recurrent")
CENTRAL, LOCAL = ("--source", "central"), ("--source", "provincial")
ENTRIES = (
    # the year before: 40 paid of 100 in quarter II, 30 of it as an advance, 20 carried over
    ("allocate", "add", "A1", "100", "--year", "2025", "--date", "5/1/2025", *INVEST, *CENTRAL),
    ("disburse", "add", "A1", "10", "--date", "5/4/2025", *INVEST, *CENTRAL),
    ("disburse", "add", "A1", "30", "--date", "6/4/2025", "--kind", "advance", *INVEST, *CENTRAL),
    (
        *("allocate", "add", "A1", "20", "--year", "2026", "--plan-year", "2025"),
        *("--kind", "carried-in", "--date", "2/2/2026", *INVEST, *CENTRAL),
    ),
    # the year: 200 given, 15 added, 5 taken away; 50 paid in April, 25 of an advance cleared in May
    ("allocate", "add", "A1", "200", "--year", "2026", "--date", "3/2/2026", *INVEST, *CENTRAL),
    (
        *("allocate", "add", "A1", "15", "--year", "2026", "--date", "4/3/2026"),
        *("--kind", "supplement", *INVEST, *CENTRAL),
    ),
    (
        *("allocate", "add", "A1", "5", "--year", "2026", "--date", "5/3/2026"),
        *("--kind", "decrease", *INVEST, *CENTRAL),
    ),
    (
        *("disburse", "add", "A1", "12", "--year", "2026", "--plan-year", "2025"),
        *("--date", "1/4/2026", *INVEST, *CENTRAL, "--payee", "Công ty B"),
    ),
    (
        "disburse",
        "add",
        "A1",
        "50",
        "--date",
        "30/4/2026",
        *INVEST,
        *CENTRAL,
        "--payee",
        "Công ty A",
    ),
    ("disburse", "add", "A1", "25", "--date", "1/5/2026", *INVEST, *CENTRAL),
    (
        *("disburse", "add", "A1", "25", "--date", "1/5/2026", "--kind", "advance-recovery"),
        *(*INVEST, *CENTRAL),
    ),
    # recurrent money of the province, of a commune
    (
        *("allocate", "add", "A2", "60", "--year", "2026", "--date", "3/2/2026"),
        *(*RECUR, *LOCAL, "--place", "X1"),
    ),
    (
        *("disburse", "add", "A2", "6", "--date", "2/4/2026", *RECUR, *LOCAL, "--place", "X1"),
        *("--payee", "Công ty A"),
    ),
    (
        *("allocate", "add", "A2", "7", "--year", "2026", "--kind", "cancelled"),
        *("--date", "9/5/2026", *RECUR, *LOCAL, "--place", "X1"),
    ),
)


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Keep two years of a programme with two parts, in đồng that are easy to add up."""
    path = tmp_path_factory.mktemp("forms") / "book.sqlite"
    for words in (
        ("book", "init", "--programs", "none"),
        ("program", "add", "A", "Chương trình A"),
        ("program", "add", "A1", "Hạ tầng", "--parent", "A", "--kind", "project"),
        ("program", "add", "A2", "Sản xuất", "--parent", "A", "--kind", "project"),
        ("place", "add", "X1", "Xã Một", "--level", "commune"),
        ("place", "add", "X2", "Xã Hai", "--level", "commune"),
        *ENTRIES,
    ):
        ok(*words, book=path, world=LATER)
    return path


def data(book: Path, *words: str) -> Any:  # noqa: ANN401 - JSON is of any type
    """Return the JSON of a report."""
    return ok("report", *words, "--json", book=book, world=LATER).data


def by_code(found: Any) -> dict[str | None, Any]:  # noqa: ANN401 - as above
    """Return the rows by their code."""
    return {each["code"]: each for each in found["rows"]}


MONTH_KEYS = ("planned", "carried", "current", "before", "in_month", "disbursed")


def test_a_month_tells_what_was_paid_before_it_and_in_it(book: Path) -> None:
    """In April: 12 + 50 of A1, 6 of A2; nothing before; the plan is 20 carried and 210 given."""
    found = data(book, "month", "2026-04")
    rows = by_code(found)

    assert found["as_of"] == "2026-04-30"
    assert [rows["A1"][key] for key in MONTH_KEYS] == [230, 20, 210, 0, 62, 62]
    assert [rows["A2"][key] for key in MONTH_KEYS] == [60, 0, 60, 0, 6, 6]
    assert [rows["A"][key] for key in MONTH_KEYS] == [290, 20, 270, 0, 68, 68]
    assert [found["total"][key] for key in MONTH_KEYS] == [290, 20, 270, 0, 68, 68]
    assert (rows["A"]["level"], rows["A1"]["level"]) == (0, 1)
    assert rows["A1"]["rate"] == pytest.approx(26.9565)  # 62 of 230
    assert (rows["A1"]["estimate_1231"], rows["A1"]["estimate_0131"]) == (None, None)


def test_an_advance_cleared_by_a_payment_moves_nothing(book: Path) -> None:
    """In May 25 are paid and 25 cleared: what was paid in April is paid before."""
    total = data(book, "month", "2026-05")["total"]

    assert [total[key] for key in MONTH_KEYS] == [290, 20, 270, 68, 0, 68]


def test_blocks_of_a_month_add_up_to_it(book: Path) -> None:
    """Central investment and provincial recurrent money, each with rows of its own."""
    found = data(book, "month", "2026-04")

    assert [(each["source"], each["capital"]) for each in found["blocks"]] == [
        ("central", "investment"),
        ("provincial", "recurrent"),
    ]
    for key in MONTH_KEYS:
        assert sum(each["total"][key] for each in found["blocks"]) == found["total"][key]


def test_places_that_no_plan_names_have_no_plan_and_no_rate(book: Path, tmp_path: Path) -> None:
    """X1 has a plan of 60; what is paid at X2 comes out of one without a place."""
    copy = tmp_path / "book.sqlite"
    copy.write_bytes(book.read_bytes())
    paid = ("disburse", "add", "A1", "3", "--date", "7/4/2026", "--place", "X2", *INVEST, *CENTRAL)
    ok(*paid, book=copy, world=LATER)
    found = data(copy, "month", "2026-04", "--by", "place")
    rows = by_code(found)

    assert (rows["X1"]["planned"], rows["X1"]["disbursed"], rows["X1"]["rate"]) == (60, 6, 10)
    assert [rows["X2"][key] for key in ("planned", "carried", "current", "rate")] == [None] * 4
    assert rows["X2"]["disbursed"] == 3
    assert (rows[None]["planned"], rows[None]["disbursed"]) == (230, 62)
    assert found["total"]["disbursed"] == 71


def test_the_rate_above_places_of_a_month_is_of_their_plan(book: Path, tmp_path: Path) -> None:
    """Of 60 given to X1 below it 6 are paid; what X2 was paid is of a plan without a place."""
    copy = tmp_path / "book.sqlite"
    copy.write_bytes(book.read_bytes())
    ok("place", "add", "H", "Huyện", "--level", "district", book=copy, world=LATER)
    for code, place in (("X3", "Xã Ba"), ("X4", "Xã Bốn")):
        ok("place", "add", code, place, "--parent", "H", book=copy, world=LATER)
    plan = ("allocate", "add", "A2", "50", "--year", "2026", "--place", "X3", *RECUR, *LOCAL)
    ok(*plan, book=copy, world=LATER)
    for program, place, of in (("A2", "X3", (*RECUR, *LOCAL)), ("A1", "X4", (*INVEST, *CENTRAL))):
        paid = ("disburse", "add", program, "5", "--date", "7/4/2026", "--place", place, *of)
        ok(*paid, book=copy, world=LATER)

    found = data(copy, "month", "2026-04", "--by", "place")
    above = by_code(found)["H"]

    assert (above["planned"], above["disbursed"], above["rate"]) == (50, 10, 10)
    assert any("leaves out" in each or "không tính" in each for each in found["notes"])


def test_january_of_the_settlement_belongs_to_the_year_that_is_said(book: Path) -> None:
    """Nothing of 2025 was paid in January 2026; 10 + 30 were before."""
    total = data(book, "month", "2026-01", "--year", "2025")["total"]

    assert [total[key] for key in MONTH_KEYS] == [100, 0, 100, 40, 0, 40]


@pytest.mark.parametrize("words", [("2026-13",), ("4/2026",), ("2026-02", "--year", "2025")])
def test_what_is_no_month_of_the_year_is_refused(book: Path, words: tuple[str, ...]) -> None:
    """It is a slip of the keyboard."""
    refused = run("report", "month", *words, "--json", book=book, world=LATER)

    assert (refused.code, refused.error["code"]) == (2, "month")


def test_a_month_that_is_not_over_ends_today(book: Path) -> None:
    """Today is 29 November."""
    assert data(book, "month", "2026-11")["as_of"] == "2026-11-29"


def test_the_balance_stands_class_by_class(book: Path) -> None:
    """A1: 20 + 200 + (15 - 5) = 230; 62 used; 30 advanced in 2025 less 25 cleared are open."""
    found = data(book, "carryover", "2026")
    keys = ("available", "carried_in", "initial", "adjusted", "used", "cancelled", "left")
    one, two = found["rows"]

    assert (one["code"], one["capital"], one["source"]) == ("A1", "investment", "central")
    assert [one[key] for key in (*keys, "open_advances")] == [230, 20, 200, 10, 62, 0, 168, 5]
    assert (two["code"], two["capital"], two["source"]) == ("A2", "recurrent", "provincial")
    assert [two[key] for key in (*keys, "open_advances")] == [60, 0, 60, 0, 6, 7, 47, 0]
    for key in keys:
        assert one[key] + two[key] == found["total"][key]


def test_the_balance_agrees_with_settlement_and_month(book: Path) -> None:
    """Column 23 is what is open; what is used is what the months add up to."""
    total = data(book, "carryover", "2026")["total"]
    settled = data(book, "settlement", "2026")["total"]

    assert total["open_advances"] == settled["c23"]
    assert total["used"] == data(book, "month", "2026-11")["total"]["disbursed"]


def test_a_quarter_is_compared_with_that_of_the_year_before(book: Path) -> None:
    """Quarter II: 62 + 6 in 2026, 40 in 2025; quarter I: nothing."""
    second, first = (data(book, "disclosure", "2026", "--period", each) for each in ("q2", "q1"))
    keys = ("planned", "done", "rate", "done_before", "compared")

    assert second["as_of"] == "2026-06-30"
    assert [second["total"][key] for key in keys] == [290, 68, 23.4483, 40, 170]
    assert [by_code(second)["A1"][key] for key in keys] == [230, 62, 26.9565, 40, 155]
    assert [by_code(second)["A2"][key] for key in keys] == [60, 6, 10, 0, None]
    assert [first["total"][key] for key in keys] == [290, 0, 0, 0, None]


@pytest.mark.parametrize(
    ("period", "ends"),
    [("6m", "2026-06-30"), ("9m", "2026-09-30"), ("year", "2026-11-29"), ("q4", "2026-11-29")],
)
def test_a_period_ends_with_its_last_day_or_today(book: Path, period: str, ends: str) -> None:
    """The year itself is the default."""
    found = data(book, "disclosure", "2026", "--period", period)

    assert found["as_of"] == ends
    assert found["total"]["done"] == (0 if period == "q4" else 68)
    assert data(book, "disclosure", "2026")["period"] == "year"


def test_payees_stand_by_what_they_got(book: Path) -> None:
    """A: 50 + 6, B: 12; 25 - 25 of nobody comes last."""
    found = data(book, "payees", "2026")

    assert [(each["payee"], each["entries"], each["disbursed"]) for each in found["rows"]] == [
        ("Công ty A", 2, 56),
        ("Công ty B", 1, 12),
        (None, 2, 0),
    ]
    assert found["total"] == {"entries": 5, "disbursed": 68}


def test_vouchers_of_some_days_add_up_to_what_the_list_does(book: Path) -> None:
    """April: 12, 6 and 50, in the order of their days."""
    days = ("--from", "1/4/2026", "--to", "30/4/2026")
    found = data(book, "vouchers", *days)
    listed = ok("disburse", "list", *days, "--json", book=book, world=LATER).data

    assert [each["effect"] for each in found["rows"]] == [12, 6, 50]
    assert found["total"] == {"effect": 68} == {"effect": sum(each["effect"] for each in listed)}
    assert (found["from"], found["as_of"]) == ("2026-04-01", "2026-04-30")
    assert data(book, "vouchers", *days, "--program", "A2")["total"] == {"effect": 6}


def test_recommendations_tell_recovery_reduction_and_the_rest_apart(
    book: Path, tmp_path: Path
) -> None:
    """Of 2024, 100 to recover and 40 recovered: it stands in 2026 as long as 60 are open."""
    copy = tmp_path / "book.sqlite"
    copy.write_bytes(book.read_bytes())
    for words in (
        ("add", "K1", "Kiểm toán", "--year", "2024", "--agency", "KTNN"),
        ("stage", "K1", "concluded", "--date", "5/5/2024"),
        ("finding", "K1", "70", "--action", "budget-recovery"),
        ("finding", "K1", "30", "--action", "project-refund"),
        ("finding", "K1", "9", "--action", "settlement-reduction"),
        ("finding", "K1", "4", "--action", "other"),
        ("recover", "K1", "40", "--date", "6/6/2025", "--finding", "1"),
        ("add", "K2", "Không phát hiện", "--year", "2026"),
    ):
        ok("inspect", *words, book=copy, world=LATER)
    found = data(copy, "recommendations", "2026")
    row = {
        "code": "K1",
        "title": "Kiểm toán",
        "agency": "KTNN",
        "recovery": 100,
        "recovered": 40,
        "outstanding": 60,
        "reduction": 9,
        "other": 4,
    }

    assert found["rows"] == [row]
    assert found["total"] == {key: row[key] for key in list(row)[3:]}
    assert data(copy, "recommendations", "2023")["rows"] == []
    assert any("kiến nghị 4 đồng, trong đó đã thu 0 đồng" in each for each in found["notes"]), (
        found["notes"]
    )
    shown = ok("inspect", "show", "K1", "--json", book=copy, world=LATER).data
    assert shown["outstanding"] == 60 + 4


def test_the_newest_estimate_of_each_line_counts(book: Path, tmp_path: Path) -> None:
    """A1: 100 by 31/12 and not 90, 110 by 31/01; A2: 40 by 31/12; at A itself 5 more."""
    copy = tmp_path / "book.sqlite"
    copy.write_bytes(book.read_bytes())
    for program, amount, until, *line in (
        ("A1", "90", "31/12/2026", *INVEST, *CENTRAL),
        ("A1", "100", "31/12/2026", *INVEST, *CENTRAL),
        ("A1", "110", "31/01/2027", *INVEST, *CENTRAL),
        ("A2", "40", "31/12/2026", *RECUR, *LOCAL, "--place", "X1"),
        ("A", "5", "31/12/2026"),
    ):
        said = ("--year", "2026", "--until", until, *line)
        ok("disburse", "estimate", program, amount, *said, book=copy, world=LATER)
    rows = by_code(data(copy, "month", "2026-10"))
    expected = {code: (row["estimate_1231"], row["estimate_0131"]) for code, row in rows.items()}
    listed = ok("disburse", "estimates", "--json", book=copy, world=LATER).data

    assert expected == {"A": (145, 110), "A1": (100, 110), "A2": (40, None)}
    assert data(copy, "month", "2026-10", "--capital", "recurrent")["total"]["estimate_1231"] == 40
    assert [(each["program"], each["amount"]) for each in listed] == [
        ("A1", 100),
        ("A1", 110),
        ("A2", 40),
        ("A", 5),
    ]


def test_what_is_said_of_a_programme_fills_the_settlement(book: Path, tmp_path: Path) -> None:
    """Columns 3 to 5; the money is in đồng."""
    copy = tmp_path / "book.sqlite"
    copy.write_bytes(book.read_bytes())
    said = ("--project-code", "7654321", "--account", "KBNN khu vực", "--total-investment", "2 tỷ")
    codes = ("--target-code", "00511", "--fund-code", "12")
    edited = ok("program", "edit", "A1", *said, *codes, "--json", book=copy, world=LATER).data
    row = by_code(data(copy, "settlement", "2026"))["A1"]

    assert (edited["target_code"], edited["fund_code"]) == ("00511", "12")
    assert (row["project_code"], row["account"]) == ("7654321", "KBNN khu vực")
    assert row["total_investment"] == 2_000_000_000
    assert "A2" not in by_code(data(copy, "settlement", "2026"))  # recurrent money
    assert "A2" in by_code(data(copy, "settlement", "2026", "--capital", "recurrent"))
    cleared = ok("program", "edit", "A1", "--account", "", "--json", book=copy, world=LATER).data
    assert cleared["account"] is None
