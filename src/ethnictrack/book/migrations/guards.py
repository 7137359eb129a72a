"""All triggers of the newest schema on SQLite, for the checks."""

from __future__ import annotations

from ethnictrack.book.migrations import guards_0001, guards_0002

GUARDS = (*guards_0001.GUARDS, *guards_0002.GUARDS)
