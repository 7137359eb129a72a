"""Plain text: line by line."""

from __future__ import annotations

from ethnictrack.audit.printed import Printed
from ethnictrack.importing.printed.text import decoded, grid_of


def read(name: str, content: bytes) -> Printed:
    """Read the lines."""
    text = decoded(name, content, "\n\r")
    return Printed((grid_of(([line] for line in text.splitlines()), headed=False),), whole=text)
