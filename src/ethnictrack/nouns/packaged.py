"""Lists that come with the package: places of the whole country, and trees of programmes."""

from __future__ import annotations

import csv
import lzma
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from enum import StrEnum
from functools import cache
from importlib import resources

from ethnictrack.i18n import N_, Named
from ethnictrack.nouns.place import Level
from ethnictrack.nouns.program import ProgramKind
from ethnictrack.nouns.registry import UnknownProvinceError
from ethnictrack.values.text import fold, visible

ALL = "all"  # said for a province: the whole country


class PackagedUnits(StrEnum):
    """The packaged lists of places."""

    CAO_BANG_2020 = "cao-bang-2020"
    CAO_BANG_2025 = "cao-bang-2025"
    VIET_NAM = "viet-nam"
    NONE = "none"


class Tree(StrEnum):
    """The packaged trees of programmes."""

    OF_2021 = "2021"
    OF_1719 = "1719"
    OF_2026 = "2026"
    NONE = "none"


UNITS_NAMES: Named[PackagedUnits] = {
    PackagedUnits.CAO_BANG_2020: N_("Cao Bằng, up to 30/6/2025"),
    PackagedUnits.CAO_BANG_2025: N_("Cao Bằng, from 1/7/2025"),
    PackagedUnits.VIET_NAM: N_("The whole country, before and from 1/7/2025"),
}
TREE_NAMES: Named[Tree] = {
    Tree.OF_2021: N_("Programmes met in 2021"),
    Tree.OF_1719: N_("Programme of Decision 1719/QĐ-TTg"),
    Tree.OF_2026: N_("National target programme 2026-2035, phase I"),
}
# First and last day on which money of the tree is paid; docs/sources.md, S-02 and S-21.
IN_FORCE = {
    Tree.OF_2021: (date(2016, 1, 1), date(2022, 1, 31)),
    Tree.OF_1719: (date(2021, 1, 1), date(2026, 12, 31)),
    Tree.OF_2026: (date(2026, 1, 1), date(2031, 1, 31)),
}


# What offices call the programmes of the trees besides; docs/sources.md, S-10.
_ALIASES = {
    "CTMTQG1719": ("Chương trình 1719", "CTMTQG DTTS&MN", "CTMTQG DTTS và MN"),
    "CTMTQG2026": ("CTMTQG 2026-2035", "CTMTQG 2026-2030"),
}


def trees_on(day: date) -> tuple[Tree, ...]:
    """Return the trees that money is paid from on a day, the older first."""
    return tuple(tree for tree, (first, last) in IN_FORCE.items() if first <= day <= last)


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceLine:
    """A place as listed; ``parent`` and ``successor`` are codes."""

    code: str
    name: str
    level: Level
    parent: str | None
    valid_from: date | None
    valid_to: date | None
    successor: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgramLine:
    """A programme as listed; ``parent`` is a code."""

    code: str
    name: str
    parent: str | None
    kind: ProgramKind
    decision: str | None
    from_year: int | None
    to_year: int | None
    owner: str | None
    aliases: tuple[str, ...] = ()


def places(units: PackagedUnits) -> Iterator[PlaceLine]:
    """Yield the places of a list, parents first."""
    ending = ".xz" if units is PackagedUnits.VIET_NAM else ""
    for row in _rows(f"units-{units}.csv{ending}") if units is not PackagedUnits.NONE else ():
        yield PlaceLine(
            code=row["code"],
            name=row["name"],
            level=Level(row["level"]),
            parent=row["parent"] or None,
            valid_from=_day(row["valid_from"]),
            valid_to=_day(row["valid_to"]),
            successor=row["successor"] or None,
        )


def programs(tree: Tree) -> Iterator[ProgramLine]:
    """Yield the programmes of a tree, parents first."""
    for row in _rows(f"programs-{tree}.csv") if tree is not Tree.NONE else ():
        yield ProgramLine(
            code=row["code"],
            name=row["name"],
            parent=row["parent"] or None,
            kind=ProgramKind(row["kind"]),
            decision=row["decision"] or None,
            from_year=int(row["from_year"]) if row["from_year"] else None,
            to_year=int(row["to_year"]) if row["to_year"] else None,
            owner=row["owner"] or None,
            aliases=_ALIASES.get(row["code"], ()),
        )


def provinces() -> list[PlaceLine]:
    """Return the provinces of today."""
    return [each for each in _country() if each.level is Level.PROVINCE and each.valid_to is None]


def places_of(province: str) -> list[PlaceLine]:
    """Return the places of a province: those of today, and those that went into it.

    ``province`` is a name or code of today, or a name of before July 2025; ``ALL`` is the country.
    Raises: UnknownProvinceError.
    """
    lines = _country()
    if fold(province) == ALL:
        return list(lines)
    code = _province(province, [each for each in lines if each.level is Level.PROVINCE])
    kept: set[tuple[str, date | None]] = set()
    chosen: list[PlaceLine] = []
    for each in lines:
        today = each.valid_to is None
        own = each.code == code if today else each.successor == code
        above = (each.parent or "", each.valid_to)
        if (own and each.level is Level.PROVINCE) or above in kept:
            kept.add((each.code, each.valid_to))
            chosen.append(each)
    return chosen


@cache
def _country() -> tuple[PlaceLine, ...]:
    """Return the places of the country, which take a tenth of a second to read."""
    return tuple(places(PackagedUnits.VIET_NAM))


def _province(given: str, provinces: Sequence[PlaceLine]) -> str:
    """Return the code of today's province that a word names. Raises: UnknownProvinceError."""
    wanted = _proper(given)
    today, before = dict[str, str](), dict[str, str | None]()
    for each in provinces:
        if each.valid_to is None:
            today |= {each.code: each.code, _proper(each.name): each.code}
        else:
            before[_proper(each.name)] = each.successor
    if found := today.get(given.strip()) or today.get(wanted) or before.get(wanted):
        return found
    known = {_proper(each.name): each.name for each in provinces}
    near = tuple(known[each] for each in get_close_matches(wanted, known, n=3))
    raise UnknownProvinceError(given=visible(given), near=near)


def _proper(name: str) -> str:
    """Return a province's name without the word for what it is, for comparing."""
    name = fold(name)
    for kind in ("tinh ", "thanh pho ", "tp ", "tp. "):
        name = name.removeprefix(kind)
    return name.replace(".", "").strip()


def _rows(name: str) -> Iterator[dict[str, str]]:
    stored = resources.files("ethnictrack.data").joinpath(name).read_bytes()
    text = (lzma.decompress(stored) if name.endswith(".xz") else stored).decode("utf-8")
    yield from csv.DictReader(text.splitlines())


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None
