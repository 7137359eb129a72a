"""The pace of a year: what is disbursed month by month, beside the share of the year gone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from dateutil.relativedelta import relativedelta

from ethnictrack.i18n import N_
from ethnictrack.nouns.program import listed_name
from ethnictrack.reports.chart import Bar, Bars, Curve, Series
from ethnictrack.reports.face import Face, measured_by
from ethnictrack.reports.rate_rows import By, total_data, unplanned_notes
from ethnictrack.reports.rates import named_month, periods
from ethnictrack.reports.table import (
    DEFAULT_DECIMALS,
    Column,
    Paragraph,
    Result,
    Table,
    Unit,
    data_of,
)
from ethnictrack.values.money import ZERO, Points, round_half_up
from ethnictrack.year.pace import Lag, carried_in, lags, needs, together, year_gone

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ethnictrack.i18n import Message
    from ethnictrack.nouns.program import Programs
    from ethnictrack.reports.rates import PaidPeriod
    from ethnictrack.reports.table import Block
    from ethnictrack.values.money import Dong
    from ethnictrack.year.figures import Figures
    from ethnictrack.year.pace import Need, Years


_BY_MONTH = N_("Month by month")
_CURVE = N_("Share of the plan disbursed, beside the share of the year gone")
_YEAR_GONE = N_("share of the year gone")
_ROUNDED = N_(
    "Points behind are rounded themselves: they may differ in the last place from the difference "
    "of the shares as they are printed."
)
_MONTHS = 12


@dataclass(frozen=True, slots=True)
class PaceMonth:
    """A month as far as it is over: nothing is known of months to come but the year before."""

    code: str
    name: Message
    label: str
    gone: Fraction
    period: PaidPeriod | None
    last_year: Fraction | None

    @property
    def disbursed(self) -> Dong | None:
        """What was paid in it, against a plan."""
        return self.period.disbursed if self.period else None

    @property
    def cumulative(self) -> Dong | None:
        """What was paid to the end of it."""
        return self.period.cumulative if self.period else None

    @property
    def rate(self) -> Fraction | None:
        """The share of the plan paid to the end of it."""
        return self.period.cumulative_rate if self.period else None

    @property
    def points(self) -> Points | None:
        """How far that is behind the share of the year gone."""
        return None if self.rate is None else Points(self.gone - self.rate)


_MONTH_COLUMNS: tuple[Column[PaceMonth], ...] = (
    Column("month", N_("Month"), Unit.CODE, lambda of: of.code, shown=False),
    Column("name", N_("Month"), of=lambda of: of.name),
    Column("disbursed", N_("Disbursed"), Unit.DONG, lambda of: of.disbursed),
    Column("cumulative", N_("Cumulative"), Unit.DONG, lambda of: of.cumulative),
    Column("rate", N_("Rate so far"), Unit.RATE, lambda of: of.rate),
    Column("elapsed", N_("Year gone"), Unit.RATE, lambda of: of.gone),
    Column("points_behind", N_("Points behind"), Unit.NUMBER, lambda of: of.points),
    Column("last_year_rate", N_("Year before"), Unit.RATE, lambda of: of.last_year),
)


def months_of(figures: Figures, before: Figures) -> list[PaceMonth]:
    """Return the months of a year beside those of the ``before`` it; both were made by month.

    January of the next year is one of them when money of either year was paid in it.
    """
    known = periods(figures, By.MONTH)
    earlier = [each.cumulative_rate for each in periods(before, By.MONTH)]
    found = []
    for count in range(max(_MONTHS, len(known), len(earlier))):
        first = date(figures.year, 1, 1) + relativedelta(months=count)
        last = first + relativedelta(months=1, days=-1)
        code, name = named_month(first, figures.year)
        period = known[count] if count < len(known) else None
        over = min(last, figures.as_of) if period else last
        label = str(first.month) if count < _MONTHS else f"1/{first:%y}"
        of_before = (earlier[count] if count < len(earlier) else earlier[-1]) if earlier else None
        found.append(PaceMonth(code, name, label, year_gone(figures.year, over), period, of_before))
    return found


def month_curve(months: list[PaceMonth], year: int) -> Iterator[Curve]:
    """Yield the curve of the year, where there is a plan to measure by in it or the one before."""
    rates = Series(str(year), tuple(each.rate for each in months))
    before = Series(str(year - 1), tuple(each.last_year for each in months))
    gone = Series(_YEAR_GONE, tuple(each.gone for each in months), dashed=True)
    known = [any(point is not None for point in each.points) for each in (rates, before)]
    if any(known):
        series = (rates, gone, *([before] if known[1] else []))
        yield Curve(_CURVE, tuple(each.label for each in months), series)


def rounding_notes(parts: Iterable[PaceMonth | Lag]) -> Iterator[Message]:
    """Say that points are not the difference of the shares beside them, where they are not."""
    for each in parts:
        if each.rate is not None:
            gone, share, points = (
                round_half_up(100 * part, DEFAULT_DECIMALS)
                for part in (each.gone, each.rate, each.gone - each.rate)
            )
            if gone - share != points:
                yield _ROUNDED
                return


_MOST = 10  # lines that are shown one by one
_FURTHEST = N_("Lines, the furthest behind first")
_OTHERS = N_("Other lines ({count})")
_NONE = N_("No line is behind the year.")
_BARS = N_("Share of the plan disbursed, of the lines furthest behind")
_GONE = N_("of the year gone by {date}")
_REST = N_(
    "{shown} of {count} lines that are behind are shown; they make {share} of what they miss."
)
_LINES = N_(
    "A line is a programme that was given plan of its own, with what was paid of it there or below."
)
_NOT_PLANNED = N_(
    "A line without a plan is money paid where none was given, neither there nor above."
)


class LagLine(NamedTuple):
    """A part of the plan as it is shown, or several as one; ``listed`` is its name there."""

    code: str
    name: Message | str
    listed: Message | str
    lag: Lag


_COLUMNS: tuple[Column[LagLine], ...] = (
    Column("code", N_("Code"), Unit.CODE, lambda of: of.code),
    Column("name", N_("Programme"), of=lambda of: of.listed),
    Column("planned", N_("Planned"), Unit.DONG, lambda of: of.lag.sum.planned),
    Column("due", N_("Due at an even pace"), Unit.DONG, lambda of: of.lag.due),
    Column("disbursed", N_("Disbursed"), Unit.DONG, lambda of: of.lag.sum.disbursed),
    Column("behind", N_("Missing"), Unit.DONG, lambda of: of.lag.behind),
    Column("rate", N_("Rate"), Unit.RATE, lambda of: of.lag.rate),
    Column("points_behind", N_("Points behind"), Unit.NUMBER, lambda of: of.lag.points),
    Column("unplanned", N_("Without a plan"), Unit.DONG, lambda of: of.lag.sum.unplanned),
)


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
        {"code": each.code or None, "name": each.name, **lag_data(each.lag)}
        for each in _rows(lines, programs)
    ]


def lag_table(lines: list[Lag], whole: Lag, programs: Programs) -> Table:
    """Return the lines people read, the whole plan as their total."""
    columns = [each for each in _COLUMNS if whole.sum.unplanned or each.key != "unplanned"]
    total = lag_data(whole) if lines else None
    rows = _rows(lines, programs)
    return Table.of(columns, rows, total=total, title=_FURTHEST, empty=_NONE, bars=True)


def _rows(lines: list[Lag], programs: Programs) -> Iterator[LagLine]:
    """Yield the lines that are shown, then the others as one."""
    for each in lines[:_MOST]:
        if each.program is not None:
            program = programs[each.program]
            yield LagLine(program.code, program.name, listed_name(program), each)
    if others := lines[_MOST:]:
        name = _OTHERS.of(count=len(others))
        yield LagLine("", name, name, together(others))


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
        yield _NOT_PLANNED
    if len(missing) > _MOST:
        share = Fraction(sum(missing[:_MOST]), sum(missing))
        yield _REST.of(shown=_MOST, count=len(missing), share=share)


def _behind(lines: list[Lag]) -> list[Lag]:
    """Return the lines that are behind, those that miss most first."""
    return [each for each in lines if each.behind > ZERO]


_TITLE = N_("Pace of disbursement in {year}")
_NO_PLAN = N_("There is no plan to measure by.")
_BEHIND = N_("{rate} of the plan is disbursed, {gone} of the year is gone: {points} points behind.")
_AHEAD = N_("{rate} of the plan is disbursed, {gone} of the year is gone: {points} points ahead.")
_EVEN = N_("{rate} of the plan is disbursed, as much as is gone of the year.")
_BEFORE = N_("On the same day of the year before ({date}) it was {rate}.")
_NOTHING_BEFORE = N_("The book has no plan of {year} to compare with.")
_NEEDED = N_("To reach 100 %")
_DONE = N_("The whole plan is disbursed.")
_YEAR_OVER = N_("The year is over.")
_ENDS = N_(
    "Of what remains {amount} was carried in from earlier years and can be paid until {date} only."
)
_NEEDS: tuple[Column[Need], ...] = (
    Column("by", N_("Until"), Unit.DATE, lambda of: of.by),
    Column("months", N_("Months left"), Unit.NUMBER, lambda of: of.months),
    Column("amount", N_("To be disbursed"), Unit.DONG, lambda of: of.amount),
    Column("per_month", N_("Each month"), Unit.DONG, lambda of: of.per_month),
)


def pace(years: Years, unit_line: Message | None = None) -> Result:
    """Report how a year's payments keep up with the year."""
    figures = years.figures
    whole = Lag(figures.total(), year_gone(figures.year, figures.as_of))
    lines, months = lags(figures), months_of(figures, years.before)
    carried = carried_in(figures)
    needed = needs(whole.sum.remaining, figures.year, figures.as_of, carried=carried)
    blocks: tuple[Block, ...] = (
        *(Paragraph(each) for each in _said(whole, years)),
        Table.of(_MONTH_COLUMNS, months, title=_BY_MONTH),
        *month_curve(months, figures.year),
        *([] if whole.rate is None else [_need_table(needed)]),
        lag_table(lines, whole, figures.programs),
        *lag_bars(lines, figures.as_of, figures.programs),
    )
    ends = _ENDS.of(amount=carried, date=needed[0].by) if needed[0].months else None
    notes = (
        *figures.notes,
        *unplanned_notes(whole.sum),
        *((ends,) if ends and carried > ZERO else ()),
        *lag_notes(lines),
        *rounding_notes((whole, *months)),
    )
    data: dict[str, object] = {
        "basis": figures.basis,
        "elapsed": whole.gone,
        "total": lag_data(whole),
        "months": [data_of(_MONTH_COLUMNS, each) for each in months],
        "needed": [data_of(_NEEDS, each) for each in needed],
        "lines": line_data(lines, figures.programs),
        "last_year": {
            "year": years.before.year,
            "as_of": years.same_day.as_of,
            "same_day": total_data(years.same_day.total()),
            "whole": total_data(years.before.total()),
        },
    }
    said, title = [measured_by(figures)], _TITLE.of(year=figures.year)
    face = Face.of(figures, unit_line)
    return face.result("pace", title, blocks, data, notes=notes, said=said, basis=figures.basis)


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
    left = (each for each in needed if each.amount > ZERO and each.months)
    done = not any(each.amount for each in needed)
    return Table.of(_NEEDS, left, title=_NEEDED, empty=_DONE if done else _YEAR_OVER)
