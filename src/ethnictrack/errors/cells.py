"""Refusals of single rows and cells of a file; the problem that carries one says where it is.

``value`` is always safe to show.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ethnictrack.i18n import N_, Message
from ethnictrack.values.errors import HELP, BookError

if TYPE_CHECKING:
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


class ErrorTextError(BookError):
    value: str
    code = "cell-error"
    text = N_("The cell holds “{value}”, which stands for an error and is no value.")
    remedy = N_("Mend it where it comes from, or clear the cell.")


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


class SignsMixedError(BookError):
    line: int
    code = "signs-mixed"
    text = N_(
        "Amounts that take away are written below zero and above: here, and on line {line}. One of "
        "them may be taken back by the other."
    )
    remedy = N_("Write them all one way, without rows that were taken back.")


class NotOfTheseRowsError(BookError):
    what: Message | str
    value: str
    code = "column-not-kept"
    text = N_("{what}: these rows have nothing of the kind, and “{value}” stands there.")
    remedy = N_("Clear the cell, or leave the column out with --map '-=HEADING'.")
    again = (HELP,)
