"""The lines of a plan, the furthest behind the year first."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from ethnictrack.i18n import N_, Message
from ethnictrack.reports.chart import Bar, Bars
from ethnictrack.reports.rates.nodes import TOTAL, WITHOUT_PLAN, total_data
from ethnictrack.reports.table import Column, Row, Table, Unit
from ethnictrack.values.money import ZERO
from ethnictrack.year.pace import Lag, together

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from ethnictrack.nouns.program import Programs
    from ethnictrack.reports.table import Cell

_MOST = 10  # lines that are shown one by one
_TITLE = N_("Lines, the furthest behind first")
_OTHERS = N_("Other lines ({count})")
_NONE = N_("No line is behind the year.")
_BARS = N_("Share of the plan disbursed, of the lines furthest behind")
_GONE = N_("of the year gone by {date}")
_COLUMNS = (
    Column("code", N_("Code"), Unit.CODE),
    Column("name", N_("Programme")),
    Column("planned", N_("Planned"), Unit.DONG),
    Column("due", N_("Due at an even pace"), Unit.DONG),
    Column("disbursed", N_("Disbursed"), Unit.DONG),
    Column("behind", N_("Missing"), Unit.DONG),
    Column("rate", N_("Rate"), Unit.RATE),
    Column("points_behind", N_("Points behind"), Unit.NUMBER),
)
_REST = N_(
    "{shown} of {count} lines that are behind are shown; they make {share} of what they miss."
)
_LINES = N_(
    "A line is a programme that was given plan of its own, with what was paid of it there or below."
)
_NO_PLAN = N_("A line without a plan is money paid where none was given, neither there nor above.")


def lag_data(lag: Lag) -> dict[str, object]:
    """Return a part of the plan as JSON has it, or the whole."""
    return {
        **total_data(lag.sum),
        "due": lag.due,
        "behind": lag.behind,
        "points_behind": lag.points,
    }


def line_data(lines: list[Lag], programs: Programs) -> list[dict[str, object]]:
    """Return the lines as JSON has them; what is cut off is one line without a code."""
    return [
        {"code": code or None, "name": name, **lag_data(lag)}
        for code, name, lag in _rows(lines, programs)
    ]


def lag_table(lines: list[Lag], whole: Lag, programs: Programs) -> Table:
    """Return the lines people read, the whole plan as their total."""
    unplanned = bool(whole.sum.unplanned)
    rows = tuple(
        Row(_cells(code, name, lag, unplanned=unplanned))
        for code, name, lag in _rows(lines, programs)
    )
    total = Row(_cells("", TOTAL, whole, unplanned=unplanned)) if rows else None
    columns = (*_COLUMNS, WITHOUT_PLAN) if unplanned else _COLUMNS
    return Table(columns, rows, total=total, title=_TITLE, empty=_NONE, bars=True)


def _rows(lines: list[Lag], programs: Programs) -> Iterator[tuple[str, Message | str, Lag]]:
    """Yield the lines that are shown with their codes and names, then the others as one."""
    for each in lines[:_MOST]:
        if each.program is not None:
            program = programs[each.program]
            yield program.code, program.name, each
    if others := lines[_MOST:]:
        yield "", _OTHERS.of(count=len(others)), together(others)


def _cells(code: str, name: Message | str, lag: Lag, *, unplanned: bool) -> tuple[Cell, ...]:
    sums = (lag.sum.planned, lag.due, lag.sum.disbursed, lag.behind, lag.rate, lag.points)
    return (code, name, *sums, *([lag.sum.unplanned] if unplanned else []))


def lag_bars(lines: list[Lag], as_of: date, programs: Programs) -> Iterator[Bars]:
    """Yield those of them that are behind as bars; a table draws them on a terminal."""
    rows = [
        Bar(programs[each.program].name, each.rate, each.sum.disbursed, each.sum.planned)
        for each in _behind(lines)[:_MOST]
        if each.program is not None
    ]
    if rows:
        yield Bars(_BARS, tuple(rows), lines[0].gone, _GONE.of(date=as_of), on_screen=False)


def lag_notes(lines: list[Lag]) -> Iterator[Message]:
    """Say what a line is, and how many that are behind are not shown."""
    missing = [each.behind.value for each in _behind(lines)]
    if lines and not missing:
        yield _NONE
    if any(each.sum.planned for each in lines):
        yield _LINES
    if not all(each.sum.planned for each in lines):
        yield _NO_PLAN
    if len(missing) > _MOST:
        share = Fraction(sum(missing[:_MOST]), sum(missing))
        yield _REST.of(shown=_MOST, count=len(missing), share=share)


def _behind(lines: list[Lag]) -> list[Lag]:
    """Return the lines that are behind, those that miss most first."""
    return [each for each in lines if each.behind > ZERO]
