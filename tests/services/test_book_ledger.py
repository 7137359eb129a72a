"""Recording into a real book: defaults, vouchers, keys, reversals, transfers; and its laws."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from tests.books import TODAY, allocated, dong, paid, signed
from tests.reliability.size import size

from ethnictrack.audit.finding import Severity
from ethnictrack.book.opening import write_book
from ethnictrack.errors.entries import (
    BelowZeroError,
    ClassNeededError,
    DuplicateVoucherError,
    FutureDateError,
    KeyConflictError,
    OverPlanError,
    PlanBelowPaidError,
    PlanYearError,
    PlanYearNeededError,
    ReversalOfReversalError,
    SameLineError,
    SumRangeError,
    UnknownEntryError,
    WrongYearError,
    YearNeededError,
)
from ethnictrack.ledger.entry import AlreadyReversedError, Draft, Posted
from ethnictrack.ledger.listing import Filter
from ethnictrack.ledger.plan import ANY, Plan, PlanLine
from ethnictrack.ledger.plan import CeilingScope as PlanScope
from ethnictrack.nouns.place import Place
from ethnictrack.nouns.registry import UnknownCodeError
from ethnictrack.services.check import run_checks
from ethnictrack.services.entry import Recorded, Recorder
from ethnictrack.services.figures import figures
from ethnictrack.values.amounts import Amount
from ethnictrack.values.errors import USAGE, BookError
from ethnictrack.values.kinds import KINDS, Capital, Kind, Side, Source
from ethnictrack.values.money import MAX_ENTRY, Dong, Qualifier
from ethnictrack.year.figures import Coverage, Group, PlanBasis
from ethnictrack.year.settlement import Advances, Movement

if TYPE_CHECKING:
    from ethnictrack.book.opening import Book

_A, _D = Side.ALLOCATION, Side.DISBURSEMENT


@pytest.fixture
def book(open_book: Book) -> Book:
    """Return a book that is open for one command."""
    return open_book


def _payment(amount: int = 10, program: str = "DA1", **said: Any) -> Draft:  # noqa: ANN401
    facts = {"kind": Kind.PAYMENT, **said}
    return Draft(side=_D, program=program, amount=dong(amount), **facts)


def _record(book: Book, draft: Draft, today: date = TODAY) -> Posted:
    return Recorder(book, today).record(draft).posted[0]


def _reverse(book: Book, side: Side, number: int, on: date | None = None) -> Recorded:
    return Recorder(book, TODAY).reverse(side, number, reason="sai", on=on)


def _move(book: Book, amount: int, **said: Any) -> Recorded:  # noqa: ANN401
    """Transfer plan of DA1 to DA2, unless another line is named."""
    to, to_place = said.pop("to", "DA2"), said.pop("to_place", None)
    draft = Draft(
        side=_A, program="DA1", amount=dong(amount), kind=Kind.DECREASE, year=2021, **said
    )
    return Recorder(book, TODAY).transfer(draft, to=to, to_place=to_place)


def _left(book: Book, program: str, place: str | None = None) -> int:
    """Return what the book says is left of the plan of 2021."""
    plan = Plan(book.programs, book.places)
    everything = {each.id for each in book.programs}
    book.ledger.fill(plan, year=2021, plan_year=2021, programs=everything)
    at = ANY if place is None else book.places.find(place).id
    return plan.within(PlanScope(book.programs.find(program).id, ANY, ANY, at)).left.value


# --- Dates when none is given (docs/decisions/0006)


@pytest.mark.parametrize("kind", KINDS[_A])
def test_a_plan_without_a_date_takes_an_end_of_its_year(book: Book, kind: Kind) -> None:
    """The first day where plan is given or cut, the last where it is disposed of."""
    before = 2020 if kind is Kind.CARRIED_IN else None
    allocated(book, 100)
    draft = Draft(side=_A, program="DA1", amount=dong(1), kind=kind, year=2021, plan_year=before)

    day = _record(book, draft).entry.date

    closing = kind in {Kind.CARRIED_OUT, Kind.CANCELLED}
    assert day == (date(2021, 12, 31) if closing else date(2021, 1, 1))


def test_a_payment_without_a_date_takes_today(book: Book) -> None:
    """And the budget year of today."""
    allocated(book, 100)

    entry = _record(book, _payment()).entry

    assert (entry.date, entry.year, entry.plan_year) == (TODAY, 2021, 2021)


def test_a_payment_of_january_needs_its_year(book: Book) -> None:
    """Whether the day was said or taken from the calendar."""
    with pytest.raises(YearNeededError) as refusal:
        _record(book, _payment(), today=date(2022, 1, 5))
    with pytest.raises(YearNeededError):
        _record(book, _payment(date=date(2021, 1, 5)))

    assert refusal.value.exit == USAGE


def test_a_payment_of_january_may_belong_to_the_year_before(book: Book) -> None:
    """The plan of that year pays it."""
    allocated(book, 100)

    entry = _record(book, _payment(year=2021), today=date(2022, 1, 31)).entry

    assert (2021, date(2022, 1, 31)) == (entry.year, entry.date)
    with pytest.raises(WrongYearError):
        _record(book, _payment(year=2021), today=date(2022, 2, 1))


def test_a_reversal_takes_the_day_of_its_entry(book: Book) -> None:
    """Unless another is named, which has to lie in the same budget year and not ahead."""
    allocated(book, 100)
    numbers = [paid(book, 1, date=date(2021, 3, 1)) for _ in range(3)]

    days = [_reverse(book, _D, numbers[0]), _reverse(book, _D, numbers[1], date(2021, 4, 1))]

    assert [date(2021, 3, 1), date(2021, 4, 1)] == [each.posted[0].entry.date for each in days]
    with pytest.raises(FutureDateError):
        _reverse(book, _D, numbers[2], date(2021, 11, 16))
    with pytest.raises(WrongYearError):
        _reverse(book, _D, numbers[2], date(2020, 11, 16))


# --- Plan years


def test_carried_money_is_a_block_of_its_own(book: Book) -> None:
    """Neither block pays for the other."""
    allocated(book, 100)
    allocated(book, 30, kind="carried-in", plan_year=2020)
    paid(book, 30, plan_year=2020)

    with pytest.raises(OverPlanError) as carried:
        paid(book, 1, plan_year=2020)
    paid(book, 100)
    with pytest.raises(OverPlanError) as own:
        paid(book, 1)

    assert (carried.value.plan_year, own.value.plan_year) == (2020, 2021)


def test_carried_money_has_to_say_its_plan_year(book: Book) -> None:
    """It is a usage error to leave it out, and a wrong one to name the year itself."""
    with pytest.raises(PlanYearNeededError) as refusal:
        allocated(book, 1, kind="carried-in")
    with pytest.raises(PlanYearError):
        allocated(book, 1, kind="carried-in", plan_year=2021)

    assert refusal.value.exit == USAGE


# --- Reasons and classes


def test_a_reason_is_kept_only_where_it_was_needed(book: Book) -> None:
    """A payment that fits is not marked."""
    allocated(book, 100)

    reasons = [_record(book, _payment(60, over_plan="gấp")).entry.over_plan for _ in range(2)]

    assert reasons == [None, "gấp"]


def test_a_reason_is_kept_where_there_is_no_plan(book: Book) -> None:
    """And a reversal of that payment needs none."""
    number = paid(book, 10, over_plan="chờ phân bổ")
    (undone,) = _reverse(book, _D, number).posted

    first = book.ledger.get(number)
    assert (first and first.entry.over_plan) == "chờ phân bổ"
    assert (None, Dong(-10)) == (undone.entry.over_plan, undone.entry.amount)


def test_a_year_adds_up_to_no_more_than_a_database_can(book: Book) -> None:
    """Beyond 64 bits no report could be made of it any more; no reason helps."""
    for _ in range(100):
        allocated(book, MAX_ENTRY, kind="supplement")
        paid(book, MAX_ENTRY)
    with pytest.raises(SumRangeError) as planned:
        allocated(book, MAX_ENTRY, "DA2")
    with pytest.raises(SumRangeError) as disbursed:
        paid(book, MAX_ENTRY, "DA2", over_plan="nghị quyết")

    assert planned.value.code == disbursed.value.code == "sum-range"
    assert planned.value.program == disbursed.value.program == "MTQG"
    assert planned.value.total == disbursed.value.total == Dong(101 * MAX_ENTRY)


def test_a_payment_takes_its_class_from_the_plan(book: Book) -> None:
    """Unless it says that it has none."""
    allocated(book, 100, capital=Capital.INVESTMENT, source=Source.CENTRAL)
    allocated(book, 100)
    with pytest.raises(ClassNeededError):
        paid(book, 1)

    entry = _record(book, _payment(unclassified=frozenset({"capital", "source"}))).entry

    assert (entry.capital, entry.source) == (None, None)


def test_no_more_is_refunded_than_was_paid(book: Book) -> None:
    """Here or above, whatever was refunded at another level."""
    allocated(book, 100)
    paid(book, 50)
    paid(book, 30, "MTQG", kind="refund")

    with pytest.raises(BelowZeroError) as refusal:
        paid(book, 21, kind="refund")

    assert ("MTQG", Dong(20)) == (refusal.value.program, refusal.value.disbursed)
    paid(book, 20, kind="refund")


def test_a_recorder_counts_what_it_records_itself(book: Book) -> None:
    """One command may bring many entries; refunds see the payments before them."""
    allocated(book, 100)
    recorder = Recorder(book, TODAY)
    refund = _payment(10, kind=Kind.REFUND)

    recorder.record(_payment(10))
    recorder.record(refund)
    with pytest.raises(BelowZeroError):
        recorder.record(refund)
    recorder.record(_payment(10))

    assert not recorder.record(refund).warnings


def test_an_advance_that_was_not_made_is_cleared_with_a_warning(book: Book) -> None:
    """Advances of all years are open until they are cleared."""
    allocated(book, 100)
    paid(book, 50)
    recorder = Recorder(book, TODAY)
    recorder.record(_payment(20, kind=Kind.ADVANCE))
    clearing = _payment(15, kind=Kind.ADVANCE_RECOVERY)

    told = [recorder.record(clearing).warnings for _ in range(2)]

    assert [[], [Dong(5)]] == [[each.facts["left"] for each in found] for found in told]


def test_a_place_that_is_gone_is_recorded_with_a_warning(fresh_book: Path) -> None:
    """It names what took its place."""
    with write_book(fresh_book, signed()) as book:
        gone = Place(id=0, code="049", name="Phục Hòa", valid_to=date(2020, 2, 29), successor="049")
        book.registers.add_place(gone)
    with write_book(fresh_book, signed()) as book:
        allocated(book, 100)

        (warning,) = Recorder(book, TODAY).record(_payment(place="049")).warnings

    assert warning.facts["successor"] == "049"


def test_nothing_is_said_of_a_successor_that_a_place_has_not(fresh_book: Path) -> None:
    """It only was not there on that day."""
    with write_book(fresh_book, signed()) as book:
        gone = Place(id=0, code="04Z", name="Xã Cũ", valid_to=date(2020, 2, 29))
        book.registers.add_place(gone)
    with write_book(fresh_book, signed()) as book:
        allocated(book, 100)

        (warning,) = Recorder(book, TODAY).record(_payment(place="04Z")).warnings

    assert warning.facts == {"place": "04Z Xã Cũ", "date": TODAY}
    assert "successor" not in warning.text


def test_what_is_not_in_the_registers_is_refused(book: Book) -> None:
    """Before anything is written."""
    for draft in (_payment(program="DA9"), _payment(place="099")):
        with pytest.raises(UnknownCodeError):
            _record(book, draft)

    assert book.ledger.count() == 0


# --- Vouchers


def test_a_voucher_is_entered_once(book: Book) -> None:
    """The same programme, date, amount and place; the refusal names the entry."""
    allocated(book, 1000)
    first = paid(book, 10, voucher="PC-01", place="043")

    with pytest.raises(DuplicateVoucherError) as refusal:
        paid(book, 10, voucher="PC-01", place="043")

    assert first == refusal.value.entry


@pytest.mark.parametrize(
    "other",
    [
        {"place": "042"},
        {"place": None},
        {"amount": 11},
        {"program": "DA2"},
        {"date": date(2021, 11, 14)},
        {"voucher": "PC-02"},
    ],
    ids=str,
)
def test_a_voucher_with_another_fact_is_another_payment(book: Book, other: dict[str, Any]) -> None:
    """One paper may pay several."""
    allocated(book, 1000, "MTQG")
    paid(book, 10, voucher="PC-01", place="043")

    paid(book, **{"amount": 10, "voucher": "PC-01", "place": "043", **other})

    assert book.ledger.count() == 3


def test_a_voucher_may_be_entered_again_after_a_reversal(book: Book) -> None:
    """And then not a third time."""
    allocated(book, 1000)
    first = paid(book, 10, voucher="PC-01")
    _reverse(book, _D, first)

    second = paid(book, 10, voucher="PC-01")

    with pytest.raises(DuplicateVoucherError) as refusal:
        paid(book, 10, voucher="PC-01")
    assert second == refusal.value.entry


# --- Keys that make a retry safe


def _keyed(**said: Any) -> Draft:  # noqa: ANN401
    return _payment(**{"program": "DA1", "place": "043", "key": "k-1", "note": "đợt 1", **said})


@pytest.mark.parametrize(
    "again",
    [
        {},
        {"program": "da1"},
        {"program": "Du an 1"},
        {"place": "bao lac"},
        {"place": "Bảo Lạc"},
        {"date": TODAY},
        {"year": 2021},
        {"plan_year": 2021},
        {"unclassified": frozenset({"capital"})},
        {"over_plan": "gấp"},
    ],
    ids=str,
)
def test_the_same_key_and_content_writes_nothing(book: Book, again: dict[str, Any]) -> None:
    """In whatever spelling, with defaults spelt out or not; the first entry comes back."""
    allocated(book, 10)
    first = _record(book, _keyed())

    recorded = Recorder(book, TODAY).record(_keyed(**again))

    assert (True, (first,)) == (recorded.repeated, recorded.posted)
    assert book.ledger.count() == 2


@pytest.mark.parametrize("day", [date(2021, 12, 31), date(2022, 1, 5), date(2022, 2, 1)])
def test_a_retry_on_a_later_day_is_the_same(book: Book, day: date) -> None:
    """What was left out is what it was at the first try, even in another year."""
    allocated(book, 10)
    first = _record(book, _keyed())

    recorded = Recorder(book, day).record(_keyed())

    assert (True, (first,)) == (recorded.repeated, recorded.posted)


@pytest.mark.parametrize(
    "other",
    [
        {"amount": 9},
        {"program": "DA2"},
        {"place": None},
        {"kind": Kind.ADVANCE},
        {"note": "đợt 2"},
        {"note": None},
        {"date": date(2021, 11, 14)},
        {"year": 2020, "date": date(2021, 1, 15)},
        {"voucher": "PC-01"},
        {"payee": "Lan"},
        {"capital": Capital.INVESTMENT},
        {"source": Source.CENTRAL},
        {"plan_year": 2020},
    ],
    ids=str,
)
def test_the_same_key_with_other_content_is_refused(book: Book, other: dict[str, Any]) -> None:
    """Nothing is written."""
    allocated(book, 10)
    first = _record(book, _keyed())

    with pytest.raises(KeyConflictError) as refusal:
        _record(book, _keyed(**other))

    assert ("k-1", first.id) == (refusal.value.key, refusal.value.entry)
    assert book.ledger.count() == 2


def test_a_class_the_plan_gave_may_be_named_or_left_to_it_again(book: Book) -> None:
    """It is the same class; another one is other content."""
    allocated(book, 10, capital="investment")
    first = _record(book, _keyed())

    named = Recorder(book, TODAY).record(_keyed(capital=Capital.INVESTMENT))
    left = Recorder(book, TODAY).record(_keyed())

    assert named.posted == left.posted == (first,)
    with pytest.raises(KeyConflictError):
        _record(book, _keyed(capital=Capital.RECURRENT))


def test_a_hedge_is_part_of_the_content(book: Book) -> None:
    """Hơn 10 is not 10."""
    allocated(book, 10)
    _record(book, _keyed())

    with pytest.raises(KeyConflictError):
        _record(book, replace(_keyed(), amount=Amount(Dong(10), Qualifier.OVER)))


def test_a_key_is_for_both_sides(book: Book) -> None:
    """A plan is not a retry of a payment."""
    allocated(book, 10)
    _record(book, _keyed())

    with pytest.raises(KeyConflictError):
        allocated(book, 10, place="043", key="k-1", note="đợt 1")


def test_a_retry_of_what_was_reversed_gives_the_first_entry(book: Book) -> None:
    """The script learns that it was taken back."""
    allocated(book, 10)
    first = _record(book, _keyed())
    (undone,) = _reverse(book, _D, first.id).posted

    assert undone.id == _record(book, _keyed()).reversed_by


# --- Reversals and transfers


def test_a_reversal_is_the_opposite_on_the_same_line(book: Book) -> None:
    """Nothing is left, and the entry names its reversal."""
    said = {"place": "043", "capital": Capital.INVESTMENT, "source": Source.CENTRAL}
    allocated(book, 100, **said)
    number = paid(book, 40, plan_year=2021, **said)

    (undone,) = _reverse(book, _D, number).posted

    first = book.ledger.get(number)
    assert undone.id == (first and first.reversed_by)
    assert 100 == _left(book, "DA1", "043") == _left(book, "MTQG")


def test_an_entry_is_reversed_once_and_a_reversal_never(book: Book) -> None:
    """What was right is entered again."""
    allocated(book, 100)
    number = paid(book, 40)
    (undone,) = _reverse(book, _D, number).posted

    with pytest.raises(AlreadyReversedError) as again:
        _reverse(book, _D, number)
    with pytest.raises(ReversalOfReversalError):
        _reverse(book, _D, undone.id)

    assert (number, undone.id) == (again.value.entry, again.value.by)


@pytest.mark.parametrize(("side", "number"), [(_D, 1), (_A, 2), (_A, 0), (_D, 99)])
def test_an_entry_of_the_other_side_is_not_reversed(book: Book, side: Side, number: int) -> None:
    """Nor one that does not exist."""
    allocated(book, 100)
    paid(book, 40)

    with pytest.raises(UnknownEntryError):
        _reverse(book, side, number)


def test_plan_that_payments_rest_on_is_not_reversed(book: Book) -> None:
    """The payment is reversed first."""
    plan = allocated(book, 100)
    payment = paid(book, 40)

    with pytest.raises(PlanBelowPaidError):
        _reverse(book, _A, plan)
    _reverse(book, _D, payment)
    _reverse(book, _A, plan)

    assert _left(book, "MTQG") == 0


def test_a_transfer_moves_plan_and_nets_to_zero(book: Book) -> None:
    """Two entries that name each other; the programme above has what it had."""
    allocated(book, 100)

    giving, taking = _move(book, 40).posted

    assert tuple(_left(book, each) for each in ("DA1", "DA2", "MTQG")) == (60, 40, 100)
    assert (taking.id, giving.id) == (giving.entry.transfer, taking.entry.transfer)
    assert (giving.entry.kind, taking.entry.kind) == (Kind.DECREASE, Kind.INCREASE)


@pytest.mark.parametrize("leg", [0, 1])
def test_a_transfer_is_reversed_on_both_lines(book: Book, leg: int) -> None:
    """Whichever of the two was named, and only once."""
    allocated(book, 100)
    paid(book, 100, "MTQG")
    both = _move(book, 40).posted

    undone = _reverse(book, _A, both[leg].id).posted

    assert {each.id for each in both} == {each.entry.reverses for each in undone}
    with pytest.raises(AlreadyReversedError):
        _reverse(book, _A, both[1 - leg].id)
    assert (_left(book, "DA1"), _left(book, "DA2")) == (100, 0)


def test_no_more_is_transferred_than_is_not_paid(book: Book) -> None:
    """Neither entry is kept."""
    allocated(book, 100)
    paid(book, 61)

    with pytest.raises(PlanBelowPaidError) as refusal:
        _move(book, 40)

    assert (refusal.value.program, book.ledger.count()) == ("DA1", 2)


def test_plan_moves_between_places_of_one_programme(book: Book) -> None:
    """Its total stays, and it may be paid in full."""
    allocated(book, 100, place="042")
    paid(book, 60, place="042")

    _move(book, 40, to="DA1", place="042", to_place="043")

    assert (_left(book, "DA1", "042"), _left(book, "DA1", "043"), _left(book, "DA1")) == (0, 40, 40)
    with pytest.raises(PlanBelowPaidError):
        _move(book, 1, to="DA1", place="042", to_place="043")


def test_plan_moves_to_another_tree(book: Book) -> None:
    """There is nothing above both."""
    book.registers.add_program(replace(book.programs.find("DA2"), code="CT", parent=None))
    del book.programs  # it was read before
    allocated(book, 100)

    _move(book, 40, to="CT")

    assert (_left(book, "MTQG"), _left(book, "CT")) == (60, 40)


def test_a_transfer_to_the_same_line_is_refused(book: Book) -> None:
    """It would move nothing."""
    allocated(book, 100)

    with pytest.raises(SameLineError):
        _move(book, 40, to="da1")


# --- Laws of the whole book

_PLACES = st.sampled_from([None, None, "04", "042", "043"])
_DRAFTS = st.builds(
    Draft,
    side=st.just(_D),  # set by the kind
    program=st.sampled_from(["MTQG", "DA1", "DA1", "DA2"]),
    amount=st.integers(1, 99).map(dong),
    kind=st.sampled_from([*Kind, Kind.INITIAL, Kind.SUPPLEMENT, *[Kind.PAYMENT] * 4]),
    year=st.just(2021),
    plan_year=st.sampled_from([None, None, None, 2020]),
    place=_PLACES,
    capital=st.sampled_from([None, None, *Capital]),
    source=st.sampled_from([None, None, Source.CENTRAL]),
    voucher=st.sampled_from([None, "PC-1"]),
    over_plan=st.sampled_from([None, None, None, "gấp"]),
    key=st.sampled_from([None, None, None, "a", "b"]),
)
_MOVES = st.tuples(_DRAFTS, st.sampled_from(["DA1", "DA2"]), _PLACES)
_STEPS = st.lists(st.one_of(_DRAFTS, _DRAFTS, st.integers(1, 25), _MOVES), min_size=10, max_size=30)
_QUICK = settings(
    max_examples=size(12, 400),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


def _draft(kind: Kind, program: str, plan_year: int | None = None) -> Draft:
    return Draft(
        side=_D, program=program, amount=dong(1), kind=kind, year=2021, plan_year=plan_year
    )


# What a part clears in a plan that is none leaves its programme nothing to pay from.
_CLEARED_OF_ANOTHER_PLAN = [
    _draft(Kind.INITIAL, "MTQG"),
    _draft(Kind.PAYMENT, "DA1"),
    _draft(Kind.ADVANCE_RECOVERY, "DA1", 2020),
    _draft(Kind.PAYMENT, "MTQG", 2020),
]


def _of(amount: int, kind: Kind, program: str, **said: Any) -> Draft:  # noqa: ANN401
    return replace(_draft(kind, program), amount=dong(amount), **said)


# The first line of a programme that names a place parts the others from it, of whatever class.
_PLAN_NAMED_LAST = [
    _of(23, Kind.INITIAL, "MTQG"),
    _of(58, Kind.INITIAL, "DA2", capital=Capital.RECURRENT),
    _of(85, Kind.INITIAL, "DA1", place="043"),
    _of(36, Kind.INITIAL, "DA1", place="04"),
    _of(92, Kind.DECREASE, "DA1", place="04", capital=Capital.INVESTMENT),
    _of(1, Kind.WITHDRAW, "MTQG", place="043"),
    _of(34, Kind.PAYMENT, "DA2", place="042"),
]
_NAMED_LAST_OF_A_CLASS = [
    _of(58, Kind.INITIAL, "DA2", capital=Capital.RECURRENT),
    _of(28, Kind.INITIAL, "DA1", place="042", capital=Capital.INVESTMENT),
    *_PLAN_NAMED_LAST[2:5],
    _of(35, Kind.WITHDRAW, "MTQG", place="043", capital=Capital.RECURRENT),
    _PLAN_NAMED_LAST[6],
]


def _sided(draft: Draft) -> Draft:
    """Put a draft on the side of its kind; only payments have a voucher and a reason."""
    if draft.kind in KINDS[_D]:
        return draft
    return replace(draft, side=_A, voucher=None, over_plan=None)


def _try(recorder: Recorder, book: Book, step: Any) -> None:  # noqa: ANN401
    """Do one step; what is refused leaves the book as it was."""
    count = book.ledger.count()
    try:
        if isinstance(step, int):
            side = _A if (posted := book.ledger.get(step)) and posted.entry.side is _A else _D
            recorder.reverse(side, step, reason="sai", on=None)
        elif isinstance(step, tuple):
            draft, to, place = step
            moved = replace(_sided(replace(draft, kind=Kind.DECREASE)), key=None)
            recorder.transfer(moved, to=to, to_place=place)
        else:
            recorder.record(_sided(step))
    except BookError:
        assert count == book.ledger.count()


def _standing(book: Book) -> list[Posted]:
    return sorted(
        (each for side in Side for each in book.ledger.chosen(side, Filter())),
        key=lambda each: each.id,
    )


_PLAN = {Kind.INITIAL, Kind.SUPPLEMENT, Kind.INCREASE, Kind.CARRIED_IN}
_PAY = {Kind.PAYMENT, Kind.ADVANCE}


def _added(posted: list[Posted]) -> Counter[tuple[object, ...]]:
    """Add up plan and payments of each line and plan year, entry by entry."""
    sums: Counter[tuple[object, ...]] = Counter()
    for each in (one.entry for one in posted):
        line = (each.program, each.capital, each.source, each.place, each.plan_year)
        if each.kind in {Kind.CARRIED_OUT, Kind.CANCELLED}:
            continue
        what = "planned" if each.side is _A else "paid"
        sign = 1 if each.kind in _PLAN | _PAY else -1
        sums[*line, what] += sign * each.amount.value
    return sums


@_QUICK
@given(_STEPS)
def test_whatever_is_done_the_book_stays_sound(template: Path, steps: list[Any]) -> None:
    """Numbers without a gap, every reversal the opposite of one entry, no voucher twice."""
    with write_book(template, signed(), dry_run=True) as book:
        recorder = Recorder(book, TODAY)
        for step in steps:
            _try(recorder, book, step)

        posted = _standing(book)
        assert [each.id for each in posted] == list(range(1, len(posted) + 1))
        assert run_checks(book, ["reversals", "vouchers", "years"]) == []
        legs = {each.id: each.entry.transfer for each in posted if each.entry.transfer}
        assert all(legs[other] == number for number, other in legs.items() if other)


@_QUICK
@given(_STEPS)
def test_the_sums_of_the_database_are_the_sums_of_the_entries(
    template: Path, steps: list[Any]
) -> None:
    """PlanLine by line, in all, and split into planned and unplanned."""
    with write_book(template, signed(), dry_run=True) as book:
        recorder = Recorder(book, TODAY)
        for step in steps:
            _try(recorder, book, step)
        sums = _added(_standing(book))
        far = date(2022, 1, 31)

        by_sql = {
            (*group.line, group.plan_year, what): value.value
            for group in book.figures.groups(2021, far)
            for what, value in (
                ("planned", group.totals.planned),
                ("paid", group.totals.disbursed),
            )
            if value
        }
        total = figures(
            book, year=2021, as_of=far, basis=PlanBasis.WITH_CARRYOVER, scope=Coverage()
        ).total()

    assert {line: value for line, value in sums.items() if value} == by_sql
    assert total.planned.value == sum(v for line, v in sums.items() if line[-1] == "planned")
    assert total.paid.value == sum(v for line, v in sums.items() if line[-1] == "paid")


@_QUICK
@pytest.mark.parametrize("by_month", [True, False])
@given(steps=_STEPS, day=st.dates(date(2021, 1, 1), date(2022, 1, 31)))
def test_the_tally_says_what_the_entries_add_up_to(
    template: Path, steps: list[Any], day: date, *, by_month: bool
) -> None:
    """Cell by cell; and up to any day the sums of all places are those of the places."""
    with write_book(template, signed(), dry_run=True) as book:
        recorder = Recorder(book, TODAY)
        for step in steps:
            _try(recorder, book, step)

        assert run_checks(book, ["sums"]) == []
        by_place = book.figures.groups(2021, day, by_month=by_month)
        together = book.figures.groups(2021, day, by_month=by_month, by_place=False)
        moved = book.figures.movements(2021, day)
        moved_together = book.figures.movements(2021, day, ())
        placed = {each.id for each in book.programs}
        moved_beside = book.figures.movements(2021, day, placed)
        advances = book.figures.advances(2021, day, placed)

    def summed(groups: list[Group]) -> dict[Any, int]:
        found: Counter[Any] = Counter()
        for each in groups:
            key = (*each.line[:3], each.plan_year, each.month)
            found[*key, "planned"] += each.totals.planned.value
            found[*key, "disposed"] += each.totals.disposed.value
            found[*key, "paid"] += each.totals.disbursed.value
        return {key: value for key, value in found.items() if value}

    def added(movements: list[Movement]) -> dict[Any, int]:
        found: Counter[Any] = Counter()
        for each in movements:
            found[*each.line[:3], each.year, each.plan_year, each.kind] += each.amount.value
        return {key: value for key, value in found.items() if value}

    assert summed(together) == summed(by_place)
    assert added(moved_together) == added(moved)
    assert added([*moved_beside, *chain.from_iterable(map(Advances.movements, advances))]) == (
        added(moved)
    )


@_QUICK
@given(_STEPS)
def test_a_recorder_judges_as_a_new_one_would(template: Path, steps: list[Any]) -> None:
    """What it keeps in mind from entry to entry is what the book says."""
    with write_book(template, signed(), dry_run=True) as book:
        recorder = Recorder(book, TODAY)
        for step in steps:
            _try(recorder, book, step)
        posted = _standing(book)
        lines = {(each.entry.year, each.entry.plan_year): each.entry for each in posted}

        for entry in lines.values():
            kept, read = recorder.plan(entry), Recorder(book, TODAY).plan(entry)
            assert _told_apart(kept, book) == _told_apart(read, book)
            for line, _ in kept.lines():
                was = [kept.within(each).left for each in kept.scopes(line)]
                assert was == [read.within(each).left for each in read.scopes(line)]


def _told_apart(plan: Plan, book: Book) -> dict[PlanLine, tuple[int, int, int]]:
    """Return the sums of a plan by line; a place counts where its plan, or one above, names any."""
    found: dict[PlanLine, tuple[int, int, int]] = {}
    for line, sums in plan.lines():
        named = any(map(plan.named_places, book.programs.lineage(line.program)))
        at = line if named else line._replace(place=None)
        before = found.get(at, (0, 0, 0))
        new = sums.planned.value, sums.disposed.value, sums.disbursed.value
        found[at] = (before[0] + new[0], before[1] + new[1], before[2] + new[2])
    return {line: sums for line, sums in found.items() if any(sums)}


def _any(sums: Any) -> bool:  # noqa: ANN401
    return any((sums.planned, sums.disposed, sums.disbursed))


@_QUICK
@example(_CLEARED_OF_ANOTHER_PLAN)
@example(_PLAN_NAMED_LAST)
@example(_NAMED_LAST_OF_A_CLASS)
@given(st.lists(_DRAFTS, min_size=10, max_size=30))
def test_the_check_of_the_plan_agrees_with_what_was_let_pass(
    template: Path, drafts: list[Draft]
) -> None:
    """Plan first, then payments: what is over it has a reason."""
    drafts = sorted(map(_sided, drafts), key=lambda each: each.kind not in _PLAN)
    with write_book(template, signed(), dry_run=True) as book:
        recorder = Recorder(book, TODAY)
        for draft in drafts:
            _try(recorder, book, draft)

        found = run_checks(book, ["plan"])
        reasons = [each for each in _standing(book) if each.entry.over_plan]

    assert [each for each in found if each.severity is Severity.ERROR] == []
    assert bool(reasons) or found == []


def test_what_one_class_has_and_another_lost_is_a_plan(template: Path) -> None:
    """Together it is nothing, and nothing can be paid of it."""
    with write_book(template, signed(), dry_run=True) as book:
        recorder = Recorder(book, TODAY)
        recorder.record(_sided(_of(2, Kind.INITIAL, "MTQG")))
        recorder.record(_sided(_of(2, Kind.DECREASE, "MTQG", capital=Capital.INVESTMENT)))

        with pytest.raises(OverPlanError) as found:
            recorder.record(_of(1, Kind.PAYMENT, "MTQG", capital=Capital.RECURRENT))

    assert found.value.facts()["left"] == Dong(0)


@settings(_QUICK, max_examples=size(8, 200))
@given(_STEPS)
def test_reversing_everything_empties_the_book(template: Path, steps: list[Any]) -> None:
    """The newest first, and again what had to wait for another one to go.

    Where plan was taken from the lines that had it: what a line owes to plans beside it can keep
    others from being reversed, once those plans name the places they are for.
    """
    with write_book(template, signed(), dry_run=True) as book:
        recorder = Recorder(book, TODAY)
        for step in steps:
            if _has_what_it_gives(book, step):
                plain = replace(step, over_plan=None) if isinstance(step, Draft) else step
                _try(recorder, book, plain)
        tries = 0
        while (left := _undecided(book)) and tries < len(steps):
            tries += 1
            for number in left:
                _try(recorder, book, number)
        groups = book.figures.groups(2021, date(2022, 1, 31))

    assert left == []
    assert [each for each in groups if _any(each.totals)] == []


_LOWERING = {Kind.DECREASE, Kind.WITHDRAW}


def _has_what_it_gives(book: Book, step: Any) -> bool:  # noqa: ANN401
    """Say whether a step takes no plan from a line that has less of its own."""
    if not isinstance(step, tuple) and getattr(step, "kind", None) not in _LOWERING:
        return True
    draft: Draft = step[0] if isinstance(step, tuple) else step
    place = draft.place and book.places.find(draft.place).id
    program = book.programs.find(draft.program).id
    line = (program, draft.capital, draft.source, place, draft.plan_year or draft.year)
    asked: int = draft.amount.dong.value
    return _added(_standing(book))[*line, "planned"] >= asked


def _undecided(book: Book) -> list[int]:
    """Return the entries that stand, the newest first."""
    return [
        each.id
        for each in reversed(_standing(book))
        if each.entry.reverses is None and each.reversed_by is None
    ]
