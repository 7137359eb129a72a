"""The entries that make a row of a report, or go into a column of a settlement, to the đồng."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from dateutil.relativedelta import relativedelta

from ethnictrack.ledger.entry import Posted
from ethnictrack.ledger.listing import Filter
from ethnictrack.ledger.plan import PlanLine
from ethnictrack.ledger.rules import line_of
from ethnictrack.ledger.settled_entries import effect, only_own_year
from ethnictrack.reports.rate_rows import district_of
from ethnictrack.services.figure_reading import NOWHERE, Meant
from ethnictrack.values.kinds import Capital, Source
from ethnictrack.values.money import ZERO, Dong
from ethnictrack.year.explain import Figure, What
from ethnictrack.year.figures import Figures, Sum
from ethnictrack.year.settlement import Columns, Settlement

if TYPE_CHECKING:
    from ethnictrack.book.opening import Book

Shares = list[tuple[Posted, Sum]]


@dataclass(frozen=True, slots=True)
class ExplainedRows:
    """A row as reports have it, and the share of every entry in it; figures are made by month."""

    reading: Meant
    sum: Sum
    shares: Shares


def explained_row(book: Book, figures: Figures, reading: Meant) -> ExplainedRows:
    """Return the entries of a row.

    Raises: ValueError when they are not the row's figure, which only a defect can bring about.
    """
    shares: Shares = []
    for posted in book.ledger.chosen(None, _among(book, reading, figures)):
        share = _share(figures, reading, posted)
        if share != Sum():
            shares.append((posted, share))
    whole = _row(figures, reading)
    if sum((share for _, share in shares), Sum()) != whole:
        message = f"the entries of {reading.typed} are not its figure"
        raise ValueError(message)
    return ExplainedRows(reading, whole, shares)


def _among(book: Book, reading: Meant, figures: Figures) -> Filter:
    """Return what the entries of a row are among, so that few others are read."""
    only = Filter(programs=_family(book, reading, figures), year=figures.year, last=figures.as_of)
    if reading.span is not None:
        begins, ends = (date(*month, 1) for month in reading.span)
        first = None if reading.figure is Figure.CUMULATIVE else begins
        return replace(
            only, first=first, last=min(figures.as_of, ends + relativedelta(months=1, days=-1))
        )
    if reading.what in {What.PLACE, What.DISTRICT} and reading.id is not None:
        return replace(only, places=frozenset(figures.places.family(reading.id)))
    if reading.what in {What.CAPITAL, What.SOURCE}:
        if reading.code == NOWHERE:
            return replace(only, unclassified=frozenset({reading.what.value}))
        if reading.what is What.CAPITAL:
            return replace(only, capital=Capital(reading.code))
        return replace(only, source=Source(reading.code))
    return only


def _family(book: Book, reading: Meant, figures: Figures) -> frozenset[int] | None:
    """Return the programmes among which the entries are; None for all."""
    program = reading.id if reading.what is What.PROGRAM else figures.scope.program
    return None if program is None else frozenset(book.programs.family(program))


def _share(figures: Figures, reading: Meant, posted: Posted) -> Sum:
    """Return what an entry adds to the row."""
    entry = posted.entry
    if not _holds(figures, reading, line_of(entry)):
        return Sum()
    return _within(reading, (entry.date.year, entry.date.month), figures.share(entry))


def _within(reading: Meant, month: tuple[int, int], share: Sum) -> Sum:
    """Return what of a share counts in a period: no plan, which is that of the whole year."""
    if reading.span is None:
        return share
    first, last = reading.span
    begins = (0, 0) if reading.figure is Figure.CUMULATIVE else first
    inside = begins <= month <= last
    return Sum(disbursed=share.disbursed, unplanned=share.unplanned) if inside else Sum()


def _holds(figures: Figures, reading: Meant, line: PlanLine) -> bool:
    match reading.what:
        case What.PROGRAM:
            return reading.id in figures.programs.lineage(line.program)
        case What.PLACE:
            places = figures.places
            return line.place is not None and reading.id in places.lineage(line.place)
        case What.DISTRICT:
            return line.place is not None and district_of(figures.places, line.place) == reading.id
        case What.CAPITAL:
            return line.capital == (None if reading.code == NOWHERE else Capital(reading.code))
        case What.SOURCE:
            return line.source == (None if reading.code == NOWHERE else Source(reading.code))
        case _:
            return True


def _row(figures: Figures, reading: Meant) -> Sum:
    """Return the row's figures from the sums that reports are made of."""
    return sum(
        (
            _within(reading, group.month, share)
            for group, share in figures.lines
            if _holds(figures, reading, group.line)
        ),
        Sum(),
    )


def related_entries(book: Book, posted: Posted) -> list[Posted]:
    """Return the entries that belong to one: what reverses it or it reverses, a transfer's leg."""
    entry = posted.entry
    numbers = (entry.reverses, posted.reversed_by, entry.transfer)
    found = (book.ledger.get(number) for number in numbers if number is not None)
    return [each for each in found if each is not None]


@dataclass(frozen=True, slots=True)
class SettledRow:
    """A row's columns, and the entries of the one asked for with what each adds to it.

    ``opened`` is what opening figures bring to it.
    """

    columns: Columns
    entries: list[tuple[Posted, Dong]]
    opened: Dong = ZERO


def settled_row(book: Book, settled: Settlement, reading: Meant) -> SettledRow:
    """Return a row of a settlement; without a column asked for there are no entries."""
    if reading.id is None:
        columns = settled.total()
    else:
        columns = settled.of_programs().get(reading.id, Columns())
    number = reading.column
    if number is None:
        return SettledRow(columns, [])
    year, programs, places = settled.year, settled.programs, settled.places
    within = None if reading.id is None else frozenset(programs.family(reading.id))
    only = Filter(
        programs=within,
        year=year if only_own_year(number) else None,
        last=settled.as_of,
    )
    counted = (
        (posted, effect(number, posted.entry, year))
        for posted in book.ledger.chosen(None, only)
        if settled.scope.holds(line_of(posted.entry), programs, places)
    )
    entries = [(posted, amount) for posted, amount in counted if amount]
    return SettledRow(columns, entries, settled.opened_in(number, within))
