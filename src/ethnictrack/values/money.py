"""Money and the numbers it is written in: whole đồng, their units, rates, the rule of rounding.

No float ever touches an amount. The đồng has no smaller unit, so an amount is an integer and sums
are exact. Numbers are read as people write them: two conventions, groups of exact threes, digits 0
to 9 only; words that hedge a number stand before it, words that multiply it behind it. At the end:
amounts in words ("bằng chữ"), as vouchers and decisions must carry them. Practice differs in four
places, so they are options; everything else about the numerals is fixed.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import Literal

MAX_ENTRY = 999_999_999_999_999  # đồng; the most one entry may carry
# The most that one tree of programmes may add up to in a year: ten times what the whole country
# makes in one, and far from the 64 bits in which a database adds up.
MAX_SUM = 99_999_999_999_999_999


@dataclass(frozen=True, slots=True, order=True)
class Dong:
    """A number of whole đồng; below zero when a remainder or a reversal is.

    Raises: TypeError, for anything but an int. A bool or a float here is always a mistake.
    """

    value: int

    def __post_init__(self) -> None:
        if type(self.value) is not int:
            name = type(self.value).__name__
            message = f"đồng are counted in int, not {name}"
            raise TypeError(message)

    def __add__(self, other: Dong) -> Dong:
        return _made(self.value + other.value)

    def __sub__(self, other: Dong) -> Dong:
        return _made(self.value - other.value)

    def __neg__(self) -> Dong:
        return _made(-self.value)

    def __bool__(self) -> bool:
        return self.value != 0

    @classmethod
    def total(cls, amounts: Iterable[Dong]) -> Dong:
        """Return the sum; nothing adds up to zero."""
        return cls(sum(amount.value for amount in amounts))


def _made(value: int) -> Dong:
    """Return what ints add up to, which is not asked again whether it is one: sums are many."""
    made = object.__new__(Dong)
    object.__setattr__(made, "value", value)
    return made


ZERO = Dong(0)


class Scale(StrEnum):
    """A unit amounts are shown and typed in."""

    DONG = "dong"
    NGHIN = "nghin"
    TRIEU = "trieu"
    TY = "ty"

    @property
    def size(self) -> int:
        """How many đồng make one."""
        return _SIZES[self]


_SIZES = {Scale.DONG: 1, Scale.NGHIN: 10**3, Scale.TRIEU: 10**6, Scale.TY: 10**9}


class Qualifier(StrEnum):
    """How sure a reported figure is; kept beside it, never added to it."""

    OVER = "over"  # hơn, trên: the true figure is a little higher
    UNDER = "under"  # gần: a little lower
    ABOUT = "about"  # khoảng, xấp xỉ, chừng
    ESTIMATE = "estimate"  # ước: not yet counted


@dataclass(frozen=True, slots=True, order=True)
class Points:
    """A difference of two rates: 1 is a hundred points (điểm phần trăm)."""

    share: Fraction


def rate(part: Dong, whole: Dong) -> Fraction | None:
    """Return ``part`` over ``whole``, 1 being 100 %; None when there is no plan to divide by."""
    return Fraction(part.value, whole.value) if whole.value > 0 else None


def round_half_up(value: Fraction, decimals: int) -> Decimal:
    """Round to ``decimals`` places, halves away from zero: 72,85 becomes 72,9.

    Every rounded figure of the books comes from here. The result is exact and carries all its
    decimals, zeros too.
    """
    scaled = abs(value) * 10**decimals
    units = (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)
    return Decimal(f"{-units if value < 0 else units}e-{decimals}")


LONGEST = 100  # characters; nobody writes a longer number, and a short one is quick to refuse
_SWAP = str.maketrans(",.", ".,")


class Numbers(StrEnum):
    """Which mark groups thousands and which one is the decimal mark."""

    VI = "vi"  # 15.213,5
    EN = "en"  # 15,213.5

    @property
    def group(self) -> str:
        """The mark between groups of three."""
        return "." if self is Numbers.VI else ","

    @property
    def mark(self) -> str:
        """The decimal mark."""
        return "," if self is Numbers.VI else "."

    @property
    def other(self) -> Numbers:
        """The convention that swaps the two marks."""
        return Numbers.EN if self is Numbers.VI else Numbers.VI


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number taken apart: all its digits, and how many stand behind the decimal mark."""

    digits: str
    decimals: int

    @property
    def value(self) -> Fraction:
        """The number, exactly."""
        return Fraction(int(self.digits), 10**self.decimals)


