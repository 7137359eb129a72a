"""A statement of the treasury as it is kept: the file, its lines, what a person decided of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from ethnictrack.values.kinds import Capital, Source
from ethnictrack.values.money import Dong
from ethnictrack.values.text import voucher_key


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """A file of the treasury: what was paid from ``since`` to ``as_of``, both included.

    ``place`` and ``program`` are ids and say whose account it is, ``year`` is the budget year.
    ``days`` is how far apart the days of both sides may be.
    """

    as_of: date
    since: date
    days: int
    file: str
    digest: str
    year: int | None = None
    place: int | None = None
    program: int | None = None
    id: int = 0

    def covers(self, older: Statement) -> bool:
        """Say whether it is of the same account and of at least the same days."""
        account = (self.place, self.program, self.year) == (older.place, older.program, older.year)
        return account and self.since <= older.since and older.as_of <= self.as_of


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptLine:
    """A line as the file has it; ``said`` is the programme, ``program`` its id if there is one."""

    line: int
    amount: Dong
    said: str | None = None
    program: int | None = None
    target_code: str | None = None
    voucher: str | None = None
    date: date | None = None
    capital: Capital | None = None
    source: Source | None = None
    year: int | None = None
    text: str | None = None

    @property
    def is_sum(self) -> bool:
        """Whether it has neither day nor voucher."""
        return self.date is None and self.voucher is None

    @property
    def key(self) -> str | None:
        """What its voucher is compared by."""
        return voucher_key(self.voucher) if self.voucher else None


class StatementAction(StrEnum):
    """What was decided."""

    MATCH = "match"
    EXPLAIN = "explain"
    DROP = "drop"


FOUND = "found"  # the reason of a match that the program made by itself


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """One thing that was decided of a statement; ``log`` is the record it was kept under."""

    statement: int
    action: StatementAction
    line: int | None = None
    entry: int | None = None
    reason: str | None = None
    log: int = 0

    @property
    def by_person(self) -> bool:
        """Whether a person did it, and the program does not find it again by itself."""
        return not (self.action is StatementAction.MATCH and self.reason == FOUND)
