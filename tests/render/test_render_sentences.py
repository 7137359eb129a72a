"""Amounts in a sentence: one unit, one number of decimals, and digits that are what words say."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ethnictrack import i18n
from ethnictrack.i18n import Message
from ethnictrack.render.words import say
from ethnictrack.values.money import Dong

_SAID = Message("{first}; {second} ({third})")


def _say(*amounts: int) -> str:
    i18n.use("en")
    first, second, third = map(Dong, amounts)
    return say(_SAID.of(first=first, second=Message("left {left}").of(left=second), third=third))


@pytest.mark.parametrize(
    ("amounts", "said"),
    [
        (
            (20_868_000_000, 15_213_000_000, 5_655_000_000),
            "20.868 billion đồng; left 15.213 billion đồng (5.655 billion đồng)",
        ),
        ((15_000_000_000, 250_000_000, 0), "15.00 billion đồng; left 0.25 billion đồng (0 đồng)"),
        (
            (67_155_074_678, 15_000_000_000, 30_000_000_000),
            "67.155 billion đồng; left 15.000 billion đồng (30.000 billion đồng)",
        ),
        ((9_500_000_000, 1_200_500_000, 1), "9,500,000,000 đồng; left 1,200,500,000 đồng (1 đồng)"),
        ((15_000_000_000, 400_000, 0), "15,000.0 million đồng; left 0.4 million đồng (0 đồng)"),
        ((7_000_000, 7_000_000, 7_000_000), "7 million đồng; left 7 million đồng (7 million đồng)"),
    ],
)
def test_amounts_of_a_sentence_have_one_unit_and_the_same_decimals(
    amounts: tuple[int, ...], said: str
) -> None:
    """That of the largest, as long as none of them is lost in it; parts of the sentence too."""
    assert _say(*amounts) == said


@given(st.lists(st.integers(1, 10**15), min_size=3, max_size=3))
def test_whatever_the_amounts_no_two_are_written_differently(amounts: list[int]) -> None:
    """And none is nothing."""
    written = re.findall(r"([\d,]+)(?:[.](\d+))? (billion |million |)đồng", _say(*amounts))

    assert len(written) == 3
    assert len({unit for _, _, unit in written}) == 1
    assert len({len(decimals) for _, decimals, _ in written}) == 1
    assert all(int(re.sub(r"\D", "", whole + decimals)) for whole, decimals, _ in written)
