"""Which lines of a statement are which entries: worked by hand, and as laws."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable
from dataclasses import replace
from datetime import timedelta
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.domain.differences import (
    CHANGES,
    KINDS,
    compared,
    false_matches,
    made_up,
    not_found,
)
from tests.domain.statements import CT, DA, held, item, line
from tests.reliability.size import size

from ethnictrack.ledger.part_sums import READINGS, WINDOW, readings
from ethnictrack.ledger.reconciliation import compare
from ethnictrack.ledger.statement import (
    BookItem,
    LineOutcome,
    LineStatus,
    Reconciled,
    StatementLine,
    agree_in_class,
    equal_lines,
    with_reversals,
    without_set_off,
)
from ethnictrack.values.kinds import Capital, Kind, Source
from ethnictrack.values.money import Dong


def test_a_voucher_that_agrees_in_all_else_is_the_entry() -> None:
    """A voucher that agrees in all else is the entry."""
    found, left = held([line(5, 100, voucher="uy1")], [item(1, 100, "13/3", voucher="uy1")])
    assert found[5] == LineOutcome(status=LineStatus.MATCHED, book=Dong(100), entries=(1,))
    assert left == []


@pytest.mark.parametrize(
    ("other", "names"),
    [
        (item(1, 90, voucher="uy1"), ("amount",)),
        (item(1, 100, voucher="uy1", program=DA), ("program",)),
        (item(1, 100, voucher="uy1", source=Source.PROVINCIAL), ("source",)),
        (item(1, 100, voucher="uy1", capital=None), ("capital",)),
        (item(1, 100, "16/3", voucher="uy1"), ("date",)),
        (item(1, 100, voucher="uy1", year=2025), ("year",)),
        (item(1, -100, "4/3", voucher="uy1", kind=Kind.REFUND), ("amount", "date")),
    ],
)
def test_a_voucher_that_says_something_else_names_what(
    other: BookItem, names: tuple[str, ...]
) -> None:
    """A voucher that says something else names what."""
    found, left = held([line(5, 100, voucher="uy1")], [other])
    assert found[5].status == "differs"
    assert found[5].differs_in == names
    assert (found[5].book, found[5].entries, left) == (other.amount, (1,), [])


def test_what_a_line_does_not_say_it_does_not_ask() -> None:
    """What a line does not say it does not ask."""
    said = line(5, 100, programs=None, capital=None, source=None, year=None)
    found, _ = held([said], [item(1, 100, program=DA, source=None)])
    assert found[5].status == "matched"


def test_the_year_of_a_line_is_the_budget_year_or_that_of_the_plan() -> None:
    """The year of a line is the budget year or that of the plan."""
    carried = replace(item(1, 100), plan_year=2025)
    for year, status in ((2026, "matched"), (2025, "matched"), (2024, "treasury-only")):
        found, _ = held([line(5, 100, year=year)], [carried])
        assert found[5].status == status


def test_without_a_voucher_amount_class_and_day_decide() -> None:
    """Without a voucher amount class and day decide."""
    found, left = held([line(5, 100)], [item(1, 100, "15/3"), item(2, 100, "16/3")])
    assert (found[5].status, found[5].entries, left) == ("matched", (1,), [2])
    found, _ = held([line(5, 100)], [item(1, 100, voucher="uy1")])
    assert found[5].status == "matched"
    found, _ = held([line(5, 100, voucher="uy1")], [item(1, 100)])
    assert found[5].status == "matched"


def test_two_readings_stay_open_with_both() -> None:
    """Two readings stay open with both."""
    found, left = held([line(5, 100)], [item(1, 100), item(2, 100, "12/3")])
    assert found[5] == LineOutcome(status=LineStatus.TREASURY_ONLY, candidates=(1, 2))
    assert left == [1, 2]
    found, left = held([line(5, 100), line(6, 100, "12/3")], [item(1, 100)])
    assert {each.status for each in found.values()} == {"treasury-only"}
    assert found[5].candidates == found[6].candidates == (1,)


def test_one_line_and_two_entries_that_say_the_same_stay_open() -> None:
    """One line and two entries that say the same stay open."""
    found, left = held([line(5, 100)], [item(1, 100), item(2, 100)])
    assert (found[5].status, found[5].candidates, left) == ("treasury-only", (1, 2), [1, 2])


def test_equal_lines_are_as_many_as_the_book_has_entries() -> None:
    """Equal lines are as many as the book has entries."""
    for voucher in (None, "uy1"):
        lines = [line(number, 100, voucher=voucher) for number in (7, 5, 6)]
        found, left = held(lines, [item(1, 100, voucher=voucher), item(2, 100, voucher=voucher)])
        assert [found[at].status for at in (5, 6, 7)] == ["matched", "matched", "treasury-only"]
        assert left == []


def test_another_voucher_is_another_payment_and_is_offered() -> None:
    """Another voucher is another payment and is offered."""
    found, left = held([line(5, 100, voucher="uy1")], [item(1, 100, voucher="uy7")])
    assert found[5] == LineOutcome(status=LineStatus.TREASURY_ONLY, candidates=(1,))
    assert left == [1]


def test_a_voucher_used_for_several_programmes_is_told_apart() -> None:
    """A voucher used for several programmes is told apart."""
    lines = [line(5, 100, voucher="01"), line(6, 70, voucher="01", programs=(DA,))]
    items = [item(1, 100, voucher="01"), item(2, 60, voucher="01", program=DA)]
    found, left = held(lines, items)
    assert (found[5].status, found[5].entries) == ("matched", (1,))
    assert (found[6].status, found[6].differs_in, left) == ("differs", ("amount",), [])


def test_one_voucher_in_several_lines_or_entries_adds_up() -> None:
    """One voucher in several lines or entries adds up."""
    found, left = held(
        [line(5, 60, voucher="uy1"), line(6, 40, "12/3", voucher="uy1")],
        [item(1, 100, voucher="uy1")],
    )
    assert [(each.status, each.book, each.entries) for each in found.values()] == [
        ("matched", Dong(40), (1,)),
        ("matched", Dong(60), (1,)),
    ]
    found, left = held(
        [line(5, 100, voucher="uy1")], [item(1, 60, voucher="uy1"), item(2, 40, voucher="uy1")]
    )
    assert (found[5].status, found[5].entries, left) == ("matched", (1, 2), [])
    found, left = held(
        [line(5, 100, voucher="uy1")], [item(1, 60, voucher="uy1"), item(2, 41, voucher="uy1")]
    )
    assert (found[5].status, found[5].candidates, left) == ("treasury-only", (1, 2), [1, 2])


def test_an_entry_and_its_reversal_are_nothing_in_the_book() -> None:
    """An entry and its reversal are nothing in the book."""
    items = [item(1, 100, voucher="uy1"), item(2, -100, voucher="uy1", reverses=1)]
    assert held([], items) == ({}, [])
    found, _ = held([line(5, 100, voucher="uy1")], items)
    assert (found[5].status, found[5].differs_in) == ("differs", ("amount",))
    assert (found[5].book, found[5].entries) == (Dong(0), (1, 2))
    found, _ = held([line(5, 100)], items)
    assert (found[5].status, found[5].book, found[5].entries) == ("differs", Dong(0), (1, 2))
    found, _ = held([line(5, 100, voucher="uy1")], [*items, item(3, 100, voucher="uy1")])
    assert (found[5].status, found[5].entries) == ("matched", (3,))
    both = [line(5, 100, voucher="uy1"), line(6, -100, voucher="uy1")]
    found, _ = held(both, items)
    assert {each.status for each in found.values()} == {"matched"}


def test_a_reversal_after_the_span_leaves_the_entry_in_it() -> None:
    """A reversal after the span leaves the entry in it."""
    items = [item(1, 100), item(2, -100, "12/3", reverses=1, within=False)]
    found, left = held([line(5, 100)], items)
    assert (found[5].status, found[5].entries, left) == ("matched", (1,), [2])


def test_a_sum_of_parts_is_matched_where_nothing_else_could_be_meant() -> None:
    """A sum of parts is matched where nothing else could be meant."""
    found, left = held([line(5, 100)], [item(1, 60, "8/3"), item(2, 30), item(3, 10, "15/3")])
    assert (found[5].status, found[5].entries, left) == ("matched", (1, 2, 3), [])
    found, left = held([line(5, 60), line(6, 40, "12/3")], [item(1, 100)])
    assert [(found[at].book, found[at].entries) for at in (5, 6)] == [
        (Dong(60), (1,)),
        (Dong(40), (1,)),
    ]
    found, left = held([line(5, 100)], [item(1, 60), item(2, 40), item(3, 30), item(4, 10)])
    assert (found[5].status, found[5].candidates) == ("treasury-only", (1, 2, 3, 4))
    assert left == [1, 2, 3, 4]


@pytest.mark.parametrize(
    "other",
    [
        item(2, 40, source=Source.PROVINCIAL),
        item(2, 40, "16/3"),
        item(2, 40, program=DA),
        item(2, 40, capital=Capital.INVESTMENT),
    ],
)
def test_parts_of_another_class_or_time_are_no_parts(other: BookItem) -> None:
    """Parts of another class or time are no parts."""
    found, left = held([line(5, 100)], [item(1, 60), other])
    assert (found[5].status, left) == ("treasury-only", [1, 2])


def test_parts_of_a_line_that_names_no_class_are_of_one() -> None:
    """Parts of a line that names no class are of one."""
    said = line(5, 100, source=None)
    found, _ = held([said], [item(1, 60), item(2, 40, source=Source.PROVINCIAL)])
    assert found[5].status == "treasury-only"


def test_five_parts_are_too_many() -> None:
    """Five parts are too many."""
    found, _ = held([line(5, 150)], [item(number, 30) for number in range(1, 6)])
    assert found[5].status == "treasury-only"


def test_where_too_many_are_near_no_sum_is_looked_for() -> None:
    """Where too many are near no sum is looked for."""
    many = [item(number, number) for number in range(1, WINDOW + 2)]
    found, _ = held([line(5, 1000)], many)
    assert found[5] == LineOutcome(status=LineStatus.TREASURY_ONLY)


def test_a_line_without_day_and_voucher_is_compared_as_a_sum() -> None:
    """A line without day and voucher is compared as a sum."""
    items = [item(1, 60), item(2, 40, "1/2", voucher="uy1"), item(3, 5, program=DA)]
    found, left = held([line(5, 100, None)], items)
    assert (found[5].status, found[5].entries, left) == ("matched", (1, 2), [3])
    found, left = held([line(5, 90, None)], items)
    assert (found[5].status, found[5].differs_in, found[5].book) == (
        "differs",
        ("amount",),
        Dong(100),
    )
    found, left = held([line(5, 105, None, programs=(CT, DA))], items)
    assert (found[5].status, left) == ("matched", [])
    found, left = held([line(5, 90, None, source=Source.CREDIT)], items)
    assert (found[5], left) == (LineOutcome(status=LineStatus.TREASURY_ONLY), [1, 2, 3])


def test_several_sums_of_one_class_are_one() -> None:
    """Several sums of one class are one."""
    items = [item(1, 60), item(2, 40)]
    found, _ = held([line(5, 70, None), line(6, 30, None)], items)
    assert [(found[at].status, found[at].book) for at in (5, 6)] == [
        ("matched", Dong(70)),
        ("matched", Dong(30)),
    ]
    found, _ = held([line(5, 80, None), line(6, 30, None)], items)
    assert [(found[at].status, found[at].book) for at in (5, 6)] == [
        ("differs", Dong(70)),
        ("differs", Dong(30)),
    ]


def test_a_narrow_sum_comes_before_a_wide_one() -> None:
    """A narrow sum comes before a wide one."""
    items = [item(1, 60), item(2, 40, program=DA)]
    found, left = held([line(5, 40, None, programs=(CT, DA)), line(6, 60, None)], items)
    assert ({each.status for each in found.values()}, left) == ({"matched"}, [])


def test_what_a_person_matched_is_taken_out_first() -> None:
    """What a person matched is taken out first."""
    lines, items = [line(5, 100), line(6, 90)], [item(1, 100), item(2, 100, "12/3")]
    found, left = held(lines, items, {5: (2,)})
    assert (found[5].status, found[5].entries, left) == ("matched", (2,), [1])
    found, left = held(lines, items, {6: (1,)})
    assert (found[6].status, found[6].differs_in, found[6].book) == (
        "differs",
        ("amount",),
        Dong(100),
    )
    assert (found[5].status, found[5].entries) == ("matched", (2,))


def test_what_a_person_matched_and_was_reversed_since_differs() -> None:
    """What a person matched and was reversed since differs."""
    items = [item(1, 100, "1/3"), item(2, -100, "1/3", reverses=1)]
    found, left = held([line(5, 100)], items, {5: (1,)})
    assert (found[5].status, found[5].differs_in) == ("differs", ("amount",))
    assert (found[5].book, left) == (Dong(0), [])


def test_a_payment_set_against_an_advance_moves_nothing_at_the_treasury() -> None:
    """A payment set against an advance moves nothing at the treasury."""
    paid, cleared = item(1, 100), item(2, -100, kind=Kind.ADVANCE_RECOVERY)
    assert without_set_off([paid, cleared]) == []
    for other in (
        item(2, -90, kind=Kind.ADVANCE_RECOVERY),
        item(2, -100, "11/3", kind=Kind.ADVANCE_RECOVERY),
        item(2, -100, kind=Kind.REFUND),
        item(2, -100, program=DA, kind=Kind.ADVANCE_RECOVERY),
    ):
        assert without_set_off([paid, other]) == [paid, other]
    one = replace(paid, voucher="uy1")
    assert without_set_off([one, replace(cleared, voucher="uy1")]) == []
    assert without_set_off([one, cleared]) == []
    assert len(without_set_off([one, replace(cleared, voucher="uy2")])) == 2
    assert without_set_off([paid, item(3, 100), cleared]) == [item(3, 100)]


def test_every_sum_of_two_to_four_parts_is_found_once() -> None:
    """Every sum of two to four parts is found once."""
    assert readings(10, [1, 2, 3, 4, 7, -5, 10, 9]) == [(0, 7), (2, 4), (0, 1, 4), (0, 1, 2, 3)]
    assert readings(-10, [-3, -7, 10]) == [(0, 1)]
    assert readings(4, [1] * 10) is None
    assert len(readings(3, [1, 2, 2, 2, 2]) or ()) == 4 <= READINGS


def test_lines_that_say_the_same_are_found_again_in_a_newer_statement() -> None:
    """Lines that say the same are found again in a newer statement."""
    older = [line(2, 100), line(3, 100), line(4, 70, voucher="uy1")]
    newer = [line(9, 70, voucher="uy1"), line(4, 100), line(5, 80)]
    assert equal_lines(older, newer) == {2: 4, 4: 9}


def _alike(found: dict[int, LineOutcome], lines: list[StatementLine]) -> Counter[Hashable]:
    said = {each.number: each.alike for each in lines}
    return Counter((said[number], found[number]) for number in said)


SAID = st.builds(
    line,
    number=st.just(0),
    amount=st.sampled_from([10, 20, 30, 40, 50, 60, -10, 100]),
    on=st.sampled_from(["1/3", "4/3", "8/3", None]),
    programs=st.sampled_from([(CT,), (DA,), (CT, DA), (), None]),
    voucher=st.sampled_from([None, None, "uy1", "uy2"]),
    source=st.sampled_from([Source.CENTRAL, Source.PROVINCIAL, None]),
    year=st.sampled_from([2026, None]),
)
HAD = st.builds(
    item,
    number=st.just(0),
    amount=st.sampled_from([10, 20, 30, 40, 50, 60, 100]),
    on=st.sampled_from(["1/3", "5/3", "9/3"]),
    program=st.sampled_from([CT, DA]),
    voucher=st.sampled_from([None, None, "uy1", "uy2"]),
    source=st.sampled_from([Source.CENTRAL, Source.PROVINCIAL]),
    within=st.sampled_from([True, True, False]),
)


Sides = tuple[list[StatementLine], list[BookItem]]


@st.composite
def both_sides(draw: st.DrawFn) -> Sides:
    """Make a statement and a book that have much in common, and some entries reversed."""
    said, had = draw(st.lists(SAID, max_size=9)), draw(st.lists(HAD, max_size=9))
    lines = [replace(each, number=at) for at, each in enumerate(said, 2)]
    items = [replace(each, ids=(at,)) for at, each in enumerate(had, 1)]
    for each in draw(st.lists(st.sampled_from(items), unique=True, max_size=2)) if items else ():
        number = len(items) + 1
        back = replace(each, ids=(number,), amount=-each.amount, reverses=each.ids[0])
        items.append(back)
    return lines, items


@given(both_sides(), st.randoms(use_true_random=False))
def test_the_order_of_the_lines_makes_no_difference(sides: Sides, random: Random) -> None:
    """The order of the lines makes no difference."""
    lines, items = sides
    first, left = held(lines, items)
    rows = [each.number for each in lines]
    random.shuffle(rows)
    others = [replace(each, number=row) for each, row in zip(lines, rows, strict=True)]
    random.shuffle(others)
    random.shuffle(items)
    second, rest = held(others, items)
    assert _alike(first, lines) == _alike(second, others)
    assert left == rest


@given(both_sides())
def test_totals_are_what_is_matched_explained_and_open(sides: Sides) -> None:
    """Totals are what is matched explained and open."""
    lines, entries = sides
    items = with_reversals(entries)
    found, left = compare(lines, items)
    own = without_set_off([each for each in left if each.within])
    result = Reconciled(lines, found, own, {own[0].ids[0]: "x"} if own else {})
    treasury = Dong.total(each.amount for each in lines)
    assert result.total().treasury == treasury
    taken = {number for each in found.values() for number in each.entries}
    counted = [each for each in items if {*each.ids} & taken] + own
    assert result.total().book == Dong.total(each.amount for each in counted)


@given(both_sides())
def test_what_is_matched_agrees(sides: Sides) -> None:
    """What is matched agrees."""
    lines, entries = sides
    items = with_reversals(entries)
    of = {number: each for each in items for number in each.ids}
    found, _ = compare(lines, items)
    said = {each.number: each for each in lines}
    groups: dict[tuple[int, ...], list[int]] = {}
    for number, outcome in found.items():
        if outcome.status == "matched" and outcome.entries:
            groups.setdefault(outcome.entries, []).append(number)
    for ids, numbers in groups.items():
        parts = {of[number].ids: of[number] for number in ids}
        treasury = sum(said[number].amount.value for number in numbers)
        assert treasury == sum(each.amount.value for each in parts.values())
        for number in numbers:
            for each in parts.values():
                assert agree_in_class(said[number], each)
                on = said[number].date
                assert on is None or abs(on - each.date) <= timedelta(days=5)


@pytest.mark.parametrize("seed", range(20, 20 + size(2, 6)))
@pytest.mark.parametrize("vouchers", [1.0, 0.5, 0.0])
def test_every_difference_of_twelve_kinds_is_found_and_no_match_is_false(
    vouchers: float, seed: int
) -> None:
    """Every difference of twelve kinds is found, and no match is false."""
    made = made_up(size(3000, 100_000), size(120, 500), vouchers=vouchers, seed=seed)
    found, left = compared(made)
    assert list(not_found(made, found, left)) == []
    assert list(false_matches(made, found)) == []
    assert {name for name, _, _ in made.touched} == {*KINDS, *CHANGES}
    # What has no difference is nearly all matched: two payments of one amount are rare.
    wrong = {number for _, lines, _ in made.touched for number in lines}
    open_ = [n for n, each in found.items() if each.status != "matched" and n not in wrong]
    assert len(open_) < 10
