"""Carrying and cancelling remainders: every đồng of a plan ends as paid, carried or cancelled."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.books import allocated, dong, paid, signed
from tests.reliability.size import size

from ethnictrack.audit.finding import Severity
from ethnictrack.book.opening import write_book
from ethnictrack.errors.entries import OverPlanError, PlanBelowPaidError
from ethnictrack.ledger.entry import Draft
from ethnictrack.ledger.listing import Filter
from ethnictrack.ledger.plan import ANY, CeilingScope, Plan
from ethnictrack.services.carry import (
    CarriedOver,
    Carrying,
    CarryYearsError,
    ExtensionNeededError,
    Reason,
    carry,
)
from ethnictrack.services.check import run_checks
from ethnictrack.services.entry import Recorder
from ethnictrack.values.errors import BookError
from ethnictrack.values.kinds import KINDS, PLAN_EFFECT, Capital, Kind, Side, Source

if TYPE_CHECKING:
    from ethnictrack.book.opening import Book

LATER = date(2022, 2, 1)
_INVESTED = {"capital": Capital.INVESTMENT, "source": Source.CENTRAL}


@pytest.fixture
def book(fresh_book: Path) -> Iterator[Book]:
    """Open a book for one command."""
    with write_book(fresh_book, signed()) as opened:
        yield opened


def _carry(book: Book, **said: Any) -> CarriedOver:  # noqa: ANN401
    facts = {"year": 2021, "into": 2022, "extension": "NQ-9", **said}
    return carry(book, Carrying(**facts), LATER)


def _lines(book: Book, carried: CarriedOver) -> list[tuple[str | None, str | None, int, int]]:
    """Return each remainder as programme, place, plan year and amount."""
    return [
        (
            book.programs.code_of(each.line.program),
            book.places.code_of(each.line.place),
            each.plan_year,
            each.amount.value,
        )
        for each in carried.remainders
    ]


def test_a_remainder_leaves_the_old_year_and_enters_the_new_one(book: Book) -> None:
    """Its class, place and the year of its plan stay; the decision is on both."""
    allocated(book, 100, place="042", **_INVESTED)
    paid(book, 60, place="042", **_INVESTED)

    out, into = (each.entry for each in _carry(book, decision="QĐ-7").posted)

    assert (out.kind, into.kind) == (Kind.CARRIED_OUT, Kind.CARRIED_IN)
    assert tuple((e.year, e.plan_year) for e in (out, into)) == ((2021, 2021), (2022, 2021))
    assert [date(2021, 12, 31), date(2022, 1, 1)] == [out.date, into.date]
    for each in (out, into):
        assert (each.amount.value, each.decision) == (40, "QĐ-7")
        assert {"capital": each.capital, "source": each.source} == _INVESTED


def test_the_day_of_a_decision_in_january_stands_on_both(book: Book) -> None:
    """It belongs to either year; an earlier one is 1 January in the new year."""
    allocated(book, 100)
    allocated(book, 100, "DA2")

    first = _carry(book, program="DA1", on=date(2022, 1, 20))
    second = _carry(book, program="DA2", on=date(2021, 12, 20))

    assert [each.entry.date for each in first.posted] == [date(2022, 1, 20)] * 2
    assert [each.entry.date for each in second.posted] == [date(2021, 12, 20), date(2022, 1, 1)]


def test_a_second_time_nothing_is_left(book: Book) -> None:
    """And nothing is written."""
    allocated(book, 100)
    _carry(book)

    again = _carry(book)

    assert (again.posted, again.remainders, book.ledger.count()) == ((), (), 3)


def test_money_of_every_plan_year_is_carried_on(book: Book) -> None:
    """What was carried into the year once is carried out again under its own plan year."""
    allocated(book, 100)
    allocated(book, 30, kind="carried-in", plan_year=2020)
    paid(book, 10, plan_year=2020)

    assert _lines(book, _carry(book)) == [("DA1", None, 2020, 20), ("DA1", None, 2021, 100)]


def test_cancelled_money_goes_nowhere(book: Book) -> None:
    """It is disposed of in its year, and the next has no plan."""
    allocated(book, 100)

    (gone,) = _carry(book, into=None).posted

    assert (gone.entry.kind, gone.entry.year) == (Kind.CANCELLED, 2021)
    assert book.ledger.plan_years(2022) == []


def test_a_plan_above_keeps_what_payments_below_leave(book: Book) -> None:
    """The remainder stands on the line of the plan, not where it was paid."""
    allocated(book, 100, "MTQG")
    paid(book, 30, "DA1")
    paid(book, 20, "DA2")

    assert _lines(book, _carry(book)) == [("MTQG", None, 2021, 50)]


def test_a_payment_draws_on_its_own_programme_before_the_one_above(book: Book) -> None:
    """Whatever of the programme's own plan it leaves is carried there."""
    allocated(book, 100, "MTQG")
    allocated(book, 50, "DA1")
    paid(book, 40, "DA1")

    assert _lines(book, _carry(book)) == [("MTQG", None, 2021, 100), ("DA1", None, 2021, 10)]


