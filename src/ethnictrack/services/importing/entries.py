"""Imports of allocations and disbursements: rows to drafts, drafts to entries."""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from ethnictrack.errors.batch import DuplicateRowError, KnownEntryError
from ethnictrack.errors.entries import (
    DuplicateVoucherError,
    KeyConflictError,
    KeyTwiceError,
    VoucherTwiceError,
)
from ethnictrack.ledger.draft import Draft, fingerprints
from ethnictrack.ledger.entry import Entry
from ethnictrack.nouns.batch import (
    Duplicates,
    ImportRow,
    LookUp,
    RowProblem,
    Rows,
    Tally,
    all_refusals,
    refuse_row,
)
from ethnictrack.services.importing.recorder import BulkRecorder
from ethnictrack.values.errors import BookError
from ethnictrack.values.kinds import Side

if TYPE_CHECKING:
    from ethnictrack.book.opening import Book


class EntryImport:
    """Takes the rows of one import, heap by heap."""

    def __init__(  # noqa: PLR0913 - what an import is told, each by name
        self,
        book: Book,
        *,
        side: Side,
        today: date,
        batch: int,
        duplicates: Duplicates,
        over_plan: str | None = None,
    ) -> None:
        """Record into ``book`` as import ``batch``; ``over_plan`` is the reason of every row."""
        self.tally = Tally()
        self._recorder = BulkRecorder(book, today, batch)
        self._book, self._today = book, today
        self._ledger = book.ledger
        self._side, self._batch, self._duplicates = side, batch, duplicates
        self._over_plan = over_plan
        self._first = self._ledger.newest() + 1
        self._lines = array("q")  # of the file, one for each entry from the first on
        self._skipped: dict[str, int] = {}  # rows of this file found in the book, by fingerprint

    def _drafted(
        self, rows: Rows, problems: list[RowProblem]
    ) -> Iterator[tuple[ImportRow, Draft, Entry]]:
        """Yield the rows that make an entry; ``problems`` gets what is refused."""
        for row in rows:
            try:
                draft = self._draft(row.values)
                yield row, draft, self._recorder.entry(draft)
            except BookError as error:
                problems += all_refusals(row, error, self.names(row))

    def take(self, rows: Rows) -> list[RowProblem]:
        """Record rows in their order; what is refused comes back and keeps nothing."""
        problems: list[RowProblem] = []
        drafted = list(self._drafted(rows, problems))
        self._recorder.expect(entry.voucher for _, _, entry in drafted if entry.voucher)
        before = self._before([(draft, entry) for _, draft, entry in drafted])
        keys = self._ledger.keys({entry.key for _, _, entry in drafted if entry.key})
        for (row, draft, entry), known in zip(drafted, before, strict=True):
            try:
                self._take(row.line, draft, entry, known, keys)
            except BookError as error:
                problems.append(refuse_row(row, self._in_file(error)))
        return sorted(problems, key=lambda each: each.record)

    def _before(self, drafted: Sequence[tuple[Draft, Entry]]) -> list[dict[str, list[int]]]:
        """Return the imports that brought each row before, by its fingerprints."""
        prints = [fingerprints(draft, entry) for draft, entry in drafted]
        found = self._ledger.fingerprints({mark for marks in prints for mark in marks})
        return [{mark: found.get(mark, []) for mark in marks} for marks in prints]

    def names(self, row: ImportRow) -> dict[str, LookUp]:
        """Return where to look the names of a row up; places change with the day."""
        day = row.values.get("date")
        on = day if isinstance(day, date) else self._today
        return {
            "program": self._book.programs.find,
            "place": lambda name: self._book.places.find_on(name, on),
        }

    def _take(
        self,
        line: int,
        draft: Draft,
        entry: Entry,
        before: dict[str, list[int]],  # imports of the same row, by its fingerprints
        keys: set[str],
    ) -> None:
        for mark, batches in before.items():
            if (earlier := self._earlier(mark, batches)) is not None:
                self._repeated(mark, DuplicateRowError(batch=earlier))
                return
        if entry.key in keys:
            self._take_key(draft, entry.fingerprint or "")
        else:
            self._recorder.post(entry, said=draft.said)
            self._lines.append(line)
            if entry.key:
                keys.add(entry.key)
            self.tally.accepted += 1
            self.tally.amount += entry.effect  # what it moved
            if late := self._recorder.late:
                self.tally.count_late(line, late.sentence())
            if self._side is Side.ALLOCATION and (ended := self._recorder.ended(entry)):
                self.tally.ended[entry.program, entry.year] = ended

    def _earlier(self, mark: str, before: list[int]) -> int | None:
        """Return the import that brought a row, counting: of three equal rows two may be new."""
        skipped = self._skipped.get(mark, 0)
        earlier = [batch for batch in before if batch != self._batch]
        taken = len(before) - len(earlier)
        return earlier[skipped] if not taken and skipped < len(earlier) else None

    def _repeated(self, mark: str, error: DuplicateRowError) -> None:
        self._skipped[mark] = self._skipped.get(mark, 0) + 1
        if self._duplicates is Duplicates.REFUSE:
            raise error
        self.tally.skipped += 1

    def _take_key(self, draft: Draft, mark: str) -> None:
        """Meet a key that was used: the same content is there already, other is refused.

        Of two rows of one file with one key and one content the second says nothing new.
        """
        self._recorder.flush()
        (first,) = self._recorder.record(draft).posted
        if first.entry.batch == self._batch:
            self.tally.skipped += 1
        elif first.entry.batch is None:
            self._repeated(mark, KnownEntryError(batch=0, entry=first.id))
        else:
            self._repeated(mark, DuplicateRowError(batch=first.entry.batch))

    def _in_file(self, error: BookError) -> BookError:
        """Name the line where a refusal names an entry of this file, which nobody can look up."""
        entry = getattr(error, "entry", 0)
        line = self._lines[entry - self._first] if entry >= self._first else 0
        match error:
            case DuplicateVoucherError() if line:
                return VoucherTwiceError(voucher=error.voucher, entry=entry, line=line)
            case KeyConflictError() if line:
                return KeyTwiceError(key=error.key, entry=entry, line=line)
        return error

    def finish(self) -> None:
        """Write what is still in hand."""
        self._recorder.flush()

    def _draft(self, said: Mapping[str, Any]) -> Draft:
        """Return what a row says; the reason given for all rows holds where it says none."""
        return Draft.of(self._side, {"over_plan": self._over_plan, **said})
