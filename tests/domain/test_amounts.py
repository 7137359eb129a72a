"""Amounts are read as the office writes them, and written so that they read back."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from ethnictrack.values.amounts import (
    Amount,
    Numbers,
    prose,
    read_amount,
    write_amount,
    write_number,
)
from ethnictrack.values.errors import AmountFractionError, UnreadableAmountError, UsageError
from ethnictrack.values.money import MAX_ENTRY, Dong, Qualifier, Scale

# Every spelling of every unit; the property below reads all of them.
WORDS = {
    Scale.DONG: ("đ", "đồng", "dong", "VND", "vnđ", "₫", "d", "Đồng"),
    Scale.NGHIN: ("nghìn", "nghin", "ngàn", "ngan đồng", "NGHÌN đ"),
    Scale.TRIEU: ("triệu", "trieu", "tr", "trđ", "tr.đ", "TRĐ", "trd", "triệu đồng", "tr.d"),
    Scale.TY: ("tỷ", "tỉ", "ty", "TỶ ĐỒNG", "tỷ đ", "ti dong", "tỷ VND"),
}
ENGLISH_WORDS = {Scale.NGHIN: "thousand", Scale.TRIEU: "million VND", Scale.TY: "Billion"}

entries = st.integers(1, MAX_ENTRY).map(Dong)
# Whole numbers of a unit are what people write; random integers almost never are.
round_entries = st.builds(
    lambda digits, zeros: Dong(digits * 10**zeros), st.integers(1, 999_999), st.integers(0, 9)
)
amounts = entries | round_entries
conventions = st.sampled_from(Numbers)
scales = st.sampled_from(Scale)


def read(text: str, numbers: Numbers = Numbers.VI, scale: Scale | None = None) -> int:
    """Return the đồng of a string that has no hedge."""
    amount = read_amount(text, numbers, scale)
    assert amount.qualifier is None
    return amount.dong.value


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("15213000000", 15_213_000_000),
        ("15.213.000.000", 15_213_000_000),
        ("15.213.000.000 đ", 15_213_000_000),
        ("15,213 tỷ", 15_213_000_000),
        ("15,213 tỷ đồng", 15_213_000_000),
        ("5.857 triệu", 5_857_000_000),
        ("52 tr", 52_000_000),
        ("52tr", 52_000_000),
        ("15 tỷ 213 triệu", 15_213_000_000),
        ("1 nghìn 827 tỷ 734 triệu đồng", 1_827_734_000_000),
        ("1 nghìn tỷ 827 tỷ", 1_827_000_000_000),
        ("20 nghìn tỷ", 20_000_000_000_000),
        ("0,5 nghìn tỷ", 500_000_000_000),
        ("1 tỷ 5 nghìn 3 đồng", 1_000_005_003),
        ("1 tỷ 2.000 nghìn", 1_002_000_000),
        ("15 tỷ 0 triệu", 15_000_000_000),
        ("1.500", 1500),
        ("15.213 tỷ", 15_213_000_000_000),
        ("1 000 000", 1_000_000),
        ("1\u00a0000\u202f000", 1_000_000),
        ("5 857,25 triệu", 5_857_250_000),
        ("1.000.000,00 đ", 1_000_000),
        (" 5 tr.đ ", 5_000_000),
        ("15,2130000000000 tỷ", 15_213_000_000),
        ("999.999.999.999.999", MAX_ENTRY),
        ("0,000000001 tỷ", 1),
    ],
)
def test_an_amount_is_read_as_the_office_writes_it(text: str, expected: int) -> None:
    """Dots group, a comma divides a unit, units may be mixed."""
    assert expected == read(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("15,213", 15_213),
        ("15.213 tỷ", 15_213_000_000),
        ("5,857 triệu", 5_857_000_000),
        ("5,857.5 million", 5_857_500_000),
        ("15 billion 213 million dong", 15_213_000_000),
        ("20 thousand billion", 20_000_000_000_000),
        ("1,000,000.00 đ", 1_000_000),
    ],
)
def test_the_english_convention_swaps_dot_and_comma(text: str, expected: int) -> None:
    """Vietnamese unit words stay known."""
    assert expected == read(text, Numbers.EN)


@pytest.mark.parametrize(
    ("text", "scale", "expected"),
    [
        ("5,857", Scale.TRIEU, 5_857_000),
        ("5.857", Scale.TRIEU, 5_857_000_000),
        ("15,213", Scale.TY, 15_213_000_000),
        ("1,5", Scale.NGHIN, 1500),
        ("1.000,0", Scale.DONG, 1000),
        ("5.000 đ", Scale.TRIEU, 5000),
        ("5 tỷ", Scale.TRIEU, 5_000_000_000),
    ],
)
def test_a_heading_lends_its_unit_to_bare_numbers(text: str, scale: Scale, expected: int) -> None:
    """A unit written beside the number counts for more."""
    assert expected == read(text, scale=scale)


def test_a_heading_in_dong_settles_nothing_about_a_lone_comma() -> None:
    """Under "đồng" 15,213 still reads two ways."""
    with pytest.raises(UsageError) as refusal:
        read_amount("15,213", scale=Scale.DONG)

    assert refusal.value.code == "amount-two-ways"


@pytest.mark.parametrize(
    ("hedge", "expected"),
    [
        ("hơn", Qualifier.OVER),
        ("Trên", Qualifier.OVER),
        ("over", Qualifier.OVER),
        ("gần", Qualifier.UNDER),
        ("gan", Qualifier.UNDER),
        ("under", Qualifier.UNDER),
        ("khoảng", Qualifier.ABOUT),
        ("xấp xỉ", Qualifier.ABOUT),
        ("chừng", Qualifier.ABOUT),
        ("about", Qualifier.ABOUT),
        ("ƯỚC", Qualifier.ESTIMATE),
        ("estimated", Qualifier.ESTIMATE),
    ],
)
def test_a_hedge_in_front_is_kept_beside_the_amount(hedge: str, expected: Qualifier) -> None:
    """The hedge does not change the figure."""
    assert Amount(Dong(52_000_000), expected) == read_amount(f"{hedge} 52 triệu")


def test_a_fraction_of_a_dong_is_answered_with_its_two_neighbours() -> None:
    """Whoever typed it picks one."""
    with pytest.raises(AmountFractionError) as refusal:
        read_amount("1,2345 nghìn")

    assert (
        refusal.value.exact,
        refusal.value.below,
        refusal.value.above,
    ) == ("1.234,5", "1.234", "1.235")


@given(amounts, scales, conventions, st.data())
def test_an_amount_written_in_any_unit_reads_back(
    dong: Dong, scale: Scale, numbers: Numbers, data: st.DataObject
) -> None:
    """In every unit, spelling and convention, to the last đồng."""
    assume(dong.value <= MAX_ENTRY)
    word = data.draw(st.sampled_from(WORDS[scale]))

    assert dong.value == read(f"{write_amount(dong, scale, numbers)} {word}", numbers)


@given(amounts, st.sampled_from(sorted(ENGLISH_WORDS)))
def test_an_amount_in_english_words_reads_back(dong: Dong, scale: Scale) -> None:
    """Thousands, millions and billions under --numbers en."""
    assume(dong.value <= MAX_ENTRY)
    written = write_amount(dong, scale, Numbers.EN)

    assert dong.value == read(f"{written} {ENGLISH_WORDS[scale]}", Numbers.EN)


@given(amounts, scales, conventions)
def test_under_a_heading_in_its_unit_an_amount_reads_back(
    dong: Dong, scale: Scale, numbers: Numbers
) -> None:
    """What a table of ours prints, an import of ours takes."""
    assume(dong.value <= MAX_ENTRY)

    assert dong.value == read(write_amount(dong, scale, numbers), numbers, scale)


@given(amounts)
def test_an_amount_in_mixed_words_reads_back(dong: Dong) -> None:
    """Tỷ, triệu, nghìn and đồng, each with its own number."""
    assume(dong.value <= MAX_ENTRY)
    billions, rest = divmod(dong.value, 10**9)
    millions, rest = divmod(rest, 10**6)
    thousands, units = divmod(rest, 1000)
    counted = ((billions, "tỷ"), (millions, "triệu"), (thousands, "nghìn"), (units, "đồng"))

    assert dong.value == read(" ".join(f"{count} {unit}" for count, unit in counted if count))


ALPHABET = ["15", "5", "0", "213", "000", ".", ",", " ", "tỷ", "triệu", "tr", "đ", "nghìn", "-"]
sentences = st.lists(st.sampled_from(ALPHABET), min_size=1, max_size=9).map("".join)


def accepted(text: str, numbers: Numbers) -> int | None:
    """Return what a string reads as, or None when it is refused."""
    try:
        return read_amount(text, numbers).dong.value
    except UsageError:
        return None


@given(sentences, conventions, st.sampled_from(["NFC", "NFD"]))
def test_spelling_never_changes_what_a_string_means(text: str, numbers: Numbers, form: str) -> None:
    """Case, composed or not, kind of blank: the same amount or the same refusal."""
    other = unicodedata.normalize(form, text.upper().replace(" ", "\u00a0"))  # type: ignore[arg-type]  # a form by name

    assert accepted(text, numbers) == accepted(other, numbers)


@given(sentences, conventions)
def test_whatever_is_accepted_has_one_value_in_every_spelling(text: str, numbers: Numbers) -> None:
    """What a string reads as, written out in full, reads as the same."""
    value = accepted(text, numbers)
    rewritten = value and read(write_amount(Dong(value), Scale.DONG, numbers), numbers)

    assert value == rewritten


@given(sentences)
def test_the_two_conventions_agree_on_strings_without_marks(text: str) -> None:
    """Only dot and comma depend on the convention."""
    bare = text.replace(".", "").replace(",", "")

    assert accepted(bare, Numbers.VI) == accepted(bare, Numbers.EN)


@pytest.mark.parametrize(
    ("dong", "scale", "decimals", "expected"),
    [
        (15_213_000_000, Scale.TY, None, "15,213"),
        (15_213_000_000, Scale.TRIEU, 1, "15.213,0"),
        (72_850_000, Scale.TRIEU, 1, "72,9"),
        (1_500, Scale.NGHIN, 0, "2"),
        (-1_500, Scale.NGHIN, 0, "-2"),
        (1, Scale.TY, None, "0,000000001"),
        (0, Scale.TY, None, "0"),
        (100_000, Scale.DONG, None, "100.000"),
        (10**21, Scale.DONG, None, "1.000.000.000.000.000.000.000"),
    ],
)
def test_an_amount_is_written_grouped_and_rounded_half_up(
    dong: int, scale: Scale, decimals: int | None, expected: str
) -> None:
    """Without decimals asked for it is exact and as short as can be."""
    assert expected == write_amount(Dong(dong), scale, decimals=decimals)


@pytest.mark.parametrize(
    ("dong", "expected"),
    [
        (15_213_000_000, ("15,213", Scale.TY)),
        (15_213_456_789, ("15,213", Scale.TY)),
        (10_000_000_000, ("10", Scale.TY)),
        (5_857_000_000, ("5.857", Scale.TRIEU)),
        (52_000_000, ("52", Scale.TRIEU)),
        (1_000_000, ("1", Scale.TRIEU)),
        (999_999, ("999.999", Scale.DONG)),
        (-52_500_000, ("-52,5", Scale.TRIEU)),
        (0, ("0", Scale.DONG)),
    ],
)
def test_prose_takes_the_unit_that_fits_the_size(dong: int, expected: tuple[str, Scale]) -> None:
    """As the office's own report of 2021 has it."""
    assert expected == prose(Dong(dong))


def test_a_plain_count_is_grouped_by_its_convention() -> None:
    """Counts know no unit."""
    written = [write_number(1_234_567, numbers) for numbers in Numbers]

    assert written == ["1.234.567", "1,234,567"]


@pytest.mark.parametrize(
    ("written", "example"),
    [
        ("1 tỷ 2 trăm triệu", "1 tỷ 200 triệu"),
        ("3 trăm nghìn đồng", "300 nghìn đồng"),
        ("12 trăm triệu", "15.213.000.000 đ, 15,213 tỷ"),
        ("2 trăm rưỡi triệu", "15.213.000.000 đ, 15,213 tỷ"),
    ],
)
def test_hundreds_in_words_are_shown_in_figures(written: str, example: str) -> None:
    """They are refused all the same: an amount is a number and its unit."""
    with pytest.raises(UnreadableAmountError) as refused:
        read_amount(written, Numbers.VI)

    assert refused.value.meant.facts == {"example": example}
