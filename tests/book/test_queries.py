"""What a query looks through: an index, not the whole ledger."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event
from tests.books import TODAY, bare, dong

from ethnictrack.book.migrations import guards_0001
from ethnictrack.book.opening import Book, read_book
from ethnictrack.ledger.entry import Draft, Entry
from ethnictrack.ledger.listing import Filter, Says, SumBy
from ethnictrack.library.reports import REPORTS
from ethnictrack.services.entry import Recorder
from ethnictrack.values.kinds import Kind, Side

VOUCHER = (Says("voucher", "PC-01", whole=True),)
DAY = date(2021, 11, 15)


def _entry(book: Book) -> Entry:
    draft = Draft(side=Side.DISBURSEMENT, program="DA1", amount=dong(5), kind=Kind.PAYMENT)
    return Recorder(book, TODAY).entry(draft)


def _listed(**only: Any) -> Callable[[Book], object]:  # noqa: ANN401
    return lambda book: list(book.ledger.chosen(Side.DISBURSEMENT, Filter(**only)))


QUERIES: dict[str, Callable[[Book], object]] = {
    "an entry": lambda book: book.ledger.get(3),
    "the entry of a key": lambda book: book.ledger.with_key("K1"),
    "keys": lambda book: book.ledger.keys({"K1", "K2"}),
    "the same voucher": lambda book: book.ledger.same_voucher(_entry(book)),
    "vouchers": lambda book: list(book.ledger.vouchers({"pc-01"})),
    "rows imported before": lambda book: book.ledger.fingerprints({"0" * 32}),
    "the entries of an import": lambda book: book.ledger.brought_by(1),
    "an import": lambda book: book.batches.get(1),
    "the newest entry": lambda book: book.ledger.newest(),
    "the newest entry of a record": lambda book: book.ledger.newest(3),
    "how many there are": lambda book: book.ledger.count(),
    "the years": lambda book: book.ledger.years(),
    "the plan years": lambda book: book.ledger.plan_years(2021),
    "the first and the last day": lambda book: book.ledger.ends(),
    "what is disbursed": lambda book: book.ledger.disbursed({1, 2}),
    "advances that are open": lambda book: book.ledger.open_advances({1, 2}),
    "places that a plan names": lambda book: book.ledger.planned_by_place(2021, 2021, {1, 2}),
    "sums at a month's end": lambda book: book.figures.groups(
        2021, date(2021, 10, 31), by_place=False
    ),
    "sums in a month": lambda book: book.figures.groups(2021, DAY, by_place=False),
    "sums by place": lambda book: book.figures.groups(2021, DAY),
    "advances by place": lambda book: book.figures.advances(2021, DAY, {1, 2}),
    "entries that are hedged": lambda book: book.figures.hedged(2021, DAY),
    "a list of a year": _listed(year=2021),
    "a list of a programme": _listed(programs=frozenset({2})),
    "a list of a voucher": _listed(texts=VOUCHER),
    "a list of an import": _listed(batch=1),
    "a list behind an entry": _listed(after=3, limit=2),
    "a list of a day": _listed(first=DAY, last=DAY),
    "sums of a list of a day": lambda book: list(
        book.ledger.summed(Side.DISBURSEMENT, Filter(first=DAY, last=DAY), SumBy.PLACE)
    ),
}


REPORTS_OF_NO_PLACE: dict[str, dict[str, Any]] = {
    "rates": {"year": "2021"},
    "compare": {"years": ("2020", "2021")},
    "month": {"month": "2021-12"},
    "disclosure": {"year": "2021"},
    "pace": {"year": "2021"},
    "annual": {"year": "2021"},
    "explain": {"what": "total", "year": "2021"},
}


def _steps(path: Path, ask: Callable[[Book], object]) -> list[str]:
    """Return how SQLite goes about the queries of a question."""
    said: list[tuple[str, Any]] = []

    def hear(*told: Any) -> None:  # noqa: ANN401 - as SQLAlchemy tells it
        said.append(told[2:4])

    with read_book(path) as book:
        event.listen(book.log._db, "before_cursor_execute", hear)  # noqa: SLF001 - to listen in
        ask(book)

    with bare(path) as database:
        return [
            step
            for sql, values in said
            if sql.startswith("SELECT")
            for *_, step in database.execute(f"EXPLAIN QUERY PLAN {sql}", values)
        ]


@pytest.mark.parametrize("asked", QUERIES)
def test_a_question_is_answered_by_an_index(full_book: Path, asked: str) -> None:
    """SQLite says how it would go about it; it never goes through all entries."""
    steps = _steps(full_book, QUERIES[asked])

    assert steps
    through = [each for each in steps if re.match(r"SCAN (entry|undone)\b", each)]
    assert [each for each in through if "ix_entry_log" not in each] == []
    if "the same voucher" in asked:
        assert any("ix_entry_voucher_key" in each for each in steps)


@pytest.mark.parametrize("name", REPORTS_OF_NO_PLACE)
def test_a_report_of_no_place_adds_up_no_entries_at_the_end_of_a_month(
    full_book: Path, name: str
) -> None:
    """It reads the tally; of the entries no more than the few that are marked."""
    report = REPORTS[name]
    asked = report.ask({**REPORTS_OF_NO_PLACE[name], "as_of": "31/12/2021"}, TODAY)

    steps = _steps(full_book, lambda book: report.of(book, asked, "json"))

    assert any("tally" in each for each in steps)
    through = [each for each in steps if re.match(r"(SCAN|SEARCH) entry .*ix_entry_year", each)]
    assert len(through) == (name == "explain")  # the entries it lists


def test_no_guard_of_a_new_entry_looks_through_others(full_book: Path) -> None:
    """Each of its rules finds the few rows it needs by a key, or by the voucher."""
    (guard,) = (each for each in guards_0001.GUARDS if each.name == "entry_rules")
    with bare(full_book) as database:
        steps = {
            step
            for rule, _ in guard.rules
            for asked in [f"EXPLAIN QUERY PLAN SELECT {re.sub(r'NEW[.][a-z_]+', '?', rule)}"]
            for *_, step in database.execute(asked, [None] * asked.count("?"))
        }

    found = {step for step in steps if " old" in step or "undone" in step or "entry" in step}
    assert any("ix_entry_voucher_key" in step for step in found)
    wrong = ("SCAN", "ix_entry_program", "ix_entry_year", "ix_entry_hedged", "ix_entry_plan")
    assert {step for step in found if any(each in step for each in wrong)} <= {"SCAN CONSTANT ROW"}
