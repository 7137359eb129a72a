"""Columns of the settlement explained on a real book: every row, every column, every scope."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from tests.books import allocated, paid

from ethnictrack.services.explain import SettledRow, settled_row
from ethnictrack.services.figure_reading import the_reading
from ethnictrack.services.figures import settlement
from ethnictrack.values.kinds import Capital
from ethnictrack.values.money import Dong
from ethnictrack.year.explain import What
from ethnictrack.year.figures import Coverage
from ethnictrack.year.settlement import FIRST, LAST

if TYPE_CHECKING:
    from ethnictrack.book.opening import Book

DAY = date(2022, 1, 31)
COLUMNS = range(FIRST, LAST + 1)
TYPED = (
    *("settlement:DA1:c17", "settlement:DA1:17", "settlement da1 17", "quyết toán DA1 cột 17"),
    *("settlement:Dự án 1:c17", "settlement: DA1 : c17", "quyết toán niên độ:DA1:Cột 17"),
)


@pytest.fixture
def two_years(open_book: Book) -> Book:
    """Return a book whose second year clears and gives back advances of the first."""
    allocated(open_book, 1000, year=2020, capital="investment")
    paid(open_book, 300, kind="advance", year=2020, date=date(2020, 6, 1))
    allocated(open_book, 200, kind="carried-in", plan_year=2020, capital="investment")
    allocated(open_book, 400, capital="investment")
    allocated(open_book, 500, "DA2", capital="recurrent")
    paid(open_book, 250, date=date(2021, 3, 1))
    paid(open_book, 180, kind="advance-recovery", date=date(2021, 3, 1))
    paid(open_book, 20, kind="refund", plan_year=2020)
    paid(open_book, 90, "DA2", kind="advance", capital="recurrent", date=date(2021, 5, 1))
    return open_book


def explained(book: Book, typed: str, scope: Coverage | None = None) -> SettledRow:
    """Explain what was typed, in the settlement of 2021."""
    settled = settlement(book, year=2021, as_of=DAY, scope=scope or Coverage())
    return settled_row(book, settled, the_reading(book, typed, year=2021, day=DAY))


def test_a_column_is_read_as_people_type_it(two_years: Book) -> None:
    """By code or name, with or without accents, behind a colon or a blank."""
    for typed in TYPED:
        reading = the_reading(two_years, typed, year=2021, day=DAY)

        assert reading.typed == "settlement:DA1:c17", typed
        assert (reading.what, reading.column) == (What.SETTLEMENT, 17), typed


@pytest.mark.parametrize("row", ["DA1", "DA2", "MTQG", "total"])
def test_explained_columns_are_those_of_the_report(two_years: Book, row: str) -> None:
    """Of a programme with those below it, and of the total."""
    settled = settlement(two_years, year=2021, as_of=DAY, scope=Coverage())
    expected = settled.total()
    if row != "total":
        expected = settled.of_programs()[two_years.programs.with_code(row)[0].id]

    found = [explained(two_years, f"settlement:{row}:c{number}").columns for number in COLUMNS]

    assert found == [expected] * len(COLUMNS)


def test_a_clearing_is_listed_in_the_column_it_clears(two_years: Book) -> None:
    """180 of work was paid for by the advance of the year before."""
    cleared = explained(two_years, "settlement:DA1:9")
    paid_work = explained(two_years, "settlement:DA1:18")

    assert [(each.id, amount) for each, amount in cleared.entries] == [(7, Dong(180))]
    assert [(each.id, amount) for each, amount in paid_work.entries] == [(6, Dong(250))]
    assert paid_work.columns[18] == Dong(70)


def test_entries_of_earlier_years_count_where_the_form_begins_before_the_year(
    two_years: Book,
) -> None:
    """The advance of 2020 is open before the year, and part of what is open after it."""
    before = explained(two_years, "settlement:total:7")
    after = explained(two_years, "settlement:total:23")

    assert [each.id for each, _ in before.entries] == [2]
    assert [amount.value for _, amount in after.entries] == [300, -180, -20, 90]
    assert after.columns[23] == Dong(190)


def test_a_scope_leaves_entries_out(two_years: Book) -> None:
    """As it leaves lines of the report out."""
    found = explained(two_years, "settlement:MTQG:16", Coverage(capital=Capital.RECURRENT))

    assert [amount.value for _, amount in found.entries] == [500]
    assert found.columns[16] == Dong(500)


def test_a_row_without_figures_is_all_zero(two_years: Book) -> None:
    """And nothing is listed."""
    found = explained(two_years, "settlement:DA2:c6")

    assert (found.columns[6], found.entries) == (Dong(0), [])


def test_a_whole_row_has_no_entries_listed(two_years: Book) -> None:
    """Its columns say enough; each is explained on its own."""
    assert explained(two_years, "settlement:DA1").entries == []
