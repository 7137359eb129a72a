"""The annual report says what its money is made of, what lags, and what inspections brought."""

from __future__ import annotations

import pytest
from tests.reports.build import CUT_OFF, figures, finding, group, inspection, recovery, text

from ethnictrack.nouns.inspection import Dossier, Stage
from ethnictrack.reports.annual import AnnualFacts, annual
from ethnictrack.values.kinds import Capital
from ethnictrack.values.money import Qualifier


def report(*groups: object, dossiers: tuple[Dossier, ...] = ()) -> str:
    """Return the annual report of some sums as it reads in English."""
    of = figures(*groups)  # type: ignore[arg-type]
    return text(annual(AnnualFacts(figures=of, dossiers=dossiers)))


def test_two_kinds_of_capital_are_told_apart() -> None:
    """Each with its own plan and rate; they add up to the programme."""
    said = report(
        group("CT135", 100, 80, capital=Capital.INVESTMENT),
        group("CT135", 50, 10, capital=Capital.RECURRENT),
    )

    assert "By type of capital:" in said
    assert "- investment capital: planned 100 đồng; disbursed 80 đồng, 80% of the plan" in said
    assert "- recurrent capital: planned 50 đồng; disbursed 10 đồng, 20% of the plan" in said


def test_money_carried_over_is_told_apart_from_the_plan_of_the_year() -> None:
    """A good year can hide a carry-over that nobody touched."""
    said = report(group("CT135", 100, 100), group("CT135", 40, 0, plan_year=2020))

    assert "- Plan of the year: planned 100 đồng; all of it disbursed" in said
    assert "- Money carried over from earlier years: planned 40 đồng; nothing disbursed" in said


def test_money_of_one_kind_is_not_broken_down() -> None:
    """There is nothing to tell apart."""
    said = report(group("CT135", 100, 80, capital=Capital.INVESTMENT))

    assert "By type of capital" not in said
    assert "By year of the plan" not in said


def test_the_slowest_lines_are_named_the_slowest_first() -> None:
    """Only what is below the rate of all together, and of works already broken down the parts."""
    said = report(
        group("CT135.1", 100, 90),
        group("CT135.2", 100, 20),
        group("DCDC", 100, 10),
    )

    assert "The lowest rates are those of: Định canh, định cư (10%); Sản xuất (20%)." in said


def test_a_rate_that_reads_like_that_of_all_is_not_low() -> None:
    """32.40 and 32.44 are both 32.4 %."""
    said = report(
        group("CT135.1", 1000, 324),
        group("CT135.2", 10000, 3244),
        group("DCDC", 1000, 324),
    )

    assert "lowest rates" not in said


def test_two_lines_have_no_slowest() -> None:
    """One of two is always below their sum."""
    said = report(group("CT135", 100, 90), group("DCDC", 100, 10))

    assert "lowest rates" not in said


def test_a_programme_of_one_part_is_told_once() -> None:
    """Its figures are those of the part, which is named with it."""
    said = report(group("CT135.2", 100, 20))

    assert "Sản xuất (Chương trình 135): planned 100 đồng" in said
    assert "\nChương trình 135: planned" not in said


@pytest.mark.parametrize(
    ("stages", "sentence"),
    [
        ((Stage.CONCLUDED, Stage.COMPLETED), "all of them concluded."),
        ((Stage.DECIDED, Stage.REPORTED), "none of them concluded yet."),
    ],
)
def test_all_and_none_are_said_in_words(stages: tuple[Stage, Stage], sentence: str) -> None:
    """Not as 2 of 2, or 0 of them."""
    dossiers = [inspection(stages=[(stage, CUT_OFF)]) for stage in stages]

    assert f"2 inspections and check-ups, {sentence}" in report(dossiers=tuple(dossiers))


def test_inspections_are_added_up_before_they_are_told() -> None:
    """How many, how many concluded, what was to come back and what did."""
    concluded = inspection(
        stages=[(Stage.CONCLUDED, CUT_OFF)],
        findings=[finding(90, qualifier=Qualifier.OVER)],
        recoveries=[recovery(30)],
    )
    followed = inspection("TT-02", "Kiểm tra", stages=[(Stage.FOLLOWING_UP, CUT_OFF)])
    begun = inspection("TT-03", "Giám sát", stages=[(Stage.DECIDED, CUT_OFF)])

    said = report(dossiers=(concluded, followed, begun))

    assert "In the year: 3 inspections and check-ups, 2 of them concluded;" in said
    assert "more than 90 đồng to be recovered, 30 đồng recovered, 33.3% of it." in said


def test_one_inspection_needs_no_sum() -> None:
    """Its own sentence says it all."""
    assert "In the year:" not in report(dossiers=(inspection(findings=[finding(9)]),))
