"""What readers of text share: bytes to letters, and cells to a grid."""

from __future__ import annotations

from collections.abc import Iterable

from ethnictrack.domain.errors.seal import HostileDocumentError
from ethnictrack.domain.errors.workbooks import WHY
from ethnictrack.domain.printed import Grid, tidy
from ethnictrack.domain.text import composed


def decoded(name: str, content: bytes) -> str:
    """Return the text of a file of ours, which is UTF-8. Raises: HostileDocumentError."""
    try:
        text = content.decode(
            "utf-16" if content[:2] in {b"\xff\xfe", b"\xfe\xff"} else "utf-8-sig"
        )
    except UnicodeDecodeError as cause:
        raise HostileDocumentError(name, WHY["encoding"]) from cause
    return composed(text)


def grid_of(rows: Iterable[Iterable[str]], name: str = "", *, headed: bool = True) -> Grid:
    """Return cells as they are compared."""
    return Grid(tuple(tuple(map(tidy, row)) for row in rows), name, headed)
