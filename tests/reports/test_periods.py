"""Reports of parts of a year: which days they have, what they are called, whose work they count."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from tests.shell import ok, run, still

from ethnictrack.year.period import Period, Span

LATER = still(datetime(2026, 11, 29, 1, 0, tzinfo=UTC))


@pytest.mark.parametrize(
    ("period", "first", "last"),
    [
        (Period.Q1, date(2025, 12, 15), date(2026, 3, 14)),
        (Period.Q2, date(2026, 3, 15), date(2026, 6, 14)),
        (Period.Q3, date(2026, 6, 15), date(2026, 9, 14)),
        (Period.Q4, date(2026, 9, 15), date(2026, 12, 14)),
        (Period.HALF, date(2025, 12, 15), date(2026, 6, 14)),
        (Period.NINE, date(2025, 12, 15), date(2026, 9, 14)),
        (Period.YEAR, date(2025, 12, 15), date(2026, 12, 14)),
    ],
)
def test_inspections_have_a_year_of_their_own(period: Period, first: date, last: date) -> None:
    """It begins on 15 December, and its parts end on the 14th."""
    assert period.of_inspections(2026) == Span(first, last)


@pytest.mark.parametrize(
    ("period", "first", "last"),
    [
        (Period.Q1, date(2026, 1, 1), date(2026, 3, 31)),
        (Period.Q4, date(2026, 10, 1), date(2026, 12, 31)),
        (Period.HALF, date(2026, 1, 1), date(2026, 6, 30)),
        (Period.YEAR, date(2026, 1, 1), date(2026, 12, 31)),
    ],
)
def test_money_has_that_of_the_calendar(period: Period, first: date, last: date) -> None:
    """From the first of a month to the end of one."""
    assert period.of(2026) == Span(first, last)


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Keep inspections of the office and of others, and citizens it received."""
    path = tmp_path_factory.mktemp("periods") / "book.sqlite"
    for words in (
        ("book", "init", "--programs", "none"),
        ("book", "settings", "office", "Sở Dân tộc và Tôn giáo"),
        # the office's own: announced on 16/12/2025, concluded on 20/2/2026
        ("inspect", "add", "A", "Xã Một", "--year", "2025"),
        ("inspect", "stage", "A", "announced", "--date", "16/12/2025"),
        ("inspect", "stage", "A", "concluded", "--date", "20/2/2026"),
        ("inspect", "finding", "A", "70", "--action", "budget-recovery"),
        ("inspect", "finding", "A", "9", "--action", "settlement-reduction"),
        # its own by name: decided in March, announced in April, still going on
        ("inspect", "add", "B", "Xã Hai", "--agency", "SỞ DÂN TỘC VÀ TÔN GIÁO tỉnh X"),
        ("inspect", "stage", "B", "decided", "--date", "10/3/2026"),
        ("inspect", "stage", "B", "announced", "--date", "2/4/2026"),
        # another body's, which the office follows up
        ("inspect", "add", "C", "Kiểm toán xã Ba", "--agency", "Kiểm toán nhà nước"),
        ("inspect", "stage", "C", "announced", "--date", "5/1/2026"),
        ("inspect", "finding", "C", "500", "--action", "budget-recovery"),
        ("inspect", "stage", "C", "concluded", "--date", "6/3/2026"),
        # decided, and never announced
        ("inspect", "add", "D", "Xã Bốn"),
        ("inspect", "stage", "D", "decided", "--date", "11/1/2026"),
        ("activity", "add", "TIEP", "Tiếp dân", "--unit", "lượt", "--section", "petitions"),
        ("activity", "record", "TIEP", "3", "--year", "2025", "--date", "14/12/2025"),
        ("activity", "record", "TIEP", "4", "--year", "2025", "--date", "15/12/2025"),
        ("activity", "record", "TIEP", "5", "--year", "2026", "--date", "14/3/2026"),
        ("activity", "record", "TIEP", "6", "--year", "2026", "--date", "15/3/2026"),
    ):
        ok(*words, book=path, world=LATER)
    return path


def data(book: Path, *words: str) -> Any:  # noqa: ANN401 - JSON is of any type
    """Return the JSON of a report."""
    return ok("report", *words, "--json", book=book, world=LATER).data


