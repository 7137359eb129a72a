"""Opening figures in a real book, with numbers worked by hand."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from tests.books import allocated, dong, paid

from ethnictrack.errors.entries import BelowZeroError, PlanYearError
from ethnictrack.ledger.entry import Draft
from ethnictrack.ledger.opening_figure import (
    OpeningAdvancesError,
    OpeningCoversError,
    OpeningKnownError,
    OpeningReversedError,
    OpeningYearError,
    PaidBeforeError,
    UnknownOpeningError,
)
from ethnictrack.services.check import run_checks
from ethnictrack.services.closed_year import YearClosedError
from ethnictrack.services.closing import close_year, still_open
from ethnictrack.services.entry import Recorder
from ethnictrack.services.figures import figures, settlement
from ethnictrack.services.opening_figure import add_opening, opening_of, reverse_opening
from ethnictrack.values.kinds import Capital, Kind, Side, Source
from ethnictrack.values.money import ZERO, Dong
from ethnictrack.year.carryover import carry_over
from ethnictrack.year.figures import Coverage, PlanBasis

if TYPE_CHECKING:
    from ethnictrack.book.opening import Book
    from ethnictrack.ledger.opening_figure import KeptOpening
    from ethnictrack.year.settlement import Settlement

TODAY = date(2021, 11, 15)
INV = {"capital": "investment", "source": "central"}


def _opened(
    book: Book,
    paid: int,
    advances: int = 0,
    program: str = "DA1",
    until: int = 2020,
    **said: Any,  # noqa: ANN401 - as `paid`
) -> KeptOpening:
    """Keep an opening figure of central investment money, unless another class is said."""
    words: dict[str, Any] = {"program": program, "until": until, "paid": dong(paid), **INV, **said}
    words |= {"capital": Capital(words["capital"]), "source": Source(words["source"])}
    return add_opening(book, opening_of(book, {**words, "advances": dong(advances)}), TODAY)


def _settled(book: Book, year: int = 2021) -> Settlement:
    return settlement(book, year=year, as_of=date(year + 1, 1, 31), scope=Coverage())


def _columns(settled: Settlement, *numbers: int) -> list[int]:
    total = settled.total()
    return [total[number].value for number in numbers]


def test_works_that_began_before_the_book_settle_from_their_start(open_book: Book) -> None:
    """5.000 paid before, 800 of it open advances; of 1.200 work in 2021, 300 clears such advances.

    6 = 5.000, 7 = 800, 9 = 300, 18 = 900, 22 = 300 + 900, 23 = 800 - 300, 24 = 5.000 + 900; the
    rates know 900 of 2021 alone, the carry-over the 500 that stay open.
    """
    _opened(open_book, 5000, 800)
    allocated(open_book, 1500, **INV)
    paid(open_book, 1200, **INV)
    paid(open_book, 300, kind="advance-recovery", **INV)

    settled = _settled(open_book)
    rates = figures(
        open_book,
        year=2021,
        as_of=date(2022, 1, 31),
        basis=PlanBasis.WITH_CARRYOVER,
        scope=Coverage(),
    ).total()

    assert _columns(settled, 6, 7, 9, 17, 18, 22, 23, 24) == [
        *(5000, 800, 300, 900, 900, 1200, 500, 5900),
    ]
    assert (rates.disbursed, rates.paid) == (Dong(900), Dong(900))
    (of_class,) = carry_over(settled).values()
    assert (of_class.open_advances, of_class.used) == (Dong(500), Dong(900))
    assert _columns(_settled(open_book, 2022), 6, 7, 23, 24) == [5900, 500, 500, 5900]


def test_each_class_and_place_clears_what_it_had_open_itself(open_book: Book) -> None:
    """Central 100 and provincial 40 open; 60 cleared of the provincial class finds 40."""
    _opened(open_book, 500, 100)
    _opened(open_book, 200, 40, source="provincial", place="042")
    allocated(open_book, 100, capital="investment", source="provincial")
    paid(open_book, 60, capital="investment", source="provincial", place="042")
    paid(
        open_book,
        60,
        kind="advance-recovery",
        capital="investment",
        source="provincial",
        place="042",
    )

    assert _columns(_settled(open_book), 7, 9, 23) == [140, 40, 80]


def test_an_advance_of_before_is_cleared_without_a_warning_until_none_is_left(
    open_book: Book,
) -> None:
    """And before any payment of the book: what was paid before the book counts as paid."""
    _opened(open_book, 500, 100)
    recovery = {"kind": Kind.ADVANCE_RECOVERY, "capital": Capital.INVESTMENT}
    recovery |= {"source": Source.CENTRAL}

    def warned(amount: int) -> int:
        said = {"program": "DA1", "amount": dong(amount), "date": TODAY, **recovery}
        draft = Draft.of(Side.DISBURSEMENT, said)
        return len(Recorder(open_book, TODAY).record(draft).warnings)

    assert [warned(100), warned(1)] == [0, 1]
    assert _columns(_settled(open_book), 7, 9, 23) == [100, 100, -1]
    assert [each.code for each in run_checks(open_book, ["advances"])] == ["over-cleared"]


def test_nothing_is_taken_off_beyond_what_was_ever_paid(open_book: Book) -> None:
    """500 were paid before the book and 20 in it: 520 come back, one more does not."""
    _opened(open_book, 500)
    allocated(open_book, 20, **INV)
    paid(open_book, 20, **INV)
    paid(open_book, 520, kind="refund", **INV)

    with pytest.raises(BelowZeroError):
        paid(open_book, 1, kind="refund", **INV)


def test_a_figure_is_corrected_by_its_opposite_and_another(open_book: Book) -> None:
    """Both stay in the book, and neither counts; a reversal is reversed by nothing."""
    first = _opened(open_book, 500, 100)

    undone, warnings = reverse_opening(open_book, first.id, reason="nhầm số")
    _opened(open_book, 450, 100)

    assert (undone.opening.paid, undone.opening.advances) == (Dong(-500), Dong(-100))
    assert (undone.opening.note, warnings) == ("nhầm số", [])
    assert _columns(_settled(open_book), 6, 7) == [450, 100]
    assert [each.stands for each in open_book.openings.all()] == [False, False, True]
    for number in (first.id, undone.id):
        with pytest.raises(OpeningReversedError):
            reverse_opening(open_book, number, reason="lần nữa")
    with pytest.raises(UnknownOpeningError):
        reverse_opening(open_book, 99, reason="không có")


def test_a_figure_is_not_taken_back_from_below_what_rests_on_it(open_book: Book) -> None:
    """30 of it came back in the book: without it the programme would be below nothing."""
    first = _opened(open_book, 500, 100)
    paid(open_book, 30, kind="refund", **INV)

    with pytest.raises(BelowZeroError):
        reverse_opening(open_book, first.id, reason="nhầm")


def test_whoever_takes_back_advances_that_were_cleared_is_told(open_book: Book) -> None:
    """70 of 100 are cleared, and the work is paid for: 70 too many are cleared then."""
    first = _opened(open_book, 500, 100)
    allocated(open_book, 200, **INV)
    paid(open_book, 200, **INV)
    paid(open_book, 70, kind="advance-recovery", **INV)

    _, (warning,) = reverse_opening(open_book, first.id, reason="nhầm")

    assert warning.facts == {"program": "DA1", "amount": Dong(70)}


@pytest.mark.parametrize(
    ("said", "refusal"),
    [
        ({"until": 2021}, OpeningYearError),
        ({"plan_year": 2021}, PlanYearError),
        ({"advances": 501}, OpeningAdvancesError),
        ({"until": 2018}, OpeningKnownError),  # there is one of the line and plan year
    ],
)
def test_a_figure_that_cannot_be_is_refused(
    open_book: Book, said: dict[str, int], refusal: type[Exception]
) -> None:
    """The year is not over, the plan is later, more is open than was paid, the line has one."""
    _opened(open_book, 9, until=2019, plan_year=2018)

    with pytest.raises(refusal):
        _opened(open_book, 500, **said)  # type: ignore[arg-type]  # by name


def test_a_second_plan_year_of_a_line_has_a_figure_of_its_own(open_book: Book) -> None:
    """What was paid of the plan of 2019, and of that of 2020."""
    _opened(open_book, 300, plan_year=2019)
    _opened(open_book, 200)

    assert _columns(_settled(open_book), 6) == [500]


def test_what_the_book_has_itself_is_in_no_opening_figure(open_book: Book) -> None:
    """A payment of 2020 at the programme or below keeps a figure up to 2020 out, and no other."""
    allocated(open_book, 100, year=2020, **INV)
    number = paid(open_book, 40, year=2020, date=date(2020, 5, 5), **INV)

    with pytest.raises(PaidBeforeError) as refusal:
        _opened(open_book, 500, program="MTQG")

    assert (refusal.value.entry, refusal.value.year) == (number, 2020)
    _opened(open_book, 500, program="DA2")
    _opened(open_book, 500, source="provincial")
    _opened(open_book, 500, until=2019)


def test_what_an_opening_figure_has_is_not_paid_again(open_book: Book) -> None:
    """A payment of 2020 counts in the figure up to 2020, unless it is of another class."""
    _opened(open_book, 500)
    for program in ("DA1", "DA2"):
        allocated(open_book, 100, program, year=2020, **INV)
    then: dict[str, Any] = {"year": 2020, "date": date(2020, 5, 5), **INV}

    with pytest.raises(OpeningCoversError):
        paid(open_book, 40, **then)

    paid(open_book, 40, "DA2", **then)
    paid(open_book, 40, **{**then, "capital": "recurrent"}, over_plan="chưa giao")
    assert run_checks(open_book, ["advances"]) == []


def test_advances_of_before_keep_a_year_open(open_book: Book) -> None:
    """100 were open before the book, 60 of them are cleared: 40 are named."""
    _opened(open_book, 500, 100)
    allocated(open_book, 60, **INV)
    paid(open_book, 60, **INV)
    paid(open_book, 60, kind="advance-recovery", **INV)
    allocated(open_book, 60, kind="cancelled", **INV)

    (said,) = still_open(open_book, 2021)

    assert said.facts["program"] == "DA1"


def test_a_closed_year_keeps_the_figures_it_counted(open_book: Book) -> None:
    """No figure comes, and none goes, before a year that is closed."""
    first = _opened(open_book, 500)
    close_year(open_book, 2021, on=date(2022, 2, 15), today=date(2022, 3, 1))

    with pytest.raises(YearClosedError):
        _opened(open_book, 9, program="DA2")
    with pytest.raises(YearClosedError):
        reverse_opening(open_book, first.id, reason="nhầm")

    assert open_book.openings.paid({2}) == Dong(500)
    assert open_book.openings.advances({2}) == ZERO
