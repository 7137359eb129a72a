"""A long row of payments is judged as each of them alone."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.domain.facts import PLACES, PROGRAMS, entry, paid, planned
from tests.reliability.size import size

from ethnictrack.ledger.entry import Entry
from ethnictrack.ledger.headroom import QuickCeiling
from ethnictrack.ledger.plan import Plan
from ethnictrack.ledger.rules import Ceiling, line_of
from ethnictrack.values.errors import BookError
from ethnictrack.values.kinds import Kind

_CLASSES = st.sampled_from([None, "investment", "recurrent"])
_LINES = st.fixed_dictionaries(
    {
        "program": st.sampled_from(["MTQG", "DA1", "DA1.1", "DA1.2", "CT135"]),
        "place": st.sampled_from([None, "04", "042", "043", "01290", "01318", "01321"]),
        "capital": _CLASSES,
        "source": st.sampled_from([None, "central"]),
        "over_plan": st.sampled_from([None, None, "có lý do"]),
    }
)
_KINDS = st.sampled_from([Kind.INITIAL, *[Kind.PAYMENT] * 5, Kind.ADVANCE, *Kind])
_ENTRIES = st.builds(
    lambda kind, amount, said: entry(
        kind, amount, plan_year=2020 if kind is Kind.CARRIED_IN else None, **said
    ),
    _KINDS,
    st.integers(1, 40),
    _LINES,
)


def _judged(ceiling: Ceiling, each: Entry) -> object:
    """Return what a ceiling says: over plan or not, or its refusal with every fact."""
    try:
        return ceiling.allow(each)
    except BookError as refusal:
        return refusal.code, refusal.facts()


def _ceilings() -> tuple[Ceiling, QuickCeiling]:
    slow, quick = Plan(PROGRAMS, PLACES), Plan(PROGRAMS, PLACES)
    return Ceiling(slow, PROGRAMS, PLACES), QuickCeiling(quick, PROGRAMS, PLACES)


@settings(max_examples=size(40, 2000), deadline=None)
@given(st.lists(_ENTRIES, max_size=60), st.lists(_ENTRIES, min_size=1, max_size=4))
def test_the_quick_ceiling_says_what_the_ceiling_says(
    entries: list[Entry], often: list[Entry]
) -> None:
    """Entry by entry, refusals with all their figures; some lines come again and again."""
    slow, quick = _ceilings()

    for each in (*entries, *often * 8, *entries):
        assert _judged(slow, each) == _judged(quick, each)


def test_a_line_that_was_paid_on_is_not_compared_anew() -> None:
    """Otherwise the quick ceiling would not be quick."""
    _, quick = _ceilings()
    quick.allow(planned(1000, place="043"))
    quick.allow(paid(10, place="01318"))
    headroom = quick._headroom  # noqa: SLF001 - whether it was used cannot be seen from outside

    assert headroom.pay(line_of(paid(10, place="01318")), 990)
    assert not headroom.pay(line_of(paid(10, place="01318")), 1)


def test_a_refund_on_a_line_that_was_paid_on_is_not_compared_anew_either() -> None:
    """One refund in fifty rows would make a long file slow."""
    _, quick = _ceilings()
    quick.allow(planned(1000, place="043"))
    quick.allow(paid(10, place="01318"))
    headroom = quick._headroom  # noqa: SLF001 - whether it was used cannot be seen from outside

    assert headroom.pay(line_of(paid(10, place="01318")), -4)
    assert headroom.pay(line_of(paid(10, place="01318")), 994)
    assert not headroom.pay(line_of(paid(10, place="01318")), 1)
