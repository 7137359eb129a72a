"""The settlement of a real book, in a file and on a server."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from tests.books import allocated, paid

from ethnictrack.services.carry import Carrying, carry
from ethnictrack.services.entry import Recorder
from ethnictrack.services.figures import figures, settlement
from ethnictrack.values.kinds import Side
from ethnictrack.values.money import ZERO, Dong
from ethnictrack.year.figures import Coverage, PlanBasis

if TYPE_CHECKING:
    from ethnictrack.book.opening import Book
    from ethnictrack.year.settlement import Columns, Settlement

INV = {"capital": "investment", "source": "central"}


def _settled(book: Book, year: int, as_of: date | None = None) -> Settlement:
    return settlement(book, year=year, as_of=as_of or date(year + 1, 1, 31), scope=Coverage())


def _amounts(columns: Columns, *numbers: int) -> list[int]:
    return [columns[number].value for number in numbers]


def test_what_is_carried_by_the_program_leaves_one_year_and_enters_the_next(
    open_book: Book,
) -> None:
    """An advance of the year before is cleared by a payment of this year, class left out."""
    allocated(open_book, 1000, year=2020, **INV)
    paid(open_book, 300, kind="advance", year=2020, date=date(2020, 6, 1), place="042")
    paid(open_book, 500, year=2020, date=date(2020, 9, 1))
    carry(open_book, Carrying(year=2020, into=2021), date(2021, 1, 31))
    allocated(open_book, 400, year=2021, **INV)
    paid(open_book, 250, date=date(2021, 3, 1), year=2021)
    paid(open_book, 180, kind="advance-recovery", date=date(2021, 3, 1), year=2021)

    first, second = _settled(open_book, 2020), _settled(open_book, 2021)

    assert _amounts(first.total(), 16, 17, 18, 19, 20, 21) == [1000, 800, 500, 300, 200, 0]
    assert _amounts(second.total(), 6, 7, 9, 10, 17, 18, 22, 23, 24) == [
        *(800, 300, 180, 200, 70, 70, 250, 120, 870),
    ]
    assert first.unequal() == second.unequal() == []
    assert first.total().undisposed == (ZERO, ZERO)


def test_an_entry_after_the_day_counts_in_nothing(open_book: Book) -> None:
    """But what the next year has taken in does, as it says what this year hands on."""
    allocated(open_book, 100)
    paid(open_book, 40, date=date(2021, 11, 1))
    paid(open_book, 20, date=date(2021, 11, 15))
    allocated(open_book, 30, kind="carried-out")
    allocated(open_book, 30, kind="carried-in", year=2022, plan_year=2021, date=date(2022, 3, 1))

    early, late = _settled(open_book, 2021, date(2021, 11, 14)), _settled(open_book, 2021)

    assert _amounts(early.total(), 17, 20) == [40, 0]
    assert _amounts(late.total(), 17, 20) == [60, 30]
    assert [each.into for each in early.unequal()] == [Dong(30)]
    assert late.unequal() == []


def test_a_reversal_takes_an_entry_out_of_its_columns(open_book: Book) -> None:
    """Both stay in the book; neither is seen."""
    allocated(open_book, 100)
    number = paid(open_book, 40, kind="advance")
    Recorder(open_book, date(2021, 11, 15)).reverse(
        Side.DISBURSEMENT, number, reason="sai", on=None
    )

    assert _amounts(_settled(open_book, 2021).total(), 17, 19, 23, 24) == [0, 0, 0, 0]


def test_the_settlement_pays_what_the_rates_say_and_column_8_beside_it(open_book: Book) -> None:
    """Column 11 + 17 - 8 is giải ngân of the year."""
    allocated(open_book, 100, year=2020)
    paid(open_book, 60, kind="advance", year=2020, date=date(2020, 6, 1))
    allocated(open_book, 100)
    paid(open_book, 15, kind="refund", plan_year=2020)
    paid(open_book, 70)

    total = _settled(open_book, 2021).total()
    rates = figures(
        open_book,
        year=2021,
        as_of=date(2022, 1, 31),
        basis=PlanBasis.WITH_CARRYOVER,
        scope=Coverage(),
    ).total()

    assert total[8] == Dong(15)
    assert total[11] + total[17] - total[8] == rates.paid
