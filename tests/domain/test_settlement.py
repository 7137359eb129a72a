"""The settlement of a year: three years by hand, and what holds for any ledger."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from tests.domain.facts import PROGRAMS, line
from tests.domain.movements import LEDGERS, YEARS, moved, settle

from ethnictrack.ledger.opening_figure import Opening
from ethnictrack.values.kinds import Capital, Kind, Source
from ethnictrack.values.money import ZERO, Dong
from ethnictrack.year.figures import Coverage
from ethnictrack.year.settlement import FIRST, FORMULAS, LAST, Columns, Movement
from ethnictrack.year.settlement import formula as written

if TYPE_CHECKING:
    from collections.abc import Iterable


INV, REC = Capital.INVESTMENT, Capital.RECURRENT


def _row(moved: Iterable[Movement], year: int) -> dict[int, int]:
    """Return the columns of the total that are not zero."""
    total = settle(moved, year).total()
    found = {number: total[number].value for number in range(FIRST, LAST + 1)}
    return {number: amount for number, amount in found.items() if amount}


# One works of investment capital, in triệu. 2021: 300 is advanced and 400 of work paid for, which
# clears 100 of it; 250 of the plan goes on, 150 ends. 2022: work of 300 clears 120 of the old
# advance, 30 of it is given back, 100 is advanced anew; of the money carried in, 150 is paid and
# 50 advanced, 30 goes on again and 20 ends. 2023: work of 350 clears 200 of old advances; a wrong
# payment of 10 comes back.
THREE_YEARS = [
    moved(1000, Kind.INITIAL, 2021),
    moved(300, Kind.ADVANCE, 2021),
    moved(400, Kind.PAYMENT, 2021),
    moved(100, Kind.ADVANCE_RECOVERY, 2021),
    moved(250, Kind.CARRIED_OUT, 2021),
    moved(150, Kind.CANCELLED, 2021),
    moved(250, Kind.CARRIED_IN, 2022, 2021),
    moved(150, Kind.PAYMENT, 2022, 2021),
    moved(50, Kind.ADVANCE, 2022, 2021),
    moved(30, Kind.REFUND, 2022, 2021),
    moved(30, Kind.CARRIED_OUT, 2022, 2021),
    moved(20, Kind.CANCELLED, 2022, 2021),
    moved(500, Kind.INITIAL, 2022),
    moved(300, Kind.PAYMENT, 2022),
    moved(120, Kind.ADVANCE_RECOVERY, 2022),
    moved(100, Kind.ADVANCE, 2022),
    moved(120, Kind.CARRIED_OUT, 2022),
    moved(100, Kind.CANCELLED, 2022),
    moved(30, Kind.CARRIED_IN, 2023, 2021),
    moved(120, Kind.CARRIED_IN, 2023, 2022),
    moved(140, Kind.PAYMENT, 2023, 2022),
    moved(10, Kind.CANCELLED, 2023, 2021),
    moved(400, Kind.INITIAL, 2023),
    moved(350, Kind.PAYMENT, 2023),
    moved(200, Kind.ADVANCE_RECOVERY, 2023),
    moved(10, Kind.REFUND, 2023),
    moved(260, Kind.CANCELLED, 2023),
]
BY_HAND = {
    2021: {16: 1000, 17: 600, 18: 400, 19: 200, 20: 250, 21: 150} | {22: 400, 23: 200, 24: 600},
    2022: {6: 600, 7: 200, 8: 30, 9: 120}
    | {10: 250, 11: 200, 12: 150, 13: 50, 14: 30, 15: 20}
    | {16: 500, 17: 280, 18: 180, 19: 100, 20: 120, 21: 100}
    | {22: 450, 23: 200, 24: 1080},
    2023: {6: 1080, 7: 200, 9: 200}
    | {10: 150, 11: 140, 12: 140, 15: 10}
    | {16: 400, 17: 140, 18: 140, 21: 260}
    | {22: 480, 24: 1360},
}


@pytest.mark.parametrize("year", BY_HAND)
def test_three_years_come_out_as_worked_by_hand(year: int) -> None:
    """Column by column, and nothing is left over or handed on wrongly."""
    settled = settle(THREE_YEARS, year)

    assert _row(THREE_YEARS, year) == BY_HAND[year]
    assert settled.total().undisposed == (ZERO, ZERO)
    assert settled.unequal() == []


def test_an_advance_of_the_year_is_cleared_in_its_own_block() -> None:
    """Work of 60, of which 20 was advanced, is 60 of work, and 20 more is still advanced."""
    ledger = [
        moved(40, Kind.ADVANCE, 2021),
        moved(60, Kind.PAYMENT, 2021),
        moved(20, Kind.ADVANCE_RECOVERY, 2021),
    ]

    assert _row(ledger, 2021) == {17: 80, 18: 60, 19: 20, 21: -80, 22: 60, 23: 20, 24: 80}


def test_work_counts_in_the_block_whose_advance_paid_for_it() -> None:
    """Advanced out of carried money; the payment that clears it is charged to the year's own."""
    ledger = [
        moved(30, Kind.ADVANCE, 2022, 2021),
        moved(50, Kind.PAYMENT, 2022),
        moved(30, Kind.ADVANCE_RECOVERY, 2022),
    ]

    row = _row(ledger, 2022)

    assert {at: row[at] for at in (11, 12, 17, 18, 22)} == {11: 30, 12: 30, 17: 20, 18: 20, 22: 50}
    assert not {9, 13, 19, 23} & row.keys()


