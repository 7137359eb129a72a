"""Rows of rates, one below the other or as a tree: what they hold, how they print, their JSON."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from enum import StrEnum
from fractions import Fraction
from itertools import chain
from typing import TYPE_CHECKING, Protocol, TypeVar

from ethnictrack.i18n import N_, labels
from ethnictrack.nouns.place import Level
from ethnictrack.nouns.program import listed_name
from ethnictrack.nouns.registry import Thing
from ethnictrack.reports.table import EMPTY, Column, Table, Term, Unit
from ethnictrack.values.kinds import UNCLASSIFIED, Source, capital_names
from ethnictrack.values.money import ZERO, Dong, rate
from ethnictrack.year.figures import Sum

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from ethnictrack.i18n import Message, Named
    from ethnictrack.nouns.place import Places
    from ethnictrack.nouns.program import Programs
    from ethnictrack.nouns.registry import Registry
    from ethnictrack.reports.table import Cell
    from ethnictrack.year.figures import Figures


class By(StrEnum):
    """One row for each programme, place, class of money or period."""

    PROGRAM = "program"
    PLACE = "place"
    DISTRICT = "district"
    CAPITAL = "capital"
    SOURCE = "source"
    MONTH = "month"
    QUARTER = "quarter"


BY_CLASS = frozenset({By.CAPITAL, By.SOURCE})  # rows whose codes are for scripts alone


TITLES: Named[By] = {
    By.PROGRAM: N_("Disbursement rates by programme"),
    By.PLACE: N_("Disbursement rates by place"),
    By.DISTRICT: N_("Disbursement rates by district"),
    By.CAPITAL: N_("Disbursement rates by type of capital"),
    By.SOURCE: N_("Disbursement rates by source"),
    By.MONTH: N_("Disbursement rates by month"),
    By.QUARTER: N_("Disbursement rates by quarter"),
}
HEADINGS: Named[By] = {
    By.PROGRAM: N_("Programme"),
    By.PLACE: N_("Place"),
    By.DISTRICT: N_("District"),
    By.CAPITAL: N_("Capital"),
    By.SOURCE: N_("Source"),
    By.MONTH: N_("Month"),
    By.QUARTER: N_("Quarter"),
}


_UNPLANNED = N_("Disbursed without a recorded plan: {unplanned}. It is part of no percentage.")
_PAID_ELSEWHERE = N_(
    "A row with less than nothing remaining was paid beyond its own plan: out of a plan given to"
    " the programme above, or given without a place, capital or source, or over plan for a reason."
)
_NOT_NAMED = N_(
    "A place with “–” for its plan is named by no line of it. What was paid there is taken off what"
    " remains of the place above it that has a plan, else of the plan without a place."
)
_APART = N_(
    "Rate and remaining of a row above such places leave out {apart} that was paid there on the"
    " plan without a place; what is disbursed has it."
)
_OVER = N_("{name} (over plan)")


@dataclass(frozen=True, slots=True)
class Node:
    """One row, what stands below it included in its sums."""

    code: str | None
    name: Message | str
    sum: Sum
    level: int = 0
    children: tuple[Node, ...] = ()
    id: int | None = None  # of the register the row comes from
    named: bool = True  # False of a place that no line of the plan names
    listed: Message | str | None = None  # the name in lists, where it has a number
    elsewhere: Dong = ZERO  # paid of this plan at places that it does not name
    apart: Dong = ZERO  # paid at such places below, of the plan without a place

    @property
    def planned(self) -> Dong | None:
        """The plan; None where no line of it names the place."""
        return self.sum.planned if self.named else None

    @property
    def remaining(self) -> Dong | None:
        """What is left of the plan, wherever it was paid; None where there is none."""
        return self.sum.remaining - self.elsewhere + self.apart if self.named else None

    @property
    def rate(self) -> Fraction | None:
        """The share of the plan that is paid."""
        return rate(self.sum.disbursed - self.apart, self.sum.planned) if self.named else None

    @property
    def marked(self) -> bool:
        """Say whether payments went beyond the plan here, and in no row below that is shown."""
        return bool(self.sum.over) and not any(each.sum.over for each in self.children)

    def flat(self) -> Iterator[Node]:
        """Yield the row and everything below it, as a tree is printed."""
        yield self
        for child in self.children:
            yield from child.flat()


SUMS: tuple[Column[Sum], ...] = (
    Column("planned", N_("Planned"), Unit.DONG, lambda of: of.planned),
    Column("disbursed", N_("Disbursed"), Unit.DONG, lambda of: of.disbursed),
    Column("unplanned", N_("Without a plan"), Unit.DONG, lambda of: of.unplanned),
)
MONEY: tuple[Column[Node], ...] = (
    Column("planned", N_("Planned"), Unit.DONG, lambda of: of.planned),
    Column("disbursed", N_("Disbursed"), Unit.DONG, lambda of: of.sum.disbursed),
    Column("remaining", N_("Remaining"), Unit.DONG, lambda of: of.remaining),
    Column("rate", N_("Rate"), Unit.RATE, lambda of: of.rate),
    Column("unplanned", N_("Without a plan"), Unit.DONG, lambda of: of.sum.unplanned),
)


class Rated(Protocol):
    """Anything with a rate."""

    @property
    def rate(self) -> Fraction | None:
        """The share of the plan that is paid."""


def by_rate(rated: Rated) -> tuple[bool, Fraction]:
    """Return the key that puts the slowest first and what has no rate last."""
    return rated.rate is None, rated.rate or Fraction(0)


def cut(nodes: Iterable[Node], depth: int | None, *, sort_by_rate: bool = False) -> list[Node]:
    """Return the first ``depth`` levels, all for None; siblings the slowest first if asked."""
    kept = [
        replace(node, children=tuple(cut(node.children, depth, sort_by_rate=sort_by_rate)))
        for node in nodes
        if depth is None or node.level < depth
    ]
    return sorted(kept, key=by_rate) if sort_by_rate else kept


def total_data(total: Sum) -> dict[str, object]:
    """Return sums as JSON has them."""
    return {
        "planned": total.planned,
        "disbursed": total.disbursed,
        "unplanned": total.unplanned,
        "remaining": total.remaining,
        "rate": rate(total.disbursed, total.planned),
    }


def figures_data(node: Node) -> dict[str, object]:
    """Return the figures of a row as JSON has them."""
    known = {"planned": node.planned, "remaining": node.remaining, "rate": node.rate}
    return {**total_data(node.sum), **known}


def node_data(node: Node, *, nested: bool = False) -> dict[str, object]:
    """Return a row as JSON has it; ``nested`` puts what stands below it under ``children``."""
    data = {"code": node.code, "name": node.name, "level": node.level, **figures_data(node)}
    if nested:
        data["children"] = [node_data(each, nested=True) for each in node.children]
    return data


def unplanned_notes(total: Sum) -> tuple[Message, ...]:
    """Say how much was paid without a plan, if anything was."""
    return (_UNPLANNED.of(unplanned=total.unplanned),) if total.unplanned else ()


def row_notes(nodes: Iterable[Node]) -> tuple[Message, ...]:
    """Say how a row comes to have less than nothing remaining, if one has."""
    rows = [each for node in nodes for each in node.flat()]
    named = [each for each in rows if each.named]
    apart = Dong.total(each.apart for each in named if not each.level)
    found = (
        (any(each.sum.remaining + each.apart < ZERO for each in named), _PAID_ELSEWHERE),
        (len(named) < len(rows), _NOT_NAMED),
        (bool(apart), _APART.of(apart=apart)),
    )
    return tuple(note for holds, note in found if holds)


def rates_table(
    nodes: Iterable[Node], total: Sum, by: By = By.PROGRAM, title: Message | None = None
) -> Table:
    """Return the table people read; money without a plan has a column only where there is any."""
    rows = [each for node in nodes for each in node.flat()]
    unplanned = bool(total.unplanned) or any(each.sum.unplanned for each in rows)
    columns: tuple[Column[Node], ...] = (
        Column("code", N_("Code"), Unit.CODE, lambda of: of.code or "", shown=by not in BY_CLASS),
        Column("name", HEADINGS[by], of=_name),
        *(each for each in MONEY if unplanned or each.key != "unplanned"),
    )
    return Table.of(
        columns,
        rows,
        lambda of: of.level,
        total=total_data(total),
        title=title,
        empty=None if total != Sum() else EMPTY,
        bars=True,
    )


def _name(node: Node) -> Cell:
    """Return the name people read; scripts have the name alone."""
    shown = node.listed or node.name
    if node.marked:
        shown = _OVER.of(name=shown)
    if isinstance(shown, str) or not isinstance(node.name, str):
        return shown
    return Term(node.name, shown)


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
            of_capital = _added((group.line.capital, each) for group, each in figures.lines)
            return _classes(capital_names(figures.year), of_capital)
        case By.SOURCE:
            return _classes(
                labels(Source), _added((group.line.source, each) for group, each in figures.lines)
            )
        case _:
            return program_nodes(figures)


def program_nodes(figures: Figures) -> list[Node]:
    """Return the tree of programmes with figures, from the scope's programme if it has one."""
    found = _grown(figures.programs, figures.of_programs(), figures.scope.program)
    return [_numbered(each, figures.programs) for each in found]


