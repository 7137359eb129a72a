"""The ceiling of the plan: what a payment, a cut and a disposal are compared with."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.domain.facts import (
    PROGRAMS,
    all_posted,
    book_of,
    entry,
    line,
    lowered,
    paid,
    plan_of,
    planned,
)

from ethnictrack.errors.entries import (
    NoPlanError,
    OverDisposalError,
    OverPlanError,
    PlanBelowPaidError,
)
from ethnictrack.ledger.entry import Entry, reversal
from ethnictrack.ledger.plan import ANY, CeilingScope
from ethnictrack.values.errors import BookError
from ethnictrack.values.kinds import Capital, Kind, Source
from ethnictrack.values.money import ZERO, Dong

INV, REC = "investment", "recurrent"
_ROOT = PROGRAMS.find("MTQG").id


def _undone(*entries: Entry) -> list[Entry]:
    """Return the reversals of entries, the newest first."""
    return [reversal(each, reason="sai", on=None) for each in reversed(all_posted(entries))]


# What stands in the book, and what is paid to the last đồng; one more is refused at a programme.
_TO_THE_DONG: dict[str, tuple[list[Entry], Entry, str]] = {
    "its own plan": ([planned(100)], paid(100), "DA1"),
    "the plan of the parent": ([planned(100)], paid(100, "DA1.1"), "DA1"),
    "the plan of the grandparent": ([planned(100, "MTQG")], paid(100, "DA1.1"), "MTQG"),
    "its own share of the parent's plan": (
        [planned(100), planned(50, "DA1.1")],
        paid(50, "DA1.1"),
        "DA1.1",
    ),
    "what a sister left of the parent's plan": (
        [planned(100), paid(70, "DA1.2")],
        paid(30, "DA1.1"),
        "DA1",
    ),
    "the children's plans together, at the parent": (
        [planned(60, "DA1.1"), planned(40, "DA1.2")],
        paid(100, "DA1"),
        "DA1",
    ),
    "its own class": (
        [planned(100, capital=INV), planned(500, capital=REC)],
        paid(100, capital=INV),
        "DA1",
    ),
    "its own source": (
        [planned(100, source="central"), planned(500, source="provincial")],
        paid(100, source="central"),
        "DA1",
    ),
    "plan without a class covers every class": ([planned(100)], paid(100, capital=INV), "DA1"),
    "plan without a class on top of its own": (
        [planned(100), planned(20, capital=INV), planned(500, capital=REC)],
        paid(120, capital=INV),
        "DA1",
    ),
    "plan without a source beside its capital": (
        [planned(100, capital=INV), planned(20, capital=INV, source="central")],
        paid(120, capital=INV, source="central"),
        "DA1",
    ),
    "unclassified plan is paid once, whatever the class": (
        [planned(100), paid(60, capital=INV)],
        paid(40, capital=REC),
        "DA1",
    ),
    "the place the plan names": (
        [planned(100, place="042"), planned(500, place="043")],
        paid(100, place="042"),
        "DA1",
    ),
    "the district the plan names, from a commune": (
        [planned(100, place="043"), planned(500, place="042")],
        paid(100, place="01321"),
        "DA1",
    ),
    "what another commune left of its district": (
        [planned(100, place="043"), planned(500), paid(70, place="01318")],
        paid(30, place="01321"),
        "DA1",
    ),
    "a commune's share of its district": (
        [planned(100, place="043"), planned(20, place="01321")],
        paid(20, place="01321"),
        "DA1",
    ),
    "a district of which the plan names communes": (
        [planned(60, place="01318"), planned(40, place="01321"), planned(500, place="042")],
        paid(100, place="043"),
        "DA1",
    ),
    "the communes of a district that was paid as a whole": (
        [
            planned(60, place="01318"),
            planned(40, place="01321"),
            planned(500, place="042"),
            paid(90, place="043"),
        ],
        paid(10, place="01321"),
        "DA1",
    ),
    "the province, from the plans of its districts and those without a place": (
        [planned(60, place="042"), planned(40, place="043"), planned(10)],
        paid(110, place="04"),
        "DA1",
    ),
    "a place the plan does not name draws on lines without a place": (
        [planned(100), planned(500, place="043")],
        paid(100, place="042"),
        "DA1",
    ),
    "lines without a place, whatever a district drew on its communes": (
        [
            planned(60, place="01318"),
            planned(40, place="01321"),
            planned(100),
            paid(100, place="043"),
        ],
        paid(100, place="042"),
        "DA1",
    ),
    "a payment without a place takes from none that has one": (
        [planned(100), planned(500, place="043"), paid(300)],
        paid(100, place="042"),
        "DA1",
    ),
    "money of the parent without a place is paid anywhere below": (
        [planned(100, "MTQG")],
        paid(100, "DA1.1", place="01321"),
        "MTQG",
    ),
}


@pytest.mark.parametrize(
    ("standing", "last", "at"),
    _TO_THE_DONG.values(),
    ids=_TO_THE_DONG.keys(),
)
def test_a_plan_is_paid_to_the_last_dong_and_no_further(
    standing: list[Entry], last: Entry, at: str
) -> None:
    """Exactly at the plan is accepted; the next đồng is refused where the plan ends."""
    ceiling = book_of(*standing)
    marked = ceiling.allow(last)

    with pytest.raises(OverPlanError) as refusal:
        ceiling.allow(replace(last, amount=Dong(1)))

    assert not marked
    assert (at, ZERO, Dong(1)) == (refusal.value.program, refusal.value.left, refusal.value.asked)


def test_classes_may_be_short_while_the_total_is_not() -> None:
    """Investment money pays no running costs."""
    ceiling = book_of(planned(100, capital=INV), planned(100, capital=REC), paid(60, capital=INV))

    with pytest.raises(OverPlanError) as refusal:
        ceiling.allow(paid(41, capital=INV))

    assert (Dong(100), Dong(60)) == (refusal.value.planned, refusal.value.disbursed)
    assert Dong(40) == refusal.value.left


def test_the_total_may_be_short_while_no_class_is() -> None:
    """Plan without a class is paid once, not once for each class."""
    ceiling = book_of(planned(100), paid(90, capital=INV))

    with pytest.raises(OverPlanError) as refusal:
        ceiling.allow(paid(20, capital=REC))

    assert Dong(10) == refusal.value.left


def test_capital_and_source_are_each_held_to_their_own_sum() -> None:
    """Every pair has enough, and the capital alone has not."""
    ceiling = book_of(
        planned(100, capital=INV),
        planned(500, capital=REC),
        paid(60, capital=INV, source="central"),
    )

    with pytest.raises(OverPlanError) as refusal:
        ceiling.allow(paid(60, capital=INV, source="provincial"))

    assert Dong(40) == refusal.value.left


def test_a_programme_with_plan_in_another_class_alone_is_short() -> None:
    """The class above has enough; the programme's own plan is for something else."""
    ceiling = book_of(planned(1000, "MTQG", capital=INV), planned(100, capital=REC))

    with pytest.raises(OverPlanError) as refusal:
        ceiling.allow(paid(1, capital=INV))

    assert (refusal.value.program, refusal.value.planned) == ("DA1", ZERO)


