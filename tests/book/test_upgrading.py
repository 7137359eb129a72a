"""A book of an earlier revision comes to the next one, with everything it held.

The next one is made up: the program with the field that docs/add-a-field.patch adds.
"""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from tests.books import bare, digest
from tests.newer import patched_source
from tests.shell import ok, run, spawn

ROWS = "program,amount,date,voucher\nDA1,5,2021-11-15,PC-77\n"
UNRELEASED = Path(__file__).parent / "books" / "unreleased.sqlite"


@pytest.fixture(scope="session")
def newer(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the source of the newer program."""
    return patched_source(tmp_path_factory.mktemp("newer"))


@pytest.fixture
def older(full_book: Path, tmp_path: Path) -> Path:
    """Return a book as this program made it, with an import."""
    rows = tmp_path / "rows.csv"
    rows.write_text(ROWS, encoding="utf-8")
    ok("disburse", "import", str(rows), book=full_book)
    return full_book


def _newer(newer: Path, book: Path, *words: str, code: int = 0) -> Any:  # noqa: ANN401
    """Run a command of the newer program; return its JSON, or what it refused."""
    ran = spawn(*words, "--json", book=book, source=newer)
    assert ran.returncode == code, ran
    told = ran.stderr if code else ran.stdout
    return json.loads(told.decode())


def _rows(path: Path) -> dict[str, list[tuple[object, ...]]]:
    """Return what a book holds: each table by the columns it has."""
    with bare(path) as book:
        names = "SELECT name FROM sqlite_master WHERE type = 'table' AND name <> 'alembic_version'"
        tables = [name for (name,) in book.execute(names)]
        return {table: book.execute(f"SELECT * FROM {table}").fetchall() for table in tables}  # noqa: S608


def test_an_upgraded_book_holds_what_it_held(older: Path, newer: Path) -> None:
    """Every row of every table, in order, and the same seals; columns are only added."""
    before = _rows(older)

    done = _newer(newer, older, "book", "upgrade")

    assert (done["before"], done["revision"]) == (1, 2)
    after = _rows(older)
    assert {len(rows[0]) for rows in before.values()} != {len(rows[0]) for rows in after.values()}
    for table, rows in before.items():
        width = len(rows[0]) if rows else 0
        assert rows == [row[:width] for row in after[table]], table


def test_an_upgraded_book_is_sound(older: Path, newer: Path) -> None:
    """No check finds an error, the chain goes on, and what came in before is known again."""
    _newer(newer, older, "book", "upgrade")
    words = ("activity", "add", "MOI", "Chỉ tiêu mới", "--unit", "cuốn")
    _newer(newer, older, *words)
    again = ("disburse", "import", str(older.with_name("rows.csv")), "--duplicates", "skip")

    found = _newer(newer, older, "book", "check")

    assert [each for each in found if each["severity"] == "error"] == []
    assert _newer(newer, older, *again)["accepted"] == 0


def test_reports_of_an_upgraded_book_are_the_same(older: Path, newer: Path) -> None:
    """The annual report, figure by figure."""
    asked = ("report", "annual", "2021", "--as-of", "2021-11-15")
    before = ok(*asked, "--json", book=older).data

    _newer(newer, older, "book", "upgrade")

    assert _newer(newer, older, *asked) == before


def test_a_copy_that_lies_there_already_stays_and_stops_nothing(older: Path, newer: Path) -> None:
    """An upgrade that was cut off may have left it."""
    left = older.with_name(f"{older.name}.revision-1")
    left.write_text("Sổ cũ", encoding="utf-8")

    planned = _newer(newer, older, "book", "upgrade", "--dry-run")
    done = _newer(newer, older, "book", "upgrade")

    assert {**planned, "dry_run": None} == {**done, "dry_run": None}
    assert done["copy"] == f"{left}-2"
    assert left.read_text(encoding="utf-8") == "Sổ cũ"


def test_the_copy_made_before_an_upgrade_is_the_old_book(older: Path, newer: Path) -> None:
    """In all its rows; each program refuses what is the other's."""
    kept, before = digest(older), _rows(older)
    assert _newer(newer, older, "book", "info", code=3)["error"]["code"] == "older-book"

    copy = Path(_newer(newer, older, "book", "upgrade")["copy"])

    assert before == _rows(copy)
    assert digest(older) != kept
    assert run("book", "info", "--json", book=older).error["code"] == "newer-book"


@pytest.mark.parametrize("words", [("book", "info"), ("book", "upgrade"), ("disburse", "list")])
def test_a_book_from_before_the_first_release_is_refused(
    tmp_path: Path, words: tuple[str, ...]
) -> None:
    """It is left as it is, and the way out is named."""
    book = Path(shutil.copy(UNRELEASED, tmp_path / "book.sqlite"))
    before = digest(book)

    ran = run(*words, "--json", book=book)

    assert (ran.code, ran.error["code"]) == (3, "unreleased-book")
    assert " disburse list -o " in ran.error["hint"]
    assert digest(book) == before
