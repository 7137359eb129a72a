"""Files attached to entries and inspections: vouchers, decisions, minutes."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime

_ENDING = re.compile(r"\.[a-z0-9]{1,8}\Z")


@dataclass(frozen=True, slots=True)
class Attached:
    """The bytes of a file as the log knows them: ``sha256`` in hexadecimal, ``size`` in bytes."""

    sha256: str
    name: str
    size: int

    @property
    def kept_as(self) -> str:
        """Its name in the folder beside the book: the digest, and the ending programs go by."""
        ending = _ENDING.search(self.name.lower())
        return f"{self.sha256}{ending.group() if ending else ''}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment:
    """A file as an entry or an inspection has it, with who attached it and when."""

    id: int
    file: Attached
    actor: str
    recorded_at: datetime
    path: str | None = None  # where it lies; a server keeps it in a table
