"""What the log is searched by."""

from __future__ import annotations

import unicodedata
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ethnictrack.audit.log import Change, LogEntry, canonical, new_row_writer

_ENTRY = LogEntry(
    seq=2,
    at=datetime(2021, 11, 15, 17, 30, tzinfo=UTC),  # 00:30 of the 16th in Viet Nam
    actor="Nông Thị Lan",
    command="disburse add",
    changes=(
        Change(object="entry", id="12", before=None, after={"amount": 1}),
        Change(object="program", id="3", before={"name": "a"}, after={"name": "b"}),
    ),
    hash="0f",
)


def test_a_row_has_a_name() -> None:
    """It is what `--object` takes."""
    assert [each.subject for each in _ENTRY.changes] == ["entry/12", "program/3"]


@pytest.mark.parametrize(
    ("since", "actor", "subject"),
    [
        (None, None, None),
        (date(2021, 11, 16), None, None),
        (None, "nong thi lan", None),
        (None, "NÔNG THỊ LAN", None),
        (None, None, "entry"),
        (None, None, "program/3"),
        (date(2021, 1, 1), "Nông Thị Lan", "entry/12"),
    ],
)
def test_a_record_is_found(since: date | None, actor: str | None, subject: str | None) -> None:
    """By its day in Viet Nam, its author in any spelling, a table or a row it wrote."""
    assert _ENTRY.matches(since=since, actor=actor, subject=subject)


@pytest.mark.parametrize(
    ("since", "actor", "subject"),
    [
        (date(2021, 11, 17), None, None),
        (None, "Lan", None),
        (None, None, "entry/1"),
        (None, None, "place"),
        (date(2021, 11, 17), "Nông Thị Lan", "entry/12"),
        (date(2021, 11, 16), "Lan", "entry/12"),
    ],
)
def test_a_record_is_passed_over(
    since: date | None, actor: str | None, subject: str | None
) -> None:
    """One condition that does not hold is enough."""
    assert not _ENTRY.matches(since=since, actor=actor, subject=subject)


@given(
    st.lists(
        st.none() | st.integers(-(2**63), 2**63 - 1) | st.text(st.characters(codec="utf-8")),
        min_size=4,
        max_size=4,
    )
)
def test_a_new_row_is_written_as_the_log_has_it(values: list[int | str | None]) -> None:
    """Whatever it holds; the log alone brings its letters to one form."""
    columns = ["amount", "id", "note", "đồng"]
    after = dict(zip(columns, values, strict=True))
    change = {"object": "entry", "id": values[1], "before": None, "after": after}

    told = new_row_writer("entry", columns, "id")(values)

    assert unicodedata.normalize("NFC", told) == canonical(change)
