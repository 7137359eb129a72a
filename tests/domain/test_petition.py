"""Form 01/TCD: which column an activity counts in, and what the columns add up to."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ethnictrack.nouns.activity import Activity, ActivitySection, Outcome
from ethnictrack.nouns.petition import COLUMNS, Mismatch, column_of, formula, reception

PETITIONS = ActivitySection.PETITIONS
VISITS = {4: 30, 13: 5, 22: 2}
PERSONS = {5: 41, 14: 9, 23: 2}
CASES = {6: 20, 7: 8, 15: 3, 16: 2, 24: 1, 25: 1}


def counted(code: str, unit: str, section: ActivitySection = PETITIONS) -> Activity:
    """Return an activity."""
    return Activity(id=1, code=code, name=code, unit=unit, section=section)


def reported(columns: Mapping[int, int | None]) -> list[Outcome]:
    """Return what was reported column by column."""
    return [
        Outcome(
            activity=counted(f"TCD-{column}", "lượt"),
            actual=None if number is None else Decimal(number),
        )
        for column, number in columns.items()
    ]


@pytest.mark.parametrize(
    ("unit", "column"),
    [
        *(("lượt", 1), ("Lượt tiếp", 1), ("người", 2), ("công dân", 2)),
        *(("vụ việc", 3), ("case", 3), ("đơn", None), ("% kế hoạch", None)),
    ],
)
def test_a_unit_says_which_total_an_activity_counts_in(unit: str, column: int | None) -> None:
    """Letters and shares are in none."""
    assert column_of(counted("TIEPDAN", unit)) == column


@pytest.mark.parametrize("code", ["TCD-4", "tcd4", "TCD.04", "01/TCD-4"])
def test_a_code_says_the_column_whatever_the_unit(code: str) -> None:
    """As clerks may write it."""
    assert column_of(counted(code, "người")) == 4


def test_what_the_form_does_not_have_counts_in_no_column() -> None:
    """Neither a column past the last, nor an activity of another section."""
    assert column_of(counted(f"TCD-{COLUMNS + 1}", "người")) is None
    assert column_of(counted("TCD-4", "người", ActivitySection.VISITS)) is None


def test_totals_are_made_of_the_three_receptions() -> None:
    """Worked by hand: regular, by the head, on his behalf."""
    found = reception(
        reported(
            VISITS | PERSONS | CASES | {8: 1, 9: 12, 12: 24}  # a group of twelve; 24 sessions
        )
    )

    assert [int(found.figure(number)) for number in range(1, 15)] == [
        *(30 + 5 + 2, 41 + 9 + 2, 20 + 8 + 3 + 2 + 1 + 1),
        *(30, 41, 20, 8, 1, 12, 0, 0),
        *(24, 5, 9),
    ]
    assert not list(found.mismatches())


def test_a_total_that_its_parts_do_not_make_stays_as_reported_and_is_found() -> None:
    """Nobody but the office knows which of them is right."""
    found = reception(reported({1: 12, 4: 7, 13: 3}))

    assert found.figure(1) == 12
    assert list(found.mismatches()) == [Mismatch(1, Decimal(12), Decimal(10))]


def test_nothing_reported_is_printed_as_zero() -> None:
    """Of every column, as the form wants."""
    found = reception(reported({4: None}))

    assert [found.figure(number) for number in range(1, COLUMNS + 1)] == [0] * COLUMNS


def test_totals_say_their_formula() -> None:
    """The others have none."""
    assert [formula(number) for number in (1, 2, 3, 4)] == [
        *("1=4+13+22", "2=5+14+23", "3=6+7+15+16+24+25", ""),
    ]


@given(st.dictionaries(st.integers(4, COLUMNS), st.integers(0, 10**6)))
def test_parts_alone_never_contradict_their_totals(columns: dict[int, int]) -> None:
    """A total that nobody reported is what its parts make."""
    found = reception(reported(columns))

    assert not list(found.mismatches())
