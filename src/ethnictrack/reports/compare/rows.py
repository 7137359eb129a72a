"""The same rows in several years: each with its sums year by year."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from ethnictrack.reports.rates import Node, total_data
from ethnictrack.values.kinds import Capital, Source
from ethnictrack.values.money import Points, rate
from ethnictrack.year.figures import Sum

if TYPE_CHECKING:
    from fractions import Fraction

    from ethnictrack.i18n import Message

_CLASSES: tuple[str, ...] = (*Capital, *Source)


@dataclass(frozen=True, slots=True)
class Compared:
    """One row; ``sums`` are those of each year, nothing where a year has no such row."""

    code: str | None
    name: Message | str
    level: int
    sums: tuple[Sum, ...]

    @property
    def rates(self) -> tuple[Fraction | None, ...]:
        """The share of the plan disbursed, year by year."""
        return tuple(rate(each.disbursed, each.planned) for each in self.sums)

    @property
    def changes(self) -> tuple[Points | None, ...]:
        """By how many points each rate differs from the one before it; the first from none."""
        pairs = pairwise(self.rates)
        return (None, *(None if a is None or b is None else Points(b - a) for a, b in pairs))


def compared(years: Sequence[Sequence[Node]]) -> Iterator[Compared]:
    """Yield the rows that any year has, as registers list them; a row with those below it."""
    found: dict[tuple[int | None, str | None], list[Node | None]] = {}
    for place, nodes in enumerate(years):
        for node in nodes:
            same = found.setdefault((node.id, node.code), [None] * len(years))
            same[place] = node
    for same in sorted(found.values(), key=lambda row: _order(_known(row))):
        first = _known(same)
        sums = tuple(node.sum if node else Sum() for node in same)
        yield Compared(first.code, first.name, first.level, sums)
        yield from compared([node.children if node else () for node in same])


def _known(same: Sequence[Node | None]) -> Node:
    return next(node for node in same if node)


def _order(node: Node) -> tuple[bool, int, int]:
    """Order rows as they were registered, or as their classes are listed; the rest comes last."""
    listed = _CLASSES.index(node.code) if node.code in _CLASSES else 0
    return node.code is None, node.id or 0, listed


def compared_data(row: Compared, years: Sequence[int]) -> list[dict[str, object]]:
    """Return the figures of a row as JSON has them, a year after the other."""
    return [
        {"year": year, **total_data(each), "change": change}
        for year, each, change in zip(years, row.sums, row.changes, strict=True)
    ]
