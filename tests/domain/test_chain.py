"""The chain of the log: one spelling, and a seal that covers all of it."""

from __future__ import annotations

import hashlib
import unicodedata
from dataclasses import fields, replace
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from ethnictrack.audit.log import GENESIS, LogRecord, canonical, seal

_TEXTS = st.text(st.characters(codec="utf-8"), max_size=12)
_RECORDS = st.builds(
    LogRecord,
    book=_TEXTS,
    revision=st.integers(1, 9),
    seq=st.integers(1, 10**6),
    at=_TEXTS,
    actor=_TEXTS,
    command=_TEXTS,
    body=_TEXTS,
    previous=_TEXTS,
)
_RECORD = LogRecord(
    book="b",
    revision=1,
    seq=1,
    at="2021-11-15T05:00:00Z",
    actor="Lan",
    command="test",
    body='{"changes":[]}',
    previous=GENESIS,
)


def test_the_canonical_form_has_one_order_and_no_blanks() -> None:
    """Whatever the order in which the facts came."""
    written = canonical({"ă": ["x", 1], "b": {"d": 1, "c": 2}, "a": None})

    assert written == '{"a":null,"b":{"c":2,"d":1},"ă":["x",1]}'
    assert canonical({"b": 1, "a": 2}) == canonical({"a": 2, "b": 1}) == '{"a":2,"b":1}'


def test_the_canonical_form_is_composed() -> None:
    """A letter and its mark are one letter, however they were typed."""
    apart = unicodedata.normalize("NFD", "Bảo Lạc")

    assert canonical({"name": "Bảo Lạc"}) == canonical({"name": apart})


def test_the_seal_of_a_record_does_not_change_with_the_program() -> None:
    """Books that exist have to be proved for ever."""
    covered = (
        '{"actor":"Lan","at":"2021-11-15T05:00:00Z","body":"{\\"changes\\":[]}","book":"b",'
        f'"command":"test","previous":"{GENESIS}","revision":1,"seq":1}}'
    )

    assert hashlib.sha256(covered.encode()).hexdigest() == seal(_RECORD)


@pytest.mark.parametrize("field", [each.name for each in fields(LogRecord)])
def test_a_change_of_any_field_changes_the_seal(field: str) -> None:
    """None is left out of what is sealed."""
    value = getattr(_RECORD, field)
    changed: Any = value + 1 if isinstance(value, int) else f"{value}x"

    assert seal(_RECORD) != seal(replace(_RECORD, **{field: changed}))


@given(_RECORDS, _RECORDS)
def test_two_records_that_differ_have_two_seals(one: LogRecord, other: LogRecord) -> None:
    """Nothing can be moved from one field into the next."""
    assume(_composed(one) != _composed(other))

    assert seal(one) != seal(other)


@given(_TEXTS, _TEXTS)
def test_text_does_not_flow_from_field_to_field(actor: str, command: str) -> None:
    """The border between two fields is sealed too."""
    assume(actor and _composed_text(command) != _composed_text(actor + command))
    one = replace(_RECORD, actor=actor, command=command)
    other = replace(_RECORD, actor="", command=actor + command)

    assert seal(one) != seal(other)


def _composed_text(text: str) -> str:
    return unicodedata.normalize("NFC", text)


def _composed(record: LogRecord) -> list[str]:
    return [_composed_text(str(getattr(record, each.name))) for each in fields(LogRecord)]