def test_the_oldest_advances_are_cleared_first() -> None:
    """A payment of 2023 may clear what was advanced in either year before."""
    ledger = [
        moved(10, Kind.ADVANCE, 2021),
        moved(20, Kind.ADVANCE, 2022),
        moved(20, Kind.ADVANCE, 2023),
        moved(35, Kind.PAYMENT, 2023),
        moved(35, Kind.ADVANCE_RECOVERY, 2023),
    ]

    row = _row(ledger, 2023)

    assert (row[7], row[9], row[18], row[19], row[23]) == (30, 30, 5, 15, 15)


@pytest.mark.parametrize(
    ("refund", "expected"),
    [
        (moved(15, Kind.REFUND, 2022, 2021), {8: 15, 18: 60, 19: 10, 22: 60, 23: 35}),
        (moved(15, Kind.REFUND, 2022), {18: 55, 22: 55, 23: 40}),
        (moved(90, Kind.REFUND, 2022), {8: 20, 22: 0, 23: 20}),
        (moved(60, Kind.REFUND, 2022, 2021), {8: 40, 12: -20, 18: 60, 19: 10, 22: 40, 23: 10}),
    ],
)
def test_the_plan_year_of_a_refund_says_whose_money_it_gives_back(
    refund: Movement, expected: dict[int, int]
) -> None:
    """One of 2021 gives back what was advanced then; one of 2022 what 2022 has paid, if it has."""
    ledger = [
        moved(40, Kind.ADVANCE, 2021),
        moved(60, Kind.PAYMENT, 2022),
        moved(10, Kind.ADVANCE, 2022),
        refund,
    ]

    row = _row(ledger, 2022)

    found = {at: row.get(at, 0) for at in (8, 12, 18, 19, 22, 23)}
    assert found == {**dict.fromkeys((8, 12, 18, 19, 22, 23), 0), **expected}


def test_an_advance_is_found_on_another_line_of_the_programme_below_or_above() -> None:
    """What clears it left the class and the place out; the class it names is never another's."""
    advanced = [
        moved(10, Kind.ADVANCE, 2021, at=line("DA1", capital=INV, place="043")),
        moved(20, Kind.ADVANCE, 2021, at=line("DA1.1", capital=REC)),
        moved(40, Kind.ADVANCE, 2021, at=line("MTQG")),
        moved(80, Kind.ADVANCE, 2021, at=line("CT135")),
    ]
    cleared = moved(100, Kind.ADVANCE_RECOVERY, 2022, at=line("DA1"))
    of_class = moved(100, Kind.ADVANCE_RECOVERY, 2022, at=line("DA1", capital=INV))

    assert _row([*advanced, cleared], 2022)[9] == 70
    assert _row([*advanced, of_class], 2022)[9] == 50


def test_what_clears_nothing_is_below_zero_where_it_was_recorded() -> None:
    """An office may look for its mistake there."""
    row = _row([moved(10, Kind.ADVANCE_RECOVERY, 2021)], 2021)

    assert row == {17: -10, 19: -10, 21: 10, 23: -10, 24: -10}


def test_what_is_not_cancelled_is_not_yet_disposed_of() -> None:
    """The column keeps its formula; the book's own word stands beside it."""
    ledger = [
        moved(10, Kind.CARRIED_IN, 2022, 2021),
        moved(100, Kind.INITIAL, 2022),
        moved(25, Kind.CANCELLED, 2022),
    ]
    total = settle(ledger, 2022).total()

    assert (total[15], total[21]) == (Dong(10), Dong(100))
    assert total.undisposed == (Dong(10), Dong(75))


def test_a_difference_between_two_years_is_named_with_its_programme() -> None:
    """At either end of the year; before the book's first year nobody can know."""
    ledger = [
        moved(10, Kind.CARRIED_IN, 2021, 2020),
        moved(30, Kind.CARRIED_OUT, 2021, 2020),
        moved(20, Kind.CARRIED_IN, 2022, 2020),
        moved(5, Kind.CARRIED_OUT, 2022),
    ]

    first = [tuple(each) for each in settle(ledger, 2021).unequal()]
    second = [tuple(each) for each in settle(ledger, 2022).unequal()]

    program = line("DA1").program
    assert first == [(program, 2021, Dong(30), Dong(20))]
    assert second == [*first, (program, 2022, Dong(5), ZERO)]


@pytest.mark.parametrize(
    ("number", "expected"),
    [(10, "10"), (11, "11=12+13"), (15, "15=10-11-14"), (23, "23=7-8-9+13+19")],
)
def test_a_column_is_numbered_as_on_the_form(number: int, expected: str) -> None:
    """With its formula, where it has one."""
    assert written(number) == expected


