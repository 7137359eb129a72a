"""Figures put in rows: trees of programmes and places, districts, classes of money."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, TypeVar

from ethnictrack.i18n import N_
from ethnictrack.nouns.place import Level, Places
from ethnictrack.nouns.registry import Registry, Thing
from ethnictrack.reports.rates.by import By
from ethnictrack.reports.rates.nodes import Node
from ethnictrack.values.kinds import CAPITAL_NAMES, SOURCE_NAMES, UNCLASSIFIED, Capital, Source
from ethnictrack.year.figures import Figures, Sum

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from ethnictrack.values.names import Named

T = TypeVar("T", bound=Thing)
M = TypeVar("M", bound=StrEnum)
K = TypeVar("K")
_NO_PLACE = N_("no place said")


def rows_by(figures: Figures, by: By) -> list[Node]:
    """Return the rows of a report that is not about periods."""
    match by:
        case By.PLACE:
            return _place_nodes(figures)
        case By.DISTRICT:
            return _district_nodes(figures)
        case By.CAPITAL:
            return _class_nodes(_added((group.line.capital, each) for group, each in figures.lines))
        case By.SOURCE:
            return _source_nodes(_added((group.line.source, each) for group, each in figures.lines))
        case _:
            return program_nodes(figures)


def program_nodes(figures: Figures) -> list[Node]:
    """Return the tree of programmes with figures, from the scope's programme if it has one."""
    return _grown(figures.programs, figures.of_programs(), figures.scope.program)


def _grown(things: Registry[T], sums: Mapping[int, Sum], root: int | None) -> list[Node]:
    """Return a tree; lines without any figure, at them or below, are left out."""
    roots = things.children(None) if root is None else [things[root]]
    return _level(things, sums, roots, 0)


def _level(
    things: Registry[T], sums: Mapping[int, Sum], siblings: list[T], level: int
) -> list[Node]:
    nodes = []
    for thing in siblings:
        if thing.id not in sums:
            continue
        children = tuple(_level(things, sums, things.children(thing.id), level + 1))
        if children or sums[thing.id] != Sum():
            node = Node(thing.code, thing.name, sums[thing.id], level, children, thing.id)
            nodes.append(node)
    return nodes


def _place_nodes(figures: Figures) -> list[Node]:
    sums = _added(
        (at, each)
        for group, each in figures.lines
        if group.line.place is not None
        for at in figures.places.lineage(group.line.place)
    )
    return [*_grown(figures.places, sums, figures.scope.place), *_without_place(figures)]


def _district_nodes(figures: Figures) -> list[Node]:
    sums = _added(
        (district_of(figures.places, group.line.place), each)
        for group, each in figures.lines
        if group.line.place is not None
    )
    found = [
        Node(place.code, place.name, sums[place.id], id=place.id)
        for place in figures.places
        if sums.get(place.id, Sum()) != Sum()
    ]
    return [*found, *_without_place(figures)]


def district_of(places: Places, place: int) -> int:
    """Return the district a place lies in; since July 2025 there is none above a commune."""
    line = places.lineage(place)
    for level in (Level.DISTRICT, Level.COMMUNE):
        for at in line:
            if places[at].level is level:
                return at
    return place


def _without_place(figures: Figures) -> list[Node]:
    rest = sum((each for group, each in figures.lines if group.line.place is None), Sum())
    return [Node(None, _NO_PLACE, rest)] if rest != Sum() else []


def _class_nodes(sums: Mapping[Capital | None, Sum]) -> list[Node]:
    return _classes(CAPITAL_NAMES, sums)


def _source_nodes(sums: Mapping[Source | None, Sum]) -> list[Node]:
    return _classes(SOURCE_NAMES, sums)


def _classes(names: Named[M], sums: Mapping[M | None, Sum]) -> list[Node]:
    """Return a row for each class with figures; what nobody classified comes last."""
    found = [Node(each.value, names[each], sums[each]) for each in names if each in sums]
    if None in sums:
        found.append(Node(None, UNCLASSIFIED, sums[None]))
    return [node for node in found if node.sum != Sum()]


def _added(pairs: Iterable[tuple[K, Sum]]) -> dict[K, Sum]:
    sums: dict[K, Sum] = {}
    for key, each in pairs:
        sums[key] = sums.get(key, Sum()) + each
    return sums
