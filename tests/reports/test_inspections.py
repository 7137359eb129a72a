"""Inspections: their JSON, the lists, the report of a year."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from tests.reports.build import (
    CUT_OFF,
    LAST_DAY,
    PLACES,
    PROGRAMS,
    facts,
    finding,
    inspection,
    recovery,
    text,
)

from ethnictrack.i18n import N_
from ethnictrack.nouns.inspection import Dossier, Stage
from ethnictrack.reports.inspections import (
    inspection_list,
    inspection_show,
    inspections,
)
from ethnictrack.values.money import Qualifier
from ethnictrack.year.figures import Coverage

if TYPE_CHECKING:
    from ethnictrack.reports.table import Result

MILLION = 10**6
BAO_LAC = inspection(
    "TT-BL",
    "Thanh tra tại huyện Bảo Lạc",
    place="043",
    program="CT135.2",
    stages=[(Stage.DECIDED, date(2021, 3, 1)), (Stage.COMPLETED, date(2021, 9, 30))],
    findings=[finding(52 * MILLION, qualifier=Qualifier.OVER)],
    recoveries=[recovery(52 * MILLION, qualifier=Qualifier.OVER)],
)
HOA_AN = inspection("TT-HA", stages=[(Stage.DRAFT_CONCLUSION, date(2021, 11, 10))])


def report(*dossiers: Dossier, as_of: date = LAST_DAY, scope: Coverage | None = None) -> Result:
    """Return the report of 2021."""
    return inspections(
        dossiers, year=2021, as_of=as_of, programs=PROGRAMS, places=PLACES, scope=scope
    )


def listed(*dossiers: Dossier, as_of: date = LAST_DAY, scope: Coverage | None = None) -> list[str]:
    """Return the codes of the inspections in the report of 2021."""
    return [
        each["code"] for each in facts(report(*dossiers, as_of=as_of, scope=scope))["inspections"]
    ]


def test_an_inspection_as_json_has_the_keys_scripts_rely_on() -> None:
    """Codes, dates and whole đồng; nothing known is null."""
    (bao_lac, hoa_an) = facts(inspection_list([BAO_LAC, HOA_AN], PROGRAMS, PLACES))

    assert list(bao_lac) == [
        "code",
        "title",
        "kind",
        "basis",
        "program",
        "place",
        "year",
        "scope_from",
        "scope_to",
        "agency",
        "decision",
        "stage",
        "stage_date",
        "stages",
        "findings",
        "recoveries",
        "recommended",
        "recovered",
        "outstanding",
        "rate",
        "reduction",
        "files",
    ]
    assert (bao_lac["program"], bao_lac["place"]) == ("CT135.2", "043")
    assert (bao_lac["stage"], bao_lac["stage_date"]) == ("completed", "2021-09-30")
    assert bao_lac["stages"][0] == {
        "stage": "decided",
        "date": "2021-03-01",
        "document": None,
        "reason": None,
    }
    assert (bao_lac["recovered"], bao_lac["outstanding"], bao_lac["rate"]) == (52_000_000, 0, 100)
    assert (bao_lac["recoveries"][0]["qualifier"], bao_lac["findings"][0]["recovered"]) == (
        "over",
        52_000_000,
    )
    assert (hoa_an["findings"], hoa_an["rate"], hoa_an["place"]) == ([], None, None)


def test_an_inspection_without_a_stage_has_none() -> None:
    """Registered is not begun."""
    (data,) = facts(inspection_list([inspection()], PROGRAMS, PLACES))

    assert (data["stage"], data["stage_date"], data["stages"]) == (None, None, [])


def test_a_list_adds_up_what_is_to_be_recovered() -> None:
    """Lists have codes and full đồng; an empty one says so."""
    said = text(inspection_list([BAO_LAC, HOA_AN], PROGRAMS, PLACES))

    assert "To recover (đồng)" in said
    assert "draft conclusion" in said
    assert "No inspection." in text(inspection_list([], PROGRAMS, PLACES))


def test_one_inspection_is_shown_with_everything_known_of_it() -> None:
    """Reversals name each other; tables without rows are left out."""
    dossier = replace(
        BAO_LAC,
        inspection=replace(BAO_LAC.inspection, scope_from=2019, scope_to=2020),
        recoveries=(
            recovery(9, number=1, reversed_by=2),
            recovery(-9, number=2, reverses=1),
            recovery(5, number=3),
        ),
    )
    said = text(inspection_show(dossier, PROGRAMS, PLACES))

    for part in (
        "TT-BL: Thanh tra tại huyện Bảo Lạc",
        "043 Huyện Bảo Lạc",
        "2019 to 2020",
        "reversed by 2",
        "reverses 1",
        "Stages",
        "recovery to the state budget",
    ):
        assert part in said
    assert "Recoveries" not in text(inspection_show(HOA_AN, PROGRAMS, PLACES))


def test_an_inspection_of_one_year_names_it_once() -> None:
    """A first year alone is the last one too."""
    dossier = replace(HOA_AN, inspection=replace(HOA_AN.inspection, year=None, scope_from=2019))

    assert "2019 to 2019" in text(inspection_show(dossier, PROGRAMS, PLACES))


def test_an_inspection_belongs_to_its_own_year() -> None:
    """Without any step, the year it was registered for decides."""
    assert listed(inspection(year=2021), inspection("TT-02", year=2020)) == ["TT-01"]


def test_an_inspection_belongs_to_every_year_in_which_something_happened() -> None:
    """A stage or a recovery; being planned for next year is no step."""
    moved = inspection("A", year=2020, stages=[(Stage.CONCLUDED, date(2021, 2, 1))])
    paid_back = inspection("B", year=2019, findings=[finding(9)], recoveries=[recovery(5)])
    planned = inspection("C", year=2022, stages=[(Stage.PLANNED, date(2021, 12, 20))])

    assert listed(moved, paid_back, planned) == ["A", "B"]


def test_an_inspection_without_a_year_belongs_where_it_has_a_step() -> None:
    """Without any, no report can show it, and a note says so."""
    planned = inspection("A", year=None, stages=[(Stage.PLANNED, date(2021, 1, 5))])
    lost = inspection("B", year=None)

    assert listed(planned, lost) == ["A"]
    assert "want of a year and of any dated step: B." in text(report(planned, lost))


def test_stage_and_money_are_those_of_the_day() -> None:
    """What happened later is not known yet."""
    (data,) = facts(report(BAO_LAC, as_of=date(2021, 6, 30)))["inspections"]

    assert (data["stage"], data["recovered"], data["outstanding"]) == ("decided", 0, 52_000_000)


def test_a_step_after_the_day_places_nothing() -> None:
    """The report of 2021 on a day in June does not know of November."""
    late = inspection("A", year=None, stages=[(Stage.DECIDED, CUT_OFF)])

    assert listed(late, as_of=date(2021, 6, 30)) == []


def test_a_report_may_cover_one_programme_or_place() -> None:
    """What is below counts; an inspection of neither is left out."""
    program, place = PROGRAMS.find("CT135").id, PLACES.find("043").id

    assert listed(BAO_LAC, HOA_AN, scope=Coverage(program=program)) == ["TT-BL"]
    assert listed(BAO_LAC, HOA_AN, scope=Coverage(place=place)) == ["TT-BL"]
    assert "Place: 043 Huyện Bảo Lạc" in text(report(BAO_LAC, scope=Coverage(place=place)))


def test_the_report_says_its_day_and_unit() -> None:
    """As every report does."""
    result = inspections(
        [BAO_LAC],
        year=2021,
        as_of=CUT_OFF,
        programs=PROGRAMS,
        places=PLACES,
        unit_line=N_("Unit: million đồng"),
    )

    assert "up to 2021-11-15" in text(result)
    assert "Unit: million đồng" in text(result)
    assert list(facts(result)) == [
        "report",
        "title",
        "year",
        "as_of",
        "period",
        "first",
        "last",
        "inspections",
        "followed",
        "form",
        "notes",
    ]
