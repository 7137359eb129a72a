"""Codes and names of a register, read at once and without the store: while a line is typed."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path
from urllib.parse import quote

_QUERIES = {
    "program": "SELECT code, name FROM program ORDER BY id",
    "place": "SELECT code, name FROM place GROUP BY code, name ORDER BY min(id)",
    "activity": "SELECT code, name FROM activity ORDER BY id",
    "inspection": "SELECT code, title FROM inspection ORDER BY id",
}
_WAIT = 0  # seconds; who types does not wait for a writer


def named_in(place: Path, register: str) -> list[tuple[str, str]]:
    """Return the lines of a register; none where the file cannot be read."""
    if not place.is_file():
        return []
    address = f"file:{quote(str(place.resolve()))}?mode=ro"
    try:
        with closing(sqlite3.connect(address, uri=True, timeout=_WAIT)) as database:
            found: Iterable[tuple[str, str]] = database.execute(_QUERIES[register])
            return [(str(code), str(name)) for code, name in found]
    except sqlite3.Error:
        return []
