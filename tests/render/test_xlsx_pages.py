"""Where a printed sheet goes on to the next page."""

from __future__ import annotations

import io

import openpyxl
from hypothesis import given
from hypothesis import strategies as st

from ethnictrack.i18n import N_
from ethnictrack.render import render
from ethnictrack.render.words import View
from ethnictrack.render.xlsx_page import page_starts
from ethnictrack.reports.table import TOTAL, Column, Document, Result, Row, Table, Unit
from ethnictrack.values.money import Dong

COLUMNS = (Column("name", N_("Name")), Column("amount", N_("Amount"), Unit.DONG))


def _breaks(rows: int) -> list[int]:
    """Return the rows of a printed list that begin a page, counted from 0."""
    lines = tuple(Row((f"Xóm {number}", Dong(number))) for number in range(rows))
    total = Row((TOTAL, Dong.total(Dong(number) for number in range(rows))))
    document = Document(N_("Title"), (Table(COLUMNS, lines, total=total),))
    page = render(Result(document, []), "xlsx", View())
    sheet = openpyxl.load_workbook(io.BytesIO(page)).active
    return [each.id for each in sheet.row_breaks.brk]


def test_a_list_that_a_page_holds_is_not_broken() -> None:
    """Nor is one without rows."""
    assert _breaks(0) == _breaks(2) == _breaks(20) == []


def test_a_total_has_rows_above_it_on_its_page() -> None:
    """However many rows there are: title, blank and headings come first, the total last."""
    for rows in range(40, 100, 7):
        total = 3 + rows
        assert _breaks(rows), rows
        assert all(each <= total - 2 for each in _breaks(rows)), rows


@given(
    st.lists(st.floats(5, 60), min_size=12, max_size=80),
    st.integers(1, 5),
    st.integers(1, 5),
    st.floats(300, 700),
    st.floats(0, 100),
)
def test_no_page_is_overfull_and_nothing_kept_is_torn(
    heights: list[float], head: int, tail: int, room: float, repeated: float
) -> None:
    """As long as a page holds what is to be kept."""
    kept = [range(head), range(len(heights) - tail, len(heights))]

    starts = [0, *page_starts(heights, kept, room, repeated)]

    for number, (start, end) in enumerate(zip(starts, [*starts[1:], len(heights)], strict=True)):
        assert sum(heights[start:end]) + (repeated if number else 0) <= room
    for group in kept:
        if sum(heights[group.start : group.stop]) <= room - repeated:
            assert not set(starts) & set(group[1:])
