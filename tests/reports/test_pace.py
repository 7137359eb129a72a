"""The report of the pace: months, points behind, what is needed, and where it is missing."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.reports.build import PLACES, PROGRAMS, facts, group, text
from tests.reports.ledgers import ledgers

from ethnictrack.nouns.program import Program, Programs
from ethnictrack.render import render
from ethnictrack.render.words import View
from ethnictrack.reports.chart import Bars, Curve
from ethnictrack.reports.pace import pace
from ethnictrack.values.dates import last_day
from ethnictrack.values.money import Dong
from ethnictrack.year.figures import Coverage, Figures, Group, PlanBasis
from ethnictrack.year.pace import Years

if TYPE_CHECKING:
    from ethnictrack.reports.table import Result


CUT_OFF = date(2021, 11, 15)


def _figures(groups: list[Group], year: int, as_of: date, programs: Programs = PROGRAMS) -> Figures:
    return Figures(
        groups,
        year=year,
        as_of=as_of,
        basis=PlanBasis.WITH_CARRYOVER,
        scope=Coverage(),
        programs=programs,
        places=PLACES,
    )


def _report(*groups: Group, before: tuple[Group, ...] = (), as_of: date = CUT_OFF) -> Result:
    same_day = date(as_of.year - 1, as_of.month, as_of.day)
    upto = [each for each in before if date(*each.month, 1) <= same_day]
    return pace(
        Years(
            figures=_figures([*groups], 2021, as_of),
            before=_figures([*before], 2020, last_day(2020)),
            same_day=_figures(upto, 2020, same_day),
        )
    )


def _paid(month: int, amount: int, program: str = "CT135", year: int = 2021) -> Group:
    return group(program, paid=amount, month=(year, month), plan_year=year)


PLAN = group("CT135", 1_000_000)
LAST_YEAR = (
    group("CT135", 500_000, plan_year=2020, month=(2020, 1)),
    _paid(6, 100_000, year=2020),
    _paid(12, 300_000, year=2020),
)


def _months(result: Result) -> dict[str, Any]:
    return {each["month"]: each for each in facts(result)["months"]}


def test_each_month_stands_beside_the_year_gone_and_the_year_before() -> None:
    """What is paid so far, and the points it is behind at the end of the month."""
    months = _months(_report(PLAN, _paid(3, 100_000), _paid(4, 50_000), before=LAST_YEAR))

    april, june = months["2021-04"], months["2021-06"]
    assert (april["disbursed"], april["cumulative"], april["rate"]) == (50_000, 150_000, 15)
    assert (april["elapsed"], april["points_behind"]) == (32.8767, 17.8767)
    assert (april["last_year_rate"], june["last_year_rate"]) == (0, 20)


def test_the_month_of_the_day_is_gone_as_far_as_the_day() -> None:
    """Later ones are empty, but for what the year before had reached."""
    months = _months(_report(PLAN, before=LAST_YEAR))

    assert months["2021-11"]["elapsed"] == 87.3973
    december = months["2021-12"]
    assert [december[key] for key in ("disbursed", "cumulative", "rate", "points_behind")] == (
        [None] * 4
    )
    assert (december["elapsed"], december["last_year_rate"]) == (100, 80)
    assert len(months) == 12


def test_money_of_the_settlement_has_a_month_of_its_own() -> None:
    """In either year; the one that had none stays where it was."""
    paid = group("CT135", paid=200_000, month=(2022, 1))
    late = _months(_report(PLAN, paid, as_of=date(2022, 1, 31)))
    earlier = _months(_report(PLAN, before=(*LAST_YEAR, group("CT135", paid=1, month=(2021, 1)))))

    assert (late["2022-01"]["cumulative"], late["2022-01"]["elapsed"]) == (200_000, 100)
    assert earlier["2022-01"]["rate"] is None
    assert list(earlier)[-1] == "2022-01"


@pytest.mark.parametrize(
    ("paid", "said"),
    [
        (373_973, "37.4% of the plan is disbursed, 87.4% of the year is gone: 50.0 points behind."),
        (973_973, "97.4% of the plan is disbursed, 87.4% of the year is gone: 10.0 points ahead."),
    ],
)
def test_a_sentence_says_how_the_year_stands(paid: int, said: str) -> None:
    """Behind or ahead, in points."""
    assert said in text(_report(PLAN, _paid(3, paid)))


def test_a_year_that_keeps_up_is_neither_behind_nor_ahead() -> None:
    """All of it is gone, and all is paid."""
    result = _report(PLAN, _paid(3, 1_000_000), as_of=date(2022, 1, 31))

    assert "100% of the plan is disbursed, as much as is gone of the year." in text(result)
    assert "The whole plan is disbursed." in text(result)
    assert "No line is behind the year." in text(result)


def test_the_same_day_of_the_year_before_is_said() -> None:
    """What was paid after it is not in its rate."""
    result = _report(PLAN, before=LAST_YEAR)
    data = facts(result)["last_year"]

    assert "On the same day of the year before (2020-11-15) it was 20%." in text(result)
    assert (data["as_of"], data["same_day"]["rate"], data["whole"]["rate"]) == (
        "2020-11-15",
        20,
        80,
    )


def test_without_a_plan_nothing_is_measured() -> None:
    """Neither this year nor the one before."""
    shown = text(_report())

    assert "There is no plan to measure by." in shown
    assert "The book has no plan of 2020 to compare with." in shown
    assert "To reach 100 %" not in shown


def test_what_is_needed_is_said_for_both_ends_of_the_year() -> None:
    """In all, and for each month that is left."""
    needed = facts(_report(PLAN, _paid(3, 400_000)))["needed"]

    assert needed == [
        {"by": "2021-12-31", "months": 2, "amount": 600_000, "per_month": 300_000},
        {"by": "2022-01-31", "months": 3, "amount": 600_000, "per_month": 200_000},
    ]


def test_ten_lines_explain_the_gap_and_the_rest_is_counted() -> None:
    """Those that miss most come first; what is ahead explains nothing."""
    programs = Programs(
        [Program(id=number, code=f"P{number}", name="Dự án") for number in range(1, 14)]
    )
    line = group("CT135", 1_000_000).line
    groups = [
        group("CT135", 1_000_000 * each.id)._replace(line=line._replace(program=each.id))
        for each in programs
    ]
    groups.append(groups[12]._replace(totals=_paid(1, 13_000_000).totals))
    figures = _figures(groups, 2021, CUT_OFF, programs)
    before = _figures([], 2020, last_day(2020), programs)
    result = pace(Years(figures=figures, before=before, same_day=before))

    *shown, others = facts(result)["lines"]
    assert [each["code"] for each in shown] == [f"P{at}" for at in range(12, 2, -1)]
    assert (others["code"], others["planned"], others["disbursed"]) == (
        None,
        16 * 10**6,
        13 * 10**6,
    )
    assert "Other lines (3)" in text(result)
    assert "10 of 12 lines that are behind are shown; they make 96.2%" in text(result)


def test_the_total_says_what_the_lines_are_part_of() -> None:
    """Due at an even pace, missing, and the points of the whole plan."""
    total = facts(_report(PLAN, _paid(3, 400_000), group("DCDC", paid=7)))["total"]

    assert (total["due"], total["behind"], total["points_behind"]) == (873_973, 473_973, 47.3973)
    assert total["unplanned"] == 7


def test_what_is_paid_above_the_lines_of_the_plan_is_a_line() -> None:
    """The rows are the total, whoever was given the plan."""
    result = _report(group("CT135.1", 100), _paid(3, 60), group("DCDC", paid=7))
    lines = facts(result)["lines"]

    assert [(each["code"], each["planned"], each["disbursed"]) for each in lines] == [
        ("CT135.1", 100, 0),
        ("DCDC", 0, 0),
        ("CT135", 0, 60),
    ]
    assert [each["unplanned"] for each in lines] == [0, 7, 0]
    assert "A line without a plan is money paid where none was given" in text(result)


@given(ledgers, st.sampled_from([CUT_OFF, date(2021, 7, 2)]), st.integers(0, 4))
def test_the_rows_add_up_to_the_total(ledger: list[Group], as_of: date, shown: int) -> None:
    """In each column of money, however many rows are cut off."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("ethnictrack.reports.pace._MOST", shown)
        data = facts(_report(*ledger, as_of=as_of))

    for column in ("planned", "disbursed", "unplanned", "remaining", "due", "behind"):
        assert sum(each[column] for each in data["lines"]) == data["total"][column]
    assert sum(each["code"] is None for each in data["lines"]) <= 1


