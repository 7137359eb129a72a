"""The statements of a schema, written as SQLite has them, and turned into those of PostgreSQL.

Integers have 64 bits on both, and texts are compared byte by byte. On a server every key, UNIQUE
and reference takes the office in, after the column it had, by which a database of several offices
may be divided; until it is, there is one office, and no row of another.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

OFFICE = "office"
_TURNED = (
    (r"\bINTEGER\b", "BIGINT"),
    (r"\bTEXT\b", 'TEXT COLLATE "C"'),
    (r"\bBLOB\b", "BYTEA"),
    (r"\)( WITHOUT ROWID,)? STRICT$", ")"),
    (r"(PRIMARY KEY|UNIQUE|REFERENCES \w+) \(([^)]+)\)", rf"\1 (\2, {OFFICE})"),
    (r"FOREIGN KEY ?\((\w+)\)", rf"FOREIGN KEY (\1, {OFFICE})"),
    (r"^(CREATE UNIQUE INDEX .*) \(([^)]+)\)", rf"\1 (\2, {OFFICE})"),
)
_TABLE = re.compile(r"CREATE TABLE (\w+) \(\n")


def statements(name: str) -> tuple[str, ...]:
    """Return the statements of a file beside this one."""
    text = Path(__file__).with_name(name).read_text(encoding="utf-8")
    lines = (line for line in text.splitlines() if not line.startswith("--"))
    return tuple(each.strip() for each in "\n".join(lines).split(";") if each.strip())


def make(made: Iterable[str]) -> None:
    """Run statements in the database that is being brought to a revision."""
    from alembic import op  # noqa: PLC0415 - 0.4 s that no ordinary command pays

    database = op.get_bind()
    if database.dialect.name == "sqlite":
        for each in made:
            database.exec_driver_sql(each)
    else:
        make_on_server(map(for_postgresql, made))


def make_on_server(made: Iterable[str]) -> None:
    """Run statements as PostgreSQL has them, all at once: hundreds of journeys would be long."""
    from alembic import op  # noqa: PLC0415 - as above

    op.get_bind().exec_driver_sql(";\n".join(made))


def for_postgresql(statement: str) -> str:
    """Return a statement as PostgreSQL has it."""
    made = statement
    for sign, turned in _TURNED:
        made = re.sub(sign, turned, made, flags=re.MULTILINE)
    one = r"CREATE TABLE \1 (\n    CONSTRAINT ck_\1_office CHECK (office = 1),\n"
    return _TABLE.sub(one, made)
