"""Activities, their targets and records, and remarks."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlmodel import SQLModel

from ethnictrack.book.tables.columns import (
    STRICT,
    core,
    day,
    integer,
    logged,
    office,
    one_of,
    table_of,
    text_of,
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


ACTIVITY = table_of(ActivityRow)
# A target for a year, in thousandths; the newest one counts.
TARGET = core(
    "target",
    integer("activity", to="activity.id"),
    integer("year"),
    integer("thousandths"),
    CheckConstraint("thousandths > 0", name="thousandths"),
)
# A number reported, in thousandths; zero is a reported nil.
RECORD = core(
    "record",
    integer("activity", to="activity.id"),
    integer("year"),
    text_of("date"),
    integer("thousandths"),
    text_of("qualifier", null=True),
    integer("estimate"),
    text_of("note", null=True),
    integer("reverses", null=True, to="record.id"),
    UniqueConstraint("reverses"),
    day("date"),
    one_of("qualifier", Qualifier),
    CheckConstraint("estimate IN (0, 1)", name="estimate"),
    CheckConstraint(
        "(reverses IS NULL AND thousandths >= 0) OR (reverses IS NOT NULL AND thousandths <= 0)",
        name="thousandths",
    ),
)
# A sentence for the annual report; a later one may take its place.
REMARK = core(
    "remark",
    integer("year"),
    text_of("section"),
    text_of("text"),
    integer("replaces", null=True, to="remark.id"),
    UniqueConstraint("replaces"),
    one_of("section", RemarkSection),
)
