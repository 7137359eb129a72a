"""Numbers that are recorded, and what is said of those that come late."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.shell import ok


@pytest.mark.parametrize(
    ("day", "said", "counted"), [("31/1/2021", False, [5]), ("1/2/2021", True, [None])]
)
def test_a_number_too_late_for_its_year_is_kept_and_said_to_be(
    full_book: Path, day: str, *, said: bool, counted: list[int | None]
) -> None:
    """The report counts up to 31 January; somebody may still want it with --as-of."""
    ran = ok("activity", "record", "TL", "5", "--year", "2020", "--date", day, book=full_book)
    words = ("report", "annual", "2020", "--json")
    annual = ok(*words, book=full_book).data
    later = ok(*words, "--as-of", "1/3/2021", book=full_book).data

    assert ("--as-of" in ran.err) is said
    assert [each["actual"] for each in annual["activities"]] == counted
    assert [each["actual"] for each in later["activities"]] == [5]
