"""The report of rates: plan, disbursement, what remains, and the share of the plan paid.

A rate counts only what was paid against a plan; money without one is a column and a note of its
own (docs/decisions/0005-plan-ceiling.md).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import TYPE_CHECKING

from dateutil.relativedelta import relativedelta

from ethnictrack.i18n import N_
from ethnictrack.reports.chart import Curve, Series
from ethnictrack.reports.face import Face, measured_by
from ethnictrack.reports.pictures import rate_bars
from ethnictrack.reports.rate_rows import (
    HEADINGS,
    TITLES,
    By,
    by_rate,
    cut,
    node_data,
    rates_table,
    row_notes,
    rows_by,
    total_data,
    unplanned_notes,
)
from ethnictrack.reports.table import Column, Paragraph, Result, Table, Unit
from ethnictrack.values.money import rate
from ethnictrack.year.figures import Sum
from ethnictrack.year.pace import year_gone

if TYPE_CHECKING:
    from collections.abc import Iterator
    from fractions import Fraction

    from ethnictrack.i18n import Message
    from ethnictrack.reports.table import Block
    from ethnictrack.values.money import Dong
    from ethnictrack.year.figures import Figures


_MONTH, _QUARTER = N_("{number}/{year}"), N_("quarter {number}/{year}")
_SETTLEMENT = N_("{number}/{year} (settlement)")
_PLAN = N_("Plan of the whole report: {planned}.")
_MONTHS = 13  # January of the next year still belongs to the budget year
_QUARTER_MONTHS = 3


@dataclass(frozen=True, slots=True)
class PaidPeriod:
    """A month or quarter: what was paid in it, and against a plan to the end of it."""

    code: str
    name: Message
    planned: Dong
    disbursed: Dong
    unplanned: Dong
    cumulative: Dong

    @property
    def remaining(self) -> Dong:
        """What is left of the plan at the end of the period."""
        return self.planned - self.cumulative

    @property
    def rate(self) -> Fraction | None:
        """The share of the plan paid in the period."""
        return rate(self.disbursed, self.planned)

    @property
    def cumulative_rate(self) -> Fraction | None:
        """The share of the plan paid to the end of the period."""
        return rate(self.cumulative, self.planned)


# Sums so far do not add up to one.
_FIGURES: tuple[Column[PaidPeriod], ...] = (
    Column("disbursed", N_("Disbursed"), Unit.DONG, lambda of: of.disbursed),
    Column("rate", N_("Rate"), Unit.RATE, lambda of: of.rate),
    Column("cumulative", N_("Cumulative"), Unit.DONG, lambda of: of.cumulative, summed=False),
    Column("remaining", N_("Remaining"), Unit.DONG, lambda of: of.remaining, summed=False),
    Column(
        "cumulative_rate",
        N_("Cumulative rate"),
        Unit.RATE,
        lambda of: of.cumulative_rate,
        summed=False,
    ),
    Column("unplanned", N_("Without a plan"), Unit.DONG, lambda of: of.unplanned),
)


def periods(figures: Figures, by: By) -> list[PaidPeriod]:
    """Return the periods up to the cut-off day, empty ones too.

    January of the next year has a row only when something was paid in it. Raises: ValueError for
    figures that were not made by month.
    """
    sums: dict[tuple[int, int], Sum] = {}
    for group, each in figures.lines:
        if not group.month[1]:
            message = "rates by month need figures made by month"
            raise ValueError(message)
        sums[group.month] = sums.get(group.month, Sum()) + each
    months = _months(figures, {month for month, each in sums.items() if each.paid})
    naming = named_month if by is By.MONTH else named_quarter
    found: list[PaidPeriod] = []
    planned, running = figures.total().planned, Sum()
    for (code, name), inside in groupby(months, lambda first: naming(first, figures.year)):
        within = sum((sums.get((first.year, first.month), Sum()) for first in inside), Sum())
        running += within
        paid = within.disbursed, within.unplanned
        found.append(PaidPeriod(code, name, planned, *paid, cumulative=running.disbursed))
    return found


def _months(figures: Figures, paid: set[tuple[int, int]]) -> Iterator[date]:
    start = date(figures.year, 1, 1)
    for count in range(_MONTHS):
        first = start + relativedelta(months=count)
        late = first.year > figures.year and (first.year, first.month) not in paid
        if first <= figures.as_of and not late:
            yield first


def named_month(first: date, year: int) -> tuple[str, Message]:
    """Return the code of the month that begins on a day, and its name in a budget year."""
    name = _MONTH if first.year == year else _SETTLEMENT
    return f"{first:%Y-%m}", name.of(number=first.month, year=first.year)


def named_quarter(first: date, year: int) -> tuple[str, Message]:
    """Return code and name of the quarter that begins in a month."""
    number = (first.month - 1) // _QUARTER_MONTHS + 1
    code = f"{first.year}-Q{number}"
    if first.year != year:
        return code, _SETTLEMENT.of(number=first.month, year=first.year)
    return code, _QUARTER.of(number=number, year=first.year)


def period_data(period: PaidPeriod) -> dict[str, object]:
    """Return a period as JSON has it."""
    return {
        "code": period.code,
        "name": period.name,
        "level": 0,
        "planned": period.planned,
        "disbursed": period.disbursed,
        "unplanned": period.unplanned,
        "remaining": period.remaining,
        "rate": period.rate,
        "cumulative": period.cumulative,
        "cumulative_rate": period.cumulative_rate,
    }


def period_table(found: list[PaidPeriod], total: Sum, by: By) -> Table:
    """Return the table people read."""
    columns: tuple[Column[PaidPeriod], ...] = (
        Column("code", N_("Code"), Unit.CODE, lambda of: of.code),
        Column("name", HEADINGS[by], of=lambda of: of.name),
        *(each for each in _FIGURES if total.unplanned or each.key != "unplanned"),
    )
    return Table.of(columns, found, total=total_data(total), bars=True)


_CURVE_TITLE = N_("Share of the plan disbursed, month by month")
_CURVE_PAID, _GONE = N_("disbursed"), N_("share of the year gone")
_LEAST = 2  # months that make a curve


def year_curve(figures: Figures) -> Iterator[Curve]:
    """Yield the curve of figures made by month, where there is a plan to measure by.

    Raises: ValueError for figures that were not made by month.
    """
    found = periods(figures, By.MONTH)
    if len(found) < _LEAST or not figures.total().planned:
        return
    paid = tuple(each.cumulative_rate for each in found)
    gone = tuple(year_gone(figures.year, min(_last_day(each), figures.as_of)) for each in found)
    labels = tuple(str(_first_day(each).month) for each in found)
    yield Curve(_CURVE_TITLE, labels, (Series(_CURVE_PAID, paid), Series(_GONE, gone, dashed=True)))


def _first_day(month: PaidPeriod) -> date:
    return date.fromisoformat(f"{month.code}-01")


def _last_day(month: PaidPeriod) -> date:
    return _first_day(month) + relativedelta(months=1, days=-1)


def rates(
    figures: Figures,
    *,
    by: By,
    depth: int | None = None,
    sort_by_rate: bool = False,
    unit_line: Message | None = None,
) -> Result:
    """Report how much of each plan is paid; by month or quarter, figures made by month are needed.

    ``depth`` is how many levels of a tree are shown; the total alone when it is 0.
    """
    total = figures.total()
    notes = (*figures.notes, *unplanned_notes(total))
    blocks: tuple[Block, ...]
    if by in {By.MONTH, By.QUARTER}:
        found = periods(figures, by)
        if sort_by_rate:
            found = sorted(found, key=by_rate)
        data: list[dict[str, object]] = [period_data(each) for each in found]
        blocks = (
            Paragraph(_PLAN.of(planned=total.planned)),
            period_table(found, total, by),
            *year_curve(figures),
        )
    else:
        nodes = cut(rows_by(figures, by), depth, sort_by_rate=sort_by_rate)
        data = [node_data(each) for node in nodes for each in node.flat()]
        blocks = (rates_table(nodes, total, by), *rate_bars(nodes, figures))
        notes += row_notes(nodes)
    facts = {"basis": figures.basis, "by": by, "rows": data, "total": total_data(total)}
    face = Face.of(figures, unit_line)
    said = [measured_by(figures)]
    return face.result(
        "rates", TITLES[by], blocks, facts, notes=notes, said=said, basis=figures.basis
    )
