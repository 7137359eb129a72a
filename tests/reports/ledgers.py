"""Ledgers drawn at random, as sums of lines that reports are made from."""

from __future__ import annotations

from hypothesis import strategies as st
from tests.reports.build import PLACES, PROGRAMS, group

from ethnictrack.values.kinds import Capital, Source

programs = st.sampled_from([each.code for each in PROGRAMS])
places = st.sampled_from([None, *(each.code for each in PLACES)])
lines = st.builds(
    group,
    programs,
    st.integers(-(10**12), 10**13),
    st.integers(-(10**12), 10**13),
    place=places,
    capital=st.sampled_from([None, *Capital]),
    source=st.sampled_from([None, *Source]),
    plan_year=st.sampled_from([2020, 2021]),
    month=st.sampled_from([*((2021, month) for month in range(1, 13)), (2022, 1)]),
)
ledgers = st.lists(lines, max_size=8)
