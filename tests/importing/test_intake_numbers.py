"""Amounts of a file: one convention a column, exact number cells, and the unit that holds."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.importing.corpus import COLUMNS
from tests.importing.reading import Outcome, read_rows, read_text

from ethnictrack.i18n import use
from ethnictrack.nouns.batch import Aside
from ethnictrack.render.words import say
from ethnictrack.values.money import Numbers, Scale

BARE, MILLIONS = "Số tiền", "Số tiền (triệu đồng)"


@pytest.fixture(autouse=True)
def _vietnamese() -> None:
    use("vi")


def column(folder: Path, heading: str, *cells: str, numbers: Numbers | None = None) -> Outcome:
    """Read a file of programmes and amounts."""
    rows = "".join(f"CT135;{cell}\n" for cell in cells)
    return read_text(folder, f"Mã chương trình;{heading}\n{rows}", numbers=numbers)


@pytest.mark.parametrize(("heading", "cells", "code"), COLUMNS)
def test_a_column_of_two_conventions_is_one_problem(
    tmp_path: Path, heading: str, cells: tuple[str, ...], code: str
) -> None:
    """However many of its rows it concerns."""
    found = column(tmp_path, heading, *cells, *cells)

    assert found.codes == [code]


def test_both_conventions_are_named_by_line_with_both_totals(tmp_path: Path) -> None:
    """What the cells are under each, and what the column adds up to."""
    found = column(tmp_path, BARE, "2.000", "1.000.000", "1,500,000", "3,000,000")

    (problem,) = found.listed
    facts = problem.error.facts()
    assert (problem.line, problem.column, problem.value) == (4, BARE, "1,500,000")
    assert [facts[name] for name in ("first", "first_line", "second", "second_line")] == [
        *("1.000.000", 3),
        *("1,500,000", 4),
    ]
    hint = say(problem.error.advice())
    assert "--numbers vi: “1.000.000” là 1.000.000 đồng" in hint
    assert "1.002.000 đồng" in hint
    assert "--numbers en: " in hint
    assert "“1,500,000” là 1.500.000 đồng" in hint
    assert "4.500.000 đồng" in hint


def test_a_mark_that_groups_or_divides_a_missing_unit_is_shown_both_ways(tmp_path: Path) -> None:
    """15,213 without a unit: with one, and with the other convention."""
    found = column(tmp_path, BARE, "15,213", "5,857")

    (problem,) = found.listed
    hint = say(problem.error.advice())
    assert "--unit trieu: “15,213” là 15.213.000 đồng; cả cột cộng lại là 21.070.000 đồng" in hint
    assert "--numbers en: “15,213” là 15.213 đồng; cả cột cộng lại là 21.070 đồng" in hint


def test_cells_of_one_unit_keep_one_convention(tmp_path: Path) -> None:
    """Though the unit stands in the cell: one of them would be a thousand times too small."""
    found = column(tmp_path, BARE, "29,160 triệu đồng", "4.236 triệu đồng")

    assert found.codes == ["numbers-mixed"]


def test_other_problems_are_listed_beside_that_of_the_column(tmp_path: Path) -> None:
    """The rows that it concerns are kept out, and not listed one by one."""
    found = column(tmp_path, BARE, "1.000.000", "1,500,000", "chưa có", "1.23.4", "2,500,000")

    assert found.codes == ["numbers-mixed", "amount-no-number", "amount-grouping"]
    assert [bool(record.problems) for record in found.records] == [False, True, True, True, True]


@pytest.mark.parametrize(
    ("numbers", "cells", "amounts"),
    [
        (None, ("2.324.824", "592,932"), [2_324_824_000_000, 592_932_000]),
        (None, ("1.234", "15,213 tỷ"), [1_234_000_000, 15_213_000_000]),
        (None, ("5.857", "1.234"), [5_857_000_000, 1_234_000_000]),
        (None, ("5,857", "1,234"), [5_857_000, 1_234_000]),
        (Numbers.VI, ("1.234", "2,500"), [1_234_000_000, 2_500_000]),
        (Numbers.EN, ("1.234", "2,500"), [1_234_000, 2_500_000_000]),
        (Numbers.EN, ("4,519,594", "3,306.54"), [4_519_594_000_000, 3_306_540_000]),
    ],
)
def test_a_column_that_keeps_one_convention_is_read_by_it(
    tmp_path: Path, numbers: Numbers | None, cells: tuple[str, ...], amounts: list[int]
) -> None:
    """Said with --numbers, or told by a cell that reads one way only."""
    found = column(tmp_path, MILLIONS, *cells, numbers=numbers)

    assert (found.amounts, found.codes) == (amounts, [])


def test_where_the_convention_was_said_each_cell_answers_for_itself(tmp_path: Path) -> None:
    """So that the rejects can be mended one by one."""
    found = column(tmp_path, BARE, "1.000.000", "1,500,000", numbers=Numbers.VI)

    assert found.codes == ["amount-grouping"]


@pytest.mark.parametrize(
    ("cell", "dong"),
    [
        (5857, 5_857_000_000),
        (5.857, 5_857_000),
        (0.1 + 0.2, 300_000),
        (1172552.000001, 1_172_552_000_001),
        ("5.857", 5_857_000_000),
        ("5,857", 5_857_000),
        ("5857", 5_857_000_000),
        ("15,213 tỷ", 15_213_000_000),
        ("52.000.000 đ", 52_000_000),
    ],
)
@pytest.mark.parametrize("numbers", [None, Numbers.VI])
def test_a_cell_under_millions_is_exact(
    tmp_path: Path, cell: object, dong: int, numbers: Numbers | None
) -> None:
    """Number cells have no marks; texts are Vietnamese; a unit of its own wins."""
    heading = ["Mã chương trình", MILLIONS]

    found = read_rows(tmp_path, heading, ["CT135", cell], numbers=numbers)

    assert (found.amounts, found.codes) == ([dong], [])


def test_the_unit_may_stand_above_or_be_said(tmp_path: Path) -> None:
    """What is said wins over the file; the cell wins over both."""
    rows = (["Đơn vị tính: triệu đồng"], ["Mã chương trình", BARE], ["CT", 5.857], ["CT", "2 tỷ"])

    above = read_rows(tmp_path, *rows)
    said = read_rows(tmp_path, *rows, scale=Scale.TY)

    assert (above.amounts, said.amounts) == ([5_857_000, 2 * 10**9], [5_857_000_000, 2 * 10**9])


def test_number_cells_and_texts_stand_in_one_column(tmp_path: Path) -> None:
    """A number cell tells nothing of the convention, whatever its decimals."""
    heading = ["Mã chương trình", MILLIONS]

    found = read_rows(tmp_path, heading, ["A", 5857], ["A", 5.857], ["A", "5.857"], ["A", "1 tỷ"])

    assert found.amounts == [5_857_000_000, 5_857_000, 5_857_000_000, 10**9]


def test_rejected_number_cells_come_back_under_the_same_convention(tmp_path: Path) -> None:
    """5.857 written with a comma would be read as thousands where --numbers en is said again."""
    heading = ["Mã chương trình", MILLIONS, "Ngày"]

    found = read_rows(tmp_path, heading, ["CT", 5.857, "31/2/2021"], numbers=Numbers.EN)

    assert found.records[0].cells(Numbers.EN)[1] == "5.857"
    assert found.records[0].cells(Numbers.VI)[1] == "5,857"


def test_each_row_may_say_its_unit(tmp_path: Path) -> None:
    """In a column of its own, which wins over that of the table, and the cell's wins over it."""
    sheet = (
        "Đơn vị tính: nghìn đồng\nMã chương trình;Số tiền;ĐVT\n"
        "A;15,213;tỷ đồng\nB;5.857;Triệu đồng\nC;52;\nD;1 tỷ;đồng\nE;1.500.000;đ\n"
        "Tổng cộng;22.071.552;\n"
    )

    found = read_text(tmp_path, sheet)

    assert found.codes == []
    assert found.amounts == [15_213_000_000, 5_857_000_000, 52_000, 10**9, 1_500_000]