def test_a_class_draws_on_its_own_plan_before_the_unclassified(book: Book) -> None:
    """150 of investment took all 100 of its own and 50 of what was unclassified."""
    allocated(book, 100, **_INVESTED)
    allocated(book, 100)
    paid(book, 150, **_INVESTED)

    (left,) = _carry(book).remainders

    assert (left.line.capital, left.amount.value) == (None, 50)


def test_a_payment_without_a_place_takes_the_plan_without_one_first(book: Book) -> None:
    """Then what is missing comes off the named places."""
    allocated(book, 100, place="042")
    allocated(book, 50)
    paid(book, 80)

    assert _lines(book, _carry(book)) == [("DA1", "042", 2021, 70)]


def test_lines_that_are_overpaid_are_named_and_never_negative(book: Book) -> None:
    """What one programme is over, its tree has less to carry."""
    allocated(book, 100, "DA1")
    allocated(book, 100, "DA2")
    paid(book, 130, "DA1", over_plan="cấp bách")

    carried = _carry(book)

    assert _lines(book, carried) == [("DA2", None, 2021, 70)]
    (over,) = carried.obstacles
    assert (over.reason, book.programs.code_of(over.scope.program)) == (Reason.OVERDRAWN, "DA1")
    assert over.amount.value == 30
    assert run_checks(book, ["plan"])[0].severity is Severity.WARNING


def test_money_without_a_plan_is_named_and_holds_no_other_class_back(book: Book) -> None:
    """Recurrent money never pays with what is left of investment."""
    allocated(book, 100, **_INVESTED)
    paid(book, 30, capital=Capital.RECURRENT, source=Source.CENTRAL, over_plan="chờ phân bổ")

    carried = _carry(book)

    assert _lines(book, carried) == [("DA1", None, 2021, 100)]
    assert [(e.reason, e.amount.value) for e in carried.obstacles] == [(Reason.UNPLANNED, 30)]


def test_what_one_source_is_over_is_not_taken_from_another(book: Book) -> None:
    """Policy credit of 100 paid 130; of the 100 and 50 of other classes all that is left goes on.

    Afterwards the other classes have nothing left and may still pay nothing out of each other.
    """
    allocated(book, 100, capital=Capital.INVESTMENT, source=Source.CREDIT)
    allocated(book, 100, **_INVESTED)
    allocated(book, 50, capital=Capital.RECURRENT, source=Source.CENTRAL)
    paid(book, 130, capital=Capital.INVESTMENT, source=Source.CREDIT, over_plan="gấp")
    paid(book, 60, **_INVESTED)

    assert [left for *_, left in _lines(book, _carry(book, source=Source.CENTRAL))] == [40, 50]
    with pytest.raises(OverPlanError):
        paid(book, 1, **_INVESTED)


def test_a_payment_over_plan_leaves_other_classes_their_money(book: Book) -> None:
    """The 30 that credit is over are not missing where central money is paid."""
    allocated(book, 100, **_INVESTED)
    paid(book, 30, capital=Capital.RECURRENT, source=Source.CENTRAL, over_plan="chờ phân bổ")

    paid(book, 100, **_INVESTED)

    with pytest.raises(OverPlanError):
        paid(book, 1, **_INVESTED)


