"""Imports of activities: the register, the targets of a year, and numbers that are reported."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from ethnictrack.actions.activity import add_activity, keep_record, record_of, set_target
from ethnictrack.actions.importing.registers import has_same
from ethnictrack.domain.activity import Activity, ActivitySection, Record
from ethnictrack.domain.errors.batch import RepeatedLineError

if TYPE_CHECKING:
    from ethnictrack.actions.importing.registers import Said
    from ethnictrack.store.opening import Book


class ActivityTaker:
    """Keeps the rows of one import: an activity with a year's target and number, as far as said.

    A code the book has is that activity, if it is called the same. A number the book has is
    repeated, counting: of three equal rows two may be new.
    """

    def __init__(self) -> None:
        self._kept: Counter[Record] = Counter()
        self._repeated: Counter[Record] = Counter()

    def __call__(self, book: Book, said: Said, today: date) -> None:
        """Keep a row. Raises: RepeatedLineError and the refusals of ``actions.activity``."""
        register = book.activities.all()
        activity = Activity(
            id=0,
            code=said["code"],
            name=said["name"],
            unit=said["unit"],
            section=said.get("section") or ActivitySection.OTHER,
        )
        known = has_same(register, activity)
        activity = register.find(activity.code) if known else add_activity(book, activity)
        year = said.get("year") or (said.get("date") or today).year
        target = self._target(book, activity, year, said)
        record = self._record(book, activity, year, said, today)
        if known and target is None and record is None:
            raise RepeatedLineError(given=activity.code)
        if target is not None:
            set_target(book, activity.code, target, year)
        if record is not None:
            keep_record(book, record, today)

    @staticmethod
    def _target(book: Book, activity: Activity, year: int, said: Said) -> Decimal | None:
        """Return the target of a row, unless the book has it."""
        target = said.get("target")
        known = book.activities.targets(year).get((activity.id, year))
        return None if target is None or target.value == known else target.value

    def _record(
        self, book: Book, activity: Activity, year: int, said: Said, today: date
    ) -> Record | None:
        """Return the number of a row, unless the book has it."""
        if said.get("actual") is None:
            return None
        record = record_of(
            activity,
            said["actual"],
            year=year,
            on=said.get("date") or today,
            estimate=bool(said.get("estimate")),
            note=said.get("note"),
        )
        # A day that was not said may be another one next time.
        dated = "date" in said
        mark = record if dated else replace(record, date=date.min)
        found = [
            each
            for each in book.activities.records(year).get(activity.id, ())
            if replace(each, id=0, date=each.date if dated else date.min) == mark
        ]
        if self._repeated[mark] < len(found) - self._kept[mark]:
            self._repeated[mark] += 1
            return None
        self._kept[mark] += 1
        return record
