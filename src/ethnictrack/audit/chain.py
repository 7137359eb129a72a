"""The chain of the log: each record's SHA-256 covers the one before it and all that it wrote.

The canonical form is JSON with sorted keys, no blanks, NFC text and integers only. What it
proves, and what it cannot, is said in docs/decisions.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass

from ethnictrack.values.text import composed

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


def digest(text: str) -> str:
    """Return the SHA-256 of a text: 64 hexadecimal digits."""
    return hashlib.sha256(text.encode()).hexdigest()


def seal(record: LogRecord) -> str:
    """Return the hash that closes a record: 64 hexadecimal digits."""
    covered = {name: getattr(record, name) for name in LogRecord.__slots__}
    return digest(canonical(covered))
