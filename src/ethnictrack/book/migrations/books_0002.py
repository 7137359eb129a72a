"""Imports, closed years, sealed reports and long records of the second schema.

Released: never edit.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from ethnictrack.book.migrations.pieces_0001 import WHOLE, check, key, refers, unique, whole, words

OLD_TABLES = (
    "log",
    "activity",
    "book",
    "place",
    "remark",
    "setting",
    "program",
    "record",
    "target",
    "entry",
    "inspection",
    "finding",
    "stage",
    "recovery",
)
_NOUNS = "noun IN ('disburse', 'allocate', 'program', 'place', 'inspect', 'activity')"


def office() -> sa.Column[int]:
    """Make the column by which a database of several offices may be divided."""
    return sa.Column(
        "office", WHOLE, autoincrement=False, nullable=False, server_default=sa.text("1")
    )


def offices() -> None:
    """Give every table of the first schema the column."""
    for table in OLD_TABLES:
        op.add_column(table, office())


def entry() -> None:
    """Let an entry carry the digest of the row it was imported from.

    Without an index on ``transfer`` every new entry would look through all of them: while a
    reference is still open, SQLite asks who refers to a new row.
    """
    op.add_column("entry", words("fingerprint", null=True))
    for column in ("fingerprint", "batch", "transfer"):
        said = sa.text(f"{column} IS NOT NULL")
        op.create_index(
            f"ix_entry_{column}",
            "entry",
            [column],
            unique=False,
            sqlite_where=said,
            postgresql_where=said,
        )


def page() -> None:
    """Make the table."""
    op.create_table(
        "page",
        whole("id"),
        whole("record"),
        whole("number"),
        words("body"),
        words("digest"),
        office(),
        check("ck_page_digest", "length(digest) = 64"),
        check("ck_page_number", "number > 0"),
        refers("fk_page_record", "record", "log.seq"),
        key("pk_page", "id"),
        unique("uq_page_record_number", "record", "number"),
        sqlite_strict=True,
    )


def batch() -> None:
    """Make the table."""
    op.create_table(
        "batch",
        whole("id"),
        words("noun"),
        words("file"),
        words("digest"),
        whole("rows"),
        whole("undoes", null=True),
        words("reason", null=True),
        whole("log"),
        office(),
        check("ck_batch_digest", "length(digest) = 64"),
        check("ck_batch_noun", _NOUNS),
        check("ck_batch_rows", "rows >= 0"),
        check("ck_batch_undoes", "(undoes IS NULL) = (reason IS NULL)"),
        refers("fk_batch_log", "log", "log.seq"),
        refers("fk_batch_undoes", "undoes", "batch.id"),
        key("pk_batch", "id"),
        unique("uq_batch_undoes", "undoes"),
        sqlite_strict=True,
    )
    op.create_index("ix_batch_digest", "batch", ["digest"], unique=False)


def profile() -> None:
    """Make the table."""
    op.create_table(
        "profile",
        words("name"),
        words("noun"),
        words("body"),
        whole("log"),
        office(),
        check("ck_profile_noun", _NOUNS),
        refers("fk_profile_log", "log", "log.seq"),
        key("pk_profile", "name"),
        sqlite_strict=True,
    )


def closing() -> None:
    """Make the table."""
    op.create_table(
        "closing",
        whole("id"),
        whole("year"),
        words("action"),
        words("date", null=True),
        words("reason", null=True),
        whole("log"),
        office(),
        check("ck_closing_action", "action IN ('close', 'reopen')"),
        check("ck_closing_date_day", "length(date) = 10 AND date LIKE '____-__-__'"),
        check(
            "ck_closing_why",
            "(action = 'close' AND date IS NOT NULL) OR (action = 'reopen' AND reason IS NOT NULL)",
        ),
        check("ck_closing_year", "year BETWEEN 1945 AND 2100"),
        refers("fk_closing_log", "log", "log.seq"),
        key("pk_closing", "id"),
        sqlite_strict=True,
    )
    op.create_index("ix_closing_year", "closing", ["year", "id"], unique=False)


def seal() -> None:
    """Make the table."""
    op.create_table(
        "seal",
        whole("id"),
        words("report"),
        whole("year"),
        words("as_of"),
        words("asked"),
        words("version"),
        words("figures"),
        words("digest"),
        whole("head"),
        whole("log"),
        office(),
        check("ck_seal_as_of_day", "length(as_of) = 10 AND as_of LIKE '____-__-__'"),
        check("ck_seal_digest", "length(digest) = 64"),
        refers("fk_seal_head", "head", "log.seq"),
        refers("fk_seal_log", "log", "log.seq"),
        key("pk_seal", "id"),
        sqlite_strict=True,
    )
