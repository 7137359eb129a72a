"""A report's CSV says in every row what its figures rest on."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from tests.shell import run

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize(
    "words", [("rates", "--year"), ("annual",), ("inspections",)], ids="-".join
)
def test_every_row_of_a_reports_csv_states_year_day_and_unit(words: tuple[str, ...]) -> None:
    """A row that was copied out of the file still says what it is."""
    book = ROOT / "data" / "sample.sqlite"
    ran = run("report", *words, "2021", "--as-of", "15/11/2021", "-O", "csv", book=book)
    table = ran.out.removeprefix("\ufeff").split("\r\n\r\n")[0]
    first, *rows = list(csv.reader(io.StringIO(table)))
    keys, lines = (rows[0], rows[1:]) if len(first) == 1 else (first, rows)

    stated = [dict(zip(keys, line, strict=True)) for line in lines]

    expected = {"budget_year": "2021", "as_of": "2021-11-15", "money_unit": "dong"}
    assert stated
    assert [expected] * len(stated) == [{key: line[key] for key in expected} for line in stated]
