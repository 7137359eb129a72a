"""The sessions of docs/library.md go as they are written."""

from __future__ import annotations

import doctest
from pathlib import Path

import pytest
from tests.shell import ok

from ethnictrack.i18n import speaking

PAGE = Path(__file__).parents[2] / "docs" / "library.md"


def test_the_page_is_true(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Word by word, on a new book."""
    monkeypatch.chdir(tmp_path)
    ok("book", "init", "--programs", "2021", "--units", "cao-bang-2020", book="so.sqlite")
    with speaking("vi"):
        done = doctest.testfile(str(PAGE), module_relative=False, encoding="utf-8")

    assert done.attempted > 0
    assert done.failed == 0
