"""Form 01/TTr: what counts, and its identities."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.reports.build import (
    CUT_OFF,
    LAST_DAY,
    PLACES,
    PROGRAMS,
    facts,
    finding,
    inspection,
    recovery,
    tables,
    text,
)

from ethnictrack.nouns.inspection import Action, Basis, Dossier, InspectionKind, Stage
from ethnictrack.reports.inspection_form import FormColumns
from ethnictrack.reports.inspections import inspections
from ethnictrack.values.money import Dong

if TYPE_CHECKING:
    from ethnictrack.reports.table import Result

MILLION = 10**6
BAO_LAC = inspection(
    "TT-BL",
    "Thanh tra tại huyện Bảo Lạc",
    place="043",
    stages=[(Stage.DECIDED, date(2021, 3, 1)), (Stage.COMPLETED, date(2021, 9, 30))],
    findings=[finding(52 * MILLION)],
    recoveries=[recovery(52 * MILLION)],
)
HOA_AN = inspection("TT-HA", stages=[(Stage.DRAFT_CONCLUSION, date(2021, 11, 10))])


def report(*dossiers: Dossier) -> Result:
    """Return the report of 2021."""
    return inspections(dossiers, year=2021, as_of=LAST_DAY, programs=PROGRAMS, places=PLACES)


def form(*dossiers: Dossier) -> Any:  # noqa: ANN401 - JSON is what it is
    """Return form 01/TTr of 2021."""
    return facts(report(*dossiers))["form"]


def test_the_form_counts_inspections_and_their_money() -> None:
    """Recovery to the budget stands apart from everything else."""
    other = inspection(
        "A",
        basis=Basis.ADHOC,
        stages=[(Stage.CONCLUDED, date(2021, 5, 1))],
        findings=[
            finding(7, 1, Action.SETTLEMENT_REDUCTION),
            finding(2, 2, Action.PROJECT_REFUND),
            finding(1, 3, Action.OTHER),
        ],
    )
    figures = form(BAO_LAC, HOA_AN, other)

    assert list(figures) == [str(number) for number in range(1, 19)]
    assert [figures[str(number)] for number in range(1, 8)] == [3, 0, 3, 2, 1, 2, 3]
    assert (figures["8"], figures["10"], figures["12"]) == (52_000_010, 52_000_000, 10)


def test_the_form_prints_zeros_for_what_the_book_does_not_record() -> None:
    """Every cell is filled, and a note says which ones rest on nothing."""
    result = report()

    assert set(facts(result)["form"].values()) == {0}
    assert "the book does not record these" in text(result)
    assert len(tables(result)[1].columns) == 1 + 18


def test_an_inspection_begun_before_the_year_is_carried_over() -> None:
    """By its first step or, without any, by its year."""
    begun = inspection(
        "A",
        year=2020,
        stages=[(Stage.DECIDED, date(2020, 11, 1)), (Stage.REPORTED, date(2021, 2, 1))],
    )
    undated = inspection("B", year=2020, findings=[finding(9)], recoveries=[recovery(9)])
    figures = form(begun, undated, inspection("C", year=None, findings=[finding(1)]), BAO_LAC)

    assert (figures["1"], figures["2"], figures["3"]) == (3, 2, 1)


@pytest.mark.parametrize(
    "left_out",
    [
        inspection("X", kind=InspectionKind.CHECK, stages=[(Stage.CONCLUDED, CUT_OFF)]),
        inspection("X", stages=[(Stage.PLANNED, CUT_OFF)]),
        inspection(
            "X",
            year=2020,
            stages=[(Stage.CONCLUDED, date(2020, 6, 1)), (Stage.COMPLETED, date(2021, 2, 1))],
        ),
    ],
    ids=["a check-up", "not begun", "concluded before the year"],
)
def test_what_the_form_does_not_count_is_listed_and_named(left_out: Dossier) -> None:
    """The list has it, the form has not, and a note says so."""
    result = report(left_out, BAO_LAC)

    assert [each["code"] for each in facts(result)["inspections"]] == ["X", "TT-BL"]
    assert facts(result)["form"]["1"] == 1
    assert "concluded before the period: X." in text(result)


def test_a_conclusion_taken_back_is_none() -> None:
    """The stage recorded last is the one that holds."""
    reopened = inspection(
        "A",
        stages=[(Stage.CONCLUDED, date(2021, 2, 1)), (Stage.REPORTED, date(2021, 3, 1))],
    )

    assert form(reopened)["6"] == 0


def test_places_inspected_twice_are_one_unit() -> None:
    """An inspection that names no place counts as one."""
    assert form(BAO_LAC, replace(BAO_LAC), HOA_AN)["7"] == 2


def test_a_form_that_contradicts_itself_is_never_printed() -> None:
    """The identities of the form are checked, not made true."""
    wrong = FormColumns(
        earlier=1,
        begun=1,
        planned=1,
        adhoc=0,
        concluded=0,
        units=0,
        violations=Dong(0),
        recovery=Dong(0),
        other=Dong(0),
    )

    with pytest.raises(ValueError, match="contradict"):
        wrong.columns()


days = st.dates(date(2020, 1, 1), LAST_DAY)
dossiers = st.builds(
    inspection,
    st.text("ABC", min_size=1, max_size=2),
    year=st.sampled_from([None, 2020, 2021]),
    place=st.sampled_from([None, "043", "TC"]),
    kind=st.sampled_from(InspectionKind),
    basis=st.sampled_from(Basis),
    stages=st.lists(st.tuples(st.sampled_from(Stage), days), max_size=3),
    findings=st.lists(
        st.builds(finding, st.integers(1, 10**9), action=st.sampled_from(Action)), max_size=3
    ),
)


@given(st.lists(dossiers, max_size=5))
def test_the_identities_of_the_form_always_hold(known: list[Dossier]) -> None:
    """1 = 2 + 3 = 4 + 5; 8 = 10 + 12; 9 = 11 + 13."""
    figures = form(*known)

    assert figures["1"] == figures["2"] + figures["3"] == figures["4"] + figures["5"]
    assert figures["8"] == figures["10"] + figures["12"]
    assert figures["9"] == figures["11"] + figures["13"]
    assert figures["6"] <= figures["1"] >= figures["7"]


@given(st.lists(dossiers, max_size=5))
def test_no_money_is_counted_in_two_years(known: list[Dossier]) -> None:
    """What concluded inspections found, once; seen from the end, and of whatever is concluded."""
    found = sum(
        each.amount.value
        for of in known
        if of.inspection.kind is InspectionKind.INSPECTION and of.reached(Stage.CONCLUDED)
        for each in of.findings
    )
    seen = [
        facts(inspections(known, year=year, as_of=LAST_DAY, programs=PROGRAMS, places=PLACES))
        for year in range(2019, LAST_DAY.year + 1)
    ]

    assert sum(each["form"]["8"] for each in seen) == found
