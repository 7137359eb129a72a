"""Rates: what is planned, paid, left, and the share that is paid."""

from __future__ import annotations

from datetime import date

import pytest
from tests.reports.build import (
    CUT_OFF,
    codes,
    facts,
    figures,
    group,
    row,
    tables,
    text,
)

from ethnictrack.i18n import N_
from ethnictrack.reports.rate_rows import By
from ethnictrack.reports.rates import rates
from ethnictrack.values.kinds import Capital, Source
from ethnictrack.year.figures import PlanBasis

TY = 10**9
SEED = (
    group("CT135.2", planned=20_868_000_000),
    group("CT135.2", paid=15_213_000_000, place="043", month=(2021, 11)),
    group("TACAN", paid=5_857_000_000, place="TC", month=(2021, 10)),
)


def test_the_article_of_2021_comes_back() -> None:
    """15,213 tỷ of 20,868 tỷ is 72,9 %; the resettlement money is beside it."""
    result = rates(figures(*SEED, as_of=CUT_OFF), by=By.PROGRAM)

    total = facts(result)["total"]
    assert total == {
        "planned": 20_868_000_000,
        "disbursed": 15_213_000_000,
        "unplanned": 5_857_000_000,
        "remaining": 5_655_000_000,
        "rate": 72.9011,
    }
    assert "72.9%" in text(result)


def test_json_has_the_keys_scripts_rely_on() -> None:
    """Names and order are those of the contract."""
    data = facts(rates(figures(*SEED, as_of=CUT_OFF), by=By.PROGRAM))

    assert list(data) == [
        "report",
        "title",
        "year",
        "as_of",
        "basis",
        "by",
        "rows",
        "total",
        "notes",
    ]
    assert list(data["rows"][0]) == [
        "code",
        "name",
        "level",
        "planned",
        "disbursed",
        "unplanned",
        "remaining",
        "rate",
    ]
    assert tuple(data[key] for key in ("report", "year", "as_of", "basis", "by")) == (
        "rates",
        2021,
        "2021-11-15",
        "with-carryover",
        "program",
    )


def test_a_programme_holds_what_stands_below_it() -> None:
    """Sums are rolled up; programmes without figures are left out; levels count from 0."""
    result = rates(figures(group("CT135.2.1", 100, 40), group("CT135.1", 300)), by=By.PROGRAM)

    assert [(each["code"], each["level"]) for each in facts(result)["rows"]] == [
        ("CT135", 0),
        ("CT135.1", 1),
        ("CT135.2", 1),
        ("CT135.2.1", 2),
    ]
    assert (row(result, "CT135")["planned"], row(result, "CT135")["disbursed"]) == (400, 40)


def test_a_programme_whose_entries_undo_each_other_is_left_out() -> None:
    """Nothing planned and nothing paid is no row."""
    result = rates(figures(group("CT135.1", 5), group("CT135.1", -5)), by=By.PROGRAM)

    assert codes(result) == []
    assert "No figure." in text(result)


def test_depth_limits_the_levels_and_not_the_sums() -> None:
    """Level 0 alone still has everything; no level at all leaves the total."""
    of = figures(group("CT135.2.1", 100, 40))

    assert codes(rates(of, by=By.PROGRAM, depth=1)) == ["CT135"]
    assert row(rates(of, by=By.PROGRAM, depth=1), "CT135")["disbursed"] == 40
    assert codes(rates(of, by=By.PROGRAM, depth=0)) == []
    assert "No figure." not in text(rates(of, by=By.PROGRAM, depth=0))


def test_the_programme_asked_for_is_the_root() -> None:
    """What stands above it is not shown, and the report says what it covers."""
    result = rates(figures(group("CT135.2.1", 100), program="CT135.2"), by=By.PROGRAM)

    assert [(each["code"], each["level"]) for each in facts(result)["rows"]] == [
        ("CT135.2", 0),
        ("CT135.2.1", 1),
    ]
    assert "Programme: CT135.2 Sản xuất" in text(result)


def test_the_slowest_comes_first_and_what_has_no_rate_last() -> None:
    """Order changes among siblings only."""
    of = figures(
        group("CT135.1", 100, 90), group("CT135.2", 100, 10), group("DCDC", paid=5, plan_year=2021)
    )

    assert codes(rates(of, by=By.PROGRAM, sort_by_rate=True)) == [
        "CT135",
        "CT135.2",
        "CT135.1",
        "DCDC",
    ]


def test_money_without_a_plan_is_a_column_and_a_note_only_when_there_is_any() -> None:
    """It is part of no percentage."""
    without = rates(figures(group("CT135", 100, 40)), by=By.PROGRAM)
    with_some = rates(figures(group("CT135", 100, 40), group("DCDC", paid=7)), by=By.PROGRAM)

    assert "Without a plan" not in text(without)
    assert facts(without)["notes"] == []
    assert "Without a plan" in text(with_some)
    assert "part of no percentage" in text(with_some)
    assert facts(with_some)["total"]["rate"] == 40


def test_a_row_paid_out_of_a_plan_given_above_is_explained() -> None:
    """Less than nothing remains there, and a note says why."""
    result = rates(figures(group("CT135", 100), group("CT135.1", paid=40)), by=By.PROGRAM)

    assert (row(result, "CT135.1")["remaining"], row(result, "CT135.1")["rate"]) == (-40, None)
    assert "given to the programme above" in text(result)


