"""What a list of entries is filtered by."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any, TypeAlias

from ethnictrack.values.money import Dong

if TYPE_CHECKING:
    from datetime import date

    from ethnictrack.values.kinds import Capital, Kind, Source

# What entries have in common, how many they are, what they did and what they disposed of.
Summed: TypeAlias = tuple[Any, int, Dong, Dong]


class SumBy(StrEnum):
    """What the entries of a list are added up by."""

    PAYEE = "payee"
    PROGRAM = "program"
    PLACE = "place"
    MONTH = "month"
    CAPITAL = "capital"
    SOURCE = "source"
    KIND = "kind"
    ACTOR = "actor"


@dataclass(frozen=True, slots=True)
class Says:
    """What a text of an entry has to say: that and no more, or among other words.

    A part is found whatever its accents and capitals.
    """

    field: str
    text: str
    whole: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """Conditions that all hold; None asks nothing. Programmes and places are ids with families.

    ``unclassified`` names the classes ("capital", "source") that are to be left open. ``actor`` is
    who recorded an entry, whatever the accents and capitals. Amounts are compared without their
    sign, so that a reversal is found with what it reverses. ``effective`` leaves out an entry and
    its reversal where both are in the span of days: then they are nothing in any sum.
    """

    programs: frozenset[int] | None = None
    places: frozenset[int] | None = None
    year: int | None = None
    plan_year: int | None = None
    capital: Capital | None = None
    source: Source | None = None
    kind: Kind | None = None
    first: date | None = None
    last: date | None = None
    texts: tuple[Says, ...] = ()
    unclassified: frozenset[str] = frozenset()
    search: str | None = None
    actor: str | None = None
    batch: int | None = None
    least: Dong | None = None
    most: Dong | None = None
    recorded_first: date | None = None
    recorded_last: date | None = None
    effective: bool = False
    over_plan: bool = False  # only those that went beyond the plan and stand
    after: int | None = None  # number of the entry before the first
    limit: int | None = None
    offset: int = 0
