"""A figure explained is its entries: whatever the book, the row, the basis, the day."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.books import TODAY, allocated, dong, paid
from tests.reliability.size import size
from tests.services.steps import STEPS, recorded

from ethnictrack.book.opening import read_book
from ethnictrack.ledger.entry import Draft
from ethnictrack.nouns.program import Program
from ethnictrack.reports.rate_rows import By, rows_by
from ethnictrack.reports.rates import periods
from ethnictrack.services.entry import Recorder
from ethnictrack.services.explain import ExplainedRows, explained_row, related_entries
from ethnictrack.services.figure_reading import (
    ManyReadingsError,
    Typed,
    UnknownColumnError,
    UnknownFigureError,
    showing,
    the_reading,
)
from ethnictrack.services.figures import figures
from ethnictrack.values.kinds import Kind, Side
from ethnictrack.values.money import Numbers, Scale
from ethnictrack.year.figures import Coverage, Figures, PlanBasis, Sum

if TYPE_CHECKING:
    from pathlib import Path

    from ethnictrack.book.opening import Book

NOBODY = "-"


def of_year(
    book: Book,
    *,
    as_of: date = TODAY,
    basis: PlanBasis = PlanBasis.WITH_CARRYOVER,
    program: int | None = None,
) -> Figures:
    """Return the figures of 2021."""
    return figures(
        book, year=2021, as_of=as_of, basis=basis, scope=Coverage(program=program), by_month=True
    )


def explained(book: Book, typed: str, of: Figures | None = None) -> ExplainedRows:
    """Explain what was typed."""
    of = of or of_year(book)
    return explained_row(book, of, the_reading(book, typed, year=2021, day=of.as_of))


def rows_of(of: Figures) -> list[tuple[str, Sum]]:
    """Return what to type of every row of every report of rates, and its figures."""
    rows = [("total", of.total())]
    for by in By:
        if by in {By.MONTH, By.QUARTER}:
            rows += [
                (f"{by}:{each.code}", Sum(disbursed=each.disbursed, unplanned=each.unplanned))
                for each in periods(of, by)
            ]
        else:
            flat = (each for node in rows_by(of, by) for each in node.flat())
            rows += [
                (f"{by}:{each.code or NOBODY}", each.sum)
                for each in flat
                if each.code or by in {By.CAPITAL, By.SOURCE}
            ]
    return rows


@settings(
    max_examples=size(8, 200),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(STEPS, st.integers(1, 11), st.sampled_from(PlanBasis))
def test_the_entries_of_every_row_add_up_to_its_figures(
    template: Path,
    tmp_path_factory: pytest.TempPathFactory,
    steps: list[tuple[str, int, str, int]],
    month: int,
    basis: PlanBasis,
) -> None:
    """Plans, payments, reversals, money without a plan; every row of every report of rates."""
    path = tmp_path_factory.mktemp("explained") / "book.sqlite"
    path.write_bytes(template.read_bytes())
    for step in steps:
        recorded(path, step)

    with read_book(path) as book:
        of = of_year(book, as_of=date(2021, month, 15), basis=basis)
        for typed, figures_of_row in rows_of(of):
            found = explained(book, typed, of)

            assert found.sum == figures_of_row, typed
            assert sum((share for _, share in found.shares), Sum()) == figures_of_row, typed


def test_the_cumulative_figure_of_a_month_has_the_months_before(open_book: Book) -> None:
    """From the first day on."""
    allocated(open_book, 100, date=date(2021, 1, 5))
    paid(open_book, 10, date=date(2021, 2, 5))
    paid(open_book, 20, date=date(2021, 3, 5))

    assert explained(open_book, "2021-03").sum.disbursed.value == 20
    assert explained(open_book, "2021-03 lũy kế").sum.disbursed.value == 30


def test_a_row_in_a_scope_has_only_what_the_scope_holds(open_book: Book) -> None:
    """As the report does that was asked for a part."""
    allocated(open_book, 100, "DA1")
    allocated(open_book, 200, "DA2")
    of = of_year(open_book, program=open_book.programs.find("DA2").id)

    assert explained(open_book, "MTQG", of).sum.planned.value == 200
    assert explained(open_book, "DA1", of).shares == []


def test_both_entries_of_a_correction_are_shown(open_book: Book) -> None:
    """The wrong one and what takes it back."""
    allocated(open_book, 100)
    wrong = paid(open_book, 30)
    Recorder(open_book, TODAY).reverse(Side.DISBURSEMENT, wrong, reason="sai số", on=None)
    right = paid(open_book, 20)

    found = explained(open_book, "DA1 đã giải ngân")

    shares = {each.id: share.disbursed.value for each, share in found.shares}
    assert shares == {1: 0, wrong: 30, wrong + 1: -30, right: 20}
    posted = open_book.ledger.get(wrong)
    assert posted
    assert [each.id for each in related_entries(open_book, posted)] == [wrong + 1]


def test_a_transfer_names_its_other_leg(open_book: Book) -> None:
    """What one line lost another has."""
    allocated(open_book, 100, "DA1")
    draft = Draft(
        side=Side.ALLOCATION, program="DA1", amount=dong(40), kind=Kind.DECREASE, year=2021
    )
    legs = Recorder(open_book, TODAY).transfer(draft, to="DA2", to_place=None).posted

    assert [each.id for each in related_entries(open_book, legs[0])] == [legs[1].id]


def test_what_reads_several_ways_is_listed_to_be_typed(open_book: Book) -> None:
    """An entry and a programme of the same number."""
    number = allocated(open_book, 100)
    open_book.registers.add_program(Program(id=0, code=str(number), name="Số một"))
    del open_book.programs

    with pytest.raises(ManyReadingsError) as refused:
        the_reading(open_book, str(number), year=2021, day=TODAY)

    typed = [each.facts["what"] for each in refused.value.found]
    assert typed == [f"program:{number}", f"entry:{number}"]
    for each in typed:
        assert the_reading(open_book, str(each), year=2021, day=TODAY).typed == each


@pytest.mark.parametrize("typed", ["99", "#0", "entry:007", "Không có", ":", "total:x"])
def test_what_no_report_shows_is_refused(open_book: Book, typed: str) -> None:
    """With what is near, if anything is."""
    with pytest.raises(UnknownFigureError):
        the_reading(open_book, typed, year=2021, day=TODAY)


def test_a_column_a_row_does_not_have_is_refused(open_book: Book) -> None:
    """With those it has."""
    with pytest.raises(UnknownColumnError):
        the_reading(open_book, "DA1:recovered", year=2021, day=TODAY)


@pytest.mark.parametrize("typed", ["15,2", "15.213.000", "15,213 triệu", "15.213.000 đồng"])
def test_a_figure_is_found_as_it_is_printed(open_book: Book, typed: str) -> None:
    """In the unit of the report or in any, at the programme, those above it, and the total."""
    allocated(open_book, 20_000_000)
    paid(open_book, 15_213_000)
    as_printed = Typed(typed, Scale.TRIEU, 1, Numbers.VI)

    found = showing(of_year(open_book), as_printed)

    assert [each.typed for each in found] == [
        "program:MTQG:disbursed",
        "program:DA1:disbursed",
        "total:disbursed",
    ]


def test_a_rate_is_found_as_it_is_printed(open_book: Book) -> None:
    """Rounded half up."""
    allocated(open_book, 20_868)
    paid(open_book, 15_213)

    found = showing(of_year(open_book), Typed("72,9%", Scale.TRIEU, 1, Numbers.VI))

    assert {each.figure for each in found} == {"rate"}
