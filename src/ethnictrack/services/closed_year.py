"""What a closed budget year holds fast."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ethnictrack.errors.trust import YearClosedError

if TYPE_CHECKING:
    from ethnictrack.book.opening import Book


def check_open(
    book: Book, year: int | None, refusal: type[YearClosedError] = YearClosedError
) -> None:
    """Refuse what belongs to a closed budget year. Raises: YearClosedError, as ``refusal``."""
    closed = {} if year is None else book.closings.closed()
    if year in closed:
        raise refusal(year=year, date=closed[year])
