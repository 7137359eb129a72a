"""Triggers of the second schema on SQLite. Released: never edit."""

from __future__ import annotations

from ethnictrack.book.migrations.guards_0001 import fixed, kept, numbered, refuse, taken

_NUMBERED = ("batch", "closing", "seal", "page")

GUARDS = (
    *(kept(table) for table in (*_NUMBERED, "profile")),
    *(fixed(table) for table in _NUMBERED),
    *(numbered(table) for table in _NUMBERED),
    taken("batch", "undoes"),
    taken("profile", "name"),
    refuse(
        "profile_same",
        "BEFORE UPDATE ON profile",
        "WHEN NEW.name IS NOT OLD.name",
        "profile: the name is final",
    ),
    refuse(
        "page_follows",
        "BEFORE INSERT ON page",
        "WHEN NEW.record IS NOT (SELECT coalesce(max(seq), 0) + 1 FROM log) OR NEW.number IS NOT "
        "(SELECT coalesce(max(number), 0) + 1 FROM page WHERE record = NEW.record)",
        "page: it belongs to the record being written",
    ),
    refuse(
        "batch_undoes",
        "BEFORE INSERT ON batch",
        "WHEN NEW.undoes IS NOT NULL AND NOT EXISTS (SELECT 1 FROM batch AS old WHERE "
        "old.id = NEW.undoes AND old.undoes IS NULL AND old.noun = NEW.noun)",
        "batch: only an import is taken back",
    ),
    refuse(
        "entry_year_open",
        "BEFORE INSERT ON entry",
        "WHEN (SELECT action FROM closing WHERE year = NEW.year ORDER BY id DESC LIMIT 1) "
        "IS 'close'",
        "entry: its budget year is closed",
    ),
)
