"""Rates by place: places the plan does not name, and payments over plan, in every format."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from tests.reports.build import PLACES, codes, facts, figures, group, row, text
from tests.reports.ledgers import ledgers

from ethnictrack.ledger.plan import PlanLine
from ethnictrack.reports.compare import compare
from ethnictrack.reports.rate_rows import By
from ethnictrack.reports.rates import rates
from ethnictrack.values.money import Dong
from ethnictrack.year.figures import Figures, Group, OverPlan


def test_where_the_plan_names_no_place_a_commune_has_none() -> None:
    """100 given without a place, 30 and 20 paid at two communes: 50 are left without a place."""
    result = rates(
        figures(
            group("CT135", 100),
            group("CT135", paid=30, place="01321"),
            group("CT135", paid=20, place="01273"),
        ),
        by=By.PLACE,
    )

    for code, paid in (("04", 50), ("043", 30), ("01321", 30), ("01273", 20)):
        of = row(result, code)
        assert (of["planned"], of["disbursed"], of["remaining"], of["rate"]) == (
            None,
            paid,
            None,
            None,
        )
    rest = row(result, None)
    assert (rest["planned"], rest["disbursed"], rest["remaining"]) == (100, 0, 50)
    assert "named by no line" in text(result)


def test_a_place_that_a_line_names_has_its_plan_and_so_has_what_holds_it() -> None:
    """The district was given 40; the commune in it nothing of its own."""
    result = rates(
        figures(group("CT135", 40, place="043"), group("CT135", paid=30, place="01321")),
        by=By.PLACE,
    )

    assert [
        (row(result, code)["planned"], row(result, code)["rate"]) for code in codes(result)
    ] == [
        (40, 75),
        (40, 75),
        (None, None),
    ]
    assert row(result, "043")["remaining"] == 10
    assert None not in codes(result)


def test_by_district_a_plan_of_its_communes_is_its_own() -> None:
    """045 has nothing in the plan; 8 were paid there of what has no place."""
    result = rates(
        figures(
            group("CT135", 40, place="01321"),
            group("CT135", 10),
            group("CT135", paid=8, place="01414"),
        ),
        by=By.DISTRICT,
    )

    assert (row(result, "043")["planned"], row(result, "045")["planned"]) == (40, None)
    assert row(result, None)["remaining"] == 2


def test_the_rate_above_places_is_of_their_plan_alone() -> None:
    """30 of the 40 of a commune; 20 were paid at another, of what has no place."""
    of = figures(
        group("CT135", 40, place="01321"),
        group("CT135", 100),
        group("CT135", paid=30, place="01321"),
        group("CT135", paid=20, place="01273"),
    )

    for by, above in ((By.PLACE, "04"), (By.PLACE, "043"), (By.DISTRICT, "043")):
        result = rates(of, by=by)
        top, rest = row(result, above), row(result, None)
        assert (top["planned"], top["remaining"], top["rate"]) == (40, 10, 75)
        assert (rest["planned"], rest["disbursed"], rest["remaining"]) == (100, 0, 80)
    whole = rates(of, by=By.PLACE)
    assert row(whole, "04")["disbursed"] == 50
    assert "leave out" in text(whole)


def test_what_is_paid_inside_a_place_the_plan_names_is_of_its_plan() -> None:
    """The province has 40 of its own and a district 10; 20 were paid in another."""
    result = rates(
        figures(
            group("CT135", 40, place="04"),
            group("CT135", 10, place="043"),
            group("CT135", paid=20, place="01414"),
        ),
        by=By.PLACE,
    )

    assert (row(result, "04")["rate"], row(result, "04")["remaining"]) == (40, 30)
    assert "leave out" not in text(result)


def test_by_district_what_is_paid_in_a_province_with_plan_is_taken_off_its_own_row() -> None:
    """The province has 40 of its own; its district, where 20 were paid, has none."""
    result = rates(
        figures(group("CT135", 40, place="04"), group("CT135", paid=20, place="01414")),
        by=By.DISTRICT,
    )

    paid = [each for each in facts(result)["rows"] if each["disbursed"] == 20]
    assert [each["remaining"] for each in paid] == [None]
    assert row(result, "04")["remaining"] == facts(result)["total"]["remaining"] == 20


def test_years_are_compared_by_place_likewise() -> None:
    """A place has a plan in the years that name it."""
    first = figures(group("CT135", 100), group("CT135", paid=30, place="01321"))
    second = figures(group("CT135", 50, place="01321"))
    second.year = 2022

    data = facts(compare([first, second], by=By.PLACE))

    (of,) = [each for each in data["rows"] if each["code"] == "01321"]
    assert [each["planned"] for each in of["figures"]] == [None, 50]


@given(ledgers)
def test_rows_by_place_add_up_in_every_column(ledger: list[Group]) -> None:
    """What is open counts nothing; what is left of the plan is left somewhere."""
    for by in (By.PLACE, By.DISTRICT):
        data = facts(rates(figures(*ledger), by=by))
        tops = [each for each in data["rows"] if not each["level"]]
        for column in ("planned", "disbursed", "unplanned", "remaining"):
            assert sum(each[column] or 0 for each in tops) == data["total"][column]


def _over(of: Figures, *places: str | None) -> Figures:
    line = of.lines[0][0].line
    over = [OverPlan(replace_place(line, place), 2021, (2021, 1), 1) for place in places]
    groups = [each for each, _ in of.lines]
    return Figures(
        groups,
        year=of.year,
        as_of=of.as_of,
        basis=of.basis,
        scope=of.scope,
        programs=of.programs,
        places=of.places,
        over=over,
    )


def replace_place(line: PlanLine, place: str | None) -> PlanLine:
    """Return the line at a place."""
    return line._replace(place=None if place is None else PLACES.find(place).id)


def test_payments_over_plan_are_counted_and_their_rows_marked() -> None:
    """Seven of them: four at one commune, three without a place."""
    of = figures(group("CT135.1", 100), group("CT135.1", paid=130, place="01321"))
    of = _over(of, *["01321"] * 4, *[None] * 3)

    by_program, by_place = rates(of, by=By.PROGRAM), rates(of, by=By.PLACE)

    assert "7 khoản vượt kế hoạch" in text(by_program, "vi")
    assert "Hạ tầng (over plan)" in text(by_program)
    assert "Chương trình 135 (over" not in text(by_program)
    assert "Xã Cốc Pàng (over plan)" in text(by_place)
    assert [each["name"] for each in facts(by_program)["rows"]] == ["Chương trình 135", "Hạ tầng"]


def test_what_the_report_does_not_cover_is_not_counted() -> None:
    """A payment over plan elsewhere is no mark here."""
    of = _over(figures(group("CT135.1", 100, place="01414"), place="045"), "01321", "01414")

    assert of.total().over == 1
    assert of.total() == replace(of.total(), over=0)


@pytest.mark.parametrize("by", [By.CAPITAL, By.MONTH])
def test_they_are_counted_in_every_breakdown(by: By) -> None:
    """Rows of classes and of months say it in the note."""
    of = _over(figures(group("CT135.1", 100, 130)), None)

    assert "Payments beyond the plan: 1" in text(rates(of, by=by))
    assert of.total().paid == Dong(130)
