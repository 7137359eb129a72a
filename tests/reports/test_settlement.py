"""The report of the settlement: its rows, its JSON, and what it says beside the form."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from tests.reports.build import PLACES, PROGRAMS, facts, tables, text

from ethnictrack.ledger.plan import PlanLine
from ethnictrack.nouns.program import Program, Programs
from ethnictrack.reports.settlement import settlement
from ethnictrack.values.kinds import Capital, Kind
from ethnictrack.values.money import Dong
from ethnictrack.year.figures import Coverage
from ethnictrack.year.settlement import FORMULAS, Columns, Movement, Settlement

if TYPE_CHECKING:
    from ethnictrack.reports.table import Result


def _moved(
    program: str, amount: int, kind: Kind, year: int = 2021, plan_year: int | None = None
) -> Movement:
    line = PlanLine(PROGRAMS.find(program).id, Capital.INVESTMENT, None, None)
    return Movement(line, year, plan_year or year, kind, Dong(amount))


def _report(*moved: Movement, year: int = 2021, program: str | None = None) -> Result:
    settled = Settlement(
        moved,
        year=year,
        as_of=date(year + 1, 1, 31),
        scope=Coverage(program=PROGRAMS.find(program).id if program else None),
        programs=PROGRAMS,
        places=PLACES,
    )
    return settlement(settled)


def _paid(program: str, amount: int = 1_000_000) -> Movement:
    return _moved(program, amount, Kind.PAYMENT)


def test_rows_are_the_tree_numbered_as_an_outline() -> None:
    """Programmes with figures, each with what is below it; the total counts every đồng once."""
    result = _report(_paid("CT135.1"), _paid("CT135.2.1"), _paid("CT135.2"), _paid("TACAN"))
    rows = facts(result)["rows"]

    assert [(each["outline"], each["code"], each["level"], each["c18"]) for each in rows] == [
        ("I", "CT135", 0, 3_000_000),
        ("1", "CT135.1", 1, 1_000_000),
        ("2", "CT135.2", 1, 2_000_000),
        ("a", "CT135.2.1", 2, 1_000_000),
        ("II", "DCDC", 0, 1_000_000),
        ("1", "DCDC.1", 1, 1_000_000),
        ("a", "TACAN", 2, 1_000_000),
    ]
    assert facts(result)["total"]["c24"] == 4_000_000


def test_a_narrowed_report_begins_at_its_programme() -> None:
    """Its level is that of a root."""
    rows = facts(_report(_paid("CT135.2.1"), _paid("DCDC"), program="CT135.2"))["rows"]

    assert [(each["outline"], each["code"], each["level"]) for each in rows] == [
        ("I", "CT135.2", 0),
        ("1", "CT135.2.1", 1),
    ]


def test_the_json_has_every_column_its_formula_and_what_the_book_cancelled() -> None:
    """Columns 3 to 5 are null where nothing is said of them."""
    data = facts(
        _report(
            _moved("CT135", 10, Kind.INITIAL),
            _moved("CT135", 4, Kind.PAYMENT),
            _moved("CT135", 1, Kind.CANCELLED),
        )
    )
    (row,) = data["rows"]

    assert [each["key"] for each in data["columns"]] == [f"c{each}" for each in range(6, 25)]
    assert data["columns"][5]["mark"] == "11=12+13"
    assert len(data["identities"]) == len(FORMULAS)
    assert (row["account"], row["total_investment"]) == (None, None)
    assert (row["c16"], row["c17"], row["c21"]) == (10, 4, 6)
    assert (row["cancelled_year"], row["undisposed_year"]) == (1, 5)
    assert (data["basis"], data["unequal"]) == ("with-carryover", [])


def test_the_form_has_24_columns_and_scripts_five_more() -> None:
    """What the book says beside 15 and 21 is no column of the form."""
    (table,) = tables(_report(_paid("CT135")))
    marks = [each.head.mark.partition("=")[0] for each in table.columns if each.head]

    assert marks == [str(number) for number in range(1, 25)]
    assert [each.key for each in table.columns if not each.shown] == [
        *("code", "cancelled_carried", "cancelled_year"),
        *("undisposed_carried", "undisposed_year"),
    ]
    assert table.total_first


@pytest.mark.parametrize(
    ("moved", "said"),
    [
        ([_moved("CT135", 7_000_000, Kind.INITIAL)], "Column 21: 7 million đồng is neither paid"),
        (
            [_moved("CT135", 3_000_000, Kind.CARRIED_IN, 2021, 2020)],
            "Column 15: 3 million đồng is neither paid",
        ),
        (
            [_moved("CT135", 3_000_000, Kind.CANCELLED)],
            "Column 21: by its formula there is 3 million đồng less than the book has cancelled",
        ),
        (
            [_moved("CT135.1", 5_000_000, Kind.ADVANCE_RECOVERY)],
            "given back than made: CT135 -5 million đồng, CT135.1 -5 million đồng.",
        ),
        (
            [
                _moved("CT135", 5_000_000, Kind.ADVANCE, 2020),
                _moved("CT135", 5_000_000, Kind.ADVANCE_RECOVERY),
            ],
            "Column 18 is below zero: advances were cleared without the payment",
        ),
        (
            [
                _moved("CT135", 5_000_000, Kind.ADVANCE, 2020),
                _moved("CT135", 2_000_000, Kind.REFUND, 2021, 2020),
            ],
            "Column 8: 2 million đồng of refunds gave back advances of earlier years.",
        ),
        (
            [_moved("CT135", 5_000_000, Kind.CARRIED_OUT)],
            "of 2022 differ: CT135 hands on 5 million đồng and takes in 0 đồng.",
        ),
        (
            [_moved("CT135", 5_000_000, Kind.INITIAL), _paid("CT135.1", 2_000_000)],
            "A row with less than nothing in column 15 or 21 was paid out of a plan given",
        ),
    ],
)
def test_what_looks_wrong_or_is_left_is_named(moved: list[Movement], said: str) -> None:
    """With its column, its sum and its programmes."""
    assert said in text(_report(*moved))


def test_a_year_that_is_settled_has_nothing_to_name() -> None:
    """But where the cumulative columns begin."""
    data = facts(_report(_moved("CT135", 5, Kind.INITIAL), _moved("CT135", 5, Kind.PAYMENT)))

    assert len(data["notes"]) == 1
    assert "2021" in data["notes"][0]


def test_a_long_list_of_programmes_is_cut_and_counted() -> None:
    """A note is a sentence, not a table."""
    programs = Programs(
        [Program(id=number, code=f"P{number}", name="Dự án") for number in range(1, 14)]
    )
    moved = [
        Movement(PlanLine(each.id, None, None, None), 2021, 2021, Kind.INITIAL, Dong(1_000_000))
        for each in programs
    ]
    settled = Settlement(
        moved,
        year=2021,
        as_of=date(2022, 1, 31),
        scope=Coverage(),
        programs=programs,
        places=PLACES,
    )

    assert "P10 1 million đồng, and 3 more." in text(settlement(settled))


def test_columns_that_contradict_their_formula_are_a_defect(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """No such form leaves the program."""
    monkeypatch.setattr(Columns, "broken", lambda _: (11,))

    with pytest.raises(ValueError, match="11"):
        _report(_paid("CT135"))


def test_nothing_at_all_is_said() -> None:
    """A year without an entry."""
    assert "No figure." in text(_report())
