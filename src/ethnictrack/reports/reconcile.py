"""A statement of the treasury held against the book, and the record of it that is signed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ethnictrack.i18n import N_, Message
from ethnictrack.ledger.statement import OPEN, BothSides, LineStatus, Reconciled
from ethnictrack.reports.entries import entry_data
from ethnictrack.reports.letter import Paper
from ethnictrack.reports.listing import says
from ethnictrack.reports.table import Column, Document, Heading, Result, Table, Term, Unit
from ethnictrack.values.kinds import Capital, Source, capital_name
from ethnictrack.values.money import ZERO

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from ethnictrack.ledger.entry import Posted
    from ethnictrack.nouns.place import Places
    from ethnictrack.nouns.program import Programs
    from ethnictrack.nouns.statement import KeptLine, Statement
    from ethnictrack.reports.table import Block, Cell

_MONEY = (
    Column("treasury", N_("Treasury"), Unit.DONG),
    Column("book", N_("Book"), Unit.DONG),
    Column("difference", N_("Difference"), Unit.DONG),
)
_LINES: tuple[Column[dict[str, Any]], ...] = (
    Column("line", N_("Line"), Unit.CODE),
    Column("date", N_("Date"), Unit.DATE),
    Column("voucher", N_("Voucher"), Unit.CODE),
    Column("program", N_("Programme"), Unit.CODE),
    *_MONEY,
    Column("status", N_("Status"), of=lambda of: Term(of["status"], of["status"].label)),
    Column("differs_in", N_("Differs in"), of=lambda of: _names(of["differs_in"])),
    Column("entries", N_("Entries"), Unit.CODE, lambda of: _numbers(of["entries"])),
    Column("candidates", N_("Could be entry"), Unit.CODE, lambda of: _numbers(of["candidates"])),
    Column("reason", N_("Reason")),
)
_SUMS = (Column("what", N_("Of these")), *_MONEY)
_CLASSES = (
    Column("code", N_("Code"), Unit.CODE),
    Column("name", N_("Programme")),
    Column("capital", N_("Capital")),
    Column("source", N_("Source")),
    *_MONEY,
)
_OPEN_ONES = (
    Column("where", N_("Where")),
    Column("date", N_("Date"), Unit.DATE),
    Column("voucher", N_("Voucher"), Unit.CODE),
    Column("code", N_("Code"), Unit.CODE),
    *_MONEY,
    Column("why", N_("Reason")),
)
_NAMES = {
    "amount": N_("amount"),
    "program": N_("programme"),
    "source": N_("source"),
    "capital": N_("capital"),
    "date": N_("date"),
    "year": N_("year"),
}
_PARTS = {
    "matched": N_("agrees"),
    "explained": N_("explained"),
    "open": N_("open"),
}
_TITLE = N_("Statement {statement} of the treasury")
_SPAN = N_("From {first} to {last}; days may be {days} apart.")
_RECORD = N_("Record of reconciliation with the State Treasury")
_OF_FILE = N_("Statement {statement}: {file}.")
_ACCOUNT = N_("Of {account} alone.")
_LINE, _ENTRY = N_("line {line}"), N_("entry {entry}")
_AGREES = N_("Both sides agree.")
_OPEN_LEFT = N_("Lines and entries that are still open: {count}.")
_PARTIES = (N_("For the State Treasury"), N_("For the unit"))


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementFacts:
    """A statement with what was found of it.

    ``alone`` reads the entries that the book alone has, in their order; they may be many.
    """

    statement: Statement
    kept: Sequence[KeptLine]
    found: Reconciled
    alone: Callable[[], Iterable[Posted]]
    programs: Programs
    places: Places

    def code(self, line: KeptLine) -> str | None:
        """Return the programme of a line: its code, where the book knows it, or as it was said."""
        if line.program is not None:
            return self.programs[line.program].code
        return line.said or line.target_code

    @property
    def account(self) -> tuple[str, ...]:
        """Whose account it is."""
        said = self.statement
        named = (self.programs.code_of(said.program), self.places.code_of(said.place))
        year = None if said.year is None else str(said.year)
        return tuple(each for each in (*named, year) if each)

    @property
    def basis(self) -> tuple[Message, ...]:
        """What it rests on."""
        said = self.statement
        told = [_SPAN.of(first=said.since, last=said.as_of, days=said.days)]
        if self.account:
            told.append(_ACCOUNT.of(account=self.account))
        return tuple(told)


def statement_show(facts: StatementFacts, *, differing: bool = False) -> Result:
    """Show each line, or each that differs, and what the book has alone."""
    kept = _shown_lines(facts, differing=differing)
    rows = (_line_data(facts, line) for line in kept)
    blocks = (
        Table.of(_LINES, rows, empty=N_("No line differs.") if differing else N_("No line.")),
        *_alone_table(facts),
        _sums_table(facts.found),
    )
    return Result(Document(_TITLE.of(statement=facts.statement.id), blocks, facts.basis))


def statement_data(facts: StatementFacts, *, differing: bool = False) -> dict[str, object]:
    """Return the same as JSON has it; lines and entries are read and made as they are written."""
    kept = _shown_lines(facts, differing=differing)
    return {
        "statement": facts.statement.id,
        "as_of": facts.statement.as_of,
        "lines": (_line_data(facts, each) for each in kept),
        "book_only": (_alone_data(facts, each) for each in facts.alone()),
        "totals": _totals(facts.found),
    }


def _shown_lines(facts: StatementFacts, *, differing: bool) -> Sequence[KeptLine]:
    outcomes = facts.found.outcomes
    if not differing:
        return facts.kept
    return [each for each in facts.kept if outcomes[each.line].status in OPEN]


def line_data(facts: StatementFacts, number: int) -> dict[str, object]:
    """Return one line as JSON has it."""
    line = next(each for each in facts.kept if each.line == number)
    return _line_data(facts, line)


def _alone_data(facts: StatementFacts, posted: Posted) -> dict[str, object]:
    data = entry_data(posted, facts.programs, facts.places)
    return {**data, "reason": facts.found.reasons.get(posted.id)}


def _line_data(facts: StatementFacts, line: KeptLine) -> dict[str, Any]:
    outcome = facts.found.outcomes[line.line]
    return {
        "line": line.line,
        "program": facts.code(line),
        "voucher": line.voucher,
        "date": line.date,
        "treasury": line.amount,
        "book": outcome.book,
        "difference": line.amount - outcome.book,
        "status": outcome.status,
        "differs_in": list(outcome.differs_in),
        "candidates": list(outcome.candidates),
        "entries": list(outcome.entries),
        "reason": outcome.reason,
    }


def _names(differs_in: Sequence[str]) -> Cell:
    if not differs_in:
        return None
    names = tuple(_NAMES[each] for each in differs_in)
    return Term(",".join(differs_in), Message("{names}").of(names=names))


def _numbers(entries: Iterable[int]) -> str | None:
    return ", ".join(map(str, entries)) or None


def _alone_table(facts: StatementFacts) -> Iterator[Table]:
    columns: tuple[Column[Posted], ...] = (
        Column("entry", N_("Entry"), Unit.CODE, lambda of: of.id),
        Column("date", N_("Date"), Unit.DATE, lambda of: of.entry.date),
        Column("voucher", N_("Voucher"), Unit.CODE, lambda of: of.entry.voucher),
        Column(
            "program",
            N_("Programme"),
            Unit.CODE,
            lambda of: facts.programs.code_of(of.entry.program),
        ),
        Column("book", N_("Book"), Unit.DONG, lambda of: of.entry.effect),
        Column("reason", N_("Reason"), of=lambda of: facts.found.reasons.get(of.id)),
    )
    table = Table.of(columns, facts.alone(), title=N_("In the book alone"))
    if table.rows:
        yield table


def _sums_table(found: Reconciled) -> Table:
    rows = ({"what": _PARTS[name], **_money(each)} for name, each in found.sums().items())
    return Table.of(_SUMS, rows, total=_money(found.total()), title=N_("Sums"))


def _money(of: BothSides) -> dict[str, object]:
    return {"treasury": of.treasury, "book": of.book, "difference": of.difference}


def _totals(found: Reconciled) -> dict[str, object]:
    parts = {
        name: {"treasury": each.treasury, "book": each.book} for name, each in found.sums().items()
    }
    return {**_money(found.total()), **parts}


_LIST: tuple[Column[StatementFacts], ...] = (
    Column("statement", N_("Statement"), Unit.CODE, lambda of: of.statement.id),
    Column("since", N_("From"), Unit.DATE, lambda of: of.statement.since),
    Column("as_of", N_("Up to"), Unit.DATE, lambda of: of.statement.as_of),
    Column("account", N_("Of"), of=lambda of: ", ".join(of.account) or None),
    Column("file", N_("File"), of=lambda of: of.statement.file),
    Column("open", N_("Open"), Unit.NUMBER, lambda of: of.found.open),
)


def statement_list(listed: Iterable[StatementFacts], search: str | None = None) -> Result:
    """List statements that say a text, oldest first, with how much of each is open."""
    every = [(each, _statement_data(each)) for each in listed]
    kept = [(each, facts) for each, facts in every if says([*each.account, facts], search)]
    empty = N_("No statement was taken yet.")
    table = Table.of(_LIST, (each for each, _ in kept), empty=empty)
    document = Document(N_("Statements of the treasury"), (table,))
    return Result(document, [facts for _, facts in kept])


def _statement_data(of: StatementFacts) -> dict[str, object]:
    return {
        "statement": of.statement.id,
        "since": of.statement.since,
        "as_of": of.statement.as_of,
        "program": of.programs.code_of(of.statement.program),
        "place": of.places.code_of(of.statement.place),
        "year": of.statement.year,
        "file": of.statement.file,
        "open": of.found.open,
    }


_Class = tuple[str | None, Capital | None, Source | None]


def reconcile(facts: StatementFacts, unit_line: Message) -> Result:
    """Make the record that both sides sign: sums a class, and every difference with its reason."""
    data, total = list(_class_data(facts)), _money(facts.found.total())
    rows, empty = (_named(each, facts.statement.as_of.year) for each in data), N_("No line.")
    blocks: tuple[Block, ...] = (
        Table.of(_CLASSES, rows, total=total, under="code", blank=None, empty=empty),
        Heading(N_("Differences"), level=2),
        Table.of(_OPEN_ONES, _difference_rows(facts), empty=_AGREES),
    )
    basis = (
        _OF_FILE.of(statement=facts.statement.id, file=facts.statement.file),
        *facts.basis,
        unit_line,
    )
    notes = (_OPEN_LEFT.of(count=facts.found.open),) if facts.found.open else ()
    return Result(
        Document(_RECORD, blocks, basis, notes, paper=Paper(parties=_PARTIES)),
        {
            "report": "reconcile",
            "title": _RECORD,
            "year": facts.statement.as_of.year,
            "as_of": facts.statement.as_of,
            "statement": facts.statement.id,
            "rows": data,
            "total": _totals(facts.found),
            "notes": list(notes),
        },
    )


def _class_data(facts: StatementFacts) -> Iterator[dict[str, Any]]:
    for (code, capital, source), both in _classes(facts).items():
        name = _name(facts, code) if code else None
        yield {"code": code, "name": name, "capital": capital, "source": source, **_money(both)}


def _named(of: dict[str, Any], year: int) -> dict[str, Any]:
    """Return a row with the names of its class, which people read."""
    capital, source = of["capital"], of["source"]
    return {
        **of,
        "capital": capital and Term(capital.value, capital_name(capital, year)),
        "source": source and Term(source.value, source.label),
    }


def _name(facts: StatementFacts, code: str) -> str | None:
    """Return the name of the programme with a code, else of the first with it as its mã CTMT."""
    known = facts.programs.with_code(code)
    known += [each for _, each in facts.programs.walk() if each.target_code == code]
    return known[0].name if known else None


def _classes(facts: StatementFacts) -> dict[_Class, BothSides]:
    """Return both sides of each code, capital and source; entries alone are under a line's code."""
    found: dict[_Class, BothSides] = {}
    covered = {each.number: each.programs or frozenset() for each in facts.found.lines}
    labels: dict[int, str | None] = {}  # of a programme, from the line that is closest to it
    for line in sorted(facts.kept, key=lambda each: -len(covered[each.line])):
        labels |= dict.fromkeys(covered[line.line], facts.code(line))
    for line in facts.kept:
        code = facts.code(line)
        both = BothSides(treasury=line.amount, book=facts.found.outcomes[line.line].book)
        of = (code, line.capital, line.source)
        found[of] = found.get(of, BothSides()) + both
    for item in facts.found.book_only:
        code = labels.get(item.program) or facts.programs.code_of(item.program)
        of = (code, item.capital, item.source)
        found[of] = found.get(of, BothSides()) + BothSides(book=item.amount)
    return dict(sorted(found.items(), key=lambda each: tuple(str(part or "") for part in each[0])))


def _difference_rows(facts: StatementFacts) -> Iterator[dict[str, object]]:
    for line in facts.kept:
        outcome = facts.found.outcomes[line.line]
        if outcome.status is not LineStatus.MATCHED:
            yield {
                "where": _LINE.of(line=line.line),
                "date": line.date,
                "voucher": line.voucher,
                "code": facts.code(line),
                **_money(BothSides(treasury=line.amount, book=outcome.book)),
                "why": outcome.reason or _names(outcome.differs_in) or outcome.status.label,
            }
    for item, posted in zip(facts.found.book_only, facts.alone(), strict=True):
        yield {
            "where": _ENTRY.of(entry=posted.id),
            "date": item.date,
            "voucher": posted.entry.voucher,
            "code": facts.programs.code_of(item.program),
            **_money(BothSides(treasury=ZERO, book=item.amount)),
            "why": facts.found.reasons.get(posted.id) or N_("in the book alone"),
        }
