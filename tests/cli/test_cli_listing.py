"""Lists are narrowed, sorted, added up and cut to columns as the reader asks."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from tests.books import signed
from tests.shell import ok, run, still

from ethnictrack.book.opening import write_book
from ethnictrack.library.entry_words import filter_of
from ethnictrack.values.kinds import Side

MONDAY = datetime(2021, 11, 22, 2, 0, tzinfo=UTC)
LATE = datetime(2021, 11, 24, 17, 30, tzinfo=UTC)  # in Viet Nam it is the 25th


def _ids(book: Path, *words: str, group: str = "disburse", **how: Any) -> list[int]:  # noqa: ANN401
    return [each["id"] for each in ok(group, "list", *words, "--json", book=book, **how).data]


@pytest.fixture
def book(fresh_book: Path) -> Path:
    """Return a book with a plan and four payments: of two payees, one of them taken back later."""
    ok(
        "allocate",
        "add",
        "DA1",
        "1 tỷ",
        "--year",
        "2021",
        "--decision",
        "12/QĐ-UBND",
        book=fresh_book,
    )
    for amount, payee, day, moment, actor in (
        ("100", "Công ty A", "1/3/2021", MONDAY, "Lan"),
        ("200", "Hợp tác xã B", "2/4/2021", MONDAY, "Minh"),
        ("300", "công ty A", "3/5/2021", LATE, "Lan"),
    ):
        words = ("DA1", amount, "--payee", payee, "--date", day)
        ok("disburse", "add", *words, book=fresh_book, world=still(moment), actor=actor)
    undone = ("3", "--reason", "sai", "--date", "20/11/2021")
    ok("disburse", "reverse", *undone, book=fresh_book, world=still(LATE))
    return fresh_book


def test_amounts_are_found_between_two_whatever_their_sign(book: Path) -> None:
    """A reversal is found with what it reverses; amounts are said in words."""
    assert _ids(book, "--min", "150", "--max", "250") == [3, 5]
    assert _ids(book, "--min", "0,0003 triệu") == [4]
    assert _ids(book, "--max", "100") == [2]


def test_what_was_recorded_on_a_day_is_found_by_the_day_in_viet_nam(book: Path) -> None:
    """Half past five in the evening of Greenwich is tomorrow here."""
    assert _ids(book, "--recorded-from", "25/11/2021") == [4, 5]
    assert _ids(book, "--recorded-to", "24/11/2021") == [2, 3]
    assert _ids(book, "--today", world=still(LATE)) == [4, 5]
    assert _ids(book, "--today", "--recorded-from", "1/1/2021", world=still(MONDAY)) == [2, 3]
    assert _ids(book, "--today", "--recorded-to", "24/11/2021", world=still(LATE)) == []


def test_what_this_very_command_recorded_was_recorded_today(book: Path) -> None:
    """Its record of the log is yet to come."""
    with write_book(book, signed()) as opened:
        for words, found in (({"today": True}, True), ({"recorded_first": "1/1/2050"}, False)):
            only = filter_of(
                Side.DISBURSEMENT, words, opened.programs, opened.places, date(2021, 11, 25)
            )
            newest = [*opened.ledger.chosen(Side.DISBURSEMENT, only)][-1:]
            assert bool(newest) is found


def test_reversed_pairs_are_hidden_where_both_are_in_the_span_of_days(book: Path) -> None:
    """A sum up to a day before the reversal has the entry, as a report has."""
    assert _ids(book, "--effective") == [2, 4]
    assert _ids(book, "--effective", "--to", "30/6/2021") == [2, 3, 4]
    assert _ids(book, "--effective", "--from", "1/6/2021") == [5]


def test_payees_and_decisions_are_found_by_a_part_without_accents(book: Path) -> None:
    """As they are typed in a hurry."""
    assert _ids(book, "--payee", "cong TY a") == [2, 4]
    assert _ids(book, "--decision", "12/qd", group="allocate") == [1]


def test_an_amount_that_cannot_be_read_is_refused_by_the_name_of_its_option(book: Path) -> None:
    """And a filter of the other side is no option."""
    assert run("disburse", "list", "--min", "15.21 tỷ", "--json", book=book).code == 2
    assert run("allocate", "list", "--over-plan", book=book).code == 2
