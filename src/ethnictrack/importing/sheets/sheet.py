"""One sheet of a workbook: its rows, and what their values do not tell of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice

from ethnictrack.i18n import N_, Message
from ethnictrack.importing.cell import Cell, Row, blank

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