@pytest.mark.parametrize("number", FORMULAS)
def test_a_column_that_is_not_its_formula_is_found(number: int) -> None:
    """Whichever of them it is."""
    amounts = [Dong(int(each == number)) for each in range(FIRST, LAST + 1)]

    assert number in Columns(tuple(amounts)).broken()


# --- Laws


@given(LEDGERS, YEARS)
def test_every_formula_holds_on_every_line_row_and_total(ledger: list[Movement], year: int) -> None:
    """Whatever was recorded; columns with a formula come from the entries, not from its parts."""
    settled = settle(ledger, year)
    rows = [*(each for _, each in settled.lines), *settled.of_programs().values()]

    assert [each.broken() for each in (*rows, settled.total()) if each.broken()] == []


@given(LEDGERS, YEARS)
def test_a_year_begins_as_the_one_before_ended(ledger: list[Movement], year: int) -> None:
    """Open advances and what was paid since the beginning, line by line."""
    ended, begun = (dict(settle(ledger, each).lines) for each in (year, year + 1))

    assert {at: (each[23], each[24]) for at, each in ended.items() if each[23] or each[24]} == {
        at: (each[7], each[6]) for at, each in begun.items() if each[7] or each[6]
    }


# Lines of which none fits another: what clears an advance has no choice.
_APART = [
    line("DA1.1", capital=INV, source=Source.CENTRAL),
    line("DA1.1", capital=REC, source=Source.CENTRAL),
    line("DA1.1", capital=INV, source=Source.PROVINCIAL),
    line("DA2", capital=INV, source=Source.CENTRAL),
]
_OF_THEM = st.lists(
    st.builds(
        lambda amount, kind, year, back, at: moved(amount, kind, year, year - back, at),
        st.integers(1, 100),
        st.sampled_from([*Kind, *[Kind.PAYMENT, Kind.ADVANCE, Kind.ADVANCE_RECOVERY] * 3]),
        YEARS,
        st.sampled_from([0, 0, 1]),
        st.sampled_from(_APART),
    ),
    max_size=25,
)


@given(_OF_THEM, st.integers(2019, 2021), st.integers(1, 3))
def test_opening_figures_settle_as_the_entries_they_stand_for(
    ledger: list[Movement], until: int, later: int
) -> None:
    """A book that begins after ``until`` settles as one that has all years, line by line."""
    ended = settle(ledger, until).lines
    assume(all(ZERO <= each[23] <= each[24] for _, each in ended))
    openings = [
        Opening(line=at, plan_year=until, until=until, paid=each[24], advances=each[23])
        for at, each in ended
        if each[24]
    ]
    rest = [each for each in ledger if each.year > until]

    begun, whole = (
        settle(of, until + later, openings=known) for of, known in ((rest, openings), (ledger, ()))
    )

    assert dict(begun.lines) == dict(whole.lines)


def test_what_an_opening_figure_reaches_over_counts_in_no_column() -> None:
    """A figure up to 2022 says nothing of how 2022 began."""
    figure = Opening(line=line("DA1"), plan_year=2022, until=2022, paid=Dong(9), advances=Dong(4))

    settled = [settle([], year, openings=[figure]) for year in (2022, 2023)]

    assert [each.total()[24] for each in settled] == [ZERO, Dong(9)]
    assert [len(each.covered_by) for each in settled] == [1, 0]


@given(LEDGERS, YEARS)
def test_what_a_year_hands_on_is_what_the_next_takes_in_or_is_named(
    ledger: list[Movement], year: int
) -> None:
    """Column 14 + 20 and what is carried into the next year, programme by programme."""
    settled = settle(ledger, year)
    total, named = settled.total(), settled.unequal()
    taken = Dong.total(
        each.amount for each in ledger if each.year == year + 1 and each.kind is Kind.CARRIED_IN
    )

    differences = [each.out - each.into for each in named if each.year == year]
    assert total[14] + total[20] - taken == Dong.total(differences)


@given(LEDGERS, YEARS)
def test_nothing_is_cleared_or_given_back_that_was_not_advanced(
    ledger: list[Movement], year: int
) -> None:
    """Columns 8 and 9 together are never more than column 7 began with, in any tree."""
    settled = settle(ledger, year)
    sums = settled.of_programs()

    for root in PROGRAMS.children(None):
        of = sums.get(root.id, Columns())
        opened = Dong.total(
            max(each[7], ZERO)
            for at, each in settled.lines
            if PROGRAMS.lineage(at.program)[-1] == root.id
        )
        assert ZERO <= of[8] + of[9] <= opened


@given(LEDGERS, YEARS, st.sampled_from([each.id for each in PROGRAMS]))
def test_a_scope_leaves_lines_out_and_changes_none(
    ledger: list[Movement], year: int, program: int
) -> None:
    """An advance is looked for everywhere before the report is narrowed."""
    whole, part = settle(ledger, year), settle(ledger, year, Coverage(program=program))

    assert part.total() == whole.of_programs().get(program, Columns())