@pytest.mark.parametrize(
    ("chosen", "amounts"),
    [
        ({"capital": Capital.RECURRENT}, [7]),
        ({"source": Source.CENTRAL}, [100, 7]),
        ({"capital": Capital.INVESTMENT, "source": Source.PROVINCIAL}, [20]),
        ({"plan_year": 2021, "source": Source.CREDIT}, []),
        ({"plan_year": 2020, "extension": "NQ-1"}, [3]),
        ({"capital": None}, [3]),  # the unclassified alone
        ({"source": None, "capital": Capital.INVESTMENT}, []),
    ],
)
def test_a_class_or_a_plan_year_is_carried_alone(
    book: Book, chosen: dict[str, Any], amounts: list[int]
) -> None:
    """The others wait: permissions differ by capital and source."""
    allocated(book, 100, **_INVESTED)
    allocated(book, 20, capital=Capital.INVESTMENT, source=Source.PROVINCIAL)
    allocated(book, 7, capital=Capital.RECURRENT, source=Source.CENTRAL)
    allocated(book, 3, kind="carried-in", plan_year=2020)

    assert [left for *_, left in _lines(book, _carry(book, **chosen))] == amounts


def test_money_is_carried_once_unless_a_decision_says_otherwise(book: Book) -> None:
    """One refusal for all of it, nothing is written; cancelling needs no decision."""
    allocated(book, 100)
    allocated(book, 30, kind="carried-in", plan_year=2020)

    with pytest.raises(ExtensionNeededError) as refusal:
        _carry(book, extension=None)

    assert (refusal.value.plan_years, refusal.value.amount.value) == ((2020,), 30)
    assert refusal.value.options == ""
    assert book.ledger.count() == 2
    assert _lines(book, _carry(book, into=None, extension=None, plan_year=2020)) == [
        ("DA1", None, 2020, 30)
    ]
    assert _lines(book, _carry(book, extension=None)) == [("DA1", None, 2021, 100)]


def test_what_mends_a_refused_carry_touches_nothing_else(book: Book) -> None:
    """The hint names the programme and the class that were asked for, and the plan year."""
    allocated(book, 30, kind="carried-in", plan_year=2020, **_INVESTED)

    with pytest.raises(ExtensionNeededError) as refusal:
        _carry(book, program="Dự án 1", source=Source.CENTRAL, extension=None)

    cancel = "--from 2021 --cancel --plan-year 2020 --program 'Dự án 1' --source central`"
    assert f"`ethnictrack allocate carry {cancel}" in refusal.value.hint


def test_the_decision_of_the_extension_stands_on_what_it_extends(book: Book) -> None:
    """The plan of the year has the decision of the year."""
    allocated(book, 100)
    allocated(book, 30, kind="carried-in", plan_year=2020)

    posted = _carry(book, decision="QĐ-7", extension="NQ-1").posted

    assert [(each.entry.plan_year, each.entry.decision) for each in posted] == [
        (2020, "NQ-1"),
        (2020, "NQ-1"),
        (2021, "QĐ-7"),
        (2021, "QĐ-7"),
    ]


def test_money_that_came_back_above_its_plan_is_carried_there(book: Book) -> None:
    """30 of DA1 was paid back at the programme above; either line has its own."""
    allocated(book, 100)
    paid(book, 100)
    paid(book, 30, "MTQG", kind="refund")

    assert _lines(book, _carry(book)) == [("MTQG", None, 2021, 30)]


def test_what_no_line_may_give_is_said(book: Book) -> None:
    """Cleared as unclassified although it was paid as investment: no class has it back."""
    allocated(book, 85, source=Source.CENTRAL)
    paid(book, 63, **_INVESTED)
    paid(book, 7, "MTQG", kind="advance-recovery", source=Source.CENTRAL)

    carried = _carry(book)

    assert _lines(book, carried) == [("DA1", None, 2021, 22)]
    assert [(e.reason, e.amount.value) for e in carried.obstacles] == [(Reason.STUCK, 7)]


def test_one_programme_is_carried_alone(book: Book) -> None:
    """With everything below it; the rest waits."""
    allocated(book, 100, "DA1")
    allocated(book, 100, "DA2")

    assert _lines(book, _carry(book, program="DA2")) == [("DA2", None, 2021, 100)]


