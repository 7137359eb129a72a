"""What a closed budget year holds fast."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, ClassVar

from ethnictrack.i18n import N_
from ethnictrack.values.errors import BookError

if TYPE_CHECKING:
    from ethnictrack.book.opening import Book


class YearClosedError(BookError):
    year: int
    date: dt.date
    code = "year-closed"
    about: ClassVar[tuple[str, ...]] = ("year", "date")
    text = N_("The budget year {year} was closed on {date}; it takes no more entries.")
    remedy = N_(
        "What is paid or given back later has a day and a year of its own: --date and --year of an "
        "open year, --plan-year {year} and a note. An entry of {year} itself is taken after "
        "`ethnictrack book reopen {year}`, which asks why."
    )


class HeldByClosedYearError(YearClosedError):
    text = N_(
        "The budget year {year} was closed on {date}; its results, findings and remarks stay as "
        "they are."
    )
    remedy = N_(
        "What comes later belongs to its own day and year. Only `ethnictrack book reopen "
        "{year}`, which asks why, opens the year itself again."
    )


def check_open(
    book: Book, year: int | None, refusal: type[YearClosedError] = YearClosedError
) -> None:
    """Refuse what belongs to a closed budget year. Raises: YearClosedError, as ``refusal``."""
    closed = {} if year is None else book.closings.closed()
    if year in closed:
        raise refusal(year=year, date=closed[year])
