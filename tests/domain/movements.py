"""Ledgers for the settlement: by hand, and random ones of all kinds, lines and years."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from hypothesis import strategies as st
from tests.domain.facts import PLACES, PROGRAMS, line

from ethnictrack.values.kinds import Capital, Kind, Source
from ethnictrack.values.money import Dong
from ethnictrack.year.figures import Coverage
from ethnictrack.year.settlement import Movement, Settlement

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ethnictrack.ledger.opening_figure import Opening
    from ethnictrack.ledger.plan import PlanLine


def moved(
    amount: int,
    kind: Kind,
    year: int,
    plan_year: int | None = None,
    at: PlanLine | None = None,
) -> Movement:
    """Return the sum of one kind on a line, that of DA1 unless another is said."""
    return Movement(at or line("DA1"), year, plan_year or year, kind, Dong(amount))


def settle(
    ledger: Iterable[Movement],
    year: int,
    scope: Coverage | None = None,
    openings: Iterable[Opening] = (),
) -> Settlement:
    """Settle a year, given what a book would answer for it."""
    known = [
        each
        for each in ledger
        if each.year <= year or (each.year == year + 1 and each.kind is Kind.CARRIED_IN)
    ]
    return Settlement(
        known,
        year=year,
        as_of=date(year + 1, 1, 31),
        scope=scope or Coverage(),
        programs=PROGRAMS,
        places=PLACES,
        openings=openings,
    )


_LINES = st.builds(
    line,
    st.sampled_from([each.code for each in PROGRAMS]),
    capital=st.sampled_from([None, *Capital]),
    source=st.sampled_from([None, Source.CENTRAL, Source.PROVINCIAL]),
    place=st.sampled_from([None, "04", "043", "01321"]),
)
YEARS = st.integers(2019, 2022)
LEDGERS = st.lists(
    st.builds(
        lambda amount, kind, year, back, at: moved(amount, kind, year, year - back, at),
        st.integers(1, 10**15),
        st.sampled_from([*Kind, *[Kind.ADVANCE, Kind.ADVANCE_RECOVERY, Kind.REFUND] * 3]),
        YEARS,
        st.sampled_from([0, 0, 0, 1, 2]),
        _LINES,
    ),
    max_size=25,
)
