"""The empty form of an import: columns to be filled in, lists to choose from, how it is done."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto
from typing import TYPE_CHECKING

from ethnictrack.i18n import N_
from ethnictrack.reports.table import Document, Heading, Paragraph

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from ethnictrack.i18n import Message
    from ethnictrack.nouns.batch import BatchNoun
    from ethnictrack.reports.table import Block

GUIDE, LISTS, EXAMPLE = N_("Instructions"), N_("Lists"), N_("Example")


class FormContent(Enum):
    """What is written into a column of a form."""

    SERIAL = auto()
    TEXT = auto()
    AMOUNT = auto()  # money, in the unit chosen above the table
    NUMBER = auto()
    DAY = auto()
    YEAR = auto()
    LISTED = auto()  # a line of a register, to be chosen or typed
    CHOICE = auto()  # a word of a closed list


_HOW = {
    FormContent.TEXT: N_("{column}: text."),
    FormContent.AMOUNT: N_(
        "{column}: a number in the unit chosen above the table, or an amount with a unit of its "
        "own, such as “15,213 tỷ”."
    ),
    FormContent.NUMBER: N_("{column}: a number."),
    FormContent.DAY: N_("{column}: day, month and year, the day first: 15/11/2021."),
    FormContent.YEAR: N_("{column}: a year of four digits."),
    FormContent.LISTED: N_("{column}: chosen from the list, or a code or name that is typed."),
    FormContent.CHOICE: N_("{column}: one of {options}."),
}
_TITLE = N_("Form for import: {noun}")
_FILL = N_(
    "Fill in the first sheet, one row for each record, below the row of the example. Columns "
    "marked * are needed in every row; the others may stay empty."
)
_EXAMPLE = N_(
    "The row that begins with “{example}” is not imported as long as it stays as it is. It may be "
    "deleted."
)
_UNIT = N_("The cell above the table says the unit of all amounts; choose another from its list.")
_LISTS = N_("The sheet “{lists}” has the codes of the book as it was on {day}.")
_COLUMNS = N_("Columns that are not needed may be deleted, and all may be moved; headings stay.")
_IMPORT = N_(
    "Save the file and import it: `{command} FILE`. All rows are kept or none, and every problem "
    "is listed. With --dry-run nothing is kept."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class FormColumn:
    """One column: texts are in the reader's language already; ``options`` are what is offered."""

    heading: str
    content: FormContent
    required: bool = False
    options: tuple[str, ...] = ()
    example: str | int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class BlankForm:
    """The form of one kind of import, with how to fill it in."""

    noun: BatchNoun
    columns: tuple[FormColumn, ...]
    guide: Document

    @property
    def title(self) -> Message:
        """What stands above everything."""
        return _TITLE.of(noun=self.noun.label)

    @property
    def money(self) -> bool:
        """Say whether there are amounts, which need a unit."""
        return _money(self.columns)


def form(noun: BatchNoun, columns: tuple[FormColumn, ...], day: date) -> BlankForm:
    """Return a form with its instructions; ``day`` is when its lists were taken from the book."""
    said = [_FILL, _EXAMPLE.of(example=EXAMPLE)]
    if _money(columns):
        said.append(_UNIT)
    if any(column.options for column in columns):
        said.append(_LISTS.of(lists=LISTS, day=day))
    said += [_COLUMNS, _IMPORT.of(command=f"ethnictrack {noun} import")]
    blocks: tuple[Block, ...] = (
        *(Paragraph(each, bullet=True) for each in said),
        Heading(N_("Columns"), level=2),
        *(Paragraph(each, bullet=True) for each in _told(columns)),
    )
    title = _TITLE.of(noun=noun.label)
    return BlankForm(noun=noun, columns=columns, guide=Document(title, blocks))


def _told(columns: tuple[FormColumn, ...]) -> Iterator[Message]:
    for column in columns:
        if column.content in _HOW:
            yield _HOW[column.content].of(column=column.heading, options=column.options)


def _money(columns: tuple[FormColumn, ...]) -> bool:
    return any(column.content is FormContent.AMOUNT for column in columns)
