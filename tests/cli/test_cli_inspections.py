"""Inspections, findings and recoveries, and results that are not money."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from tests.shell import ok, run

KEYS = [
    *("code", "title", "kind", "basis", "program", "place", "year"),
    *("scope_from", "scope_to", "agency", "decision", "stage", "stage_date", "stages"),
    *("findings", "recoveries", "recommended", "recovered", "outstanding", "rate", "reduction"),
    "files",
]
STAGES = [
    *("planned", "decided", "announced", "fieldwork-done", "reported", "draft-conclusion"),
    *("concluded", "following-up", "completed"),
]
ACTIVITY_KEYS = ["code", "name", "unit", "section", "target", "actual", "qualifier"]
ACTIVITY_KEYS += ["estimate", "rate"]


def inspected(book: Path, *words: str) -> Any:  # noqa: ANN401 - JSON
    """Run an `inspect` command and return the inspection as it stands."""
    return ok("inspect", *words, "--json", book=book).data


def counted(book: Path, *words: str) -> Any:  # noqa: ANN401 - JSON
    """Run an `activity` command and return what it prints."""
    return ok("activity", *words, "--json", book=book).data


def test_an_inspection_is_printed_as_it_is_kept(fresh_book: Path) -> None:
    """With nulls and empty lists for what has not happened yet."""
    full = inspected(
        fresh_book,
        *("add", "09/TT", "Thanh tra Dự án 1", "--kind", "audit", "--basis", "adhoc"),
        *("--program", "DA1", "--place", "042", "--year", "2021", "--scope-from", "2019"),
        *("--scope-to", "2020", "--agency", "Thanh tra tỉnh", "--decision", "12/QĐ-TTr"),
    )
    bare = inspected(fresh_book, "add", "10/TT", "Khác")

    assert list(full) == list(bare) == KEYS
    facts = [full[key] for key in KEYS[:11]]
    assert facts == [
        *("09/TT", "Thanh tra Dự án 1", "audit", "adhoc", "DA1", "042", 2021),
        *(2019, 2020, "Thanh tra tỉnh", "12/QĐ-TTr"),
    ]
    assert (bare["kind"], bare["basis"], bare["stage"]) == ("inspection", "planned", None)
    assert (bare["stages"], bare["findings"], bare["recoveries"]) == ([], [], [])
    assert (bare["recommended"], bare["recovered"], bare["rate"]) == (0, 0, None)
    assert ok("inspect", "list", "--json", book=fresh_book).data == [full, bare]
    assert ok("inspect", "list", "--year", "2021", "--json", book=fresh_book).data == [full]
    assert ok("inspect", "show", "09/tt", "--json", book=fresh_book).data == full


def test_inspections_are_narrowed_by_what_is_said_of_them(fresh_book: Path) -> None:
    """All that is asked for has to hold; what says nothing is not found by it."""
    ok("place", "add", "9", "Xã Cô Ba", "--parent", "043", book=fresh_book)
    ok("program", "add", "DA1.1", "Nhà ở", "--parent", "DA1", book=fresh_book)
    of = ("--place", "9", "--program", "DA1.1", "--agency", "Thanh tra tỉnh")
    ok("inspect", "add", "T1", "Một", *of, "--year", "2020", book=fresh_book)
    ok("inspect", "add", "T2", "Hai", "--place", "042", "--kind", "audit", book=fresh_book)
    ok("inspect", "stage", "T1", "concluded", "--date", "1/3/2021", book=fresh_book)

    def listed(*words: str) -> list[str]:
        return [each["code"] for each in inspected(fresh_book, "list", *words)]

    assert listed() == ["T1", "T2"]
    assert listed("--place", "bao lac") == listed("--program", "DA1") == ["T1"]
    assert listed("--place", "04") == ["T1", "T2"]
    assert listed("--agency", "THANH TRA TINH") == listed("--stage", "kết luận") == ["T1"]
    assert listed("--year", "2020") == ["T1"]  # it is registered for, not that of its conclusion
    assert listed("--year", "2021") == listed("--place", "04", "--kind", "check") == []
    assert listed("--place", "04", "--kind", "kiểm toán") == ["T2"]
    assert listed("--from", "1/3/2021") == listed("--to", "1/3/2021") == ["T1"]
    assert listed("--from", "2/3/2021") == listed("--to", "28/2/2021") == []


def test_stages_go_forward_and_may_be_skipped(fresh_book: Path) -> None:
    """Going back, or staying, needs a reason that is kept."""
    inspected(fresh_book, "add", "T", "Thanh tra")
    words = ("stage", "T", "--date", "15/11/2021")
    inspected(fresh_book, *words, "decided", "--document", "12/QĐ")

    skipped = inspected(fresh_book, *words, "reported")
    refused = run("inspect", *words, "announced", "--json", book=fresh_book)
    back = inspected(fresh_book, *words, "announced", "--reason", "công bố lại")

    assert (skipped["stage"], skipped["stage_date"]) == ("reported", "2021-11-15")
    assert (refused.code, refused.error["code"]) == (1, "stage-back")
    assert back["stage"] == "announced"
    assert back["stages"][-1] == {
        "stage": "announced",
        "date": "2021-11-15",
        "document": None,
        "reason": "công bố lại",
    }
    assert back["stages"][0]["document"] == "12/QĐ"


def test_every_stage_is_known_by_its_name_in_its_order(fresh_book: Path) -> None:
    """From the plan to the end of what was asked for."""
    inspected(fresh_book, "add", "T", "Thanh tra")

    for stage in STAGES:
        reached = inspected(fresh_book, "stage", "T", stage, "--date", "today")

    assert [each["stage"] for each in reached["stages"]] == STAGES


def test_money_comes_back_in_parts_up_to_what_was_recommended(fresh_book: Path) -> None:
    """One đồng more is refused; a recovery taken back is owed again."""
    inspected(fresh_book, "add", "T", "Thanh tra")
    inspected(fresh_book, "finding", "T", "hơn 52 triệu", "--action", "budget-recovery")
    words = ("recover", "T", "--date", "15/11/2021")

    first = inspected(fresh_book, *words, "30 triệu", "--voucher", "NT-1", "--note", "Đợt 1")
    beyond = run("inspect", *words, "22.000.001", "--json", book=fresh_book)
    second = inspected(fresh_book, *words, "22 triệu")
    undone = inspected(fresh_book, "reverse", "1", "--reason", "nhầm")

    assert (first["recommended"], first["recovered"], first["rate"]) == (
        52000000,
        30000000,
        57.6923,
    )
    assert (first["findings"][0]["qualifier"], first["recoveries"][0]["voucher"]) == (
        "over",
        "NT-1",
    )
    assert (beyond.code, beyond.error["code"]) == (1, "over-recovery")
    assert beyond.error["details"]["left"] == 22000000
    assert (second["outstanding"], second["rate"]) == (0, 100)
    assert (undone["recovered"], undone["outstanding"]) == (22000000, 30000000)
    assert [each["reverses"] for each in undone["recoveries"]] == [None, None, 1]


def test_a_cut_of_the_settlement_is_not_owed(fresh_book: Path) -> None:
    """It is listed as a finding and is no part of what is to come back."""
    inspected(fresh_book, "add", "T", "Thanh tra")
    inspected(fresh_book, "finding", "T", "10", "--action", "project-refund")

    after = inspected(fresh_book, "finding", "T", "90", "--action", "settlement-reduction")
    recovered = inspected(fresh_book, "recover", "T", "4", "--date", "today")

    assert (after["recommended"], len(after["findings"])) == (10, 2)
    assert (recovered["recovered"], recovered["rate"]) == (4, 40)


def test_a_rate_is_shown_to_one_decimal_in_lists_as_in_reports(fresh_book: Path) -> None:
    """And the amounts of a list to the đồng."""
    inspected(fresh_book, "add", "T", "Thanh tra")
    inspected(fresh_book, "finding", "T", "3.000", "--action", "other")
    inspected(fresh_book, "recover", "T", "1.000", "--date", "today")

    page = ok("inspect", "list", book=fresh_book).out

    assert "33,3%" in page
    assert " 3.000 " in page


def test_an_activity_has_targets_and_numbers(fresh_book: Path) -> None:
    """Nothing reported is null, a reported nil is 0."""
    added = counted(fresh_book, "add", "TL", "Tài liệu", "--unit", "cuốn", "--section", "survey")
    counted(fresh_book, "target", "TL", "200", "--year", "2021")
    words = ("record", "TL", "--year", "2021", "--date", "15/11/2021")
    over = counted(fresh_book, *words, "trên 180", "--note", "Đợt 1")
    estimated = counted(fresh_book, *words, "1,5", "--estimate")
    counted(fresh_book, "add", "DT", "Đơn thư", "--unit", "đơn", "--section", "petitions")
    nil = counted(fresh_book, "record", "DT", "0", "--year", "2021", "--date", "today")

    assert list(added)[: len(ACTIVITY_KEYS)] == ACTIVITY_KEYS
    assert (added["section"], added["target"], added["actual"]) == ("survey", None, None)
    assert (over["actual"], over["qualifier"], over["estimate"]) == (180, "over", False)
    assert (estimated["actual"], estimated["estimate"], estimated["rate"]) == (181.5, True, 90.75)
    assert (nil["actual"], nil["rate"]) == (0, None)
    listed = counted(fresh_book, "list", "--year", "2021")
    assert [each["actual"] for each in listed] == [181.5, 0]
    assert [each["actual"] for each in counted(fresh_book, "list", "--year", "2020")] == [None] * 2
    assert listed == [{key: each[key] for key in ACTIVITY_KEYS} for each in (estimated, nil)]


def test_a_record_taken_back_counts_no_more(fresh_book: Path) -> None:
    """Both stay in the list of records."""
    counted(fresh_book, "add", "TL", "Tài liệu", "--unit", "cuốn")
    counted(fresh_book, "record", "TL", "153", "--year", "2021", "--date", "today")

    undone = counted(fresh_book, "reverse", "1", "--reason", "nhầm năm")

    assert undone["actual"] is None
    assert [each["value"] for each in undone["records"]] == [153, -153]
    assert undone["records"][0]["reversed_by"] == 2


@pytest.mark.parametrize(
    ("written", "numbers", "value"),
    [
        ("1,234", "vi", None),
        ("1.234", "vi", 1234),
        ("1.234", "en", None),
        ("1.234.567", "vi", 1234567),
        ("1.5", "en", 1.5),
    ],
)
def test_numbers_of_results_follow_the_same_convention(
    fresh_book: Path, written: str, numbers: str, value: float | None
) -> None:
    """What reads two ways is refused."""
    counted(fresh_book, "add", "TL", "Tài liệu", "--unit", "cuốn")
    words = ("record", "TL", written, "--year", "2021", "--date", "today", "--numbers", numbers)

    ran = run("activity", *words, "--json", book=fresh_book)

    if value is None:
        assert (ran.code, ran.error["code"]) == (2, "quantity-two-ways")
    else:
        assert ran.data["actual"] == value


def test_remarks_are_kept_by_section_and_year(fresh_book: Path, tmp_path: Path) -> None:
    """From the command line or from a file, replaced by number, taken out with nothing."""
    file = tmp_path / "nhận xét.txt"
    file.write_bytes("\ufeffĐồng bộ,\r\nthống nhất.\r\n".encode())
    counted(fresh_book, "remark", "2021", "overview", "Chủ động.")
    counted(fresh_book, "remark", "2021", "strengths", "--file", str(file))
    counted(fresh_book, "remark", "2022", "causes", "Khác.")
    counted(fresh_book, "remark", "2021", "overview", "Rất chủ động.", "--replace", "1")

    kept = counted(fresh_book, "remarks", "2021")
    without = counted(fresh_book, "remark", "2021", "strengths", "", "--replace", "2")

    assert [(each["section"], each["text"]) for each in kept] == [
        ("overview", "Rất chủ động."),
        ("strengths", "Đồng bộ,\nthống nhất."),
    ]
    assert all(each["year"] == 2021 for each in kept)
    assert [each["section"] for each in without] == ["overview"]


def test_an_inspection_counts_in_every_period_it_is_under_way_in(fresh_book: Path) -> None:
    """From its announcement to its conclusion, whatever year it is registered for."""
    ok("inspect", "add", "TT1", "Thanh tra", "--year", "2019", book=fresh_book)
    ok("inspect", "stage", "TT1", "announced", "--date", "20/12/2019", book=fresh_book)
    ok("inspect", "stage", "TT1", "concluded", "--date", "5/5/2021", book=fresh_book)
    counted = {
        (year, part)
        for year in (2019, 2020, 2021)
        for part in ("q1", "q2", "q3", "q4")
        for found in [_of_part(fresh_book, "annual", year, part)]
        if found
    }

    assert counted == {
        *((2019, "q4"), (2021, "q1"), (2021, "q2")),
        *((2020, part) for part in ("q1", "q2", "q3", "q4")),
    }
    for year, part in counted:
        assert _of_part(fresh_book, "inspections", year, part, "--calendar") == ["TT1"]


def _of_part(book: Path, report: str, year: int, part: str, *more: str) -> list[str]:
    asked = ("report", report, str(year), "--period", part, *more, "--json")
    return [each["code"] for each in ok(*asked, book=book).data["inspections"]]
