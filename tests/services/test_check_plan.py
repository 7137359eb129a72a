"""The checks of plan and dates: payments beside their plan, in sum and in time."""

# ruff: noqa: S608 - the statements are made of the tests' own words

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

from tests.books import TODAY, allocated, paid, signed, tamper
from tests.findings import found, listed, places

from ethnictrack.audit.finding import CheckFinding, Severity
from ethnictrack.book.opening import write_book
from ethnictrack.services.entry import Recorder
from ethnictrack.services.figures import settlement
from ethnictrack.values.kinds import Capital, Side, Source
from ethnictrack.values.money import Dong
from ethnictrack.year.figures import Coverage


def test_a_payment_beyond_the_plan_is_an_error(fresh_book: Path) -> None:
    """At its programme and at the one above, each once."""
    with write_book(fresh_book, signed()) as book:
        allocated(book, 1000)
        number = paid(book, 300)
    tamper(fresh_book, f"UPDATE entry SET amount = 1200 WHERE id = {number}")

    findings = found(fresh_book, "plan")

    assert listed("over-plan DA1 2021/2021, MTQG 2021/2021") == places(findings)
    assert {Severity.ERROR} == {each.severity for each in findings}
    assert [_dong(each, "over") for each in findings] == [200, 200]


def test_classes_that_are_short_of_different_sums_are_named(full_book: Path) -> None:
    """Of 1100 in all, 1000 are unclassified: 1210 are too much for either."""
    tamper(full_book, "UPDATE entry SET amount = 1200 WHERE id = 3")

    expected = "over-plan DA1 2021/2021, MTQG 2021/2021, MTQG 2021/2021 capital=-"
    expected += ", MTQG 2021/2021 source=-"
    assert listed(expected) == places(found(full_book, "plan"))


def test_a_payment_beyond_the_plan_with_a_reason_is_a_warning(fresh_book: Path) -> None:
    """It was meant, and it is said all the same."""
    with write_book(fresh_book, signed()) as book:
        allocated(book, 100)
        paid(book, 130, over_plan="cấp bách")

    findings = found(fresh_book)

    assert listed("over-plan DA1 2021/2021, MTQG 2021/2021") == places(findings)
    assert {Severity.WARNING} == {each.severity for each in findings}


def test_a_year_that_hands_on_another_sum_than_the_next_takes_in_is_a_warning(
    fresh_book: Path,
) -> None:
    """In the words of the settlement; the years before and after agree, and the last is done."""
    with write_book(fresh_book, signed()) as book:
        for year in (2019, 2020):
            allocated(book, 100, year=year, date=date(year, 2, 1))
            allocated(book, 30, kind="carried-out", year=year, date=date(year, 12, 31))
        for year, amount in ((2020, 30), (2021, 20)):
            day = date(year, 1, 5)
            allocated(book, amount, kind="carried-in", year=year, plan_year=year - 1, date=day)
        settled = settlement(book, year=2021, as_of=date(2022, 1, 31), scope=Coverage())
        noted = [each.said(book.programs) for each in settled.unequal()]

    findings = found(fresh_book, "carryover")

    assert listed("carried-unequal program/DA1 2020/2021") == places(findings)
    assert {Severity.WARNING} == {each.severity for each in findings}
    assert noted == [each.what for each in findings]


def test_a_reason_that_was_reversed_excuses_nothing(fresh_book: Path) -> None:
    """Only an entry that stands explains what is too much."""
    with write_book(fresh_book, signed()) as book:
        allocated(book, 100)
        paid(book, 100)
        meant = paid(book, 50, over_plan="cấp bách")
        Recorder(book, TODAY).reverse(Side.DISBURSEMENT, meant, reason="thôi", on=None)
    assert found(fresh_book) == []

    tamper(fresh_book, "UPDATE entry SET amount = 120 WHERE id = 2")

    assert {Severity.ERROR} == {each.severity for each in found(fresh_book, "plan")}


def test_money_without_a_plan_is_an_error_unless_a_reason_says_so(fresh_book: Path) -> None:
    """Nothing was planned for that year at any level."""
    with write_book(fresh_book, signed()) as book:
        paid(book, 10, year=2020, date=date(2020, 12, 31), over_plan="chờ phân bổ")
    (meant,) = found(fresh_book)

    tamper(fresh_book, "UPDATE entry SET over_plan = NULL")
    (bare,) = found(fresh_book, "plan")

    assert (meant.code, meant.severity) == ("no-plan", Severity.WARNING)
    assert (bare.code, bare.severity) == ("no-plan", Severity.ERROR)
    assert bare.where == "DA1 2020/2020 capital=- source=- place=-"


def test_each_place_is_held_to_its_own_plan(full_book: Path) -> None:
    """The programme as a whole has enough; the district and the class do not."""
    facts = {"capital": Capital.INVESTMENT, "source": Source.CENTRAL}
    with write_book(full_book, signed()) as book:
        allocated(book, 50, "DA2", place="042", kind="initial", **facts)
        number = paid(book, 100, "DA2", place="043", **facts)

    tamper(full_book, f"UPDATE entry SET amount = 101 WHERE id = {number}")

    assert listed("over-plan DA2 2021/2021 place=043") == places(found(full_book, "plan"))


def test_carried_money_is_a_plan_of_its_own(fresh_book: Path) -> None:
    """What is left of this year's plan does not pay for last year's."""
    with write_book(fresh_book, signed()) as book:
        allocated(book, 100)
        allocated(book, 30, kind="carried-in", plan_year=2020)
        number = paid(book, 30, plan_year=2020)

    tamper(fresh_book, f"UPDATE entry SET amount = 31 WHERE id = {number}")

    assert listed("over-plan DA1 2021/2020, MTQG 2021/2020") == places(found(fresh_book, "plan"))


def test_a_payment_before_its_plan_can_be_had_without_tampering(fresh_book: Path) -> None:
    """Nothing refuses it, so it is a warning."""
    with write_book(fresh_book, signed()) as book:
        allocated(book, 100, date=date(2021, 6, 1))
        number = paid(book, 10, date=date(2021, 5, 31))
        paid(book, 10, date=date(2021, 6, 1))

    (finding,) = found(fresh_book)

    assert ("before-plan", f"entry/{number}") == (finding.code, finding.where)
    assert finding.severity is Severity.WARNING


def test_a_clock_that_was_set_back_is_a_warning(fresh_book: Path) -> None:
    """The log keeps its order by numbers, so nothing is lost by it."""
    with write_book(fresh_book, signed(at=datetime(2020, 1, 1, tzinfo=UTC))) as book:
        allocated(book, 100)

    (finding,) = found(fresh_book)

    assert (
        finding.code,
        finding.where,
        finding.severity,
    ) == ("clock-back", "log/2", Severity.WARNING)


def test_no_check_climbs_a_tree_for_ever(full_book: Path) -> None:
    """A programme below itself has no root; the checks that need one say so or keep still."""
    tamper(full_book, "UPDATE program SET parent = 3 WHERE id = 1")

    findings = found(full_book)

    assert {"rows", "trees", "plan"} == {each.check for each in findings}


def _dong(finding: CheckFinding, fact: str) -> int:
    amount = finding.what.facts[fact]
    assert isinstance(amount, Dong)
    return amount.value
