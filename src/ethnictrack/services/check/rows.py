"""The check that compares every row with what the log says was written last.

The ledger is read in step with the log and never held: a million entries take no more memory
than one page. The other tables are small, and may be edited, so that their last state is kept.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from typing import TYPE_CHECKING, Any

from ethnictrack.audit.finding import CheckFinding
from ethnictrack.audit.log import CHANGES, changes_of, new_row_writer
from ethnictrack.i18n import N_, Message

if TYPE_CHECKING:
    from ethnictrack.book.audit import AuditStore


_LEDGER = "entry"
Row = tuple[Any, ...]  # as it is stored
_UNLOGGED = N_("No record of the log wrote it.")
_MISSING = N_("The log wrote it, and it is gone.")
_REWRITTEN = N_("The log says it was rewritten; an entry never is.")
_ALTERED = N_("The log says {logged}; the book has {stored}.")


@dataclass(slots=True)
class _Logged:
    """A row as the log has it: its columns, and the record that wrote it last."""

    columns: dict[str, Any]
    record: int
    whole: bool = True  # or only what was changed of a row that is older than the look


class StoredRows:
    """Builds every row anew from the log and compares it with what is stored."""

    def __init__(self, audit: AuditStore) -> None:
        """Stand before the first record."""
        self._audit = audit
        self._state: dict[tuple[str, str], _Logged] = {}
        self._record = 0

    @cached_property
    def _ledger(self) -> _Ledger:
        """The entries; they are opened when the log is."""
        return _Ledger(self._audit)

    def record(self, row: Mapping[str, Any]) -> Iterator[CheckFinding]:
        """Take what a record says was written; a long one leaves it to its pages."""
        self._record = row["seq"]
        yield from self._written(row["body"])

    def page(self, body: str, digest: str) -> Iterator[CheckFinding]:  # noqa: ARG002 - see Seals
        """Take what a page says was written."""
        yield from self._written(body)

    def _written(self, text: str) -> Iterator[CheckFinding]:
        record, state, ledger = self._record, self._state, self._ledger
        met, whole = ledger.follow(text, record)
        for change in () if whole else islice(changes_of(text), met, None):
            name = str(change["object"])
            if name == _LEDGER:
                yield from ledger.take(change, record)
                continue
            at = (name, str(change["id"]))
            if at in state:
                state[at].columns.update(change["after"])
                state[at].record = record
            else:
                whole = not self._audit.after or change["before"] is None
                state[at] = _Logged(dict(change["after"]), record, whole)

    def end(self) -> Iterator[CheckFinding]:
        """Compare what the log does not tell in its own order."""
        yield from self._ledger.rest()
        for table in self._audit.tables():
            if table == _LEDGER:
                continue
            key = self._audit.key(table)
            for row in self._audit.rows(table):
                where = f"{table}/{row[key]}"
                expected = self._state.pop((table, str(row[key])), None)
                yield from _compare(row, expected, where)
        for table, number in self._state:
            yield CheckFinding.error("rows", "missing-row", _MISSING, f"{table}/{number}")


class _Ledger:
    """The entries as stored, met one by one as the log tells of them."""

    def __init__(self, audit: AuditStore) -> None:
        """Stand before the first entry."""
        *columns, _, _ = audit.columns(_LEDGER)
        key = audit.key(_LEDGER)
        self._write = new_row_writer(_LEDGER, columns, key)
        self._key, self._office = columns.index(key), audit.office
        self._named = audit.named
        self._rows = audit.tuples(_LEDGER)
        self._row = next(self._rows, None)
        self._waiting: dict[object, Row] = {}  # stored, and not told of so far
        self._told: dict[object, _Logged] = {}  # told of, and not met so far

    def follow(self, text: str, record: int) -> tuple[int, bool]:
        """Go on over the entries that stand in a text of the log to the letter, in their turn.

        Return how many there were, and whether the text tells of nothing else: then nobody has to
        take it apart, which costs more than all the rest.
        """
        if not text.startswith(CHANGES):
            return 0, False
        met, at, last = 0, len(CHANGES), (record, self._office)
        while self._row is not None and self._row[-2:] == last:
            told = ("," if met else "") + self._write(self._row[:-2])
            if not text.startswith(told, at):
                break
            met, at, self._row = met + 1, at + len(told), next(self._rows, None)
        return met, text[at:] == "]}"

    def take(self, change: Mapping[str, Any], record: int) -> Iterator[CheckFinding]:
        """Compare what the log says of an entry with what is stored under its number."""
        number, logged = change["id"], _Logged(change["after"], record)
        where = f"{_LEDGER}/{number}"
        if change["before"] is not None:
            yield CheckFinding.error("rows", "rewritten-row", _REWRITTEN, where)
            return
        while self._row is not None and self._row[self._key] < number:
            self._put_aside(self._row)
        if self._row is not None and self._row[self._key] == number:
            row, self._row = self._row, next(self._rows, None)
            yield from _compare(self._named(_LEDGER, row), logged, where)
        else:
            self._told[number] = logged

    def _put_aside(self, row: Row) -> None:
        self._waiting[row[self._key]] = row
        self._row = next(self._rows, None)

    def rest(self) -> Iterator[CheckFinding]:
        """Compare what was not met in its turn, and name what has no counterpart."""
        while self._row is not None:
            self._put_aside(self._row)
        for number, row in self._waiting.items():
            logged = self._told.pop(number, None)
            yield from _compare(self._named(_LEDGER, row), logged, f"{_LEDGER}/{number}")
        for number in self._told:
            yield CheckFinding.error("rows", "missing-row", _MISSING, f"{_LEDGER}/{number}")


def _compare(row: Mapping[str, Any], logged: _Logged | None, where: str) -> Iterator[CheckFinding]:
    if logged is None:
        yield CheckFinding.error("rows", "unlogged-row", _UNLOGGED, where)
        return
    unsaid = dict.fromkeys(row) if logged.whole else {}
    expected = {**unsaid, **logged.columns, "log": logged.record}
    for column, value in expected.items():
        found = row.get(column)
        if found != value:  # what the log leaves out is nothing
            said = _ALTERED.of(logged=_shown(value), stored=_shown(found))
            yield CheckFinding.error("rows", "altered-row", said, f"{where} {column}")


def _shown(value: object) -> Message | str:
    return N_("nothing") if value is None else str(value)
