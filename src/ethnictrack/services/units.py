"""Units that were asked: where each stands, and what the book has of it.

A figure that a unit sends is held against these sums and against nothing else.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import timedelta
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from ethnictrack.i18n import N_
from ethnictrack.nouns.collection import (
    CollectedFigure,
    Collection,
    UnitRecord,
    UnitState,
    unit_record,
)
from ethnictrack.nouns.settings import value_of
from ethnictrack.values.errors import BookError
from ethnictrack.values.kinds import Capital, Source
from ethnictrack.values.money import ZERO, Dong

if TYPE_CHECKING:
    from ethnictrack.book.opening import Book
    from ethnictrack.year.figures import Group


class NotAskedError(BookError):
    place: str
    period: str
    code = "unit-not-asked"
    text = N_("{place} was not asked to report for {period}.")
    remedy = N_("`ethnictrack collect status {period}` lists who was.")


class UnitLine(NamedTuple):
    """A line of a form: ``program`` is an id."""

    program: int
    capital: Capital | None
    source: Source | None
    plan_year: int


Sums = Mapping[UnitLine, Dong]


def line_of(figure: CollectedFigure) -> UnitLine:
    """Return the line of a figure."""
    return UnitLine(figure.program, figure.capital, figure.source, figure.plan_year)


def compares_only(book: Book) -> bool:
    """Say whether the office records its own vouchers, and figures are kept beside the book."""
    return value_of(book.settings.all(), "collect") == "compare-only"


def records(book: Book, collection: Collection) -> list[UnitRecord]:
    """Return the units that were asked, with where each stands, by code."""
    events, undone = book.collections.events(collection.id), book.batches.undone()
    found = [unit_record(place, of, undone) for place, of in events.items()]
    return sorted(found, key=lambda each: book.places[each.place].code)


class UnitSums:
    """What a collection is held against; read once, when it is first asked for.

    Where the figures are kept beside the book, it is what was accepted of the period before.
    """

    def __init__(
        self, book: Book, collection: Collection, units: Sequence[int], *, compares: bool = False
    ) -> None:
        """Ask of the ``units``, which are ids of places, none inside another.

        With ``compares``, or where the office set it, figures are kept beside the book.
        """
        self.book, self.collection = book, collection
        self.compares = compares or compares_only(book)
        self._homes = {book.places.first_version(each): each for each in units}

    @cached_property
    def _groups(self) -> list[Group]:
        period = self.collection.period
        return self.book.figures.groups(period.year, period.last)

    def home(self, place: int | None) -> int | None:
        """Return the unit that a place is or lies in, in whichever version."""
        if place is None:
            return None
        above = self.book.places.first_versions(place)
        return next((self._homes[each] for each in above if each in self._homes), None)

    def _added(self, groups: Iterable[Group]) -> Mapping[int, Sums]:
        found: defaultdict[int, defaultdict[UnitLine, Dong]]
        found = defaultdict(lambda: defaultdict(lambda: ZERO))
        for each in groups:
            unit = self.home(each.line.place)
            if unit is not None and each.totals.disbursed:
                found[unit][_line(each)] += each.totals.disbursed
        return found

    @cached_property
    def _paid(self) -> Mapping[int, Sums]:
        return self._added(self._groups)

    @cached_property
    def _paid_before(self) -> Mapping[int, Sums]:
        period = self.collection.period
        day = period.first - timedelta(days=1)
        if day.year < period.year:
            return {}
        return self._added(self.book.figures.groups(period.year, day))

    @cached_property
    def _accepted_before(self) -> Mapping[int, Sums]:
        """What units reported of the newest earlier period of the year that was accepted."""
        found: dict[int, Sums] = {}
        mine = self.collection.period
        for each in self.book.collections.all():
            if each.period.year == mine.year and each.period.last < mine.first:
                for record in records(self.book, each):
                    home = self.home(record.place)
                    if record.kept is not None and home is not None:
                        figures = self.book.collections.figures(record.kept.id)
                        found[home] = {line_of(of): of.cumulative for of in figures}
        return found

    def paid(self, unit: int) -> Sums:
        """Return what was paid up to the last day of the period, line by line."""
        return self._paid.get(unit, {})

    def before(self, unit: int) -> Sums:
        """Return what a unit had paid before the period, line by line."""
        accepted = self._accepted_before.get(unit) if self.compares else None
        return self._paid_before.get(unit, {}) if accepted is None else accepted

    def held(self, unit: int) -> Sums:
        """Return what a figure of a unit is set against: the book, or what was accepted before."""
        return self.before(unit) if self.compares else self.paid(unit)

    def adds(self, unit: int, figures: Sequence[CollectedFigure]) -> Dong:
        """Return what figures add to what is held."""
        held = self.held(unit)
        return Dong.total(each.cumulative - held.get(line_of(each), ZERO) for each in figures)

    def amount(self, record: UnitRecord) -> Dong | None:
        """Return what a unit's report adds, of an accepted one what it added; None for none."""
        if record.came is None:
            return None
        if record.nil:
            return ZERO
        if record.state is UnitState.ACCEPTED and record.batches:
            brought = (self.book.batches.get(each) for each in record.batches)
            return Dong.total(each.amount for each in brought if each)
        return self.adds(record.place, self.book.collections.figures(record.came.id))

    def lines(self, unit: int) -> list[UnitLine]:
        """Return the lines of a unit's form: its plan's and what was paid, in the trees' order."""
        places = self.book.places
        order = {each.id: at for at, (_, each) in enumerate(self.book.programs.walk())}
        planned = (
            _line(each)
            for each in self._groups
            if each.totals.planned and places.related(each.line.place, unit)
        )
        paid = (line for line, amount in self.paid(unit).items() if amount)
        before = (line for line, amount in self.before(unit).items() if amount)
        return sorted({*planned, *paid, *before}, key=lambda line: _order(line, order))


def _line(group: Group) -> UnitLine:
    line = group.line
    return UnitLine(line.program, line.capital, line.source, group.plan_year)


def _order(line: UnitLine, programs: Mapping[int, int]) -> tuple[object, ...]:
    classes = [*Capital, None], [*Source, None]
    return (
        programs[line.program],
        classes[0].index(line.capital),
        classes[1].index(line.source),
        line.plan_year,
    )
