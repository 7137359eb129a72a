"""Texts of a file of divided text: none runs in a spreadsheet, each comes back as it was."""

from __future__ import annotations

import csv
import io
import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from ethnictrack.values.formula_guard import guarded, unguarded

FORMULA = re.compile('[ "\u00a0\u200b\ufeff]*[=+@|%＝＋－＠｜％-]')
TEXTS = st.text(st.sampled_from("ab1=+-@|%'＝; \"\u00a0,\t\r\n\0"), max_size=12)


@given(TEXTS)
@example("xã A; =1+1")
@example(";'=1")
@example("''=1")
@example('một";"=HYPERLINK("http://evil.example")')
def test_what_is_guarded_comes_back_to_the_letter(text: str) -> None:
    """One rule puts the guard there and takes it away."""
    assert unguarded(guarded(text)) == text


@given(st.lists(TEXTS, min_size=1, max_size=3))
def test_no_cell_is_a_formula_wherever_a_spreadsheet_divides_the_file(row: list[str]) -> None:
    """At commas as we do, at semicolons, at tabs, and at every end of a line."""
    page = io.StringIO(newline="")
    csv.writer(page).writerow(["x", *map(guarded, row)])

    for delimiter in ",;\t":
        cells = next(csv.reader([page.getvalue()], delimiter=","))
        assert [unguarded(cell) for cell in cells[1:]] == row
        for cell in re.split(f"[{delimiter}\t\r\n]", page.getvalue()):
            assert delimiter == "," or not FORMULA.match(cell), cell
    assert not [cell for cell in map(guarded, row) if FORMULA.match(cell)]


@pytest.mark.parametrize(
    "text", ["xã A", "5-3", "a=b", "một; hai", "một\nhai\n\nba", "một\r\nhai", "Hà’", "l'eau"]
)
def test_ordinary_text_stays_as_it_is(text: str) -> None:
    """Signs in its middle run nothing, and neither do empty lines."""
    assert guarded(text) == text


@pytest.mark.parametrize(
    "text", [";" + " " * 100_000, "; " * 100_000, "'" * 100_000, '"' * 100_000]
)
def test_long_texts_are_guarded_as_fast_as_they_are_read(text: str) -> None:
    """A blank is passed over once for each cell, not once for each blank."""
    assert unguarded(guarded(text)) == text
