"""Records many entries: the same rules as for one, with fewer questions to the book."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from ethnictrack.ledger.entry import Entry
from ethnictrack.ledger.plan import Plan
from ethnictrack.ledger.rules import Ceiling, QuickCeiling
from ethnictrack.services.ledger import Recorder
from ethnictrack.values.kinds import Capital, Source
from ethnictrack.values.money import Dong
from ethnictrack.values.text import voucher_key

if TYPE_CHECKING:
    from ethnictrack.book.ledger import VoucherLine
    from ethnictrack.book.opening import Book

_Class = tuple[Capital | None, Source | None]


class BulkRecorder(Recorder):
    """Applies the rules of the ledger to long rows of entries and writes them in heaps."""

    def __init__(self, book: Book, today: date, batch: int | None = None) -> None:
        """Record into ``book``; ``today`` is the day in Viet Nam."""
        super().__init__(book, today)
        self.batch = batch
        self._heap: list[Entry] = []
        self._number = book.ledger.newest()
        self._ceilings: dict[int, QuickCeiling] = {}
        self._vouchers: dict[VoucherLine, int] = {}
        self._found: dict[tuple[object, ...], _Class] = {}
        # What a text names; the registers stand still.
        self._programs: dict[str, int] = {}
        self._places: dict[str | tuple[str, date], int] = {}  # by the text where one bears it
        self._keys: dict[str, str] = {}  # of the vouchers to come

    def expect(self, vouchers: Iterable[str]) -> None:
        """Look up at once which of the vouchers to come are in the book."""
        self.flush()
        self._keys = {each: voucher_key(each) for each in vouchers}
        self._vouchers = dict(self._book.ledger.vouchers({*self._keys.values()}))

    def flush(self) -> None:
        """Write what was recorded since the last time."""
        self._book.ledger.append_all(self._heap)
        self._heap = []

    def _program(self, text: str) -> int:
        found = self._programs.get(text)
        if found is None:
            found = self._programs[text] = super()._program(text)
        return found

    def _place(self, text: str, day: date) -> int:
        found = self._places.get(text) or self._places.get((text, day))
        if found is None:
            found = super()._place(text, day)
            alone = len(self._book.places.matches(text)) == 1
            self._places[text if alone else (text, day)] = found
        return found

    def _write(self, entry: Entry) -> int:
        self._heap.append(entry)
        self._number += 1
        if entry.voucher and entry.reverses is None:
            self._vouchers[self._voucher_line(entry)] = self._number
        return self._number

    def _same_voucher(self, entry: Entry) -> int | None:
        return self._vouchers.get(self._voucher_line(entry))

    def _voucher_line(self, entry: Entry) -> VoucherLine:
        said = entry.voucher or ""
        key, day = self._keys.get(said) or voucher_key(said), entry.date.isoformat()
        return key, entry.program, day, entry.amount.value, entry.place

    def _classified(self, entry: Entry, said: set[str]) -> Entry:
        # In a row of payments the plan stands still, so a class is found once for all of them.
        plan = self.plan(entry)
        asked = id(plan), entry.program, entry.place, entry.capital, entry.source, *sorted(said)
        if asked not in self._found:
            found = super()._classified(entry, said)
            self._found[asked] = found.capital, found.source
        capital, source = self._found[asked]
        if (capital, source) == (entry.capital, entry.source):
            return entry
        return replace(entry, capital=capital, source=source)

    def _ceiling(self, entry: Entry) -> Ceiling:
        plan = self.plan(entry)
        if id(plan) not in self._ceilings:
            self._ceilings[id(plan)] = QuickCeiling(plan, self._book.programs, self._book.places)
        return self._ceilings[id(plan)]

    def _read_plan(self, year: int, plan_year: int, root: int, *, placed: bool) -> Plan:
        self.flush()
        return super()._read_plan(year, plan_year, root, placed=placed)

    def _disbursed_of(self, program: int) -> Dong:
        if program not in self._disbursed:
            self.flush()
        return super()._disbursed_of(program)

    def _advances_of(self, program: int) -> Dong:
        if program not in self._advances:
            self.flush()
        return super()._advances_of(program)
