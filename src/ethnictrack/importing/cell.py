"""A cell of a file, the same for every reader: its value, or what is to be known beside it.

And cells as text: as a file of rejects has them, and as a message shows them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from ethnictrack.values.errors import BookError
from ethnictrack.values.numerals import Numbers
from ethnictrack.values.text import shown, visible

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
