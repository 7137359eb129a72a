"""Inspections and activities of the first schema. Released: never edit."""

from __future__ import annotations

from alembic import op

from ethnictrack.book.migrations.pieces_0001 import check, key, refers, unique, whole, words


def activity() -> None:
    """Make the table."""
    op.create_table(
        "activity",
        whole("id"),
        words("code"),
        words("code_key"),
        words("name"),
        words("unit"),
        words("section"),
        whole("log"),
        check(
            "ck_activity_section",
            "section IN ('documents', 'policy', 'publications', 'visits', 'petitions', 'legal-education', 'survey', 'other')",
        ),
        refers("fk_activity_log", "log", "log.seq"),
        key("pk_activity", "id"),
        unique("uq_activity_code_key", "code_key"),
        sqlite_strict=True,
    )


def remark() -> None:
    """Make the table."""
    op.create_table(
        "remark",
        whole("id"),
        whole("year"),
        words("section"),
        words("text"),
        whole("replaces", null=True),
        whole("log"),
        check(
            "ck_remark_section",
            "section IN ('overview', 'results', 'strengths', 'limitations', 'causes', 'next-year')",
        ),
        refers("fk_remark_log", "log", "log.seq"),
        refers("fk_remark_replaces", "replaces", "remark.id"),
        key("pk_remark", "id"),
        unique("uq_remark_replaces", "replaces"),
        sqlite_strict=True,
    )


def record() -> None:
    """Make the table."""
    op.create_table(
        "record",
        whole("id"),
        whole("activity"),
        whole("year"),
        words("date"),
        whole("thousandths"),
        words("qualifier", null=True),
        whole("estimate"),
        words("note", null=True),
        whole("reverses", null=True),
        whole("log"),
        check("ck_record_date_day", "length(date) = 10 AND date LIKE '____-__-__'"),
        check("ck_record_qualifier", "qualifier IN ('over', 'under', 'about', 'estimate')"),
        check(
            "ck_record_thousandths",
            "(reverses IS NULL AND thousandths >= 0) OR (reverses IS NOT NULL AND thousandths <= 0)",
        ),
        check("ck_record_estimate", "estimate IN (0, 1)"),
        refers("fk_record_activity", "activity", "activity.id"),
        refers("fk_record_log", "log", "log.seq"),
        refers("fk_record_reverses", "reverses", "record.id"),
        key("pk_record", "id"),
        unique("uq_record_reverses", "reverses"),
        sqlite_strict=True,
    )


def target() -> None:
    """Make the table."""
    op.create_table(
        "target",
        whole("id"),
        whole("activity"),
        whole("year"),
        whole("thousandths"),
        whole("log"),
        check("ck_target_thousandths", "thousandths > 0"),
        refers("fk_target_activity", "activity", "activity.id"),
        refers("fk_target_log", "log", "log.seq"),
        key("pk_target", "id"),
        sqlite_strict=True,
    )


def inspection() -> None:
    """Make the table."""
    op.create_table(
        "inspection",
        whole("id"),
        words("code"),
        words("code_key"),
        words("title"),
        words("kind"),
        words("basis"),
        whole("program", null=True),
        whole("place", null=True),
        whole("year", null=True),
        whole("scope_from", null=True),
        whole("scope_to", null=True),
        words("agency", null=True),
        words("decision", null=True),
        whole("log"),
        check("ck_inspection_basis", "basis IN ('planned', 'adhoc')"),
        check("ck_inspection_kind", "kind IN ('inspection', 'check', 'audit', 'supervision')"),
        check("ck_inspection_scope", "scope_to >= scope_from"),
        refers("fk_inspection_log", "log", "log.seq"),
        refers("fk_inspection_place", "place", "place.id"),
        refers("fk_inspection_program", "program", "program.id"),
        key("pk_inspection", "id"),
        unique("uq_inspection_code_key", "code_key"),
        sqlite_strict=True,
    )


def finding() -> None:
    """Make the table."""
    op.create_table(
        "finding",
        whole("id"),
        whole("inspection"),
        whole("number"),
        whole("amount"),
        words("qualifier", null=True),
        words("action"),
        words("note", null=True),
        whole("log"),
        check(
            "ck_finding_action",
            "action IN ('budget-recovery', 'settlement-reduction', 'project-refund', 'other')",
        ),
        check("ck_finding_qualifier", "qualifier IN ('over', 'under', 'about', 'estimate')"),
        check("ck_finding_amount", "amount BETWEEN 1 AND 999999999999999"),
        refers("fk_finding_inspection", "inspection", "inspection.id"),
        refers("fk_finding_log", "log", "log.seq"),
        key("pk_finding", "id"),
        unique("uq_finding_inspection_number", "inspection", "number"),
        sqlite_strict=True,
    )


def stage() -> None:
    """Make the table."""
    op.create_table(
        "stage",
        whole("id"),
        whole("inspection"),
        words("stage"),
        words("date"),
        words("document", null=True),
        words("reason", null=True),
        whole("log"),
        check("ck_stage_date_day", "length(date) = 10 AND date LIKE '____-__-__'"),
        check(
            "ck_stage_stage",
            "stage IN ('planned', 'decided', 'announced', 'fieldwork-done', 'reported', 'draft-conclusion', 'concluded', 'following-up', 'completed')",
        ),
        refers("fk_stage_inspection", "inspection", "inspection.id"),
        refers("fk_stage_log", "log", "log.seq"),
        key("pk_stage", "id"),
        sqlite_strict=True,
    )


def recovery() -> None:
    """Make the table."""
    op.create_table(
        "recovery",
        whole("id"),
        whole("finding"),
        whole("amount"),
        words("qualifier", null=True),
        words("date"),
        words("voucher", null=True),
        words("note", null=True),
        whole("reverses", null=True),
        whole("log"),
        check("ck_recovery_date_day", "length(date) = 10 AND date LIKE '____-__-__'"),
        check("ck_recovery_qualifier", "qualifier IN ('over', 'under', 'about', 'estimate')"),
        check(
            "ck_recovery_amount",
            "(reverses IS NULL AND amount BETWEEN 1 AND 999999999999999) OR (reverses IS NOT NULL AND amount BETWEEN -999999999999999 AND -1)",
        ),
        refers("fk_recovery_finding", "finding", "finding.id"),
        refers("fk_recovery_log", "log", "log.seq"),
        refers("fk_recovery_reverses", "reverses", "recovery.id"),
        key("pk_recovery", "id"),
        unique("uq_recovery_reverses", "reverses"),
        sqlite_strict=True,
    )
