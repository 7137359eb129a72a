"""Reports as they were handed in: their figures under a number, to be compared with later."""

from __future__ import annotations

from sqlalchemy import CheckConstraint

from ethnictrack.book.tables.columns import core, day, integer, text_of

# A sealed report: what was asked, by which program, its figures and where the log stood.
SEAL = core(
    "seal",
    text_of("report"),
    integer("year"),
    text_of("as_of"),
    text_of("asked"),
    text_of("version"),
    text_of("figures"),
    text_of("digest"),
    integer("head", to="log.seq"),
    day("as_of"),
    CheckConstraint("length(digest) = 64", name="digest"),
)