def _numbered(node: Node, programs: Programs) -> Node:
    below = tuple(_numbered(each, programs) for each in node.children)
    name = None if node.id is None else listed_name(programs[node.id])
    return replace(node, children=below, listed=name)


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
    own = _of_places(figures)
    sums = _added(
        (at, each)
        for place, each in own.items()
        if place is not None
        for at in figures.places.lineage(place)
    )
    found = _grown(figures.places, sums, figures.scope.place)
    return _by_named(found, figures, own, figures.places.lineage)


def _district_nodes(figures: Figures) -> list[Node]:
    own = _of_places(figures)
    sums = _added(
        (district_of(figures.places, place), each)
        for place, each in own.items()
        if place is not None
    )
    found = [
        Node(place.code, place.name, sums[place.id], id=place.id)
        for place in figures.places
        if sums.get(place.id, Sum()) != Sum()
    ]
    return _by_named(found, figures, own, lambda at: [district_of(figures.places, at)])


def _of_places(figures: Figures) -> dict[int | None, Sum]:
    """Return what the lines of each place add up to, and of no place."""
    return _added((group.line.place, each) for group, each in figures.lines)


def _by_named(
    nodes: list[Node],
    figures: Figures,
    own: Mapping[int | None, Sum],
    rows_of: Callable[[int], Iterable[int]],
) -> list[Node]:
    """Leave the plan of places open that no line of it names, and add what has no place.

    What was paid at them is drawn on the plan without a place (docs/decisions/0005). ``own`` is
    what the lines of each place add up to, and of none.
    """
    planned = {at for at, each in own.items() if at is not None and each.planned}
    named = set(chain.from_iterable(map(rows_of, planned)))
    drawn = {at: own[at].disbursed for at in figures.places_apart()}
    apart = _by_row(drawn, rows_of)
    taken = _taken_off(own, {*drawn}, planned, figures.places, rows_of)
    found = [_open(node, named, apart, taken) for node in nodes]
    rest = own.get(None, Sum())
    if rest == Sum() and not taken[None]:
        return found
    return [*found, Node(None, _NO_PLACE, rest, elsewhere=taken[None])]


