"""An import: many rows of one file, kept together or not at all, and taken back together."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from ethnictrack.i18n import N_, Message, Named
from ethnictrack.values.errors import BookError
from ethnictrack.values.money import ZERO, Dong


class BatchNoun(StrEnum):
    """What the rows of an import are."""

    DISBURSE = "disburse"
    ALLOCATE = "allocate"
    PROGRAM = "program"
    PLACE = "place"
    INSPECT = "inspect"
    ACTIVITY = "activity"
    OPENING = "opening"

    @property
    def group(self) -> str:
        """The words before `import`."""
        return "book opening" if self is BatchNoun.OPENING else self.value


BATCH_NOUN_NAMES: Named[BatchNoun] = {
    BatchNoun.DISBURSE: N_("disbursements"),
    BatchNoun.ALLOCATE: N_("allocations"),
    BatchNoun.PROGRAM: N_("programmes"),
    BatchNoun.PLACE: N_("places"),
    BatchNoun.INSPECT: N_("inspections"),
    BatchNoun.ACTIVITY: N_("activities"),
    BatchNoun.OPENING: N_("opening figures"),
}


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


class Aside(StrEnum):
    """Why a row of a file is no record."""

    TITLE = "title"  # above the heading
    HEADING = "heading"  # a heading that is repeated
    NUMBERS = "numbers"  # of the columns
    EXAMPLE = "example"  # of a form
    TOTAL = "total"
    UNCHECKED = "total-unchecked"  # one that states no figure, or none in a unit to be known
    ELSEWHERE = "elsewhere"  # a sum of rows of other pages or months
    SUBTOTAL = "subtotal"  # an upper row of an outline, with money
    GROUP = "group"  # and one without
    PART = "part"  # a row "trong đó", and those under it
    CLOSING = "closing"  # below the table: signatures, notes
    ZERO = "zero"  # no amount, by --zero skip
    ASKED = "asked"  # by --skip-rows
    BEFORE = "before"  # a file of rejects names it


ASIDE_NAMES: Named[Aside] = {
    Aside.TITLE: N_("above the table"),
    Aside.HEADING: N_("heading"),
    Aside.NUMBERS: N_("numbers of the columns"),
    Aside.EXAMPLE: N_("example of the form"),
    Aside.TOTAL: N_("total, checked"),
    Aside.UNCHECKED: N_("total that could not be checked"),
    Aside.ELSEWHERE: N_("sum of rows of another page or month"),
    Aside.SUBTOTAL: N_("sum of the rows below, checked"),
    Aside.GROUP: N_("heads the rows below"),
    Aside.PART: N_("part of the row above"),
    Aside.CLOSING: N_("below the table"),
    Aside.ZERO: N_("without an amount"),
    Aside.ASKED: N_("by --skip-rows"),
    Aside.BEFORE: N_("set aside before"),
}


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
