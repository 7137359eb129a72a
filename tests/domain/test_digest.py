"""What is recognised again: contents, by digests that name their fields and their version."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from ethnictrack.fields.entry_texts import TEXTS
from ethnictrack.fields.field import Field, digest, later, said_of, versioned, versions
from ethnictrack.fields.types import Text
from ethnictrack.i18n import N_
from ethnictrack.ledger.entry import Draft, fingerprint
from ethnictrack.values.amounts import Amount
from ethnictrack.values.kinds import Capital, Kind, Side
from ethnictrack.values.money import Dong

NAMES = ("voucher", "payee")
FIRST = tuple(Field(name=name, type=Text(), label=N_("Voucher")) for name in NAMES)
SECOND = (*FIRST, replace(FIRST[0], name="contract", since=2))
KEPT = {"voucher": "PC-1", "payee": None}
PAYMENT = Draft(
    side=Side.DISBURSEMENT,
    program="DA1",
    amount=Amount(Dong(5)),
    kind=Kind.PAYMENT,
    date=date(2021, 11, 15),
)


def test_a_second_version_recognises_what_the_first_one_kept() -> None:
    """Whether the new field is empty or not: the book could not say it then."""
    kept = versioned(said_of(KEPT), later(FIRST, 1), 1)

    assert versions(SECOND) == (2, 1)
    for contract in (None, "12/HĐ"):
        again = {
            versioned(said_of({**KEPT, "contract": contract}), later(SECOND, each), each)
            for each in (2, 1)
        }
        assert kept in again


def test_what_the_second_version_kept_is_another_content_with_another_value() -> None:
    """The new field tells rows apart, from then on."""
    kept = versioned(said_of({**KEPT, "contract": None}), later(SECOND, 2), 2)
    said = {**KEPT, "contract": "12/HĐ"}
    other = {versioned(said_of(said), later(SECOND, each), each) for each in (2, 1)}

    assert kept not in other


def test_a_digest_does_not_depend_on_the_order_of_fields() -> None:
    """Nor on fields of which nothing is said."""
    assert digest({"voucher": "PC-1"}) == digest({"payee": None, "voucher": "PC-1"})
    assert digest({"voucher": "PC-1"}) != digest({"payee": "PC-1"})


@pytest.mark.parametrize("field", TEXTS, ids=lambda field: str(field.name))
def test_every_text_that_counts_tells_two_rows_apart(field: Field[str]) -> None:
    """The reason for going beyond the plan does not: it belongs to the day it was given on."""
    said: dict[str, Any] = {field.name: "khác"}
    other = replace(PAYMENT, **said)
    same = fingerprint(other, 1, None, 2021) == fingerprint(PAYMENT, 1, None, 2021)

    assert same is (field.name == "over_plan")


def test_a_class_left_open_on_purpose_is_another_row() -> None:
    """It was said, other than where nothing is."""
    rows = (
        PAYMENT,
        replace(PAYMENT, unclassified=frozenset({"capital"})),
        replace(PAYMENT, capital=Capital.RECURRENT),
    )

    assert len({fingerprint(each, 1, None, 2021) for each in rows}) == len(rows)
