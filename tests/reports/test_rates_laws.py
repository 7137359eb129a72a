"""Laws of the report of rates: whatever the ledger, no đồng is lost and none counted twice."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st
from tests.reports.build import facts, figures, group
from tests.reports.ledgers import ledgers

from ethnictrack.reports.rate_rows import By
from ethnictrack.reports.rates import rates

if TYPE_CHECKING:
    from ethnictrack.year.figures import Figures, Group


def _roots(of: Figures, by: By) -> list[dict[str, int]]:
    rows: list[dict[str, int]] = facts(rates(of, by=by))["rows"]
    return [each for each in rows if each["level"] == 0]


@given(ledgers, st.sampled_from(By))
def test_every_partition_adds_up_to_what_was_paid(ledger: list[Group], by: By) -> None:
    """Whatever the rows are, no đồng is lost and none is counted twice."""
    of = figures(*ledger)
    roots = _roots(of, by)

    assert of.total().paid.value == sum(each["disbursed"] + each["unplanned"] for each in roots)
    if by not in {By.MONTH, By.QUARTER}:
        assert of.total().planned.value == sum(each["planned"] for each in roots)


@given(ledgers)
def test_a_parent_is_its_own_lines_and_its_children(ledger: list[Group]) -> None:
    """The total is the sum over all lines, not over all rows."""
    result = rates(figures(*ledger), by=By.PROGRAM)
    total = facts(result)["total"]

    assert sum(each.totals.planned.value for each in ledger) == total["planned"]
    assert sum(each.totals.disbursed.value for each in ledger) == (
        total["disbursed"] + total["unplanned"]
    )


@given(ledgers, st.integers(0, 3))
def test_depth_never_changes_a_row(ledger: list[Group], depth: int) -> None:
    """A shorter report is the longer one with lines left out."""
    of = figures(*ledger)
    whole = facts(rates(of, by=By.PROGRAM))["rows"]

    assert [each for each in whole if each["level"] < depth] == facts(
        rates(of, by=By.PROGRAM, depth=depth)
    )["rows"]


@given(st.integers(1, 10**13), st.integers(0, 10**14))
def test_rates_are_rounded_half_up_in_json(planned: int, paid: int) -> None:
    """Four decimals of a percentage; what stands half way goes up."""
    within = min(paid, 10 * planned)  # a JSON number has fifteen digits
    result = rates(figures(group("CT135", planned, within)), by=By.PROGRAM)
    shown = Fraction(str(facts(result)["total"]["rate"])) * 10_000
    exact = Fraction(within, planned) * 100 * 10_000

    assert shown.denominator == 1
    assert Fraction(-1, 2) <= exact - shown < Fraction(1, 2)


@given(ledgers, st.sampled_from(By), st.booleans())
def test_sorting_changes_no_row(ledger: list[Group], by: By, slowest: bool) -> None:  # noqa: FBT001 - hypothesis gives it by place
    """The same rows, in another order."""
    of = figures(*ledger)
    plain = facts(rates(of, by=by))["rows"]
    ordered = facts(rates(of, by=by, sort_by_rate=slowest))["rows"]

    assert sorted(plain, key=str) == sorted(ordered, key=str)
