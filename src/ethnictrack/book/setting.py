"""Reads and writes the office's settings."""

from __future__ import annotations

from sqlalchemy import Connection, select

from ethnictrack.book.journal import Journal
from ethnictrack.book.tables.book import SETTING


class SettingStore:
    """Letterhead, signer, house style."""

    def __init__(self, connection: Connection, journal: Journal) -> None:
        """Read through ``connection``, write through ``journal``."""
        self._db = connection
        self._journal = journal

    def all(self) -> dict[str, str]:
        """Return every setting that was made."""
        return {row.name: row.value for row in self._db.execute(select(SETTING))}

    def put(self, name: str, value: str) -> None:
        """Keep a setting, new or changed."""
        before = self.all().get(name)
        if before is None:
            self._journal.insert(SETTING, name=name, value=value)
        elif before != value:
            self._journal.update(SETTING, name, {"value": before}, value=value)
