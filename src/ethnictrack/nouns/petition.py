"""Form 01/TCD, the reception of citizens in 29 numbered columns.

An activity of the section `petitions` says in which column it counts: by its code, TCD-4, or by
its unit, for one whose visits, persons or cases are those of all receptions together. Letters are
counted in other forms. Source: docs/sources.md, S-28.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from ethnictrack.nouns.activity import Activity, ActivitySection, Outcome
from ethnictrack.values.text import fold

COLUMNS = 29
# Columns of totals, and those they are made of: regular reception, the head's, his deputy's.
PARTS = {1: (4, 13, 22), 2: (5, 14, 23), 3: (6, 7, 15, 16, 24, 25)}
_CODE = re.compile(r"(?:01/)?tcd[-. ]?0*([1-9][0-9]?)")
_UNITS = {
    1: frozenset({"luot", "luot tiep", "luot nguoi", "visit", "visits"}),
    2: frozenset({"nguoi", "cong dan", "person", "persons", "people"}),
    3: frozenset({"vu", "vu viec", "case", "cases"}),
}


def formula(column: int) -> str:
    """Return the identity of a column of totals, as the form prints it; none of the others."""
    return f"{column}={'+'.join(map(str, PARTS[column]))}" if column in PARTS else ""


def column_of(activity: Activity) -> int | None:
    """Return the column an activity counts in, from 1 to 29; None for what the form lacks."""
    if activity.section is not ActivitySection.PETITIONS:
        return None
    found = _CODE.fullmatch(fold(activity.code))
    if found:
        number = int(found[1])
        return number if number <= COLUMNS else None
    unit = fold(activity.unit)
    return next((number for number, words in _UNITS.items() if unit in words), None)


@dataclass(frozen=True, slots=True)
class Mismatch:
    """A total that its parts do not make; ``parts`` is their sum."""

    column: int
    stated: Decimal
    parts: Decimal


@dataclass(frozen=True, slots=True)
class Reception:
    """What was reported of a year, by the column it counts in."""

    stated: dict[int, Decimal] = field(default_factory=dict)

    def figure(self, column: int) -> Decimal:
        """Return what the form prints: what was reported, else what its parts make, else 0."""
        return self.stated.get(column, self._sum(column))

    def _sum(self, column: int) -> Decimal:
        return sum(
            (self.stated.get(part, Decimal(0)) for part in PARTS.get(column, ())), Decimal(0)
        )

    def mismatches(self) -> Iterator[Mismatch]:
        """Yield the totals that were reported and are not what their parts make."""
        for column in PARTS:
            stated, parts = self.figure(column), self._sum(column)
            if stated != parts:
                yield Mismatch(column, stated, parts)


def reception(outcomes: Iterable[Outcome]) -> Reception:
    """Add up what was reported, column by column."""
    found = Reception()
    for each in outcomes:
        column = column_of(each.activity)
        if column is not None and each.actual is not None:
            found.stated[column] = found.stated.get(column, Decimal(0)) + each.actual
    return found
