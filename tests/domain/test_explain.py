"""What a person types of a figure: the kind, the name, the column, in any order of habit."""

from __future__ import annotations

import pytest

from ethnictrack.year.explain import (
    Figure,
    What,
    month_of,
    quarter_of,
    settled_column,
    wishes,
)


def read(text: str) -> list[tuple[str, Figure | None]]:
    """Return the names and columns a text may mean."""
    return [(each.name, each.figure) for each in wishes(text)]


@pytest.mark.parametrize(
    ("typed", "figure"),
    [
        ("CT135 giải ngân", Figure.DISBURSED),
        ("CT135:disbursed", Figure.DISBURSED),
        ("CT135 Còn lại", Figure.REMAINING),
        ("CT135 ke hoach", Figure.PLANNED),
        ("CT135 plan", Figure.PLANNED),
        ("rates:CT135:paid", Figure.PAID),
        ("CT135 không có kế hoạch", Figure.UNPLANNED),
        ("CT135 tỷ lệ", Figure.RATE),
    ],
)
def test_a_column_is_known_as_it_is_headed(typed: str, figure: Figure) -> None:
    """In both languages, with and without accents, behind a colon or a blank."""
    assert ("CT135", figure) in read(typed)


def test_a_name_that_ends_like_a_column_may_be_a_name() -> None:
    """The book says which it is."""
    assert read("Phòng Kế hoạch") == [("Phòng Kế hoạch", None), ("Phòng", Figure.PLANNED)]


def test_behind_a_colon_a_column_is_a_column() -> None:
    """Nothing else is meant."""
    assert read("CT135:remaining") == [("CT135", Figure.REMAINING)]


@pytest.mark.parametrize(
    ("typed", "kinds"),
    [
        ("entry:12", {What.ENTRY}),
        ("bút toán số 12", {What.ENTRY}),
        ("program:12", {What.PROGRAM}),
        ("inspections:8", {What.INSPECTION, What.FORM}),
        ("petitions:8", {What.ACTIVITY, What.RECEPTION}),
        ("quyết toán:CT135", {What.SETTLEMENT}),
        ("01/TTr:8", {What.FORM}),
        ("tháng 11", {What.MONTH}),
        ("quý 4", {What.QUARTER}),
    ],
)
def test_a_kind_or_report_in_front_says_what_is_meant(typed: str, kinds: set[What]) -> None:
    """As it is printed or as it is typed."""
    assert kinds in [set(each.kinds) for each in wishes(typed) if each.said]


def test_a_word_in_front_may_be_part_of_the_name() -> None:
    """Chương trình 135 is the name of CT135."""
    assert [name for name, _ in read("Chương trình 135")] == ["Chương trình 135", "135"]


@pytest.mark.parametrize(
    ("typed", "month"),
    [
        ("2021-11", (2021, 11)),
        ("11/2021", (2021, 11)),
        ("1/2022 (chỉnh lý quyết toán)", (2022, 1)),
        ("11", (2021, 11)),
        ("13/2021", None),
        ("2021-00", None),
        ("Bảo Lạc", None),
    ],
)
def test_months_are_read_as_reports_print_them(typed: str, month: tuple[int, int] | None) -> None:
    """A number alone is a month of the report's year."""
    assert month_of(typed, 2021) == month


@pytest.mark.parametrize(
    ("typed", "quarter"),
    [("2021-Q4", (2021, 4)), ("quý 4/2021", (2021, 4)), ("4", (2021, 4)), ("5/2021", None)],
)
def test_quarters_are_read_as_reports_print_them(
    typed: str, quarter: tuple[int, int] | None
) -> None:
    """There are four."""
    assert quarter_of(typed, 2021) == quarter


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("CT135:c17", ("ct135", 17)),
        ("CT135 cột 6", ("ct135", 6)),
        ("Tổng cộng 24", ("tong cong", 24)),
        ("CT135:25", None),
        ("CT135 5", None),
        ("CT135", None),
        ("17", None),
    ],
)
def test_columns_of_the_settlement_are_numbered_from_6_to_24(
    typed: str, expected: tuple[str, int] | None
) -> None:
    """Behind the row; others are part of a name."""
    assert settled_column(typed) == expected
