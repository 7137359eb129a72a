"""The report of rates: plan, disbursement, what remains, and the share of the plan paid.

A rate counts only what was paid against a plan; money without one is a column and a note of its
own (docs/decisions/0005-plan-ceiling.md).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ethnictrack.reports.basis import basis_of, stated_by
from ethnictrack.reports.letter import Paper
from ethnictrack.reports.pictures import rate_bars
from ethnictrack.reports.rates.nodes import (
    TITLES,
    By,
    Node,
    by_rate,
    cut,
    node_data,
    program_nodes,
    rates_table,
    row_notes,
    rows_by,
    total_data,
    unplanned_notes,
)
from ethnictrack.reports.rates.periods import (
    period_data,
    period_table,
    periods,
    plan_line,
    year_curve,
)
from ethnictrack.reports.table import Document, Paragraph, Result

if TYPE_CHECKING:
    from ethnictrack.i18n import Message
    from ethnictrack.reports.table import Block
    from ethnictrack.year.figures import Figures


__all__ = [
    "By",
    "Node",
    "by_rate",
    "cut",
    "node_data",
    "program_nodes",
    "rates",
    "rates_table",
    "row_notes",
    "rows_by",
    "total_data",
    "unplanned_notes",
    "year_curve",
]


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
        blocks = (Paragraph(plan_line(total)), period_table(found, total, by), *year_curve(figures))
    else:
        nodes = cut(rows_by(figures, by), depth, sort_by_rate=sort_by_rate)
        data = [node_data(each) for node in nodes for each in node.flat()]
        blocks = (rates_table(nodes, total, by), *rate_bars(nodes, figures))
        notes += row_notes(nodes)
    stated = stated_by(figures.year, figures.as_of, figures.basis)
    document = Document(
        TITLES[by], blocks, basis_of(figures, unit_line), notes, stated, paper=Paper()
    )
    return Result(document, _data(figures, by, data, notes))


def _data(
    figures: Figures, by: By, rows: list[dict[str, object]], notes: tuple[Message, ...]
) -> dict[str, object]:
    return {
        "report": "rates",
        "title": TITLES[by],
        "year": figures.year,
        "as_of": figures.as_of,
        "basis": figures.basis,
        "by": by,
        "rows": rows,
        "total": total_data(figures.total()),
        "notes": list(notes),
    }
