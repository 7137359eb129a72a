"""Imports of allocations and disbursements: rows to drafts, drafts to entries.

Many entries are recorded by the same rules as one, with fewer questions to the book.
"""

from __future__ import annotations

from array import array
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from ethnictrack.errors.entries import DuplicateVoucherError, KeyConflictError
from ethnictrack.fields.entry_texts import TEXTS
from ethnictrack.fields.field import name_of, said_of
from ethnictrack.i18n import N_
from ethnictrack.ledger.entry import DRAFTED, Draft, Entry, fingerprints, row_facts
from ethnictrack.ledger.headroom import QuickCeiling
from ethnictrack.ledger.plan import Plan, PlanLine
from ethnictrack.ledger.rules import line_of
from ethnictrack.nouns.batch import (
    BatchNoun,
    Duplicates,
    ImportRow,
    LookUp,
    RowProblem,
    Rows,
    Tally,
    all_refusals,
    refuse_row,
)
from ethnictrack.services.entry import Recorder
from ethnictrack.values.amounts import Amount
from ethnictrack.values.errors import BookError
from ethnictrack.values.kinds import Kind, Side
from ethnictrack.values.money import ZERO, Dong
from ethnictrack.values.text import voucher_key

if TYPE_CHECKING:
    from ethnictrack.book.entry import VoucherLine
    from ethnictrack.book.opening import Book
    from ethnictrack.ledger.rules import AfterDeadlineError
    from ethnictrack.services.importing.registers import RegisterImport

_T = TypeVar("_T")
_Said = tuple[object, ...]
# What a row says, by what is found out of it: the rules of days, and those of lines. Its texts
# and its amount are its own; a row that says anything else is judged by itself.
_OF_DAY = ("date", "year", "plan_year", "kind")
_OF_LINE = ("program", "place", "capital", "source")
_TEXTS = tuple(each.name for each in TEXTS if each.content)
_ELSE = DRAFTED.difference(_OF_DAY, _OF_LINE, _TEXTS, ("amount", "over_plan"))
_UNSAID = (object(),) * len(_OF_LINE)  # of a class it may be said that there is none
_KNOWN = 20_000  # days or lines; more would make memory grow with the file


class DuplicateRowError(BookError):
    batch: int
    code = "duplicate-row"
    text = N_("Import {batch} brought the same row.")
    remedy = N_("Leave the row out, or let --duplicates skip leave out all that are in the book.")
    again = ({"--duplicates": "skip"},)


class KnownEntryError(DuplicateRowError):
    entry: int
    text = N_("Entry {entry} says the same, under the same key.")


class VoucherTwiceError(DuplicateVoucherError):
    line: int
    text = N_(
        "Voucher {voucher} stands in line {line} with the same programme, date, amount and place."
    )
    remedy = N_("Leave one of the two lines out, or correct its voucher.")


class KeyTwiceError(KeyConflictError):
    line: int
    text = N_("The key “{key}” stands in line {line}, which says otherwise.")
    remedy = N_("Use a new key for a new entry.")


@dataclass(frozen=True, slots=True)
class _KnownDay:
    """What rows of a day, budget year, plan year and kind have in common."""

    row: dict[str, Any]  # in plain values, with nothing of what only its line or the row says
    kind: Kind
    late: AfterDeadlineError | None
    facts: tuple[str, ...]  # for fingerprints
    lines: dict[_Said, _KnownLine]


@dataclass(frozen=True, slots=True)
class _KnownLine:
    """What rows of a programme, place and class have in common, in one plan."""

    at: PlanLine
    row: dict[str, Any]
    facts: tuple[str, ...]
    ceiling: QuickCeiling


class KnownRow(NamedTuple):
    """A row of which all is known but whether its voucher is new and its amount fits."""

    amount: Amount
    texts: dict[str, str | None]
    day: _KnownDay
    line: _KnownLine
    marks: tuple[str, ...]  # its fingerprints


