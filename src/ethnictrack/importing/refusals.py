"""Refusals of the rows, cells, columns and sums of a table that is read.

A refusal of one row is carried by a problem that says where it is. What a cell holds (``value``,
``first``, ``second``), a ``heading`` and the ``label`` a row calls itself by are safe to show;
``vi`` and ``en`` say what a column is under each convention of numbers.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ethnictrack.i18n import N_, Message
from ethnictrack.values.errors import EXACT, HELP, BookError, Way

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ethnictrack.values.money import Dong


class MissingCellError(BookError):
    column: str
    code = "cell-missing"
    text = N_("Nothing is written under “{column}”.")
    remedy = N_("Fill it in; every row needs it.")


class ShortRowError(BookError):
    cells: int
    columns: int
    code = "row-short"
    text = N_("The row has {cells} cells, and the heading has {columns} columns.")
    remedy = N_("Add the missing separators, so that every cell stands below its heading.")


class LongRowError(BookError):
    cells: int
    columns: int
    code = "row-long"
    text = N_("The row has {cells} cells, and the heading has only {columns} columns.")
    remedy = N_("A text or amount that holds the separator has to stand in quotation marks.")


class NamelessCellError(BookError):
    value: str
    column: int
    code = "cell-without-heading"
    text = N_("“{value}” stands in column {column}, which has no heading.")
    remedy = N_("Name the column in the heading, or delete what stands below it.")


class ExampleRowError(BookError):
    code = "row-example"
    text = N_("The row is marked as the example of the form, and says something else.")
    remedy = N_("Clear the word “Ví dụ” at its beginning if the row is meant; else delete the row.")


class TwoFiguresError(BookError):
    value: str
    first: str
    second: str
    code = "amount-two-figures"
    text = N_("“{value}” holds two figures: {first} and {second}.")
    remedy = N_("Put each in a column of its own, or leave the one that is meant.")


class CellKindError(BookError):
    value: str
    code = "cell-kind"
    text = N_("“{value}” is not the kind of cell that belongs in this column.")
    remedy = N_("Format the column as text and type the value as it should read.")


class CellShowsOtherwiseError(BookError):
    value: str
    shows: str
    code = "cell-shows-otherwise"
    text = N_("The cell holds {value} and shows “{shows}”.")
    remedy = N_("Type the number as it is meant, and format the cell as an ordinary number.")


class CodeAsNumberError(BookError):
    value: str
    code = "code-as-number"
    text = N_("The spreadsheet turned this code into the number {value}; its zeros may be lost.")
    remedy = N_("Format the column as text and type the code again.")


class DateAsNumberError(BookError):
    value: str
    code = "date-as-number"
    text = N_("{value} is a number, not a day.")
    remedy = N_("Format the cell as a date, or type the day as text, such as 15/11/2021.")


class NumberNeedsUnitError(BookError):
    value: str
    code = "amount-needs-unit"
    text = N_("The number {value} has decimals but no unit, and the đồng has no fraction.")
    remedy = N_("Say the unit of the file with --unit, or in the heading: Số tiền (triệu đồng).")
    again = (HELP,)


class SumError(BookError):
    """A sum of the file that is wrong; its rows may be right all the same."""


class TotalMismatchError(SumError):
    label: str
    stated: Dong
    rows: Dong
    difference: Dong
    code = "total-mismatch"
    text = N_("“{label}” says {stated}, and its rows add up to {rows}.")
    remedy = N_(
        "They differ by {difference}. Look for a missing, doubled or mistyped row. If the total is "
        "wrong as it was published, --sums note takes the rows and says so."
    )
    again = ({"--sums": "note"},)


class TakenBackRowError(BookError):
    value: str
    group: str
    code = "row-taken-back"
    text = N_("The row takes back an entry or was taken back: {value}. A list cannot carry that.")
    remedy = N_(
        "`ethnictrack {group} list --effective` lists what still holds; `ethnictrack book export "
        "so.jsonl` writes a book with both."
    )


class NotOfTheseRowsError(BookError):
    what: Message | str
    value: str
    code = "column-not-kept"
    text = N_("{what}: these rows have nothing of the kind, and “{value}” stands there.")
    remedy = N_("Clear the cell, or leave the column out with --map '-=HEADING'.")
    again = (HELP,)


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


_READS = N_("“{value}” is {amount}")


_FAILS = N_("“{value}” cannot be read")


_ADDS = N_("the column adds up to {total}")


_LEAVES = N_("what can be read adds up to {total}, cells that cannot: {count}")


_UNDER = N_("With {option}: {cells}; {sum}.")


def column_under(
    option: str, cells: Sequence[tuple[str, Dong | None]], total: Dong, unreadable: int
) -> Message:
    """Say what cells and the column are under an option; None is a cell that cannot be read."""
    read = (
        _FAILS.of(value=value)
        if dong is None
        else _READS.of(value=value, amount=EXACT.of(amount=dong.value))
        for value, dong in cells
    )
    whole = EXACT.of(amount=total.value)
    sum_ = _LEAVES.of(total=whole, count=unreadable) if unreadable else _ADDS.of(total=whole)
    return _UNDER.of(option=option, cells=tuple(read), sum=sum_)


class UnknownUnitError(BookError):
    value: str
    code = "unit-unknown"
    text = N_("“{value}” says a unit of money that is not known.")
    remedy = N_(
        "Write đồng, nghìn đồng, triệu đồng or tỷ đồng, or say it with --unit dong|nghin|trieu|ty."
    )
    again = (HELP,)


class UnitBelowError(BookError):
    line: int
    told: str
    code = "unit-below"
    text = N_(
        "Line {line}, below the heading, says a unit of money that its rows were not read in."
    )
    remedy = N_("It is: {told}. Say which unit holds with --unit dong|nghin|trieu|ty.")
    again = (HELP,)
