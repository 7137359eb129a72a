"""A whole book as lines: rows of its tables between a first line and a last one.

The first line says whose book it is and how far it goes, the last one counts and seals what stands
before it. Everything is in it, the log with its chain too, so that it can be turned back into an
equal book.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

FORM = "ethnictrack-book"  # what the first line says of the file
Value = int | str | None
Row = tuple[str, Mapping[str, Value]]  # the name of a table, and its columns by name


@dataclass(frozen=True, slots=True, kw_only=True)
class Header:
    """What the first line says: the book's identity and revision, and the state it had.

    ``program`` is the version that wrote it, ``rows`` how many lines follow before the last.
    """

    book: str
    revision: int
    program: str
    rows: int
    checkpoint: str
