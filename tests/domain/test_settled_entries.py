"""The entries of a column, and what sharing out advances and refunds makes of them."""

from __future__ import annotations

import pytest
from hypothesis import given
from tests.domain.movements import LEDGERS, YEARS, moved, settle

from ethnictrack.ledger.settled_entries import effect, only_own_year
from ethnictrack.values.kinds import Kind
from ethnictrack.values.money import ZERO, Dong
from ethnictrack.year.settlement import FIRST, FORMULAS, LAST, Movement

COLUMNS = range(FIRST, LAST + 1)
NEVER_SHARED = (10, 14, 16, 20)
SHARING = {Kind.ADVANCE_RECOVERY, Kind.REFUND}


def added_up(ledger: list[Movement], number: int, year: int) -> Dong:
    """Return what the entries of a column come to."""
    return Dong.total(effect(number, each, year) for each in ledger)


def moved_here(ledger: list[Movement], number: int, year: int) -> Dong:
    """Return what a column has beside its entries."""
    return settle(ledger, year).total()[number] - added_up(ledger, number, year)


@given(LEDGERS, YEARS)
def test_plans_and_what_is_carried_on_are_their_entries(ledger: list[Movement], year: int) -> None:
    """No advance changes them."""
    assert [moved_here(ledger, number, year) for number in NEVER_SHARED] == [ZERO] * 4


@given(LEDGERS, YEARS)
def test_without_clearings_and_refunds_every_column_is_its_entries(
    ledger: list[Movement], year: int
) -> None:
    """There is nothing to share out."""
    plain = [each for each in ledger if each.kind not in SHARING]

    assert [moved_here(plain, number, year) for number in COLUMNS] == [ZERO] * len(COLUMNS)


@given(LEDGERS, YEARS)
def test_what_column_8_gives_back_is_all_that_disbursement_has_beside_its_entries(
    ledger: list[Movement], year: int
) -> None:
    """The form does not take it off columns 11 and 17."""
    beside = [moved_here(ledger, number, year) for number in (11, 17)]

    assert Dong.total(beside) == settle(ledger, year).total()[8]


@pytest.mark.parametrize("number", [11, 15, 17, 21])
@given(ledger=LEDGERS, year=YEARS)
def test_what_was_moved_obeys_the_formula_too(
    number: int, ledger: list[Movement], year: int
) -> None:
    """Of the columns of one block: what one part lost, another has."""
    parts = [
        beside if part > 0 else -beside
        for part in FORMULAS[number]
        for beside in (moved_here(ledger, abs(part), year),)
    ]

    assert moved_here(ledger, number, year) == Dong.total(parts)


@pytest.mark.parametrize("number", COLUMNS)
def test_only_what_says_so_counts_entries_of_earlier_years(number: int) -> None:
    """A payment, an advance or a plan of the year before; nothing of the year after counts."""
    kinds = [*Kind]
    before = [effect(number, moved(5, kind, 2020), 2021) for kind in kinds]
    after = [effect(number, moved(5, kind, 2022), 2021) for kind in kinds]

    assert any(before) is not only_own_year(number)
    assert not any(after)
