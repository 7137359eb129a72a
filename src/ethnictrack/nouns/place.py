"""Places: provinces, districts, communes and villages, each valid for a time.

A code may come back with another territory (xã Tổng Cọt, 01414, in 2025): a place is a code and
a validity, and an entry takes the version that is valid on its day.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from ethnictrack.i18n import N_, ClosedList, Message, language
from ethnictrack.nouns.registry import AmbiguousNameError, DuplicateCodeError, Registry, Thing
from ethnictrack.values.dates import write_date


class Level(ClosedList):
    """Level of a place; there is no district level after 30 June 2025."""

    PROVINCE = "province", N_("province")
    DISTRICT = "district", N_("district")
    COMMUNE = "commune", N_("commune")
    VILLAGE = "village", N_("village")


# Folded words that stand before the proper name of a place.
_TYPE = re.compile(
    r"^(tinh|thanh pho|quan|huyen|thi xa|thi tran|phuong|dac khu|xa|thon|xom|ban|to dan pho) "
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Place(Thing):
    """One place for the time it existed; ``successor`` is the code that took its place."""

    level: Level = Level.COMMUNE
    valid_from: date | None = None
    valid_to: date | None = None
    successor: str | None = None

    def valid_on(self, day: date) -> bool:
        """Say whether the place existed on ``day``; an open end is no end."""
        return (self.valid_from or day) <= day <= (self.valid_to or day)


_SHORT = {
    "x": "xã",
    "p": "phường",
    "h": "huyện",
    "t": "tỉnh",
    "tt": "thị trấn",
    "tx": "thị xã",
    "tp": "thành phố",
}
_SHORTENED = re.compile(
    r"(?<![^\W_])(?:(?P<dotted>x|p|h|t)\.|(?P<short>tt|tx|tp)[. ])\s*", re.IGNORECASE
)


def _whole(text: str) -> str:
    """Return a name with the words that were shortened in it; "" where there are none."""
    whole = _SHORTENED.sub(
        lambda said: f"{_SHORT[(said['dotted'] or said['short']).lower()]} ", text
    )
    return whole if whole != text else ""


def not_in_force(place: Place, day: date) -> Message:
    """Say that a place did not exist on ``day``, and what took its place if that is known."""
    facts = {"place": f"{place.code} {place.name}", "date": day}
    if place.successor is None:
        return N_("{place} was not in force on {date}.").of(**facts)
    said = N_("{place} was not in force on {date}; its successor is {successor}.")
    return said.of(**facts, successor=place.successor)


class Places(Registry[Place]):
    """The register of places."""

    noun = N_("place")

    def shorter(self, folded: str) -> str:
        """Return a name without its kind: "Huyện Bảo Lạc" is known as "Bảo Lạc" too."""
        return _TYPE.sub("", folded)

    def told(self, thing: Place) -> str:
        """Return a place as one of several candidates: a commune with what it lies in."""
        if thing.parent is None or thing.level not in {Level.COMMUNE, Level.VILLAGE}:
            return thing.label
        return f"{thing.code} ({thing.name}, {self[thing.parent].name})"

    def told_as(self, thing: Place) -> tuple[str, ...]:
        """Return a place as a candidate, with its days too."""
        told, ends = self.told(thing), (thing.valid_from, thing.valid_to)
        since, until = ("…" if day is None else write_date(day, language()) for day in ends)
        return told, f"{told.removesuffix(')')}, {since} – {until})"

    def candidates(self, several: Iterable[Place]) -> tuple[str, ...]:
        """Return places so that they are told apart: versions of one name by their days."""
        told = [self.told_as(each) for each in several]
        often = Counter(each for each, _ in told)
        return tuple(dated if often[each] > 1 else each for each, dated in told)

    def distinct(self, place: Place, day: date) -> str:
        """Return a place's name, with what it lies in where another bears it on that day too."""
        others = (
            each
            for each in self._fitting(place.name)
            if each.name == place.name and each.code != place.code and each.valid_on(day)
        )
        if place.parent is None or not any(others):
            return place.name
        return f"{place.name}, {self[place.parent].name}"

    def matches(self, text: str) -> list[Place]:
        """Return the places of a code or name, which may be short for its kind: TP, H., X."""
        return super().matches(text) or (super().matches(whole) if (whole := _whole(text)) else [])

    def find_on(self, text: str, day: date) -> Place:
        """Return the place that ``text`` names on ``day``; another day's version if it is alone.

        Raises: UnknownCodeError, AmbiguousNameError.
        """
        found = self.matches(text)
        valid = [place for place in found if place.valid_on(day)]
        if len(valid) == 1:
            return valid[0]
        if len(valid) > 1:
            listed = self.candidates(valid)
            raise AmbiguousNameError(noun=self.noun, given=text, found=listed)
        return self.find(text)

    def version_on(self, number: int, day: date) -> Place:
        """Return the version of a place that is valid on a day, else the newest."""
        versions = self.with_code(self[number].code)
        return next((each for each in versions if each.valid_on(day)), versions[-1])

    def first_version(self, number: int) -> int:
        """Return the first version of a place: all that bear its code are one place to a plan."""
        return self.with_code(self[number].code)[0].id

    def first_versions(self, number: int) -> list[int]:
        """Return the place and all that stand above it, each by its first version."""
        return [self.first_version(each) for each in self.lineage(number)]

    def inside(self, number: int | None, root: int) -> bool:
        """Say whether a place lies in another, in whichever versions; no place lies in none."""
        return number is not None and self.first_version(root) in self.first_versions(number)

    def related(self, one: int | None, other: int | None) -> bool:
        """Say whether one place holds the other, in whichever versions; no place is anywhere."""
        return one is None or other is None or self.inside(one, other) or self.inside(other, one)


def check_version(places: Places, new: Place) -> None:
    """Refuse a code that is in use during any part of the new validity.

    Raises: DuplicateCodeError.
    """
    for old in places.with_code(new.code):
        if overlap(old, new):
            raise DuplicateCodeError(noun=places.noun, given=new.code, name=old.name)


def overlap(one: Place, other: Place) -> bool:
    """Say whether two versions of a code are valid on one day; an open end is no end."""
    starts = max(one.valid_from or date.min, other.valid_from or date.min)
    ends = min(one.valid_to or date.max, other.valid_to or date.max)
    return starts <= ends
