"""Inspections, their stages, findings and recoveries."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, UniqueConstraint

from ethnictrack.book.tables.columns import core, day, integer, one_of, register, text_of
from ethnictrack.fields.inspection import INSPECTION as FIELDS
from ethnictrack.nouns.inspection import Action, Basis, InspectionKind, Stage
from ethnictrack.values.money import MAX_ENTRY, Qualifier

# An inspection as registered.
INSPECTION = register(
    "inspection",
    FIELDS,
    one_of("kind", InspectionKind),
    one_of("basis", Basis),
    CheckConstraint("scope_to >= scope_from", name="scope"),
)
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
