"""How broad a text is in a cell, measured against the widths of Times New Roman itself."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ethnictrack.render.xlsx import breadth, folds

# Thousandths of the font's size, from the font's own table; a digit is 500.
WIDTHS = {"D": 722, "C": 667, "T": 611, "A": 722, "N": 722, "-": 333, "1": 500, "a": 444, "n": 500}


@pytest.mark.parametrize("text", ["DCDC-TACAN", "CT1-DA1", "TACAN", "aaaa", "1111"])
def test_a_code_is_as_broad_as_its_letters(text: str) -> None:
    """Or a little broader: what is too broad only leaves room."""
    real = sum(WIDTHS[one] for one in text) / 500

    assert real <= breadth(text) <= 1.4 * real + 1


@pytest.mark.parametrize(
    ("text", "width", "expected"),
    [
        ("", 10, 1),
        ("một hai", 10, 1),
        ("một hai ba bốn", 10, 2),
        ("1234567890", 10, 1),
        ("12345678901", 10, 2),
        ("1234567890 1234567890", 10, 2),
    ],
)
def test_words_stay_whole(text: str, width: int, expected: int) -> None:
    """And one that is broader than the column folds within itself."""
    assert folds(text, width) == expected


@given(st.text("ab CĐ19"), st.integers(1, 60), st.integers(0, 20))
def test_a_broader_column_needs_no_more_lines(text: str, width: int, more: int) -> None:
    """Whatever stands in it, and there is always one line."""
    assert 1 <= folds(text, width + more) <= folds(text, width)
