"""The chain of the log: each record's SHA-256 covers the one before it and all that it wrote.

The canonical form is JSON with sorted keys, no blanks, NFC text and integers only. What it
proves, and what it cannot, is said in docs/decisions.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from json.encoder import encode_basestring as quoted

from ethnictrack.values.text import composed

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
