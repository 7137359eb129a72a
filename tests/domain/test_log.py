"""What the log is searched by."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from ethnictrack.domain.log import Change, LogEntry

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
