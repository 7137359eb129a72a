"""All triggers and views of the newest schema on SQLite, for the checks."""

from __future__ import annotations

from ethnictrack.book.migrations import guards_0001
from ethnictrack.book.migrations.statements import statements

TRIGGERS = (*(each.sql for each in guards_0001.GUARDS), guards_0001.TALLY)
VIEWS = statements("views_0001.sql")
