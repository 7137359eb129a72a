"""A workbook with one sheet a commune, read as one import (--sheet all)."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING, Self

from ethnictrack.i18n import N_, Message
from ethnictrack.importing.cell import ReadRow
from ethnictrack.importing.sheets.sheet import Sheet
from ethnictrack.nouns.batch import AsideRow, RowProblem
from ethnictrack.values.errors import BookError
from ethnictrack.values.text import fold, shown

if TYPE_CHECKING:
    from ethnictrack.importing.intake import Intake
    from ethnictrack.importing.request import Request

ALL = frozenset(("all", "tat ca"))
# Sheets that sum up or cover the others; a total of communes is no commune.
_COVER = re.compile(r"(?:tong hop|tong|th|bia|muc luc|huong dan|summary|cover)\b.*")
_LEFT = N_("Sheets that were left out: {sheets}.")
_PLACES = N_("The place of every row is its sheet: {sheets}.")


class PlacelessSheetError(BookError):
    """A sheet without a place beside others that are called after theirs."""

    sheet: str
    code = "sheet-placeless"
    text = N_("No place of the book is called like the sheet “{sheet}”.")
    remedy = N_(
        "Rename the sheet after its place, or hide it where it only sums up the others; --sheet "
        "NAME takes one by itself."
    )
    again = ({"--sheet": "{sheet}"},)


def taken(sheets: Sequence[Sheet]) -> tuple[list[Sheet], list[Message]]:
    """Return the sheets that are read, and what to tell of the others."""
    left = [each for each in sheets if not each.visible or _COVER.fullmatch(fold(each.name))]
    rest = [each for each in sheets if each not in left and not each.empty]
    named = tuple(f"“{shown(each.name)}”" for each in left)
    return rest, [_LEFT.of(sheets=named)] if left else []


def asks_all(sheets: Sequence[Sheet], request: Request) -> bool:
    """Say whether all sheets are asked for; one that is called so is meant itself."""
    given = fold(request.sheet or "")
    return given in ALL and not any(fold(each.name) == given for each in sheets)


class AllSheets:
    """The sheets of a workbook, each with its own heading, as one file.

    ``is_place`` says whether the book has a place of a name; without a book there is none.
    """

    def __init__(self, sheets: Sequence[Intake], notes: Sequence[Message]) -> None:
        self.name = sheets[0].name
        self.notes = [*notes]
        for note in (note for each in sheets for note in each.notes):
            if note not in self.notes:
                self.notes.append(note)
        self.problems: list[RowProblem] = []
        self.aside: list[AsideRow] = []
        self.is_place: Callable[[str], bool] = lambda _: False
        self._each = sheets
        self._named = False  # whether the rows get their place from their sheet
        self._starts: list[int] = []  # the number of the first record of each sheet

    @property
    def digest(self) -> str:
        """The mark of the file and of what is said for every row."""
        return self._each[0].digest

    @property
    def length(self) -> int:
        """About how many rows there are."""
        return sum(each.length for each in self._each)

    @property
    def left_out(self) -> list[str]:
        """The headings of columns that fill no field, in any sheet."""
        return [*dict.fromkeys(heading for each in self._each for heading in each.left_out)]

    @property
    def whole_headings(self) -> list[str]:
        """The headings of all sheets, for a file of rejects, with the place in front if any."""
        return [*(["Địa bàn"] if self._named else []), *(text for text, _ in self._columns)]

    @cached_property
    def _columns(self) -> list[tuple[str, int]]:
        """The headings of all sheets, each with how often it stood before it in its own."""
        return [*dict.fromkeys(each for intake in self._each for each in _counted(intake))]

    def rejected(self, record: ReadRow) -> tuple[str, ...]:
        """Return the cells of a record below the headings of all sheets."""
        intake = self._of(record)
        cells, own = intake.rejected(record), _counted(intake)
        said = dict(zip(own, cells, strict=False))
        place = (intake.tab,) if self._named else ()
        return (*place, *(said.get(each, "") for each in self._columns), *cells[len(own) :])

    def located(self, record: ReadRow, problem: RowProblem) -> RowProblem:
        """Return a problem with the heading and the cell of the field it is about."""
        intake = self._of(record)
        return replace(intake.located(record, problem), sheet=intake.tab)

    def say(self, name: str, value: object) -> None:
        """Say a field of every row of every sheet."""
        for each in self._each:
            each.say(name, value)

    @staticmethod
    def head_place() -> None:
        """Return no place: every sheet has its own."""
        return

    def _of(self, record: ReadRow) -> Intake:
        return self._each[bisect_right(self._starts, record.number) - 1]

    def records(self) -> Iterator[ReadRow]:
        """Yield the records of every sheet. Raises: the refusals of files, PlacelessSheetError."""
        self._name_places()
        number = 0
        for intake in self._each:
            intake.before, intake.is_place = number, self.is_place
            self._starts.append(number + 1)
            for record in intake.records():
                number += 1
                record.number = number
                record.problems = [
                    replace(each, record=number, sheet=intake.tab) for each in record.problems
                ]
                yield record
            self.problems += [replace(each, sheet=intake.tab) for each in intake.problems]
            self.aside += [replace(each, sheet=intake.tab) for each in intake.aside]

    def _name_places(self) -> None:
        """Give the rows of a sheet its name as place, where no row says one."""
        bare = [each for each in self._each if not each.says("place")]
        named = [each for each in bare if self.is_place(each.tab)]
        if named and len(named) < len(bare):
            raise PlacelessSheetError(next(each.tab for each in bare if each not in named))
        if named:
            self._say_places(named)

    def _say_places(self, named: Sequence[Intake]) -> None:
        """Say the place of every row of sheets, and that it was said."""
        self._named = True
        for each in named:
            each.say("place", each.tab)
        told = tuple(f"“{shown(each.tab)}”" for each in named)
        self.notes.append(_PLACES.of(sheets=told))

    def __enter__(self) -> Self:
        """Hold the file open for the length of a block."""
        return self

    def __exit__(self, *args: object) -> None:
        self._each[0].__exit__(*args)


def _counted(intake: Intake) -> list[tuple[str, int]]:
    """Return the headings of a sheet, each with how often it stood before."""
    headings = intake.whole_headings
    return [(each, headings[:at].count(each)) for at, each in enumerate(headings)]
