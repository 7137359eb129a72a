"""The plan and what is drawn on it, in every scope a payment is compared in.

The rule is docs/decisions/0005-plan-ceiling.md. All figures here belong to one budget year and
one plan year; programmes and places are ids of the registers.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from ethnictrack.values.kinds import Capital, Source
from ethnictrack.values.money import ZERO, Dong, Qualifier

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ethnictrack.nouns.place import Places
    from ethnictrack.nouns.program import Programs


class FirstVersions(dict[int | None, list[int]]):
    """A place and all that stand above it, each by the first version of its code.

    All versions of a code are one place to a plan (docs/decisions/0007): what was planned for the
    commune of January is paid in the commune of August that bears its code.
    """

    def __init__(self, places: Places) -> None:
        """Begin with nothing but "no place", which is inside nothing."""
        super().__init__({None: []})
        self._places = places

    def __missing__(self, place: int) -> list[int]:
        found = self[place] = self._places.first_versions(place)
        return found


class NamedPlaces:
    """The places that a programme's own plan lines name, and those that stand above them."""

    def __init__(self, named: set[int], above: FirstVersions) -> None:
        """Find the ``outermost`` of ``named``, and which of these each place ``above`` holds."""
        self.all = named
        lineages = {at: above[at][1:] for at in named}
        self.outermost = [at for at in named if not named.intersection(lineages[at])]
        self.above: dict[int, set[int]] = {}
        for at in self.outermost:
            for higher in lineages[at]:
                self.above.setdefault(higher, set()).add(at)

    def inside(self, place: int | None) -> set[int]:
        """Return the outermost named places inside a place that is not named itself."""
        return set() if place is None else self.above.get(place, set())

    def around(self, place: int, drawn: set[int]) -> list[int]:
        """Return the other places that hold all of those ``drawn`` on."""
        return [at for at in self.above if at != place and drawn <= self.inside(at)]


class Any_:  # noqa: N801 - a marker, spelt as the word it stands for
    """Every value of a dimension, unclassified included."""


ANY = Any_()
T = TypeVar("T")
CapitalScope = Capital | Any_ | None
SourceScope = Source | Any_ | None
Class = tuple[Capital | None, Source | None]


class PlanLine(NamedTuple):
    """The line of a plan, or of payments: one programme, capital, source and place."""

    program: int
    capital: Capital | None
    source: Source | None
    place: int | None


