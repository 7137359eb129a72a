"""Amounts as people write them: strict reading, exact writing.

No string has two readings. What could be read two ways is refused, and the refusal names them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from operator import attrgetter, ge, mul

from ethnictrack.i18n import N_
from ethnictrack.values import errors as values
from ethnictrack.values.errors import UsageError
from ethnictrack.values.money import (
    BILLION,
    LONGEST,
    MAX_ENTRY,
    MILLION,
    THOUSAND,
    Dong,
    Numbers,
    Numeral,
    Qualifier,
    Scale,
    foreign_digit,
    grouped_elsewhere,
    multiplier,
    read_numeral,
    round_half_up,
    shorten,
    stray_character,
    swap_marks,
    take_qualifier,
    with_ascii_digits,
    write_number,
)
from ethnictrack.values.text import character_name, plain, shown

_CURRENCY = {"đ", "d", "đồng", "dong", "vnd", "vnđ", "₫"}
_GLUED = {"trđ", "trd", "tr.đ", "tr.d"}  # "triệu đồng" as tables abbreviate it
# Numbers hold digits, marks and blanks; words begin with anything else and may hold marks (tr.đ).
_TOKEN = re.compile(r"(?P<number>[0-9.,][0-9., ]*)|(?P<word>[^0-9., ][^0-9 ]*)| ")
_PADDED = re.compile(r"0[0-9]{2}(?:[.,][0-9]+)?")
_EXAMPLES = {
    Numbers.VI: "15.213.000.000 đ, 15,213 tỷ",
    Numbers.EN: "15,213,000,000 đ, 15.213 tỷ",
}

_ELSEWHERE = N_("With --numbers {numbers} it reads {reading} đồng.")
_REGROUPED = N_("If a mark is misplaced, write {regrouped}.")
_EITHER = N_(
    "If a mark is misplaced, write {regrouped}; with --numbers {numbers} it reads {reading} đồng."
)

_HUNDREDS = N_("If hundreds are meant, write {example}.")
_ONE_AMOUNT = N_("Write one number and its unit, such as {example}.")


@dataclass(frozen=True, slots=True)
class _Part:
    """A number and its unit in đồng; no unit when none was written."""

    number: str
    size: int | None


@dataclass(frozen=True, slots=True)
class WrittenAmount:
    """One attempt: what was written (safe to show), under which convention and heading."""

    shown: str
    numbers: Numbers
    scale: Scale | None
    first: bool = True  # a second attempt, made only to word a hint, does not try a third


def read_words(written: str, reading: WrittenAmount) -> Dong:
    """Read an amount in lower case and without its hedge.

    Raises: the amount refusals of ``errors.values``.
    """
    return _whole(_exact(_parts(written, reading), written, reading), reading)


def _parts(written: str, reading: WrittenAmount) -> list[_Part]:
    """Split into numbers and the units behind them."""
    if not re.search("[0-9]", written):
        raise values.NoNumberError(reading.shown)
    numbers: list[str] = []
    words: list[list[str]] = []
    for token in _TOKEN.finditer(written):
        if number := token["number"]:
            numbers.append(number.removesuffix(" "))
            words.append([])
        elif word := token["word"]:
            if not numbers:
                raise _unreadable(word, written, reading)
            words[-1].append(word)
    sizes = [_size(unit, written, reading) for unit in _currency_removed(words)]
    return [_Part(*pair) for pair in zip(numbers, sizes, strict=True)]


def _currency_removed(words: list[list[str]]) -> list[list[str]]:
    """Take the closing "đồng" away where a unit stands before it; "trđ" is "tr" and "đ"."""
    *before, last = words
    if last and last[-1] in _GLUED:
        last = [*last[:-1], "tr"]
    elif len(last) > 1 and last[-1] in _CURRENCY and last[-2] not in _CURRENCY:
        last = last[:-1]
    return [*before, last]


def _size(words: list[str], written: str, reading: WrittenAmount) -> int | None:
    """Return how many đồng a unit of one or two words has."""
    if not words:
        return None
    if len(words) == 1 and words[0] in _CURRENCY:
        return 1
    if size := multiplier(words, reading.numbers):
        return size
    unknown = (word for word in words if not multiplier([word], reading.numbers))
    strange = next(unknown, " ".join(words))
    raise _unreadable(strange, written, reading)


def _exact(parts: list[_Part], written: str, reading: WrittenAmount) -> Fraction:
    """Return the đồng the parts add up to, perhaps not whole."""
    padded = (part.number if at == 0 else _unpadded(part.number) for at, part in enumerate(parts))
    numerals = [_numeral(number, written, reading) for number in padded]
    if len(parts) == 1:
        return _single(parts[0], numerals[0], reading)
    return _mixed(parts, numerals, written, reading)


def _unpadded(number: str) -> str:
    """Return a later number without the zeros that fill it up to three digits, as in 072 triệu."""
    return re.sub(r"^0{1,2}(?=[0-9])", "", number) if _PADDED.fullmatch(number) else number


def _numeral(number: str, written: str, reading: WrittenAmount) -> Numeral:
    """Take one number apart."""
    numeral = read_numeral(number, reading.numbers)
    if numeral is None:
        raise _misgrouped(number, written, reading)
    return numeral


def _single(part: _Part, numeral: Numeral, reading: WrittenAmount) -> Fraction:
    """Value one number with at most one unit; the heading's unit stands in for none."""
    declared = reading.scale.size if reading.scale else None
    size = part.size or declared
    if numeral.decimals and size in {None, 1}:
        grouped = grouped_elsewhere(part.number, reading.numbers)
        if grouped is not None:
            whole = write_number(int(grouped.value), reading.numbers)
            mark, other = reading.numbers.mark, reading.numbers.other.value
            raise values.AmountTwoWaysError(reading.shown, part.number, mark, whole, other)
        if size is None:
            raise values.AmountUnitError(reading.shown, part.number)
    return numeral.value * (size or 1)


