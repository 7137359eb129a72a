"""The schema as SQLModel tables: storage only, no rule and no validation lives here.

Every table remembers, in ``log``, the record of the log that wrote the row. The triggers that
guard the tables stand in the migrations. A noun's tables are imported by the noun's store alone:
each one costs every start of the program some milliseconds.
"""

from __future__ import annotations

from sqlalchemy import Table
from sqlmodel import SQLModel


def all_tables() -> dict[str, Table]:
    """Return every table of the book by name."""
    from ethnictrack.book.tables import (  # noqa: F401, PLC0415 - imported to be registered
        activity,
        batch,
        book,
        entry,
        inspection,
        register,
        seal,
    )

    return dict(SQLModel.metadata.tables)


def sorted_tables() -> list[Table]:
    """Return every table of the book, those referred to before those that refer."""
    all_tables()
    return SQLModel.metadata.sorted_tables
