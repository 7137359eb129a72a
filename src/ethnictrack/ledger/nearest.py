"""Which lines an entry may draw on besides its own: those it does not contradict, nearest first.

The order is that of docs/decisions/0012-settlement.md. Lines go by their number, as there may be
many of them, and each is asked about for every year.
"""

from __future__ import annotations

from collections import defaultdict
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Sequence

    from ethnictrack.ledger.plan import PlanLine
    from ethnictrack.nouns.place import Places
    from ethnictrack.nouns.program import Programs
    from ethnictrack.values.kinds import Capital, Source

_Class = tuple["Capital | None", "Source | None"]
_AtPlace = dict[int | None, dict[_Class, int]]  # the numbers of the lines of a programme


class Nearest(dict[int, list[int]]):
    """The numbers of the lines that each line may draw on, found when they are first asked for.

    Lines of its programme come first, then of those below it, then of those above; of a programme
    the lines of the same place, capital and source come first. The line itself is among them.
    """

    def __init__(
        self,
        lines: Sequence[PlanLine],
        lending: Collection[PlanLine],
        programs: Programs,
        places: Places,
    ) -> None:
        """Know all ``lines``, whose numbers are where they stand; ``lending`` can be drawn on."""
        super().__init__()
        self._lines = lines
        self._of: defaultdict[int, _AtPlace] = defaultdict(lambda: defaultdict(dict))
        for number, line in enumerate(lines):
            if line in lending:
                self._of[line.program][line.place][line.capital, line.source] = number
        self._around = cache(_around_in(programs))
        self._related = cache(_related_in({line.place for line in lines}, places))
        self._there = cache(self._at)
        classes = {(line.capital, line.source) for line in lending}
        self._fitting = cache(lambda *of: [each for each in classes if _fits(of, each)])

    def __missing__(self, number: int) -> list[int]:
        lines, line = self._lines, self._lines[number]
        classes = self._fitting(line.capital, line.source)
        found = self[number] = []
        for there in self._there(line.program, line.place):
            fitting = [of[each] for of in there for each in classes if each in of]
            if len(fitting) > 1:
                fitting.sort(key=lambda at: (*_distance(line, lines[at]), at))
            found += fitting
        return found

    def _at(self, program: int, place: int | None) -> list[list[dict[_Class, int]]]:
        """Return the lines of each programme around one whose places fit, whatever their class."""
        found = []
        for around in self._around(program):
            if of := self._of.get(around):
                fitting = of if place is None else self._related(place)
                found.append([of[at] for at in fitting if at in of])
        return found


def _around_in(programs: Programs) -> Callable[[int], list[int]]:
    """Return what names a programme, those below it, then those above it, the nearest first."""
    return lambda program: [*programs.family(program), *programs.lineage(program)[1:]]


def _related_in(known: Iterable[int | None], places: Places) -> Callable[[int], list[int | None]]:
    """Return what names the ``known`` places that hold a place or lie in it; "no place" does."""
    above = {at: places.first_versions(at) for at in known if at is not None}
    same: defaultdict[int, list[int | None]] = defaultdict(list)
    inside: defaultdict[int, list[int | None]] = defaultdict(list)
    for at, (first, *others) in above.items():
        same[first].append(at)
        for holding in {first, *others}:
            inside[holding].append(at)

    def related(place: int) -> list[int | None]:
        first, *others = above[place]
        return [None, *inside[first], *(at for each in {*others} - {first} for at in same[each])]

    return related


def _fits(one: _Class, other: _Class) -> bool:
    """Say whether two classes of money contradict each other in nothing."""
    return all(mine is its or None in {mine, its} for mine, its in zip(one, other, strict=True))


def _distance(line: PlanLine, other: PlanLine) -> tuple[bool, bool, bool]:
    return line.place != other.place, line.capital != other.capital, line.source != other.source