class BulkRecorder(Recorder):
    """Applies the rules of the ledger to long rows of entries and writes them in heaps."""

    def __init__(self, book: Book, today: date, batch: int | None = None) -> None:
        """Record into ``book``; ``today`` is the day in Viet Nam."""
        super().__init__(book, today)
        self.batch = batch
        self._heap: list[dict[str, Any]] = []
        self._number = book.ledger.newest()
        self._ceilings: dict[int, QuickCeiling] = {}
        self._vouchers: dict[VoucherLine, int] = {}
        # What a text names; the registers stand still.
        self._programs: dict[str, int] = {}
        self._places: dict[str | tuple[str, date], int] = {}  # by the text where one bears it
        self._keys: dict[str, str] = {}  # of the vouchers to come
        self._days: dict[_Said, _KnownDay] = {}
        self._lines: dict[tuple[int, int, Kind], dict[_Said, _KnownLine]] = {}

    def expect(self, vouchers: Iterable[str]) -> None:
        """Look up at once which of the vouchers to come are in the book."""
        self.flush()
        self._keys = {each: voucher_key(each) for each in vouchers}
        self._vouchers = dict(self._book.ledger.vouchers({*self._keys.values()}))

    def flush(self) -> None:
        """Write what was recorded since the last time."""
        self._book.ledger.append_all(self._heap)
        self._heap = []

    def known(self, said: Mapping[str, Any]) -> KnownRow | None:
        """Return what is known of a row from rows before it, if that is all but its own."""
        day = self._days.get(tuple(map(said.get, _OF_DAY)))
        if day is None or not _ELSE.isdisjoint(said):
            return None
        key = tuple(map(said.get, _OF_LINE, _UNSAID))
        line = day.lines.get(key) or day.lines.get((*key, said.get("date")))
        if line is None:
            return None
        amount = said["amount"]
        texts = {name: said.get(name) for name in _TEXTS}
        own = {"amount": amount.dong.value, "qualifier": amount.qualifier, **texts}
        marks = fingerprints([*day.facts, *line.facts, *said_of(own)])
        return KnownRow(amount, texts, day, line, marks)

    def post_known(self, known: KnownRow) -> bool:
        """Keep a row; False where its voucher or its amount has to be judged by all the rules."""
        amount, texts, day, line, marks = known
        dong, voucher = amount.dong.value, texts["voucher"]
        if voucher:
            key = self._keys.get(voucher) or voucher_key(voucher)
            same = key, line.at.program, day.row["date"], dong, line.at.place
            if same in self._vouchers:
                return False
        if not line.ceiling.pays(line.at, dong):
            return False
        self._number += 1
        if voucher:
            self._vouchers[same] = self._number
        own = {"amount": dong, "qualifier": amount.qualifier and str(amount.qualifier)}
        self._heap.append({**day.row, **line.row, **own, **texts, "fingerprint": marks[0]})
        self._add_up(line.at.program, day.kind, amount.dong, amount.dong)
        self.late = day.late
        return True

    def post_row(self, said: Mapping[str, Any], draft: Draft, entry: Entry) -> None:
        """Keep a row by all the rules, and know those that come and say the same."""
        self.post(entry, said=draft.said)
        if self._kept.paid > ZERO and _ELSE.isdisjoint(said):
            self._learn(said, draft, self._kept)

    def _learn(self, said: Mapping[str, Any], draft: Draft, kept: Entry) -> None:
        row = self._book.ledger.plain(kept)
        facts = row_facts(draft, kept.program, kept.place, kept.year)
        lines = self._lines.setdefault((kept.year, kept.plan_year, kept.kind), {})
        day = _KnownDay(
            row | dict.fromkeys(("over_plan", *_TEXTS)),
            kept.kind,
            self.late,
            _named(facts, _OF_DAY),
            lines,
        )
        line = _KnownLine(
            line_of(kept),
            {name: row[name] for name in _OF_LINE},
            _named(facts, ("side", *_OF_LINE)),
            self._ceiling(kept),
        )
        _remember(self._days, tuple(map(said.get, _OF_DAY)), day)
        key = tuple(map(said.get, _OF_LINE, _UNSAID))
        alone = draft.place is None or draft.place in self._places
        _remember(lines, key if alone else (*key, said.get("date")), line)

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
        self._kept = entry
        self._heap.append(self._book.ledger.plain(entry))
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

    def _ceiling(self, entry: Entry) -> QuickCeiling:
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


def _named(facts: Iterable[str], names: Collection[str]) -> tuple[str, ...]:
    return tuple(each for each in facts if name_of(each) in names)


def _remember(known: dict[_Said, _T], said: _Said, what: _T) -> None:
    if len(known) >= _KNOWN:
        known.clear()
    known[said] = what


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


_SIDES = {BatchNoun.ALLOCATE: Side.ALLOCATION, BatchNoun.DISBURSE: Side.DISBURSEMENT}


def taker(  # noqa: PLR0913 - what an import is told, each by name
    book: Book,
    noun: BatchNoun,
    *,
    today: date,
    batch: int,
    duplicates: Duplicates,
    over_plan: str | None,
) -> EntryImport | RegisterImport:
    """Return what takes the rows of an import of ``noun``."""
    if noun in _SIDES:
        return EntryImport(
            book,
            side=_SIDES[noun],
            today=today,
            batch=batch,
            duplicates=duplicates,
            over_plan=over_plan,
        )
    from ethnictrack.services.importing.registers import register_import  # noqa: PLC0415 - or entries pay for it

    return register_import(book, noun, today=today, batch=batch, duplicates=duplicates)
