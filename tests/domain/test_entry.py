"""An entry, what its kind does, and how it is taken back."""

from __future__ import annotations

from dataclasses import fields
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.domain.facts import entry, paid, planned, posted

from ethnictrack.errors.entries import ReversalOfReversalError
from ethnictrack.ledger.entry import AlreadyReversedError, Entry, reversal
from ethnictrack.values.kinds import KINDS, UNCLASSIFIED, Capital, Kind, Side, Source, class_name
from ethnictrack.values.money import ZERO, Dong, Qualifier

# What 5 đồng of each kind do to the plan, to what is disposed of, and to giải ngân.
_EFFECTS = {
    Kind.INITIAL: (5, 0, 0),
    Kind.SUPPLEMENT: (5, 0, 0),
    Kind.INCREASE: (5, 0, 0),
    Kind.DECREASE: (-5, 0, 0),
    Kind.WITHDRAW: (-5, 0, 0),
    Kind.CARRIED_IN: (5, 0, 0),
    Kind.CARRIED_OUT: (0, 5, 0),
    Kind.CANCELLED: (0, 5, 0),
    Kind.PAYMENT: (0, 0, 5),
    Kind.ADVANCE: (0, 0, 5),
    Kind.ADVANCE_RECOVERY: (0, 0, -5),
    Kind.REFUND: (0, 0, -5),
}


def _effects(of: Entry) -> tuple[int, int, int]:
    return of.planned.value, of.disposed.value, of.paid.value


@pytest.mark.parametrize("kind", Kind)
def test_each_kind_does_one_thing(kind: Kind) -> None:
    """A reversal does the opposite."""
    of = entry(kind, 5)

    assert _EFFECTS[kind] == _effects(of)
    undone = reversal(posted(of), reason="sai", on=None)
    assert tuple(-each for each in _EFFECTS[kind]) == _effects(undone)
    assert (of.effect, undone.effect) == (of.planned + of.paid, undone.planned + undone.paid)


def test_each_kind_belongs_to_one_side_and_has_a_name() -> None:
    """Eight plan, four pay; the first of each is the default."""
    listed = [kind for side in Side for kind in KINDS[side]]

    assert sorted(Kind) == sorted(listed)
    assert all(each.label.text for each in Kind)
    assert [kinds[0] for kinds in KINDS.values()] == [Kind.INITIAL, Kind.PAYMENT]


def test_a_class_without_capital_and_source_is_called_unclassified() -> None:
    """Once, not twice; half a class names both halves."""
    half = class_name(Capital.INVESTMENT, None)

    assert class_name(None, None) is UNCLASSIFIED
    assert half.facts["source"] is UNCLASSIFIED
    assert half != class_name(None, Source.CENTRAL)


def test_a_reversal_stands_where_the_entry_stands() -> None:
    """Year, plan year, class, place and papers are kept; so the years add up."""
    of = entry(
        Kind.PAYMENT,
        5,
        place="043",
        capital="investment",
        source="central",
        plan_year=2020,
        voucher="PC-1",
    )

    undone = reversal(posted(of, 7), reason="nhập sai", on=None)

    changed = {
        each.name for each in fields(of) if getattr(of, each.name) != getattr(undone, each.name)
    }
    assert changed == {"amount", "note", "reverses"}
    assert (undone.amount, undone.note, undone.reverses) == (Dong(-5), "nhập sai", 7)


@pytest.mark.parametrize("on", [None, date(2021, 12, 1)])
def test_a_reversal_takes_the_day_of_the_entry_unless_another_is_named(on: date | None) -> None:
    """So the wrong entry disappears from reports of earlier days as well."""
    of = paid(5)

    assert (on or of.date) == reversal(posted(of), reason="sai", on=on).date


def test_a_reversal_repeats_neither_key_nor_batch_nor_reason() -> None:
    """They belong to the entry that was wrong."""
    marks = {"over_plan": "gấp", "transfer": 3, "batch": 2, "key": "k", "request": "0f"}
    of = Entry(**{each.name: getattr(paid(5), each.name) for each in fields(Entry)} | marks)

    undone = reversal(posted(of), reason="sai", on=None)

    assert {None} == {getattr(undone, name) for name in marks}


def test_a_reversal_keeps_the_hedge_of_the_amount() -> None:
    """It is the same sum."""
    of = entry(Kind.PAYMENT, 5)
    hedged = Entry(
        **{each.name: getattr(of, each.name) for each in fields(Entry)}
        | {"qualifier": Qualifier.OVER}
    )

    assert reversal(posted(hedged), reason="sai", on=None).qualifier is Qualifier.OVER


def test_an_entry_is_reversed_once() -> None:
    """The refusal names the entry that did it."""
    with pytest.raises(AlreadyReversedError) as refusal:
        reversal(posted(paid(5), 7, reversed_by=9), reason="sai", on=None)

    assert (refusal.value.entry, refusal.value.by) == (7, 9)


def test_a_reversal_is_not_reversed() -> None:
    """What was right is entered again."""
    undone = reversal(posted(planned(5), 7), reason="sai", on=None)

    with pytest.raises(ReversalOfReversalError) as refusal:
        reversal(posted(undone, 8), reason="sai", on=None)

    assert refusal.value.entry == 8


@given(st.sampled_from(Kind), st.integers(1, 10**15))
def test_an_entry_and_its_reversal_leave_nothing(kind: Kind, amount: int) -> None:
    """Of any kind and size."""
    of = entry(kind, amount)
    undone = reversal(posted(of), reason="sai", on=None)

    assert {ZERO} == {
        of.planned + undone.planned,
        of.disposed + undone.disposed,
        of.paid + undone.paid,
    }
