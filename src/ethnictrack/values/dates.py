"""Days, years and moments: forms that read one way only, and Vietnam's own clock.

A day is a calendar day in Vietnam. Moments are kept in UTC, to the second.
"""

from __future__ import annotations

import calendar
import re
from contextvars import ContextVar
from datetime import UTC, date, datetime, time, timedelta, timezone
from functools import lru_cache

from ethnictrack.i18n import N_, Message
from ethnictrack.values.errors import UsageError
from ethnictrack.values.text import composed, shown


class UnreadableDateError(UsageError):
    value: str
    code = "date-unreadable"
    text = N_("“{value}” is not a date in a form that reads one way only.")
    remedy = N_("Write day/month/year with four digits, such as 15/11/2021, or 2021-11-15.")


class ImpossibleDateError(UsageError):
    value: str
    meant: Message
    code = "date-impossible"
    text = N_("There is no such day as “{value}”; dates are day/month/year.")
    remedy = N_("{meant} Check it against the document.")


class DateRangeError(UsageError):
    value: str
    first: int
    last: int
    code = "date-range"
    text = N_("“{value}” is outside the years {first} to {last}.")
    remedy = N_("Check the year; it is written with four digits.")


class UnreadableYearError(UsageError):
    value: str
    code = "year-unreadable"
    text = N_("“{value}” is not a year.")
    remedy = N_("Write the year with four digits from 0 to 9, such as 2021.")


VIETNAM = timezone(timedelta(hours=7))  # fixed: no time zone database is needed, no summer time
FIRST_YEAR, LAST_YEAR = 1945, 2100  # the plausible window; beyond it stands a slip of the pen
_DECEMBER = 12

_DAY, _MONTH, _YEAR = "(?P<day>[0-9]{1,2})", "(?P<month>[0-9]{1,2})", "(?P<year>[0-9]{4})"
_FORMS = tuple(
    re.compile(form)
    for form in (
        f"{_DAY}(?P<mark>[/.-]){_MONTH}(?P=mark){_YEAR}",
        "(?P<year>[0-9]{4})-(?P<month>[0-9]{2})-(?P<day>[0-9]{2})",
        f"(?:ngày|ngay) {_DAY} (?:tháng|thang) {_MONTH} (?:năm|nam) {_YEAR}",
    )
)
_TODAY = {"today", "hôm nay", "hom nay"}
typing: ContextVar[bool] = ContextVar("typing", default=False)  # whether somebody does, now
_YESTERDAY = {"hôm qua", "hom qua", "-1"}
_BRIEF = re.compile("(?P<day>[0-9]{1,2})/(?P<month>[0-9]{1,2})(?:/(?P<year>[0-9]{2}))?")
_SWAPPED = N_("If the month was written first, {meant} is meant.")
_MONTH_END = N_("The last day of that month is {meant}.")
_NO_MONTH = N_("There are twelve months.")


def read_date(text: str, today: date) -> date:
    """Read a day, the day first: 15/11/2021, 15-11-2021, 15.11.2021, 2021-11-15, or in words.

    Raises: UnreadableDateError, ImpossibleDateError, DateRangeError.
    """
    written = re.sub("[ \u00a0\u202f]+", " ", composed(text)).strip(" ").lower()
    if written in _TODAY:
        return today
    for form in _FORMS:
        if match := form.fullmatch(written):
            return _day(int(match["year"]), int(match["month"]), int(match["day"]), shown(text))
    raise UnreadableDateError(shown(text))


def read_typed_date(text: str, today: date) -> date:
    """Read a day as somebody types it today: also 3/3, 15/1/25, hôm qua, -1.

    A file is read on another day than it was written, and never so; nor what a program says.
    Raises: as ``read_date``.
    """
    if not typing.get():
        return read_date(text, today)
    written = " ".join(composed(text).lower().split())
    if written in _YESTERDAY:
        return today - timedelta(days=1)
    if match := _BRIEF.fullmatch(written):
        year = today.year if match["year"] is None else today.year // 100 * 100 + int(match["year"])
        return _day(year, int(match["month"]), int(match["day"]), shown(text))
    return read_date(text, today)


def _day(year: int, month: int, day: int, value: str) -> date:
    """Return the day, unless the calendar or the office cannot have it."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise DateRangeError(value, FIRST_YEAR, LAST_YEAR)
    if 1 <= day <= _DECEMBER < month <= calendar.monthrange(year, day)[1]:
        meant = _SWAPPED.of(meant=write_date(date(year, day, month), "vi"))
        raise ImpossibleDateError(value, meant)
    if not 1 <= month <= _DECEMBER:
        raise ImpossibleDateError(value, _NO_MONTH)
    last = calendar.monthrange(year, month)[1]
    if not 1 <= day <= last:
        end = _MONTH_END.of(meant=write_date(date(year, month, last), "vi"))
        raise ImpossibleDateError(value, end)
    return date(year, month, day)


def read_year(text: str) -> int:
    """Read a year: four digits, inside the plausible window.

    Raises: UnreadableYearError, DateRangeError.
    """
    if not re.fullmatch("[0-9]{4}", text.strip(" ")):
        raise UnreadableYearError(shown(text))
    year = int(text)
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise DateRangeError(shown(text), FIRST_YEAR, LAST_YEAR)
    return year


def write_date(day: date, language: str) -> str:
    """Write a day as readers of ``vi`` (15/11/2021) or ``en`` (2021-11-15) expect it."""
    return f"{day:%d/%m}/{day.year:04d}" if language == "vi" else day.isoformat()


def long_date(day: date) -> str:
    """Write a day as official documents date themselves: ngày 05 tháng 02 năm 2021.

    Days below ten and the months 1 and 2 carry a zero, so that none can be added later.
    Source: docs/sources.md, S-08.
    """
    month = f"{day.month:02d}" if day.month <= 2 else str(day.month)  # noqa: PLR2004 - the decree's
    return f"ngày {day.day:02d} tháng {month} năm {day.year}"


def vietnam_day(moment: datetime) -> date:
    """Return the day a moment falls on in Vietnam: 17:30 UTC is already tomorrow.

    Raises: ValueError, for a moment that does not say its zone.
    """
    return _aware(moment).astimezone(VIETNAM).date()


def day_begins(day: date) -> str:
    """Return the first moment of a day in Viet Nam as it is kept."""
    return stamp(datetime.combine(day, time.min, VIETNAM))


def day_ends(day: date) -> str:
    """Return the last second of a day in Viet Nam as it is kept."""
    return stamp(datetime.combine(day, time(23, 59, 59), VIETNAM))


def stamp(moment: datetime) -> str:
    """Write a moment as it is kept: UTC to the second, 2025-12-31T16:30:00Z.

    Raises: ValueError, for a moment that does not say its zone.
    """
    return _aware(moment).astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


@lru_cache(maxsize=256)  # of many rows, as it is read again and again
def unstamp(text: str) -> datetime:
    """Read a kept moment back, in UTC.

    Raises: ValueError, for anything ``stamp`` does not write.
    """
    moment = datetime.strptime(text, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)
    if stamp(moment) != text:
        message = f"not a moment as it is kept: {text!r}"
        raise ValueError(message)
    return moment


def _aware(moment: datetime) -> datetime:
    """Refuse a moment that may be any of twenty-four hours."""
    if moment.tzinfo is None:
        message = "a moment has to say its zone"
        raise ValueError(message)
    return moment


def last_day(year: int) -> date:
    """Return 31 January of the next year, the last day of a budget year's settlement.

    Source: docs/sources.md, S-02.
    """
    return date(year + 1, 1, 31)
