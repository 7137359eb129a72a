"""A calendar (RFC 5545) of a report whose rows are days: a whole-day event each.

Texts are data: commas, semicolons, backslashes and line ends are escaped, and long lines folded.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import date, timedelta
from typing import TYPE_CHECKING

from ethnictrack.i18n import Message
from ethnictrack.render.words import View, say
from ethnictrack.reports.table import Cell, Table, Term
from ethnictrack.values.text import visible

if TYPE_CHECKING:
    from ethnictrack.reports.table import Result

_WIDEST = 75  # octets of a line, RFC 5545 3.1
_ESCAPED = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n"})


def render(result: Result, _look: View) -> bytes:
    """Write an event for each row with a ``date`` and a ``what``; the same rows, the same bytes."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//ethnictrack//deadlines//VI"]
    for block in result.document.blocks:
        if isinstance(block, Table):
            keys = [column.key for column in block.columns]
            for row in block.rows:
                lines += _event(dict(zip(keys, row.cells, strict=True)))
    lines.append("END:VCALENDAR")
    return "".join(f"{_folded(line)}\r\n" for line in lines).encode()


def _event(cells: dict[str, Cell]) -> Iterator[str]:
    on, what, law = cells["date"], _text(cells["what"]), _text(cells.get("law"))
    if not isinstance(on, date):
        return
    mark = hashlib.sha256(f"{on.isoformat()} {what}".encode()).hexdigest()[:32]
    yield "BEGIN:VEVENT"
    yield f"UID:{mark}@ethnictrack"
    yield f"DTSTAMP:{on:%Y%m%d}T000000Z"
    yield f"DTSTART;VALUE=DATE:{on:%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{on + timedelta(days=1):%Y%m%d}"
    yield f"SUMMARY:{what.translate(_ESCAPED)}"
    yield f"DESCRIPTION:{law.translate(_ESCAPED)}"
    yield "END:VEVENT"


def _text(cell: Cell) -> str:
    if isinstance(cell, Term):
        return say(cell.name)
    return visible(say(cell) if isinstance(cell, Message) else str(cell or ""))


def _folded(line: str) -> str:
    """Break a line into pieces of at most 75 octets, never inside a character."""
    pieces: list[bytes] = []
    piece = b""
    for one in line:
        octets = one.encode()
        if len(piece) + len(octets) > _WIDEST - (1 if pieces else 0):
            pieces.append(piece)
            piece = b""
        piece += octets
    return "\r\n ".join(each.decode() for each in (*pieces, piece))
