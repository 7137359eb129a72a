"""Sums of the ledger in SQL, where a sum has 64 bits."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, Connection, Label, case, cast, func, select

from ethnictrack.book.tables.columns import Whole
from ethnictrack.book.tables.entry import ENTRY
from ethnictrack.values.kinds import DISPOSAL_EFFECT, PAID_EFFECT, PLAN_EFFECT
from ethnictrack.values.money import Dong

_MILLION = 10**6


def signed(effects: Any) -> ColumnElement[int]:  # noqa: ANN401 - a mapping of kinds to signs
    """Return the amount of an entry with the sign that its kind has."""
    kinds, amount = ENTRY.c.kind, ENTRY.c.amount
    signs = {sign: [kind.value for kind, of in effects.items() if of == sign] for sign in (1, -1)}
    whens = [(kinds.in_(of), amount * sign) for sign, of in signs.items() if of]
    return case(*whens, else_=0)


def _sum(amount: ColumnElement[int]) -> ColumnElement[int]:
    # PostgreSQL adds up into NUMERIC, which the driver makes a Decimal of.
    return cast(func.coalesce(func.sum(amount), 0), Whole)


# For what stands on one line in one year, which MAX_SUM bounds.
PLANNED, DISPOSED, PAID = (
    _sum(signed(effects)) for effects in (PLAN_EFFECT, DISPOSAL_EFFECT, PAID_EFFECT)
)


def in_two(amount: ColumnElement[int]) -> tuple[Label[int], Label[int]]:
    """Return a sum that nothing bounds: its millions, and its đồng beyond them."""
    millions, rest = _sum(amount // _MILLION), _sum(amount % _MILLION)
    return millions.label("millions"), rest.label("rest")


def put_together(millions: int | None, rest: int | None) -> Dong:
    """Return the sum that was added up in two; of no row it is nothing."""
    return Dong((millions or 0) * _MILLION + (rest or 0))


def total(connection: Connection, amount: ColumnElement[int], programs: set[int]) -> Dong:
    """Return the sum of an amount over all years of some programmes."""
    query = select(*in_two(amount)).where(ENTRY.c.program.in_(programs))
    return put_together(*connection.execute(query).one())
