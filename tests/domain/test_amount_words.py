"""Amounts in words: against a reader that goes the other way, and against known answers."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ethnictrack.values.money import Dong, WordStyle, in_english, in_words, sentence

UNITS = {"triệu": 10**6, "nghìn": 1000, "ngàn": 1000}
DIGITS = {
    word: value
    for value, words in enumerate(
        ("không", "một mốt", "hai", "ba", "bốn tư", "năm lăm", "sáu", "bảy", "tám", "chín")
    )
    for word in words.split()
}
NAMED_EMPTY = WordStyle(name_empty_groups=True)

sizes = st.integers(0, 10**18 - 1) | st.builds(
    lambda digits, zeros: digits * 10**zeros, st.integers(0, 9999), st.integers(0, 14)
)
styles = st.builds(
    WordStyle,
    st.sampled_from(["tư", "bốn"]),
    st.sampled_from(["linh", "lẻ"]),
    st.sampled_from(["nghìn", "ngàn"]),
    st.booleans(),
)


def number_of(words: str) -> int:
    """Read Vietnamese words, left to right, the slow way: the inverse, written on its own."""
    high, billions, low = words.rpartition("tỷ")
    return (below_billion(high) * 10**9 if billions else 0) + below_billion(low)


def below_billion(words: str) -> int:
    """Read triệu, nghìn and units."""
    total, group = 0, 0
    for word in words.split():
        if word in UNITS:
            total, group = total + group * UNITS[word], 0
        elif word == "trăm":
            group *= 100
        elif word == "mươi":
            group += group % 10 * 9
        else:
            group += 10 if word == "mười" else DIGITS.get(word, 0)
    return total + group


@given(sizes, styles)
def test_words_read_back_as_the_number(size: int, style: WordStyle) -> None:
    """In every house style."""
    assert size == number_of(in_words(Dong(size), style))


@given(st.integers(1, 10**18 - 1), styles)
def test_no_unit_is_said_twice_on_one_level(size: int, style: WordStyle) -> None:
    """Tỷ once; triệu and nghìn at most once on either side of it."""
    words = in_words(Dong(size), style)

    assert words.count("tỷ") <= 1
    assert all(side.split().count("triệu") <= 1 for side in words.split("tỷ"))


@pytest.mark.parametrize(
    ("size", "expected"),
    [
        (0, "không"),
        (4, "bốn"),
        (5, "năm"),
        (10, "mười"),
        (11, "mười một"),
        (14, "mười bốn"),
        (15, "mười lăm"),
        (20, "hai mươi"),
        (21, "hai mươi mốt"),
        (24, "hai mươi tư"),
        (25, "hai mươi lăm"),
        (55, "năm mươi lăm"),
        (100, "một trăm"),
        (101, "một trăm linh một"),
        (104, "một trăm linh bốn"),
        (105, "một trăm linh năm"),
        (110, "một trăm mười"),
        (115, "một trăm mười lăm"),
        (121, "một trăm hai mươi mốt"),
        (1_000, "một nghìn"),
        (1_005, "một nghìn không trăm linh năm"),
        (1_010, "một nghìn không trăm mười"),
        (10_500, "mười nghìn năm trăm"),
        (1_000_005, "một triệu không trăm linh năm"),
        (1_005_000, "một triệu không trăm linh năm nghìn"),
        (15_213_000_000, "mười lăm tỷ hai trăm mười ba triệu"),
        (1_000_000_005, "một tỷ không trăm linh năm"),
        (10**12, "một nghìn tỷ"),
        (24_015_213_000_000, "hai mươi tư nghìn không trăm mười lăm tỷ hai trăm mười ba triệu"),
        (1_000_500_000_000, "một nghìn tỷ năm trăm triệu"),
        (-5, "âm năm"),
    ],
)
def test_a_number_is_worded_as_vouchers_word_it(size: int, expected: str) -> None:
    """The cases people get wrong."""
    assert expected == in_words(Dong(size))


@pytest.mark.parametrize(
    ("size", "style", "expected"),
    [
        (24, WordStyle(four="bốn"), "hai mươi bốn"),
        (105, WordStyle(zero_tens="lẻ"), "một trăm lẻ năm"),
        (5_000, WordStyle(thousand="ngàn"), "năm ngàn"),
        (1_000_005, NAMED_EMPTY, "một triệu không nghìn không trăm linh năm"),
        (10**9 + 5, NAMED_EMPTY, "một tỷ không triệu không nghìn không trăm linh năm"),
        (10**9, NAMED_EMPTY, "một tỷ"),
        (5, NAMED_EMPTY, "năm"),
    ],
)
def test_an_office_chooses_its_words(size: int, style: WordStyle, expected: str) -> None:
    """Four things are a matter of taste."""
    assert expected == in_words(Dong(size), style)


def test_a_sentence_begins_with_a_capital_and_ends_in_dong() -> None:
    """As the line "Bằng chữ" of a voucher has it."""
    assert sentence(Dong(5_857_000_000)) == "Năm tỷ tám trăm năm mươi bảy triệu đồng"


def test_a_capital_carries_its_accent() -> None:
    """A sum below zero begins with Â."""
    assert sentence(Dong(-1)) == "Âm một đồng"


@pytest.mark.parametrize(
    ("size", "expected"),
    [
        (0, "zero dong"),
        (5_857_000_000, "five billion eight hundred fifty-seven million dong"),
        (1_012_000_340, "one billion twelve million three hundred forty dong"),
        (20_000_000_000_000, "twenty trillion dong"),
        (119, "one hundred nineteen dong"),
        (-21, "minus twenty-one dong"),
    ],
)
def test_english_words_name_groups_of_three(size: int, expected: str) -> None:
    """For the English edition of a report."""
    assert expected == in_english(Dong(size))


ENGLISH_UNITS = ("thousand", "million", "billion", "trillion", "quadrillion")
# fmt: off
ENGLISH = {
    "zero": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7,
    "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14,
    "fifteen": 15, "sixteen": 16, "seventeen": 17, "eighteen": 18, "nineteen": 19, "twenty": 20,
    "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
}
# fmt: on


@given(sizes)
def test_english_words_read_back_as_the_number(size: int) -> None:
    """Word by word: add, times a hundred, times the unit."""
    total, group = 0, 0
    for word in in_english(Dong(size)).removesuffix(" dong").replace("-", " ").split():
        if word in ENGLISH_UNITS:
            total, group = total + group * 1000 ** (1 + ENGLISH_UNITS.index(word)), 0
        else:
            group = group * 100 if word == "hundred" else group + ENGLISH[word]

    assert size == total + group


@pytest.mark.parametrize("worded", [in_words, in_english])
def test_there_are_no_words_from_a_trillion_million_on(worded: Callable[[Dong], str]) -> None:
    """Tỷ would have to be said twice."""
    with pytest.raises(ValueError, match="below"):
        worded(Dong(10**18))
