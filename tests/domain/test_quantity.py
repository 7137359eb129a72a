"""Results that are not money: counts and measures, a nil included."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ethnictrack.values.errors import USAGE, UsageError
from ethnictrack.values.money import Numbers, Qualifier, grouped_elsewhere, shorten, write_number
from ethnictrack.values.quantity import (
    LARGEST,
    Quantity,
    QuantityTwoWaysError,
    read_quantity,
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("153", "153"),
        ("0", "0"),
        ("1.234", "1234"),
        ("12,5", "12.5"),
        ("12,50", "12.5"),
        ("12,00", "12"),
        ("0,125", "0.125"),
        ("1,2340", "1.234"),
        ("1.234,567", "1234.567"),
        ("1234,567", "1234.567"),
        ("1 000 000", "1000000"),
        ("1000000000000", "1000000000000"),
    ],
)
def test_a_number_is_read_as_the_office_writes_it(text: str, expected: str) -> None:
    """A decimal mark needs no unit, and zeros behind it say nothing."""
    quantity = read_quantity(text)

    assert (expected, None) == (str(quantity.value), quantity.qualifier)


def test_the_english_convention_swaps_dot_and_comma() -> None:
    """As for amounts."""
    assert Quantity(Decimal("1234.5")) == read_quantity("1,234.5", Numbers.EN)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("trên 180", Quantity(Decimal(180), Qualifier.OVER)),
        ("gần 1.000", Quantity(Decimal(1000), Qualifier.UNDER)),
        ("Khoảng 12,5", Quantity(Decimal("12.5"), Qualifier.ABOUT)),
        ("ước 153", Quantity(Decimal(153), Qualifier.ESTIMATE)),
    ],
)
def test_a_hedge_is_kept_beside_the_number(text: str, expected: Quantity) -> None:
    """Trên 180 is 180, and more."""
    assert expected == read_quantity(text)


@pytest.mark.parametrize(
    ("text", "numbers", "expected"),
    [
        ("100 nghìn", Numbers.VI, 100_000),
        ("trên 100 ngàn", Numbers.VI, 100_000),
        ("1,5 triệu", Numbers.VI, 1_500_000),
        ("1,234 triệu", Numbers.VI, 1_234_000),
        ("1.234 nghìn", Numbers.VI, 1_234_000),
        ("52tr", Numbers.VI, 52_000_000),
        ("0,0001 nghìn", Numbers.VI, Decimal("0.1")),
        ("0 triệu", Numbers.VI, 0),
        ("12,5 tỷ", Numbers.VI, 12_500_000_000),
        ("1 nghìn tỷ", Numbers.VI, LARGEST),
        ("1.5 million", Numbers.EN, 1_500_000),
        ("1,234 thousand", Numbers.EN, 1_234_000),
        ("1.5 triệu", Numbers.EN, 1_500_000),
    ],
)
def test_a_word_behind_a_number_multiplies_it(
    text: str, numbers: Numbers, expected: int | Decimal
) -> None:
    """The words are those of amounts, and a decimal mark before them reads one way."""
    assert read_quantity(text, numbers).value == expected


def test_a_hedge_stands_before_a_number_that_is_multiplied() -> None:
    """Trên 100 nghìn is 100.000, and more."""
    assert read_quantity("trên 100 nghìn") == Quantity(Decimal(100_000), Qualifier.OVER)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "quantity-unreadable"),
        ("hơn", "quantity-unreadable"),
        ("1.23", "quantity-unreadable"),
        ("1,234,567", "quantity-unreadable"),
        ("007", "quantity-unreadable"),
        ("12,", "quantity-unreadable"),
        ("٣٤", "quantity-unreadable"),
        ("1e3", "quantity-unreadable"),
        ("1_000", "quantity-unreadable"),
        ("+5", "quantity-unreadable"),
        ("nan", "quantity-unreadable"),
        ("12 vụ", "quantity-unreadable"),
        ("5\u200b0", "quantity-unreadable"),
        ("½", "quantity-unreadable"),
        ("9" * 101, "quantity-unreadable"),
        ("9" * 5000, "quantity-unreadable"),
        ("1,234", "quantity-two-ways"),
        ("khoảng 12,345", "quantity-two-ways"),
        ("1 triệu 200 nghìn", "quantity-unreadable"),
        ("nghìn", "quantity-unreadable"),
        ("5 triệu tỷ", "quantity-unreadable"),
        ("5  nghìn", "quantity-unreadable"),
        ("5 million", "quantity-unreadable"),
        ("1.5 triệu", "quantity-unreadable"),
        ("5 triệu đồng", "quantity-unreadable"),
        ("-5 nghìn", "quantity-range"),
        ("2 nghìn tỷ", "quantity-range"),
        ("0,0000001 nghìn", "quantity-decimals"),
        ("-5", "quantity-range"),
        ("−5", "quantity-range"),
        ("1.000.000.000.001", "quantity-range"),
        ("1,2345", "quantity-decimals"),
        ("0,0001", "quantity-decimals"),
    ],
)
def test_what_is_no_plain_number_is_refused_with_its_code(text: str, code: str) -> None:
    """Scripts look at the code."""
    with pytest.raises(UsageError) as refusal:
        read_quantity(text)

    assert (code, USAGE) == (refusal.value.code, refusal.value.exit)


def test_a_lone_comma_before_three_digits_is_answered_with_both_readings() -> None:
    """Both ways of writing it are accepted."""
    with pytest.raises(QuantityTwoWaysError) as refusal:
        read_quantity("1,234")
    readings = (refusal.value.grouped, refusal.value.decimal)

    assert [Decimal(1234), Decimal("1.234")] == [read_quantity(text).value for text in readings]


def _written(value: Decimal, numbers: Numbers) -> str:
    """Write a number so that it reads one way: 1,234 could be grouped, 1,2340 is not."""
    written = shorten(write_number(value, numbers), numbers)
    return written + "0" if grouped_elsewhere(written, numbers) else written


@given(st.decimals(0, LARGEST, places=3), st.sampled_from(Numbers))
def test_a_number_that_is_written_reads_back(value: Decimal, numbers: Numbers) -> None:
    """To the last decimal, in both conventions."""
    assert value == read_quantity(_written(value, numbers), numbers).value
