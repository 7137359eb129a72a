"""Old XLS workbooks to sheets, read in a process of its own: it may die without harm.

There is no looking into these files before they are read, and calamine can abort on a hostile one.
"""

from __future__ import annotations

import pickle
import subprocess
import sys
from collections.abc import Iterator
from io import BytesIO

from ethnictrack.domain.errors.workbooks import WHY, HostileWorkbookError
from ethnictrack.intake.field import Cell
from ethnictrack.intake.rows import Row
from ethnictrack.intake.sheet import Facts, Sheet

_SECONDS = 120
_MEMORY = 3 << 30  # bytes of address space for the child
_Read = list[tuple[str, bool, list[list[Cell]], list[tuple[int, int, int, int]]]]


def sheets_of_xls(content: bytes, name: str) -> list[Sheet]:
    """Return the sheets of a workbook. Raises: HostileWorkbookError."""
    code = "from ethnictrack.intake.from_xls import child; child()"
    try:
        done = subprocess.run(  # noqa: S603 - our own program
            [sys.executable, "-c", code],
            input=content,
            capture_output=True,
            timeout=_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired as cause:
        raise HostileWorkbookError(name, WHY["size"]) from cause
    if done.returncode:
        why = done.stderr.decode("utf-8", "replace").strip().splitlines()[-1:]
        known = why[0] if why and why[0] in WHY else "damaged"
        raise HostileWorkbookError(name, WHY[known])
    read: _Read = pickle.loads(done.stdout)  # noqa: S301 - what our own child wrote
    return [
        Sheet(title, visible, _Rows(rows), Facts(merged=merged, rows=len(rows)))
        for title, visible, rows, merged in read
    ]


class _Rows:
    """Rows held in memory: an XLS sheet has 65.536 at most."""

    def __init__(self, rows: list[list[Cell]]) -> None:
        self._held = rows

    def __call__(self) -> Iterator[Row]:
        """Yield the rows."""
        return iter(enumerate(self._held, start=1))


def child() -> None:
    """Read a workbook from standard input and write its cells to standard output."""
    from ethnictrack.intake.from_xlsx import Rows, calamine  # noqa: PLC0415

    if sys.platform != "win32":
        import resource  # noqa: PLC0415 - not on Windows

        resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
        resource.setrlimit(resource.RLIMIT_CPU, (_SECONDS, _SECONDS))
    try:
        workbook = calamine(BytesIO(sys.stdin.buffer.read()), "-")
    except HostileWorkbookError as refusal:
        why = next(key for key, said in WHY.items() if said is refusal.why)
        sys.exit(why)
    read: _Read = []
    for number, told in enumerate(workbook.sheets_metadata):
        if "WorkSheet" not in str(told.typ):
            continue
        sheet = workbook.get_sheet_by_index(number)
        merged = [
            (top + 1, left + 1, bottom + 1, right + 1)
            for (top, left), (bottom, right) in sheet.merged_cell_ranges or ()
        ]
        rows = [list(row) for _, row in Rows(sheet, {})()]
        read.append((told.name, "Hidden" not in str(told.visible), rows, merged))
    sys.stdout.buffer.write(pickle.dumps(read))
