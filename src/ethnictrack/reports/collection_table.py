"""What units reported, in one table: against the period before, the book and the treasury."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from ethnictrack.i18n import N_, Message
from ethnictrack.nouns.collection import UnitState
from ethnictrack.reports.letter import Paper
from ethnictrack.reports.table import Column, Document, Result, Table, Term, Unit, data_of
from ethnictrack.values.kinds import Capital, Source, capital_name, source_name
from ethnictrack.values.money import Dong

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from ethnictrack.nouns.collection import Collection, UnitRecord
    from ethnictrack.nouns.place import Places
    from ethnictrack.nouns.program import Programs
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
    def in_month(self) -> Dong:
        """What was paid in the period."""
        return self.cumulative - self.before

    @property
    def difference(self) -> Dong:
        """What the units report less what the book has."""
        return self.cumulative - self.book


_FIGURES: tuple[Column[MergedRow], ...] = (
    Column("before", N_("Up to the period before"), Unit.DONG),
    Column("in_month", N_("In the period"), Unit.DONG),
    Column("cumulative", N_("To the end of the period"), Unit.DONG),
    Column("book", N_("Book"), Unit.DONG),
    Column("treasury", N_("Treasury"), Unit.DONG),
    Column("difference", N_("Difference"), Unit.DONG),
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
    columns = _columns(facts)
    told = [each for each in columns if each.key != "place_name"]
    rows = [data_of(told, each) for each in facts.rows]
    total = _total(rows)
    title = _TITLE.of(period=period.name)
    notes = tuple(_notes(facts))
    table = Table.of(
        columns, facts.rows, total=total, under="place", blank=None, total_is_data=False
    )
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


def _columns(facts: MergedFacts) -> tuple[Column[MergedRow], ...]:
    places, programs, year = facts.places, facts.programs, facts.collection.period.year

    def capital(of: MergedRow) -> Term | None:
        named = of.key.capital
        return None if named is None else Term(named.value, capital_name(named, year))

    def source(of: MergedRow) -> Term | None:
        named = of.key.source
        return None if named is None else Term(named.value, source_name(named))

    return (
        Column("place", N_("Code"), Unit.CODE, lambda of: places[of.key.place].code),
        Column("place_name", N_("Reporting unit"), of=lambda of: places[of.key.place].name),
        Column("program", N_("Programme"), Unit.CODE, lambda of: programs.code_of(of.key.program)),
        Column("capital", N_("Capital"), of=capital, fact=lambda of: of.key.capital),
        Column("source", N_("Source"), of=source, fact=lambda of: of.key.source),
        *_FIGURES,
    )


def _total(rows: Sequence[Mapping[str, Any]]) -> dict[str, Dong | None]:
    """Add up each column; of the treasury's, where it says anything at all."""
    known = {
        each.key: [row[each.key] for row in rows if row[each.key] is not None] for each in _FIGURES
    }
    return {
        key: None if key == "treasury" and not found else Dong.total(found)
        for key, found in known.items()
    }


def _notes(facts: MergedFacts) -> Iterator[Message]:
    """Say which units stand in no row, and why figures may still move."""
    for state, note in _NOTES.items():
        if found := _places(facts, (each for each in facts.units if each.state is state)):
            yield note.of(places=found)
    if nil := _places(facts, filter(_is_nil, facts.units)):
        yield _NIL.of(places=nil)
    if facts.aside:
        amount = Dong.total(facts.aside)
        yield _ASIDE.of(count=len(facts.aside), amount=amount.value)
    if not facts.statements:
        yield _NO_STATEMENT.of(last=facts.collection.period.last)


def _is_nil(unit: UnitRecord) -> bool:
    return unit.nil and not unit.awaited


def _places(facts: MergedFacts, units: Iterable[UnitRecord]) -> tuple[str, ...]:
    return tuple(facts.places[each.place].label for each in units)
