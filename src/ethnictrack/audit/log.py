"""What the log tells: who did what, when, with what before and after."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from ethnictrack.values.dates import vietnam_day
from ethnictrack.values.text import fold

Row = Mapping[str, object]  # the columns of one row
CHANGES = '{"changes":['  # how the text of what was written begins, where it is not in pages
_PAGES = '{"pages":'  # how the text of a long record begins, which leaves the rest to its pages


def pages_of(text: str) -> list[str]:
    """Return the digests of the pages that a record seals; nothing when it has none.

    ``text`` is canonical (audit/chain.py), or the record is broken anyway.
    """
    return list(json.loads(text)["pages"]) if text.startswith(_PAGES) else []


def changes_of(text: str) -> list[dict[str, Any]]:
    """Return what a record, or a page of one, says was written; nothing where its pages say it."""
    content = json.loads(text)
    return [] if "pages" in content else content["changes"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One row written: ``before`` is None for a new one, else the columns that changed."""

    object: str
    id: str
    before: Row | None
    after: Row

    @property
    def subject(self) -> str:
        """The row's name in the log, as ``entry/12``."""
        return f"{self.object}/{self.id}"


@dataclass(frozen=True, slots=True, kw_only=True)
class LogEntry:
    """One writing command."""

    seq: int
    at: datetime
    actor: str
    command: str
    changes: tuple[Change, ...]
    hash: str

    def matches(self, *, since: date | None, actor: str | None, subject: str | None) -> bool:
        """Say whether it was done since a day (in Viet Nam), by an actor, to a subject."""
        return (
            (since is None or vietnam_day(self.at) >= since)
            and (actor is None or fold(actor) == fold(self.actor))
            and (
                subject is None
                or any(subject in {each.object, each.subject} for each in self.changes)
            )
        )