def test_what_is_left_of_a_plan_does_not_pay_at_a_named_place() -> None:
    """A district is held to its own share even where lines without a place have money."""
    ceiling = book_of(planned(1000), planned(100, place="043"))

    with pytest.raises(OverPlanError) as refusal:
        ceiling.allow(paid(101, place="01321"))

    assert Dong(100) == refusal.value.left


@pytest.mark.parametrize("turned", [False, True])
def test_shares_of_places_are_the_same_whoever_is_paid_first(*, turned: bool) -> None:
    """A commune and its district as a whole want more than the district's communes have."""
    pair = [paid(50, place="01321"), paid(60, place="043")]
    standing = [planned(50, place="01318"), planned(50, place="01321"), planned(900, place="042")]
    first, second = reversed(pair) if turned else pair
    ceiling = book_of(*standing, first)

    with pytest.raises(OverPlanError):
        ceiling.allow(second)


def test_a_payment_without_any_plan_is_refused() -> None:
    """Neither the programme nor one above it has a plan; another tree's does not count."""
    ceiling = book_of(planned(1000, "CT135"))

    with pytest.raises(NoPlanError) as refusal:
        ceiling.allow(paid(1, "DA1.1"))

    assert ("DA1.1", Dong(1)) == (refusal.value.program, refusal.value.asked)


