"""The lines of a plan that are furthest behind the year."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from ethnictrack.domain.money import ZERO
from ethnictrack.i18n import N_
from ethnictrack.reports.chart import Bar, Bars
from ethnictrack.reports.rates.nodes import TOTAL, total_data
from ethnictrack.reports.table import Column, Row, Table, Unit

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from ethnictrack.domain.pace import Lag
    from ethnictrack.domain.program import Programs
    from ethnictrack.i18n import Message
    from ethnictrack.reports.table import Cell

MOST = 10  # lines that are shown
_TITLE = N_("The lines furthest behind")
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


def behind(lags: list[Lag]) -> list[Lag]:
    """Return the lines that are behind, those that miss most first."""
    return [each for each in lags if each.behind > ZERO]


def lag_data(lag: Lag, programs: Programs) -> dict[str, object]:
    """Return a line as JSON has it, or the whole of the plan."""
    named = {}
    if lag.program is not None:
        program = programs[lag.program]
        named = {"code": program.code, "name": program.name}
    return {
        **named,
        **total_data(lag.sum),
        "due": lag.due,
        "behind": lag.behind,
        "points_behind": lag.points,
    }


def lag_table(late: list[Lag], whole: Lag, programs: Programs) -> Table:
    """Return the lines people read, the whole plan as their total."""
    rows = tuple(Row(_cells(each, programs)) for each in late[:MOST])
    total = Row(_cells(whole, programs)) if rows else None
    return Table(_COLUMNS, rows, total=total, title=_TITLE, empty=_NONE, bars=True)


def _cells(lag: Lag, programs: Programs) -> tuple[Cell, ...]:
    program = None if lag.program is None else programs[lag.program]
    named = (program.code, program.name) if program else ("", TOTAL)
    return (*named, lag.sum.planned, lag.due, lag.sum.disbursed, lag.behind, lag.rate, lag.points)


def lag_bars(late: list[Lag], as_of: date, programs: Programs) -> Iterator[Bars]:
    """Yield the same lines as bars; a table draws them on a terminal."""
    rows = [
        Bar(programs[each.program].name, each.rate, each.sum.disbursed, each.sum.planned)
        for each in late[:MOST]
        if each.program is not None
    ]
    if rows:
        yield Bars(_BARS, tuple(rows), late[0].gone, _GONE.of(date=as_of), on_screen=False)


def lag_notes(late: list[Lag]) -> tuple[Message, ...]:
    """Say what a line is, and how many are not shown."""
    if not late:
        return ()
    if len(late) <= MOST:
        return (_LINES,)
    missing = [each.behind.value for each in late]
    share = Fraction(sum(missing[:MOST]), sum(missing))
    return _LINES, _REST.of(shown=MOST, count=len(late), share=share)
