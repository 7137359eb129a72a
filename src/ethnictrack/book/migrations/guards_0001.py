"""Triggers of the first schema on SQLite: they repeat the rules for whoever comes by another door.

Released: never edit. A row is numbered one above the newest, so INSERT OR REPLACE cannot take a
row's place; what may never change refuses UPDATE and DELETE.
"""

from __future__ import annotations

_NUMBERED = [
    "place",
    "program",
    "entry",
    "inspection",
    "stage",
    "finding",
    "recovery",
    "activity",
    "target",
    "record",
    "remark",
]
_KEPT = ("log", "book", *_NUMBERED, "setting")
_FIXED = tuple(table for table in _KEPT if table not in {"program", "setting"})
_UNIQUE = (
    ("program", "code_key"),
    ("inspection", "code_key"),
    ("activity", "code_key"),
    ("entry", "reverses"),
    ("entry", "key"),
    ("recovery", "reverses"),
    ("record", "reverses"),
    ("remark", "replaces"),
    ("log", "hash"),
    ("setting", "name"),
)


def refuse(name: str, when: str, condition: str, why: str) -> str:
    """Make a trigger that stops a statement."""
    return (
        f"CREATE TRIGGER {name} {when} FOR EACH ROW {condition} "
        f"BEGIN SELECT RAISE(ABORT, '{why}'); END"
    )


def kept(table: str) -> str:
    """Keep the rows of a table from being deleted."""
    return refuse(f"{table}_no_delete", f"BEFORE DELETE ON {table}", "", f"{table}: rows are kept")


def fixed(table: str) -> str:
    """Keep the rows of a table from being changed."""
    return refuse(f"{table}_no_update", f"BEFORE UPDATE ON {table}", "", f"{table}: rows are final")


def numbered(table: str) -> str:
    """Let a row take no number but the next."""
    return refuse(
        f"{table}_numbered",
        f"BEFORE INSERT ON {table}",
        f"WHEN NEW.id IS NOT (SELECT coalesce(max(id), 0) + 1 FROM {table})",
        f"{table}: numbers follow one another",
    )


def taken(table: str, column: str) -> str:
    """Let a row take nothing that another has, not by replacing it either."""
    return refuse(
        f"{table}_{column}_taken",
        f"BEFORE INSERT ON {table}",
        f"WHEN EXISTS (SELECT 1 FROM {table} WHERE {column} = NEW.{column})",
        f"{table}: this {column} is taken",
    )


_SAME_LINE = " AND ".join(
    f"old.{column} IS NEW.{column}"
    for column in ["side", "program", "place", "year", "plan_year", "kind", "capital", "source"]
)

GUARDS = (
    *map(kept, _KEPT),
    *map(fixed, _FIXED),
    *map(numbered, _NUMBERED),
    *(taken(table, column) for table, column in _UNIQUE),
    refuse(
        "log_follows",
        "BEFORE INSERT ON log",
        "WHEN NEW.seq IS NOT (SELECT coalesce(max(seq), 0) + 1 FROM log) OR NEW.previous IS NOT "
        "coalesce((SELECT hash FROM log ORDER BY seq DESC LIMIT 1), printf('%064d', 0))",
        "log: each record follows the one before it",
    ),
    refuse(
        "book_once",
        "BEFORE INSERT ON book",
        "WHEN EXISTS (SELECT 1 FROM book)",
        "book: there is one already",
    ),
    refuse(
        "program_same",
        "BEFORE UPDATE ON program",
        "WHEN NEW.id IS NOT OLD.id OR NEW.code IS NOT OLD.code OR NEW.code_key IS NOT OLD.code_key",
        "program: the code is final",
    ),
    refuse(
        "setting_same",
        "BEFORE UPDATE ON setting",
        "WHEN NEW.name IS NOT OLD.name",
        "setting: the name is final",
    ),
    refuse(
        "finding_number_taken",
        "BEFORE INSERT ON finding",
        "WHEN EXISTS (SELECT 1 FROM finding AS old WHERE old.inspection = NEW.inspection "
        "AND old.number = NEW.number)",
        "finding: this number is taken",
    ),
    refuse(
        "place_valid_once",
        "BEFORE INSERT ON place",
        "WHEN EXISTS (SELECT 1 FROM place AS old WHERE old.code_key = NEW.code_key "
        "AND coalesce(old.valid_from, '') <= coalesce(NEW.valid_to, '9999') "
        "AND coalesce(NEW.valid_from, '') <= coalesce(old.valid_to, '9999'))",
        "place: this code is in use at that time",
    ),
    refuse(
        "entry_reverses",
        "BEFORE INSERT ON entry",
        "WHEN NEW.reverses IS NOT NULL AND NOT EXISTS (SELECT 1 FROM entry AS old WHERE "
        f"old.id = NEW.reverses AND old.reverses IS NULL AND old.amount = -NEW.amount "
        f"AND {_SAME_LINE})",
        "entry: a reversal is the opposite of what it reverses",
    ),
    refuse(
        "entry_voucher_once",
        "BEFORE INSERT ON entry",
        "WHEN NEW.voucher IS NOT NULL AND NEW.reverses IS NULL AND EXISTS (SELECT 1 FROM entry AS "
        "old WHERE old.voucher = NEW.voucher AND old.program = NEW.program AND old.date = NEW.date "
        "AND old.amount = NEW.amount AND old.place IS NEW.place AND NOT EXISTS (SELECT 1 FROM entry "
        "AS undone WHERE undone.reverses = old.id))",
        "entry: this voucher is in the book",
    ),
    refuse(
        "recovery_reverses",
        "BEFORE INSERT ON recovery",
        "WHEN NEW.reverses IS NOT NULL AND NOT EXISTS (SELECT 1 FROM recovery AS old WHERE "
        "old.id = NEW.reverses AND old.reverses IS NULL AND old.amount = -NEW.amount "
        "AND old.finding = NEW.finding)",
        "recovery: a reversal is the opposite of what it reverses",
    ),
    refuse(
        "recovery_within",
        "BEFORE INSERT ON recovery",
        "WHEN (SELECT coalesce(sum(amount), 0) FROM recovery WHERE finding = NEW.finding) "
        "+ NEW.amount > (SELECT amount FROM finding WHERE id = NEW.finding)",
        "recovery: more than was recommended",
    ),
    refuse(
        "record_reverses",
        "BEFORE INSERT ON record",
        "WHEN NEW.reverses IS NOT NULL AND NOT EXISTS (SELECT 1 FROM record AS old WHERE "
        "old.id = NEW.reverses AND old.reverses IS NULL AND old.thousandths = -NEW.thousandths "
        "AND old.activity = NEW.activity AND old.year = NEW.year)",
        "record: a reversal is the opposite of what it reverses",
    ),
)
