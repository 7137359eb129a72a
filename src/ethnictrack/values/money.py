"""Money: whole đồng, the units they are shown in, rates, and the one rule of rounding.

No float ever touches an amount. The đồng has no smaller unit, so an amount is an integer and sums
are exact.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

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
