"""Reads and writes what the office set, and which budget years are closed."""

from __future__ import annotations

from datetime import date

from sqlalchemy import select

from ethnictrack.book.journal import Store
from ethnictrack.book.tables.book import CLOSING, SETTING
from ethnictrack.ledger.closing import ClosingAction


class SettingStore(Store):
    """Letterhead, signer, house style."""

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


class ClosingStore(Store):
    """The closing and reopening of budget years."""

    def closed(self) -> dict[int, date]:
        """Return the years that are closed now, in order, each with the day it was closed."""
        state: dict[int, date] = {}
        for row in self._db.execute(select(CLOSING).order_by(CLOSING.c.id)):
            if row.action == ClosingAction.CLOSE:
                state[row.year] = date.fromisoformat(row.date)
            else:
                state.pop(row.year, None)
        return dict(sorted(state.items()))

    def anyway(self, year: int) -> str | None:
        """Return why a year is closed although something was open; None where nothing was."""
        newest = select(CLOSING).where(CLOSING.c.year == year).order_by(CLOSING.c.id.desc())
        row = self._db.execute(newest.limit(1)).first()
        return row.reason if row and row.action == ClosingAction.CLOSE else None

    def close(self, year: int, on: date, reason: str | None) -> None:
        """Keep that a year was closed, and why although something was open."""
        self._journal.insert(
            CLOSING,
            year=year,
            action=ClosingAction.CLOSE.value,
            date=on.isoformat(),
            reason=reason,
        )

    def reopen(self, year: int, reason: str) -> None:
        """Keep that a year was opened again."""
        self._journal.insert(
            CLOSING, year=year, action=ClosingAction.REOPEN.value, date=None, reason=reason
        )
