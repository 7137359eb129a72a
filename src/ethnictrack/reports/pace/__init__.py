"""The pace of a year: what is disbursed month by month, beside the share of the year gone.

Its JSON has, beside what every report says, ``total`` (that of rates, with ``due``, ``behind`` and
``points_behind``), ``elapsed``, the ``months`` of the year (null where they are to come; each with
the rate of the year before at its end), ``needed`` (``by``, ``months`` left, ``amount``,
``per_month``), the ``lines`` that add up to the total (the ten furthest behind, the others as one
whose ``code`` is null), and ``last_year``: how the year before stood on the same day and at its
end.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ethnictrack.i18n import N_, Message
from ethnictrack.reports.basis import basis_of, stated_by
from ethnictrack.reports.pace.lines import lag_bars, lag_data, lag_notes, lag_table, line_data
from ethnictrack.reports.pace.months import month_curve, month_data, month_table, months_of
from ethnictrack.reports.rates import total_data, unplanned_notes
from ethnictrack.reports.table import Block, Column, Document, Paragraph, Result, Row, Table, Unit
from ethnictrack.values.money import ZERO, Points
from ethnictrack.year.pace import Lag, Need, Years, lags, needs, year_gone

if TYPE_CHECKING:
    from collections.abc import Iterator

_TITLE = N_("Pace of disbursement in {year}")
_NO_PLAN = N_("There is no plan to measure by.")
_BEHIND = N_("{rate} of the plan is disbursed, {gone} of the year is gone: {points} points behind.")
_AHEAD = N_("{rate} of the plan is disbursed, {gone} of the year is gone: {points} points ahead.")
_EVEN = N_("{rate} of the plan is disbursed, as much as is gone of the year.")
_BEFORE = N_("On the same day of the year before ({date}) it was {rate}.")
_NOTHING_BEFORE = N_("The book has no plan of {year} to compare with.")
_NEEDED = N_("To reach 100 %")
_DONE = N_("The whole plan is disbursed.")
_NEEDS = (
    Column("by", N_("Until"), Unit.DATE),
    Column("months", N_("Months left"), Unit.NUMBER),
    Column("amount", N_("To be disbursed"), Unit.DONG),
    Column("per_month", N_("Each month"), Unit.DONG),
)


def pace(years: Years, unit_line: Message | None = None) -> Result:
    """Report how a year's payments keep up with the year."""
    figures = years.figures
    whole = Lag(figures.total(), year_gone(figures.year, figures.as_of))
    lines, months = lags(figures), months_of(figures, years.before)
    needed = needs(whole.sum.remaining, figures.year, figures.as_of)
    blocks: tuple[Block, ...] = (
        *(Paragraph(each) for each in _said(whole, years)),
        month_table(months),
        *month_curve(months, figures.year),
        *([] if whole.rate is None else [_need_table(needed)]),
        lag_table(lines, whole, figures.programs),
        *lag_bars(lines, figures.as_of, figures.programs),
    )
    notes = (*figures.notes, *unplanned_notes(whole.sum), *lag_notes(lines))
    stated = stated_by(figures.year, figures.as_of, figures.basis)
    title = _TITLE.of(year=figures.year)
    document = Document(title, blocks, basis_of(figures, unit_line), notes, stated)
    facts: dict[str, object] = {
        "total": lag_data(whole),
        "months": [month_data(each) for each in months],
        "needed": [_need_data(each) for each in needed],
        "lines": line_data(lines, figures.programs),
    }
    return Result(document, _data(years, whole, facts, notes))


def _data(
    years: Years, whole: Lag, facts: dict[str, object], notes: tuple[Message, ...]
) -> dict[str, object]:
    figures = years.figures
    return {
        "report": "pace",
        "title": _TITLE.of(year=figures.year),
        "year": figures.year,
        "as_of": figures.as_of,
        "basis": figures.basis,
        "elapsed": whole.gone,
        **facts,
        "last_year": {
            "year": years.before.year,
            "as_of": years.same_day.as_of,
            "same_day": total_data(years.same_day.total()),
            "whole": total_data(years.before.total()),
        },
        "notes": list(notes),
    }


def _said(whole: Lag, years: Years) -> Iterator[Message]:
    """Say in sentences how the year stands, and how the one before stood on the same day."""
    if whole.points is None:
        yield _NO_PLAN
    else:
        late = whole.points.share
        sentence = _BEHIND if late > 0 else _AHEAD if late < 0 else _EVEN
        yield sentence.of(rate=whole.rate, gone=whole.gone, points=Points(abs(late)))
    same_day = Lag(years.same_day.total(), whole.gone)
    if same_day.rate is None:
        yield _NOTHING_BEFORE.of(year=years.before.year)
    else:
        yield _BEFORE.of(date=years.same_day.as_of, rate=same_day.rate)


def _need_table(needed: tuple[Need, ...]) -> Table:
    rows = tuple(
        Row((each.by, each.months, each.amount, each.per_month))
        for each in needed
        if each.amount > ZERO
    )
    return Table(_NEEDS, rows, title=_NEEDED, empty=_DONE)


def _need_data(need: Need) -> dict[str, object]:
    return {
        "by": need.by,
        "months": need.months,
        "amount": need.amount,
        "per_month": need.per_month,
    }
