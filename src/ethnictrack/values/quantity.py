"""Results that are not money: counted households, visits, percentages.

Zero is a reported nil and welcome here.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from ethnictrack.i18n import N_
from ethnictrack.values.errors import UsageError
from ethnictrack.values.money import (
    LONGEST,
    Numbers,
    Qualifier,
    grouped_elsewhere,
    read_numeral,
    take_multiplier,
    take_qualifier,
    write_number,
)
from ethnictrack.values.text import plain, shown


class UnreadableQuantityError(UsageError):
    value: str
    group: str
    mark: str
    code = "quantity-unreadable"
    text = N_("“{value}” is not a number with digits 0 to 9.")
    remedy = N_(
        "“{group}” groups digits in exact threes and “{mark}” is the decimal mark; behind the "
        "number nghìn, triệu or tỷ may stand."
    )


class QuantityTwoWaysError(UsageError):
    value: str
    grouped: str
    decimal: str
    code = "quantity-two-ways"
    text = N_("“{value}” reads two ways: {grouped}, or {decimal} with a decimal mark.")
    remedy = N_("Write {grouped} or {decimal}, whichever is meant.")


class QuantityRangeError(UsageError):
    value: str
    limit: int
    code = "quantity-range"
    text = N_("“{value}” is out of range: results go from 0 to {limit}.")
    remedy = N_("Check the number; record a correction by reversing what was wrong.")


class QuantityDecimalsError(UsageError):
    value: str
    limit: int
    code = "quantity-decimals"
    text = N_("“{value}” has more than {limit} decimals.")
    remedy = N_("Round it, or count in a smaller unit.")


LARGEST = 10**12
DECIMALS = 3


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number from 0 up with at most three decimals, and the hedge written before it."""

    value: Decimal
    qualifier: Qualifier | None = None


def read_quantity(text: str, numbers: Numbers = Numbers.VI) -> Quantity:
    """Read a plain number such as 153, "trên 180", 1.234, 12,5 or "1,5 triệu".

    A decimal mark needs no unit here; before exactly three digits it reads two ways, unless a word
    behind them multiplies the number.
    Raises: the quantity refusals of ``errors.values``.
    """
    value = shown(text)
    qualifier, told = take_qualifier(plain(text[: LONGEST + 1]))
    written, size = take_multiplier(told, numbers)
    numeral = read_numeral(written, numbers) if len(text) <= LONGEST else None
    if numeral is None:
        if written[:1] in {"-", "−"} and read_numeral(written[1:], numbers):
            raise QuantityRangeError(value, LARGEST)
        raise UnreadableQuantityError(value, numbers.group, numbers.mark)
    if size is None and (grouped := grouped_elsewhere(written, numbers)):
        whole = write_number(int(grouped.value), numbers)
        raise QuantityTwoWaysError(value, whole, written + "0")
    exact = numeral.value * (size or 1)
    if exact > LARGEST:
        raise QuantityRangeError(value, LARGEST)
    if (exact * 10**DECIMALS).denominator != 1:
        raise QuantityDecimalsError(value, DECIMALS)
    return Quantity(_shortest(Decimal(int(exact * 10**DECIMALS)).scaleb(-DECIMALS)), qualifier)


def _shortest(value: Decimal) -> Decimal:
    """Return the same number with no zeros behind its decimals: 12,50 is kept as 12.5."""
    whole = value.to_integral_value()
    return Decimal(int(whole)) if value == whole else value.normalize()
