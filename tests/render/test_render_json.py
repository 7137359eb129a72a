"""JSON: exact values, and nothing that a terminal would act upon."""

from __future__ import annotations

import json
import string
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ethnictrack.i18n import N_
from ethnictrack.render import render
from ethnictrack.render.words import View
from ethnictrack.reports.table import Document, Result
from ethnictrack.values.kinds import Kind
from ethnictrack.values.money import Dong


@dataclass(frozen=True)
class Thing:
    """Something nobody gave a form in JSON."""


def written(data: object) -> str:
    """Return the JSON of some data."""
    return render(Result(Document(N_("Title"), ()), data), "json", View()).decode()


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (Dong(999_999_999_999_999), "999999999999999"),
        (Fraction(27, 37), "72.973"),
        (Fraction(729011, 1000000), "72.9011"),
        (Fraction(7290105, 10000000), "72.9011"),
        (Fraction(1), "100"),
        (Decimal("1234.50"), "1234.5"),
        (Decimal("1E+3"), "1000"),
        (date(2021, 11, 5), '"2021-11-05"'),
        (datetime(2021, 11, 5, 3, 4, 5, tzinfo=UTC), '"2021-11-05T03:04:05Z"'),
        (N_("{left}").of(left=3), '"3"'),
        (Kind.CARRIED_IN, '"carried-in"'),
        (("043", None, True), '[\n  "043",\n  null,\n  true\n]'),
        ([], "[]"),
        ({"b": 1, "a": 2}, '{\n  "b": 1,\n  "a": 2\n}'),
        ("Đắk Lắk – “x”", '"Đắk Lắk – “x”"'),
    ],
)
def test_a_value_has_one_form(value: object, expected: str) -> None:
    """Amounts are whole đồng, rates percent numbers, keys in the order given."""
    assert f"{expected}\n" == written(value)


_SCALARS = st.none() | st.booleans() | st.integers() | st.text(string.printable)
_ANYTHING = st.recursive(
    _SCALARS, lambda some: st.lists(some) | st.dictionaries(st.text("ab"), some), max_leaves=9
)


@given(st.lists(st.dictionaries(st.text("abc"), _ANYTHING)))
def test_a_list_of_objects_is_written_like_any_json(listed: list[dict[str, object]]) -> None:
    """However deep its objects are: those that are flat are only written faster."""
    data = {"rows": listed, "end": 1}

    assert written(data) == json.dumps(data, indent=2, ensure_ascii=False) + "\n"


@pytest.mark.parametrize(
    "value", [Thing(), 0.5, {1: 2}, {"a": object()}, {"set"}, {"rows": [{1: 2}]}]
)
def test_what_has_no_form_is_refused(value: object) -> None:
    """A float or a class that slipped in is a mistake of ours, not a number of theirs."""
    with pytest.raises(TypeError, match="JSON"):
        written(value)


def test_text_comes_back_to_the_letter_and_prints_without_harm() -> None:
    """All planes of Unicode, lone surrogates too."""
    text = "".join(map(chr, [*range(0x3000), 0xDFFF, 0xD800, 0xE000, 0xFEFF, 0xE0041, 0x1F600]))
    shown = written(text)

    assert text == json.loads(shown)
    assert [one for one in shown if not one.isprintable() and one != "\n"] == []
