"""What is left of a damaged book: rows that can still be read, and how far its log holds."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ethnictrack.audit.checkpoint import checkpoint
from ethnictrack.audit.finding import CheckFinding
from ethnictrack.i18n import N_, Message

_WHOLE = N_("Every row can be read of: {tables}.")
_SOME = N_("{read} of {rows} rows can be read.")
_NONE = N_("Nothing of it can be read.")
_CHAIN = N_(
    "Up to this record, of {last}, the log is as it was written, and holds all that was recorded; "
    "its checkpoint is {checkpoint}."
)
_NO_CHAIN = N_("No record of the log can be proved.")
_ADVICE = N_(
    "Keep the file as it is and put the newest copy back: `ethnictrack book restore --help` says "
    "how. A damaged book is never repaired in place: compare the copy with what is left "
    "here, and enter what is missing again."
)


@dataclass(frozen=True, slots=True)
class Left:
    """A table: how many of its rows can be read, and how many there were as far as is known.

    It is ``whole`` when nothing failed on the way through it.
    """

    table: str
    read: int
    rows: int
    whole: bool


@dataclass(frozen=True, slots=True)
class Salvage:
    """What is left. ``record`` is the last one that the chain proves, 0 where there is none.

    ``seal`` is its hash, ``last`` the newest record that can be read at all.
    """

    tables: tuple[Left, ...]
    record: int
    seal: str
    last: int

    def findings(self) -> Iterator[CheckFinding]:
        """Say it as checks say what they find: the tables, the log, and what to do."""
        whole = tuple(f"{each.table} ({each.read})" for each in self.tables if each.whole)
        if whole:
            yield _finding("rows-left", _WHOLE.of(tables=whole), "")
        for each in self.tables:
            if not each.whole:
                said = _SOME if each.read else _NONE
                yield _finding("rows-lost", said.of(read=each.read, rows=each.rows), each.table)
        if self.record:
            reached = str(checkpoint(self.record, self.seal))
            what = _CHAIN.of(last=self.last, checkpoint=reached)
            yield _finding("chain-holds", what, f"log/{self.record}")
        else:
            yield _finding("chain-holds", _NO_CHAIN, "log")
        yield _finding("restore", _ADVICE, "")


def _finding(code: str, what: Message, where: str) -> CheckFinding:
    return CheckFinding.warning("salvage", code, what, where)
