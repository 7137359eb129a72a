"""Upper rows of an outline and rows "trong đó": checked against the rows, and not taken."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.importing.reading import Outcome, read_rows, read_text

from ethnictrack.values.money import Dong

HEADING = "STT;Mã chương trình;Số tiền (triệu đồng);Diễn giải\n"


def sheet(folder: Path, *rows: str, heading: str = HEADING, **said: object) -> Outcome:
    """Read rows of number, programme and amount; what is missing at the end is blank."""
    width = heading.count(";")
    text = "".join(row + ";" * (width - row.count(";")) + "\n" for row in rows)
    return read_text(folder, heading + text, **said)


def left(found: Outcome) -> list[tuple[int, str]]:
    """Return the lines that were left out, and why."""
    assert found.intake is not None
    return [(each.line, str(each.kind)) for each in found.intake.aside]


def taken(found: Outcome) -> list[str]:
    """Return the programmes of the records."""
    return [str(each["program"]) for each in found.values]


OUTLINE = [
    "A;Vốn đầu tư;100",
    "I;Dự án 1;60",
    "1;CT1;40",
    "2;CT2;20",
    "II;Dự án 2;40",
    "-;CT3;30",
    "-;CT4;10",
    "B;Vốn sự nghiệp;7",
    "I;CT5;7",
]


def test_upper_rows_are_sums_to_check_and_no_rows(tmp_path: Path) -> None:
    """Whatever their marks are; an upper row without rows below it is one of its own."""
    found = sheet(tmp_path, *OUTLINE, "C;CT6;3", "Tổng cộng;;110")

    assert (taken(found), found.codes) == (["CT1", "CT2", "CT3", "CT4", "CT5", "CT6"], [])
    assert left(found) == [
        *((line, "subtotal") for line in (2, 3, 6, 9)),
        (12, "total"),
    ]


@pytest.mark.parametrize("row", [0, 1, 4, 7])
def test_an_upper_row_that_its_rows_do_not_make_names_both(tmp_path: Path, row: int) -> None:
    """On its line, with the lines it should be made of."""
    wrong = [each + "1" if at == row else each for at, each in enumerate(OUTLINE)]

    found = sheet(tmp_path, *wrong)

    assert "subtotal-mismatch" in found.codes
    assert row + 2 in [each.line for each in found.listed]


def test_the_difference_is_told_to_the_dong(tmp_path: Path) -> None:
    """With the first and last line of the rows below."""
    found = sheet(tmp_path, "I;Dự án 1;61", "1;CT1;40", "2;CT2;20", "II;Khác;")

    (problem,) = [each for each in found.listed if each.error.code == "subtotal-mismatch"]
    assert problem.error.facts() == {
        "label": "Dự án 1",
        "stated": Dong(61_000_000),
        "rows": Dong(60_000_000),
        "difference": Dong(1_000_000),
        "first": 3,
        "last": 4,
        "column": "STT",
    }


@pytest.mark.parametrize(
    ("marks", "upper"),
    [
        ("A I 1 1 I 1", "A I I"),
        ("1 1.1 1.2 2 2.1", "1 2"),
        ("I I.1 I.1.1 I.1.2 I.2", "I I.1"),
        ("1 a) b) c) d) đ) e)", "1"),
        ("1. a. b. 2. 3.", "1."),
        ("(1) (a) (b) (2)", "(1)"),
        ("I - - II + +", "I II"),
        ("1 - + +", "1 -"),
        ("A 1 2 I 1 B", "A I"),
        ("1 2 3 4", ""),
        ("1 2 1 2", ""),
        ("I II III IV V", ""),
        ("A B C D Đ E G H I K L M", ""),
        ("a b c d đ e g h i k", ""),
        ("01 02 03", ""),
        ("1.1 1.2 2.1", ""),
    ],
)
def test_marks_of_every_kind_tell_what_is_below_what(
    tmp_path: Path, marks: str, upper: str
) -> None:
    """The innermost have money; those above have none, and only head them."""
    rows, last = marks.split(), ""
    heads = upper.split()
    wanted = []
    for at, mark in enumerate(rows):
        head = bool(heads) and mark == heads[0]
        heads = heads[1:] if head else heads
        last = "" if head else "5"
        wanted.append(f"{mark};CT{at};{last}")

    found = sheet(tmp_path, *wanted)

    assert found.codes == []
    assert taken(found) == [row.split(";")[1] for row in wanted if row.endswith("5")]


def test_roman_numbers_stand_below_every_letter_in_turn(tmp_path: Path) -> None:
    """Where section I follows H, and has a unit I of its own."""
    rows = []
    for letter in "ABCDEGHIK":
        rows += [f"{letter};Lĩnh vực;3", "I;Đơn vị;1", "1;CT1;1", "II;Đơn vị;2", "1;CT2;2"]

    found = sheet(tmp_path, *rows)

    assert (found.codes, found.amounts) == ([], [1_000_000, 2_000_000] * 9)


def test_letters_alone_go_on_with_i(tmp_path: Path) -> None:
    """Where no Roman number stands below them."""
    found = sheet(tmp_path, "H;A;3", "1;CT1;3", "I;B;4", "1;CT2;4", "K;C;5", "1;CT3;5")

    assert (found.codes, taken(found)) == ([], ["CT1", "CT2", "CT3"])


def test_number_cells_are_marks_too(tmp_path: Path) -> None:
    """A spreadsheet keeps 1 and 1.1 as numbers."""
    heading = ["STT", "Mã chương trình", "Số tiền"]

    found = read_rows(tmp_path, heading, [1, "X", 9], [1.1, "CT1", 4], [1.2, "CT2", 5], [2, "Y", 1])

    assert (found.amounts, found.codes) == ([4, 5, 1], [])


def test_a_mark_may_stand_with_the_name(tmp_path: Path) -> None:
    """As in a cell merged over both columns."""
    found = sheet(tmp_path, "I. Huyện Bảo Lạc;;", "1;CT1;5", "II. Huyện Hà Quảng;;", "1;CT2;6")

    assert (taken(found), found.codes) == (["CT1", "CT2"], [])
    assert left(found) == [(2, "group"), (4, "group")]


def test_a_dash_before_the_name_is_a_mark(tmp_path: Path) -> None:
    """Where the numbering has nothing."""
    found = sheet(tmp_path, "1;Dự án;100", ";- CT1;60", ";- CT2;40", "2;CT3;5")

    assert (found.amounts, found.codes) == ([60_000_000, 40_000_000, 5_000_000], [])


@pytest.mark.parametrize(
    "rows",
    [
        ("1;Dự án;100", "a;CT1;100", ";CT2;5"),
        ("1;CT1;5", ";CT2;5", "2;Dự án;6", "a;CT3;6"),
        ("1;CT1;5", "2;CT2;5", "A;CT3;10"),
        ("3;CT1;5", "4.1;CT2;5"),
        ("1;CT1;100", ";CT2;60", ";CT3;40"),
    ],
)
def test_a_row_whose_place_cannot_be_told_stops_the_import(
    tmp_path: Path, rows: tuple[str, ...]
) -> None:
    """No number in an outline, one out of order, or rows that may be parts of the one above."""
    found = sheet(tmp_path, *rows)

    assert "outline-uncertain" in found.codes


@pytest.mark.parametrize("rows", [OUTLINE, ["1;CT1;100", ";CT2;60", ";CT3;40"]])
def test_the_user_may_say_that_every_row_is_one_of_its_own(tmp_path: Path, rows: list[str]) -> None:
    """By leaving the numbering out."""
    found = sheet(tmp_path, *rows, mapping={"-": "STT"})

    assert (len(found.records), found.codes) == (len(rows), [])


def test_rows_without_a_number_are_ordinary_where_nothing_is_below_another(tmp_path: Path) -> None:
    """A clerk forgets a number now and then."""
    found = sheet(tmp_path, "1;CT1;5", ";CT2;6", "2;CT3;7", ";CT4;8")

    assert (taken(found), found.codes) == (["CT1", "CT2", "CT3", "CT4"], [])


@pytest.mark.parametrize(
    "rows",
    [
        ("1;CT1;100", ";Trong đó:;", ";Vốn trung ương;60", ";Vốn tỉnh;40", "2;CT2;5"),
        ("1;CT1;100", ";Trong đó: vốn trung ương;60", "2;CT2;5"),
        ("1;CT1;100", ";Trong đó;;", "-;Vốn trung ương;60", "-;Vốn tỉnh;30", "2;CT2;5"),
        ("1;CT1;100", ";Trong đó:;100", ";- Vốn trung ương;;", "2;CT2;5"),
        ("I;Dự án;100", ";Trong đó:;", ";NSTW;60", "1;CT1;100", "II;CT2;5"),
    ],
)
def test_rows_trong_do_are_parts_of_the_row_above(tmp_path: Path, rows: tuple[str, ...]) -> None:
    """And no rows of their own."""
    found = sheet(tmp_path, *rows)

    assert (taken(found), found.amounts, found.codes) == (
        ["CT1", "CT2"],
        [100_000_000, 5_000_000],
        [],
    )
    assert "part" in [kind for _, kind in left(found)]


def test_without_a_numbering_the_parts_have_dashes(tmp_path: Path) -> None:
    """The first row without one is a row again."""
    found = sheet(
        tmp_path,
        *("CT1;100", "Trong đó:;", "- Vốn trung ương;60", "+ vốn nước ngoài;10", "CT2;5"),
        heading="Mã chương trình;Số tiền\n",
    )

    assert (taken(found), found.codes) == (["CT1", "CT2"], [])
    assert left(found) == [(3, "part"), (4, "part"), (5, "part")]


@pytest.mark.parametrize(
    ("heading", "rows"),
    [
        ("Mã chương trình;Số tiền\n", ("CT1;100", "Trong đó:;", "CT2;60")),
        (HEADING, ("1;CT1;100", ";Trong đó:;", "a;CT2;60", "b;CT3;40")),
    ],
)
def test_parts_without_an_end_stop_the_import(
    tmp_path: Path, heading: str, rows: tuple[str, ...]
) -> None:
    """Whether the next row is a part cannot be told."""
    found = sheet(tmp_path, *rows, heading=heading)

    assert "parts-open" in found.codes


def test_parts_that_are_more_than_the_whole_are_refused(tmp_path: Path) -> None:
    """Both are named."""
    found = sheet(tmp_path, "1;CT1;100", ";Trong đó:;", ";Vốn trung ương;60", ";Vốn tỉnh;50")

    assert found.codes == ["parts-above-whole"]
    assert found.listed[0].error.facts() == {
        "label": "CT1",
        "whole_line": 2,
        "whole": Dong(100_000_000),
        "parts": Dong(110_000_000),
    }


def test_an_outline_stands_among_titles_numbers_totals_and_signatures(tmp_path: Path) -> None:
    """As a sheet of an office has it."""
    found = sheet(
        tmp_path,
        *("A;B;1;2", ";TỔNG SỐ;110"),
        *OUTLINE,
        *("C;CT6;3", "", "STT;Mã chương trình;Số tiền (triệu đồng);Diễn giải"),
        *(
            ";;;Cao Bằng, ngày 15 tháng 11 năm 2021",
            "Người lập biểu;;;Trưởng ban",
        ),
    )

    assert (len(found.records), found.codes) == (6, [])


def test_an_upper_row_that_cannot_be_read_is_a_problem(tmp_path: Path) -> None:
    """A check that nobody could make is not passed over."""
    found = sheet(tmp_path, "I;Dự án;sáu mươi", "1;CT1;60")

    assert found.codes == ["amount-no-number"]


def test_units_of_rows_hold_for_sums_too(tmp_path: Path) -> None:
    """An upper row has its own unit."""
    found = sheet(
        tmp_path,
        *("I;Dự án;1,5;tỷ", "1;CT1;500;triệu", "2;CT2;1.000.000;nghìn"),
        heading="STT;Mã chương trình;Số tiền;ĐVT\n",
    )

    assert (found.amounts, found.codes) == ([500_000_000, 10**9], [])
