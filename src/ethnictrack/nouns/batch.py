"""An import: many rows of one file, kept together or not at all, and taken back together."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from ethnictrack.i18n import N_, ClosedList, Message
from ethnictrack.values.errors import BookError
from ethnictrack.values.money import ZERO, Dong


class BatchNoun(ClosedList):
    """What the rows of an import are."""

    DISBURSE = "disburse", N_("disbursements")
    ALLOCATE = "allocate", N_("allocations")
    PROGRAM = "program", N_("programmes")
    PLACE = "place", N_("places")
    INSPECT = "inspect", N_("inspections")
    ACTIVITY = "activity", N_("activities")
    OPENING = "opening", N_("opening figures")

    @property
    def group(self) -> str:
        """The words before `import`."""
        return "book opening" if self is BatchNoun.OPENING else self.value


class Duplicates(StrEnum):
    """What becomes of rows that an earlier import brought."""

    REFUSE = "refuse"
    SKIP = "skip"


class Sums(StrEnum):
    """What becomes of a file whose totals are not what its rows make."""

    REFUSE = "refuse"
    NOTE = "note"


class Zero(StrEnum):
    """What becomes of rows whose amount is 0, a dash or blank."""

    REFUSE = "refuse"
    SKIP = "skip"


@dataclass(frozen=True, slots=True)
class RowProblem:
    """A refusal, as a single command would meet it, and where it arose.

    ``line`` and ``record`` (the row of data) count from 1; ``record`` is 0 for the file as a whole.
    ``column`` is the heading as the file has it, ``value`` the cell, safe to show; both are None
    where the row as a whole is refused, or for something no column of the file says. What a rule of
    the book refuses names its ``field``, and the file says where that stands. One that is
    ``within`` a problem of the whole file keeps its row out and is not listed by itself.
    """

    line: int
    record: int
    column: str | None
    value: str | None
    error: BookError
    within: bool = False
    field: str | None = None
    sheet: str | None = None  # where all sheets of a workbook are taken


WHY = "Lý do bị loại"  # over the reasons in a file of rejects; an import leaves it out


class Aside(ClosedList):
    """Why a row of a file is no record."""

    TITLE = "title", N_("above the table")  # above the heading
    HEADING = "heading", N_("heading")  # a heading that is repeated
    NUMBERS = "numbers", N_("numbers of the columns")
    EXAMPLE = "example", N_("example of the form")
    TOTAL = "total", N_("total, checked")
    # One that states no figure, or none in a unit to be known.
    UNCHECKED = "total-unchecked", N_("total that could not be checked")
    ELSEWHERE = "elsewhere", N_("sum of rows of another page or month")
    SUBTOTAL = "subtotal", N_("sum of the rows below, checked")  # of an outline, with money
    GROUP = "group", N_("heads the rows below")  # and one without
    PART = "part", N_("part of the row above")  # a row "trong đó", and those under it
    CLOSING = "closing", N_("below the table")  # signatures, notes
    ZERO = "zero", N_("without an amount")  # no amount, by --zero skip
    ASKED = "asked", N_("by --skip-rows")
    BEFORE = "before", N_("set aside before")  # a file of rejects names it


@dataclass(frozen=True, slots=True)
class AsideRow:
    """A row that was not taken: its line, what stands in it, and why."""

    line: int
    kind: Aside
    text: str
    sheet: str | None = None


class ImportRow(Protocol):
    """A row of a file, its cells read; a field of which nothing was said is absent."""

    @property
    def line(self) -> int:
        """The line of the file, the first being 1."""

    @property
    def number(self) -> int:
        """The row of data, the first being 1."""

    @property
    def values(self) -> Mapping[str, object]:
        """What the row says, by the names of CONTRACT's JSON keys."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """One import, or (``undoes``) the taking back of one, before or after it is kept."""

    noun: BatchNoun
    file: str
    digest: str  # SHA-256 of the file's bytes
    rows: int
    undoes: int | None = None
    reason: str | None = None
    id: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptBatch:
    """An import as the book holds it, with what it brought to the ledger."""

    batch: Batch
    actor: str
    recorded_at: datetime
    undone_by: int | None = None
    amount: Dong = ZERO


@dataclass(slots=True)
class Tally:
    """What became of the rows of an import."""

    accepted: int = 0
    skipped: int = 0
    amount: Dong = ZERO
    late: int = 0  # rows after the last day for their money
    first_late: tuple[int, Message] | None = None  # the line, and why
    # Said once of each programme and year whose stage was over.
    ended: dict[tuple[int, int], Message] = field(default_factory=dict)

    def count_late(self, line: int, why: Message) -> None:
        """Take note of a row that is taken although its day is past."""
        self.late += 1
        self.first_late = self.first_late or (line, why)


def refuse_row(row: ImportRow, error: BookError, field: str | None = None) -> RowProblem:
    """Say which row a rule refused, and for what of it."""
    return RowProblem(row.line, row.number, None, None, error, field=field or _about(row, error))


def _about(row: ImportRow, error: BookError) -> str | None:
    """Return the field of a row that a refusal is about: the one it names, or what it was given."""
    said, given = row.values, error.facts().get("given")
    named = (name for name in error.about if name in said)
    meant = (name for name, value in said.items() if given is not None and value == given)
    return next(named, None) or next(meant, None)


def unknown_names(row: ImportRow, registers: Mapping[str, LookUp]) -> list[RowProblem]:
    """Return what a row names and its register does not have, each by itself."""
    problems = []
    for noun, find in registers.items():
        name = row.values.get(noun)
        if isinstance(name, str):
            try:
                find(name)
            except BookError as error:
                problems.append(refuse_row(row, error, noun))
    return problems


def all_refusals(
    row: ImportRow, error: BookError, registers: Mapping[str, LookUp]
) -> list[RowProblem]:
    """Return everything that is wrong with a row of which the first refusal is known."""
    unknown = unknown_names(row, registers)
    if any(type(each.error) is type(error) for each in unknown):
        return unknown
    return [*unknown, refuse_row(row, error)]


LookUp = Callable[[str], object]
Rows = Sequence[ImportRow]
