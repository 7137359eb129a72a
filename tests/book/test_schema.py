"""The schema: one truth in migrations and models, and rules that the file itself keeps."""

# ruff: noqa: S608 - the statements are made of the tests' own words

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Dialect, create_engine
from sqlalchemy.dialects import postgresql
from sqlalchemy.schema import CreateTable
from sqlmodel import SQLModel
from tests.books import bare

from ethnictrack.book.tables import all_tables

TABLES = sorted(all_tables())
_OUTER = re.compile(r",(?![^()]*\))|\n\)")  # between two columns or constraints, and at the end


def test_every_table_is_strict(full_book: Path) -> None:
    """A word in a column of numbers is refused; only Alembic's own table is not ours."""
    query = "SELECT name FROM pragma_table_list WHERE schema = 'main' AND strict"
    with bare(full_book) as book:
        strict = {name for (name,) in book.execute(query)}

    assert strict == set(TABLES)


@pytest.fixture
def modelled(tmp_path: Path) -> Path:
    """Return a database as the models describe it, without any migration."""
    path = tmp_path / "modelled.sqlite"
    all_tables()
    engine = create_engine(f"sqlite:///{path}")
    SQLModel.metadata.create_all(engine)
    engine.dispose()
    return path


def test_the_migrations_make_the_tables_of_the_models(template: Path, modelled: Path) -> None:
    """The same tables and indexes, and nothing besides."""
    query = (
        "SELECT type, name, tbl_name FROM sqlite_master "
        "WHERE type IN ('table', 'index') AND name <> 'alembic_version' "
        "AND tbl_name <> 'alembic_version' ORDER BY 1, 2"
    )
    with bare(template) as migrated, bare(modelled) as models:
        expected = models.execute(query).fetchall()
        found = migrated.execute(query).fetchall()

    assert expected == found


@pytest.mark.parametrize("table", TABLES)
def test_a_migrated_table_is_that_of_its_model(template: Path, modelled: Path, table: str) -> None:
    """Columns, types, nullability, references, indexes and every named constraint."""
    with bare(template) as migrated, bare(modelled) as models:
        expected = _described(models, table)
        found = _described(migrated, table)

    assert expected == found


def _described(database: sqlite3.Connection, table: str) -> dict[str, object]:
    """Return all that SQLite tells of a table, in an order that does not depend on its maker."""
    (sql,) = database.execute("SELECT sql FROM sqlite_master WHERE name = ?", (table,)).fetchone()
    indexes = database.execute(f"PRAGMA index_list({table})").fetchall()
    parts = (f"PRAGMA index_xinfo({index[1]})" for index in indexes)
    return {
        "columns": database.execute(f"PRAGMA table_xinfo({table})").fetchall(),
        "references": sorted(
            row[2:] for row in database.execute(f"PRAGMA foreign_key_list({table})")
        ),
        "indexes": sorted(index[2:] for index in indexes),
        "indexed": sorted(str(database.execute(part).fetchall()) for part in parts),
        "parts": sorted(re.sub(r'[\s"]+', " ", part).strip() for part in _OUTER.split(sql)),
    }


def _postgresql() -> Dialect:
    return postgresql.dialect()  # type: ignore[no-untyped-call] # SQLAlchemy has no type for it


@pytest.mark.parametrize("table", TABLES)
def test_the_models_hold_for_postgresql_too(table: str) -> None:
    """Integers of 64 bits, text, bytes, nothing that only SQLite knows, no numbers made there."""
    model, dialect = all_tables()[table], _postgresql()

    sql = str(CreateTable(model).compile(dialect=dialect))
    types = {column.type.compile(dialect) for column in model.c}

    assert types <= {"BIGINT", 'TEXT COLLATE "C"', "BYTEA"}
    assert not re.search("STRICT|SERIAL|IDENTITY", sql)


def test_amounts_have_64_bits_everywhere() -> None:
    """The 32 of an ordinary INTEGER end at two billion đồng."""
    dialect = _postgresql()
    found = {
        f"{table}.{name}": str(all_tables()[table].c[name].type.compile(dialect))
        for table, name in (
            ("entry", "amount"),
            ("finding", "amount"),
            ("recovery", "amount"),
            ("record", "thousandths"),
            ("target", "thousandths"),
        )
    }

    assert set(found.values()) == {"BIGINT"}, found


@pytest.fixture
def unguarded(full_book: Path) -> Iterator[sqlite3.Connection]:
    """Return a book without its triggers, so that nothing but its CHECKs refuses a row."""
    with bare(full_book) as book:
        names = book.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall()
        for (name,) in names:
            book.execute(f"DROP TRIGGER {name}")
        book.row_factory = sqlite3.Row
        yield book


