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
    try:
        read = read_amount(row.value, row.numbers)
    except UsageError as refusal:
        return refusal
    pytest.fail(f"{row} is read as {read}")


def test_the_table_is_long_enough_to_mean_something() -> None:
    """Two hundred different strings at least."""
    different = {(row.numbers, row.value) for row in ROWS}

    assert len(different) >= 200


def test_a_hostile_string_is_refused_for_the_reason_in_the_table() -> None:
    """The code is what scripts look at; it stays what it is."""
    found = [(row, refusal_of(row)) for row in ROWS]

    assert [
        (row, each.code, each.exit)
        for row, each in found
        if (row.code, USAGE) != (each.code, each.exit)
    ] == []


def test_the_refusal_names_the_value_and_what_it_could_mean() -> None:
    """A clerk sees what was typed and what to type instead."""
    unsaid = []
    for row in ROWS:
        refusal = refusal_of(row)
        sentence, advice = worded(refusal.sentence()), worded(refusal.advice())
        named = shown(row.value).strip() in sentence or row.code == "amount-empty"
        if not named or row.says not in f"{sentence} {advice}":
            unsaid.append((row, sentence, advice))

    assert unsaid == []


def test_no_refusal_carries_a_character_that_steers_a_terminal() -> None:
    """What is quoted back is quoted harmlessly."""
    said = {
        row: worded(refusal.sentence()) + worded(refusal.advice())
        for row in ROWS
        for refusal in [refusal_of(row)]
    }

    steering = {"Cc", "Cf", "Cs", "Zl", "Zp"}
    assert [
        row for row, text in said.items() if steering & {unicodedata.category(one) for one in text}
    ] == []


def test_a_heading_never_makes_a_hostile_string_mean_two_things() -> None:
    """A declared unit helps numbers that lack one, and nothing else."""
    read = []
    for row in ROWS:
        if row.code not in MENDED_BY_A_UNIT:
            with contextlib.suppress(UsageError):
                read.append((row, read_amount(row.value, row.numbers, Scale.TRIEU)))

    assert read == []


@given(st.text(max_size=120), st.sampled_from(Numbers), st.sampled_from([None, *Scale]))
def test_any_text_is_either_read_or_refused(
    text: str, numbers: Numbers, scale: Scale | None
) -> None:
    """Nothing but a refusal ever comes out of a bad value."""
    with contextlib.suppress(UsageError):
        assert read_amount(text, numbers, scale).dong > ZERO
