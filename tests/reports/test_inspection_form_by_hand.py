"""Form 01/TTr of a small book, each of its 18 columns counted by hand in the words of the form."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from tests.reports.build import PLACES, PROGRAMS, facts, finding, inspection, recovery, text

from ethnictrack.nouns.inspection import Action, Basis, Dossier, InspectionKind, Stage
from ethnictrack.reports.inspections import inspections

if TYPE_CHECKING:
    from ethnictrack.reports.table import Result

CUT, BACK, OTHER = Action.SETTLEMENT_REDUCTION, Action.PROJECT_REFUND, Action.OTHER
BOOK = {
    # By plan, begun and concluded in 2021, at Bảo Lạc.
    "A": inspection(
        "A",
        place="043",
        stages=[(Stage.DECIDED, date(2021, 3, 1)), (Stage.CONCLUDED, date(2021, 6, 1))],
        findings=[finding(52), finding(7, 2, CUT)],
        recoveries=[recovery(52, date(2021, 9, 1))],
    ),
    # Ad hoc, begun in 2020 and concluded in 2021, at Bảo Lạc once more.
    "B": inspection(
        "B",
        year=2020,
        place="043",
        basis=Basis.ADHOC,
        stages=[(Stage.ANNOUNCED, date(2020, 12, 1)), (Stage.CONCLUDED, date(2021, 2, 1))],
        findings=[finding(100), finding(30, 2, BACK), finding(3, 3, OTHER)],
    ),
    # By plan, begun in 2021, a draft at the end of it, concluded in January of 2022; at Tả Cán.
    "C": inspection(
        "C",
        place="TC",
        stages=[
            (Stage.ANNOUNCED, date(2021, 10, 1)),
            (Stage.DRAFT_CONCLUSION, date(2021, 12, 20)),
            (Stage.CONCLUDED, date(2022, 1, 20)),
        ],
        findings=[finding(1000)],
    ),
    # By plan, names no place, begun and concluded in 2021, found nothing.
    "D": inspection(
        "D", stages=[(Stage.DECIDED, date(2021, 5, 5)), (Stage.COMPLETED, date(2021, 7, 7))]
    ),
    # Concluded in 2020; what came back in 2021 changes nothing in the form of 2021.
    "E": inspection(
        "E",
        year=2020,
        place="TC",
        stages=[(Stage.DECIDED, date(2020, 2, 1)), (Stage.CONCLUDED, date(2020, 6, 1))],
        findings=[finding(9)],
        recoveries=[recovery(9, date(2021, 1, 15))],
    ),
    # In the plan of 2021 and not begun.
    "F": inspection("F", stages=[(Stage.PLANNED, date(2021, 1, 5))]),
    # In the plan of 2021, and begun after it.
    "G": inspection(
        "G", stages=[(Stage.PLANNED, date(2021, 1, 5)), (Stage.ANNOUNCED, date(2022, 1, 10))]
    ),
    # No inspection but a check-up, which has a form of its own.
    "H": inspection(
        "H",
        kind=InspectionKind.CHECK,
        stages=[(Stage.CONCLUDED, date(2021, 4, 1))],
        findings=[finding(5)],
    ),
}
BY_HAND = {
    2020: {
        1: 2,  # carried out: B and E
        2: 0,  # begun before the period: none
        3: 2,  # begun in the period: B and E
        4: 1,  # by plan: E
        5: 1,  # ad hoc: B
        6: 1,  # conclusions issued: E
        7: 2,  # units inspected: Bảo Lạc and Tả Cán
        8: 9,  # violations: of E; those of B are not yet concluded
        10: 9,  # to be paid back to the budget
    },
    2021: {
        1: 4,  # carried out: A, B, C, D
        2: 1,  # begun before the period: B
        3: 3,  # begun in the period: A, C, D
        4: 3,  # by plan: A, C, D
        5: 1,  # ad hoc: B
        6: 3,  # conclusions issued: A, B, D; that of C was issued after the year
        7: 3,  # units inspected: Bảo Lạc, Tả Cán, and the one D does not name
        8: 192,  # violations: 52 + 7 of A, 100 + 30 + 3 of B
        10: 152,  # to be paid back to the budget: 52 of A, 100 of B
        12: 40,  # other measures: 7 off the settlement (A), 30 back to the project and 3 (B)
    },
    2022: {
        1: 2,  # carried out: C and G
        2: 1,  # begun before the period: C
        3: 1,  # begun in the period: G
        4: 2,  # by plan: C and G
        5: 0,  # ad hoc: none
        6: 1,  # conclusions issued: C
        7: 2,  # units inspected: Tả Cán, and the one G does not name
        8: 1000,  # violations: of C
        10: 1000,  # to be paid back to the budget
    },
}


def report(year: int, *dossiers: Dossier) -> Result:
    """Return the report of a year, up to the day its accounts are settled."""
    return inspections(
        dossiers or BOOK.values(),
        year=year,
        as_of=date(year + 1, 1, 31),
        programs=PROGRAMS,
        places=PLACES,
    )


@pytest.mark.parametrize("year", BY_HAND)
def test_every_column_is_what_was_counted_by_hand(year: int) -> None:
    """Land, persons, cases and documents are in no book: their columns are zero."""
    counted = {str(number): BY_HAND[year].get(number, 0) for number in range(1, 19)}

    assert facts(report(year))["form"] == counted


def test_what_is_not_yet_concluded_is_named_where_its_money_is_left_out() -> None:
    """In 2020 that of B, in 2021 that of C."""
    assert "the period their conclusion is issued in, not before: B." in text(report(2020))
    assert "the period their conclusion is issued in, not before: C." in text(report(2021))


def test_the_years_together_have_everything_once() -> None:
    """Each beginning, each conclusion and each đồng that was found, in one year and no other."""
    forms = [facts(report(year))["form"] for year in range(2019, 2024)]

    assert sum(form["3"] for form in forms) == len("ABCDEG")
    assert sum(form["6"] for form in forms) == len("ABCDE")
    assert sum(form["8"] for form in forms) == 59 + 133 + 1000 + 9
