"""Activities, their targets and records, and remarks."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlmodel import SQLModel

from ethnictrack.book.tables.columns import (
    STRICT,
    day,
    logged,
    office,
    one_of,
    table_of,
    whole,
    words,
)
from ethnictrack.nouns.activity import ActivitySection, RemarkSection
from ethnictrack.values.money import Qualifier


class ActivityRow(SQLModel, table=True):
    """Something counted."""

    __tablename__ = "activity"
    __table_args__ = (one_of("section", ActivitySection), STRICT)
    id: int = whole(key=True)
    code: str = words()
    code_key: str = words(unique=True)
    name: str = words()
    unit: str = words()
    section: str = words()
    log: int = logged()
    office: int = office()


class TargetRow(SQLModel, table=True):
    """A target for a year, in thousandths; the newest one counts."""

    __tablename__ = "target"
    __table_args__ = (CheckConstraint("thousandths > 0", name="thousandths"), STRICT)
    id: int = whole(key=True)
    activity: int = whole(to="activity.id")
    year: int = whole()
    thousandths: int = whole()
    log: int = logged()
    office: int = office()


class RecordRow(SQLModel, table=True):
    """A number reported, in thousandths; zero is a reported nil."""

    __tablename__ = "record"
    __table_args__ = (
        UniqueConstraint("reverses"),
        day("date"),
        one_of("qualifier", Qualifier),
        CheckConstraint("estimate IN (0, 1)", name="estimate"),
        CheckConstraint(
            "(reverses IS NULL AND thousandths >= 0) OR "
            "(reverses IS NOT NULL AND thousandths <= 0)",
            name="thousandths",
        ),
        STRICT,
    )
    id: int = whole(key=True)
    activity: int = whole(to="activity.id")
    year: int = whole()
    date: str = words()
    thousandths: int = whole()
    qualifier: str | None = words(null=True)
    estimate: int = whole()
    note: str | None = words(null=True)
    reverses: int | None = whole(null=True, to="record.id")
    log: int = logged()
    office: int = office()


class RemarkRow(SQLModel, table=True):
    """A sentence for the annual report; a later one may take its place."""

    __tablename__ = "remark"
    __table_args__ = (UniqueConstraint("replaces"), one_of("section", RemarkSection), STRICT)
    id: int = whole(key=True)
    year: int = whole()
    section: str = words()
    text: str = words()
    replaces: int | None = whole(null=True, to="remark.id")
    log: int = logged()
    office: int = office()


ACTIVITY = table_of(ActivityRow)
RECORD = table_of(RecordRow)
REMARK = table_of(RemarkRow)
TARGET = table_of(TargetRow)
