"""What readers of text share: bytes to letters, and cells to a grid, all of it bounded."""

from __future__ import annotations

from collections.abc import Iterable

from ethnictrack.audit.printed import Printed, PrintedGrid, tidy
from ethnictrack.errors.seal import HostileDocumentError
from ethnictrack.errors.workbooks import WHY
from ethnictrack.values.text import composed

_LARGEST = 8 << 20  # bytes of a text whose figures are compared; only bytes count in longer ones
_CELLS, _GRIDS, _LINES = 1_000_000, 1000, 10_000


def decoded(name: str, content: bytes, marks: str, most: int = _CELLS) -> str:
    """Return the text of a file of ours, which is UTF-8; ``marks`` part it, so often at ``most``.

    Raises: HostileDocumentError.
    """
    if len(content) > _LARGEST:
        raise HostileDocumentError(name, WHY["size"])
    try:
        text = content.decode(
            "utf-16" if content[:2] in {b"\xff\xfe", b"\xfe\xff"} else "utf-8-sig"
        )
    except UnicodeDecodeError as cause:
        raise HostileDocumentError(name, WHY["encoding"]) from cause
    if sum(map(text.count, marks)) > most:
        raise HostileDocumentError(name, WHY["size"])
    return composed(text)


def bounded(name: str, printed: Printed) -> Printed:
    """Return what was read, unless there is more of it than can be compared.

    Raises: HostileDocumentError.
    """
    cells = sum(len(row) for grid in printed.grids for row in grid.rows)
    if len(printed.grids) > _GRIDS or len(printed.lines) > _LINES or cells > _CELLS:
        raise HostileDocumentError(name, WHY["size"])
    return printed


def grid_of(rows: Iterable[Iterable[str]], name: str = "", *, headed: bool = True) -> PrintedGrid:
    """Return cells as they are compared."""
    return PrintedGrid(tuple(tuple(map(tidy, row)) for row in rows), name, headed)
