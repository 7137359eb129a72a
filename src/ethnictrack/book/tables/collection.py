"""What communes are asked to send in, and what came."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Index, UniqueConstraint

from ethnictrack.book.tables.columns import core, day, integer, one_of, text_of
from ethnictrack.values.kinds import Capital, Source
from ethnictrack.values.money import MAX_SUM

# A period for which units send their figures in, such as "2026-10" or "2026-6m"; by ``key``, which
# nobody else has, its forms are known again.
COLLECTION = core(
    "collection",
    text_of("period", unique=True),
    text_of("form"),
    text_of("due"),
    text_of("key"),
    day("due"),
    CheckConstraint("form = 'month' OR form = 'half-year'", name="form"),
    CheckConstraint("length(key) = 64", name="key"),
)
# What became of a unit, one row an event; the newest says where it stands.
COLLECTION_UNIT = core(
    "collection_unit",
    integer("collection", to="collection.id"),
    integer("place", to="place.id"),
    text_of("action"),
    text_of("date", null=True),
    text_of("file", null=True),
    text_of("digest", null=True),
    text_of("reason", null=True),
    integer("batch", null=True),
    day("date"),
    CheckConstraint(
        "action = 'asked' OR action = 'received' OR action = 'nil' OR action = 'returned' OR "
        "action = 'accepted'",
        name="action",
    ),
    CheckConstraint("action <> 'returned' OR reason IS NOT NULL", name="reason"),
    CheckConstraint("(file IS NULL) = (digest IS NULL)", name="file"),
    CheckConstraint("length(digest) = 64", name="digest"),
    Index("ix_collection_unit_collection", "collection", "place"),
)
# A figure of a file that was received (``unit``): paid up to the period before, and to its end.
COLLECTION_FIGURE = core(
    "collection_figure",
    integer("unit", to="collection_unit.id"),
    integer("line"),
    integer("program", to="program.id"),
    text_of("capital", null=True),
    text_of("source", null=True),
    integer("plan_year"),
    integer("before"),
    integer("cumulative"),
    text_of("note", null=True),
    UniqueConstraint("unit", "line"),
    one_of("capital", Capital),
    one_of("source", Source),
    CheckConstraint("plan_year BETWEEN 1945 AND 2100", name="plan_year"),
    CheckConstraint(
        f"before BETWEEN -{MAX_SUM} AND {MAX_SUM} AND cumulative BETWEEN -{MAX_SUM} AND {MAX_SUM}",
        name="amounts",
    ),
)
