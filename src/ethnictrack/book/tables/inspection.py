"""Inspections, their stages, findings and recoveries."""

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
from ethnictrack.nouns.inspection import Action, Basis, InspectionKind, Stage
from ethnictrack.values.money import MAX_ENTRY, Qualifier


class InspectionRow(SQLModel, table=True):
    """An inspection as registered."""

    __tablename__ = "inspection"
    __table_args__ = (
        one_of("kind", InspectionKind),
        one_of("basis", Basis),
        CheckConstraint("scope_to >= scope_from", name="scope"),
        STRICT,
    )
    id: int = whole(key=True)
    code: str = words()
    code_key: str = words(unique=True)
    title: str = words()
    kind: str = words()
    basis: str = words()
    program: int | None = whole(null=True, to="program.id")
    place: int | None = whole(null=True, to="place.id")
    year: int | None = whole(null=True)
    scope_from: int | None = whole(null=True)
    scope_to: int | None = whole(null=True)
    agency: str | None = words(null=True)
    decision: str | None = words(null=True)
    log: int = logged()
    office: int = office()


INSPECTION = table_of(InspectionRow)
# An inspection reached a stage.
STAGE = core(
    "stage",
    integer("inspection", to="inspection.id"),
    text_of("stage"),
    text_of("date"),
    text_of("document", null=True),
    text_of("reason", null=True),
    one_of("stage", Stage),
    day("date"),
)
# Money an inspection objects to.
FINDING = core(
    "finding",
    integer("inspection", to="inspection.id"),
    integer("number"),
    integer("amount"),
    text_of("qualifier", null=True),
    text_of("action"),
    text_of("note", null=True),
    UniqueConstraint("inspection", "number"),
    one_of("action", Action),
    one_of("qualifier", Qualifier),
    CheckConstraint(f"amount BETWEEN 1 AND {MAX_ENTRY}", name="amount"),
)
# Money that came back.
RECOVERY = core(
    "recovery",
    integer("finding", to="finding.id"),
    integer("amount"),
    text_of("qualifier", null=True),
    text_of("date"),
    text_of("voucher", null=True),
    text_of("note", null=True),
    integer("reverses", null=True, to="recovery.id"),
    UniqueConstraint("reverses"),
    day("date"),
    one_of("qualifier", Qualifier),
    CheckConstraint(
        f"(reverses IS NULL AND amount BETWEEN 1 AND {MAX_ENTRY}) OR "
        f"(reverses IS NOT NULL AND amount BETWEEN -{MAX_ENTRY} AND -1)",
        name="amount",
    ),
)
