"""What moved between two states of a book: the entries listed are the difference, exactly."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.books import TODAY, allocated, paid, signed
from tests.reliability.size import size
from tests.services.steps import STEPS, recorded

from ethnictrack.book.opening import read_book, write_book
from ethnictrack.library.difference import State, moved_entries, other_changes
from ethnictrack.year.figures import Coverage, Figures, PlanBasis, Sum

if TYPE_CHECKING:
    from pathlib import Path

    from ethnictrack.book.opening import Book

EVERYTHING = Coverage()


def state(book: Book, scope: Coverage = EVERYTHING, *, as_of: date = TODAY) -> State:
    """Return the state of a book as it is now, by its log."""
    return State(2021, as_of, PlanBasis.WITH_CARRYOVER, scope, book.log.head()[0])


def total(book: Book, of: State) -> Sum:
    """Return the total of a state, by the sums of the database."""
    return Figures(
        book.figures.groups(of.year, of.as_of, until=book.ledger.newest(of.head)),
        year=of.year,
        as_of=of.as_of,
        basis=of.basis,
        scope=of.scope,
        programs=book.programs,
        places=book.places,
    ).total()


@settings(
    max_examples=size(8, 200),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(STEPS, STEPS, st.integers(1, 11))
def test_what_the_entries_moved_is_the_difference(
    template: Path,
    tmp_path_factory: pytest.TempPathFactory,
    first: list[tuple[str, int, str, int]],
    then: list[tuple[str, int, str, int]],
    month: int,
) -> None:
    """Whatever was recorded, reversed, or got its plan only later; on any last days."""
    path = tmp_path_factory.mktemp("moved") / "book.sqlite"
    path.write_bytes(template.read_bytes())
    for step in first:
        recorded(path, step)
    with read_book(path) as book:
        before = state(book, as_of=date(2021, month, 15))
    for step in then:
        recorded(path, step)

    with read_book(path) as book:
        after = replace(before, as_of=TODAY, head=None)
        moved = moved_entries(book, before, after)

        assert sum((each.by for each in moved), Sum()) == total(book, after) - total(book, before)
        assert all(each.by != Sum() for each in moved)


def test_a_payment_that_gets_its_plan_later_moved_too(fresh_book: Path) -> None:
    """It was money without a plan, and is not any more."""
    with write_book(fresh_book, signed()) as book:
        payment = paid(book, 50, over_plan="chưa giao vốn")
    with read_book(fresh_book) as book:
        before = state(book)
    with write_book(fresh_book, signed()) as book:
        plan = allocated(book, 80)
    with read_book(fresh_book) as book:
        moved = {
            each.posted.id: each.by
            for each in moved_entries(book, before, replace(before, head=None))
        }

    assert {number: numbers(of) for number, of in moved.items()} == {
        payment: (0, 50, -50),
        plan: (80, 0, 0),
    }


def numbers(of: Sum) -> tuple[int, int, int]:
    """Return planned, disbursed, unplanned."""
    return of.planned.value, of.disbursed.value, of.unplanned.value


def test_of_a_part_only_its_own_entries_count(fresh_book: Path) -> None:
    """A report of one programme is not moved by another."""
    with read_book(fresh_book) as book:
        before = state(book, Coverage(program=book.programs.find("DA2").id))
    with write_book(fresh_book, signed()) as book:
        allocated(book, 80, "DA1")
        own = allocated(book, 70, "DA2")
    with read_book(fresh_book) as book:
        moved = moved_entries(book, before, replace(before, head=None))

    assert [each.posted.id for each in moved] == [own]


def test_what_else_was_recorded_is_named(full_book: Path) -> None:
    """Registers and results; entries have their own list."""
    with read_book(full_book) as book:
        first = State(2021, TODAY, PlanBasis.WITH_CARRYOVER, EVERYTHING, 1)
        found: list[Any] = [
            {change.object for change in each.changes}
            for each in other_changes(book, first, replace(first, head=None))
        ]

    assert any("recovery" in each for each in found)
    assert any("record" in each for each in found)
    assert {"entry"} not in found
