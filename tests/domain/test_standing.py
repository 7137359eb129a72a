"""What is said to be left of a class: all that is there, and nothing another class may take."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.domain.facts import PLACES, PROGRAMS, entry, paid, plan_of, planned

from ethnictrack.errors.entries import OverPlanError
from ethnictrack.ledger.entry import Entry
from ethnictrack.ledger.plan import Plan
from ethnictrack.ledger.rules import Ceiling, Standing, line_of, standing
from ethnictrack.values.errors import BookError
from ethnictrack.values.kinds import Capital, Kind, Source
from ethnictrack.values.money import Dong

INV = {"capital": "investment", "source": "central"}
REC = {"capital": "recurrent", "source": "central"}
_ENTRIES = st.builds(
    entry,
    st.sampled_from([Kind.INITIAL, Kind.SUPPLEMENT, Kind.PAYMENT, Kind.PAYMENT, Kind.CARRIED_OUT]),
    st.integers(1, 60),
    st.sampled_from([each.code for each in PROGRAMS]),
    place=st.sampled_from([None, None, "043", "01321"]),
    capital=st.sampled_from([None, "investment", "recurrent"]),
    source=st.sampled_from([None, "central"]),
)


def _stands(of: Entry, *entries: Entry) -> Standing:
    found = standing(plan_of(*entries), PROGRAMS, line_of(of))
    assert found is not None
    return found


def test_what_is_planned_for_no_class_is_named_apart() -> None:
    """500 of the class, of which 100 is paid; 200 of the 300 for all is drawn on by another."""
    standing_ = planned(500, **INV), planned(300), paid(200, **REC), paid(100, **INV)
    own, other = _stands(paid(1, **INV), *standing_), _stands(paid(1, **REC), *standing_)

    assert (own.left, own.shared, own.totals.planned) == (Dong(400), Dong(100), Dong(500))
    assert (other.left, other.shared, other.of) == (Dong(100), Dong(0), (None, None))
    assert own.rate == Fraction(1, 5)
    assert (other.totals.planned, other.totals.disbursed) == (Dong(300), Dong(200))
    assert own.whole.left == Dong(500)


def test_a_class_that_drew_on_the_rest_says_how_much_of_it() -> None:
    """So that planned, disbursed and left add up."""
    own = _stands(paid(1, **INV), planned(500, **INV), planned(300), paid(600, **INV))

    assert (own.left, own.shared, own.beyond) == (Dong(0), Dong(200), Dong(100))


def test_a_class_that_is_over_lacks_what_it_is_over() -> None:
    """In its own name, though the plan names no class."""
    over = _stands(paid(1, **INV), planned(100), paid(130, over_plan="gấp", **INV))

    assert (over.left, over.of) == (Dong(-30), (Capital.INVESTMENT, Source.CENTRAL))


def _kept(entries: list[Entry]) -> Plan:
    plan = Plan(PROGRAMS, PLACES)
    ceiling = Ceiling(plan, PROGRAMS, PLACES)
    for each in entries:
        try:
            ceiling.allow(each)
        except BookError:
            continue
    return plan


@settings(max_examples=80, deadline=None)
@given(st.lists(_ENTRIES, min_size=3, max_size=12), _ENTRIES)
def test_what_is_said_to_be_left_can_be_paid_and_no_dong_more(
    entries: list[Entry], of: Entry
) -> None:
    """Left and shared together are what the rule lets pass."""
    plan = _kept(entries)
    at = line_of(of)
    found = standing(plan, PROGRAMS, at)
    if found is None or not plan.has_plan(at):
        return

    room, ceiling = found.left + found.shared, Ceiling(plan, PROGRAMS, PLACES)
    if room.value > 0:
        ceiling.allow(_at(of, room.value))
    with pytest.raises(OverPlanError):
        ceiling.allow(_at(of, 1))


def _at(of: Entry, amount: int) -> Entry:
    place = None if of.place is None else PLACES[of.place].code
    capital, source = of.capital, of.source
    program = PROGRAMS[of.program].code
    return paid(amount, program, place=place, capital=capital, source=source)
