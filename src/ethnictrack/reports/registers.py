"""The registers of programmes and places as lists, trees and single lines."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from ethnictrack.domain.figures import Sum
from ethnictrack.domain.money import Dong, rate
from ethnictrack.domain.place import LEVEL_NAMES, Place, Places
from ethnictrack.domain.program import PROGRAM_KIND_NAMES, Program, Programs
from ethnictrack.i18n import N_, Message
from ethnictrack.reports.table import Cell, Column, Document, Result, Row, Table, Term, Unit

FIELDS = (Column("field", N_("Field")), Column("value", N_("Value")))
_PROGRAMS = (
    Column("code", N_("Code"), Unit.CODE),
    Column("name", N_("Name")),
    Column("kind", N_("Kind")),
    Column("decision", N_("Decision")),
    Column("years", N_("Years")),
    Column("owner", N_("Owner")),
    Column("place", N_("Place"), Unit.CODE),
)
_PLACES = (
    Column("code", N_("Code"), Unit.CODE),
    Column("name", N_("Name")),
    Column("level", N_("Level")),
    Column("parent", N_("Part of"), Unit.CODE),
    Column("valid_from", N_("Valid from"), Unit.DATE),
    Column("valid_to", N_("Valid to"), Unit.DATE),
    Column("successor", N_("Successor"), Unit.CODE),
)


def program_data(program: Program, programs: Programs, places: Places) -> dict[str, object]:
    """Return a programme as JSON has it."""
    return {
        "code": program.code,
        "name": program.name,
        "parent": programs.code_of(program.parent),
        "kind": program.kind.value,
        "decision": program.decision,
        "from_year": program.from_year,
        "to_year": program.to_year,
        "owner": program.owner,
        "place": places.code_of(program.place),
    }


def program_list(programs: Programs, places: Places, *, tree: bool) -> Result:
    """List the programmes in the order they were entered, or as a tree."""
    lines = list(programs.walk()) if tree else [(0, each) for each in programs]
    rows = tuple(Row(_program_cells(each, places), level) for level, each in lines)
    table = Table(_PROGRAMS, rows, empty=N_("No programme yet."))
    data = [program_data(each, programs, places) for _, each in lines]
    return Result(Document(N_("Programmes"), (table,)), data)


def _program_cells(program: Program, places: Places) -> tuple[Cell, ...]:
    return (
        program.code,
        program.name,
        Term(program.kind.value, PROGRAM_KIND_NAMES[program.kind]),
        program.decision,
        _years(program.from_year, program.to_year),
        program.owner,
        places.code_of(program.place),
    )


def _years(first: int | None, last: int | None) -> str | None:
    if first is None and last is None:
        return None
    return f"{first or ''}–{last or ''}" if first != last else str(first)


def program_show(  # noqa: PLR0913 - the facts of the page, each by name
    program: Program,
    programs: Programs,
    places: Places,
    *,
    year: int,
    sums: Sum,
    basis: Sequence[Message],
) -> Result:
    """Show one programme with the money of a year, what is below it included."""
    parent = None if program.parent is None else programs[program.parent]
    share = rate(sums.disbursed, sums.planned)
    fields: list[tuple[Message, Cell]] = [
        (N_("Programme"), f"{program.code} {program.name}"),
        (N_("Part of"), f"{parent.code} {parent.name}" if parent else None),
        (N_("Kind"), PROGRAM_KIND_NAMES[program.kind]),
        (N_("Decision"), program.decision),
        (N_("Years"), _years(program.from_year, program.to_year)),
        (N_("Owner"), program.owner),
        (N_("Place"), program.place and places[program.place].name),
        (N_("Planned"), _exact(sums.planned)),
        (N_("Disbursed"), _exact(sums.disbursed)),
        (N_("Remaining"), _exact(sums.remaining)),
        (N_("Rate"), None if share is None else N_("{rate}").of(rate=share)),
        (N_("Disbursed without a plan"), _exact(sums.unplanned) if sums.unplanned else None),
    ]
    rows = tuple(field_rows(fields))
    below = programs.children(program.id)
    tables = [Table(FIELDS, rows)]
    if below:
        parts = tuple(Row(_program_cells(each, places)) for each in below)
        tables.append(Table(_PROGRAMS, parts, title=N_("Parts")))
    data = {
        **program_data(program, programs, places),
        "year": year,
        "planned": sums.planned,
        "disbursed": sums.disbursed,
        "unplanned": sums.unplanned,
        "remaining": sums.remaining,
        "rate": share,
        "children": [each.code for each in below],
    }
    return Result(Document(N_("Programme"), tuple(tables), tuple(basis)), data)


def _exact(amount: Dong) -> Message:
    return N_("{amount} đồng").of(amount=amount.value)


def field_rows(fields: Iterable[tuple[Message, Cell]]) -> Iterator[Row]:
    """Yield the rows of a page of fields, empty ones left out."""
    return (Row((name, value)) for name, value in fields if value is not None)


def place_data(place: Place, places: Places) -> dict[str, object]:
    """Return a place as JSON has it."""
    return {
        "code": place.code,
        "name": place.name,
        "level": place.level.value,
        "parent": places.code_of(place.parent),
        "valid_from": place.valid_from,
        "valid_to": place.valid_to,
        "successor": place.successor,
    }


def place_list(chosen: Iterable[Place], places: Places) -> Result:
    """List places in the order they were entered."""
    kept = list(chosen)
    rows = tuple(Row(_place_cells(each, places)) for each in kept)
    table = Table(_PLACES, rows, empty=N_("No place."))
    return Result(Document(N_("Places"), (table,)), [place_data(each, places) for each in kept])


def _place_cells(place: Place, places: Places) -> tuple[Cell, ...]:
    return (
        place.code,
        place.name,
        Term(place.level.value, LEVEL_NAMES[place.level]),
        places.code_of(place.parent),
        place.valid_from,
        place.valid_to,
        place.successor,
    )


def place_show(versions: Sequence[Place], places: Places) -> Result:
    """Show every version of one place; JSON is the newest, and ``versions`` if there are more."""
    newest = versions[-1]
    rows = tuple(Row(_place_cells(each, places)) for each in versions)
    data = place_data(newest, places)
    data["children"] = [each.code for each in places.children(newest.id)]
    if len(versions) > 1:
        data["versions"] = [place_data(each, places) for each in versions]
    parts = tuple(Row(_place_cells(each, places)) for each in places.children(newest.id))
    tables = [Table(_PLACES, rows)]
    if parts:
        tables.append(Table(_PLACES, parts, title=N_("Parts")))
    return Result(Document(N_("Place"), tuple(tables)), data)
