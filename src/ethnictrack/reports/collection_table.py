"""What units reported, in one table: against the period before, the book and the treasury."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from ethnictrack.i18n import N_, Message
from ethnictrack.nouns.collection import UnitState
from ethnictrack.reports.letter import Paper
from ethnictrack.reports.table import Column, Document, Result, Table, Term, Unit
from ethnictrack.values.kinds import Capital, Source, capital_name, source_name
from ethnictrack.values.money import Dong

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from ethnictrack.nouns.collection import Collection, UnitRecord
    from ethnictrack.nouns.place import Places
    from ethnictrack.nouns.program import Programs

_COLUMNS = (
    Column("place", N_("Code"), Unit.CODE),
    Column("place_name", N_("Reporting unit")),
    Column("program", N_("Programme"), Unit.CODE),
    Column("capital", N_("Capital")),
    Column("source", N_("Source")),
    Column("before", N_("Up to the period before"), Unit.DONG),
    Column("in_month", N_("In the period"), Unit.DONG),
    Column("cumulative", N_("To the end of the period"), Unit.DONG),
    Column("book", N_("Book"), Unit.DONG),
    Column("treasury", N_("Treasury"), Unit.DONG),
    Column("difference", N_("Difference"), Unit.DONG),
)
_SUMS = ("before", "in_month", "cumulative", "book", "treasury", "difference")
_TITLE = N_("Disbursement as units report it, {period}")
_BASIS = N_("Difference: what the units report less what the book has, up to {last}.")
_NOTES = {
    UnitState.MISSING: N_("Not received, and without a row: {places}."),
    UnitState.RETURNED: N_("Sent back, counted as accepted before, if it was: {places}."),
    UnitState.CORRECTED: N_("Corrected after acceptance, and not accepted again yet: {places}."),
    UnitState.RECEIVED: N_("Received, and not accepted yet: {places}."),
}
_NIL = N_("Nothing to report: {places}.")
_ASIDE = N_("Lines of the treasury that name no unit, and stand in no row: {count}, {amount} đồng.")
_NO_STATEMENT = N_("No statement of the treasury ends on {last}.")


class MergedKey(NamedTuple):
    """Whose row it is; ids of the registers."""

    place: int
    program: int
    capital: Capital | None
    source: Source | None


class MergedRow(NamedTuple):
    """A row: paid before, to the end of the period, by the book and by the treasury."""

    key: MergedKey
    before: Dong
    cumulative: Dong
    book: Dong
    treasury: Dong | None

    @property
    def figures(self) -> tuple[Dong | None, ...]:
        """The columns of money."""
        return (
            *(self.before, self.cumulative - self.before, self.cumulative),
            *(self.book, self.treasury, self.cumulative - self.book),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class MergedFacts:
    """The rows of a collection, its units, and what of the treasury's stands in no row."""

    collection: Collection
    rows: Sequence[MergedRow]
    units: Sequence[UnitRecord]
    aside: Sequence[Dong]
    statements: bool
    programs: Programs
    places: Places


def collected(facts: MergedFacts, unit_line: Message) -> Result:
    """Make the table of a period, with its total and what is left out of it."""
    period = facts.collection.period
    rows = [_data(facts, each) for each in facts.rows]
    printed = (_printed(facts, *each) for each in zip(facts.rows, rows, strict=True))
    total = dict(zip(_SUMS, _total(facts.rows), strict=True))
    title = _TITLE.of(period=period.name)
    notes = tuple(_notes(facts))
    table = Table.of(_COLUMNS, printed, total=total, under="place", blank=None, total_is_data=False)
    data = {
        "report": "collect",
        "title": title,
        "year": period.year,
        "as_of": period.last,
        "period": period.text,
        "rows": rows,
        "total": total,
        "notes": list(notes),
    }
    basis = (_BASIS.of(last=period.last), unit_line)
    return Result(Document(title, (table,), basis, notes, paper=Paper()), data)


def _printed(facts: MergedFacts, row: MergedRow, data: dict[str, object]) -> dict[str, object]:
    """Return a row with the names that people read."""
    key, year = row.key, facts.collection.period.year
    return {
        **data,
        "place_name": facts.places[key.place].name,
        "capital": key.capital and Term(key.capital.value, capital_name(key.capital, year)),
        "source": key.source and Term(key.source.value, source_name(key.source)),
    }


def _data(facts: MergedFacts, row: MergedRow) -> dict[str, object]:
    key = row.key
    return {
        "place": facts.places.code_of(key.place),
        "program": facts.programs.code_of(key.program),
        "capital": key.capital,
        "source": key.source,
        **dict(zip(_SUMS, row.figures, strict=True)),
    }


def _total(rows: Iterable[MergedRow]) -> tuple[Dong | None, ...]:
    """Add up each column; of the treasury's, where it says anything at all."""
    columns = list(zip(*(each.figures for each in rows), strict=True)) or [()] * len(_SUMS)
    known = [[each for each in column if each is not None] for column in columns]
    return tuple(
        None if name == "treasury" and not found else Dong.total(found)
        for name, found in zip(_SUMS, known, strict=True)
    )


def _notes(facts: MergedFacts) -> Iterator[Message]:
    """Say which units stand in no row, and why figures may still move."""
    for state, note in _NOTES.items():
        if found := _places(facts, (each for each in facts.units if each.state is state)):
            yield note.of(places=found)
    if nil := _places(facts, (each for each in facts.units if each.nil and not each.awaited)):
        yield _NIL.of(places=nil)
    if facts.aside:
        amount = Dong.total(facts.aside)
        yield _ASIDE.of(count=len(facts.aside), amount=amount.value)
    if not facts.statements:
        yield _NO_STATEMENT.of(last=facts.collection.period.last)


def _places(facts: MergedFacts, units: Iterable[UnitRecord]) -> tuple[str, ...]:
    return tuple(facts.places[each.place].label for each in units)