_PLAN: dict[str, object] = {
    "side": "allocation",
    "kind": "supplement",
    "voucher": None,
    "voucher_key": None,
}
_BAD_ROWS: list[tuple[str, dict[str, object], str]] = [
    ("entry", {"amount": 0}, "ck_entry_amount"),
    ("entry", {"amount": -1}, "ck_entry_amount"),
    ("entry", {"amount": 10**15}, "ck_entry_amount"),
    ("entry", {"amount": 5, "reverses": 1}, "ck_entry_amount"),
    ("entry", {"amount": -(10**15), "reverses": 1}, "ck_entry_amount"),
    ("entry", {"amount": "12 triệu"}, "cannot store TEXT"),
    ("entry", {"amount": 1.5}, "cannot store REAL"),
    ("entry", {"amount": None}, "NOT NULL"),
    ("entry", {"side": "both"}, "ck_entry_"),
    ("entry", {"side": "allocation", "voucher": None, "voucher_key": None}, "ck_entry_kind"),
    ("entry", {"kind": "paymnet"}, "ck_entry_kind"),
    ("entry", {"capital": "đầu tư"}, "ck_entry_capital"),
    ("entry", {"source": "trung ương"}, "ck_entry_source"),
    ("entry", {"qualifier": "hơn"}, "ck_entry_qualifier"),
    ("entry", {"date": "15/11/2021"}, "ck_entry_"),
    ("entry", {"date": "2021-1-1"}, "ck_entry_date_day"),
    ("entry", {"date": "2020-12-31"}, "ck_entry_window"),
    ("entry", {"date": "2022-02-01"}, "ck_entry_window"),
    ("entry", {"year": 1944, "plan_year": 1944, "date": "1944-01-01"}, "ck_entry_years"),
    ("entry", {"year": 2101, "date": "2101-01-01"}, "ck_entry_years"),
    ("entry", {"plan_year": 2022}, "ck_entry_years"),
    ("entry", {**_PLAN, "kind": "carried-in"}, "ck_entry_carried_in"),
    ("entry", {**_PLAN, "kind": "initial", "plan_year": 2020}, "ck_entry_initial"),
    ("entry", {**_PLAN, "voucher": "PC-09", "voucher_key": "pc-09"}, "ck_entry_voucher$"),
    ("entry", {"voucher_key": None}, "ck_entry_voucher_key"),
    ("entry", {"fingerprint": b"abc"}, "ck_entry_fingerprint"),
    ("entry", {**_PLAN, "payee": "Ban quản lý"}, "ck_entry_voucher"),
    ("entry", {"decision": "12/QĐ"}, "ck_entry_decision"),
    ("place", {"level": "ward"}, "ck_place_level"),
    ("place", {"valid_from": "2021"}, "ck_place_valid_from_day"),
    ("place", {"valid_to": "1/7/2025"}, "ck_place_valid_to_day"),
    ("place", {"valid_from": "2021-01-02", "valid_to": "2021-01-01"}, "ck_place_validity"),
    ("place", {"id": 99, "parent": 99}, "ck_place_parent"),
    ("program", {"kind": "plan"}, "ck_program_kind"),
    ("program", {"from_year": 2021, "to_year": 2020}, "ck_program_period"),
    ("program", {"id": 99, "parent": 99}, "ck_program_parent"),
    ("inspection", {"kind": "visit"}, "ck_inspection_kind"),
    ("inspection", {"basis": "both"}, "ck_inspection_basis"),
    ("inspection", {"scope_from": 2021, "scope_to": 2020}, "ck_inspection_scope"),
    ("stage", {"stage": "begun"}, "ck_stage_stage"),
    ("stage", {"date": "today"}, "ck_stage_date_day"),
    ("finding", {"amount": 0}, "ck_finding_amount"),
    ("finding", {"amount": 10**15}, "ck_finding_amount"),
    ("finding", {"action": "none"}, "ck_finding_action"),
    ("finding", {"qualifier": "hơn"}, "ck_finding_qualifier"),
    ("recovery", {"amount": 0}, "ck_recovery_amount"),
    ("recovery", {"amount": 1, "reverses": 1}, "ck_recovery_amount"),
    ("recovery", {"date": "today"}, "ck_recovery_date_day"),
    ("activity", {"section": "misc"}, "ck_activity_section"),
    ("target", {"thousandths": 0}, "ck_target_thousandths"),
    ("record", {"thousandths": -1}, "ck_record_thousandths"),
    ("record", {"thousandths": 1, "reverses": 1}, "ck_record_thousandths"),
    ("record", {"estimate": 2}, "ck_record_estimate"),
    ("record", {"date": "2021"}, "ck_record_date_day"),
    ("remark", {"section": "misc"}, "ck_remark_section"),
    ("log", {"seq": 0}, "ck_log_seq"),
    ("log", {"hash": "abc"}, "ck_log_hash"),
    ("log", {"previous": ""}, "ck_log_hash"),
    ("log", {"at": "2021-11-15 05:00:00"}, "ck_log_at"),
    ("book", {"one": 2}, "ck_book_one"),
    ("page", {"number": 0}, "ck_page_number"),
    ("page", {"digest": "abc"}, "ck_page_digest"),
    ("batch", {"noun": "book"}, "ck_batch_noun"),
    ("batch", {"rows": -1}, "ck_batch_rows"),
    ("batch", {"digest": "abc"}, "ck_batch_digest"),
    ("batch", {"reason": "nhầm"}, "ck_batch_undoes"),
    ("profile", {"noun": "book"}, "ck_profile_noun"),
    ("closing", {"action": "lock"}, "ck_closing_action"),
    ("closing", {"date": None}, "ck_closing_why"),
    ("closing", {"date": "today"}, "ck_closing_date_day"),
    ("closing", {"year": 1900}, "ck_closing_year"),
    ("seal", {"as_of": "today"}, "ck_seal_as_of_day"),
    ("seal", {"digest": "abc"}, "ck_seal_digest"),
    ("amendment", {"voucher": None, "voucher_key": None}, "ck_amendment_texts"),
    ("attachment", {"inspection": 1}, "ck_attachment_owner"),
    ("attachment", {"size": 5}, "ck_attachment_size"),
    ("attachment", {"sha256": "abc"}, "ck_attachment_sha256"),
    ("opening", {"paid": -1}, "ck_opening_amounts"),
    ("opening", {"paid": 0, "advances": 0}, "ck_opening_something"),
    ("opening", {"plan_year": 2021}, "ck_opening_years"),
    ("estimate", {"amount": -1}, "ck_estimate_amount"),
    ("estimate", {"until": "2021"}, "ck_estimate_until_day"),
    ("program", {"total_investment": 0}, "ck_program_total_investment"),
    ("statement", {"since": "2021-11-16"}, "ck_statement_span"),
    ("statement_line", {"line": 0}, "ck_statement_line_line"),
    ("statement_match", {"entry": None}, "ck_statement_match_action"),
    ("statement_match", {"action": "drop"}, "ck_statement_match_action"),
    ("collection", {"form": "week"}, "ck_collection_form"),
    ("collection", {"key": "a"}, "ck_collection_key"),
    ("collection_unit", {"action": "returned"}, "ck_collection_unit_reason"),
    ("collection_unit", {"file": "a"}, "ck_collection_unit_file"),
    ("collection_figure", {"plan_year": 1944}, "ck_collection_figure_plan_year"),
]


