"""The first minutes: `ethnictrack` alone on a terminal where there is no book yet."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.shell import ok, run
from tests.terminal import Terminal


@pytest.mark.parametrize("columns", [80, 40])
def test_alone_it_offers_to_make_a_book_and_makes_it(tmp_path: Path, columns: int) -> None:
    """The sample book and the handbook are named, and the province is asked for."""
    book = tmp_path / "so.sqlite"
    with Terminal(book=book, lang="vi", columns=columns) as terminal:
        terminal.wait_for("`ethnictrack demo`")
        terminal.wait_for("docs/handbook.vi.md")
        terminal.answer("Lập sổ mới", "có")
        terminal.answer("Tỉnh", "cao bang")
        terminal.wait_for("= 04 Tỉnh Cao Bằng")
        terminal.answer("Ghi vào sổ?", "c")

        assert terminal.finish() == 0
    assert len(ok("place", "list", "--json", book=book).data) > 200


def test_a_no_shows_the_help_as_ever(tmp_path: Path) -> None:
    """Nothing is made."""
    book = tmp_path / "so.sqlite"
    with Terminal(book=book) as terminal:
        terminal.answer("Make a new book", "no")

        assert terminal.finish() == 0
        assert "Usage: ethnictrack" in terminal.text()
    assert not book.exists()


def test_where_there_is_a_book_or_nobody_types_it_is_the_help(fresh_book: Path) -> None:
    """As ever."""
    with Terminal(book=fresh_book) as terminal:
        assert terminal.finish() == 0
        assert "Usage: ethnictrack" in terminal.text()
    book = str(fresh_book.parent / "new.sqlite")
    nowhere = {"ETHNICTRACK_BOOK": book, "ETHNICTRACK_LANG": "en"}
    assert run(lang=None, actor=None, env=nowhere).out.startswith("Usage: ethnictrack")
