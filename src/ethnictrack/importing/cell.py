"""A cell of a file, the same for every reader: its value, or what is to be known beside it.

And cells as text: as a file of rejects has them, and as a message shows them. Rows are a line and
the cells from the first column on; what comes out of them is records.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from types import MappingProxyType
from typing import TYPE_CHECKING, Protocol

from ethnictrack.values.errors import BookError
from ethnictrack.values.money import Numbers
from ethnictrack.values.text import shown, visible

if TYPE_CHECKING:
    from ethnictrack.nouns.batch import RowProblem

EXACT = 10**15  # from here on a spreadsheet shows an exponent, and has lost digits
_LONGEST = 2000  # characters of a row that are repeated

# A value that its cell shows as it is. An empty cell is "".
Plain = str | float | int | bool | date | datetime | time | timedelta


@dataclass(frozen=True, slots=True)
class Noted:
    """A cell of a spreadsheet that holds no value, or shows something else than its value.

    ``value`` is what the file keeps, ``shows`` what a person sees, with the marks of Vietnamese, ""
    where that cannot be told. ``code`` is the format that makes the difference, ``factor`` what it
    shows for 1 and ``words`` what it puts before and behind. ``place`` is where the cell stands
    (B7). ``kind`` is the refusal of a cell without a value, made of ``facts`` when it is asked for:
    a sheet may have as many as cells.
    """

    value: Plain = ""
    shows: str = ""
    code: str = ""
    factor: Decimal = Decimal(1)
    words: str = ""
    place: str = field(default="", compare=False)
    kind: type[BookError] | None = None
    facts: tuple[str, ...] = ()

    @classmethod
    def refused(cls, written: str, kind: type[BookError], *facts: str) -> Noted:
        """Make a cell without a value: an error, or a formula; the first fact is its place."""
        return cls(shows=written, place=facts[0], kind=kind, facts=facts)

    def __reduce__(self) -> tuple[type[Noted], tuple[object, ...]]:
        """Travel between processes as what it is made of."""
        return Noted, tuple(getattr(self, name) for name in self.__slots__)

    @property
    def error(self) -> BookError | None:
        """The refusal of the cell."""
        return self.kind(*self.facts) if self.kind else None


# One type for all readers. What shows its value is just that: a long file has a million of them.
Cell = Plain | Noted


def as_written(cell: Cell, numbers: Numbers = Numbers.VI) -> str:
    """Return a cell as a person would type it again; a number with the digits its cell shows."""
    match cell:
        case str():
            text = cell
        case Noted():
            text = cell.shows or as_written(cell.value, numbers)
        case bool():
            text = str(cell).upper()
        case float():
            text = number_text(cell).replace(".", numbers.mark)
        case datetime():
            moment = f" {cell:%H:%M:%S}".removesuffix(" 00:00:00")
            text = f"{cell:%d/%m/}{cell.year:04d}{moment}"
        case date():
            text = f"{cell:%d/%m/}{cell.year:04d}"
        case _:
            text = str(cell)
    return text


def row_text(row: Sequence[Cell]) -> str:
    """Return what stands in a row, cell by cell, harmless to a terminal."""
    texts = (visible(as_written(cell).strip()) for cell in row)
    return " | ".join(text for text in texts if text)[:_LONGEST]


def number_text(number: float) -> str:
    """Return a number as its cell shows it, with a decimal point.

    A spreadsheet keeps 15 digits; what binary fractions add behind them is noise.
    """
    if float(number).is_integer() and abs(number) < EXACT:
        return str(int(number))
    return f"{Decimal(f'{number:.15g}'):f}"


def as_shown(cell: Cell) -> str:
    """Return a cell for a message: short, and harmless to a terminal."""
    return shown(as_written(cell))


Row = tuple[int, Sequence[Cell]]
_NO_COLUMNS: Mapping[str, int] = MappingProxyType({})


class RowSource(Protocol):
    """A file as rows; every call of ``rows`` begins at the first."""

    def rows(self) -> Iterator[Row]:
        """Yield the line of each row, and its cells."""

    @property
    def length(self) -> int:
        """About how many rows there are, for those who wait; 0 where it is not known."""


def blank(row: Sequence[Cell]) -> bool:
    """Say whether nothing is written in a row."""
    return not any(cell.strip() if isinstance(cell, str) else True for cell in row)


class ReadRow:
    """One row of the file. ``values`` lack the fields of which the row says nothing.

    ``line`` counts the lines of the file, ``number`` its records, both from 1; ``columns`` are
    those of its fields, where a row has several records. Not a dataclass: a file has a hundred
    thousand of them.
    """

    __slots__ = ("columns", "line", "number", "problems", "row", "values")

    def __init__(
        self,
        line: int,
        number: int,
        values: dict[str, object],
        row: Sequence[Cell],
        problems: Sequence[RowProblem] = (),
    ) -> None:
        self.columns: Mapping[str, int] = _NO_COLUMNS
        self.line = line
        self.number = number
        self.values = values
        self.problems = problems
        self.row = row

    def cells(self, numbers: Numbers) -> tuple[str, ...]:
        """Return the cells as text, in the order of ``Intake.headings``, for a file of rejects.

        It is read as the file was: number cells are written under the same convention.
        """
        return tuple(as_written(cell, numbers) for cell in self.row)
