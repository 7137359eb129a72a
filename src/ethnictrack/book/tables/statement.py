"""Statements of the treasury, and what people decided of their lines."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Index, UniqueConstraint

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
from ethnictrack.book.tables.entry_more import worked_out_of
from ethnictrack.values.kinds import Capital, Source
from ethnictrack.values.money import MAX_SUM

# A file of the treasury as it was taken in; the account is that of a place or a programme, or all.
STATEMENT = core(
    "statement",
    text_of("as_of"),
    text_of("since"),
    integer("year", null=True),
    integer("place", null=True, to="place.id"),
    integer("program", null=True, to="program.id"),
    integer("days"),
    text_of("file"),
    text_of("digest"),
    day("as_of"),
    day("since"),
    CheckConstraint("as_of >= since", name="span"),
    CheckConstraint("days >= 0", name="days"),
    CheckConstraint("length(digest) = 64", name="digest"),
)
# A line of it: ``line`` is the row of the file, ``said`` the programme as the file names it.
STATEMENT_LINE = core(
    "statement_line",
    integer("statement", to="statement.id"),
    integer("line"),
    text_of("said", null=True),
    integer("program", null=True, to="program.id"),
    text_of("target_code", null=True),
    text_of("voucher", null=True),
    text_of("date", null=True),
    text_of("capital", null=True),
    text_of("source", null=True),
    integer("year", null=True),
    integer("amount"),
    text_of("text", null=True),
    worked_out(text_of("voucher_key", null=True)),
    UniqueConstraint("statement", "line"),
    day("date"),
    one_of("capital", Capital),
    one_of("source", Source),
    CheckConstraint("line > 0", name="line"),
    CheckConstraint(f"amount BETWEEN -{MAX_SUM} AND {MAX_SUM}", name="amount"),
    index_where_said("statement_line", "voucher_key"),
)
STATEMENT_LINE.info[WORKED_OUT] = worked_out_of
# What a person decided: a line and an entry are one, a difference has a reason, a statement goes.
STATEMENT_MATCH = core(
    "statement_match",
    integer("statement", to="statement.id"),
    text_of("action"),
    integer("line", null=True),
    integer("entry", null=True, to="entry.id"),
    text_of("reason", null=True),
    CheckConstraint(
        "(action = 'match' AND line IS NOT NULL AND entry IS NOT NULL) OR (action = 'explain' AND "
        "(line IS NULL) <> (entry IS NULL) AND reason IS NOT NULL) OR (action = 'drop' AND "
        "line IS NULL AND entry IS NULL AND reason IS NOT NULL)",
        name="action",
    ),
    Index("ix_statement_match_statement", "statement"),
    index_where_said("statement_match", "entry"),
)
