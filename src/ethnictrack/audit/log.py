"""The log: its chain, and what it tells: who did what, when, with what before and after.

Each record's SHA-256 covers the one before it and all that it wrote. The canonical form is JSON
with sorted keys, no blanks, NFC text and integers only. What it proves, and what it cannot, is said
in docs/decisions.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from json.encoder import encode_basestring as quoted
from typing import Any

from ethnictrack.values.dates import vietnam_day
from ethnictrack.values.text import composed, fold

Values = Sequence[int | str | None]  # of the columns of a row
GENESIS = "0" * 64


@dataclass(frozen=True, slots=True, kw_only=True)
class LogRecord:
    """One record of the log, before it is sealed. ``body`` is canonical text."""

    book: str
    revision: int
    seq: int
    at: str
    actor: str
    command: str
    body: str
    previous: str


def canonical(value: Mapping[str, object]) -> str:
    """Write a value the one way it is hashed."""
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return composed(text)


def new_row_writer(table: str, columns: Sequence[str], key: str) -> Callable[[Values], str]:
    """Return what writes a new row of a table as the log has it, character by character.

    It is the canonical form in a third of the time, but for ``composed``. ``columns`` are in the
    order of their names, the values of a row likewise; ``key`` is the one that numbers it.
    """
    at = columns.index(key)
    after = ",".join(f"{quoted(name)}:%s" for name in columns)
    form = f'{{"after":{{{after}}},"before":null,"id":%s,"object":{quoted(table)}}}'

    def write(values: Values) -> str:
        written = [
            "null" if each is None else quoted(each) if each.__class__ is str else each
            for each in values
        ]
        return form % (*written, written[at])

    return write


def digest(text: str) -> str:
    """Return the SHA-256 of a text: 64 hexadecimal digits."""
    return hashlib.sha256(text.encode()).hexdigest()


def seal(record: LogRecord) -> str:
    """Return the hash that closes a record: 64 hexadecimal digits."""
    covered = {name: getattr(record, name) for name in LogRecord.__slots__}
    return digest(canonical(covered))


Row = Mapping[str, object]  # the columns of one row
CHANGES = '{"changes":['  # how the text of what was written begins, where it is not in pages
_PAGES = '{"pages":'  # how the text of a long record begins, which leaves the rest to its pages


def pages_of(text: str) -> list[str]:
    """Return the digests of the pages that a record seals; nothing when it has none.

    ``text`` is canonical, or the record is broken anyway.
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
