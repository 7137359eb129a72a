"""A schema that was changed by hand is found, however the change is hidden."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.books import bare, digest
from tests.shell import ok, run

from ethnictrack.book.backends.sqlite import ACTING, acting
from ethnictrack.book.backends.sqlite_schema import TRIGGERS, VIEWS, signs

ADD = ("program", "add", "DA9", "Dự án 9", "--json")
_EVIL = "CREATE TRIGGER {} AFTER INSERT ON entry BEGIN DELETE FROM remark; END"
_CALLED = "UPDATE sqlite_master SET {} WHERE name = 'evil'"


def _text(name: str, old: str, new: str) -> tuple[str, ...]:
    """Write over the text of an object in the schema itself."""
    assert old != new
    where = f"name = '{name}' AND instr(sql, {old})"
    return (f"UPDATE sqlite_master SET sql = replace(sql, {old}, {new}) WHERE {where}",)  # noqa: S608


def _anew(name: str, made: str) -> tuple[str, ...]:
    return f"DROP TRIGGER {name}", made


# What acts or is shown although the program did not make it: nothing is written beside it.
FOREIGN = {
    "a trigger": (_EVIL.format("evil"),),
    "a trigger named as the table of the migrations": (_EVIL.format("alembic_version"),),
    "a trigger named as one of the database": (
        _EVIL.format("evil"),
        _CALLED.format("name = 'sqlite_stat1'"),
    ),
    "a trigger that calls itself a Trigger": (
        _EVIL.format("evil"),
        _CALLED.format("type = 'Trigger'"),
    ),
    "a trigger that calls itself a table": (_EVIL.format("evil"), _CALLED.format("type = 'table'")),
    "a trigger that calls itself an index, under a name of ours": (
        _EVIL.format("evil"),
        _CALLED.format("type = 'index', name = 'ix_entry_log'"),
    ),
    "a trigger whose name is no text": (
        _EVIL.format("evil"),
        _CALLED.format("name = CAST('evil' AS BLOB)"),
    ),
    "a trigger in other letters": (
        _EVIL.format("evil"),
        _CALLED.format("sql = replace(sql, 'CREATE TRIGGER', 'create/**/trigger')"),
    ),
    "a trigger of ours that does something else": _anew(
        "entry_no_delete",
        "CREATE TRIGGER entry_no_delete BEFORE DELETE ON entry FOR EACH ROW BEGIN SELECT 1; END",
    ),
    "a trigger of ours with a blank in a word": _text("entry_rules", "'''close'''", "'''clo se'''"),
    "a trigger of ours with a word in other letters": _text(
        "entry_rules", "'''close'''", "'''CLOSE'''"
    ),
    "a trigger of ours that never acts": _text("entry_rules", "'WHEN '", "'WHEN 0 AND '"),
    "a trigger of ours on another table": (
        "UPDATE sqlite_master SET tbl_name = 'log' WHERE name = 'entry_rules'",
    ),
    "a view": ("CREATE VIEW evil AS SELECT 1 AS x",),
    "a view of ours that says something else": (
        "DROP VIEW payments",
        "CREATE VIEW payments AS SELECT 1 AS x",
    ),
    "a tally that is not kept": _anew(
        "entry_tally",
        "CREATE TRIGGER entry_tally AFTER INSERT ON entry FOR EACH ROW BEGIN SELECT 1; END",
    ),
    "a view that calls itself a table": (
        "CREATE VIEW evil AS SELECT 1 AS x",
        _CALLED.format("type = 'table'"),
    ),
    "a table of another making": ("CREATE VIRTUAL TABLE evil USING fts5(x)",),
}
_PROFILE = (
    "name TEXT NOT NULL PRIMARY KEY, noun TEXT NOT NULL, body TEXT NOT NULL, log INTEGER NOT NULL, "
    "office INTEGER DEFAULT 1 NOT NULL"
)
# What changes how rows are kept: a check finds it.
ALTERED = {
    "a table": ("CREATE TABLE evil (x)",),
    "an index": ("CREATE INDEX evil ON entry (note)",),
    "an index of ours that leaves rows out": (
        "DROP INDEX ix_entry_log",
        "CREATE INDEX ix_entry_log ON entry (log) WHERE log > 3",
    ),
    "an index of ours by other letters": (
        "DROP INDEX ix_entry_voucher_key",
        "CREATE INDEX ix_entry_voucher_key ON entry (voucher_key COLLATE NOCASE)",
    ),
    "an index that is gone": ("DROP INDEX ix_entry_log",),
    "a rule with a blank in a word": _text("entry", "'''payment'''", "'''pay ment'''"),
    "a rule that is a comment": _text(
        "entry",
        "'CHECK (side = ''allocation'' OR side = ''disbursement'')'",
        "'CHECK (1 /* side */)'",
    ),
    "a rule inside a text": _text("entry", "'''____-__-__'''", "'''%--'''"),
    "a column that is worked out": (
        "ALTER TABLE entry ADD COLUMN evil INTEGER GENERATED ALWAYS AS (amount * 2) VIRTUAL",
    ),
    "a column of its own": ("ALTER TABLE entry ADD COLUMN evil TEXT",),
    "columns that have changed places": (
        *_text("entry", "'payee TEXT'", "'x TEXT'"),
        *_text("entry", "'note TEXT'", "'payee TEXT'"),
        *_text("entry", "'x TEXT'", "'note TEXT'"),
    ),
    "a column compared without cases": _text(
        "program", "'code_key TEXT NOT NULL'", "'code_key TEXT COLLATE NOCASE NOT NULL'"
    ),
    "a column that may be empty": _text("entry", "'date TEXT NOT NULL'", "'date TEXT'"),
    "another value where none is said": _text("entry", "'DEFAULT 1'", "'DEFAULT 2'"),
    "a key that replaces": _text(
        "record", "'UNIQUE (reverses)'", "'UNIQUE (reverses) ON CONFLICT REPLACE'"
    ),
    "a table that takes any value": _text("entry", "' STRICT'", "' '"),
    "a table whose end the parser does not reach": _text(
        "entry", "' STRICT'", "' /*' || char(0) || '*/ STRICT'"
    ),
    "a table without numbers of rows": (
        "ALTER TABLE profile RENAME TO old",
        f"CREATE TABLE profile ({_PROFILE}) STRICT, WITHOUT ROWID",
        "DROP TABLE old",
    ),
}


def _attack(book: Path, statements: tuple[str, ...]) -> None:
    with bare(book) as database:
        database.execute("PRAGMA writable_schema=ON")
        database.execute("PRAGMA legacy_alter_table=ON")
        for each in statements:
            changed = database.execute(each).rowcount
            assert changed != 0, each
        database.execute("PRAGMA writable_schema=OFF")
        version = database.execute("PRAGMA schema_version").fetchone()[0]
        database.execute(f"PRAGMA schema_version={version + 1}")


def test_the_digest_is_that_of_what_the_program_makes(fresh_book: Path) -> None:
    """A book as it was made is compared by it; any other row by row."""
    with bare(fresh_book) as database:
        made = database.execute(
            "SELECT type, name, tbl_name, sql FROM sqlite_master WHERE type IN ('trigger', 'view')"
        ).fetchall()

    assert len(made) == len(TRIGGERS) + len(VIEWS)
    assert acting(made) == ACTING


@pytest.mark.parametrize("attack", FOREIGN)
def test_nothing_is_written_beside_what_the_program_did_not_make(
    full_book: Path, attack: str
) -> None:
    """The command is refused before it begins, and the check names what is there."""
    _attack(full_book, FOREIGN[attack])
    before = digest(full_book)

    ran = run(*ADD, book=full_book)
    checked = run("book", "check", "guards", "--json", book=full_book)

    assert (ran.code, ran.error["code"] in {"book-altered", "book-damaged"}) == (3, True), ran
    assert (checked.code == 1 and checked.data) or checked.code == 3, checked
    assert digest(full_book) == before


@pytest.mark.parametrize("attack", ALTERED)
def test_a_schema_that_was_altered_is_found(full_book: Path, attack: str) -> None:
    """By the check, or the file cannot be opened any more."""
    _attack(full_book, ALTERED[attack])

    checked = run("book", "check", "guards", "--json", book=full_book)

    assert (checked.code == 1 and checked.data) or checked.code == 3, checked


def _analysed(database: sqlite3.Connection) -> None:
    database.execute("ANALYZE")


def _numbered(database: sqlite3.Connection) -> None:
    database.execute("CREATE TABLE x (id INTEGER PRIMARY KEY AUTOINCREMENT)")
    database.execute("DROP TABLE x")


def _optimised(database: sqlite3.Connection) -> None:
    database.execute("VACUUM")
    database.execute("REINDEX")
    database.execute("PRAGMA optimize")


def _laid_out(database: sqlite3.Connection) -> None:
    database.execute("PRAGMA writable_schema=ON")
    database.execute(
        "UPDATE sqlite_master SET sql = replace(sql, ' BEFORE', '\n/* before */ Before -- x\n')"
        " WHERE name = 'entry_no_delete'"
    )


@pytest.mark.parametrize("act", [_analysed, _numbered, _optimised, _laid_out])
def test_what_the_database_makes_for_itself_is_no_finding(
    full_book: Path, act: Callable[[sqlite3.Connection], None]
) -> None:
    """Nor is what its parser does not see."""
    with bare(full_book) as database:
        act(database)

    ok(*ADD, book=full_book)
    ok("book", "check", "guards", book=full_book)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("'a b'", "'ab'"),
        ("'A'", "'a'"),
        ("'a--b'", "'a'"),
        ("a--b\nc", "a b c"),
        ("kind", "\u212aind"),  # a sign for kelvin, the small letter of which is k
        ("a b", "a\u00a0b"),
        ("a", '"a"'),
        ("a", "a\0"),
        ("a b", "ab"),
        ("'it''s'", "'it' 's'"),
    ],
)
def test_what_the_parser_tells_apart_is_told_apart(one: str, other: str) -> None:
    """Blanks and cases matter in a text, and only letters of the alphabet have cases."""
    assert signs(one) != signs(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("a  b", "A\n\tB"), ("a/* x */b", "a b"), ("a /* x", "a"), ("a -- x", "a"), ("(a)", "( a )")],
)
def test_what_the_parser_leaves_out_is_left_out(one: str, other: str) -> None:
    """Blanks between words, comments, and cases."""
    assert signs(one) == signs(other)
