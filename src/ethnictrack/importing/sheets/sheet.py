"""Sheets as rows, and the choice of one among several."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice

from ethnictrack.errors.workbooks import SheetNeededError, UnknownSheetError
from ethnictrack.importing.cell import Row, blank
from ethnictrack.importing.field import Request
from ethnictrack.importing.sheets.facts import Facts
from ethnictrack.importing.sheets.heading import WITHIN, find_heading
from ethnictrack.values.errors import BookError
from ethnictrack.values.text import fold, shown


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

    @property
    def empty(self) -> bool:
        """Say whether nothing is written where a heading is looked for."""
        return all(blank(row) for _, row in self.head())

    def head(self) -> list[Row]:
        """Return the rows among which a heading is looked for."""
        return list(islice(self.rows(), WITHIN))


def chosen(sheets: Sequence[Sheet], request: Request, name: str) -> Sheet:
    """Return the sheet that is meant. Raises: UnknownSheetError, SheetNeededError."""
    names = _names(sheets)
    if request.sheet is not None:
        return _named(sheets, request.sheet, names)
    visible = [each for each in sheets if each.visible]
    seen = [each for each in visible if not each.empty]
    if len(seen) < 2:  # noqa: PLR2004 - one at most has anything in it
        return (seen or visible or list(sheets))[0]
    fitting = list(filter(lambda each: _fits(each, request, name), seen))
    if len(fitting) != 1:
        raise SheetNeededError(name, names)
    return fitting[0]


def _names(sheets: Sequence[Sheet]) -> tuple[str, ...]:
    """Return the names of sheets as messages list them."""
    return tuple(f"“{shown(each.name)}”" for each in sheets)


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
