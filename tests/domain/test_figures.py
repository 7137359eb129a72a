"""The figures of reports: every đồng once, planned or not."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.domain.facts import PLACES, PROGRAMS, line

from ethnictrack.ledger.plan import Totals
from ethnictrack.values.kinds import Capital, Source
from ethnictrack.values.money import ZERO, Dong
from ethnictrack.year.figures import Coverage, Figures, Group, PlanBasis, Sum

if TYPE_CHECKING:
    from collections.abc import Iterable

INV, REC = Capital.INVESTMENT, Capital.RECURRENT


def _group(
    planned: int,
    paid: int,
    program: str = "DA1",
    *,
    capital: Capital | None = None,
    place: str | None = None,
    plan_year: int = 2021,
) -> Group:
    """Return the sums of a line."""
    totals = Totals(planned=Dong(planned), disbursed=Dong(paid))
    return Group(line(program, capital=capital, place=place), plan_year, (2021, 0), totals)


def _figures(
    groups: Iterable[Group],
    basis: PlanBasis = PlanBasis.WITH_CARRYOVER,
    scope: Coverage | None = None,
) -> Figures:
    return Figures(
        groups,
        year=2021,
        as_of=date(2022, 1, 31),
        basis=basis,
        scope=scope or Coverage(),
        programs=PROGRAMS,
        places=PLACES,
    )


def _sum(planned: int, disbursed: int, unplanned: int = 0) -> Sum:
    return Sum(Dong(planned), Dong(disbursed), Dong(unplanned))


def test_money_without_a_plan_is_not_part_of_a_rate() -> None:
    """DA2 has none in that class, nor has anything above it."""
    groups = [_group(100, 60, capital=INV), _group(0, 5, "DA2", capital=REC)]

    assert _sum(100, 60, 5) == _figures(groups).total()


def test_money_below_a_plan_is_planned() -> None:
    """The plan stands at the root, the payment two levels below."""
    groups = [_group(100, 0, "MTQG"), _group(0, 60, "DA1.1")]

    assert _sum(100, 60) == _figures(groups).total()


def test_what_is_paid_beyond_a_plan_counts_against_it() -> None:
    """The remainder is then below zero, and the rate above one hundred."""
    total = _figures([_group(100, 130)]).total()

    assert (Dong(-30), Dong(130)) == (total.remaining, total.paid)


def test_a_parent_holds_its_children() -> None:
    """Each programme that has figures, and each above it."""
    sums = _figures([_group(100, 60, "DA1.1"), _group(50, 0, "DA1.2")]).of_programs()

    by_code = {PROGRAMS[program].code: each for program, each in sums.items()}
    assert {"DA1.1", "DA1.2", "DA1", "MTQG"} == set(by_code)
    assert _sum(150, 60) == by_code["DA1"] == by_code["MTQG"]


@pytest.mark.parametrize(
    ("basis", "expected"),
    [
        (PlanBasis.WITH_CARRYOVER, _sum(130, 65)),
        (PlanBasis.YEAR, _sum(100, 60)),
        (PlanBasis.CARRYOVER, _sum(30, 5)),
    ],
)
def test_a_basis_chooses_plan_and_payments_alike(basis: PlanBasis, expected: Sum) -> None:
    """Carried money is a plan of its own."""
    groups = [_group(100, 60), _group(30, 5, plan_year=2020)]

    assert expected == _figures(groups, basis).total()


def test_carried_plan_does_not_make_other_money_planned() -> None:
    """Payments of this year rest on this year's plan alone."""
    groups = [_group(30, 0, plan_year=2020), _group(0, 5)]

    assert _sum(30, 0, 5) == _figures(groups).total()


@pytest.mark.parametrize(
    ("scope", "expected"),
    [
        (Coverage(program=1), _sum(110, 10)),
        (Coverage(program=2), _sum(100, 10)),
        (Coverage(place=3), _sum(10, 10)),
        (Coverage(place=1), _sum(10, 10)),
        (Coverage(capital=INV), _sum(100, 0)),
        (Coverage(source=Source.CENTRAL), _sum(0, 0)),
    ],
)
def test_a_scope_keeps_what_is_inside_it(scope: Coverage, expected: Sum) -> None:
    """With descendants; what is unclassified or without a place is in no narrower scope."""
    groups = [
        _group(100, 0, capital=INV),
        _group(0, 10, "DA1.1", place="01321"),
        _group(10, 0, "DA2", place="043"),
        _group(7, 7, "CT135"),
    ]

    assert expected == _figures(groups, scope=scope).total()


def test_what_is_planned_is_judged_before_the_scope_is_cut() -> None:
    """The plan stands above the programme that was asked for."""
    groups = [_group(100, 0, "MTQG"), _group(0, 60, "DA1.1")]

    assert _sum(0, 60) == _figures(groups, scope=Coverage(program=3)).total()


_GROUPS = st.lists(
    st.builds(
        _group,
        st.integers(0, 10**15),
        st.integers(-(10**15), 10**15),
        st.sampled_from([each.code for each in PROGRAMS]),
        capital=st.sampled_from([None, *Capital]),
        place=st.sampled_from([None, "04", "043", "01321"]),
        plan_year=st.sampled_from([2020, 2021]),
    ),
    max_size=12,
)


@given(_GROUPS)
def test_planned_and_unplanned_money_is_all_that_was_paid(groups: list[Group]) -> None:
    """Nothing is lost in the split, and the plan is what was given."""
    total = _figures(groups).total()

    assert Dong.total(each.totals.disbursed for each in groups) == total.paid
    assert Dong.total(each.totals.planned for each in groups) == total.planned


@given(_GROUPS)
def test_the_roots_together_are_the_total(groups: list[Group]) -> None:
    """Each đồng has one root."""
    figures = _figures(groups)
    sums = figures.of_programs()

    roots = [sums[each.id] for each in PROGRAMS if each.parent is None and each.id in sums]
    assert figures.total() == sum(roots, Sum())


@given(_GROUPS)
def test_a_parent_is_its_own_lines_and_its_children(groups: list[Group]) -> None:
    """Level by level, so that the total is the sum over the leaves of the tree."""
    figures = _figures(groups)
    sums = figures.of_programs()

    for program, whole in sums.items():
        own = [each for group, each in figures.lines if group.line.program == program]
        below = [sums[each.id] for each in PROGRAMS.children(program) if each.id in sums]
        assert whole == sum([*own, *below], Sum())


@given(_GROUPS)
def test_the_year_and_what_was_carried_into_it_are_everything(groups: list[Group]) -> None:
    """The two narrow bases share the wide one out."""
    year, carried, both = (
        _figures(groups, basis).total()
        for basis in (PlanBasis.YEAR, PlanBasis.CARRYOVER, PlanBasis.WITH_CARRYOVER)
    )

    assert both == year + carried
    assert both.paid - year.paid - carried.paid == ZERO
