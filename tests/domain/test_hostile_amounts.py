"""Every string of ``hostile_amounts.tsv`` is refused, for the reason given there."""

from __future__ import annotations

import contextlib
import json
import unicodedata
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ethnictrack.i18n import Message
from ethnictrack.values.amounts import Numbers, read_amount, write_number
from ethnictrack.values.errors import USAGE, UsageError
from ethnictrack.values.money import ZERO, Scale
from ethnictrack.values.text import shown


class Row(NamedTuple):
    """One line of the table."""

    numbers: Numbers
    value: str
    code: str
    says: str


def _rows() -> list[Row]:
    """Read the table; remarks and empty lines are for people."""
    lines = Path(__file__).with_name("hostile_amounts.tsv").read_text("utf-8").splitlines()
    table = [line.split("\t") for line in lines if line and not line.startswith("# ")]
    return [Row(Numbers(one), json.loads(f'"{two}"'), *rest) for one, two, *rest in table]


ROWS = _rows()
MENDED_BY_A_UNIT = {"amount-two-ways", "amount-needs-unit"}
every_row = pytest.mark.parametrize("row", ROWS, ids=lambda row: ascii(row.value)[:40])


def worded(message: Message) -> str:
    """Fill the blanks of an English sentence."""
    facts = {name: _fact(fact) for name, fact in message.facts.items()}
    return message.text.format(**facts)


def _fact(fact: object) -> object:
    """Word one fact."""
    if isinstance(fact, Message):
        return worded(fact)
    return write_number(fact) if type(fact) is int else fact


def refusal_of(row: Row) -> UsageError:
    """Read a row's value and return what refused it."""
    with pytest.raises(UsageError) as refusal:
        read_amount(row.value, row.numbers)
    return refusal.value


def test_the_table_is_long_enough_to_mean_something() -> None:
    """Two hundred different strings at least."""
    different = {(row.numbers, row.value) for row in ROWS}

    assert len(different) >= 200


@every_row
def test_a_hostile_string_is_refused_for_the_reason_in_the_table(row: Row) -> None:
    """The code is what scripts look at; it stays what it is."""
    refusal = refusal_of(row)

    assert (row.code, USAGE) == (refusal.code, refusal.exit)


@every_row
def test_the_refusal_names_the_value_and_what_it_could_mean(row: Row) -> None:
    """A clerk sees what was typed and what to type instead."""
    refusal = refusal_of(row)
    sentence = worded(refusal.sentence())
    advice = worded(refusal.advice())

    assert shown(row.value).strip() in sentence or row.code == "amount-empty"
    assert row.says in f"{sentence} {advice}"


@every_row
def test_no_refusal_carries_a_character_that_steers_a_terminal(row: Row) -> None:
    """What is quoted back is quoted harmlessly."""
    refusal = refusal_of(row)
    said = worded(refusal.sentence()) + worded(refusal.advice())

    assert not {"Cc", "Cf", "Cs", "Zl", "Zp"} & {unicodedata.category(one) for one in said}


@pytest.mark.parametrize("row", [row for row in ROWS if row.code not in MENDED_BY_A_UNIT])
def test_a_heading_never_makes_a_hostile_string_mean_two_things(row: Row) -> None:
    """A declared unit helps numbers that lack one, and nothing else."""
    with pytest.raises(UsageError):
        read_amount(row.value, row.numbers, Scale.TRIEU)


@given(st.text(max_size=120), st.sampled_from(Numbers), st.sampled_from([None, *Scale]))
def test_any_text_is_either_read_or_refused(
    text: str, numbers: Numbers, scale: Scale | None
) -> None:
    """Nothing but a refusal ever comes out of a bad value."""
    with contextlib.suppress(UsageError):
        assert read_amount(text, numbers, scale).dong > ZERO
