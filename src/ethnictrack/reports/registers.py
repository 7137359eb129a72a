"""The registers of programmes and places as lists, trees and single lines."""

from __future__ import annotations

from operator import itemgetter
from typing import TYPE_CHECKING

from ethnictrack.fields.place import PLACE
from ethnictrack.fields.program import LISTED
from ethnictrack.i18n import N_, Message
from ethnictrack.nouns.program import listed_name
from ethnictrack.reports.declared import columns_kept, columns_of
from ethnictrack.reports.listing import says
from ethnictrack.reports.table import Document, Result, Table, Term, field_table
from ethnictrack.values.money import rate

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from ethnictrack.nouns.place import Place, Places
    from ethnictrack.nouns.program import Program, Programs
    from ethnictrack.reports.table import Cell
    from ethnictrack.values.money import Dong
    from ethnictrack.year.figures import Sum


def program_data(program: Program, programs: Programs, places: Places) -> dict[str, object]:
    """Return a programme as JSON has it."""
    return {
        "code": program.code,
        "name": program.name,
        "parent": programs.code_of(program.parent),
        "kind": program.kind,
        "decision": program.decision,
        "from_year": program.from_year,
        "to_year": program.to_year,
        "owner": program.owner,
        "place": places.code_of(program.place),
        "project_code": program.project_code,
        "target_code": program.target_code,
        "fund_code": program.fund_code,
        "account": program.account,
        "total_investment": program.total_investment,
        "aliases": list(program.aliases),
    }


def program_list(
    chosen: Collection[Program],
    programs: Programs,
    places: Places,
    *,
    tree: bool,
    search: str | None = None,
) -> Result:
    """List programmes that say a text, in the order they were entered, or as a tree."""
    lines = programs.walk() if tree and not search else ((0, each) for each in chosen)
    kept = {each.id for each in chosen}
    some = [
        (level, each, facts)
        for level, each in lines
        if each.id in kept and says(facts := program_data(each, programs, places), search)
    ]
    data = [facts for *_, facts in some]
    rows = ({**facts, "name": _listed(each), "level": level} for level, each, facts in some)
    columns, level = columns_kept(LISTED, data), itemgetter("level")
    table = Table.of(columns, rows, level, empty=N_("No programme yet."))
    return Result(Document(N_("Programmes"), (table,)), data)


def _listed(program: Program) -> Term | str:
    """Return the name of a programme: people read it with its number, files have the name."""
    name = listed_name(program)
    return Term(program.name, name, program.name) if isinstance(name, Message) else name


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
        (N_("Other names"), "; ".join(program.aliases) or None),
        (N_("Kind"), program.kind.label),
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
    below = programs.children(program.id)
    tables = [field_table(fields)]
    if below:
        parts = ({**program_data(each, programs, places), "name": _listed(each)} for each in below)
        tables.append(Table.of(columns_of(LISTED), parts, title=N_("Parts")))
    facts = {
        **program_data(program, programs, places),
        "year": year,
        "planned": sums.planned,
        "disbursed": sums.disbursed,
        "unplanned": sums.unplanned,
        "remaining": sums.remaining,
        "rate": share,
        "children": [each.code for each in below],
    }
    return Result(Document(N_("Programme"), tuple(tables), tuple(basis)), facts)


def _exact(amount: Dong) -> Message:
    return N_("{amount} đồng").of(amount=amount.value)


def place_data(place: Place, places: Places) -> dict[str, object]:
    """Return a place as JSON has it."""
    return {
        "code": place.code,
        "name": place.name,
        "level": place.level,
        "parent": places.code_of(place.parent),
        "valid_from": place.valid_from,
        "valid_to": place.valid_to,
        "successor": place.successor,
    }


def place_list(chosen: Iterable[Place], places: Places, search: str | None = None) -> Result:
    """List places that say a text, in the order they were entered."""
    data = [facts for each in chosen if says(facts := place_data(each, places), search)]
    table = Table.of(columns_kept(PLACE, data), data, empty=N_("No place."))
    return Result(Document(N_("Places"), (table,)), data)


def place_show(versions: Sequence[Place], places: Places) -> Result:
    """Show every version of one place; JSON is the newest, and ``versions`` if there are more."""
    below = places.children(versions[-1].id)
    every = [place_data(each, places) for each in versions]
    data = {**every[-1], "children": [each.code for each in below]}
    if len(versions) > 1:
        data["versions"] = every
    parts = [place_data(each, places) for each in below]
    tables = [Table.of(columns_of(PLACE), every)]
    if parts:
        tables.append(Table.of(columns_of(PLACE), parts, title=N_("Parts")))
    return Result(Document(N_("Place"), tuple(tables)), data)
