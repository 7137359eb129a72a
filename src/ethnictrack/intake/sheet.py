"""Sheets as rows, and the choice of one among several."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice

from ethnictrack.domain.errors.base import BookError
from ethnictrack.domain.errors.workbooks import SheetNeededError, UnknownSheetError
from ethnictrack.domain.printed import column_letters
from ethnictrack.domain.text import fold, shown
from ethnictrack.i18n import N_, Message
from ethnictrack.intake.field import Request
from ethnictrack.intake.gate import MOST_ROWS
from ethnictrack.intake.heading import WITHIN, find_heading
from ethnictrack.intake.rows import Row, blank

_HIDDEN_ROWS = N_("Hidden rows, read like the others: {count}.")
_HIDDEN_COLUMNS = N_("Hidden columns, read like the others: {count}.")
_FORMULAS = N_("Formulas, of which the values last computed are taken: {count}.")


@dataclass(slots=True)
class Facts:
    """What a reader of values does not tell about a sheet. Lines and columns count from 1."""

    merged: Sequence[tuple[int, int, int, int]] = ()  # first line, column, last line, column
    hidden_rows: int = 0
    hidden_columns: int = 0
    formulas: int = 0
    rows: int = 0
    converted: Sequence[Message] = ()  # what became of text of an old font

    def merged_lines(self, headings: Sequence[str]) -> dict[int, str]:
        """Return the merged cells of every line, as a spreadsheet names them.

        One that only covers columns without a heading hides nothing.
        """
        told = [bool(each) for each in headings]
        return {
            line: f"{column_letters(left)}{top}:{column_letters(right)}{bottom}"
            for top, left, bottom, right in self.merged
            if bottom > top or any(told[left:right])
            for line in range(top, min(bottom, top + MOST_ROWS) + 1)
        }

    def notes(self) -> list[Message]:
        """Say what the user should know."""
        counted = (
            (_HIDDEN_ROWS, self.hidden_rows),
            (_HIDDEN_COLUMNS, self.hidden_columns),
            (_FORMULAS, self.formulas),
        )
        return [*self.converted, *(note.of(count=count) for note, count in counted if count)]


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet of a workbook. ``make`` begins its rows anew."""

    name: str
    visible: bool
    make: Callable[[], Iterator[Row]]
    facts: Facts = field(default_factory=Facts)

    def rows(self) -> Iterator[Row]:
        """Yield the rows from the first line of the sheet."""
        return self.make()

    @property
    def length(self) -> int:
        """How many rows the sheet has."""
        return self.facts.rows

    def head(self) -> list[Row]:
        """Return the rows among which a heading is looked for."""
        return list(islice(self.rows(), WITHIN))


def chosen(sheets: Sequence[Sheet], request: Request, name: str) -> Sheet:
    """Return the sheet that is meant. Raises: UnknownSheetError, SheetNeededError."""
    names = tuple(f"“{shown(each.name)}”" for each in sheets)
    if request.sheet is not None:
        return _named(sheets, request.sheet, names)
    seen = [
        each for each in sheets if each.visible and not all(blank(row) for _, row in each.head())
    ]
    if len(seen) > 1:
        fitting = [each for each in seen if _fits(each, request, name)]
        if len(fitting) != 1:
            raise SheetNeededError(name, names)
        return fitting[0]
    return (seen or [each for each in sheets if each.visible] or list(sheets))[0]


def _named(sheets: Sequence[Sheet], given: str, names: tuple[str, ...]) -> Sheet:
    """Return a sheet by its name, or by its number from 1."""
    for each in sheets:
        if fold(each.name) == fold(given):
            return each
    number = int(given) if given.isascii() and given.isdecimal() and len(given) < 4 else 0  # noqa: PLR2004
    if not 1 <= number <= len(sheets):
        raise UnknownSheetError(shown(given), names)
    return sheets[number - 1]


def _fits(sheet: Sheet, request: Request, name: str) -> bool:
    """Say whether a sheet has a heading that makes sense as a whole."""
    try:
        find_heading(sheet.head(), request, name)
    except BookError:
        return False
    return True
