"""Amounts as people write them: strict reading, exact writing.

The grammar of what is read stands in ``amount_grammar``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction

from ethnictrack.values import errors as values
from ethnictrack.values.amount_grammar import Reading, read_words
from ethnictrack.values.money import Dong, Qualifier, Scale, round_half_up
from ethnictrack.values.numerals import (
    LONGEST,
    Numbers,
    foreign_digit,
    plain,
    shorten,
    stray_character,
    take_qualifier,
    with_ascii_digits,
    write_number,
)
from ethnictrack.values.text import character_name, shown

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
    reading = Reading(shown(text), numbers, scale)
    _check_characters(text, reading)
    qualifier, written = take_qualifier(plain(text))
    _check_sign(written, reading)
    return Amount(read_words(written, reading), qualifier)


def _check_characters(text: str, reading: Reading) -> None:
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


def _check_sign(written: str, reading: Reading) -> None:
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


def prose(dong: Dong, numbers: Numbers = Numbers.VI) -> tuple[str, Scale]:
    """Write an amount for a sentence, in the unit its size asks for.

    From 10 tỷ up in tỷ, from 1 triệu up in triệu, with at most three decimals; else in đồng.
    """
    size = abs(dong.value)
    scale = (
        Scale.TY
        if size >= 10 * Scale.TY.size
        else Scale.TRIEU
        if size >= Scale.TRIEU.size
        else Scale.DONG
    )
    return shorten(write_amount(dong, scale, numbers, decimals=3), numbers), scale