def test_a_payment_in_a_class_nobody_planned_has_no_plan() -> None:
    """There is plan at the programme, of another capital."""
    with pytest.raises(NoPlanError):
        book_of(planned(1000, capital=REC)).allow(paid(1, capital=INV))


def test_plan_that_was_taken_away_again_is_no_plan() -> None:
    """It adds up to nothing."""
    with pytest.raises(NoPlanError):
        book_of(planned(100), lowered(100)).allow(paid(1))


@pytest.mark.parametrize("amount", [1, 100])
def test_a_reason_given_without_need_is_not_marked(amount: int) -> None:
    """The payment has its plan."""
    assert not book_of(planned(100)).allow(paid(amount, over_plan="gấp"))


def test_a_payment_over_its_plan_is_accepted_with_a_reason() -> None:
    """It is marked, and it counts."""
    ceiling = book_of(planned(100), paid(100))

    assert ceiling.allow(paid(1, over_plan="gấp"))
    with pytest.raises(OverPlanError) as refusal:
        ceiling.allow(paid(1))
    assert Dong(-1) == refusal.value.left


def test_a_payment_without_a_plan_is_accepted_with_a_reason() -> None:
    """It is marked."""
    assert book_of().allow(paid(1, over_plan="chờ phân bổ"))


def test_a_reason_excuses_no_change_of_plan() -> None:
    """Only payments have one."""
    cut = replace(lowered(1), over_plan="gấp")

    with pytest.raises(PlanBelowPaidError):
        book_of(planned(100), paid(100)).allow(cut)


def test_a_refused_entry_leaves_no_trace() -> None:
    """What was left before can still be paid."""
    ceiling = book_of(planned(100, place="043", capital=INV))
    for each in (paid(101, place="043", capital=INV), lowered(101, place="043", capital=INV)):
        with pytest.raises(OverPlanError):
            ceiling.allow(each)

    assert not ceiling.allow(paid(100, place="043", capital=INV))


# What stands in the book, and the cut of plan that leaves exactly what is needed.
_CUTS: dict[str, tuple[list[Entry], Entry]] = {
    "what was paid": ([planned(100), paid(60)], lowered(40)),
    "what was paid, by withdrawal": ([planned(100), paid(60)], lowered(40, kind=Kind.WITHDRAW)),
    "what was paid below": ([planned(100), paid(60, "DA1.1")], lowered(40)),
    "what was paid above": ([planned(50, "MTQG"), planned(50), paid(60, "MTQG")], lowered(40)),
    "what was paid in a class": (
        [planned(100, capital=INV), planned(500, capital=REC), paid(60, capital=INV)],
        lowered(40, capital=INV),
    ),
    "what classes draw on plan without one": (
        [planned(100), planned(500, capital=REC), paid(60, capital=INV)],
        lowered(40),
    ),
    "what was paid in its place": (
        [planned(100, place="043"), planned(500), paid(60, place="01321")],
        lowered(40, place="043"),
    ),
    "what other places draw on lines without one": (
        [planned(100), planned(500, place="043"), paid(60, place="042")],
        lowered(40),
    ),
    "what a district draws on its communes": (
        [planned(100, place="01321"), planned(500, place="042"), paid(60, place="043")],
        lowered(40, place="01321"),
    ),
    "what was carried out": ([planned(100), entry(Kind.CARRIED_OUT, 60)], lowered(40)),
    "nothing": ([planned(40), planned(500, "DA2")], lowered(40)),
    "nothing in its class": ([planned(40, capital=INV), planned(9)], lowered(49, capital=INV)),
    "nothing at its place": (
        [planned(500), planned(40, place="043")],
        lowered(40, place="043"),
    ),
}


