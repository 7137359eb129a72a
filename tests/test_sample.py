"""The sample book that comes with the source is what its commands make."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from tests.shell import ok
from tools.sample import BOOK, build


@pytest.fixture
def rebuilt(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Make the sample book anew."""
    monkeypatch.delenv("ETHNICTRACK_LANG", raising=False)
    build(tmp_path / "book.sqlite")
    return tmp_path / "book.sqlite"


def _dump(book: Path) -> list[str]:
    with closing(sqlite3.connect(f"file:{book}?mode=ro", uri=True)) as database:
        return list(database.iterdump())


def test_the_sample_book_is_rebuilt_row_by_row(rebuilt: Path) -> None:
    """Run `python tools/sample.py` when commands or tables have changed."""
    assert _dump(rebuilt) == _dump(BOOK)


def test_the_sample_book_has_no_error(rebuilt: Path) -> None:
    """Its one warning is the money the article gives no plan for."""
    findings = ok("book", "check", "--json", book=rebuilt).data

    assert [(each["severity"], each["code"]) for each in findings] == [("warning", "no-plan")]