class CeilingScope(NamedTuple):
    """Where a payment is compared: at a programme, in a class, within a place.

    ``place`` is ANY for all places, or the id of a place. Where the programme's own plan names
    places but not this one, it stands for the lines it may draw on: those of the named places
    inside it, and those that no named place holds. ``None`` stands for the latter alone.
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
        if other.planned:
            self.planned += other.planned
        if other.disposed:
            self.disposed += other.disposed
        if other.disbursed:
            self.disbursed += other.disbursed

    def __sub__(self, other: Totals) -> Totals:
        return Totals(
            self.planned - other.planned,
            self.disposed - other.disposed,
            self.disbursed - other.disbursed,
        )

    def without(self, others: list[Totals]) -> Totals:
        """Return what remains when the figures of others are taken out."""
        return Totals(
            self.planned - Dong.total(each.planned for each in others),
            self.disposed - Dong.total(each.disposed for each in others),
            self.disbursed - Dong.total(each.disbursed for each in others),
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
        self._totals: dict[CeilingScope, Totals] = {}
        self._direct: dict[CeilingScope, Totals] = {}  # paid and disposed of at a place itself
        self._own: dict[int, dict[int, Dong]] = {}  # programme -> places its own lines name
        self._named: dict[int, NamedPlaces] = {}  # made of the above when asked for
        self._classes: dict[int, dict[Class, Dong]] = {}  # programme -> classes planned there
        self._lines: dict[PlanLine, Totals] = {}
        self._drawn: dict[CeilingScope, Dong] = {}  # in a class of a programme itself
        self._above = FirstVersions(places)

    def add(self, line: PlanLine, totals: Totals) -> None:
        """Take a line's figures into every scope that holds it."""
        self._lines.setdefault(line, Totals()).add(totals)
        if totals.disbursed:
            itself = _itself(line)
            self._drawn[itself] = self._drawn.get(itself, ZERO) + totals.disbursed
        above = self._above[line.place]
        at_place = above[0] if above else None
        if at_place is not None and totals.planned:
            own = self._own.setdefault(line.program, {})
            own[at_place] = own.get(at_place, ZERO) + totals.planned
            self._named.pop(line.program, None)
        places: list[int | Any_ | None] = [ANY, *above]
        direct = Totals(ZERO, totals.disposed, totals.disbursed)
        for program in self._programs.lineage(line.program):
            classes = self._classes.setdefault(program, {})
            of = line.capital, line.source
            classes[of] = classes.get(of, ZERO) + totals.planned
            for capital in (line.capital, ANY):
                for source in (line.source, ANY):
                    at = CeilingScope(program, capital, source, at_place)
                    self._direct.setdefault(at, Totals()).add(direct)
                    for place in places:
                        scope = CeilingScope(program, capital, source, place)
                        self._totals.setdefault(scope, Totals()).add(totals)

    def lines(self) -> Iterator[tuple[PlanLine, Totals]]:
        """Yield every line with its figures."""
        yield from self._lines.items()

    def within(self, scope: CeilingScope) -> Totals:
        """Return the figures of a scope; a plan line that leaves a class out counts for all."""
        result = Totals()
        for capital in _classes_of(scope.capital):
            for source in _classes_of(scope.source):
                found = self._cell(scope._replace(capital=capital, source=source))
                exact = capital == scope.capital and source == scope.source
                disbursed = found.disbursed if exact else ZERO
                result.add(Totals(found.planned, found.disposed, disbursed))
        return result

    def over_in_classes(self, scope: CeilingScope) -> Dong:
        """Return what single classes in a wider scope draw beyond every plan they may draw on.

        It is theirs alone: what one class is over is not taken from another (0011).
        """
        over = ZERO
        if scope.capital is ANY or scope.source is ANY:
            for capital, source in self._classes.get(scope.program, {}):
                if scope.capital in {ANY, capital} and scope.source in {ANY, source}:
                    left = self.within(scope._replace(capital=capital, source=source)).left
                    over += max(ZERO, -left)
        return over

    def _cell(self, scope: CeilingScope) -> Totals:
        program, capital, source, place = scope
        named = self._named_of(program)
        if isinstance(place, Any_) or place in named.all:
            return self._totals.get(scope, Totals())
        inside = named.inside(place)
        held = [
            self._totals.get(CeilingScope(program, capital, source, at))
            for at in named.outermost
            if at not in inside
        ]
        # What was paid at a wider place, or at none, may have drawn on the lines of others.
        wider = [at for at in named.above if not named.inside(at) <= inside]
        held += [
            self._direct.get(CeilingScope(program, capital, source, at)) for at in (None, *wider)
        ]
        whole = self._totals.get(CeilingScope(program, capital, source, ANY), Totals())
        return whole.without([each for each in held if each])

    def _named_of(self, program: int) -> NamedPlaces:
        if program not in self._named:
            own = self._own.get(program, {})
            kept = {place for place, planned in own.items() if planned}
            self._named[program] = NamedPlaces(kept, self._above)
        return self._named[program]

    def named_places(self, program: int) -> set[int]:
        """Return the places that the programme's own plan lines name."""
        return self._named_of(program).all

    def has_plan(self, line: PlanLine) -> bool:
        """Say whether anything is planned in the line's class, at its programme or above."""
        return any(
            self.within(CeilingScope(program, line.capital, line.source)).planned
            for program in self._programs.lineage(line.program)
        )

    def drawn(self, line: PlanLine) -> Dong:
        """Return what is disbursed in the line's class of its programme itself, at every place."""
        return self._drawn.get(_itself(line), ZERO)

    def classes(self, line: PlanLine) -> list[Class]:
        """Return the classes in which the nearest plan has lines that fit what is said.

        The nearest plan is that of the programme itself, else of the first one above that has
        any; only lines that agree with the capital and source already said are counted. Where some
        of them are planned for the line's place, those of other places are not.
        """
        for program in self._programs.lineage(line.program):
            found = self._classes.get(program, {})
            kept = [each for each, planned in found.items() if planned and _fits(line, *each)]
            if kept:
                places = [*self._compared_places(program, self._above[line.place])]
                here = [each for each in kept if self._planned_at(program, each, places)]
                return here or kept
        return []

    def _planned_at(self, program: int, of: Class, places: Iterable[int | Any_ | None]) -> bool:
        """Say whether something is planned in a class, of itself, at each of some places."""
        return all(self._cell(CeilingScope(program, *of, place)).planned for place in places)

    def scopes(self, line: PlanLine, *, own: bool = False) -> Iterator[CeilingScope]:
        """Yield every scope in which a payment on ``line`` is compared with a plan.

        Programmes without a plan are passed over; ``own`` keeps the line's own in any case.
        """
        for program in self._programs.lineage(line.program):
            if self._planned(program) or (own and program == line.program):
                for place in self._compared_places(program, self._above[line.place]):
                    for capital in dict.fromkeys((line.capital, ANY)):
                        for source in dict.fromkeys((line.source, ANY)):
                            yield CeilingScope(program, capital, source, place)

    def own(self, scope: CeilingScope) -> Totals:
        """Return the figures of a scope without the plan that leaves its class out."""
        return self._cell(scope)

    def room(self, line: PlanLine) -> Dong:
        """Return what may still be paid on a line: the least that any scope of it allows.

        A wider class is not short of what single classes in it are over, which is theirs alone.
        """
        found = [(scope, self.within(scope)) for scope in self.scopes(line)]
        if not self.has_plan(line) or any(totals.planned < ZERO for _, totals in found):
            return ZERO
        return max(ZERO, min(of.left + self.over_in_classes(scope) for scope, of in found))

    def left_to_others(self, program: int) -> bool:
        """Say whether a programme has no plan, and one above it has."""
        above = self._programs.lineage(program)[1:]
        disposed = self._whole(program).disposed
        return not (self._planned(program) or disposed) and any(map(self._planned, above))

    def of_siblings(self, program: int) -> int | None:
        """Return the programme above from whose plan one without a plan draws what others have.

        None where it has a plan, or the nearest one above was given plan itself.
        """
        planned = filter(self._planned, self._programs.lineage(program))
        nearest = next(planned, program)
        own = (each.planned for line, each in self._lines.items() if line.program == nearest)
        return None if nearest == program or any(own) else nearest

    def _planned(self, program: int) -> bool:
        """Say whether a programme has plan: what one class gave and another lost is still two."""
        return any(self._classes.get(program, {}).values())

    def _whole(self, program: int) -> Totals:
        return self.within(CeilingScope(program, ANY, ANY))

    def _compared_places(self, program: int, above: list[int]) -> Iterator[int | Any_ | None]:
        yield ANY
        named = self._named_of(program)
        if not above or not named.all:
            return
        place, holding = above[0], [at for at in above if at in named.all]
        yield from holding
        drawn = {holding[-1]} if holding else named.inside(place)
        if not drawn:
            yield None
        elif not holding:
            yield place  # a district whose communes the plan names
        around = named.around(place, drawn)
        yield from (at for at in around if self._direct_at(program, at))

    def _direct_at(self, program: int, place: int | None) -> bool:
        """Say whether anything was paid or disposed of at a place itself."""
        direct = self._direct.get(CeilingScope(program, ANY, ANY, place), Totals())
        return bool(direct.disbursed or direct.disposed)

    def settled(self, line: PlanLine) -> bool:
        """Say whether one more payment on a line changes no scope of any line."""
        for program, place in self._above_named(line):
            direct = self._direct.get(CeilingScope(program, ANY, ANY, place), Totals())
            if not (direct.disposed or direct.disbursed > ZERO):
                return False
        return True

    def fixed(self, line: PlanLine) -> bool:
        """Say whether no scope of any line depends on what is paid on a line, or comes back."""
        return not any(self._above_named(line))

    def _above_named(self, line: PlanLine) -> Iterator[tuple[int, int | None]]:
        """Yield the programmes whose plan names places inside the line's own, with that."""
        place = next(iter(self._above[line.place]), None)
        for program in self._programs.lineage(line.program):
            if place in self._named_of(program).above:
                yield program, place

    def counts(self, scope: CeilingScope, line: PlanLine) -> bool:
        """Say whether payments on a line of the scope's programme, or below, count in a scope."""
        of_class = scope.capital in {ANY, line.capital} and scope.source in {ANY, line.source}
        place, named = scope.place, self._named_of(scope.program)
        if not of_class or isinstance(place, Any_):
            return of_class
        above = self._above[line.place]
        if place in named.all:
            return place in above
        inside = named.inside(place)
        if any(at in above and at not in inside for at in named.outermost):
            return False
        return bool(above) and not (
            above[0] in named.above and not named.inside(above[0]) <= inside
        )

    def resting_on(self, line: PlanLine) -> Iterator[CeilingScope]:
        """Yield every scope in which what is planned on ``line`` counts."""
        for program in self._programs.lineage(line.program):
            seen = self._classes.get(program, {})
            parts = program == line.program and self._parts(line)
            capitals = _touched(line.capital, [capital for capital, _ in seen], every=parts)
            sources = _touched(line.source, [source for _, source in seen], every=parts)
            for place in self._touched_places(program, line, parts=parts):
                for capital in capitals:
                    for source in sources:
                        yield CeilingScope(program, capital, source, place)

    def _parts(self, line: PlanLine) -> bool:
        """Say whether a line is the first that names its place, and parts others from it."""
        above = self._above[line.place]
        return bool(above) and above[0] not in self.named_places(line.program)

    def _touched_places(
        self, program: int, line: PlanLine, *, parts: bool
    ) -> Iterator[int | Any_ | None]:
        yield ANY
        named = self._named_of(program)
        for number, at in enumerate(self._above[line.place]):
            if at in named.all or (number == 0 and program == line.program):
                yield at
        if named.all or line.place is None or parts:
            yield None
            yield from (at for at in named.above if self._direct_at(program, at))


def _itself(line: PlanLine) -> CeilingScope:
    """Return the class of a line's own programme, at every place."""
    return CeilingScope(line.program, line.capital, line.source)


def _classes_of(asked: T) -> tuple[T | None, ...]:
    """Return the cells that hold the plan of a class: its own, and what was left unclassified."""
    return (asked,) if asked is ANY or asked is None else (asked, None)


def _touched(said: T | None, seen: list[T | None], *, every: bool) -> Iterable[T | Any_ | None]:
    """Return the classes a plan line counts in: its own, or each where it leaves it out.

    So it is also where what ``every`` class has at a place is told apart from then on.
    """
    return dict.fromkeys([ANY, said, *(seen if every or said is None else [])])


def _fits(said: PlanLine, capital: Capital | None, source: Source | None) -> bool:
    """Say whether a class of the plan agrees with what a payment says of its own."""
    return (said.capital in {None, capital} or capital is None) and (
        said.source in {None, source} or source is None
    )


class Estimate(NamedTuple):
    """What is expected to be disbursed on a line up to a day: the newest that was said."""

    line: PlanLine
    year: int
    until: date
    amount: Dong
    qualifier: Qualifier | None = None
