"""Days are read one way only, and a day is a day in Vietnam."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ethnictrack.values.dates import (
    VIETNAM,
    ImpossibleDateError,
    long_date,
    read_date,
    read_typed_date,
    read_year,
    stamp,
    typing,
    unstamp,
    vietnam_day,
    write_date,
)
from ethnictrack.values.errors import USAGE, UsageError

TODAY = date(2021, 12, 31)
FIFTEENTH = date(2021, 11, 15)
days = st.dates(date(1945, 1, 1), date(2100, 12, 31))


@pytest.mark.parametrize(
    "text",
    [
        "15/11/2021",
        "15-11-2021",
        "15.11.2021",
        "2021-11-15",
        "ngày 15 tháng 11 năm 2021",
        "NGÀY 15 THÁNG 11 NĂM 2021",
        "ngay 15 thang 11 nam 2021",
        unicodedata.normalize("NFD", "Ngày 15 tháng 11 năm 2021"),
        " 15/11/2021 ",
        "ngày\u00a015 tháng  11 năm 2021",
    ],
)
def test_a_day_is_read_in_every_form_the_office_writes(text: str) -> None:
    """The day stands first, except in ISO's own form."""
    assert read_date(text, TODAY) == FIFTEENTH


def test_single_digits_are_enough_for_day_and_month() -> None:
    """5/1/2021 is in January."""
    assert date(2021, 1, 5) == read_date("5/1/2021", TODAY)


@pytest.mark.parametrize("text", ["today", "Today", "hôm nay", "Hôm  Nay", "hom nay"])
def test_today_is_the_day_it_is_told(text: str) -> None:
    """The clock is asked elsewhere."""
    assert read_date(text, TODAY) == TODAY


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "date-unreadable"),
        ("20251231", "date-unreadable"),
        ("2025-W01-1", "date-unreadable"),
        ("2025-365", "date-unreadable"),
        ("2021-1-5", "date-unreadable"),
        ("2021/11/15", "date-unreadable"),
        ("15/11-2021", "date-unreadable"),
        ("15 11 2021", "date-unreadable"),
        ("15/11/21", "date-unreadable"),
        ("15/11", "date-unreadable"),
        ("11/2021", "date-unreadable"),
        ("2021", "date-unreadable"),
        ("15 Nov 2021", "date-unreadable"),
        ("tháng 11 năm 2021", "date-unreadable"),
        ("ngày mai", "date-unreadable"),
        ("2021-11-15T00:00:00", "date-unreadable"),
        ("１５/11/2021", "date-unreadable"),
        ("١٥/11/2021", "date-unreadable"),
        ("-15/11/2021", "date-unreadable"),
        ("15/11/2021\u202e", "date-unreadable"),
        ("44515", "date-unreadable"),
        ("29/02/2025", "date-impossible"),
        ("29/02/2100", "date-impossible"),
        ("31/04/2021", "date-impossible"),
        ("00/01/2021", "date-impossible"),
        ("01/00/2021", "date-impossible"),
        ("32/13/2021", "date-impossible"),
        ("12/31/2025", "date-impossible"),
        ("2021-13-01", "date-impossible"),
        ("ngày 31 tháng 6 năm 2021", "date-impossible"),
        ("01/01/0001", "date-range"),
        ("9999-12-31", "date-range"),
        ("01/01/1925", "date-range"),
        ("31/12/1944", "date-range"),
        ("01/01/2125", "date-range"),
        ("01/01/2101", "date-range"),
    ],
)
def test_a_date_that_is_none_is_refused_with_its_code(text: str, code: str) -> None:
    """Nothing is guessed."""
    with pytest.raises(UsageError) as refusal:
        read_date(text, TODAY)

    assert (code, USAGE) == (refusal.value.code, refusal.value.exit)


@pytest.mark.parametrize(
    ("text", "meant"),
    [("12/31/2025", "31/12/2025"), ("31/04/2021", "30/04/2021"), ("29/02/2025", "28/02/2025")],
)
def test_an_impossible_day_is_answered_with_the_likely_one(text: str, meant: str) -> None:
    """Month first, or one day too many."""
    with pytest.raises(ImpossibleDateError) as refusal:
        read_date(text, TODAY)

    assert {"meant": meant} == dict(refusal.value.meant.facts)
    assert "day/month/year" in refusal.value.text.text


