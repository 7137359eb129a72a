"""The reference for imports: ready rows put into a book's own table by `sqlite3.executemany`.

The table has its indexes, constraints and triggers; nothing else of the program is at work.
"""

from __future__ import annotations

import csv
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from ethnictrack.book.backends.sqlite import SETTINGS

_SETTINGS = (*(f"{name}={value}" for name, value in SETTINGS.items()), "temp_store=MEMORY")


def dump(book: str, rows: Path) -> None:
    """Write the entries an import brought as CSV, signed by a log record every book has."""
    with closing(sqlite3.connect(book)) as db, rows.open("w", encoding="utf-8", newline="") as file:
        found = db.execute("SELECT * FROM entry WHERE batch IS NOT NULL ORDER BY id")
        names = [each[0] for each in found.description]
        writer = csv.writer(file)
        writer.writerow(names)
        log = names.index("log")
        whole = ((*row[:log], 1, *row[log + 1 :]) for row in found)
        writer.writerows([_written(cell) for cell in row] for row in whole)


def insert(book: str, rows: Path) -> None:
    """Put the rows into another copy of the book, in one transaction."""
    with closing(sqlite3.connect(book, isolation_level=None)) as db:
        for setting in _SETTINGS:
            db.execute(f"PRAGMA {setting}")
        with rows.open(encoding="utf-8", newline="") as file:
            reader = csv.reader(file)
            names = next(reader)
            marks = ", ".join("?" * len(names))
            db.execute("BEGIN IMMEDIATE")
            db.executemany(
                f"INSERT INTO entry ({', '.join(names)}) VALUES ({marks})",  # noqa: S608 - our own
                _cells(reader, names.index("fingerprint")),
            )
            db.execute("COMMIT")


def _written(cell: int | str | bytes | None) -> int | str | None:
    return cell.hex() if isinstance(cell, bytes) else cell


def _cells(rows: Iterator[list[str]], digest: int) -> Iterator[list[str | bytes | None]]:
    for row in rows:
        cells: list[str | bytes | None] = [cell or None for cell in row]
        cells[digest] = bytes.fromhex(row[digest])
        yield cells


if __name__ == "__main__":
    insert(sys.argv[1], Path(sys.argv[2]))