def _taken_off(
    own: Mapping[int | None, Sum],
    apart: set[int],
    planned: set[int],
    places: Places,
    rows_of: Callable[[int], Iterable[int]],
) -> Mapping[int | None, Dong]:
    """Add up, by row, what was paid in rows without plan: of the nearest place above with one."""
    sums: defaultdict[int | None, Dong] = defaultdict(lambda: ZERO)
    named = set(chain.from_iterable(map(rows_of, planned)))
    for at in own:
        if at is None or not (at in apart or named.isdisjoint(rows_of(at))):
            continue
        above = next((higher for higher in places.lineage(at) if higher in planned), None)
        row = None if above is None else next(iter(rows_of(above)))
        sums[row] += own[at].disbursed
    return sums


def _by_row(
    drawn: Mapping[int, Dong], rows_of: Callable[[int], Iterable[int]]
) -> Mapping[int | None, Dong]:
    """Add amounts of places up by the rows they count in."""
    sums: defaultdict[int | None, Dong] = defaultdict(lambda: ZERO)
    for at, amount in drawn.items():
        for row in rows_of(at):
            sums[row] += amount
    return sums


def _open(
    node: Node,
    named: set[int],
    apart: Mapping[int | None, Dong],
    taken: Mapping[int | None, Dong],
) -> Node:
    below = tuple(_open(each, named, apart, taken) for each in node.children)
    return replace(
        node,
        children=below,
        named=node.id in named,
        apart=apart.get(node.id, ZERO),
        elsewhere=taken.get(node.id, ZERO),
    )


def district_of(places: Places, place: int) -> int:
    """Return the district a place lies in; since July 2025 there is none above a commune."""
    line = places.lineage(place)
    for level in (Level.DISTRICT, Level.COMMUNE):
        for at in line:
            if places[at].level is level:
                return at
    return place


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
