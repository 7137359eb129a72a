"""A place that stands once above a table: asked about, or told where nobody types."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.shell import ok
from tests.terminal import Terminal

SHEET = (
    "UBND XÃ BẢO TOÀN,,\nNĂM 2021,,\nMã CT,Ngày,Số tiền\n"
    "CT135.1,2/3/2021,5000000\nCT135.1,3/3/2021,6000000\n"
)


@pytest.fixture
def book(tmp_path: Path) -> Path:
    """Return a book with a plan, and a sheet beside it."""
    path = tmp_path / "book.sqlite"
    ok("book", "init", "--units", "cao-bang-2020", "--programs", "2021", book=path)
    ok("allocate", "add", "CT135.1", "1 tỷ", "--year", "2021", book=path)
    (tmp_path / "rows.csv").write_text(SHEET, encoding="utf-8")
    return path


def _places(book: Path) -> set[object]:
    return {each["place"] for each in ok("disburse", "list", "--json", book=book).data}


def test_a_person_is_asked_whether_all_is_of_the_place_above(book: Path) -> None:
    """A yes gives every row the place, and a note says so."""
    with Terminal("disburse", "import", str(book.parent / "rows.csv"), book=book) as terminal:
        terminal.answer("Is every row of 01333 (Xã Bảo Toàn, Huyện Bảo Lạc)?", "yes")
        terminal.wait_for("The place of every row is 01333")
        assert terminal.finish() == 0
    assert _places(book) == {"01333"}


def test_a_no_leaves_the_rows_without_a_place(book: Path) -> None:
    """And the note says what is missing."""
    with Terminal("disburse", "import", str(book.parent / "rows.csv"), book=book) as terminal:
        terminal.answer("Is every row of 01333", "no")
        terminal.wait_for("No row says a place")
        assert terminal.finish() == 0
    assert _places(book) == {None}


def test_without_a_terminal_the_missing_place_is_named(book: Path) -> None:
    """A script says it with --set."""
    done = ok(
        "disburse", "import", str(book.parent / "rows.csv"), "--no-input", book=book, lang="en"
    )
    assert "XÃ BẢO TOÀN" in done.err
    assert "--set place" in done.err
    assert _places(book) == {None}
