"""Results that are not money: what was reported, hedged, estimated, or not at all."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ethnictrack.nouns.activity import (
    Activity,
    ActivitySection,
    BelowNothingError,
    Record,
    RecordReversedError,
    RemarkSection,
    check_reversible,
    check_target,
    outcome,
)
from ethnictrack.values.money import Qualifier

ACTIVITY = Activity(id=1, code="TL", name="Tài liệu", unit="cuốn")
HUNDRED = Decimal(100)


def _record(
    value: str,
    qualifier: Qualifier | None = None,
    *,
    number: int = 1,
    estimate: bool = False,
    note: str | None = None,
    undone: int | None = None,
    reverses: int | None = None,
) -> Record:
    return Record(
        id=number,
        activity=1,
        year=2021,
        date=date(2021, 11, 15),
        value=Decimal(value),
        qualifier=qualifier,
        estimate=estimate,
        note=note,
        reversed_by=undone,
        reverses=reverses,
    )


def test_every_section_has_a_name() -> None:
    """They are headings of the annual report."""
    assert all(each.label.text for each in ActivitySection)
    assert all(each.label.text for each in RemarkSection)


def test_what_was_reported_adds_up() -> None:
    """Exactly, decimals too."""
    found = outcome(ACTIVITY, HUNDRED, [_record("0.1"), _record("0.2"), _record("72.6")])

    assert (Decimal("72.9"), Fraction(729, 1000)) == (found.actual, found.rate)


def test_a_reported_nil_is_not_nothing() -> None:
    """Zero is a number; nothing has no rate."""
    nil, nothing = outcome(ACTIVITY, HUNDRED, [_record("0")]), outcome(ACTIVITY, HUNDRED, [])

    assert (Decimal(0), Fraction(0)) == (nil.actual, nil.rate)
    assert (nothing.actual, nothing.rate) == (None, None)


def test_there_is_no_rate_without_a_target() -> None:
    """The number stands by itself."""
    assert outcome(ACTIVITY, None, [_record("5")]).rate is None


def test_a_record_that_was_reversed_leaves_nothing() -> None:
    """Neither its number, nor its hedge, nor its note; and nothing is not nil."""
    wrong = _record("180", Qualifier.OVER, estimate=True, note="nhầm", undone=2)
    undone = _record("-180", Qualifier.OVER, number=2, reverses=1)

    found = outcome(ACTIVITY, HUNDRED, [wrong, undone])

    assert outcome(ACTIVITY, HUNDRED, []) == found


@pytest.mark.parametrize(
    ("hedges", "expected"),
    [
        ([None, None], None),
        ([Qualifier.OVER, None], Qualifier.OVER),
        ([Qualifier.OVER, Qualifier.OVER], Qualifier.OVER),
        ([Qualifier.OVER, Qualifier.UNDER], Qualifier.ABOUT),
        ([Qualifier.UNDER, Qualifier.ESTIMATE, None], Qualifier.ABOUT),
    ],
)
def test_hedges_combine(hedges: list[Qualifier | None], expected: Qualifier | None) -> None:
    """One kind stays, two kinds make "khoảng"."""
    records = [_record("1", hedge) for hedge in hedges]

    assert expected == outcome(ACTIVITY, None, records).qualifier


def test_one_estimate_makes_the_sum_an_estimate() -> None:
    """Notes stand in the order they came."""
    records = [_record("1", note="a"), _record("2", estimate=True), _record("3", note="b")]

    found = outcome(ACTIVITY, None, records)

    assert (found.estimate, found.notes) == (True, ("a", "b"))
    assert not outcome(ACTIVITY, None, records[:1]).estimate


def test_a_record_is_reversed_once_and_a_reversal_never() -> None:
    """As entries are."""
    check_reversible(_record("1"))

    for each in (_record("1", undone=2), _record("-1", number=2, reverses=1)):
        with pytest.raises(RecordReversedError) as refusal:
            check_reversible(each)
        assert each.id == refusal.value.record


@pytest.mark.parametrize("number", ["0", "-1"])
def test_a_target_of_nothing_is_refused(number: str) -> None:
    """No share of it can be taken."""
    check_target(ACTIVITY, Decimal("0.001"))

    with pytest.raises(BelowNothingError) as refusal:
        check_target(ACTIVITY, Decimal(number))

    assert refusal.value.activity == "TL"


@given(st.lists(st.tuples(st.integers(0, 10**9), st.booleans())))
def test_reversed_records_never_count(records: list[tuple[int, bool]]) -> None:
    """The sum is that of the records that stand."""
    given_ = []
    for number, (thousandths, stands) in enumerate(records):
        value = Decimal(thousandths) / 1000
        given_.append(
            _record(str(value), number=2 * number, undone=None if stands else 2 * number + 1)
        )
        if not stands:
            given_.append(_record(str(-value), number=2 * number + 1, reverses=2 * number))
    kept = [thousandths for thousandths, stands in records if stands]

    actual = outcome(ACTIVITY, None, given_).actual

    assert (None if not kept else Decimal(sum(kept)) / 1000) == actual
