"""Sentences of the annual report: a programme's money, a number reported, an inspection."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.reports.build import (
    CUT_OFF,
    activity,
    figures,
    finding,
    group,
    inspection,
    outcome,
    recovery,
    text,
)

from ethnictrack.nouns.inspection import Action, Dossier
from ethnictrack.reports.annual import AnnualFacts, annual
from ethnictrack.values.money import Qualifier

if TYPE_CHECKING:
    from ethnictrack.nouns.activity import Outcome

IN_PERCENT = activity(unit="% kế hoạch")
NOTHING = figures(as_of=CUT_OFF)
SOME_BACK = "4 đồng of 9 đồng recovered to the state budget"


def said_of(of: Outcome) -> str:
    """Return the report's sentence about one activity."""
    said = text(annual(AnnualFacts(figures=NOTHING, outcomes=(of,))))
    return next(line for line in said.splitlines() if line.startswith("- "))


def said_of_inspection(*dossiers: Dossier) -> str:
    """Return the report's sentence about one inspection."""
    said = text(annual(AnnualFacts(figures=NOTHING, dossiers=dossiers)))
    return next(line for line in said.splitlines() if line.startswith("- "))


@pytest.mark.parametrize(
    ("planned", "paid", "sentence"),
    [
        (100, 0, "planned 100 đồng; nothing disbursed yet."),
        (100, 40, "planned 100 đồng; disbursed 40 đồng, 40% of the plan; 60 đồng remaining."),
        (100, 100, "planned 100 đồng; all of it disbursed, 100% of the plan."),
        (100, 130, "planned 100 đồng; disbursed 130 đồng, 130% of the plan, 30 đồng beyond it."),
        (0, 40, "disbursed 40 đồng; no plan is recorded."),
    ],
)
def test_a_programme_is_told_by_what_became_of_its_plan(
    planned: int, paid: int, sentence: str
) -> None:
    """Nothing, some, all, more than all, or money without a plan."""
    of = figures(group("CT135", planned, paid))

    assert f"Chương trình 135: {sentence}" in text(annual(AnnualFacts(figures=of)))


def test_a_part_paid_out_of_the_plan_above_says_so() -> None:
    """It has no plan of its own and still is not without one."""
    of = figures(group("CT135", 100), group("CT135.1", paid=40))
    said = text(annual(AnnualFacts(figures=of)))

    assert "- Hạ tầng: disbursed 40 đồng out of the plan of the programme above." in said
    assert "given to the programme above" in said
    assert "All programmes" not in said


@pytest.mark.parametrize(
    ("of", "sentence"),
    [
        (outcome(), "- Văn bản: not reported."),
        (outcome(target=9), "- Văn bản: not reported; the target is 9 văn bản."),
        (outcome(0, target=9), "- Văn bản: none (văn bản), 0% of the target."),
        (outcome(153), "- Văn bản: 153 văn bản."),
        (outcome(8, qualifier=Qualifier.UNDER), "- Văn bản: nearly 8 văn bản."),
        (
            outcome(9, target=10, qualifier=Qualifier.ABOUT),
            "- Văn bản: about 9 văn bản, about 90% of the target.",
        ),
        (
            outcome(9, target=9, estimate=True),
            "- Văn bản: an estimated 9 văn bản, an estimated 100% of the target.",
        ),
        (
            outcome(9, target=10, qualifier=Qualifier.OVER, estimate=True),
            "- Văn bản: over 9 văn bản, an estimated 90% of the target.",
        ),
    ],
)
def test_an_activity_is_told_with_its_hedge_and_its_target(of: Outcome, sentence: str) -> None:
    """A reported nil is "none", nothing reported is "not reported"."""
    assert said_of(of) == sentence


@pytest.mark.parametrize(
    ("of", "sentence"),
    [
        (outcome(100, IN_PERCENT, target=100), "100% kế hoạch reached."),
        (
            outcome(100, IN_PERCENT, target=100, qualifier=Qualifier.ESTIMATE),
            "an estimated 100% kế hoạch reached.",
        ),
        (outcome(45, IN_PERCENT, target=90), "45% kế hoạch reached, 50% of the target."),
        (outcome(45, IN_PERCENT), "45% kế hoạch reached."),
        (outcome(0, IN_PERCENT, target=100), "none (% kế hoạch)."),
    ],
)
def test_a_result_in_percent_is_not_rated_a_second_time(of: Outcome, sentence: str) -> None:
    """Unless its target is another number of percent."""
    assert said_of(of) == f"- Văn bản: {sentence}"


@pytest.mark.parametrize(
    ("dossier", "sentence"),
    [
        (inspection(), "- Thanh tra: no stage recorded."),
        (
            inspection(findings=[finding(9)]),
            "- Thanh tra: no stage recorded; 9 đồng to be recovered, nothing so far.",
        ),
        (
            inspection(findings=[finding(9)], recoveries=[recovery(4)]),
            f"- Thanh tra: no stage recorded; {SOME_BACK}; 5 đồng outstanding.",
        ),
        (
            inspection(
                findings=[finding(9, action=Action.PROJECT_REFUND)], recoveries=[recovery(4)]
            ),
            "- Thanh tra: no stage recorded; 4 đồng of 9 đồng recovered; 5 đồng outstanding.",
        ),
        (
            inspection(findings=[finding(9, action=Action.OTHER)], recoveries=[recovery(9)]),
            "- Thanh tra: no stage recorded; 9 đồng recovered, all that was to be recovered.",
        ),
        (
            inspection(findings=[finding(9, action=Action.SETTLEMENT_REDUCTION)]),
            "- Thanh tra: no stage recorded; 9 đồng to be taken off the settlement.",
        ),
        (
            inspection(place="TC"),
            "- Thanh tra (Xóm Tả Cán, Xã Tổng Cọt, Huyện Hà Quảng): no stage recorded.",
        ),
    ],
)
def test_an_inspection_is_told_by_its_stage_and_its_money(dossier: Dossier, sentence: str) -> None:
    """A place its title names already is not said again; the province never is."""
    assert said_of_inspection(dossier) == sentence


def test_hedges_of_several_kinds_make_about() -> None:
    """Reversed recoveries hedge nothing."""
    dossier = inspection(
        findings=[finding(20)],
        recoveries=[
            recovery(9, number=1, qualifier=Qualifier.OVER),
            recovery(5, number=2, qualifier=Qualifier.UNDER),
            recovery(3, number=3, qualifier=Qualifier.ESTIMATE, reversed_by=4),
            recovery(-3, number=4, qualifier=Qualifier.ESTIMATE, reverses=3),
        ],
    )

    assert "about 14 đồng of 20 đồng recovered" in said_of_inspection(dossier)
