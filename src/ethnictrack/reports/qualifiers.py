"""Words for how sure a figure is: over, nearly, about, estimated.

Vietnamese hedges money (hơn) and counts (trên) with different words, so each has sentences of its
own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ethnictrack.i18n import N_
from ethnictrack.values.money import Qualifier

if TYPE_CHECKING:
    from collections.abc import Iterable
    from decimal import Decimal
    from fractions import Fraction

    from ethnictrack.i18n import Message, Named
    from ethnictrack.values.money import Dong

QUALIFIER_NAMES: Named[Qualifier] = {
    Qualifier.OVER: N_("over"),
    Qualifier.UNDER: N_("nearly"),
    Qualifier.ABOUT: N_("about"),
    Qualifier.ESTIMATE: N_("estimated"),
}
_EXACT_COUNT, _EXACT_MONEY = N_("{count} {unit}"), N_("{amount}")
_EXACT_SHARE = N_("{rate} of the target")
_COUNTS: Named[Qualifier] = {
    Qualifier.OVER: N_("over {count} {unit}"),
    Qualifier.UNDER: N_("nearly {count} {unit}"),
    Qualifier.ABOUT: N_("about {count} {unit}"),
    Qualifier.ESTIMATE: N_("an estimated {count} {unit}"),
}
_EXACT_PERCENT = N_("{count}{unit} reached")
_PERCENTS: Named[Qualifier] = {
    Qualifier.OVER: N_("over {count}{unit} reached"),
    Qualifier.UNDER: N_("nearly {count}{unit} reached"),
    Qualifier.ABOUT: N_("about {count}{unit} reached"),
    Qualifier.ESTIMATE: N_("an estimated {count}{unit} reached"),
}
_MONEY: Named[Qualifier] = {
    Qualifier.OVER: N_("more than {amount}"),
    Qualifier.UNDER: N_("nearly {amount}"),
    Qualifier.ABOUT: N_("about {amount}"),
    Qualifier.ESTIMATE: N_("an estimated {amount}"),
}
_SHARES: Named[Qualifier] = {
    Qualifier.OVER: N_("over {rate} of the target"),
    Qualifier.UNDER: N_("nearly {rate} of the target"),
    Qualifier.ABOUT: N_("about {rate} of the target"),
    Qualifier.ESTIMATE: N_("an estimated {rate} of the target"),
}


def qualifier_name(qualifier: Qualifier | None) -> Message | None:
    """Name a hedge for people."""
    return None if qualifier is None else QUALIFIER_NAMES[qualifier]


def counted(count: Decimal, unit: str, qualifier: Qualifier | None) -> Message:
    """Say a number of things, as "trên 180 văn bản"."""
    sentence = _EXACT_COUNT if qualifier is None else _COUNTS[qualifier]
    return sentence.of(count=count, unit=unit)


def percent_reached(count: Decimal, unit: str, qualifier: Qualifier | None) -> Message:
    """Say a result whose unit is percent of something, as "ước đạt 100% kế hoạch"."""
    sentence = _EXACT_PERCENT if qualifier is None else _PERCENTS[qualifier]
    return sentence.of(count=count, unit=unit)


def money(amount: Dong, qualifier: Qualifier | None) -> Message:
    """Say an amount, as "hơn 52 triệu đồng"."""
    return (_EXACT_MONEY if qualifier is None else _MONEY[qualifier]).of(amount=amount)


def exact_money(amount: Dong, qualifier: Qualifier | None) -> Message:
    """Say an amount to the đồng, as "hơn 52.000.000 đồng"."""
    whole = N_("{amount} đồng").of(amount=amount.value)
    return whole if qualifier is None else _MONEY[qualifier].of(amount=whole)


def share(rate: Fraction, qualifier: Qualifier | None) -> Message:
    """Say a share of a target, as "ước đạt 100% kế hoạch"."""
    return (_EXACT_SHARE if qualifier is None else _SHARES[qualifier]).of(rate=rate)


def common(qualifiers: Iterable[Qualifier | None]) -> Qualifier | None:
    """Return the hedge of a sum: its only one, or "about" where several kinds meet."""
    kinds = {each for each in qualifiers if each is not None}
    if len(kinds) > 1:
        return Qualifier.ABOUT
    return kinds.pop() if kinds else None
