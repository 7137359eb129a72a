"""How values read: for people in two languages, and bare for scripts."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from fractions import Fraction

import pytest

from ethnictrack import i18n
from ethnictrack.i18n import N_, Message
from ethnictrack.render.words import View, raw, say, word
from ethnictrack.reports.table import Cell, Unit
from ethnictrack.values.kinds import Capital
from ethnictrack.values.money import Dong, Scale

MOMENT = datetime(2021, 12, 31, 17, 30, 5, tzinfo=UTC)
CELLS: list[tuple[Cell, Unit, str, str]] = [
    (Dong(15_213_000_000), Unit.DONG, "15.213,0", "15,213.0"),
    (Dong(-1_250_000_000), Unit.DONG, "-1.250,0", "-1,250.0"),
    (Dong(0), Unit.DONG, "0,0", "0.0"),
    (Fraction(729, 1000), Unit.RATE, "72,9%", "72.9%"),
    (Fraction(14577, 20000), Unit.RATE, "72,9%", "72.9%"),
    (Fraction(1457, 2000), Unit.RATE, "72,9%", "72.9%"),
    (Fraction(21, 2), Unit.RATE, "1.050,0%", "1,050.0%"),
    (None, Unit.RATE, "–", "–"),
    (None, Unit.DONG, "–", "–"),
    (1234, Unit.NUMBER, "1.234", "1,234"),
    (Decimal("1234.50"), Unit.NUMBER, "1.234,50", "1,234.50"),
    (2021, Unit.CODE, "2021", "2021"),
    (2021, Unit.TEXT, "2021", "2021"),
    (date(2021, 11, 5), Unit.DATE, "05/11/2021", "2021-11-05"),
    (MOMENT, Unit.MOMENT, "01/01/2022 00:30", "2022-01-01 00:30"),
    ("Hà\u0300 a\x1b", Unit.TEXT, "Hà\u0300 a\\x1b", "Hà\u0300 a\\x1b"),
    ("Đa\u0306\u0301k", Unit.TEXT, "Đắk", "Đắk"),
]


@pytest.mark.parametrize(("cell", "unit", "vietnamese", "english"), CELLS)
def test_a_cell_reads_as_its_readers_write(
    cell: Cell, unit: Unit, vietnamese: str, english: str
) -> None:
    """Dots group and commas divide in Vietnamese; the other way round in English."""
    here = word(cell, unit, View())
    i18n.use("en")

    assert vietnamese == here
    assert english == word(cell, unit, View())


@pytest.mark.parametrize(
    ("scale", "decimals", "expected"),
    [
        (Scale.DONG, 1, "15.213.450.000"),
        (Scale.NGHIN, 0, "15.213.450"),
        (Scale.TRIEU, 1, "15.213,5"),
        (Scale.TY, 3, "15,213"),
    ],
)
def test_an_amount_takes_the_unit_and_decimals_asked_for(
    scale: Scale, decimals: int, expected: str
) -> None:
    """Đồng never get decimals: there is nothing smaller."""
    look = View(scale=scale, decimals=decimals)

    assert expected == word(Dong(15_213_450_000), Unit.DONG, look)


@pytest.mark.parametrize(
    ("fact", "vietnamese", "english"),
    [
        (Dong(15_213_000_000), "15,213 billion đồng", "15.213 billion đồng"),
        (Dong(5_857_000_000), "5.857 million đồng", "5,857 million đồng"),
        (Dong(950_000), "950.000 đồng", "950,000 đồng"),
        (Fraction(729, 1000), "72,9%", "72.9%"),
        (date(2021, 11, 15), "15/11/2021", "2021-11-15"),
        (12_345, "12.345", "12,345"),
        (Decimal("1.5"), "1,5", "1.5"),
        (None, "–", "–"),
        (Capital.RECURRENT, "recurrent", "recurrent"),
        (("a", 1000, Dong(1)), "a, 1.000, 1 đồng", "a, 1,000, 1 đồng"),
        ("{fact}\u202e", "{fact}<U+202E>", "{fact}<U+202E>"),
        (Message("so {n}", {"n": 1000}), "so 1.000", "so 1,000"),
        (b"a\n", "b'a\\n'", "b'a\\n'"),
    ],
)
def test_the_facts_of_a_sentence_are_worded(fact: object, vietnamese: str, english: str) -> None:
    """Money chooses its unit by size and brings the unit's word along."""
    sentence = Message("It is {fact}.", {"fact": fact})
    here = say(sentence)
    i18n.use("en")

    assert f"It is {vietnamese}." == here
    assert f"It is {english}." == say(sentence)


@pytest.mark.parametrize("name", ["year", "plan_year", "entry", "line", "first"])
def test_years_and_the_numbers_of_entries_are_not_grouped(name: str) -> None:
    """The year 2.021 would be a number of years."""
    sentence = Message(f"{{{name}}}", {name: 12_021})

    assert say(sentence) == "12021"


def test_a_sentence_without_facts_keeps_its_braces() -> None:
    """Only blanks that have facts are filled."""
    assert say(N_("{left}")) == "{left}"


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        (Dong(-15_213_000_000), "-15213000000"),
        (Fraction(72901, 100000), "72.9010"),
        (Fraction(27, 37), "72.9730"),
        (Fraction(1, 3_000_000), "0.0000"),
        (Decimal("1E+3"), "1000"),
        (1234, "1234"),
        (date(2021, 11, 5), "2021-11-05"),
        (MOMENT, "2021-12-31T17:30:05Z"),
        (None, ""),
        (N_("Total"), "Total"),
        ("a\u0306\x1b", "ă\x1b"),
    ],
)
def test_a_bare_value_is_exact_in_every_language(cell: Cell, expected: str) -> None:
    """Scripts read the same figures whoever ran the command."""
    here = raw(cell)
    i18n.use("en")

    assert expected == here
    assert expected == raw(cell)
