"""Two reports of the same kind side by side: which figures moved, and which entries moved them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from ethnictrack.i18n import N_
from ethnictrack.reports.book import log_table
from ethnictrack.reports.entries import document_of, entry_data, remark_of
from ethnictrack.reports.rate_rows import MONEY, SUMS
from ethnictrack.reports.table import (
    TOTAL,
    Column,
    Document,
    Heading,
    Paragraph,
    Result,
    Table,
    Term,
    Unit,
    columns_at,
    data_of,
)
from ethnictrack.values.money import Dong, Points
from ethnictrack.year.figures import Sum

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from ethnictrack.audit.log import LogEntry
    from ethnictrack.i18n import Message
    from ethnictrack.ledger.entry import Posted
    from ethnictrack.nouns.place import Places
    from ethnictrack.nouns.program import Programs
    from ethnictrack.reports.table import Block


Facts = Mapping[str, Any]  # a report as JSON has it
Figure = Dong | Fraction | Decimal
Key = tuple[str, str | None, str]  # what kind of row, its code, the column
_HEADS = {column.key: column.heading for column in MONEY} | {
    "target": N_("Target"),
    "actual": N_("Actual"),
    "recommended": N_("To recover"),
    "recovered": N_("Recovered"),
    "outstanding": N_("Outstanding"),
}
_MONEY = ("planned", "disbursed", "remaining", "unplanned")
_NEW: tuple[str, None] = ("", None)
_MOVED: tuple[Column[Facts], ...] = (
    Column("code", N_("Code"), Unit.CODE, lambda of: of["code"] or ""),
    Column("name", N_("Row")),
    Column("column", N_("Column"), of=lambda of: Term(of["column"], _HEADS[of["column"]])),
    Column("before", N_("Before"), Unit.DONG),
    Column("after", N_("After"), Unit.DONG),
    Column("change", N_("Change"), Unit.DONG),
)
Mover = tuple["Posted", Sum]  # an entry and what it adds
_TITLE = N_("Difference: {first} and {second}")
_SAME, _NO_ENTRY = N_("No figure moved."), N_("No entry makes a difference.")
_FIGURES, _MOVERS = N_("Figures that moved"), N_("Entries that moved them")
_CHANGES = N_("What else was recorded in between")
_ALL = N_("These entries are the whole difference of the totals, to the đồng.")
_REST = N_(
    "These entries are not the whole difference of the totals: programmes or places were changed "
    "in between, or the reports were asked differently."
)
_ASKED = N_("Asked differently: {names}.")
_RULES = N_("The rules of reckoning changed between the programs that made them.")


@dataclass(frozen=True, slots=True, kw_only=True)
class DifferenceSide:
    """One of the two: how it is called, its figures, what was asked, the rules it was made by.

    ``mark`` is its seal as printed, "" for the book as it is now.
    """

    mark: str
    name: Message
    told: Message
    facts: Facts
    asked: Mapping[str, str | None]
    rules: object
    data: object


def _change_data(of: LogEntry) -> dict[str, object]:
    objects = [change.subject for change in of.changes]
    return {
        "seq": of.seq,
        "at": of.at,
        "actor": of.actor,
        "command": of.command,
        "objects": objects,
    }


def difference(  # noqa: PLR0913 - the facts a report states on its face
    first: DifferenceSide,
    second: DifferenceSide,
    *,
    moved: Iterable[tuple[Posted, Sum]],
    changes: Sequence[LogEntry],
    programs: Programs,
    places: Places,
    unit_line: Message | None = None,
) -> Result:
    """Show which figures moved between two reports, and what moved them."""
    figures, movers = list(_moved(first.facts, second.facts)), list(moved)
    by = sum((each for _, each in movers), Sum())
    whole = by == _total(second.facts) - _total(first.facts)
    notes = tuple(_notes(first, second, whole=whole, any_moved=bool(movers or figures)))
    blocks: list[Block] = [
        Heading(_FIGURES, level=2),
        Table.of(_MOVED, figures) if figures else Paragraph(_SAME),
        Heading(_MOVERS, level=2),
        _entry_table(movers, programs) if movers else Paragraph(_NO_ENTRY),
    ]
    if changes:
        blocks += [Heading(_CHANGES, level=2), log_table(changes)]
    title = _TITLE.of(first=first.name, second=second.name)
    basis = (first.told, second.told, *([unit_line] if unit_line else []))
    stated = (("first", first.mark), ("second", second.mark), ("money_unit", "dong"))
    data = {
        "report": "diff",
        "title": title,
        "first": first.data,
        "second": second.data,
        "moved": figures,
        "entries": [
            {**entry_data(each, programs, places), "moved": data_of(SUMS, sums)}
            for each, sums in movers
        ],
        "changes": list(map(_change_data, changes)),
        "notes": list(notes),
    }
    return Result(Document(title, tuple(blocks), basis, notes, stated), data)


def _notes(
    first: DifferenceSide, second: DifferenceSide, *, whole: bool, any_moved: bool
) -> Iterator[Message]:
    names = {*first.asked, *second.asked} - {"language", "unit", "decimals"}
    other = sorted(name for name in names if first.asked.get(name) != second.asked.get(name))
    if first.facts["as_of"] != second.facts["as_of"]:
        other.append("as-of")
    if other:
        yield _ASKED.of(names=tuple(f"--{name}" for name in other))
    if first.rules != second.rules:
        yield _RULES
    if any_moved:
        yield _ALL if whole else _REST


def _total(facts: Facts) -> Sum:
    of = facts["total"]
    return Sum(Dong(of["planned"]), Dong(of["disbursed"]), Dong(of["unplanned"]))


def _moved(before: Facts, after: Facts) -> Iterator[dict[str, object]]:
    """Yield each figure that is not the same any more, as JSON has it."""
    was, now = dict(_figures(before)), dict(_figures(after))
    for key in dict.fromkeys((*was, *now)):
        (name, one), (_, two) = was.get(key, now.get(key, _NEW)), now.get(key, _NEW)
        one = one if key in was else None
        if one != two:
            kind, code, column = key
            said = {"kind": kind, "code": code, "name": name, "column": column}
            yield {**said, "before": one, "after": two, "change": _change(one, two)}


def _change(one: Figure | None, two: Figure | None) -> Dong | Decimal | Points | None:
    """Return by how much a figure moved; what was not there counts as nothing, a rate does not."""
    match one, two:
        case (Dong() | None, Dong() | None):
            return (two or Dong(0)) - (one or Dong(0))
        case (Decimal() | None, Decimal() | None):
            return (two or Decimal(0)) - (one or Decimal(0))
        case (Fraction(), Fraction()):
            return Points(two - one)
    return None


def _figures(facts: Facts) -> Iterator[tuple[Key, tuple[Message | str, Figure | None]]]:
    """Yield every figure by the row and column it stands in."""
    for node in _flat(facts["programs"]):
        for column, value in _sums(node):
            yield ("program", node["code"], column), (node["name"], value)
    for each in facts["activities"]:
        for column in ("target", "actual"):
            count = None if each[column] is None else Decimal(each[column])
            yield ("activity", each["code"], column), (each["name"], count)
    for each in facts["inspections"]:
        for column in ("recommended", "recovered", "outstanding"):
            yield ("inspection", each["code"], column), (each["title"], Dong(each[column]))
    for column, value in _sums(facts["total"]):
        yield ("total", None, column), (TOTAL, value)


def _sums(of: Facts) -> Iterator[tuple[str, Figure | None]]:
    for column in _MONEY:
        yield column, Dong(of[column])
    yield "rate", None if of["rate"] is None else Fraction(of["rate"]) / 100


def _flat(nodes: Sequence[Facts]) -> Iterator[Facts]:
    for node in nodes:
        yield node
        yield from _flat(node["children"])


def _entry_table(movers: Sequence[Mover], programs: Programs) -> Table:
    columns: tuple[Column[Mover], ...] = (
        Column("id", N_("No."), Unit.CODE, lambda of: of[0].id),
        Column("date", N_("Date"), Unit.DATE, lambda of: of[0].entry.date),
        Column(
            "program", N_("Programme"), Unit.CODE, lambda of: programs.code_of(of[0].entry.program)
        ),
        Column("document", N_("Document"), of=lambda of: document_of(of[0])),
        Column("recorded_at", N_("Recorded at"), Unit.MOMENT, lambda of: of[0].recorded_at),
        *columns_at(SUMS, lambda of: of[1]),
        Column("note", N_("Note"), of=lambda of: remark_of(of[0])),
    )
    return Table.of(columns, movers, added=True)
