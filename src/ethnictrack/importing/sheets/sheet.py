"""One sheet of a workbook: its rows, what their values do not tell of it, and its merged cells.

One merged down a block says a text for every row of it; money is never shared out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING

from ethnictrack.audit.printed import column_letters
from ethnictrack.i18n import N_, Message
from ethnictrack.importing.cell import Cell, Row, blank
from ethnictrack.values.text import shown

if TYPE_CHECKING:
    from ethnictrack.importing.sheets.heading import TableHeading

WITHIN = 60  # rows in which a heading is looked for
_HIDDEN_ROWS = N_("Hidden rows, read like the others: {count}.")
_HIDDEN_COLUMNS = N_("Hidden columns, read like the others: {count}.")
_FORMULAS = N_("Formulas, of which the values last computed are taken: {count}.")
_ROUNDED = N_("Numbers of which the cells show fewer digits, taken as they are kept: {count}.")


@dataclass(slots=True)
class Facts:
    """What a reader of values does not tell about a sheet. Lines and columns count from 1."""

    merged: Sequence[tuple[int, int, int, int]] = ()  # first line, column, last line, column
    hidden_rows: int = 0
    hidden_columns: int = 0
    formulas: int = 0
    rounded: int = 0
    rows: int = 0
    converted: Sequence[Message] = ()  # what became of text of an old font

    def notes(self) -> list[Message]:
        """Say what the user should know."""
        counted = (
            (_HIDDEN_ROWS, self.hidden_rows),
            (_HIDDEN_COLUMNS, self.hidden_columns),
            (_FORMULAS, self.formulas),
            (_ROUNDED, self.rounded),
        )
        return [*self.converted, *(note.of(count=count) for note, count in counted if count)]


@dataclass(frozen=True, slots=True)
class Content:
    """A sheet of a workbook; the facts are whole once all rows were taken."""

    name: str
    visible: bool
    rows: Iterator[Sequence[Cell]]
    facts: Facts = field(default_factory=Facts)


@dataclass(frozen=True, slots=True)
class SheetFacts:
    """What is known of a sheet whose rows were handed on."""

    name: str
    visible: bool
    facts: Facts


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


_FILLED = N_("Merged cells of “{heading}” are read in every row they cover: {count}.")

Merge = tuple[int, int, int, int]  # first line, column, last line, column; all from 1


@dataclass(frozen=True, slots=True)
class Merges:
    """The merged cells below a heading.

    ``refused`` are those of every line that hide something, as a spreadsheet names them; ``down``
    are the last lines of those that are filled down, by first line and column (from 0).
    """

    refused: Mapping[int, str] = field(default_factory=dict)
    down: Mapping[int, Mapping[int, int]] = field(default_factory=dict)
    notes: tuple[Message, ...] = ()

    @classmethod
    def of(cls, merged: Sequence[Merge], heading: TableHeading) -> Merges:
        """Judge the merged cells of a sheet. One over columns without a heading hides nothing."""
        refused: dict[int, str] = {}
        down: dict[int, dict[int, int]] = {}
        counted: dict[int, int] = {}
        money = _money(heading)
        for merge in merged:
            top, left, bottom, right = merge
            read = _covered(merge, heading)
            if read == [left - 1] and read[0] not in money and bottom > top:
                down.setdefault(top, {})[read[0]] = bottom
                counted[read[0]] = counted.get(read[0], 0) + 1
            elif read:
                name = f"{column_letters(left)}{top}:{column_letters(right)}{bottom}"
                refused |= dict.fromkeys(range(top, bottom + 1), name)
        texts = heading.texts
        notes = (_FILLED.of(heading=shown(texts[at]), count=count) for at, count in counted.items())
        return cls(refused, down, tuple(notes))

    def filled(self, rows: Iterator[Row]) -> Iterator[Row]:
        """Yield rows with what the cell above them says, where it is merged over them."""
        open_: dict[int, tuple[Cell, int]] = {}  # the text and last line, by column
        for line, row in rows:
            for at, bottom in self.down.get(line, {}).items():
                if at < len(row):
                    open_[at] = row[at], bottom
            ended = [at for at, (_, bottom) in open_.items() if bottom < line]
            for at in ended:
                del open_[at]
            yield line, _with(row, open_)


def _with(row: Sequence[Cell], said: Mapping[int, tuple[Cell, int]]) -> Sequence[Cell]:
    """Return a row with cells in the place of empty ones."""
    if not said or not any(cell != "" for cell in row):
        return row
    cells = [*row]
    for at, (cell, _) in said.items():
        if at < len(cells) and cells[at] == "":
            cells[at] = cell
    return tuple(cells)


def _covered(merge: Merge, heading: TableHeading) -> list[int]:
    """Return the columns with a heading that merged cells below it cover, if they hide any."""
    top, left, bottom, right = merge
    texts = heading.texts
    if bottom <= heading.line or (bottom == top and not any(texts[left:right])):
        return []
    return [at for at in range(left - 1, right) if at < len(texts) and texts[at]]


def _money(heading: TableHeading) -> set[int]:
    """Return the columns of money."""
    fields = (each.name for each in heading.request.fields.fields if each.money)
    return {heading.matched.columns[name] for name in fields if name in heading.matched.columns}
