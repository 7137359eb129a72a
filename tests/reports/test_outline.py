"""Outline numbers as offices write them."""

from __future__ import annotations

import pytest

from ethnictrack.reports.outline import outlined, roman


def test_a_tree_is_numbered_level_by_level() -> None:
    """Each level begins anew below the next row above it."""
    levels = [0, 1, 2, 2, 3, 3, 1, 0, 1]

    assert list(outlined(levels)) == ["I", "1", "a", "b", "-", "-", "2", "II", "1"]


def test_letters_go_on_after_z() -> None:
    """A project may have more than 26 contents."""
    numbers = list(outlined([0, 1, *[2] * 28]))

    assert numbers[-4:] == ["y", "z", "aa", "ab"]


@pytest.mark.parametrize(
    ("number", "written"),
    [(1, "I"), (4, "IV"), (9, "IX"), (14, "XIV"), (49, "XLIX"), (98, "XCVIII")],
)
def test_roman_numerals(number: int, written: str) -> None:
    """Subtracted where they are."""
    assert roman(number) == written
