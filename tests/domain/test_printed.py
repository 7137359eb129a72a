"""A file laid beside what it should say: which cell, row, table, sentence deviates."""

from __future__ import annotations

import pytest

from ethnictrack.audit.printed import (
    Deviation,
    Printed,
    PrintedGrid,
    column_letters,
    deviations,
)

HEAD = ("Mã", "Kế hoạch", "Giải ngân")
ROWS = (HEAD, ("CT135", "20", "15"), ("DCDC", "9", "5"), ("Tổng", "29", "20"))


def page(*rows: tuple[str, ...], lines: tuple[str, ...] = (), name: str = "") -> Printed:
    """Return a file with one table."""
    return Printed((PrintedGrid(rows or ROWS, name),), lines)


def found(other: Printed, expected: Printed | None = None) -> list[Deviation]:
    """Return where a file deviates."""
    return deviations(expected or page(), other)


def test_what_is_the_same_does_not_deviate() -> None:
    """Cell by cell."""
    assert found(page()) == []


def test_a_cell_typed_over_is_named_with_both_figures() -> None:
    """By row, column, how the row begins and what the column is called."""
    (only,) = found(page(*ROWS[:2], ("DCDC", "9", "8"), ROWS[3]))

    assert only == Deviation(
        says="8", should="5", table=1, row=3, column=3, label="DCDC", heading="Giải ngân"
    )


def test_a_row_put_in_is_one_deviation_and_not_one_for_each_row_below() -> None:
    """Rows are laid side by side as a reader would."""
    (only,) = found(page(*ROWS[:3], ("X", "1", "1"), ROWS[3]))

    assert (only.says, only.should, only.row) == ("X | 1 | 1", None, 4)


def test_a_row_taken_out_is_named() -> None:
    """With what it should say."""
    (only,) = found(page(*ROWS[:2], ROWS[3]))

    assert (only.says, only.should) == (None, "DCDC | 9 | 5")


def test_a_table_of_the_office_in_front_is_passed_over() -> None:
    """The table that is meant has the same headings."""
    letterhead = PrintedGrid((("UBND TỈNH", "CỘNG HÒA"),))

    assert found(Printed((letterhead, *page().grids))) == []


def test_a_table_whose_heading_was_touched_is_still_known() -> None:
    """By the cells that stayed."""
    (only,) = found(page(("Mã", "Kế hoạch", "Đã chi"), *ROWS[1:]))

    assert (only.row, only.column, only.says, only.should) == (1, 3, "Đã chi", "Giải ngân")


def test_a_missing_table_is_named_by_its_headings() -> None:
    """It has no row."""
    (only,) = found(Printed(()))

    assert (only.should, only.table, only.row) == ("Mã | Kế hoạch | Giải ngân", 1, None)


def test_a_signature_below_a_sheet_is_nobodys_figure() -> None:
    """Below the last row; a cell above it still counts."""
    sheet = page(name="Biểu 1")
    signed = page(*ROWS, (), ("Người lập",), name="Biểu 1")
    forged = page(*ROWS[:3], ("Tổng", "29", "21"), ("Người lập",), name="Biểu 1")

    assert found(signed, sheet) == []
    assert [each.column for each in found(forged, sheet)] == [3]


def test_a_sheet_is_known_by_its_name() -> None:
    """A copy under another name does not stand for it."""
    (only,) = found(page(name="Khác"), page(name="Biểu 1"))

    assert (only.sheet, only.row) == ("Biểu 1", None)


@pytest.mark.parametrize(
    ("line", "wrong"),
    [
        ("Giải ngân 15,2 tỷ đồng, đạt 72,9%.", False),
        ("Đã giải ngân được 15,2 tỷ đồng, bằng 72,9%.", False),  # better words, same figures
        ("Giải ngân 15,2 tỷ đồng, đạt 92,9%.", True),
        ("Không có gì.", True),
    ],
)
def test_of_a_sentence_only_the_figures_count(line: str, *, wrong: bool) -> None:
    """An office may say it better, but not otherwise."""
    sentence = "Giải ngân 15,2 tỷ đồng, đạt 72,9%."

    got = deviations(page(lines=(sentence,)), page(lines=(line,)), [sentence])

    assert [each.should for each in got] == ([sentence] if wrong else [])


def test_a_sentence_without_a_figure_may_go() -> None:
    """It says nothing that could be wrong."""
    assert deviations(page(lines=("Tốt.",)), page(), ["Tốt."]) == []


@pytest.mark.parametrize(
    ("number", "letters"), [(1, "A"), (26, "Z"), (27, "AA"), (52, "AZ"), (702, "ZZ"), (703, "AAA")]
)
def test_columns_are_counted_in_letters(number: int, letters: str) -> None:
    """As a spreadsheet does."""
    assert column_letters(number) == letters