def test_the_curve_has_the_year_an_even_pace_and_the_year_before() -> None:
    """The lines are bars for a page; a terminal has them in the table."""
    document = _report(PLAN, _paid(3, 400_000), before=LAST_YEAR).document
    (curve,) = [each for each in document.blocks if isinstance(each, Curve)]
    (bars,) = [each for each in document.blocks if isinstance(each, Bars)]

    assert [each.points[11] for each in curve.series] == [None, 1, pytest.approx(0.8)]
    assert (bars.on_screen, bars.rows[0].amount) == (False, Dong(400_000))


@pytest.mark.parametrize("width", [80, 120])
def test_a_terminal_shows_it_within_its_width(width: int) -> None:
    """Chart and tables."""
    result = _report(PLAN, _paid(3, 400_000), before=LAST_YEAR)
    lines = render(result, "table", View(width=width)).decode().splitlines()

    assert max(map(len, lines)) <= width
    assert any("█" in each for each in lines)


@pytest.mark.parametrize(("paid", "noted"), [(100_490, True), (100_000, False)])
def test_points_that_are_not_the_difference_as_printed_are_noted(paid: int, *, noted: bool) -> None:
    """87.397 less 10.049 is 77.3, not 87.4 less 10.0; less 10 it is 77.4."""
    notes = facts(_report(PLAN, _paid(11, paid)))["notes"]

    assert any("rounded themselves" in each for each in notes) == noted
