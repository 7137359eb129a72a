"""Reports as they were handed in: their figures under a number, to be compared with later."""

from __future__ import annotations

from sqlalchemy import CheckConstraint
from sqlmodel import SQLModel

from ethnictrack.book.tables.columns import STRICT, day, logged, office, table_of, whole, words


class SealRow(SQLModel, table=True):
    """A sealed report: what was asked, by which program, its figures and where the log stood."""

    __tablename__ = "seal"
    __table_args__ = (
        day("as_of"),
        CheckConstraint("length(digest) = 64", name="digest"),
        STRICT,
    )
    id: int = whole(key=True)
    report: str = words()
    year: int = whole()
    as_of: str = words()
    asked: str = words()
    version: str = words()
    figures: str = words()
    digest: str = words()
    head: int = whole(to="log.seq")
    log: int = logged()
    office: int = office()


SEAL = table_of(SealRow)
