"""Reads and writes activities, their targets and records, and remarks."""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal

from sqlalchemy import select

from ethnictrack.book.journal import Store
from ethnictrack.book.tables.activity import ACTIVITY, RECORD, REMARK, TARGET
from ethnictrack.book.tables.columns import noun_of, row_of
from ethnictrack.book.tables.entry import standing
from ethnictrack.nouns.activity import Activities, Activity, Record, Remark, RemarkSection
from ethnictrack.values.text import key

_THOUSAND = 1000  # numbers have up to three decimals and are kept in thousandths
_UNDONE = RECORD.alias("undone")


class ActivityStore(Store):
    """Results that are not money."""

    def all(self) -> Activities:
        """Return the register of activities."""
        rows = self._db.execute(select(ACTIVITY).order_by(ACTIVITY.c.id))
        return Activities(noun_of(Activity, row) for row in rows)

    def targets(self, year: int | None = None) -> dict[tuple[int, int], Decimal]:
        """Return the target of each activity and year; the newest one counts."""
        query = select(TARGET).order_by(TARGET.c.id)
        if year is not None:
            query = query.where(TARGET.c.year == year)
        return {
            (row.activity, row.year): _number(row.thousandths) for row in self._db.execute(query)
        }

    def records(self, year: int | None = None) -> dict[int, list[Record]]:
        """Return what was reported, by activity."""
        found: dict[int, list[Record]] = defaultdict(list)
        query = (
            select(RECORD, _UNDONE.c.id.label("undone"))
            .join(_UNDONE, _UNDONE.c.reverses == RECORD.c.id, isouter=True)
            .order_by(RECORD.c.id)
        )
        if year is not None:
            query = query.where(RECORD.c.year == year)
        for row in self._db.execute(query):
            value = _number(row.thousandths)
            found[row.activity].append(noun_of(Record, row, value=value, reversed_by=row.undone))
        return found

    def recorded_by(self, log: int) -> list[int]:
        """Return the standing records that one log record wrote, newest first."""
        query = standing(RECORD, RECORD.c.id).where(RECORD.c.log == log)
        return list(self._db.scalars(query.order_by(RECORD.c.id.desc())))

    def remarks(self, year: int) -> list[Remark]:
        """Return the remarks of a year that stand, in the order of the first of each."""
        first: dict[int, int] = {}
        current: dict[int, Remark] = {}
        for row in self._db.execute(
            select(REMARK).where(REMARK.c.year == year).order_by(REMARK.c.id)
        ):
            origin = first[row.id] = first.get(row.replaces, row.id)
            current[origin] = noun_of(Remark, row)
        return [remark for _, remark in sorted(current.items()) if remark.text]

    def add(self, activity: Activity) -> int:
        """Keep a new activity; its number comes back."""
        row = row_of(activity, ACTIVITY, code_key=key(activity.code))
        return self._journal.insert(ACTIVITY, **row)

    def add_target(self, activity: Activity, year: int, number: Decimal) -> None:
        """Keep a target; an earlier one of the same year stays in the log."""
        self._journal.insert(
            TARGET, activity=activity.id, year=year, thousandths=_thousandths(number)
        )

    def add_record(self, record: Record) -> int:
        """Keep a number; the record's own number comes back."""
        row = row_of(record, RECORD, thousandths=_thousandths(record.value))
        return self._journal.insert(RECORD, **row)

    def add_remark(
        self, *, year: int, section: RemarkSection, text: str, replaces: int | None
    ) -> int:
        """Keep a remark; an empty one in place of another takes it out of the report."""
        return self._journal.insert(
            REMARK, year=year, section=section.value, text=text, replaces=replaces
        )


def _number(thousandths: int) -> Decimal:
    return (Decimal(thousandths) / _THOUSAND).normalize() + 0


def _thousandths(number: Decimal) -> int:
    return int(number * _THOUSAND)
