"""The book of docs/three-years.md: what its reports say of the same money agrees, year by year."""

from __future__ import annotations

import shlex
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from tests.shell import run, still

_PAGE = Path(__file__).parents[2] / "docs" / "three-years.md"
_NOW = still(datetime(2026, 11, 29, 1, 0, tzinfo=UTC))
_YEARS = (2024, 2025, 2026)
_OVER = 200_000_000  # of credit in 2024, beyond its plan


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the book after every writing command of the page."""
    path = tmp_path_factory.mktemp("three") / "so.sqlite"
    for line in _PAGE.read_text(encoding="utf-8").splitlines():
        if line.startswith("$ ethnictrack ") and " report " not in line:
            run(*shlex.split(line)[2:], book=path, world=_NOW)
    return path


def _report(book: Path, *words: str) -> Any:  # noqa: ANN401 - JSON is what it is
    ran = run("report", *words, "--json", book=book, world=_NOW)
    assert ran.code == 0, ran.err
    return ran.data


def _by_class(rows: list[dict[str, Any]], key: str) -> Counter[tuple[str, str, str]]:
    found: Counter[tuple[str, str, str]] = Counter()
    for row in rows:
        found[row["code"], row["capital"], row["source"]] += row[key]
    return +found


@pytest.mark.parametrize("year", _YEARS)
def test_carryover_and_rates_speak_of_the_same_money(book: Path, year: int) -> None:
    """At hand is the plan, used is disbursed; what credit is over belongs to credit alone."""
    carried = _report(book, "carryover", str(year))
    rated = _report(book, "rates", "--year", str(year))["total"]

    assert carried["total"]["available"] == rated["planned"]
    assert carried["total"]["used"] == rated["disbursed"] + rated["unplanned"]
    below = [row for row in carried["rows"] if row["left"] < 0]
    assert [(row["code"], row["source"], row["left"]) for row in below] == (
        [("DA1", "credit", -_OVER)] if year == 2024 else []
    )


@pytest.mark.parametrize("year", _YEARS[:-1])
def test_what_one_year_leaves_the_next_has_class_by_class(book: Path, year: int) -> None:
    """Columns 14 and 20 of its settlement are column 10 of the next."""
    rows = _report(book, "carryover", str(year))["rows"]
    after = _report(book, "carryover", str(year + 1))["rows"]
    settled = _report(book, "settlement", str(year))["total"]
    next_settled = _report(book, "settlement", str(year + 1))["total"]

    assert _by_class(rows, "left") == _by_class(after, "carried_in")
    assert settled["c14"] + settled["c20"] == next_settled["c10"]


@pytest.mark.parametrize("year", _YEARS)
def test_the_settlement_is_the_investment_money_of_the_rates(book: Path, year: int) -> None:
    """Its plans and its disbursements of both blocks; advances go on to the next year."""
    words = (str(year), "--capital", "investment")
    settled = _report(book, "settlement", *words)["total"]
    rated = _report(book, "rates", "--year", *words)["total"]

    assert settled["c10"] + settled["c16"] == rated["planned"]
    assert settled["c11"] + settled["c17"] == rated["disbursed"] + rated["unplanned"]
    assert settled["c23"] == (10**9 if year == 2025 else 0)


@pytest.mark.parametrize(("year", "month"), [(2024, 12), (2025, 7), (2026, 11)])
def test_month_and_disclosure_end_where_the_rates_stand(book: Path, year: int, month: int) -> None:
    """A month is what was paid before it and in it; four quarters are the year."""
    table = _report(book, "month", f"{year}-{month:02}")
    day = table["as_of"]
    rated = _report(book, "rates", "--year", str(year), "--as-of", day)["total"]
    whole = _report(book, "disclosure", str(year), "--period", "year")
    quarters = [
        _report(book, "disclosure", str(year), "--period", f"q{number}")["total"]["done"]
        for number in range(1, 5)
    ]
    total = table["total"]

    assert total["before"] + total["in_month"] == total["disbursed"] == rated["disbursed"]
    assert (total["carried"] + total["current"], total["planned"]) == (rated["planned"],) * 2
    assert sum(quarters) == whole["total"]["done"]