def _mixed(
    parts: list[_Part], numerals: list[Numeral], written: str, reading: WrittenAmount
) -> Fraction:
    """Add up words such as "1 nghìn 827 tỷ 734 triệu", from the largest unit down."""
    sizes = [part.size or 0 for part in parts]
    if not sizes[-1]:
        raise values.LastUnitError(reading.shown, *_last_units(written, sizes[-2]))
    if any(numeral.decimals for numeral in numerals[:-1]):
        raise values.MixedAmountError(reading.shown)
    if sizes[:2] == [THOUSAND, BILLION]:  # "1 nghìn 827 tỷ" counts thousands of tỷ
        sizes[0] = THOUSAND * BILLION
    worth = list(map(mul, map(attrgetter("value"), numerals), sizes))
    too_large = (size >= above for above, size in pairwise(sizes))
    if any(too_large) or any(map(ge, worth[1:], sizes)):
        raise values.AmountOrderError(reading.shown)
    return sum(worth, Fraction(0))


def _last_units(written: str, above: int) -> tuple[str, str]:
    """Return the two likeliest endings of words that stop at a bare number."""
    likely = {MILLION: "nghìn", BILLION: "triệu"}.get(above, "tỷ")
    return f"{written} {likely}", f"{written} đồng"


def _whole(exact: Fraction, reading: WrittenAmount) -> Dong:
    """Refuse what is no whole number of đồng, nothing, or too much."""
    if exact.denominator != 1:
        places = len(str(exact.denominator))
        decimal = shorten(
            write_number(round_half_up(exact, places), reading.numbers), reading.numbers
        )
        below = int(exact)
        pair = (write_number(near, reading.numbers) for near in (below, below + 1))
        raise values.AmountFractionError(reading.shown, decimal, *pair)
    dong = Dong(exact.numerator)
    if not dong:
        raise values.ZeroAmountError(reading.shown)
    if dong.value > MAX_ENTRY:
        raise values.AmountRangeError(reading.shown, dong, Dong(MAX_ENTRY))
    return dong


def _elsewhere(written: str, reading: WrittenAmount) -> str | None:
    """Return the đồng the text has under the other convention, for a hint."""
    if not reading.first:
        return None
    other = WrittenAmount(reading.shown, reading.numbers.other, reading.scale, first=False)
    try:
        dong = read_words(written, other)
    except UsageError:
        return None
    return write_number(dong.value, reading.numbers)


def _unreadable(word: str, written: str, reading: WrittenAmount) -> values.UnreadableAmountError:
    """Name the word that is not understood."""
    found = _elsewhere(written, reading)
    if found:
        meant = _ELSEWHERE.of(numbers=reading.numbers.other.value, reading=found)
    elif in_figures := _hundreds(written, reading):
        meant = _HUNDREDS.of(example=shown(in_figures))
    else:
        meant = _ONE_AMOUNT.of(example=_EXAMPLES[reading.numbers])
    return values.UnreadableAmountError(reading.shown, shown(word), meant)


def _hundreds(written: str, reading: WrittenAmount) -> str | None:
    """Return “2 trăm triệu” as “200 triệu”, if an amount comes of it."""
    in_figures = re.sub(r"\b([1-9]) trăm\b", r"\g<1>00", written)
    if in_figures == written:
        return None
    try:
        read_words(in_figures, reading)
    except UsageError:
        return None
    return in_figures


def _misgrouped(number: str, written: str, reading: WrittenAmount) -> values.AmountGroupingError:
    """Name the rule of the marks, and what was probably meant."""
    regrouped = written.replace(number, _regrouped(number, reading.numbers), 1)
    found = _elsewhere(written, reading)
    meant = (
        _EITHER.of(regrouped=regrouped, numbers=reading.numbers.other.value, reading=found)
        if found
        else _REGROUPED.of(regrouped=regrouped)
    )
    group, mark = reading.numbers.group, reading.numbers.mark
    example = _EXAMPLES[reading.numbers]
    return values.AmountGroupingError(reading.shown, group, mark, meant, example)


