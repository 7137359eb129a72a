"""What is kept of money besides the entries: texts put right, files, openings, expectations."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import CheckConstraint, Column, Index, LargeBinary

from ethnictrack.book.tables.columns import (
    WORKED_OUT,
    core,
    day,
    index_where_said,
    integer,
    one_of,
    text_of,
    worked_out,
)
from ethnictrack.values.kinds import Capital, Source
from ethnictrack.values.money import MAX_SUM, Qualifier
from ethnictrack.values.text import voucher_key

# Texts of an entry put right: NULL leaves one as it was, '' takes it away. ``folded`` is what the
# whole entry is searched by from then on.
AMENDMENT = core(
    "amendment",
    integer("entry", to="entry.id"),
    text_of("note", null=True),
    text_of("payee", null=True),
    text_of("voucher", null=True),
    text_of("decision", null=True),
    text_of("reason"),
    worked_out(text_of("voucher_key", null=True)),
    CheckConstraint(
        "note IS NOT NULL OR payee IS NOT NULL OR voucher IS NOT NULL OR decision IS NOT NULL",
        name="texts",
    ),
    Index("ix_amendment_entry", "entry"),
    index_where_said("amendment", "voucher_key"),
)


def worked_out_of(row: Mapping[str, Any]) -> dict[str, Any]:
    """Return what a voucher that was put right, or one of a statement, is compared by."""
    voucher = row.get("voucher")
    return {"voucher_key": voucher_key(voucher) if voucher else None}


AMENDMENT.info[WORKED_OUT] = worked_out_of

# A document of an entry or an inspection; its bytes lie beside a file, and here on a server alone.
ATTACHMENT = core(
    "attachment",
    integer("entry", null=True, to="entry.id"),
    integer("inspection", null=True, to="inspection.id"),
    text_of("sha256"),
    text_of("name"),
    integer("size"),
    worked_out(Column("content", LargeBinary, nullable=True)),
    CheckConstraint("(entry IS NULL) <> (inspection IS NULL)", name="owner"),
    CheckConstraint("length(sha256) = 64", name="sha256"),
    CheckConstraint("size >= 0 AND (content IS NULL OR length(content) = size)", name="size"),
    index_where_said("attachment", "entry"),
    index_where_said("attachment", "inspection"),
)

# Paid before the book's first year, and advances still open of it.
OPENING = core(
    "opening",
    integer("program", to="program.id"),
    integer("place", null=True, to="place.id"),
    text_of("capital", null=True),
    text_of("source", null=True),
    integer("plan_year"),
    integer("until"),
    integer("paid"),
    integer("advances"),
    text_of("qualifier", null=True),
    text_of("note", null=True),
    integer("reverses", null=True, to="opening.id"),
    integer("batch", null=True),
    one_of("capital", Capital),
    one_of("source", Source),
    one_of("qualifier", Qualifier),
    CheckConstraint(
        "until BETWEEN 1945 AND 2100 AND plan_year BETWEEN 1945 AND until", name="years"
    ),
    CheckConstraint(
        f"(reverses IS NULL AND paid BETWEEN 0 AND {MAX_SUM} AND advances BETWEEN 0 AND {MAX_SUM}) "
        f"OR (reverses IS NOT NULL AND paid BETWEEN -{MAX_SUM} AND 0 "
        f"AND advances BETWEEN -{MAX_SUM} AND 0)",
        name="amounts",
    ),
    CheckConstraint("paid <> 0 OR advances <> 0", name="something"),
    index_where_said("opening", "reverses", unique=True),
)

# What is expected to be paid up to a day; the newest of a line and a day counts.
ESTIMATE = core(
    "estimate",
    integer("program", to="program.id"),
    integer("place", null=True, to="place.id"),
    text_of("capital", null=True),
    text_of("source", null=True),
    integer("year"),
    text_of("until"),
    integer("amount"),
    text_of("qualifier", null=True),
    one_of("capital", Capital),
    one_of("source", Source),
    one_of("qualifier", Qualifier),
    day("until"),
    CheckConstraint("year BETWEEN 1945 AND 2100", name="year"),
    CheckConstraint(f"amount BETWEEN 0 AND {MAX_SUM}", name="amount"),
    Index("ix_estimate_year", "year"),
)