def form(book: Path, *words: str) -> list[int]:
    """Return columns 1 to 8 and 10 of form 01/TTr."""
    found = data(book, "inspections", "2026", *words)["form"]
    return [found[str(number)] for number in (1, 2, 3, 4, 5, 6, 7, 8, 10, 12)]


def test_the_form_counts_what_the_office_itself_carried_out(book: Path) -> None:
    """In quarter I: A, begun and concluded in it, with 70 + 9; C is another body's."""
    found = data(book, "inspections", "2026", "--period", "q1")

    assert form(book, "--period", "q1") == [1, 0, 1, 1, 0, 1, 1, 79, 70, 9]
    assert found["followed"] == ["C"]
    assert (found["as_of"], found["first"]) == ("2026-03-14", "2025-12-15")
    assert [each["code"] for each in found["inspections"]] == ["A", "B", "C", "D"]


def test_an_inspection_counts_from_its_announcement(book: Path) -> None:
    """B was decided in quarter I and announced in quarter II; D never was."""
    assert form(book, "--period", "q2") == [1, 0, 1, 1, 0, 0, 1, 0, 0, 0]
    assert form(book, "--period", "q3") == [1, 1, 0, 1, 0, 0, 1, 0, 0, 0]
    assert form(book, "--period", "9m")[:3] == [2, 0, 2]


def test_the_calendar_year_may_be_asked_for(book: Path) -> None:
    """By it A was begun the year before."""
    assert form(book, "--period", "year") == [2, 0, 2, 2, 0, 1, 2, 79, 70, 9]
    assert form(book, "--period", "year", "--calendar") == [2, 1, 1, 2, 0, 1, 2, 79, 70, 9]
    assert form(book) == [2, 1, 1, 2, 0, 1, 2, 79, 70, 9]


def test_reductions_of_the_settlement_are_shown(book: Path) -> None:
    """They have a column of their own."""
    page = ok("report", "inspections", "2026", "--unit", "dong", book=book, world=LATER, lang="en")

    assert data(book, "inspections", "2026")["inspections"][0]["reduction"] == 9
    assert "Reduction of the settlement" in page.out
    assert "Carried out by other bodies, followed up by the office" in page.out


def test_citizens_are_counted_in_the_same_quarters(book: Path) -> None:
    """4 + 5 from 15 December to 14 March; by the calendar, of the year's own reports, 5 + 6."""
    quarter = data(book, "petitions", "2026", "--period", "q1")
    by_calendar = data(book, "petitions", "2026", "--period", "q1", "--calendar")

    assert (quarter["form"]["1"], quarter["as_of"]) == (9, "2026-03-14")
    assert (by_calendar["form"]["1"], by_calendar["as_of"]) == (11, "2026-03-31")
    assert data(book, "petitions", "2026")["form"]["1"] == 11


@pytest.mark.parametrize(
    ("period", "title", "ends"),
    [
        ("q1", "quý I năm 2026", "2026-03-31"),
        ("6m", "6 tháng đầu năm 2026", "2026-06-30"),
        ("9m", "9 tháng đầu năm 2026", "2026-09-30"),
        ("q4", "quý IV năm 2026", "2026-11-29"),
        ("year", "năm 2026", "2026-11-29"),
    ],
)
def test_the_report_of_a_period_has_a_title_of_its_own(
    book: Path, period: str, title: str, ends: str
) -> None:
    """It ends with the last day of its period, or today."""
    found = data(book, "annual", "2026", "--period", period)

    assert title in found["title"]
    assert (found["as_of"], found["period"]) == (ends, period)


def test_the_sentence_counts_the_office_s_own(book: Path) -> None:
    """A and B are its own, one of them concluded; D is too and not yet announced."""
    page = ok("report", "annual", "2026", "--period", "6m", book=book, world=LATER, lang="en").out

    assert "In the period: 3 inspections and check-ups, 1 of them concluded" in page
    assert "Carried out by other bodies, followed up by the office:" in page
    assert "Tasks of the last 6 months of 2026" in page


def test_a_report_of_a_part_of_the_year_is_not_sealed(book: Path) -> None:
    """What is sealed is the year."""
    refused = run(
        *("report", "annual", "2026", "--period", "q1", "--seal", "--json"), book=book, world=LATER
    )

    assert (refused.code, refused.error["code"]) == (2, "contradiction")