def _regrouped(number: str, numbers: Numbers) -> str:
    """Put the marks of a number where the convention wants them: swapped, or counted anew."""
    if " " not in number and read_numeral(number, numbers.other):
        return swap_marks(number)
    digits = "".join(one for one in number if one.isdigit())
    return write_number(int(digits or "0"), numbers)


__all__ = ["Amount", "Numbers", "prose", "read_amount", "write_amount", "write_number"]

_SIGNS = "-−–"


@dataclass(frozen=True, slots=True)
class Amount:
    """What was read: whole đồng above zero, and the hedge written before them."""

    dong: Dong
    qualifier: Qualifier | None = None


def read_amount(text: str, numbers: Numbers = Numbers.VI, scale: Scale | None = None) -> Amount:
    """Read an amount written by a person.

    Units: the result is whole đồng, from 1 to MAX_ENTRY. ``scale`` is the unit declared elsewhere,
    in a column heading, for numbers that bring none.
    Raises: the amount refusals of ``errors.values``.
    Source: docs/sources.md, S-23; docs/decisions, 0003 and 0008.
    """
    reading = WrittenAmount(shown(text), numbers, scale)
    _check_characters(text, reading)
    qualifier, written = take_qualifier(plain(text))
    _check_sign(written, reading)
    return Amount(read_words(written, reading), qualifier)


def _check_characters(text: str, reading: WrittenAmount) -> None:
    """Refuse what is too long, invisible or not a digit of ours, before anything is parsed."""
    if len(text) > LONGEST:
        raise values.LongAmountError(reading.shown, LONGEST)
    written = plain(text)
    if not written:
        raise values.EmptyAmountError
    if stray := stray_character(written):
        raise values.AmountCharacterError(reading.shown, character_name(stray))
    if digit := foreign_digit(written):
        meant = with_ascii_digits(written)
        raise values.AmountDigitsError(reading.shown, character_name(digit), meant)
    if "  " in written:
        raise values.AmountBlanksError(reading.shown, re.sub(" +", " ", written))


def _check_sign(written: str, reading: WrittenAmount) -> None:
    """Refuse a minus in front or behind, and accountants' brackets."""
    bare = written.strip(f"{_SIGNS}() ")
    before, behind = written[0] in _SIGNS, written[-1] in _SIGNS and bare[-1:].isdigit()
    bracketed = written.startswith("(") and written.endswith(")")
    if bare[:1].isdigit() and (before or behind or bracketed):
        raise values.NegativeAmountError(reading.shown, bare)


def write_amount(
    dong: Dong, scale: Scale, numbers: Numbers = Numbers.VI, decimals: int | None = None
) -> str:
    """Write an amount in a unit, without the unit's word.

    Units: ``decimals`` rounds half up to so many places and keeps their zeros; None writes the
    exact amount with no zero too many, which ``read_amount`` reads back.
    """
    amount = Fraction(dong.value, scale.size)
    if decimals is not None:
        return write_number(round_half_up(amount, decimals), numbers)
    return shorten(write_number(round_half_up(amount, 9), numbers), numbers)


_MOST_DECIMALS = 3  # of an amount in a sentence


def prose(dong: Dong, numbers: Numbers = Numbers.VI) -> tuple[str, Scale]:
    """Write an amount for a sentence, in the unit its size asks for.

    From 10 tỷ up in tỷ, from 1 triệu up in triệu, with at most three decimals; else in đồng.
    """
    scale = _scale_of(abs(dong.value))
    return shorten(write_amount(dong, scale, numbers, _MOST_DECIMALS), numbers), scale


def prose_form(amounts: Iterable[Dong]) -> tuple[Scale, int] | None:
    """Return the unit and the decimals that all amounts of a sentence have.

    The unit is that of the largest, or the next smaller one in which none of them is lost; there
    are as many decimals as the longest needs, at most three. None for fewer than two amounts;
    nothing is no amount.
    """
    sizes = {abs(each.value) for each in amounts} - {0}
    if len(sizes) < 2:  # noqa: PLR2004 - one amount has a form of its own
        return None
    scales = (_scale_of(max(sizes)), Scale.TRIEU, Scale.DONG)
    scale = next(each for each in scales if 2 * min(sizes) * 10**_MOST_DECIMALS >= each.size)
    return scale, max(_decimals(size, scale) for size in sizes)


def _scale_of(size: int) -> Scale:
    if size >= 10 * Scale.TY.size:
        return Scale.TY
    return Scale.TRIEU if size >= Scale.TRIEU.size else Scale.DONG


def _decimals(size: int, scale: Scale) -> int:
    """Return how many decimals an amount needs in a unit, up to three."""
    places = range(_MOST_DECIMALS)
    exact = (each for each in places if size * 10**each % scale.size == 0)
    return next(exact, _MOST_DECIMALS)
