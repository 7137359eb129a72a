"""What a budget year has of each class of money, and what of it goes on to the next.

Rows are flat: programme, type of capital and source with entries of their own, whatever the place.
Advances that are open are those of column 23 of the settlement. Source: docs/sources.md, S-31.
"""

from __future__ import annotations

from dataclasses import dataclass
from operator import add

from ethnictrack.ledger.plan import PlanLine
from ethnictrack.values.kinds import PAID_EFFECT, PLAN_EFFECT, Kind
from ethnictrack.values.money import ZERO, Dong
from ethnictrack.year.settlement import Movement, Settlement

ADVANCES = 23  # the column of the settlement with the advances that stay open


@dataclass(frozen=True, slots=True)
class YearMoney:
    """What was at hand in a year, what was done with it, and the advances open at its end."""

    carried_in: Dong = ZERO
    initial: Dong = ZERO
    adjusted: Dong = ZERO
    used: Dong = ZERO
    cancelled: Dong = ZERO
    open_advances: Dong = ZERO

    def __add__(self, other: YearMoney) -> YearMoney:
        return YearMoney(*map(add, self.amounts, other.amounts))

    @property
    def amounts(self) -> tuple[Dong, ...]:
        """All that is counted."""
        paid = self.used, self.cancelled, self.open_advances
        return (self.carried_in, self.initial, self.adjusted, *paid)

    @property
    def available(self) -> Dong:
        """What could be used in the year."""
        return self.carried_in + self.initial + self.adjusted

    @property
    def left(self) -> Dong:
        """What is neither used nor cancelled: it goes on to the next year."""
        return self.available - self.used - self.cancelled


def carry_over(settled: Settlement) -> dict[PlanLine, YearMoney]:
    """Return the money of each programme, capital and source of a year; no place is said."""
    found: dict[PlanLine, YearMoney] = {}

    def take(line: PlanLine, money: YearMoney) -> None:
        flat = line._replace(place=None)
        found[flat] = found.get(flat, YearMoney()) + money

    for each in settled.moved:
        if each.year == settled.year:
            take(each.line, _moved(each))
    for line, columns in settled.lines:
        take(line, YearMoney(open_advances=columns[ADVANCES]))
    return {line: money for line, money in found.items() if money != YearMoney()}


def _moved(each: Movement) -> YearMoney:
    match each.kind:
        case Kind.CARRIED_IN:
            return YearMoney(carried_in=each.amount)
        case Kind.INITIAL:
            return YearMoney(initial=each.amount)
        case Kind.CANCELLED:
            return YearMoney(cancelled=each.amount)
        case kind if kind in PLAN_EFFECT:
            return YearMoney(adjusted=_signed(each.amount, PLAN_EFFECT[kind]))
        case kind if kind in PAID_EFFECT:
            return YearMoney(used=_signed(each.amount, PAID_EFFECT[kind]))
        case _:
            return YearMoney()


def _signed(amount: Dong, sign: int) -> Dong:
    return amount if sign > 0 else -amount
