"""Refusals of tables with several columns of money side by side.

``heading`` is that of a column, safe to show.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ethnictrack.errors.cells import SumError
from ethnictrack.i18n import N_
from ethnictrack.values.errors import HELP, BookError, Way

if TYPE_CHECKING:
    from ethnictrack.values.money import Dong


class OverlappingColumnsError(BookError):
    line: int
    heading: str
    other: str
    code = "amount-columns-overlap"
    text = N_("Line {line}: “{heading}” and “{other}” may hold the same money.")
    remedy = N_(
        "Name the columns to be taken with --amount-columns HEADING=FIELD:VALUE; the others are "
        "left out."
    )
    again = (HELP,)


class YearlessMonthError(BookError):
    line: int
    heading: str
    year: str  # the one its headings name, or YYYY
    code = "month-without-year"
    text = N_("Line {line}: “{heading}” is a month, and nothing says of which year.")
    remedy = N_("Say it with --set year={year}, or in the heading.")

    def ways(self) -> tuple[Way, ...]:
        """Offer the year, or the page that says how one is said."""
        return ({"--set": f"year={self.year}"},) if self.year.isdecimal() else (HELP,)


class ColumnContradictedError(BookError):
    heading: str
    said: str
    meant: str
    code = "column-contradicted"
    text = N_("The column “{heading}” is {meant}, and the row says {said}.")
    remedy = N_("Mend one of the two, or say what the column is with --amount-columns.")
    again = (HELP,)


class OtherwiseAboveError(BookError):
    given: str
    earlier: str
    line: int
    name: str
    code = "place-told-otherwise"
    text = N_("{given} is “{name}” here, and “{earlier}”, or of another place, on line {line}.")
    remedy = N_("One code is one place: mend the code, the name or what it lies in.")


class AcrossError(SumError):
    heading: str
    stated: Dong
    columns: tuple[str, ...]
    sum: Dong
    code = "across-mismatch"
    text = N_("“{heading}” says {stated}, and {columns} make {sum}.")
    remedy = N_(
        "Mend the row. Where the columns are only a part of it, name those to be taken with "
        "--amount-columns; if the sum is wrong as it was published, --sums note takes the rows."
    )
    again = ({"--sums": "note"},)


class RateMismatchError(SumError):
    heading: str
    stated: str
    rate: str
    plan: Dong
    paid: Dong
    code = "rate-mismatch"
    text = N_("“{heading}” says {stated}, and {paid} of {plan} are {rate} %.")
    remedy = N_(
        "Look for a mistyped figure, or a dot that should be a comma. If the rate is wrong as it "
        "was published, --sums note takes the rows and says so."
    )
    again = ({"--sums": "note"},)
