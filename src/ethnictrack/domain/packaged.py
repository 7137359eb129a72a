"""Lists that come with the package: places of Cao Bằng and trees of programmes."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from importlib import resources

from ethnictrack.domain.place import Level
from ethnictrack.domain.program import ProgramKind


class Units(StrEnum):
    """The packaged lists of places."""

    CAO_BANG_2020 = "cao-bang-2020"
    CAO_BANG_2025 = "cao-bang-2025"
    NONE = "none"


class Tree(StrEnum):
    """The packaged trees of programmes."""

    OF_2021 = "2021"
    OF_1719 = "1719"
    NONE = "none"


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


def places(units: Units) -> Iterator[PlaceLine]:
    """Yield the places of a list, parents first."""
    for row in _rows(f"units-{units}.csv") if units is not Units.NONE else ():
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
        )


def _rows(name: str) -> Iterator[dict[str, str]]:
    text = resources.files("ethnictrack.data").joinpath(name).read_text(encoding="utf-8")
    yield from csv.DictReader(text.splitlines())


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None
