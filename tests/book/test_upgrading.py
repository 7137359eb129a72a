"""Books of every earlier revision come to this one, with everything they held."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from tests.books import bare, digest
from tests.findings import found
from tests.shell import ok

from ethnictrack.book.file_guard import REVISION

OLDER = Path(__file__).parent / "books"
BOOKS = sorted(OLDER.glob("revision-*.sqlite"))


@pytest.fixture(params=BOOKS, ids=lambda path: path.stem)
def older(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """Return a book as an earlier program made it."""
    return Path(shutil.copy(request.param, tmp_path / "book.sqlite"))


def test_there_is_a_book_of_every_earlier_revision() -> None:
    """Whoever raises the revision keeps one of the last."""
    assert [f"revision-{number}" for number in range(1, REVISION)] == [each.stem for each in BOOKS]


def _rows(path: Path) -> dict[str, list[tuple[object, ...]]]:
    """Return what an old book holds: each table by the columns that table had then."""
    with bare(path) as book:
        names = "SELECT name FROM sqlite_master WHERE type = 'table' AND name <> 'alembic_version'"
        tables = [name for (name,) in book.execute(names)]
        return {table: book.execute(f"SELECT * FROM {table}").fetchall() for table in tables}  # noqa: S608


def test_an_upgraded_book_holds_what_it_held(older: Path) -> None:
    """Every row of every table, in order, and the same seals; columns are only added."""
    before = _rows(older)

    ok("book", "upgrade", book=older)

    after = _rows(older)
    for table, rows in before.items():
        width = len(rows[0]) if rows else 0
        assert rows == [row[:width] for row in after[table]], table


def test_an_upgraded_book_is_sound(older: Path) -> None:
    """No check finds an error, and the chain goes on from its old head."""
    ok("book", "upgrade", book=older)
    ok("activity", "add", "MOI", "Chỉ tiêu mới", "--unit", "cuốn", book=older)

    assert [each for each in found(older) if each.severity == "error"] == []


def test_reports_of_an_upgraded_book_are_the_same(older: Path) -> None:
    """The annual report of the sample, figure by figure."""
    fresh = Path(__file__).parents[2] / "data" / "sample.sqlite"
    asked = ("report", "annual", "2021", "--as-of", "2021-11-15", "--json")

    ok("book", "upgrade", book=older)

    reports = [ok(*asked, book=book).data for book in (fresh, older)]
    for report in reports:
        del report["checkpoint"]  # of two books that came to be in two ways
    assert reports[0] == reports[1]


def test_a_copy_that_lies_there_already_stays_and_stops_nothing(older: Path) -> None:
    """An upgrade that was cut off may have left it."""
    revision = ok("book", "upgrade", "--dry-run", "--json", book=older).data["before"]
    left = older.with_name(f"{older.name}.revision-{revision}")
    left.write_text("Sổ cũ", encoding="utf-8")

    planned = ok("book", "upgrade", "--dry-run", "--json", book=older).data
    done = ok("book", "upgrade", "--json", book=older).data

    assert planned == done
    assert done["copy"] == f"{left}-2"
    assert left.read_text(encoding="utf-8") == "Sổ cũ"


def test_the_copy_made_before_an_upgrade_is_the_old_book(older: Path) -> None:
    """Byte for byte in all its rows."""
    kept, before = digest(older), _rows(older)

    copy = Path(ok("book", "upgrade", "--json", book=older).data["copy"])

    assert before == _rows(copy)
    assert digest(older) != kept
