"""Imports of allocations and disbursements: rows to drafts, drafts to entries."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from ethnictrack.actions.importing.recorder import BulkRecorder
from ethnictrack.domain.batch import Duplicates, ImportRow, RowProblem, Rows, Tally, refuse_row
from ethnictrack.domain.draft import Draft
from ethnictrack.domain.entry import Entry
from ethnictrack.domain.errors.base import BookError
from ethnictrack.domain.errors.batch import DuplicateRowError
from ethnictrack.domain.errors.entries import KeyConflictError
from ethnictrack.domain.kinds import KINDS, Side

if TYPE_CHECKING:
    from ethnictrack.store.opening import Book

_SAID = (
    *("date", "year", "plan_year", "place", "capital", "source"),
    *("voucher", "decision", "payee", "note", "key"),
)


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
        self._ledger = book.ledger
        self._side, self._batch, self._duplicates = side, batch, duplicates
        self._over_plan = over_plan
        self._skipped: dict[str, int] = {}  # rows of this file found in the book, by fingerprint

    def take(self, rows: Rows) -> list[RowProblem]:
        """Record rows in their order; what is refused comes back and keeps nothing."""
        problems: list[RowProblem] = []
        drafted: list[tuple[ImportRow, Draft, Entry]] = []
        for row in rows:
            try:
                draft = self._draft(row.values)
                drafted.append((row, draft, self._recorder.entry(draft)))
            except BookError as error:
                problems.append(refuse_row(row, error))
        self._recorder.expect(entry.voucher for _, _, entry in drafted if entry.voucher)
        prints = [entry.fingerprint or "" for _, _, entry in drafted]
        before = self._ledger.fingerprints(set(prints))
        keys = self._ledger.keys({entry.key for _, _, entry in drafted if entry.key})
        for (row, draft, entry), mark in zip(drafted, prints, strict=True):
            try:
                self._take(draft, entry, mark, before.get(mark, []), keys)
            except BookError as error:
                problems.append(refuse_row(row, error))
        return sorted(problems, key=lambda each: each.record)

    def _take(
        self, draft: Draft, entry: Entry, mark: str, before: list[int], keys: set[str]
    ) -> None:
        if (earlier := self._earlier(mark, before)) is not None:
            self._repeated(mark, earlier)
        elif entry.key in keys:
            self._take_key(draft, mark)
        else:
            self._recorder.post(entry, said=draft.said)
            if entry.key:
                keys.add(entry.key)
            self.tally.accepted += 1
            self.tally.amount += entry.amount

    def _earlier(self, mark: str, before: list[int]) -> int | None:
        """Return the import that brought a row, counting: of three equal rows two may be new."""
        skipped = self._skipped.get(mark, 0)
        earlier = [batch for batch in before if batch != self._batch]
        taken = len(before) - len(earlier)
        return earlier[skipped] if not taken and skipped < len(earlier) else None

    def _repeated(self, mark: str, batch: int) -> None:
        self._skipped[mark] = self._skipped.get(mark, 0) + 1
        if self._duplicates is Duplicates.REFUSE:
            raise DuplicateRowError(batch=batch)
        self.tally.skipped += 1

    def _take_key(self, draft: Draft, mark: str) -> None:
        """Meet a key that is in the book: the same content is there already, other is refused."""
        self._recorder.flush()
        (first,) = self._recorder.record(draft).posted
        if first.entry.batch == self._batch:
            raise KeyConflictError(key=draft.key or "", entry=first.id)
        self._repeated(mark, first.entry.batch or 0)

    def finish(self) -> None:
        """Write what is still in hand."""
        self._recorder.flush()

    def _draft(self, said: Mapping[str, Any]) -> Draft:
        classes = ("capital", "source")
        left_open = [name for name in classes if name in said and said[name] is None]
        return Draft(
            side=self._side,
            program=said["program"],
            amount=said["amount"],
            kind=said.get("kind") or KINDS[self._side][0],
            over_plan=said.get("over_plan") or self._over_plan,
            unclassified=frozenset(left_open),
            **{name: said[name] for name in _SAID if name in said},
        )
