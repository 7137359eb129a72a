"""What a carry takes out on a year's last day is named by a settlement of a day before."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.shell import ok

if TYPE_CHECKING:
    from pathlib import Path


def _notes(book: Path, as_of: str) -> str:
    return " ".join(
        ok("report", "settlement", "2026", "--as-of", as_of, book=book, lang="en").out.split()
    )


def test_a_settlement_names_what_was_carried_out_with_a_later_day(fresh_book: Path) -> None:
    """The money has left the plan in the book, though not in the columns of that day."""
    ok("program", "add", "CT", "Chương trình", book=fresh_book)
    ok("allocate", "add", "CT", "10tr", "--year", "2026", "--date", "2/1/2026", book=fresh_book)
    ok("allocate", "carry", "--from", "2026", "--to", "2027", book=fresh_book)

    before = _notes(fresh_book, "30/11/2026")
    after = _notes(fresh_book, "31/1/2027")

    said = "10 million đồng is carried out or cancelled in the book with a day after 2026-11-30"
    assert said in before
    assert "`report settlement 2026 --as-of 2027-01-31`" in before
    assert "with a day after" not in after
