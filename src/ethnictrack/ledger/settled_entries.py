"""Which entries a column of the settlement is made of, and with what sign.

The columns of work and of advances are not sums of entries alone: what clears an advance, and what
a refund gives back, is shared out over them (``domain.clearing``). The entries here are those a
column begins with; what sharing out has moved is the column less their sum. Source:
docs/decisions/0012-settlement.md.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple, Protocol

from ethnictrack.ledger.clearing import Block
from ethnictrack.values.kinds import PAID_EFFECT, PLAN_EFFECT, Kind
from ethnictrack.values.money import ZERO, Dong


class _Made(NamedTuple):
    """Kinds with their signs, the block they stand in, and which budget years count."""

    effect: Mapping[Kind, int]
    block: Block | None = None
    before: bool = False  # the years before
    own: bool = True  # the year itself


_OPENS: Mapping[Kind, int] = {
    kind: sign for kind, sign in PAID_EFFECT.items() if kind is not Kind.PAYMENT
}
_WORK: Mapping[Kind, int] = {Kind.PAYMENT: 1}
_CARRIED_OUT: Mapping[Kind, int] = {Kind.CARRIED_OUT: 1}
_LEFT: Mapping[Kind, int] = {
    **PLAN_EFFECT,
    **{kind: -sign for kind, sign in {**PAID_EFFECT, **_CARRIED_OUT}.items()},
}


def _of_block(first: int, block: Block) -> dict[int, _Made]:
    """Return the six columns of a block: plan, paid, work, advances, carried on, the rest."""
    effects: tuple[Mapping[Kind, int], ...]
    effects = (PLAN_EFFECT, PAID_EFFECT, _WORK, _OPENS, _CARRIED_OUT, _LEFT)
    return {number: _Made(effect, block) for number, effect in enumerate(effects, first)}


_COLUMNS: Mapping[int, _Made] = MappingProxyType(
    {
        6: _Made(PAID_EFFECT, before=True, own=False),
        7: _Made(_OPENS, before=True, own=False),
        8: _Made({Kind.REFUND: 1}),
        9: _Made({Kind.ADVANCE_RECOVERY: 1}),
        **_of_block(10, Block.CARRIED),
        **_of_block(16, Block.CURRENT),
        22: _Made(_WORK),
        23: _Made(_OPENS, before=True),
        24: _Made(PAID_EFFECT, before=True),
    }
)


class Counted(Protocol):
    """What an entry says of itself here; a sum of entries of one kind says the same."""

    @property
    def year(self) -> int:
        """The budget year."""

    @property
    def plan_year(self) -> int:
        """The year of the plan it draws on."""

    @property
    def kind(self) -> Kind:
        """Its kind."""

    @property
    def amount(self) -> Dong:
        """Its amount; below zero for a reversal."""


def effect(number: int, entry: Counted, year: int) -> Dong:
    """Return what an entry adds to a column, 6 to 24, of the settlement of ``year``."""
    made = _COLUMNS[number]
    counts = made.own if entry.year == year else made.before and entry.year < year
    sign = made.effect.get(entry.kind, 0)
    if not counts or not sign or made.block not in {None, Block.of(entry.year, entry.plan_year)}:
        return ZERO
    return entry.amount if sign > 0 else -entry.amount


def only_own_year(number: int) -> bool:
    """Say whether a column is made of entries of its year alone."""
    return not _COLUMNS[number].before