def test_either_half_takes_both_back(book: Book) -> None:
    """They are one fact; afterwards the remainder may be carried anew."""
    allocated(book, 100)
    _out, into = _carry(book).posted

    undone = Recorder(book, LATER).reverse(Side.ALLOCATION, into.id, reason="sai", on=None)

    assert {each.entry.kind for each in undone.posted} == {Kind.CARRIED_OUT, Kind.CARRIED_IN}
    assert _lines(book, _carry(book)) == [("DA1", None, 2021, 100)]


def test_what_was_paid_of_carried_money_keeps_it_carried(book: Book) -> None:
    """And what was carried out can no longer be paid in the old year."""
    allocated(book, 100)
    out, _into = _carry(book).posted
    recorder = Recorder(book, LATER)
    facts: dict[str, Any] = {"side": Side.DISBURSEMENT, "program": "DA1", "kind": Kind.PAYMENT}
    recorder.record(Draft(**facts, amount=dong(1), plan_year=2021, date=LATER))

    with pytest.raises(PlanBelowPaidError):
        recorder.reverse(Side.ALLOCATION, out.id, reason="sai", on=None)
    with pytest.raises(OverPlanError):
        recorder.record(Draft(**facts, amount=dong(1), date=date(2021, 12, 1)))


@pytest.mark.parametrize("into", [2020, 2021, 2023])
def test_money_is_carried_into_the_next_year_alone(into: int) -> None:
    """A year between would have no plan for it."""
    with pytest.raises(CarryYearsError) as refusal:
        Carrying(year=2021, into=into)

    assert (refusal.value.next_year, refusal.value.into_year) == (2022, into)


# --- Laws

_CAPITALS = st.sampled_from([None, None, *Capital])
_SOURCES = st.sampled_from([None, None, Source.CENTRAL, Source.PROVINCIAL])
_DRAFTS = st.builds(
    Draft,
    side=st.just(Side.ALLOCATION),  # set by the kind
    program=st.sampled_from(["MTQG", "DA1", "DA1", "DA2"]),
    amount=st.integers(1, 99).map(dong),
    kind=st.sampled_from([*Kind, *[Kind.INITIAL] * 5, *[Kind.PAYMENT] * 6]),
    year=st.just(2021),
    plan_year=st.sampled_from([None, None, None, 2020]),
    date=st.just(date(2021, 12, 31)),
    place=st.sampled_from([None, None, "04", "042", "043"]),
    capital=_CAPITALS,
    source=_SOURCES,
    over_plan=st.sampled_from([None, None, None, "gấp"]),
)
_ORDERS = st.builds(
    Carrying,
    year=st.just(2021),
    into=st.sampled_from([2022, None]),
    program=st.sampled_from([None, None, "DA1"]),
    capital=st.sampled_from([None, None, *Capital]),
    source=st.sampled_from([None, None, Source.CENTRAL]),
    extension=st.just("NQ-9"),
)


def _record(book: Book, drafts: list[Draft]) -> None:
    recorder = Recorder(book, LATER)
    for draft in drafts:
        facts = {"side": Side.DISBURSEMENT} if _paying(draft) else {"over_plan": None}
        try:
            recorder.record(_with(draft, **facts))
        except BookError:
            continue


def _with(draft: Draft, **facts: Any) -> Draft:  # noqa: ANN401
    return Draft(**{name: getattr(draft, name) for name in Draft.__slots__} | facts)


def _plan(book: Book, year: int, plan_year: int) -> Plan:
    plan = Plan(book.programs, book.places)
    everything = {program.id for program in book.programs}
    book.ledger.fill(plan, year=year, plan_year=plan_year, programs=everything)
    return plan


def _errors(book: Book) -> list[str]:
    found = run_checks(book, ["plan", "reversals", "years"])
    return sorted(each.code for each in found if each.severity is Severity.ERROR)


def _disposals(book: Book) -> Counter[tuple[object, ...]]:
    """Add up what was carried out of 2021 and into 2022: nothing, when they are the same."""
    sums: Counter[tuple[object, ...]] = Counter()
    for year, kind, sign in ((2021, Kind.CARRIED_OUT, 1), (2022, Kind.CARRIED_IN, -1)):
        for each in book.ledger.chosen(Side.ALLOCATION, Filter(year=year, kind=kind)):
            entry = each.entry
            line = (entry.program, entry.capital, entry.source, entry.place, entry.plan_year)
            sums[line] += sign * entry.amount.value
    return sums


