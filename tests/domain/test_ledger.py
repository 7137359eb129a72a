"""Years, dates, classes and sums of the ledger, and the laws that hold for any entries."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.domain.facts import (
    PLACES,
    PROGRAMS,
    TODAY,
    all_posted,
    book_of,
    entry,
    paid,
    plan_of,
    planned,
)

from ethnictrack.errors.entries import (
    BelowZeroError,
    ClassNeededError,
    FutureDateError,
    NoPlanError,
    OverPlanError,
    PlanYearError,
    WrongYearError,
    YearNeededError,
)
from ethnictrack.ledger.entry import Entry, reversal
from ethnictrack.ledger.plan import ANY, CapitalScope, CeilingScope, Totals
from ethnictrack.ledger.rules import (
    budget_year,
    check_date,
    check_not_below_zero,
    check_plan_year,
    classified,
)
from ethnictrack.values.dates import last_day
from ethnictrack.values.errors import USAGE
from ethnictrack.values.kinds import Capital, Kind, Side, Source
from ethnictrack.values.money import ZERO, Dong

INV, REC = Capital.INVESTMENT, Capital.RECURRENT


def test_a_date_in_january_may_belong_to_either_year() -> None:
    """Nobody said which: a usage error that names the day."""
    with pytest.raises(YearNeededError) as refusal:
        budget_year(date(2022, 1, 31), None)

    assert (USAGE, date(2022, 1, 31)) == (refusal.value.exit, refusal.value.date)


@pytest.mark.parametrize(
    ("day", "said", "expected"),
    [
        (date(2021, 2, 1), None, 2021),
        (date(2021, 12, 31), None, 2021),
        (date(2022, 1, 1), 2021, 2021),
        (date(2022, 1, 1), 2022, 2022),
        (date(2021, 6, 1), 2020, 2020),
    ],
)
def test_the_budget_year_is_the_one_said_or_that_of_the_date(
    day: date, said: int | None, expected: int
) -> None:
    """Whether the date belongs to it is asked later."""
    assert expected == budget_year(day, said)


def test_the_settlement_of_a_year_ends_in_the_next_january() -> None:
    """The last day counts."""
    assert date(2022, 1, 31) == last_day(2021)


def dated(of: Entry, today: date) -> None:
    """Hold the day of an entry against its year."""
    check_date(of.date, of.year, of.side, today=today)


@pytest.mark.parametrize("kind", [Kind.PAYMENT, Kind.INITIAL])
@pytest.mark.parametrize("day", [date(2021, 1, 1), date(2022, 1, 31)])
def test_both_ends_of_a_budget_year_belong_to_it(kind: Kind, day: date) -> None:
    """From 1 January to 31 January of the next year, for plans and payments alike."""
    dated(entry(kind, 1, on=day), date(2022, 2, 1))

    for outside in (date(2020, 12, 31), date(2022, 2, 1)):
        with pytest.raises(WrongYearError) as refusal:
            dated(entry(kind, 1, on=outside), date(2022, 2, 1))
        assert (date(2021, 1, 1), date(2022, 1, 31)) == (refusal.value.first, refusal.value.last)


@pytest.mark.parametrize("kind", [Kind.PAYMENT, Kind.ADVANCE, Kind.REFUND])
def test_a_payment_is_not_recorded_before_its_day(kind: Kind) -> None:
    """Today is early enough, tomorrow is not."""
    dated(entry(kind, 1, on=TODAY), TODAY)

    with pytest.raises(FutureDateError) as refusal:
        dated(entry(kind, 1, on=date(2021, 11, 16)), TODAY)

    assert refusal.value.today == TODAY


def test_a_plan_may_be_recorded_ahead_of_its_day() -> None:
    """A decision says from when it holds."""
    tomorrow = entry(Kind.SUPPLEMENT, 1, on=date(2021, 11, 16))

    dated(tomorrow, TODAY)

    with pytest.raises(FutureDateError):
        dated(replace(tomorrow, side=Side.DISBURSEMENT), TODAY)


@pytest.mark.parametrize(
    ("kind", "fitting", "unfit"),
    [
        (Kind.INITIAL, [2021], [2020, 2022]),
        (Kind.CARRIED_IN, [2020, 2019], [2021, 2022]),
        (Kind.SUPPLEMENT, [2021, 2020], [2022]),
        (Kind.CANCELLED, [2021, 2020], [2022]),
        (Kind.PAYMENT, [2021, 2020], [2022]),
    ],
)
def test_a_plan_year_goes_with_its_kind(kind: Kind, fitting: list[int], unfit: list[int]) -> None:
    """Carried money has an earlier year, an initial plan its own, nothing a later one."""
    for plan_year in fitting:
        check_plan_year(plan_year, 2021, kind)

    for plan_year in unfit:
        with pytest.raises(PlanYearError) as refusal:
            check_plan_year(plan_year, 2021, kind)
        assert (plan_year, 2021) == (refusal.value.plan_year, refusal.value.year)


def _class_of(what: Entry, *standing: Entry, said: set[str]) -> tuple[object, object]:
    """Return capital and source that an entry gets from a plan."""
    found = classified(what, plan_of(*standing), PROGRAMS, said=said)
    return found.capital, found.source


def test_a_payment_takes_the_class_of_the_only_line_that_fits() -> None:
    """The plan may stand above."""
    only = planned(9, "MTQG", capital="investment", source="central")

    assert _class_of(paid(1, "DA1.1"), only, said=set()) == (INV, Source.CENTRAL)


def test_a_payment_of_which_several_classes_fit_has_to_say_it() -> None:
    """A usage error, which names the classes."""
    standing = planned(9, capital="investment"), planned(9, capital="recurrent")

    with pytest.raises(ClassNeededError) as refusal:
        _class_of(paid(1), *standing, said=set())

    assert (refusal.value.exit, len(refusal.value.found)) == (USAGE, 2)


def test_a_payment_takes_the_one_source_its_capital_has() -> None:
    """Other capital has other sources."""
    standing = (
        planned(9, capital="investment", source="central"),
        planned(9, capital="recurrent", source="provincial"),
    )

    found = _class_of(paid(1, capital="recurrent"), *standing, said={"capital"})

    assert found == (REC, Source.PROVINCIAL)


def test_a_payment_takes_the_one_source_however_many_capitals_have_it() -> None:
    """What was said of the capital is kept, and the source can only be one."""
    standing = (
        planned(9, capital="investment", source="central"),
        planned(9, source="central"),
    )

    found = _class_of(paid(1, capital="investment"), *standing, said={"capital"})

    assert found == (INV, Source.CENTRAL)


def test_a_class_that_is_said_to_be_none_stays_none() -> None:
    """Only what nothing was said of is taken from the plan."""
    only = planned(9, capital="investment", source="central")

    assert _class_of(paid(1), only, said={"capital"}) == (None, Source.CENTRAL)
    assert _class_of(paid(1), only, said={"capital", "source"}) == (None, None)


def test_a_payment_without_a_plan_stays_unclassified() -> None:
    """The refusal comes from the ceiling."""
    assert _class_of(paid(1), said=set()) == (None, None)


def test_no_more_is_taken_off_than_was_ever_paid() -> None:
    """Here, or at a programme above."""
    sums = {2: Dong(50), 1: Dong(40)}
    check_not_below_zero(entry(Kind.REFUND, 40), sums, PROGRAMS)

    with pytest.raises(BelowZeroError) as refusal:
        check_not_below_zero(entry(Kind.REFUND, 41), sums, PROGRAMS)

    assert ("MTQG", Dong(40)) == (refusal.value.program, refusal.value.disbursed)
    assert Dong(41) == refusal.value.asked


def test_a_payment_is_never_below_zero() -> None:
    """Whatever was refunded before it."""
    check_not_below_zero(paid(1), {2: Dong(-5)}, PROGRAMS)
    with pytest.raises(BelowZeroError):
        check_not_below_zero(entry(Kind.REFUND, 1), {2: Dong(-5)}, PROGRAMS)


def test_a_refund_in_the_wrong_class_can_be_taken_back() -> None:
    """No plan is asked for what is not paid."""
    wrong = entry(Kind.REFUND, 10, capital="recurrent")
    right = planned(100, capital="investment"), paid(50, capital="investment")
    (undone,) = (reversal(each, reason="sai", on=None) for each in all_posted([wrong]))

    assert not book_of(*right, wrong).allow(undone)
    with pytest.raises(NoPlanError):
        book_of(*right).allow(undone)
    with pytest.raises(NoPlanError):
        book_of(wrong).allow(paid(11, capital="recurrent"))


# --- Laws. The sums are made anew from the list of entries, without Plan.

_ENTRIES = st.builds(
    entry,
    st.sampled_from([*Kind, Kind.INITIAL, Kind.SUPPLEMENT, Kind.PAYMENT, Kind.PAYMENT]),
    st.integers(1, 60),
    st.sampled_from([each.code for each in PROGRAMS]),
    place=st.sampled_from([None, "04", "042", "043", "01290", "01321"]),
    capital=st.sampled_from([None, "investment", "recurrent"]),
    source=st.sampled_from([None, "central"]),
)
_LISTS = st.lists(_ENTRIES, min_size=4, max_size=14)


def _everything(*entries: Entry) -> dict[CeilingScope, Totals]:
    """Return the figures of every scope there is."""
    plan = plan_of(*entries)
    classes = ((ANY, ANY), (INV, ANY), (INV, Source.CENTRAL), (None, None))
    return {
        scope: plan.within(scope)
        for program in PROGRAMS
        for capital, source in classes
        for scope in (
            *(CeilingScope(program.id, capital, source, place) for place in (1, 3, 6)),
            CeilingScope(program.id, capital, source, ANY),
            CeilingScope(program.id, capital, source, None),
        )
    }


def _accepted(entries: list[Entry]) -> list[Entry]:
    """Return the entries that the rule lets pass, one after another."""
    ceiling, kept = book_of(), []
    for each in entries:
        try:
            ceiling.allow(each)
        except (OverPlanError, NoPlanError):
            continue
        kept.append(each)
    return kept


def _agree(of: Entry, cell: tuple[object, object], *, planning: bool) -> bool:
    """Say whether an entry counts in a class; ANY asks nothing, plan without one fits all."""
    return all(
        asked in {ANY, has} or (planning and has is None)
        for asked, has in zip(cell, (of.capital, of.source), strict=True)
    )


def _left(book: list[Entry], program: int, cell: tuple[object, object], at: int | None) -> int:
    """Add up what is left at a programme, in a class, inside a place or anywhere."""
    left = 0
    for each in book:
        here = each.place is not None and at in PLACES.lineage(each.place)
        if program in PROGRAMS.lineage(each.program) and (at is None or here):
            if _agree(each, cell, planning=True):
                left += each.planned.value - each.disposed.value
            if _agree(each, cell, planning=False):
                left -= each.paid.value
    return left


def _sum(book: list[Entry], program: int, place: int | None = None) -> int:
    """Add up plan: everything below a programme, or its own lines at a place."""
    if place is None:
        lines = [each for each in book if program in PROGRAMS.lineage(each.program)]
    else:
        lines = [each for each in book if (each.program, each.place) == (program, place)]
    return sum(each.planned.value for each in lines)


def _scopes(
    book: list[Entry], of: Entry
) -> Iterator[tuple[int, tuple[object, object], int | None]]:
    """Yield where a payment is compared, in all and inside the places that are named."""
    for program in PROGRAMS.lineage(of.program):
        if not _sum(book, program):
            continue
        around = PLACES.lineage(of.place) if of.place is not None else []
        for at in (None, *(place for place in around if _sum(book, program, place))):
            for capital in {of.capital, ANY}:
                for source in {of.source, ANY}:
                    yield program, (capital, source), at


@settings(max_examples=80, deadline=None)
@given(_LISTS)
def test_what_is_accepted_is_never_above_its_plan(entries: list[Entry]) -> None:
    """No reason was given, so every payment and disposal fits wherever it is compared."""
    kept = _accepted(entries)

    for number, each in enumerate(kept, start=1):
        if each.paid > ZERO or each.disposed > ZERO:
            before = kept[:number]
            short = [scope for scope in _scopes(before, each) if _left(before, *scope) < 0]
            assert short == []


@settings(max_examples=80, deadline=None)
@given(_LISTS)
def test_no_cut_takes_plan_from_a_payment(entries: list[Entry]) -> None:
    """What was paid and covered stays covered, until plan is given that names less."""
    kept = _accepted(entries)

    for number, each in enumerate(kept):
        if each.planned < ZERO:
            before, after = kept[:number], kept[: number + 1]
            for payment in (other for other in before if other.paid > ZERO):
                for scope in _scopes(after, payment):
                    assert min(0, _left(before, *scope)) <= _left(after, *scope)


@settings(max_examples=80, deadline=None)
@given(_LISTS)
def test_no_plan_is_below_zero(entries: list[Entry]) -> None:
    """At no programme, in no class, at no place."""
    plan = plan_of(*_accepted(entries))

    scopes = [
        CeilingScope(program.id, capital, ANY, place)
        for program in PROGRAMS
        for capital in (ANY, None, INV, REC)
        for place in plan.named_places(program.id)
    ]
    wide = [scope._replace(place=ANY) for scope in scopes]
    below = [scope for scope in (*scopes, *wide) if plan.within(scope).planned < ZERO]

    assert below == []


@settings(max_examples=80, deadline=None)
@given(_LISTS)
def test_what_was_accepted_can_be_taken_back_in_turn(entries: list[Entry]) -> None:
    """The newest first: the book goes back the way it came, and ends empty.

    Plan is given before it is paid: a plan for a part, given later, may be less than was paid.
    """
    kept = _accepted(sorted(entries, key=lambda each: each.planned <= ZERO))
    ceiling = book_of(*kept)
    undone = [reversal(each, reason="sai", on=None) for each in reversed(all_posted(kept))]

    for each in undone:
        ceiling.allow(each)

    assert _everything(*kept, *undone) == _everything()


@settings(max_examples=40, deadline=None)
@given(st.lists(_ENTRIES, max_size=10), st.randoms())
def test_reversing_everything_leaves_nothing_anywhere(entries: list[Entry], chance: Random) -> None:
    """In whatever order, and whether the rule would have let it pass or not."""
    undone = [reversal(each, reason="sai", on=None) for each in all_posted(entries)]
    chance.shuffle(undone)

    assert _everything(*entries, *undone) == _everything()


@settings(max_examples=40, deadline=None)
@given(st.lists(_ENTRIES, max_size=10), st.randoms())
def test_the_order_of_entries_does_not_matter_for_a_sum(
    entries: list[Entry], chance: Random
) -> None:
    """Only for what is refused."""
    turned = list(entries)
    chance.shuffle(turned)

    assert _everything(*entries) == _everything(*turned)


@settings(max_examples=40, deadline=None)
@given(st.lists(_ENTRIES, max_size=10), st.sampled_from([ANY, None, INV, REC]))
def test_figures_are_those_of_the_entries_one_by_one(
    entries: list[Entry], capital: CapitalScope
) -> None:
    """At every programme, in all and at each place its plan names."""
    plan = plan_of(*entries)

    for program in PROGRAMS:
        for place in (None, *plan.named_places(program.id)):
            scope = CeilingScope(program.id, capital, ANY, ANY if place is None else place)
            expected = _left(entries, program.id, (capital, ANY), place)
            assert expected == plan.within(scope).left.value
