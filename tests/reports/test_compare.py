"""The report that compares years: the same rows, each year's own figures, and the change."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.reports.build import PLACES, PROGRAMS, facts, group, tables, text

from ethnictrack.i18n import N_, Message
from ethnictrack.render import render
from ethnictrack.render.words import View
from ethnictrack.reports.chart import Bars
from ethnictrack.reports.compare import COMPARED, compare
from ethnictrack.reports.rate_rows import By
from ethnictrack.reports.rates import rates
from ethnictrack.values.dates import last_day
from ethnictrack.values.kinds import Capital
from ethnictrack.year.figures import Coverage, Figures, Group, PlanBasis

if TYPE_CHECKING:
    from ethnictrack.reports.table import Result


INV, REC = Capital.INVESTMENT, Capital.RECURRENT


def _figures(
    year: int, *groups: Group, as_of: date | None = None, notes: tuple[Message, ...] = ()
) -> Figures:
    return Figures(
        [each._replace(plan_year=year) for each in groups],
        year=year,
        as_of=as_of or last_day(year),
        basis=PlanBasis.WITH_CARRYOVER,
        scope=Coverage(),
        programs=PROGRAMS,
        places=PLACES,
        notes=notes,
    )


TWO_YEARS = (
    _figures(2020, group("CT135.2", 200, 100), group("DCDC", 50, 50)),
    _figures(2021, group("CT135.1", 400, 100), group("CT135.2", 100, 60)),
)


def _row(result: Result, code: str | None) -> list[dict[str, Any]]:
    rows = facts(result)["rows"]
    found: list[dict[str, Any]] = next(each["figures"] for each in rows if each["code"] == code)
    return found


def test_rows_are_those_of_any_year_in_the_order_of_the_register() -> None:
    """What was first planned in a later year stands where it is registered."""
    rows = facts(compare(TWO_YEARS))["rows"]

    assert [(each["code"], each["level"]) for each in rows] == [
        *(("CT135", 0), ("CT135.1", 1), ("CT135.2", 1), ("DCDC", 0)),
    ]


def test_each_year_has_its_own_figures_and_the_change_of_its_rate() -> None:
    """In points; the first year has changed from nothing."""
    first, second = _row(compare(TWO_YEARS), "CT135.2")

    assert (first["year"], first["planned"], first["rate"], first["change"]) == (
        2020,
        200,
        50,
        None,
    )
    assert (second["year"], second["disbursed"], second["rate"], second["change"]) == (
        *(2021, 60, 60, 10),
    )


def test_a_year_without_a_row_has_nothing_there_and_no_change() -> None:
    """Neither the year before it nor the one after has a rate to compare with."""
    first, second = _row(compare(TWO_YEARS), "DCDC")

    assert (first["rate"], second["planned"], second["rate"], second["change"]) == (
        *(100, 0, None, None),
    )


def test_the_total_counts_every_dong_of_a_year_once() -> None:
    """And its rates are compared too."""
    first, second = facts(compare(TWO_YEARS))["total"]["figures"]

    assert (first["planned"], first["disbursed"], second["planned"]) == (250, 150, 500)
    assert (first["rate"], second["rate"], second["change"]) == (60, 32, -28)


def test_classes_stand_as_they_are_listed_and_the_unclassified_last() -> None:
    """Whichever year has them."""
    earlier = _figures(2020, group("CT135", 10, capital=REC), group("DCDC", 5))
    later = _figures(2021, group("CT135", 10, capital=INV))
    rows = facts(compare([earlier, later], by=By.CAPITAL))["rows"]

    assert [each["code"] for each in rows] == ["investment", "recurrent", None]


def test_levels_are_cut_as_in_the_report_of_rates() -> None:
    """None of them leaves the total alone."""
    assert len(facts(compare(TWO_YEARS, depth=1))["rows"]) == 2
    assert facts(compare(TWO_YEARS, depth=0))["rows"] == []


def test_money_without_a_plan_has_a_column_in_the_years_that_have_any() -> None:
    """And a note that says of which year."""
    unplanned = _figures(2021, group("DCDC", paid=7_000_000))
    result = compare([TWO_YEARS[0], unplanned])
    (table,) = tables(result)

    assert [each.key for each in table.columns if each.key.startswith("unplanned")] == [
        "unplanned_2021"
    ]
    assert "2021: Disbursed without a recorded plan: 7 million đồng." in text(result)


def test_every_year_says_up_to_which_day_it_is() -> None:
    """For people, for scripts, and in each row of CSV."""
    half = _figures(2021, group("DCDC", 5), as_of=date(2021, 6, 30))
    result = compare([TWO_YEARS[0], half])
    line = render(result, "csv", View()).decode("utf-8-sig").splitlines()[0]

    assert facts(result)["years"] == [
        {"year": 2020, "as_of": "2021-01-31"},
        {"year": 2021, "as_of": "2021-06-30"},
    ]
    assert "Budget year 2021, up to 2021-06-30" in text(result)
    assert "The years are not taken up to the same day" in text(result)
    assert "as_of_2020,as_of_2021,basis,money_unit" in line


def test_notes_say_which_year_they_are_about() -> None:
    """A count of approximations is one year's."""
    noted = _figures(2020, group("DCDC", 5), notes=(N_("A note."),))

    assert "2020: A note." in text(compare([noted, TWO_YEARS[1]]))


def test_the_rates_of_the_whole_are_bars() -> None:
    """One for each year, with the amounts behind it."""
    (bars,) = [each for each in compare(TWO_YEARS).document.blocks if isinstance(each, Bars)]

    assert [each.label for each in bars.rows] == ["2020", "2021"]
    assert bars.on_screen


@pytest.mark.parametrize("width", [80, 120])
def test_years_that_do_not_fit_beside_each_other_stand_below(width: int) -> None:
    """Each with the rows again; no line is longer than the screen."""
    many = [_figures(year, group("CT135.2", 10**10, 10**9)) for year in range(2016, 2022)]
    lines = render(compare(many), "table", View(width=width)).decode().splitlines()

    assert max(map(len, lines)) <= width
    assert sum("Sản xuất" in each for each in lines) > 1


_GROUPS = st.lists(
    st.builds(
        group,
        st.sampled_from([each.code for each in PROGRAMS]),
        st.integers(0, 10**12),
        st.integers(0, 10**12),
        place=st.sampled_from([None, *(each.code for each in PLACES)]),
        capital=st.sampled_from([None, *Capital]),
    ),
    max_size=6,
)


@given(_GROUPS, _GROUPS, st.sampled_from(COMPARED))
def test_a_year_says_the_same_alone_and_beside_another(
    first: list[Group], second: list[Group], by: By
) -> None:
    """Its rows are those of its report of rates."""
    years = [_figures(2020, *first), _figures(2021, *second)]
    rows = facts(compare(years, by=by))["rows"]

    for place, each in enumerate(years):
        alone = {row["code"]: row for row in facts(rates(each, by=by))["rows"]}
        for row in rows:
            figures = row["figures"][place]
            expected = alone.pop(
                row["code"], dict.fromkeys(("planned", "disbursed", "unplanned"), 0)
            )
            assert {key: figures[key] for key in ("planned", "disbursed", "unplanned")} == {
                key: expected[key] for key in ("planned", "disbursed", "unplanned")
            }
        assert alone == {}
