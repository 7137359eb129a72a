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
        collection,
        entry,
        entry_more,
        inspection,
        register,
        seal,
        statement,
    )

    return dict(SQLModel.metadata.tables)


def sorted_tables() -> list[Table]:
    """Return the tables whose rows the log signs for, those referred to before those that refer.

    The tally is none of them: its sums are those of the entries.
    """
    all_tables()
    return [each for each in SQLModel.metadata.sorted_tables if each.name != "tally"]
