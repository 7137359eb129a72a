"""Refusals of rows that are, or may be, sums of rows below them or parts of the row above.

``label`` is the row as it calls itself, safe to show; ``column`` is the heading of its numbering.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ethnictrack.errors.cells import SumError
from ethnictrack.i18n import N_
from ethnictrack.values.errors import BookError

if TYPE_CHECKING:
    from ethnictrack.values.money import Dong


class SubtotalMismatchError(SumError):
    label: str
    stated: Dong
    rows: Dong
    difference: Dong
    first: int
    last: int
    column: str
    code = "subtotal-mismatch"
    text = N_("“{label}” says {stated}; the rows below it, lines {first} to {last}, are {rows}.")
    remedy = N_(
        "They differ by {difference}. Mend one or the other, or empty the amount of the upper row. "
        "If the rows are only a part of it, write “Trong đó:” above them; if every row is one of "
        "its own, say --map -={column}."
    )
    again = ({"--map": "-={column}"},)


class UncertainRowError(BookError):
    label: str
    column: str
    code = "outline-uncertain"
    text = N_(
        "It cannot be told whether “{label}” is a sum of rows below it, a part of the row above, "
        "or a row of its own."
    )
    remedy = N_(
        "Number it under “{column}” in its place (A, I, 1, -). If every row is one of its own, say "
        "--map -={column}."
    )
    again = ({"--map": "-={column}"},)


class TwoReadingsError(BookError):
    label: str
    line: int
    code = "row-two-ways"
    text = N_(
        "“{label}” may be a sum of other rows, or a record of its own: it has what both have."
    )
    remedy = N_(
        "If it is a sum, set it aside with --skip-rows {line}; if it is a record, take the word of "
        "a sum or its number out of the line, or give it a voucher."
    )
    again = ({"--skip-rows": "{line}"},)


class MovedHeadingError(BookError):
    line: int
    code = "heading-moved"
    text = N_("Line {line} is a heading again, and its columns are not those of the first.")
    remedy = N_("Put the second table into a sheet of its own, or its columns in the same order.")


class RowAboveError(BookError):
    line: int
    code = "row-above-heading"
    text = N_("Line {line} looks like a record, and stands above the heading.")
    remedy = N_(
        "Say where the heading is with --header-row, or set the line aside: --skip-rows {line}."
    )
    again = ({"--skip-rows": "{line}"},)


class RowBelowEndError(BookError):
    line: int
    end: int
    label: str
    code = "row-below-end"
    text = N_("The table ends on line {end} (“{label}”), and line {line} looks like a record.")
    remedy = N_("If line {end} is not the end, set it aside: --skip-rows {end}.")
    again = ({"--skip-rows": "{end}"},)


class UncountedRowsError(BookError):
    rows: int
    records: int
    aside: int
    blank: int
    code = "rows-uncounted"
    text = N_(
        "Of {rows} rows {records} are records, {aside} were set aside and {blank} are blank: rows "
        "would be lost."
    )
    remedy = N_("This is a fault of the program. Please report it with the file.")


class PartsAboveError(SumError):
    label: str
    whole_line: int
    whole: Dong
    parts: Dong
    code = "parts-above-whole"
    text = N_(
        "“{label}” on line {whole_line} says {whole}, and its parts below “trong đó” are {parts}."
    )
    remedy = N_("Parts are not taken as rows; mend the one or the others, or delete the parts.")


class OpenPartsError(BookError):
    label: str
    code = "parts-open"
    text = N_("“{label}”: it cannot be told which of the rows below are parts of the row above.")
    remedy = N_("Begin every part with “-”, or delete the parts: only the row above is taken.")