def test_basis_cut_off_scope_and_unit_stand_above_the_figures() -> None:
    """A rate without its basis says nothing."""
    of = figures(
        group("CT135", 100, place="043", capital=Capital.RECURRENT, source=Source.CENTRAL),
        as_of=CUT_OFF,
        basis=PlanBasis.YEAR,
        place="043",
        capital=Capital.RECURRENT,
        source=Source.CENTRAL,
        notes=(N_("A note of the figures."),),
    )
    said = text(rates(of, by=By.PROGRAM, unit_line=N_("Unit: million đồng")))

    for line in (
        "Budget year 2021, up to 2021-11-15",
        "plan of the year alone",
        "Place: 043 Huyện Bảo Lạc",
        "Capital: recurrent capital",
        "Source: central budget",
        "Unit: million đồng",
        "- A note of the figures.",
    ):
        assert line in said


def test_places_form_a_tree_and_money_without_a_place_has_a_row() -> None:
    """The row without a place comes last and has no code."""
    of = figures(group("CT135", 100), group("CT135", paid=40, place="TC"))
    result = rates(of, by=By.PLACE)

    assert codes(result) == ["04", "045", "01414", "TC", None]
    assert (row(result, "04")["disbursed"], row(result, None)["disbursed"]) == (40, 0)
    assert row(result, None)["planned"] == 100


def test_the_place_asked_for_is_the_root() -> None:
    """Nothing outside it is counted."""
    of = figures(group("CT135", 9, place="043"), group("CT135", 5, place="TC"), place="045")

    assert codes(rates(of, by=By.PLACE)) == ["045", "01414", "TC"]
    assert facts(rates(of, by=By.PLACE))["total"]["planned"] == 5


def test_districts_hold_their_communes_and_new_communes_stand_alone() -> None:
    """Since July 2025 there is no district above a commune; the province stands for itself."""
    of = figures(
        group("CT135", 1, place="TC"),
        group("CT135", 2, place="01321"),
        group("CT135", 3, place="01273"),
        group("CT135", 4, place="04"),
        group("CT135", 5),
    )
    rows = facts(rates(of, by=By.DISTRICT))["rows"]

    assert {each["code"]: each["planned"] for each in rows} == {
        "04": 4,
        "043": 2,
        "045": 1,
        "01273": 3,
        None: 5,
    }
    assert {0} == {each["level"] for each in rows}


def test_classes_have_a_row_each_and_the_unclassified_the_last() -> None:
    """Codes are the words of the command line."""
    of = figures(
        group("CT135", 1),
        group("CT135", 2, capital=Capital.RECURRENT, source=Source.PROVINCIAL),
        group("CT135", 3, capital=Capital.INVESTMENT, source=Source.CENTRAL),
    )

    assert codes(rates(of, by=By.CAPITAL)) == ["investment", "recurrent", None]
    assert codes(rates(of, by=By.SOURCE)) == ["central", "provincial", None]


def test_a_month_is_measured_by_the_whole_plan() -> None:
    """Beside what was paid in it stands what was paid to its end."""
    of = figures(
        group("CT135", 100, month=(2021, 1)),
        group("CT135", paid=10, month=(2021, 2)),
        group("CT135", paid=30, month=(2021, 3)),
        as_of=date(2021, 3, 31),
    )
    result = rates(of, by=By.MONTH)

    assert codes(result) == ["2021-01", "2021-02", "2021-03"]
    march = row(result, "2021-03")
    assert tuple(march[key] for key in ("planned", "disbursed", "rate", "remaining")) == (
        100,
        30,
        30,
        60,
    )
    assert (march["cumulative"], march["cumulative_rate"]) == (40, 40)
    assert "Plan of the whole report: 100 đồng." in text(result)


@pytest.mark.parametrize(
    ("by", "last"), [(By.MONTH, "2022-01"), (By.QUARTER, "2022-Q1")], ids=["month", "quarter"]
)
def test_january_of_the_next_year_has_a_row_when_something_was_paid_in_it(
    by: By, last: str
) -> None:
    """The settlement period belongs to the budget year."""
    quiet = figures(group("CT135", 100))
    paid = figures(group("CT135", 100), group("CT135", paid=5, month=(2022, 1)))

    assert last not in codes(rates(quiet, by=by))
    assert last == codes(rates(paid, by=by))[-1]
    assert "1/2022 (settlement)" in text(rates(paid, by=by))


def test_quarters_hold_their_months() -> None:
    """Money without a plan is that of the quarter too."""
    of = figures(
        group("CT135", 100),
        group("CT135", paid=10, month=(2021, 4)),
        group("CT135", paid=20, month=(2021, 6)),
        group("DCDC", paid=7, month=(2021, 5)),
    )
    result = rates(of, by=By.QUARTER)

    assert codes(result) == ["2021-Q1", "2021-Q2", "2021-Q3", "2021-Q4"]
    assert (row(result, "2021-Q2")["disbursed"], row(result, "2021-Q2")["unplanned"]) == (30, 7)
    assert "Without a plan" in tables(result)[0].columns[-1].heading.text


def test_the_slowest_month_comes_first_when_asked() -> None:
    """What was paid to the end of a month stays with the month."""
    of = figures(
        group("CT135", 100, 50), group("CT135", paid=10, month=(2021, 2)), as_of=date(2021, 2, 28)
    )

    assert codes(rates(of, by=By.MONTH, sort_by_rate=True)) == ["2021-02", "2021-01"]


def test_months_need_figures_made_by_month() -> None:
    """Sums of a whole year fit into no month."""
    of = figures(group("CT135", 100, month=(2021, 0)))

    with pytest.raises(ValueError, match="by month"):
        rates(of, by=By.MONTH)