@pytest.mark.parametrize(("table", "wrong", "rule"), _BAD_ROWS)
def test_a_row_that_breaks_a_rule_is_refused_by_the_file(
    unguarded: sqlite3.Connection, table: str, wrong: dict[str, object], rule: str
) -> None:
    """Whatever program writes it; the same row without the fault is taken."""
    sound = _another(unguarded, table)
    if table != "book":  # of which there is one
        unguarded.execute("SAVEPOINT sound")
        _insert(unguarded, table, sound)
        unguarded.execute("ROLLBACK TO sound")

    with pytest.raises(sqlite3.IntegrityError, match=rule):
        _insert(unguarded, table, sound | wrong)


def _another(book: sqlite3.Connection, table: str) -> dict[str, object]:
    """Return a row like one in the table, with a number and names of its own."""
    rest = "WHERE kind = 'payment'" if table == "entry" else ""
    row = dict(book.execute(f"SELECT * FROM {table} {rest} LIMIT 1").fetchone())
    names = {
        "id": 99,
        "seq": 99,
        "name": "X",
        "code": "X",
        "code_key": "x",
        "number": 99,
        "line": 99,
        "text_key": "x",
        "period": "2021-11",
        "hash": "f" * 64,
    }
    return row | {name: value for name, value in names.items() if name in row}


def _insert(book: sqlite3.Connection, table: str, row: dict[str, object]) -> None:
    names, blanks = ", ".join(f'"{name}"' for name in row), ", ".join("?" * len(row))
    book.execute(f"INSERT INTO {table} ({names}) VALUES ({blanks})", list(row.values()))
