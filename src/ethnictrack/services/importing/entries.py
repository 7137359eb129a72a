"""Imports of allocations and disbursements: rows to drafts, drafts to entries."""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from ethnictrack.errors.batch import DuplicateRowError, KnownEntryError
from ethnictrack.errors.entries import (
    DuplicateVoucherError,
    KeyConflictError,
    KeyTwiceError,
    VoucherTwiceError,
)
from ethnictrack.ledger.draft import Draft, fingerprints, row_facts
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
from ethnictrack.services.importing.recorder import BulkRecorder, KnownRow
from ethnictrack.values.errors import BookError
from ethnictrack.values.kinds import Side
from ethnictrack.values.money import Dong

if TYPE_CHECKING:
    from ethnictrack.book.opening import Book


class _Coming(NamedTuple):
    """A row on its way: by what it is known again, and what is read of it so far."""

    row: ImportRow
    marks: tuple[str, ...]
    voucher: str | None
    key: str | None = None
    read: tuple[Draft, Entry] | None = None
    known: KnownRow | None = None


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

    def _coming(self, rows: Rows, problems: list[RowProblem]) -> Iterator[_Coming]:
        """Yield the rows that make an entry; ``problems`` gets what is refused."""
        for row in rows:
            if known := self._recorder.known(row.values):
                yield _Coming(row, known.marks, known.texts["voucher"], known=known)
                continue
            try:
                draft, entry = self._read(row.values)
            except BookError as error:
                problems += all_refusals(row, error, self.names(row))
                continue
            marks = fingerprints(row_facts(draft, entry.program, entry.place, entry.year))
            yield _Coming(row, marks, entry.voucher, entry.key, (draft, entry))

    def take(self, rows: Rows) -> list[RowProblem]:
        """Record rows in their order; what is refused comes back and keeps nothing."""
        problems: list[RowProblem] = []
        coming = list(self._coming(rows, problems))
        self._recorder.expect(each.voucher for each in coming if each.voucher)
        before = self._ledger.fingerprints({mark for each in coming for mark in each.marks})
        keys = self._ledger.keys({each.key for each in coming if each.key})
        for each in coming:
            try:
                self._take(each, before, keys)
            except BookError as error:
                problems.append(refuse_row(each.row, self._in_file(error)))
        return sorted(problems, key=lambda each: each.record)

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
        coming: _Coming,
        before: Mapping[str, list[int]],  # imports of the same row, by its fingerprints
        keys: set[str],
    ) -> None:
        for mark in coming.marks:
            if mark in before and (earlier := self._earlier(mark, before[mark])) is not None:
                self._repeated(mark, DuplicateRowError(batch=earlier))
                return
        if coming.key in keys:
            self._take_key(self._draft(coming.row.values), coming.marks[0])
            return
        line, amount = coming.row.line, self._posted(coming)
        self._lines.append(line)
        if coming.key:
            keys.add(coming.key)
        self.tally.accepted += 1
        self.tally.amount += amount
        if late := self._recorder.late:
            self.tally.count_late(line, late.sentence())

    def _posted(self, coming: _Coming) -> Dong:
        """Keep a row by the rules; what it moved comes back."""
        known = coming.known
        if known and self._recorder.post_known(known):
            return known.amount.dong
        said = coming.row.values
        draft, entry = coming.read or self._read(said)
        self._recorder.post_row(said, draft, entry)
        if self._side is Side.ALLOCATION and (ended := self._recorder.ended(entry)):
            self.tally.ended[entry.program, entry.year] = ended
        return entry.effect

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
                return KeyTwiceError(key=error.key, entry=entry, group=error.group, line=line)
        return error

    def finish(self) -> None:
        """Write what is still in hand."""
        self._recorder.flush()

    def _read(self, said: Mapping[str, Any]) -> tuple[Draft, Entry]:
        draft = self._draft(said)
        return draft, self._recorder.entry(draft)

    def _draft(self, said: Mapping[str, Any]) -> Draft:
        """Return what a row says; the reason given for all rows holds where it says none."""
        return Draft.of(self._side, {"over_plan": self._over_plan, **said})