@pytest.mark.parametrize(("standing", "cut"), _CUTS.values(), ids=_CUTS.keys())
def test_a_plan_can_be_cut_down_to(standing: list[Entry], cut: Entry) -> None:
    """What is needed stays; one đồng more is refused and says what would be left."""
    ceiling = book_of(*standing)
    more = replace(cut, amount=cut.amount + Dong(1))

    with pytest.raises(PlanBelowPaidError) as refusal:
        ceiling.allow(more)

    assert (Dong(-1), more.amount) == (refusal.value.left, refusal.value.asked)
    assert not ceiling.allow(cut)


def test_an_excess_that_was_there_does_not_stop_a_cut_elsewhere() -> None:
    """DA1 is overdrawn with a reason; DA2 gives back what it does not need."""
    over = paid(150, "DA1.1", over_plan="gấp")
    ceiling = book_of(planned(100, "DA1.1"), planned(100, "DA2"), over)

    assert not ceiling.allow(lowered(50, "DA2"))
    with pytest.raises(PlanBelowPaidError) as refusal:
        ceiling.allow(lowered(1, "DA2"))
    assert refusal.value.program == "MTQG"


def test_an_excess_does_not_grow() -> None:
    """Not by cutting the plan, not by a reversal of plan."""
    first = planned(100)
    ceiling = book_of(first, paid(150, over_plan="gấp"))

    for each in (lowered(1), *_undone(first)):
        with pytest.raises(PlanBelowPaidError):
            ceiling.allow(each)


def test_an_excess_does_not_stop_a_transfer_below_it() -> None:
    """The programme is overdrawn before and after, by the same sum."""
    over = paid(150, over_plan="gấp")
    ceiling = book_of(planned(100, "DA1.1"), over)
    giving, taking = lowered(40, "DA1.1"), entry(Kind.INCREASE, 40, "DA1.2")

    assert not ceiling.allow(giving, taking)


def test_plan_does_not_move_to_a_place_out_of_nothing() -> None:
    """The programme has as much as before, and its lines without a place never had it."""
    giving, taking = lowered(1), entry(Kind.INCREASE, 1, place="043")

    with pytest.raises(PlanBelowPaidError) as refusal:
        book_of(planned(9, "DA2")).allow(giving, taking)

    assert refusal.value.left == Dong(-1)


def test_a_plan_that_payments_rest_on_is_not_reversed_away() -> None:
    """The payment goes first."""
    first, second = planned(100), paid(100)
    ceiling = book_of(first, second)
    unpaid, unplanned = _undone(first, second)

    with pytest.raises(PlanBelowPaidError):
        ceiling.allow(unplanned)
    assert [ceiling.allow(unpaid), ceiling.allow(unplanned)] == [False, False]


def test_a_plan_that_was_disposed_of_is_not_reversed_away() -> None:
    """The plan above has enough, but what was cancelled was this one."""
    first = planned(100)
    ceiling = book_of(planned(100, "MTQG"), first, entry(Kind.CANCELLED, 100))

    with pytest.raises(PlanBelowPaidError) as refusal:
        ceiling.allow(*_undone(first))

    assert refusal.value.program == "DA1"


def test_a_plan_entered_by_mistake_is_reversed_where_the_plan_above_holds() -> None:
    """The payments below it rest on the parent's plan, as they did before."""
    mistake = planned(100, "DA1.1")
    ceiling = book_of(planned(100), paid(80, "DA1.1"), mistake)

    assert [ceiling.allow(each) for each in _undone(mistake)] == [False]


