"""The figures of one month: plan in its two blocks, paid before and in the month, and expected.

Everything is of one budget year. What is expected comes from estimates that the office records;
the newest of a line and day counts (``Estimate``).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from itertools import chain
from typing import NamedTuple

from ethnictrack.ledger.plan import Estimate, PlanLine
from ethnictrack.values.kinds import Capital, Source
from ethnictrack.values.money import ZERO, Dong, rate
from ethnictrack.year.figures import Figures, Group, Sum


class MoneyClass(NamedTuple):
    """A source and a type of capital; None is unclassified."""

    source: Source | None
    capital: Capital | None

    @classmethod
    def of(cls, line: PlanLine) -> MoneyClass:
        """Return the class of a line."""
        return cls(line.source, line.capital)


@dataclass(frozen=True, slots=True)
class MonthSum:
    """One row of a month.

    ``carried`` and ``current`` make up the plan; ``before`` and ``within`` the month make up what
    is disbursed against it, and ``unplanned`` was disbursed up to its end without a plan.
    Estimates are None where nobody gave one.
    """

    carried: Dong = ZERO
    current: Dong = ZERO
    before: Dong = ZERO
    within: Dong = ZERO
    unplanned: Dong = ZERO
    year_end: Dong | None = None
    settlement: Dong | None = None

    def __add__(self, other: MonthSum) -> MonthSum:
        return MonthSum(
            self.carried + other.carried,
            self.current + other.current,
            self.before + other.before,
            self.within + other.within,
            self.unplanned + other.unplanned,
            _both(self.year_end, other.year_end),
            _both(self.settlement, other.settlement),
        )

    @property
    def planned(self) -> Dong:
        """The plan in all."""
        return self.carried + self.current

    @property
    def disbursed(self) -> Dong:
        """Giải ngân against the plan, up to the end of the month."""
        return self.before + self.within

    @property
    def rate(self) -> Fraction | None:
        """The share of the plan that is disbursed."""
        return rate(self.disbursed, self.planned)


def _both(one: Dong | None, other: Dong | None) -> Dong | None:
    if one is None or other is None:
        return other if one is None else one
    return one + other


@dataclass(frozen=True, kw_only=True)
class MonthFigures:
    """A month of a budget year, made of figures by month up to its last day."""

    figures: Figures
    month: tuple[int, int]
    estimates: tuple[Estimate, ...] = field(default=())

    def parts(self, only: MoneyClass | None = None) -> list[tuple[PlanLine, MonthSum]]:
        """Return what every line adds, of all money or of one class."""
        figures = self.figures
        moved = ((group.line, self._moved(group, each)) for group, each in figures.lines)
        expected = (
            (each.line, self._expected(each))
            for each in self.estimates
            if figures.scope.holds(each.line, figures.programs, figures.places)
        )
        return [
            (line, each)
            for line, each in chain(moved, expected)
            if only is None or MoneyClass.of(line) == only
        ]

    def _moved(self, group: Group, each: Sum) -> MonthSum:
        carried = group.plan_year < self.figures.year
        now = group.month >= self.month
        return MonthSum(
            carried=each.planned if carried else ZERO,
            current=ZERO if carried else each.planned,
            before=ZERO if now else each.disbursed,
            within=each.disbursed if now else ZERO,
            unplanned=each.unplanned,
        )

    def _expected(self, of: Estimate) -> MonthSum:
        ended = of.until == date(self.figures.year, 12, 31)
        settled = of.until == date(self.figures.year + 1, 1, 31)
        return MonthSum(
            year_end=of.amount if ended else None, settlement=of.amount if settled else None
        )

    def classes(self) -> list[MoneyClass]:
        """Return the classes there is money of: sources as they are listed, unclassified last."""
        sources, capitals = [*Source, None], [*Capital, None]
        found = {MoneyClass.of(line) for line, each in self.parts() if each != MonthSum()}
        return sorted(found, key=lambda of: (sources.index(of.source), capitals.index(of.capital)))


def added_up(
    parts: Iterable[tuple[PlanLine, MonthSum]], keys: Callable[[PlanLine], Iterable[int]]
) -> dict[int, MonthSum]:
    """Add parts up under every key a line counts at."""
    sums: dict[int, MonthSum] = {}
    for line, each in parts:
        for key in keys(line):
            sums[key] = sums.get(key, MonthSum()) + each
    return {key: each for key, each in sums.items() if each != MonthSum()}