def _shape(numbers: Numbers) -> re.Pattern[str]:
    """Describe a number: no leading zeros, every group of three complete."""
    group, mark = re.escape(numbers.group), re.escape(numbers.mark)
    head = "[1-9][0-9]{0,2}"
    whole = f"0|[1-9][0-9]*|{head}(?:{group}[0-9]{{3}})+|{head}(?: [0-9]{{3}})+"
    return re.compile(f"(?P<whole>{whole})(?:{mark}(?P<part>[0-9]+))?")


THOUSAND, MILLION, BILLION = 10**3, 10**6, 10**9
_MULTIPLIERS = {
    **dict.fromkeys(("nghìn", "nghin", "ngàn", "ngan"), THOUSAND),
    **dict.fromkeys(("triệu", "trieu", "tr"), MILLION),
    **dict.fromkeys(("tỷ", "tỉ", "ty", "ti"), BILLION),
}
_ENGLISH = {"thousand": THOUSAND, "million": MILLION, "billion": BILLION}
_MULTIPLIED = re.compile("(?P<number>[-−]?[0-9.,][0-9., ]*?) ?(?P<words>[^0-9., ][^0-9.,]*)")

_SHAPES = {numbers: _shape(numbers) for numbers in Numbers}

_QUALIFIERS = {
    Qualifier.OVER: ("hơn", "hon", "trên", "tren", "over"),
    Qualifier.UNDER: ("gần", "gan", "under"),
    Qualifier.ABOUT: ("khoảng", "khoang", "xấp xỉ", "xap xi", "chừng", "chung", "about"),
    Qualifier.ESTIMATE: ("ước", "uoc", "estimated"),
}


def foreign_digit(text: str) -> str | None:
    """Return the first character that counts something without being one of 0 to 9."""
    return next((one for one in text if one.isnumeric() and not "0" <= one <= "9"), None)


def stray_character(text: str) -> str | None:
    """Return the first control, format or unusual blank character."""
    return next((one for one in text if one != " " and unicodedata.category(one)[0] in "CZ"), None)


def with_ascii_digits(text: str) -> str:
    """Write the digits of other scripts as 0 to 9, and what is no digit as "…"."""
    return "".join(str(unicodedata.decimal(one, "…")) if one.isnumeric() else one for one in text)


def take_qualifier(text: str) -> tuple[Qualifier | None, str]:
    """Split a plain text into the hedge it begins with, if any, and the rest."""
    for qualifier, words in _QUALIFIERS.items():
        for word in words:
            if text.startswith(word + " "):
                return qualifier, text.removeprefix(word + " ")
    return None, text


def multiplier(words: Sequence[str], numbers: Numbers) -> int | None:
    """Return what one or two plain words multiply a number by: nghìn, triệu, tỷ, nghìn tỷ."""
    known = _MULTIPLIERS | _ENGLISH if numbers is Numbers.EN else _MULTIPLIERS
    match [known.get(word) for word in words]:
        case [size]:
            return size
        case [first, second] if (first, second) == (THOUSAND, BILLION):
            return THOUSAND * BILLION
    return None


def take_multiplier(text: str, numbers: Numbers) -> tuple[str, int | None]:
    """Split a plain text into a number and what the words behind it multiply it by, if any do."""
    match = _MULTIPLIED.fullmatch(text)
    size = multiplier(match["words"].split(" "), numbers) if match else None
    return (match["number"], size) if match and size else (text, None)


def read_numeral(written: str, numbers: Numbers) -> Numeral | None:
    """Take a number apart; None when its marks do not stand where the convention puts them."""
    match = _SHAPES[numbers].fullmatch(written)
    if match is None:
        return None
    part = match["part"] or ""
    whole = "".join(one for one in match["whole"] if one.isdigit())
    return Numeral(whole + part, len(part))


def grouped_elsewhere(written: str, numbers: Numbers) -> Numeral | None:
    """Return the whole number that a lone decimal mark might be grouping: ``15,213``."""
    here, there = read_numeral(written, numbers), read_numeral(written, numbers.other)
    if here is None or there is None or not here.decimals or there.decimals:
        return None
    return there


def swap_marks(written: str) -> str:
    """Write dots for commas and commas for dots."""
    return written.translate(_SWAP)


def write_number(value: int | Decimal, numbers: Numbers = Numbers.VI) -> str:
    """Write a plain number with its thousands grouped and every decimal it carries."""
    written = f"{Decimal(value):,f}"
    return swap_marks(written) if numbers is Numbers.VI else written


def shorten(written: str, numbers: Numbers) -> str:
    """Drop the zeros at the end of the decimals, and the mark when none is left."""
    if numbers.mark not in written:
        return written
    return written.rstrip("0").removesuffix(numbers.mark)


_DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
_BEYOND = 10**18  # from here on "tỷ" would have to be said twice

# fmt: off
_SMALL = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
    "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen",
    "nineteen",
)
_TENS = ("", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
# fmt: on
_STEPS = ("", " thousand", " million", " billion", " trillion", " quadrillion")


@dataclass(frozen=True, slots=True)
class WordStyle:
    """The house style: what an office may choose."""

    four: Literal["tư", "bốn"] = "tư"  # 24: hai mươi tư
    zero_tens: Literal["linh", "lẻ"] = "linh"  # 105: một trăm linh năm
    thousand: Literal["nghìn", "ngàn"] = "nghìn"
    # 1.000.005: "một triệu không trăm linh năm", or with the empty group as "không nghìn".
    name_empty_groups: bool = False


HOUSE_STYLE = WordStyle()


def in_words(dong: Dong, style: WordStyle = HOUSE_STYLE) -> str:
    """Return the number in Vietnamese words, without "đồng".

    Raises: ValueError from 10**18 on; no sum of an office comes near it.
    """
    size = _size(dong)
    sign = "âm " if dong.value < 0 else ""
    high, low = divmod(size, BILLION)
    if not high:
        return sign + (" ".join(_below_billion(low, style, led=False)) or _DIGITS[0])
    words = [*_below_billion(high, style, led=False), "tỷ"]
    return sign + " ".join(words + _below_billion(low, style, led=True))


def sentence(dong: Dong, style: WordStyle = HOUSE_STYLE) -> str:
    """Return the words as a document prints them: a capital first and "đồng" last."""
    words = in_words(dong, style)
    return f"{words[0].upper()}{words[1:]} đồng"


def _size(dong: Dong) -> int:
    """Return the amount without its sign, unless there are no words for it."""
    size = abs(dong.value)
    if size >= _BEYOND:
        message = "amounts are put into words below 10**18 đồng"
        raise ValueError(message)
    return size


def _below_billion(number: int, style: WordStyle, *, led: bool) -> list[str]:
    """Word triệu, nghìn and units; ``led`` tells that tỷ were said before. Zero has no words."""
    words: list[str] = []
    rest = number
    for size, unit in ((10**6, "triệu"), (10**3, style.thousand), (1, "")):
        group, rest = divmod(rest, size)
        if group:
            words += [*_below_thousand(group, style, led=led or bool(words)), unit]
        elif rest and style.name_empty_groups and (led or words):
            words += [_DIGITS[0], unit]
    return [word for word in words if word]


def _below_thousand(number: int, style: WordStyle, *, led: bool) -> list[str]:
    """Word one group of three; after a larger group its hundreds are said even when zero."""
    hundreds, tens, units = number // 100, number // 10 % 10, number % 10
    words = [_DIGITS[hundreds], "trăm"] if hundreds or led else []
    if tens == 0:
        if units:
            words += [style.zero_tens] * bool(words) + [_DIGITS[units]]
        return words
    words += ["mười"] if tens == 1 else [_DIGITS[tens], "mươi"]
    if units:
        words.append(_unit_after_tens(units, style, first_ten=tens == 1))
    return words


def _unit_after_tens(units: int, style: WordStyle, *, first_ten: bool) -> str:
    """Word the last digit behind mười or mươi: 15 and 25 lăm, 21 mốt (but 11 một), 24 tư."""
    if units == 5:  # noqa: PLR2004 - the digit five itself
        return "lăm"
    if first_ten:
        return _DIGITS[units]
    return {1: "mốt", 4: style.four}.get(units, _DIGITS[units])


def in_english(dong: Dong) -> str:
    """Return the amount in English: "five billion eight hundred fifty-seven million dong".

    Raises: ValueError from 10**18 on.
    """
    rest, words = _size(dong), ""
    for step in _STEPS:
        rest, group = divmod(rest, 1000)
        if group:
            words = f"{_english_group(group)}{step} {words}"
    sign = "minus " if dong.value < 0 else ""
    return f"{sign}{words or 'zero '}dong"


def _english_group(number: int) -> str:
    """Word a number below a thousand, above zero."""
    hundreds, rest = divmod(number, 100)
    words = [f"{_SMALL[hundreds]} hundred"] if hundreds else []
    if rest >= len(_SMALL):
        tens, units = divmod(rest, 10)
        words.append(f"{_TENS[tens]}-{_SMALL[units]}" if units else _TENS[tens])
    elif rest:
        words.append(_SMALL[rest])
    return " ".join(words)
