"""Inspections, their stages, findings and recoveries."""

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


class StageRow(SQLModel, table=True):
    """An inspection reached a stage."""

    __tablename__ = "stage"
    __table_args__ = (one_of("stage", Stage), day("date"), STRICT)
    id: int = whole(key=True)
    inspection: int = whole(to="inspection.id")
    stage: str = words()
    date: str = words()
    document: str | None = words(null=True)
    reason: str | None = words(null=True)
    log: int = logged()
    office: int = office()


class FindingRow(SQLModel, table=True):
    """Money an inspection objects to."""

    __tablename__ = "finding"
    __table_args__ = (
        UniqueConstraint("inspection", "number"),
        one_of("action", Action),
        one_of("qualifier", Qualifier),
        CheckConstraint(f"amount BETWEEN 1 AND {MAX_ENTRY}", name="amount"),
        STRICT,
    )
    id: int = whole(key=True)
    inspection: int = whole(to="inspection.id")
    number: int = whole()
    amount: int = whole()
    qualifier: str | None = words(null=True)
    action: str = words()
    note: str | None = words(null=True)
    log: int = logged()
    office: int = office()


class RecoveryRow(SQLModel, table=True):
    """Money that came back."""

    __tablename__ = "recovery"
    __table_args__ = (
        UniqueConstraint("reverses"),
        day("date"),
        one_of("qualifier", Qualifier),
        CheckConstraint(
            f"(reverses IS NULL AND amount BETWEEN 1 AND {MAX_ENTRY}) OR "
            f"(reverses IS NOT NULL AND amount BETWEEN -{MAX_ENTRY} AND -1)",
            name="amount",
        ),
        STRICT,
    )
    id: int = whole(key=True)
    finding: int = whole(to="finding.id")
    amount: int = whole()
    qualifier: str | None = words(null=True)
    date: str = words()
    voucher: str | None = words(null=True)
    note: str | None = words(null=True)
    reverses: int | None = whole(null=True, to="recovery.id")
    log: int = logged()
    office: int = office()


FINDING = table_of(FindingRow)
INSPECTION = table_of(InspectionRow)
RECOVERY = table_of(RecoveryRow)
STAGE = table_of(StageRow)
