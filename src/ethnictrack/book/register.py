"""Reads and writes what an office sets up: places, programmes, settings, closed budget years."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlalchemy import select

from ethnictrack.book.journal import Store
from ethnictrack.book.tables.book import CLOSING, SETTING
from ethnictrack.book.tables.columns import noun_of, row_of
from ethnictrack.book.tables.register import PLACE, PROGRAM, PROGRAM_ALIAS
from ethnictrack.nouns.place import Level, Place, Places
from ethnictrack.nouns.program import Program, Programs, alias_key
from ethnictrack.values.kinds import ClosingAction
from ethnictrack.values.text import key

_LEVELS = {each.value: each for each in Level}


class RegisterStore(Store):
    """The registers of places and programmes."""

    def places(self) -> Places:
        """Return every version of every place."""
        c = PLACE.c
        columns = (c.id, c.code, c.name, c.parent, c.level, c.valid_from, c.valid_to, c.successor)
        # All at once: a book may have the ten thousand units of the country.
        rows = self._db.execute(select(*columns).order_by(c.id)).all()
        return Places(
            Place(
                id=number,
                code=code,
                name=name,
                parent=parent,
                level=_LEVELS[level],
                valid_from=_day(first),
                valid_to=_day(last),
                successor=after,
            )
            for number, code, name, parent, level, first, last, after in rows
        )

    def programs(self) -> Programs:
        """Return every programme."""
        aliases: dict[int, list[str]] = {}
        for alias in self._db.execute(select(PROGRAM_ALIAS).order_by(PROGRAM_ALIAS.c.id)):
            aliases.setdefault(alias.program, []).append(alias.text)
        rows = self._db.execute(select(PROGRAM).order_by(PROGRAM.c.id))
        things = (noun_of(Program, row, aliases=tuple(aliases.get(row.id, ()))) for row in rows)
        return Programs(things)

    def add_place(self, place: Place) -> int:
        """Keep a new place; its number comes back."""
        return self._journal.insert(PLACE, **_place_row(place))

    def add_places(self, places: Sequence[Place]) -> list[int]:
        """Keep many new places; their numbers come back, in their order."""
        rows = [_place_row(each) for each in places]
        self._journal.insert_all(PLACE, rows)
        return [int(str(row["id"])) for row in rows]

    def add_program(self, program: Program) -> int:
        """Keep a new programme; its number comes back."""
        return self._journal.insert(PROGRAM, **row_of(program, PROGRAM, code_key=key(program.code)))

    def add_alias(self, program: int, text: str) -> int:
        """Keep another name of a programme; its number comes back."""
        return self._journal.insert(
            PROGRAM_ALIAS, program=program, text=text, text_key=alias_key(text)
        )

    def edit_program(self, before: Program, after: Program) -> None:
        """Keep the changed fields of a programme."""
        was, now = row_of(before, PROGRAM), row_of(after, PROGRAM)
        changed = {name: value for name, value in now.items() if value != was[name]}
        if changed:
            self._journal.update(PROGRAM, before.id, was, **changed)


def _place_row(place: Place) -> dict[str, object]:
    return row_of(place, PLACE, code_key=key(place.code))


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)


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
