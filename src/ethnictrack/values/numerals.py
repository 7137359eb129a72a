"""Numbers as people write them: two conventions, groups of exact threes, digits 0 to 9 only.

Words that hedge a number stand before it, words that multiply it behind it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from ethnictrack.values.money import Qualifier
from ethnictrack.values.text import composed

LONGEST = 100  # characters; nobody writes a longer number, and a short one is quick to refuse
_BLANKS = str.maketrans({"\u00a0": " ", "\u202f": " "})
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


def plain(text: str) -> str:
    """Return the text composed, in lower case, with ordinary blanks and none at the ends."""
    return composed(text).translate(_BLANKS).lower().strip(" ")


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
