"""What is still blank in an official document is said when it is written, and only then."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from tests.shell import ok

SAMPLE = Path(__file__).parents[2] / "data" / "sample.sqlite"


@pytest.fixture
def sample(tmp_path: Path) -> Path:
    """Copy the sample book, to be written in."""
    return Path(shutil.copy(SAMPLE, tmp_path / "book.sqlite"))


def annual(book: Path, file: str) -> str:
    """Write the annual report and return what was said about it."""
    return ok("report", "annual", "2021", "-o", str(book.parent / file), book=book, lang="en").err


def test_settings_and_sections_not_yet_filled_are_named(sample: Path) -> None:
    """By the words that fill them."""
    said = annual(sample, "bao-cao.docx")

    assert "signer-title, signer-name, recipients" in said
    assert "Nothing is written of: causes;" in said


def test_nothing_is_said_of_what_is_filled(sample: Path) -> None:
    """One after the other, until the document can be signed."""
    ok("activity", "remark", "2021", "causes", "Địa bàn rộng.", book=sample)
    assert "Nothing is written" not in annual(sample, "1.docx")

    for key in ("signer-title", "signer-name", "recipients"):
        ok("book", "settings", key, "Trưởng ban", book=sample)
    assert not annual(sample, "2.docx")


def test_other_formats_have_no_blanks_to_name(sample: Path) -> None:
    """They are not signed."""
    assert not annual(sample, "bao-cao.html")