_QUICK = settings(
    max_examples=size(14, 400),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


@_QUICK
@given(st.lists(_DRAFTS, min_size=5, max_size=25), _ORDERS)
def test_whatever_a_book_holds_its_remainders_can_be_carried(
    template: Path, drafts: list[Draft], order: Carrying
) -> None:
    """Nothing is negative, nothing is left for a second time, and no check finds more errors."""
    with write_book(template, signed(), dry_run=True) as book:
        _record(book, drafts)
        errors, single = _errors(book), _disposals(book)  # a clerk may have recorded one side

        carried = carry(book, order, LATER)

        assert all(each.amount.value > 0 for each in carried.remainders)
        # Money carried in may be the plan that payments of the next year lacked.
        assert not Counter(_errors(book)) - Counter(errors)
        assert order.into is None or _disposals(book) == single
        assert carry(book, order, LATER).posted == ()


@_QUICK
@given(st.lists(_DRAFTS, min_size=5, max_size=25))
def test_every_dong_of_a_plan_ends_as_paid_carried_or_cancelled(
    template: Path, drafts: list[Draft]
) -> None:
    """Where plans come first, only grow, name places of payments, and all is paid by plan."""
    with write_book(template, signed(), dry_run=True) as book:
        _record(book, sorted(map(_sane, drafts), key=_turn))
        root = book.programs.find("MTQG").id

        carry(book, Carrying(year=2021, into=2022, extension="NQ-9"), LATER)

        for plan_year in (2020, 2021):
            whole = _plan(book, 2021, plan_year).within(CeilingScope(root, ANY, ANY))
            assert whole.planned == whole.disbursed + whole.disposed
        assert _errors(book) == []


def _sane(draft: Draft) -> Draft:
    paying = _paying(draft)
    kind = Kind.PAYMENT if paying else draft.kind
    if kind in {Kind.DECREASE, Kind.WITHDRAW}:  # may take from a class what only another has
        kind = Kind.SUPPLEMENT
    place = draft.place if paying or draft.program != "MTQG" else None
    return _with(draft, kind=kind, place=place, over_plan=None)


def _turn(draft: Draft) -> int:
    """Put plans first, then what lowers them or is done with, then payments."""
    return 2 if _paying(draft) else 0 if PLAN_EFFECT.get(draft.kind) == 1 else 1


def _paying(draft: Draft) -> bool:
    return draft.kind in KINDS[Side.DISBURSEMENT]


_CLASSED = st.builds(
    _with,
    _DRAFTS,
    capital=st.sampled_from(Capital),
    source=st.sampled_from([Source.CENTRAL, Source.PROVINCIAL]),
    place=st.none(),
    kind=st.sampled_from([Kind.INITIAL, Kind.PAYMENT]),
)


@_QUICK
@given(st.lists(_CLASSED, min_size=5, max_size=20), st.lists(_ORDERS, max_size=2))
def test_every_dong_ends_as_paid_carried_or_cancelled_in_its_own_class(
    template: Path, drafts: list[Draft], orders: list[Carrying]
) -> None:
    """Whatever was paid over plan elsewhere, and in whatever steps it is disposed of.

    A class that is over stays over by what it was, and no other class has lost by it.
    """
    with write_book(template, signed(), dry_run=True) as book:
        _record(book, sorted(drafts, key=_turn))
        root = book.programs.find("MTQG").id

        def left() -> dict[tuple[int, Capital, Source], int]:
            return {
                (plan_year, capital, source): _plan(book, 2021, plan_year)
                .within(CeilingScope(root, capital, source))
                .left.value
                for plan_year in (2020, 2021)
                for capital in Capital
                for source in (Source.CENTRAL, Source.PROVINCIAL)
            }

        before = left()
        for order in (*orders, Carrying(year=2021, into=2022, extension="NQ-9")):
            carry(book, order, LATER)

        assert left() == {key: min(0, value) for key, value in before.items()}
