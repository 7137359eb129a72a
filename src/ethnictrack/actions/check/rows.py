"""The check that compares every row with what the log says was written last.

The ledger is read in step with the log and never held: a million entries take no more memory
than one page. The other tables are small, and may be edited, so that their last state is kept.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ethnictrack.domain.finding import CheckFinding, Severity
from ethnictrack.i18n import N_, Message

if TYPE_CHECKING:
    from ethnictrack.store.audit import AuditStore
    from ethnictrack.store.opening import Book

_LEDGER = "entry"
_UNLOGGED = N_("No record of the log wrote it.")
_MISSING = N_("The log wrote it, and it is gone.")
_REWRITTEN = N_("The log says it was rewritten; an entry never is.")


@dataclass(slots=True)
class _Logged:
    """A row as the log has it: its columns, and the record that wrote it last."""

    columns: dict[str, Any]
    record: int


def check_rows(book: Book) -> Iterator[CheckFinding]:
    """Build every row anew from the log and compare it with what is stored."""
    ledger = _Ledger(book.audit)
    state: dict[tuple[str, str], _Logged] = {}
    for record, change in _written(book.audit):
        name = str(change["object"])
        if name == _LEDGER:
            yield from ledger.take(change, record)
            continue
        at = (name, str(change["id"]))
        if at in state:
            state[at].columns.update(change["after"])
            state[at].record = record
        else:
            state[at] = _Logged(dict(change["after"]), record)
    yield from ledger.rest()
    yield from _compare_tables(book.audit, state)


def _compare_tables(
    audit: AuditStore, state: dict[tuple[str, str], _Logged]
) -> Iterator[CheckFinding]:
    for table in audit.tables():
        if table == _LEDGER:
            continue
        key = audit.key(table)
        for row in audit.rows(table):
            where = f"{table}/{row[key]}"
            expected = state.pop((table, str(row[key])), None)
            if expected is None:
                yield _error("unlogged-row", _UNLOGGED, where)
            else:
                yield from _compare(row, expected, where)
    for table, number in state:
        yield _error("missing-row", _MISSING, f"{table}/{number}")


class _Ledger:
    """The entries as stored, met one by one as the log tells of them."""

    def __init__(self, audit: AuditStore) -> None:
        """Stand before the first entry."""
        self._key = audit.key(_LEDGER)
        self._rows = audit.rows(_LEDGER)
        self._row = next(self._rows, None)
        self._waiting: dict[object, dict[str, Any]] = {}  # stored, and not told of so far
        self._told: dict[object, _Logged] = {}  # told of, and not met so far

    def take(self, change: dict[str, Any], record: int) -> Iterator[CheckFinding]:
        """Compare what the log says of an entry with the one that is next."""
        number, after = change["id"], change["after"]
        if change["before"] is not None:
            yield _error("rewritten-row", _REWRITTEN, f"{_LEDGER}/{number}")
            return
        row = self._row
        if row is not None and row[self._key] == number:
            self._row = next(self._rows, None)
            after["log"] = record
            if after != row:  # what the log leaves out is nothing
                yield from _compare(row, _Logged(after, record), f"{_LEDGER}/{number}")
            return
        while self._row is not None and self._row[self._key] < number:
            self._waiting[self._row[self._key]] = self._row
            self._row = next(self._rows, None)
        if self._row is not None and self._row[self._key] == number:
            yield from self.take(change, record)
        else:
            self._told[number] = _Logged(after, record)

    def rest(self) -> Iterator[CheckFinding]:
        """Compare what was not met in its turn, and name what has no counterpart."""
        while self._row is not None:
            self._waiting[self._row[self._key]] = self._row
            self._row = next(self._rows, None)
        for number, row in self._waiting.items():
            expected = self._told.pop(number, None)
            where = f"{_LEDGER}/{number}"
            if expected is None:
                yield _error("unlogged-row", _UNLOGGED, where)
            else:
                yield from _compare(row, expected, where)
        for number in self._told:
            yield _error("missing-row", _MISSING, f"{_LEDGER}/{number}")


def _written(audit: AuditStore) -> Iterator[tuple[int, dict[str, Any]]]:
    """Yield what each record says was written, with its number, wherever it is kept."""
    for record in audit.log():
        number, body = record["seq"], json.loads(record["body"])
        if "pages" not in body:
            yield from ((number, change) for change in body["changes"])
            continue
        for page, _ in audit.pages(number):
            yield from ((number, change) for change in json.loads(page)["changes"])


def _compare(row: Mapping[str, Any], logged: _Logged, where: str) -> Iterator[CheckFinding]:
    expected = {**dict.fromkeys(row), **logged.columns, "log": logged.record}
    for column, value in expected.items():
        found = row.get(column)
        if found != value:
            said = N_("The log says {logged}; the book has {stored}.").of(
                logged=_shown(value), stored=_shown(found)
            )
            yield _error("altered-row", said, f"{where} {column}")


def _error(code: str, what: Message, where: str) -> CheckFinding:
    return CheckFinding(check="rows", severity=Severity.ERROR, code=code, what=what, where=where)


def _shown(value: object) -> Message | str:
    return N_("nothing") if value is None else str(value)
