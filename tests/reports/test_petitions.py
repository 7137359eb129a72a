"""The report of petitions: activities, form 01/TCD, and what is said beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.reports.build import LAST_DAY, PLACES, PROGRAMS, activity, facts, outcome, tables, text

from ethnictrack.nouns.activity import ActivitySection
from ethnictrack.reports.face import Face, Told
from ethnictrack.reports.petitions import petitions
from ethnictrack.values.money import Qualifier
from ethnictrack.year.figures import Coverage

if TYPE_CHECKING:
    from ethnictrack.nouns.activity import Outcome
    from ethnictrack.reports.table import Result


def counted(
    code: str, unit: str, actual: int | None, *, qualifier: Qualifier | None = None
) -> Outcome:
    """Return what was reported of citizens received."""
    of = activity(code, unit=unit, section=ActivitySection.PETITIONS, code=code)
    return outcome(actual, of, qualifier=qualifier)


def report(*outcomes: Outcome) -> Result:
    """Return the report of 2021."""
    face = Face(year=2021, as_of=LAST_DAY, scope=Coverage(), programs=PROGRAMS, places=PLACES)
    return petitions(outcomes, face, told=Told.calendar_year(2021))


def test_an_office_that_received_nobody_prints_a_zero_in_every_column() -> None:
    """A reported nil: nothing is to be said of it."""
    result = report(counted("TIEPDAN", "người", 0))

    assert facts(result)["form"] == {str(number): 0 for number in range(1, 30)}
    assert tables(result)[1].rows[0].cells[1:] == (0,) * 29
    assert facts(result)["notes"] == []


def test_what_nobody_reported_is_zero_in_the_form_and_named() -> None:
    """It is not the same as a nil."""
    result = report(counted("TIEPDAN", "người", None))

    assert facts(result)["form"]["2"] == 0
    assert facts(result)["activities"][0]["actual"] is None
    assert "Nothing was reported of these, and the form counts them as 0: TIEPDAN." in text(result)


def test_letters_are_listed_but_are_in_no_column() -> None:
    """They belong to another form, and counting them as cases is an old fault."""
    result = report(counted("DONTHU", "đơn", 3))

    assert set(facts(result)["form"].values()) == {0}
    assert facts(result)["activities"][0]["column"] is None
    assert "letters are counted in 02/TCD: DONTHU" in text(result)


def test_a_total_its_parts_do_not_make_is_named_with_both_numbers() -> None:
    """With the code that would divide it."""
    result = report(counted("TIEPDAN", "người", 12), counted("TCD-5", "người", 7))

    assert (facts(result)["form"]["2"], facts(result)["form"]["5"]) == (12, 7)
    assert "Column 2 is reported as 12, but 5+14+23 make 7." in text(result)


def test_numbers_that_are_hedged_are_named() -> None:
    """The form has no place for “trên 180”."""
    result = report(counted("TIEPDAN", "người", 180, qualifier=Qualifier.OVER))

    assert "printed in the form as reported: TIEPDAN" in text(result)


def test_a_book_without_such_activities_says_so() -> None:
    """The form is printed all the same."""
    result = report()

    assert "No activity of the section petitions" in text(result)
    assert len(tables(result)[1].columns) == 1 + 29
