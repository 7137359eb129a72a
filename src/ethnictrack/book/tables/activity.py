"""Activities, their targets and records, and remarks."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, UniqueConstraint

from ethnictrack.book.tables.columns import core, day, integer, one_of, register, text_of
from ethnictrack.fields.activity import ACTIVITY as FIELDS
from ethnictrack.nouns.activity import ActivitySection, RemarkSection
from ethnictrack.values.money import Qualifier

# Something counted.
ACTIVITY = register("activity", FIELDS, one_of("section", ActivitySection))


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