# What stands in the book, and what can be disposed of to the last đồng.
_DISPOSED: dict[str, tuple[list[Entry], Entry]] = {
    "what is not paid": ([planned(100), paid(60)], entry(Kind.CANCELLED, 40)),
    "what is not paid below": ([planned(100), paid(60, "DA1.1")], entry(Kind.CARRIED_OUT, 40)),
    "what is not disposed of": (
        [planned(100), entry(Kind.CARRIED_OUT, 60)],
        entry(Kind.CANCELLED, 40),
    ),
    "its own class": (
        [planned(40, capital=INV), planned(500, capital=REC)],
        entry(Kind.CANCELLED, 40, capital=INV),
    ),
    "its own place": (
        [planned(40, place="043"), planned(500, place="042")],
        entry(Kind.CARRIED_OUT, 40, place="043"),
    ),
}


@pytest.mark.parametrize(("standing", "disposal"), _DISPOSED.values(), ids=_DISPOSED.keys())
def test_no_more_is_disposed_of_than(standing: list[Entry], disposal: Entry) -> None:
    """And what was disposed of cannot be paid any more."""
    ceiling = book_of(*standing)
    with pytest.raises(OverDisposalError) as refusal:
        ceiling.allow(replace(disposal, amount=disposal.amount + Dong(1)))

    ceiling.allow(disposal)

    assert Dong(40) == refusal.value.left
    with pytest.raises(OverPlanError):
        ceiling.allow(replace(disposal, kind=Kind.PAYMENT, amount=Dong(1)))


def test_plan_without_a_class_is_disposed_of_once() -> None:
    """What is missing of it is missing in every class, whichever took it first."""
    ceiling = book_of(
        planned(100), planned(500, capital=REC), entry(Kind.CANCELLED, 60, capital=INV)
    )

    with pytest.raises(OverDisposalError) as refusal:
        ceiling.allow(entry(Kind.CANCELLED, 41))

    assert refusal.value.left == Dong(40)
    assert not ceiling.allow(entry(Kind.CANCELLED, 40))


def test_money_that_came_back_is_no_plan() -> None:
    """A refund in the wrong class makes room for payments there, not for cuts."""
    ceiling = book_of(planned(100, capital=INV), paid(50, capital=INV), planned(10, capital=REC))
    ceiling.allow(entry(Kind.REFUND, 20, capital=REC))

    with pytest.raises(PlanBelowPaidError) as refusal:
        ceiling.allow(lowered(11, capital=REC))

    assert refusal.value.planned == Dong(-1)


def test_nothing_is_disposed_of_where_nothing_was_planned() -> None:
    """The plan stands above; it is disposed of there."""
    with pytest.raises(OverDisposalError) as refusal:
        book_of(planned(100, "MTQG")).allow(entry(Kind.CANCELLED, 1))

    assert refusal.value.program == "DA1"


def test_a_disposal_that_is_reversed_can_be_paid_again() -> None:
    """The plan was there all the time."""
    carried = entry(Kind.CARRIED_OUT, 100)
    ceiling = book_of(planned(100), carried, *_undone(carried))

    assert not ceiling.allow(paid(100))


@pytest.mark.parametrize("kind", [Kind.REFUND, Kind.ADVANCE_RECOVERY])
def test_what_comes_back_can_be_paid_again(kind: Kind) -> None:
    """Refunds and cleared advances lower giải ngân."""
    ceiling = book_of(planned(100), entry(Kind.ADVANCE, 100), entry(kind, 30))

    assert not ceiling.allow(paid(30))
    with pytest.raises(OverPlanError):
        ceiling.allow(paid(1))


