"""Công khai: the plan of the year, what was done of it in a period, and in that of a year before.

Source: docs/sources.md, S-31.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from fractions import Fraction
from operator import itemgetter
from typing import TYPE_CHECKING

from ethnictrack.i18n import N_, Message
from ethnictrack.nouns.program import Program, listed_name
from ethnictrack.reports.face import Face
from ethnictrack.reports.outline import branches
from ethnictrack.reports.rate_rows import unplanned_notes
from ethnictrack.reports.table import (
    EMPTY,
    Column,
    Result,
    Table,
    Unit,
    columns_at,
    data_of,
    form_column,
)
from ethnictrack.values.money import ZERO, Dong, rate
from ethnictrack.year.figures import Sum
from ethnictrack.year.period import Period, named_period

if TYPE_CHECKING:
    from ethnictrack.year.figures import Figures

_TITLE = N_("Public disclosure of the budget of the programmes, {period}")
_BASIS = N_("Plan: {basis}")
_BEFORE = N_("The period a year before ends on {date}, that day included.")


@dataclass(frozen=True, slots=True)
class Done:
    """Plan of a year, what was paid of it in a period, and in the same one a year before."""

    planned: Dong = ZERO
    done: Dong = ZERO
    done_before: Dong = ZERO

    def __add__(self, other: Done) -> Done:
        return Done(
            self.planned + other.planned,
            self.done + other.done,
            self.done_before + other.done_before,
        )

    @property
    def rate(self) -> Fraction | None:
        """The share of the plan that was paid in the period."""
        return rate(self.done, self.planned)

    @property
    def compared(self) -> Fraction | None:
        """What was paid as a share of what was paid a year before."""
        return rate(self.done, self.done_before)


_FIGURES: tuple[Column[Done], ...] = (
    form_column("planned", N_("Budget of the year"), "3"),
    form_column("done", N_("Done in the period"), "4"),
    form_column("rate", N_("Done of the budget"), "5=4/3", unit=Unit.RATE),
    form_column("done_before", N_("Done in the same period a year before"), "6"),
    form_column("compared", N_("Compared with a year before"), "7=4/6", unit=Unit.RATE),
)


def disclosure(
    now: Figures, before: Figures, period: Period, unit_line: Message | None = None
) -> Result:
    """Report a period; both figures are made by month, up to its end and that of a year before."""
    total, unplanned, sums = _added(now, before, period)
    kept = {at for at, each in sums.items() if each != Done()}
    lines = list(branches(now.programs, kept, now.scope.program))
    columns: tuple[Column[tuple[str, int, Program]], ...] = (
        form_column("outline", N_("Item"), "1", unit=Unit.CODE, of=lambda of: of[0]),
        form_column("code", N_("Code"), unit=Unit.CODE, of=lambda of: of[2].code, shown=False),
        form_column("name", N_("Content"), "2", unit=Unit.TEXT, of=lambda of: listed_name(of[2])),
        *columns_at(_FIGURES, lambda of: sums[of[2].id]),
    )
    whole = data_of(_FIGURES, total)
    table = Table.of(columns, lines, itemgetter(1), total=whole, empty=EMPTY)
    rows = [
        {"code": of.code, "name": of.name, "level": level, **data_of(_FIGURES, sums[of.id])}
        for _, level, of in lines
    ]
    data = {"basis": now.basis, "period": period, "rows": rows, "total": whole}
    return Face.of(now, unit_line).result(
        "disclosure",
        _TITLE.of(period=named_period(period, now.year)),
        [table],
        data,
        notes=(*now.notes, *unplanned_notes(unplanned), _BEFORE.of(date=before.as_of)),
        said=[_BASIS.of(basis=now.basis.label)],
        basis=now.basis,
    )


def _added(now: Figures, before: Figures, period: Period) -> tuple[Done, Sum, dict[int, Done]]:
    """Return the total, what was paid without a plan, and the sums of every programme."""
    parts = []
    for group, each in now.lines:
        paid = each if _within(period, now.year, group.month) else Sum()
        done = Done(planned=each.planned, done=paid.disbursed)
        parts.append((group.line.program, done, Sum(unplanned=paid.unplanned)))
    parts += [
        (group.line.program, Done(done_before=each.disbursed), Sum())
        for group, each in before.lines
        if _within(period, before.year, group.month)
    ]
    sums: defaultdict[int, Done] = defaultdict(Done)
    for program, part, _ in parts:
        for at in now.programs.lineage(program):
            sums[at] += part
    total = sum((part for _, part, _ in parts), Done())
    return total, sum((rest for _, _, rest in parts), Sum()), sums


def _within(period: Period, year: int, month: tuple[int, int]) -> bool:
    first, last = period.months
    return (year, first) <= month <= (year, last)
