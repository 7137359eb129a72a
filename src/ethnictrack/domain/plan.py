"""The plan and what is drawn on it, in every scope a payment is compared in.

The rule is docs/decisions/0005-plan-ceiling.md. All figures here belong to one budget year and
one plan year; programmes and places are ids of the registers.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple, TypeVar

from ethnictrack.domain.kinds import Capital, Source
from ethnictrack.domain.money import ZERO, Dong
from ethnictrack.domain.place import Places
from ethnictrack.domain.program import Programs


class Any_:  # noqa: N801 - a marker, spelt as the word it stands for
    """Every value of a dimension, unclassified included."""


ANY = Any_()
T = TypeVar("T")
CapitalScope = Capital | Any_ | None
SourceScope = Source | Any_ | None


class Line(NamedTuple):
    """The line of a plan, or of payments: one programme, capital, source and place."""

    program: int
    capital: Capital | None
    source: Source | None
    place: int | None


class Scope(NamedTuple):
    """Where a payment is compared: at a programme, in a class, within a place.

    ``place`` is an id, ``None`` for the lines that no named place holds, or ANY for all places.
    """

    program: int
    capital: CapitalScope
    source: SourceScope
    place: int | Any_ | None = ANY


@dataclass(slots=True)
class Totals:
    """What is planned, disposed of (carried out, cancelled) and disbursed in one scope."""

    planned: Dong = ZERO
    disposed: Dong = ZERO
    disbursed: Dong = ZERO

    def add(self, other: Totals) -> None:
        """Take in another line."""
        self.planned += other.planned
        self.disposed += other.disposed
        self.disbursed += other.disbursed

    def __sub__(self, other: Totals) -> Totals:
        return Totals(
            self.planned - other.planned,
            self.disposed - other.disposed,
            self.disbursed - other.disbursed,
        )

    @property
    def left(self) -> Dong:
        """What may still be paid."""
        return self.planned - self.disposed - self.disbursed


class Plan:
    """Running totals of one budget year and plan year, kept while entries come in."""

    def __init__(self, programs: Programs, places: Places) -> None:
        """Start empty; the registers say what stands above what."""
        self._programs = programs
        self._places = places
        self._totals: dict[Scope, Totals] = {}
        self._named: dict[int, dict[int, Dong]] = {}  # programme -> places its own lines name
        self._lines: dict[Line, Totals] = {}

    def add(self, line: Line, totals: Totals) -> None:
        """Take a line's figures into every scope that holds it."""
        self._lines.setdefault(line, Totals()).add(totals)
        if line.place is not None and totals.planned:
            named = self._named.setdefault(line.program, {})
            named[line.place] = named.get(line.place, ZERO) + totals.planned
        places = self._places.lineage(line.place) if line.place is not None else []
        for program in self._programs.lineage(line.program):
            for capital in (line.capital, ANY):
                for source in (line.source, ANY):
                    for place in (ANY, *places):
                        scope = Scope(program, capital, source, place)
                        self._totals.setdefault(scope, Totals()).add(totals)

    def lines(self) -> Iterator[tuple[Line, Totals]]:
        """Yield every line with its figures."""
        yield from self._lines.items()

    def within(self, scope: Scope) -> Totals:
        """Return the figures of a scope; plan lines that leave a class out count for every class."""
        result = Totals()
        for capital in _classes_of(scope.capital):
            for source in _classes_of(scope.source):
                found = self._cell(scope._replace(capital=capital, source=source))
                exact = capital == scope.capital and source == scope.source
                disbursed = found.disbursed if exact else ZERO
                result.add(Totals(found.planned, found.disposed, disbursed))
        return result

    def _cell(self, scope: Scope) -> Totals:
        if scope.place is not None:
            return self._totals.get(scope, Totals())
        rest = Totals()
        rest.add(self._totals.get(scope._replace(place=ANY), Totals()))
        for place in self._outermost(scope.program):
            rest = rest - self._totals.get(scope._replace(place=place), Totals())
        return rest

    def _outermost(self, program: int) -> list[int]:
        """Return the places the programme's own lines name, without those inside another."""
        named = self.named_places(program)
        return [at for at in named if not named.intersection(self._places.lineage(at)[1:])]

    def named_places(self, program: int) -> set[int]:
        """Return the places that the programme's own plan lines name."""
        return {place for place, planned in self._named.get(program, {}).items() if planned}

    def has_plan(self, line: Line) -> bool:
        """Say whether anything is planned in the line's class, at its programme or above."""
        return any(self.planned_at(program, line) for program in self._programs.lineage(line.program))

    def planned_at(self, program: int, line: Line) -> bool:
        """Say whether ``program`` has a plan in the line's class."""
        return bool(self.within(Scope(program, line.capital, line.source)).planned)

    def classes(self, line: Line) -> list[tuple[Capital | None, Source | None]]:
        """Return the classes in which the nearest plan has lines that fit what is said.

        The nearest plan is that of the programme itself, else of the first one above that has
        any; only lines that agree with the capital and source already said are counted.
        """
        for program in self._programs.lineage(line.program):
            family = set(self._programs.family(program))
            found: dict[tuple[Capital | None, Source | None], Dong] = {}
            for at, totals in self._lines.items():
                if at.program in family and _fits(line, at):
                    has = found.get((at.capital, at.source), ZERO)
                    found[at.capital, at.source] = has + totals.planned
            kept = [each for each, planned in found.items() if planned]
            if kept:
                return kept
        return []

    def scopes(self, line: Line) -> Iterator[Scope]:
        """Yield every scope in which a payment on ``line`` is compared with a plan."""
        for program in self._programs.lineage(line.program):
            if not self.planned_at(program, line):
                continue
            for place in self._compared_places(program, line.place):
                for capital in dict.fromkeys((line.capital, ANY)):
                    for source in dict.fromkeys((line.source, ANY)):
                        yield Scope(program, capital, source, place)

    def _compared_places(self, program: int, place: int | None) -> Iterator[int | Any_ | None]:
        yield ANY
        named = self.named_places(program)
        if place is None or not named:
            return
        holding = [at for at in self._places.lineage(place) if at in named]
        if holding:
            yield from holding
        elif any(place in self._places.lineage(at) for at in named):
            yield place  # a district whose communes the plan names
        else:
            yield None


def _classes_of(asked: T) -> tuple[T | None, ...]:
    """Return the cells that hold the plan of a class: its own, and what was left unclassified."""
    return (asked,) if asked is ANY or asked is None else (asked, None)


def _fits(said: Line, at: Line) -> bool:
    """Say whether a plan line agrees with what a payment says of its class and place."""
    return (said.capital in {None, at.capital} or at.capital is None) and (
        said.source in {None, at.source} or at.source is None
    )
