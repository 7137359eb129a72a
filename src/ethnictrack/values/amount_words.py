"""Amounts in words ("bằng chữ"), as vouchers and decisions must carry them.

Practice differs in four places, so they are options; everything else about the numerals is fixed.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from ethnictrack.values.money import Dong

_DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
_BILLION = 10**9
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
    high, low = divmod(size, _BILLION)
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
