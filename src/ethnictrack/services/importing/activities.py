"""Imports of activities: the register, the targets of a year, and numbers that are reported."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from ethnictrack.errors.batch import RepeatedLineError
from ethnictrack.nouns.activity import Activities, Activity, ActivitySection, Record
from ethnictrack.services.activity import keep_activity, keep_record, keep_target, record_of
from ethnictrack.services.importing.registers import has_same

if TYPE_CHECKING:
    from ethnictrack.book.opening import Book
    from ethnictrack.services.importing.registers import Said


@dataclass(slots=True)
class _Year:
    """What the book has of a year before the import, and what rows of the import repeat.

    ``marks`` count the numbers that stand by what they say, with their day and without it.
    """

    targets: dict[tuple[int, int], Decimal]
    marks: Counter[Record]
    repeated: Counter[Record] = field(default_factory=Counter)

    @classmethod
    def of(cls, book: Book, year: int) -> _Year:
        """Read a year."""
        found = (
            replace(each, id=0) for kept in book.activities.records(year).values() for each in kept
        )
        marks = Counter(mark for each in found for mark in (each, _undated(each)))
        return cls(book.activities.targets(year), marks)

    def new_target(self, activity: Activity, number: int, said: Said) -> Decimal | None:
        """Return the target a row says, unless it is the one the year has."""
        if said.get("target") is None:
            return None
        target: Decimal = said["target"].value
        return None if target == self.targets.get((activity.id, number)) else target

    def new_record(self, record: Record | None, *, dated: bool) -> Record | None:
        """Return the number of a row, unless the book has it."""
        if record is None or self.repeats(record if dated else _undated(record)):
            return None
        return record

    def repeats(self, mark: Record) -> bool:
        """Say whether the book has a number, counting: of three equal rows two may be new."""
        if self.repeated[mark] >= self.marks[mark]:
            return False
        self.repeated[mark] += 1
        return True


class ActivityTaker:
    """Keeps the rows of one import: an activity with a year's target and number, as far as said.

    A code the book has is that activity, if it is called the same. The book is read once for each
    year, and once for the register, which grows with the rows.
    """

    def __init__(self) -> None:
        self._register: Activities | None = None
        self._years: dict[int, _Year] = {}

    def __call__(self, book: Book, said: Said, today: date) -> None:
        """Keep a row. Raises: RepeatedLineError and the refusals of ``actions.activity``."""
        if self._register is None:
            self._register = book.activities.all()
        activity, known = self._activity(book, self._register, said)
        number = said.get("year") or (said.get("date") or today).year
        if number not in self._years:
            self._years[number] = _Year.of(book, number)
        year = self._years[number]
        target = year.new_target(activity, number, said)
        record = year.new_record(self._record(activity, number, said, today), dated="date" in said)
        if known and target is None and record is None:
            raise RepeatedLineError(given=activity.code)
        if target is not None:
            keep_target(book, activity, target, number)
            year.targets[activity.id, number] = target
        if record is not None:
            keep_record(book, record, today)

    @staticmethod
    def _activity(book: Book, register: Activities, said: Said) -> tuple[Activity, bool]:
        """Return the activity of a row, and whether the book has it already."""
        activity = Activity(
            id=0,
            code=said["code"],
            name=said["name"],
            unit=said["unit"],
            section=said.get("section") or ActivitySection.OTHER,
        )
        if has_same(register, activity):
            return register.find(activity.code), True
        kept = keep_activity(book, register, activity)
        register.include(kept)
        return kept, False

    @staticmethod
    def _record(activity: Activity, year: int, said: Said, today: date) -> Record | None:
        """Return the number of a row, if it has one."""
        if said.get("actual") is None:
            return None
        return record_of(
            activity,
            said["actual"],
            year=year,
            on=said.get("date") or today,
            estimate=bool(said.get("estimate")),
            note=said.get("note"),
        )


def _undated(record: Record) -> Record:
    """Return a number without its day: one that was not said may be another one next time."""
    return replace(record, date=date.min)
