"""The log, the registers and the ledger of the first schema. Released: never edit."""

from __future__ import annotations

from alembic import op

from ethnictrack.book.migrations.pieces_0001 import check, key, refers, unique, whole, words


def log() -> None:
    """Make the table."""
    op.create_table(
        "log",
        whole("seq"),
        whole("revision"),
        words("at"),
        words("actor"),
        words("command"),
        words("body"),
        words("previous"),
        words("hash"),
        check("ck_log_at", "length(at) = 20 AND at LIKE '____-__-__T__:__:__Z'"),
        check("ck_log_hash", "length(hash) = 64 AND length(previous) = 64"),
        check("ck_log_seq", "seq > 0"),
        key("pk_log", "seq"),
        unique("uq_log_hash", "hash"),
        sqlite_strict=True,
    )


def book() -> None:
    """Make the table."""
    op.create_table(
        "book",
        whole("one"),
        words("identity"),
        words("created_at"),
        whole("log"),
        check("ck_book_one", "one = 1"),
        refers("fk_book_log", "log", "log.seq"),
        key("pk_book", "one"),
        sqlite_strict=True,
    )


def place() -> None:
    """Make the table."""
    op.create_table(
        "place",
        whole("id"),
        words("code"),
        words("code_key"),
        words("name"),
        words("level"),
        whole("parent", null=True),
        words("valid_from", null=True),
        words("valid_to", null=True),
        words("successor", null=True),
        whole("log"),
        check(
            "ck_place_valid_from_day", "length(valid_from) = 10 AND valid_from LIKE '____-__-__'"
        ),
        check("ck_place_valid_to_day", "length(valid_to) = 10 AND valid_to LIKE '____-__-__'"),
        check("ck_place_level", "level IN ('province', 'district', 'commune', 'village')"),
        check("ck_place_parent", "parent <> id"),
        check("ck_place_validity", "valid_to >= valid_from"),
        refers("fk_place_log", "log", "log.seq"),
        refers("fk_place_parent", "parent", "place.id"),
        key("pk_place", "id"),
        unique("uq_place_code_key_valid_from", "code_key", "valid_from"),
        sqlite_strict=True,
    )


def setting() -> None:
    """Make the table."""
    op.create_table(
        "setting",
        words("name"),
        words("value"),
        whole("log"),
        refers("fk_setting_log", "log", "log.seq"),
        key("pk_setting", "name"),
        sqlite_strict=True,
    )


def program() -> None:
    """Make the table."""
    op.create_table(
        "program",
        whole("id"),
        words("code"),
        words("code_key"),
        words("name"),
        whole("parent", null=True),
        words("kind"),
        words("decision", null=True),
        whole("from_year", null=True),
        whole("to_year", null=True),
        words("owner", null=True),
        whole("place", null=True),
        whole("log"),
        check(
            "ck_program_kind",
            "kind IN ('program', 'component', 'content', 'project', 'subproject', 'activity', 'work')",
        ),
        check("ck_program_parent", "parent <> id"),
        check("ck_program_period", "to_year >= from_year"),
        refers("fk_program_log", "log", "log.seq"),
        refers("fk_program_parent", "parent", "program.id"),
        refers("fk_program_place", "place", "place.id"),
        key("pk_program", "id"),
        unique("uq_program_code_key", "code_key"),
        sqlite_strict=True,
    )


def entry() -> None:
    """Make the table."""
    op.create_table(
        "entry",
        whole("id"),
        words("side"),
        whole("program"),
        whole("place", null=True),
        whole("year"),
        whole("plan_year"),
        words("date"),
        words("kind"),
        words("capital", null=True),
        words("source", null=True),
        whole("amount"),
        words("qualifier", null=True),
        words("voucher", null=True),
        words("decision", null=True),
        words("payee", null=True),
        words("note", null=True),
        words("over_plan", null=True),
        whole("reverses", null=True),
        whole("transfer", null=True),
        whole("batch", null=True),
        words("key", null=True),
        words("request", null=True),
        whole("log"),
        check(
            "ck_entry_kind",
            "(side = 'allocation' AND kind IN ('initial', 'supplement', 'increase', 'decrease', 'withdraw', 'carried-in', 'carried-out', 'cancelled')) OR (side = 'disbursement' AND kind IN ('payment', 'advance', 'advance-recovery', 'refund'))",
        ),
        check(
            "ck_entry_window",
            "CAST(substr(date, 1, 4) AS INTEGER) = year OR (CAST(substr(date, 1, 4) AS INTEGER) = year + 1 AND substr(date, 6, 2) = '01')",
        ),
        check("ck_entry_capital", "capital IN ('investment', 'recurrent')"),
        check("ck_entry_carried_in", "kind <> 'carried-in' OR plan_year < year"),
        check("ck_entry_initial", "kind <> 'initial' OR plan_year = year"),
        check("ck_entry_date_day", "length(date) = 10 AND date LIKE '____-__-__'"),
        check("ck_entry_qualifier", "qualifier IN ('over', 'under', 'about', 'estimate')"),
        check("ck_entry_decision", "side = 'allocation' OR decision IS NULL"),
        check("ck_entry_voucher", "side = 'disbursement' OR (voucher IS NULL AND payee IS NULL)"),
        check("ck_entry_side", "side IN ('allocation', 'disbursement')"),
        check(
            "ck_entry_source",
            "source IN ('central', 'provincial', 'district', 'commune', 'credit', 'other')",
        ),
        check(
            "ck_entry_amount",
            "(reverses IS NULL AND amount BETWEEN 1 AND 999999999999999) OR (reverses IS NOT NULL AND amount BETWEEN -999999999999999 AND -1)",
        ),
        check("ck_entry_years", "year BETWEEN 1945 AND 2100 AND plan_year BETWEEN 1945 AND year"),
        refers("fk_entry_log", "log", "log.seq"),
        refers("fk_entry_place", "place", "place.id"),
        refers("fk_entry_program", "program", "program.id"),
        refers("fk_entry_reverses", "reverses", "entry.id"),
        refers("fk_entry_transfer", "transfer", "entry.id"),
        key("pk_entry", "id"),
        unique("uq_entry_key", "key"),
        unique("uq_entry_reverses", "reverses"),
        sqlite_strict=True,
    )
    op.create_index("ix_entry_voucher", "entry", ["voucher"], unique=False)
    op.create_index("ix_entry_year", "entry", ["year", "plan_year", "program"], unique=False)
