"""Totals of a file: above or below their rows, of all of them or of a group."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.importing.reading import read_text

from ethnictrack.nouns.batch import Aside
from ethnictrack.values.money import Dong

HEADING = "Mã chương trình;Loại vốn;Số tiền\n"


@pytest.mark.parametrize(
    "rows",
    [
        "A;tổng;5\nA;đầu tư;2\nA;sự nghiệp;3\n",
        "A;đầu tư;2\nA;sự nghiệp;3\nA;tổng;5\n",
        "A;tổng;5\nA;đầu tư;2\nA;sự nghiệp;3\nB;tổng;9\nB;đầu tư;4\nB;sự nghiệp;5\n",
        "A;đầu tư;2\nA;tổng;2\nB;đầu tư;4\nB;tổng;4\nTổng cộng;;6\n",
        "Tổng số;;11\nA;tổng;5\nA;đầu tư;2\nA;sự nghiệp;3\nB;tổng;6\nB;đầu tư;6\n",
    ],
)
def test_a_total_covers_all_rows_or_a_group(tmp_path: Path, rows: str) -> None:
    """Above them or below; a closed list that says "tổng" can be nothing but a label."""
    found = read_text(tmp_path, HEADING + rows)

    assert found.codes == []
    assert sum(found.amounts) in {5, 6, 11, 14}


@pytest.mark.parametrize(
    ("rows", "line", "stated", "made"),
    [
        ("A;tổng;6\nA;đầu tư;2\nA;sự nghiệp;3\n", 2, 6, 5),
        ("A;tổng;5\nA;đầu tư;2\nA;sự nghiệp;3\nB;tổng;8\nB;đầu tư;9\n", 5, 8, 9),
        ("A;tổng;4\nA;đầu tư;2\nA;sự nghiệp;3\nB;tổng;9\nB;đầu tư;9\n", 2, 4, 5),
        ("A;đầu tư;2\nA;tổng;3\nB;đầu tư;4\n", 3, 3, 2),
    ],
)
def test_a_total_of_a_group_that_is_wrong_is_named_with_its_rows(
    tmp_path: Path, rows: str, line: int, stated: int, made: int
) -> None:
    """Not with those of another group."""
    found = read_text(tmp_path, HEADING + rows)

    (problem,) = found.listed
    facts = problem.error.facts()
    assert (problem.line, problem.error.code) == (line, "total-mismatch")
    assert (facts["stated"], facts["rows"]) == (Dong(stated), Dong(made))


def test_a_constant_may_number_the_rows(tmp_path: Path) -> None:
    """For lists without codes; the rows of data count, from 1."""
    found = read_text(
        tmp_path,
        "Chương trình;Số tiền\nA;1\n;\nB;2\nTổng cộng;3\nC;4\n",
        constants={"voucher": "PC-{row}"},
    )

    assert [each["voucher"] for each in found.values] == ["PC-1", "PC-2", "PC-3"]


def test_a_numbered_constant_is_refused_before_any_row(tmp_path: Path) -> None:
    """If it cannot be read, or could not for a row far down."""
    long = "x" * 95
    found = read_text(tmp_path, "program;amount\nA;1\n", constants={"voucher": long + "{row}"})

    assert found.codes == ["text-too-long"]


LEDGER = "Số chứng từ;Mã chương trình;Nội dung;Số tiền\n"
PAID = "PC-1;A;Mua giống;2\nPC-2;A;Lũy kế hoạch nhỏ;3\n"


@pytest.mark.parametrize(
    ("rows", "kinds"),
    [
        (f"{PAID};;Cộng phát sinh trong tháng;5\n;;Lũy kế từ đầu năm;90\n", "total elsewhere"),
        (
            f"{PAID};;Cộng số phát sinh trong tháng;5\n;;Tháng trước chuyển sang;85\n",
            "total elsewhere",
        ),
        (f"{PAID};;Cộng tháng 11;5\n;;Cộng luỹ kế;90\n", "total elsewhere"),
        (f";;Số dư đầu kỳ;85\n{PAID};;Cộng số phát sinh;5\n", "elsewhere total"),
        (
            f";;Số trang trước chuyển sang;85\n{PAID};;CỘNG CHUYỂN SANG TRANG SAU;90\n",
            "elsewhere elsewhere",
        ),
    ],
)
def test_a_sum_of_other_pages_or_months_is_no_record(tmp_path: Path, rows: str, kinds: str) -> None:
    """As ledgers print it; it is named, and the sum of the rows themselves is checked."""
    found = read_text(tmp_path, LEDGER + rows)

    assert (found.codes, found.amounts) == ([], [2, 3])
    assert found.intake is not None
    assert [each.kind for each in found.intake.aside] == [*map(Aside, kinds.split())]


def test_a_record_that_calls_itself_a_sum_of_other_months_is_asked_about(tmp_path: Path) -> None:
    """It has what both have; with a voucher it is a record."""
    heading = "Nội dung;Mã chương trình;Số tiền\n"

    assert read_text(tmp_path, f"{heading}Chi;A;5\nLũy kế năm;A;9\n").codes == ["row-two-ways"]
    assert read_text(tmp_path, LEDGER + "PC-1;A;Lũy kế từ đầu năm;5\n").amounts == [5]
