"""A cell of a file, the same for every reader: its value, or what is to be known beside it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from ethnictrack.values.errors import BookError

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