@given(days, st.sampled_from(["vi", "en"]))
def test_a_day_that_is_written_reads_back(day: date, language: str) -> None:
    """In both languages and as documents date themselves."""
    written = (write_date(day, language), long_date(day))

    assert {day} == {read_date(text, TODAY) for text in written}


def test_each_language_has_its_own_short_form() -> None:
    """Day first in Vietnamese, ISO in English."""
    assert [write_date(FIFTEENTH, name) for name in ("vi", "en")] == ["15/11/2021", "2021-11-15"]


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2021, 11, 15), "ngày 15 tháng 11 năm 2021"),
        (date(2021, 2, 5), "ngày 05 tháng 02 năm 2021"),
        (date(2021, 3, 5), "ngày 05 tháng 3 năm 2021"),
        (date(2021, 1, 10), "ngày 10 tháng 01 năm 2021"),
    ],
)
def test_documents_put_a_zero_where_one_could_be_added(day: date, expected: str) -> None:
    """Days below ten, January and February."""
    assert expected == long_date(day)


@pytest.mark.parametrize("text", ["1945", "2021", "2100", " 2021 "])
def test_a_year_has_four_digits(text: str) -> None:
    """And lies where offices' papers do."""
    assert int(text) == read_year(text)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("21", "year-unreadable"),
        ("02021", "year-unreadable"),
        ("2.021", "year-unreadable"),
        ("2021-2025", "year-unreadable"),
        ("２０２１", "year-unreadable"),
        ("+2021", "year-unreadable"),
        ("", "year-unreadable"),
        ("1944", "date-range"),
        ("2101", "date-range"),
    ],
)
def test_a_year_that_is_none_is_refused_with_its_code(text: str, code: str) -> None:
    """A two-digit year is not completed."""
    with pytest.raises(UsageError) as refusal:
        read_year(text)

    assert code == refusal.value.code


@pytest.mark.parametrize(
    ("hour", "minute", "expected"),
    [(16, 59, date(2021, 12, 31)), (17, 0, date(2022, 1, 1)), (17, 30, date(2022, 1, 1))],
)
def test_the_day_changes_at_midnight_in_vietnam(hour: int, minute: int, expected: date) -> None:
    """At 17:00 UTC a new budget year has begun."""
    assert expected == vietnam_day(datetime(2021, 12, 31, hour, minute, tzinfo=UTC))


offsets = st.integers(-12 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))
moments = st.datetimes(datetime(1945, 1, 2), datetime(2100, 12, 30), timezones=offsets)  # noqa: DTZ001 - hypothesis adds the zone


@given(moments)
def test_a_moment_is_kept_to_the_second(moment: datetime) -> None:
    """Wherever it was taken, it comes back as the same moment in UTC."""
    assert moment.replace(microsecond=0) == unstamp(stamp(moment))


def test_a_moment_is_written_in_utc() -> None:
    """Half past eleven at night in Vietnam."""
    moment = datetime(2025, 12, 31, 23, 30, 0, 999, tzinfo=VIETNAM)

    assert stamp(moment) == "2025-12-31T16:30:00Z"


@pytest.mark.parametrize(
    "text", ["2025-12-31T16:30:00", "2025-12-31 16:30:00Z", "2025-1-1T1:1:1Z", "", "now"]
)
def test_only_our_own_stamps_are_read(text: str) -> None:
    """A stamp another program wrote is no stamp."""
    with pytest.raises(ValueError, match=r"moment|match"):
        unstamp(text)


@pytest.mark.parametrize("use", [stamp, vietnam_day])
def test_a_moment_without_a_zone_is_refused(use: Callable[[datetime], object]) -> None:
    """It could be any of twenty-four hours."""
    with pytest.raises(ValueError, match="zone"):
        use(datetime(2021, 12, 31))  # noqa: DTZ001 - the point of the test


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("3/3", date(2021, 3, 3)),
        ("15/1/25", date(2025, 1, 15)),
        ("hôm qua", date(2021, 12, 30)),
        ("-1", date(2021, 12, 30)),
        ("15/11/2021", FIFTEENTH),
    ],
)
def test_a_day_may_be_brief_where_somebody_types_it(text: str, day: date) -> None:
    """Nowhere else: a file is read on another day than it was written."""
    token = typing.set(True)
    try:
        assert read_typed_date(text, TODAY) == day
    finally:
        typing.reset(token)

    if day != FIFTEENTH:
        with pytest.raises(UsageError):
            read_typed_date(text, TODAY)
