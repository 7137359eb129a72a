"""Statements of the treasury: taken in, held against the book, matched and explained by people.

Nothing here writes to the ledger.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from ethnictrack.errors.entries import UnknownEntryError
from ethnictrack.i18n import N_
from ethnictrack.ledger.reconciliation import compare
from ethnictrack.ledger.statement import (
    OPEN,
    LineOutcome,
    LineStatus,
    Reconciled,
    StatementLine,
    equal_lines,
    with_reversals,
    without_set_off,
)
from ethnictrack.nouns.statement import FOUND, Decision, KeptLine, Statement, StatementAction
from ethnictrack.values.errors import BookError
from ethnictrack.values.kinds import Side
from ethnictrack.values.money import ZERO
from ethnictrack.values.text import key

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ethnictrack.book.opening import Book
    from ethnictrack.ledger.statement import BookItem
    from ethnictrack.nouns.batch import ImportRow
    from ethnictrack.nouns.program import Programs


class UnknownStatementError(BookError):
    statement: int
    code = "unknown-statement"
    text = N_("There is no statement {statement}, or it was dropped.")
    remedy = N_("`ethnictrack reconcile list` lists the statements.")


class SupersededStatementError(BookError):
    statement: int
    by: int
    code = "statement-superseded"
    text = N_("Statement {by} covers the span of statement {statement}.")
    remedy = N_("See it with `ethnictrack reconcile show {by}`.")


class UnknownStatementLineError(BookError):
    statement: int
    line: int
    code = "unknown-line"
    text = N_("Statement {statement} has no line {line}.")
    remedy = N_(
        "Lines have the number of their row in the file: `ethnictrack reconcile show {statement}`."
    )


class LineMatchedError(BookError):
    statement: int
    line: int
    entries: tuple[int, ...]
    code = "line-matched"
    text = N_("Line {line} of statement {statement} is matched: {entries}.")
    remedy = N_("See it with `ethnictrack reconcile show {statement}`.")


class EntryMatchedError(BookError):
    entry: int
    statement: int
    line: int
    code = "entry-matched"
    text = N_("Entry {entry} is matched with line {line} of statement {statement}.")
    remedy = N_("See it with `ethnictrack reconcile show {statement}`.")


class NotOnStatementError(BookError):
    entry: int
    statement: int
    code = "entry-not-open"
    text = N_("Entry {entry} is not among those that the book alone has in statement {statement}.")
    remedy = N_("`ethnictrack reconcile show {statement} --only differing` lists them.")


class NotPaidError(BookError):
    entry: int
    code = "entry-not-paid"
    text = N_("Entry {entry} is a plan; a treasury's line is money paid.")
    remedy = N_("`ethnictrack disburse list` lists what was paid.")


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldStatement:
    """A statement with what was found of it; ``by_person`` has what people matched, by line."""

    statement: Statement
    kept: Sequence[KeptLine]
    found: Reconciled
    by_person: Mapping[int, tuple[int, ...]]


class _Codes:
    """What the codes of lines stand for: a programme, or all programmes of a mã CTMT."""

    def __init__(self, programs: Programs) -> None:
        self._programs = programs
        self._targets: dict[str, set[int]] = {}
        for each in programs:
            lineage = map(programs.__getitem__, programs.lineage(each.id))
            code = next((above.target_code for above in lineage if above.target_code), None)
            if code:
                self._targets.setdefault(key(code), set()).add(each.id)
        self._known: dict[tuple[str | None, str | None], frozenset[int] | None] = {}

    def of(self, line: KeptLine) -> frozenset[int] | None:
        """Return the programmes a line is of; None where it names none."""
        if line.program is not None:
            return frozenset({line.program})
        codes = line.said, line.target_code
        if codes not in self._known:
            found = [frozenset(self._meant(each)) for each in codes if each]
            self._known[codes] = next(filter(None, found), frozenset()) if found else None
        return self._known[codes]

    def _meant(self, code: str) -> set[int]:
        return {each.id for each in self._programs.matches(code)} or self._targets.get(
            key(code), set()
        )


def find(book: Book, number: int) -> Statement:
    """Return a statement. Raises: UnknownStatementError."""
    for each in book.statements.all():
        if each.id == number:
            return each
    raise UnknownStatementError(statement=number)


def newer(book: Book, statement: Statement) -> int | None:
    """Return the statement of the same kind that took the place of one, if any did."""
    return _newer(statement, book.statements.all(), book.statements.of_sums())


def live(book: Book) -> list[Statement]:
    """Return the statements whose place no newer one has taken, oldest first."""
    every, sums = book.statements.all(), book.statements.of_sums()
    return [each for each in every if _newer(each, every, sums) is None]


def _newer(statement: Statement, every: Sequence[Statement], sums: set[int]) -> int | None:
    for each in every:
        same_kind = (each.id in sums) is (statement.id in sums)
        if each.id > statement.id and same_kind and each.covers(statement):
            return each.id
    return None


def of_same_file(book: Book, statement: Statement) -> Statement | None:
    """Return the newest older statement that is of the very same file."""
    same = (each for each in book.statements.all() if each.digest == statement.digest)
    return max(
        (each for each in same if each.id < statement.id), key=attrgetter("id"), default=None
    )


def hold(book: Book, statement: Statement) -> HeldStatement:
    """Hold a statement against the book as it is now."""
    kept = book.statements.lines(statement.id)
    decisions = book.statements.decisions(statement.id)
    account = _Account(book, statement)
    lines = account.lines(kept)
    by_person = _by_person(decisions)
    decided = frozenset(number for entries in by_person.values() for number in entries)
    items = with_reversals(account.items(decided), decided)
    outcomes, left = compare(lines, items, by_person, days=statement.days)
    reasons = _reasons(decisions, attrgetter("line"))
    told = {number: _explained(each, reasons.get(number)) for number, each in outcomes.items()}
    own = without_set_off([item for item in left if item.within])
    found = Reconciled(lines, told, own, _reasons(decisions, attrgetter("entry")))
    return HeldStatement(statement=statement, kept=kept, found=found, by_person=by_person)


class _Account:
    """Whose account a statement is of: its lines and its entries."""

    def __init__(self, book: Book, statement: Statement) -> None:
        self._book, self._statement = book, statement
        self._codes = _Codes(book.programs)
        place, program = statement.place, statement.program
        self._places = None if place is None else frozenset(book.places.family(place))
        self._programs = None if program is None else frozenset(book.programs.family(program))

    def lines(self, kept: Sequence[KeptLine]) -> list[StatementLine]:
        """Return the lines as they are compared: what the file leaves open the account says."""
        return [
            StatementLine(
                number=each.line,
                amount=each.amount,
                programs=self._programs if (of := self._codes.of(each)) is None else of,
                voucher=each.key,
                date=each.date,
                capital=each.capital,
                source=each.source,
                year=each.year or self._statement.year,
            )
            for each in kept
        ]

    def items(self, decided: frozenset[int]) -> Iterator[BookItem]:
        """Yield what may be on the statement; what another one has is no candidate here."""
        elsewhere = self._elsewhere()
        for item in self._book.statements.payments(self._statement):
            (number,) = item.ids
            if number not in decided and item.reverses not in decided:
                if self._places is not None and item.place not in self._places:
                    continue
                if number in elsewhere and not item.within:
                    continue
            own = item.within and self._own(item)
            yield item if own is item.within else replace(item, within=own)

    def _own(self, item: BookItem) -> bool:
        """Say whether an entry is of the account."""
        return (
            self._programs is None or item.program in self._programs
        ) and self._statement.year in {None, item.year}

    def _elsewhere(self) -> set[int]:
        others = [each.id for each in live(self._book) if each.id != self._statement.id]
        return self._book.statements.matched_in(others) if others else set()


def _by_person(decisions: Sequence[Decision]) -> dict[int, tuple[int, ...]]:
    """Return the entries of each line that a person matched; what was said last counts."""
    said: dict[int, dict[int, list[int]]] = {}
    for each in decisions:
        if each.action is StatementAction.MATCH and each.by_person and each.line and each.entry:
            said.setdefault(each.line, {}).setdefault(each.log, []).append(each.entry)
    return {line: tuple(by_log[max(by_log)]) for line, by_log in said.items()}


def _reasons(decisions: Sequence[Decision], of: Callable[[Decision], int | None]) -> dict[int, str]:
    """Return why lines differ, or why entries have none; ``of`` says which of them."""
    explained = (each for each in decisions if each.action is StatementAction.EXPLAIN)
    told = ((of(each), each.reason or "") for each in explained)
    return {number: reason for number, reason in told if number is not None}


def _explained(outcome: LineOutcome, reason: str | None) -> LineOutcome:
    if reason is None or outcome.status not in OPEN:
        return outcome
    return replace(outcome, status=LineStatus.EXPLAINED, reason=reason)


def take(book: Book, statement: Statement, lines: Sequence[KeptLine]) -> HeldStatement:
    """Keep a statement, with what people did to equal lines of those whose place it takes."""
    number = book.statements.add(statement, lines)
    kept = replace(statement, id=number)
    sums = book.statements.of_sums()
    for older in book.statements.all():
        if _newer(older, [kept], sums) is not None:
            book.statements.decide(_carried(book, older, kept, lines))
    return _noted(book, kept)


def _carried(
    book: Book, older: Statement, newer_: Statement, lines: Sequence[KeptLine]
) -> Iterator[Decision]:
    """Yield what people decided of an older statement, for the equal lines of a newer one."""
    before = _Account(book, older).lines(book.statements.lines(older.id))
    rows = equal_lines(before, _Account(book, newer_).lines(lines))
    decisions = book.statements.decisions(older.id)
    for line, entries in _by_person(decisions).items():
        if line in rows:
            for entry in entries:
                yield Decision(
                    statement=newer_.id, action=StatementAction.MATCH, line=rows[line], entry=entry
                )
    for each in decisions:
        if each.action is StatementAction.EXPLAIN and (each.line is None or each.line in rows):
            line_ = None if each.line is None else rows[each.line]
            yield replace(each, statement=newer_.id, line=line_)


def _noted(book: Book, statement: Statement) -> HeldStatement:
    """Keep which entries the program matched by itself, for lists of entries to say it."""
    held = hold(book, statement)
    known = {each.entry for each in book.statements.decisions(statement.id) if each.entry}
    found: dict[int, int] = {}
    for line, outcome in sorted(held.found.outcomes.items()):
        if outcome.status is LineStatus.MATCHED and line not in held.by_person:
            for entry in outcome.entries:
                if entry not in known:
                    found.setdefault(entry, line)
    book.statements.decide(
        Decision(
            statement=statement.id,
            action=StatementAction.MATCH,
            line=line,
            entry=entry,
            reason=FOUND,
        )
        for entry, line in found.items()
    )
    return held


def _open_to_people(book: Book, number: int) -> HeldStatement:
    """Return a statement that may be worked on. Raises: SupersededStatementError."""
    statement = find(book, number)
    if (by := newer(book, statement)) is not None:
        raise SupersededStatementError(statement=number, by=by)
    return hold(book, statement)


def _outcome(held: HeldStatement, line: int) -> LineOutcome:
    outcome = held.found.outcomes.get(line)
    if outcome is None:
        raise UnknownStatementLineError(statement=held.statement.id, line=line)
    return outcome


def match(book: Book, number: int, line: int, entries: Sequence[int]) -> HeldStatement:
    """Say that a line is these entries.

    Raises: UnknownStatementLineError, LineMatchedError, UnknownEntryError, NotPaidError,
    EntryMatchedError.
    """
    held = _open_to_people(book, number)
    outcome = _outcome(held, line)
    if outcome.status is LineStatus.MATCHED and line not in held.by_person:
        raise LineMatchedError(statement=number, line=line, entries=outcome.entries)
    for entry in dict.fromkeys(entries):
        _check_entry(book, held, entry)
    book.statements.decide(
        Decision(statement=number, action=StatementAction.MATCH, line=line, entry=entry)
        for entry in dict.fromkeys(entries)
    )
    return _noted(book, held.statement)


def _check_entry(book: Book, held: HeldStatement, entry: int) -> None:
    posted = book.ledger.get(entry)
    if posted is None:
        raise UnknownEntryError(entry=entry)
    if posted.entry.side is not Side.DISBURSEMENT:
        raise NotPaidError(entry=entry)
    for line, outcome in sorted(held.found.outcomes.items()):
        taken = outcome.status is LineStatus.MATCHED or line in held.by_person
        if taken and entry in outcome.entries:
            raise EntryMatchedError(entry=entry, statement=held.statement.id, line=line)
    _check_others(book, held.statement.id, entry)


def _check_others(book: Book, statement: int, entry: int) -> None:
    """Refuse an entry that another statement of the kind has."""
    sums = book.statements.of_sums()
    others = {each.id for each in live(book)} - {statement}
    for other, line in book.statements.matches_of(entry):
        if other in others and (other in sums) is (statement in sums):
            raise EntryMatchedError(entry=entry, statement=other, line=line)


def explain_line(book: Book, number: int, line: int, reason: str) -> Decision:
    """Say why a line differs. Raises: UnknownStatementLineError, LineMatchedError."""
    outcome = _outcome(_open_to_people(book, number), line)
    if outcome.status is LineStatus.MATCHED:
        raise LineMatchedError(statement=number, line=line, entries=outcome.entries)
    explained = Decision(statement=number, action=StatementAction.EXPLAIN, line=line, reason=reason)
    book.statements.decide([explained])
    return explained


def explain_entry(book: Book, number: int, entry: int, reason: str) -> Decision:
    """Say why the treasury has no line for an entry. Raises: NotOnStatementError."""
    held = _open_to_people(book, number)
    if entry not in {each for item in held.found.book_only for each in item.ids}:
        raise NotOnStatementError(entry=entry, statement=number)
    explained = Decision(
        statement=number, action=StatementAction.EXPLAIN, entry=entry, reason=reason
    )
    book.statements.decide([explained])
    return explained


def drop(book: Book, number: int, reason: str) -> Statement:
    """Set a statement aside: it is compared no more. Raises: UnknownStatementError."""
    statement = find(book, number)
    dropped = Decision(statement=number, action=StatementAction.DROP, reason=reason)
    book.statements.decide([dropped])
    return statement


def kept_lines(rows: Iterable[ImportRow], programs: Programs) -> list[KeptLine]:
    """Return the lines of a statement; a programme that the book does not know stays as said."""
    known: dict[str, int | None] = {}
    lines = []
    for row in rows:
        said: dict[str, Any] = {**row.values}
        name = said.get("program")
        if name is not None and name not in known:
            found = programs.matches(name)
            known[name] = found[0].id if len(found) == 1 else None
        amount = said.get("amount")
        lines.append(
            KeptLine(
                line=row.line,
                amount=ZERO if amount is None else amount.dong,
                said=name,
                program=None if name is None else known[name],
                target_code=said.get("target_code"),
                voucher=said.get("voucher"),
                date=said.get("date"),
                capital=said.get("capital"),
                source=said.get("source"),
                year=said.get("year"),
                text=said.get("text"),
            )
        )
    return lines