def test_the_unit_of_every_row_may_be_said(tmp_path: Path) -> None:
    """As a column of one value."""
    found = read_text(
        tmp_path, "program;Số tiền (đồng)\nA;15,213\nTổng;15,213\n", constants={"unit": "tỷ"}
    )

    assert (found.amounts, found.codes) == ([15_213_000_000], [])


def test_a_unit_that_is_none_of_money_is_refused(tmp_path: Path) -> None:
    """A column of households is not left out in silence."""
    found = read_text(tmp_path, "program;amount;Đơn vị tính\nA;5;triệu\nB;6;hộ\n")

    assert found.codes == ["unit-unknown"]


@pytest.mark.parametrize(
    ("rows", "codes", "unchecked"),
    [
        ("A;5;triệu\nB;6;triệu\nTổng;11;\n", [], 0),
        ("A;5;triệu\nB;6;triệu\nTổng;12;\n", ["total-mismatch"], 0),
        ("A;5;triệu\nB;6;tỷ\nTổng;6.005;triệu đồng\n", [], 0),
        ("A;5;triệu\nB;6;tỷ\nTổng;6.006;triệu đồng\n", ["total-mismatch"], 0),
        ("A;5;triệu\nB;6;tỷ\nTổng;11;\n", [], 1),
    ],
)
def test_a_total_is_checked_in_its_unit(
    tmp_path: Path, rows: str, codes: list[str], unchecked: int
) -> None:
    """Its own, or that of all its rows; without one it cannot be checked, and that is said."""
    found = read_text(tmp_path, f"program;amount;ĐVT\n{rows}")

    assert found.codes == codes
    assert found.intake is not None
    kinds = [each.kind for each in found.intake.aside]
    assert kinds.count(Aside.UNCHECKED) == unchecked
    assert kinds.count(Aside.TOTAL) == 1 - unchecked


def test_the_conventions_of_rows_with_units_meet_too(tmp_path: Path) -> None:
    """Each cell is shown in the unit of its row."""
    found = read_text(tmp_path, "program;amount;ĐVT\nA;1.000.000;triệu\nB;1,500,000;nghìn\n")

    assert found.codes == ["numbers-mixed"]
    hint = say(found.listed[0].error.advice())
    assert "“1.000.000” là 1.000.000.000.000 đồng" in hint
    assert "“1,500,000” là 1.500.000.000 đồng" in hint


def test_number_cells_count_in_the_total_of_a_column(tmp_path: Path) -> None:
    """They read the same under both conventions."""
    heading = ["Mã chương trình", MILLIONS]

    found = read_rows(tmp_path, heading, ["A", 1], ["A", "1.234"], ["A", "2,500"])

    hint = say(found.listed[0].error.advice())
    assert "1.237.500.000 đồng" in hint
    assert "2.502.234.000 đồng" in hint