def test_a_refund_is_not_reversed_above_the_plan() -> None:
    """What came back was paid out again; the sum asked for is told without a sign."""
    refund = entry(Kind.REFUND, 30)
    ceiling = book_of(planned(100), paid(100), refund, paid(30))

    with pytest.raises(OverPlanError) as refusal:
        ceiling.allow(*_undone(refund))

    assert Dong(30) == refusal.value.asked


def test_each_refusal_is_one_of_the_book() -> None:
    """They share the code that scripts look at."""
    assert {"over-plan"} == {OverPlanError.code, PlanBelowPaidError.code}
    assert issubclass(PlanBelowPaidError, BookError)


@pytest.mark.parametrize(
    ("place", "expected"),
    [
        (None, []),
        ("043", [3]),
        ("01321", [6, 3]),
        ("042", [None]),
        ("04", [1]),
    ],
)
def test_a_payment_is_compared_where_it_counts(place: str | None, expected: list[object]) -> None:
    """At each named place around it, or with the lines it may draw on; in all besides."""
    plan = plan_of(planned(9, place="043"), planned(9, place="01321"), planned(9))

    compared = [scope.place for scope in plan.scopes(line("DA1", place=place))]
    own = [at for at in compared if at is not ANY]

    assert expected == list(dict.fromkeys(own))


def test_the_nearest_plan_says_which_classes_there_are() -> None:
    """A programme without one takes the parent's, which holds those of all its children."""
    plan = plan_of(planned(9, capital=INV), planned(9, "DA1.1", capital=REC, source="central"))

    assert plan.classes(line("DA1.1")) == [(Capital.RECURRENT, Source.CENTRAL)]
    assert len(plan.classes(line("DA1.2"))) == 2


def test_only_classes_that_agree_with_what_is_said_fit() -> None:
    """Plan that leaves its source out fits every source."""
    plan = plan_of(planned(9, capital=INV), planned(9, capital=REC, source="central"))

    fitting = plan.classes(line("DA1", source=Source.PROVINCIAL))

    assert fitting == [(Capital.INVESTMENT, None)]


def test_classes_whose_plan_was_taken_away_do_not_count() -> None:
    """They add up to nothing."""
    plan = plan_of(planned(9, capital=INV), lowered(9, capital=INV), planned(9, capital=REC))

    assert plan.classes(line("DA1")) == [(Capital.RECURRENT, None)]


def test_figures_of_a_scope_hold_its_descendants() -> None:
    """Plan, disposals and payments, each by itself."""
    plan = plan_of(planned(100, "DA1.1"), paid(30), entry(Kind.CANCELLED, 5, "DA2"))

    totals = plan.within(CeilingScope(_ROOT, ANY, ANY))

    assert (Dong(100), Dong(5)) == (totals.planned, totals.disposed)
    assert (Dong(30), Dong(65)) == (totals.disbursed, totals.left)


def test_a_transfer_is_taken_back_where_its_receiver_was_short_already() -> None:
    """DA2 paid 30 out of the plan above; the line that names a place made it short."""
    given = lowered(10, "MTQG", place="04")
    taken = entry(Kind.INCREASE, 10, "DA2", place="042")
    ceiling = book_of(planned(30, "DA1.1", place="04"), paid(30, "DA2", capital=INV))
    ceiling.allow(given, taken)
    ceiling.allow(planned(20, "DA1.1", place="043"))
    ceiling.allow(planned(10, "DA2", place="042", capital=INV))

    ceiling.allow(*_undone(given, taken))


def test_a_transfer_that_was_paid_out_of_is_not_taken_back() -> None:
    """Its receiver had 5 of its own and paid 15."""
    given, taken = lowered(10, "DA1"), entry(Kind.INCREASE, 10, "DA2")
    ceiling = book_of(planned(30, "DA1"), planned(5, "DA2"))
    ceiling.allow(given, taken)
    ceiling.allow(paid(15, "DA2"))

    with pytest.raises(PlanBelowPaidError):
        ceiling.allow(*_undone(given, taken))
