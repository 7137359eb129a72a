"""Money adds up exactly, and every figure is rounded the same way."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ethnictrack.values.money import ZERO, Dong, Scale, rate, round_half_up

dongs = st.integers(-(10**20), 10**20).map(Dong)


@given(dongs, dongs)
def test_adding_and_taking_away_the_same_changes_nothing(one: Dong, other: Dong) -> None:
    """However large the sums, not one đồng is lost."""
    assert one == one + other - other


@given(dongs)
def test_an_amount_and_its_opposite_cancel(amount: Dong) -> None:
    """A reversal leaves nothing."""
    assert amount + -amount == ZERO


@given(st.lists(dongs))
def test_a_total_is_the_sum_of_its_amounts(amounts: list[Dong]) -> None:
    """Amounts may come from any iterable."""
    assert Dong(sum(amount.value for amount in amounts)) == Dong.total(iter(amounts))


def test_only_zero_counts_as_nothing() -> None:
    """Less than zero is something, too."""
    assert [bool(Dong(number)) for number in (0, 1, -1)] == [False, True, True]


def test_amounts_are_put_in_order_by_size() -> None:
    """Sorting amounts sorts their đồng."""
    assert [Dong(-5), ZERO, Dong(3)] == sorted([Dong(3), Dong(-5), ZERO])


@pytest.mark.parametrize("value", [True, 1.0, "1", None, Decimal(1)])
def test_an_amount_is_made_of_an_int_only(value: object) -> None:
    """A float that slips in would lose đồng without a word."""
    with pytest.raises(TypeError):
        Dong(value)  # type: ignore[arg-type]  # the point of the test


def test_the_units_are_a_thousand_apart() -> None:
    """đồng, nghìn, triệu, tỷ."""
    assert [scale.size for scale in Scale] == [1, 1000, 1000**2, 1000**3]


@pytest.mark.parametrize(
    ("part", "whole", "expected"),
    [(729, 1000, Fraction(729, 1000)), (0, 5, Fraction(0)), (6, 5, Fraction(6, 5))],
)
def test_a_rate_is_an_exact_fraction(part: int, whole: int, expected: Fraction) -> None:
    """Rounding is left to whoever shows it."""
    assert expected == rate(Dong(part), Dong(whole))


@pytest.mark.parametrize("whole", [0, -1])
def test_there_is_no_rate_without_a_plan(whole: int) -> None:
    """Nothing planned is not 0 %."""
    assert rate(Dong(5), Dong(whole)) is None


@pytest.mark.parametrize(
    ("exact", "decimals", "expected"),
    [
        ("72.85", 1, "72.9"),  # half to even would say 72.8
        ("72.95", 1, "73.0"),
        ("0.5", 0, "1"),
        ("-0.5", 0, "-1"),
        ("-72.85", 1, "-72.9"),
        ("2.4999999999", 0, "2"),
        ("-0.04", 1, "0.0"),
        ("7", 4, "7.0000"),
    ],
)
def test_a_half_is_rounded_away_from_zero(exact: str, decimals: int, expected: str) -> None:
    """The sign does not matter, and zeros are kept."""
    assert expected == str(round_half_up(Fraction(exact), decimals))


@given(st.fractions(), st.integers(0, 12))
def test_a_rounded_figure_is_at_most_half_a_step_off(exact: Fraction, decimals: int) -> None:
    """Nothing nearer could have been written."""
    distance = abs(Fraction(round_half_up(exact, decimals)) - exact)

    assert distance <= Fraction(1, 2 * 10**decimals)
