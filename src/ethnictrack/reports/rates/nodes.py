"""Rows of rates, one below the other or as a tree: what they hold, how they print, their JSON."""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TYPE_CHECKING, Protocol

from ethnictrack.i18n import N_, Message
from ethnictrack.reports.rates.by import HEADINGS, By
from ethnictrack.reports.table import Cell, Column, Row, Table, Unit
from ethnictrack.values.money import ZERO, rate
from ethnictrack.year.figures import Sum

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

TOTAL, EMPTY = N_("Total"), N_("No figure.")
WITHOUT_PLAN = Column("unplanned", N_("Without a plan"), Unit.DONG)
_UNPLANNED = N_("Disbursed without a recorded plan: {unplanned}. It is part of no percentage.")
_PAID_ELSEWHERE = N_(
    "A row with less than nothing remaining was paid beyond its own plan: out of a plan given to"
    " the programme above, or given without a place, capital or source, or over plan for a reason."
)
MONEY = (
    Column("planned", N_("Planned"), Unit.DONG),
    Column("disbursed", N_("Disbursed"), Unit.DONG),
    Column("remaining", N_("Remaining"), Unit.DONG),
    Column("rate", N_("Rate"), Unit.RATE),
)


@dataclass(frozen=True, slots=True)
class Node:
    """One row, what stands below it included in its sums."""

    code: str | None
    name: Message | str
    sum: Sum
    level: int = 0
    children: tuple[Node, ...] = ()
    id: int | None = None  # of the register the row comes from

    @property
    def rate(self) -> Fraction | None:
        """The share of the plan that is paid."""
        return rate(self.sum.disbursed, self.sum.planned)

    def flat(self) -> Iterator[Node]:
        """Yield the row and everything below it, as a tree is printed."""
        yield self
        for child in self.children:
            yield from child.flat()


class Rated(Protocol):
    """Anything with a rate."""

    @property
    def rate(self) -> Fraction | None:
        """The share of the plan that is paid."""


def by_rate(rated: Rated) -> tuple[bool, Fraction]:
    """Return the key that puts the slowest first and what has no rate last."""
    return rated.rate is None, rated.rate or Fraction(0)


def cut(nodes: Iterable[Node], depth: int | None, *, sort_by_rate: bool = False) -> list[Node]:
    """Return the first ``depth`` levels, all for None; siblings the slowest first if asked."""
    kept = [
        replace(node, children=tuple(cut(node.children, depth, sort_by_rate=sort_by_rate)))
        for node in nodes
        if depth is None or node.level < depth
    ]
    return sorted(kept, key=by_rate) if sort_by_rate else kept


def total_data(total: Sum) -> dict[str, object]:
    """Return sums as JSON has them."""
    return {
        "planned": total.planned,
        "disbursed": total.disbursed,
        "unplanned": total.unplanned,
        "remaining": total.remaining,
        "rate": rate(total.disbursed, total.planned),
    }


def node_data(node: Node, *, nested: bool = False) -> dict[str, object]:
    """Return a row as JSON has it; ``nested`` puts what stands below it under ``children``."""
    data = {"code": node.code, "name": node.name, "level": node.level, **total_data(node.sum)}
    if nested:
        data["children"] = [node_data(each, nested=True) for each in node.children]
    return data


def unplanned_notes(total: Sum) -> tuple[Message, ...]:
    """Say how much was paid without a plan, if anything was."""
    return (_UNPLANNED.of(unplanned=total.unplanned),) if total.unplanned else ()


def row_notes(nodes: Iterable[Node]) -> tuple[Message, ...]:
    """Say how a row comes to have less than nothing remaining, if one has."""
    rows = (each for node in nodes for each in node.flat())
    return (_PAID_ELSEWHERE,) if any(each.sum.remaining < ZERO for each in rows) else ()


def rates_table(
    nodes: Iterable[Node], total: Sum, by: By = By.PROGRAM, title: Message | None = None
) -> Table:
    """Return the table people read; money without a plan has a column only where there is any."""
    rows = [each for node in nodes for each in node.flat()]
    unplanned = bool(total.unplanned) or any(each.sum.unplanned for each in rows)
    columns = (Column("code", N_("Code"), Unit.CODE), Column("name", HEADINGS[by]), *MONEY)
    return Table(
        (*columns, WITHOUT_PLAN) if unplanned else columns,
        tuple(
            Row((each.code or "", each.name, *_cells(each.sum, unplanned=unplanned)), each.level)
            for each in rows
        ),
        total=Row(("", TOTAL, *_cells(total, unplanned=unplanned))),
        title=title,
        empty=None if total != Sum() else EMPTY,
        bars=True,
    )


def _cells(of: Sum, *, unplanned: bool) -> tuple[Cell, ...]:
    share = rate(of.disbursed, of.planned)
    cells: tuple[Cell, ...] = (of.planned, of.disbursed, of.remaining, share)
    return (*cells, of.unplanned) if unplanned else cells
