"""Entries of the ledger as a list, one in full, and as JSON."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from ethnictrack.domain.entry import Posted
from ethnictrack.domain.kinds import KIND_NAMES, Side, capital_name, source_name
from ethnictrack.domain.money import Dong
from ethnictrack.domain.place import Places
from ethnictrack.domain.program import Programs
from ethnictrack.i18n import N_, Message
from ethnictrack.reports.table import (
    Cell,
    Column,
    Document,
    Paragraph,
    Result,
    Row,
    Table,
    Term,
    Unit,
)

TITLES = {Side.ALLOCATION: N_("Plans"), Side.DISBURSEMENT: N_("Disbursements")}
_DOCUMENT = {
    Side.ALLOCATION: Column("decision", N_("Decision")),
    Side.DISBURSEMENT: Column("voucher", N_("Voucher")),
}
_COLUMNS = (
    Column("id", N_("No."), Unit.CODE),
    Column("date", N_("Date"), Unit.DATE),
    Column("program", N_("Programme"), Unit.CODE),
    Column("place", N_("Place"), Unit.CODE),
    Column("kind", N_("Kind")),
    Column("amount", N_("Amount (đồng)"), Unit.DONG),
)
_NOTE = Column("note", N_("Note"))
# What a list has no room for on a screen, and a script would miss.
_MORE = tuple(
    Column(key, Message(key), shown=False)
    for key in (
        *("year", "plan_year", "capital", "source", "qualifier", "payee", "over_plan"),
        *("reverses", "reversed_by", "transfer", "batch", "key", "actor", "recorded_at"),
    )
)
_REVERSED, _REVERSES = N_("reversed by {entry}"), N_("reverses {entry}")


def entry_data(posted: Posted, programs: Programs, places: Places) -> dict[str, object]:
    """Return an entry as JSON has it: codes, dates and đồng."""
    entry = posted.entry
    paper: dict[str, object] = (
        {"decision": entry.decision}
        if entry.side is Side.ALLOCATION
        else {"voucher": entry.voucher}
    )
    return {
        "id": posted.id,
        "program": programs.code_of(entry.program),
        "place": places.code_of(entry.place),
        "year": entry.year,
        "plan_year": entry.plan_year,
        "date": entry.date,
        "kind": entry.kind.value,
        "capital": entry.capital,
        "source": entry.source,
        "amount": entry.amount,
        "qualifier": entry.qualifier,
        **paper,
        "payee": entry.payee,
        "note": entry.note,
        "over_plan": entry.over_plan,
        "reverses": entry.reverses,
        "reversed_by": posted.reversed_by,
        "transfer": entry.transfer,
        "batch": entry.batch,
        "key": entry.key,
        "actor": posted.actor,
        "recorded_at": posted.recorded_at,
    }


def entries(side: Side, listed: Iterable[Posted], programs: Programs, places: Places) -> Result:
    """List entries in the order they were recorded."""
    kept = list(listed)
    data = [entry_data(each, programs, places) for each in kept]
    rows = tuple(
        Row((*_cells(each, programs, places), *(_plain(facts[column.key]) for column in _MORE)))
        for each, facts in zip(kept, data, strict=True)
    )
    columns = (*_COLUMNS, _DOCUMENT[side], _NOTE, *_MORE)
    table = Table(columns, rows, empty=N_("No entry."))
    return Result(Document(TITLES[side], (table, *_sum(kept))), data)


def _plain(fact: object) -> Cell:
    """Return a fact as a cell; numbers here are names of things, and are not grouped."""
    if fact is None or isinstance(fact, datetime):
        return fact
    return str(fact)


def _sum(kept: list[Posted]) -> tuple[Paragraph, ...]:
    """Add up what the amounts do: cleared advances and refunds come off."""
    if not kept:
        return ()
    effect = Dong.total(each.entry.planned + each.entry.paid for each in kept)
    told = N_("Entries: {count}. In all: {amount} đồng.")
    return (Paragraph(told.of(count=len(kept), amount=effect.value)),)


def _cells(posted: Posted, programs: Programs, places: Places) -> tuple[Cell, ...]:
    entry = posted.entry
    return (
        str(posted.id),
        entry.date,
        programs.code_of(entry.program),
        places.code_of(entry.place),
        Term(entry.kind.value, KIND_NAMES[entry.kind]),
        entry.amount,
        document_of(posted),
        remark_of(posted),
    )


def document_of(posted: Posted) -> str | None:
    """Return what an entry rests on: the decision of a plan, the voucher of a payment."""
    entry = posted.entry
    return entry.decision if entry.side is Side.ALLOCATION else entry.voucher


def remark_of(posted: Posted) -> Cell:
    """Say of a reversed entry that it is; scripts get the note itself."""
    note = posted.entry.note
    state = _state(posted)
    return note if state is None else Term(note or "", state)


def _state(posted: Posted) -> Message | None:
    if posted.entry.reverses is not None:
        return _REVERSES.of(entry=posted.entry.reverses)
    if posted.reversed_by is not None:
        return _REVERSED.of(entry=posted.reversed_by)
    return None


def entry(posted: Posted, programs: Programs, places: Places, words: str) -> Result:
    """Show one entry in full; ``words`` is its amount in words."""
    data = entry_data(posted, programs, places)
    program = programs[posted.entry.program]
    place = None if posted.entry.place is None else places[posted.entry.place]
    shown: list[tuple[Message, Cell]] = [
        (N_("Entry"), str(posted.id)),
        (N_("Programme"), f"{program.code} {program.name}"),
        (N_("Place"), f"{place.code} {place.name}" if place else None),
        (N_("Budget year"), str(posted.entry.year)),
        (N_("Plan year"), str(posted.entry.plan_year)),
        (N_("Date"), N_("{date}").of(date=posted.entry.date)),
        (N_("Kind"), KIND_NAMES[posted.entry.kind]),
        (N_("Capital"), capital_name(posted.entry.capital)),
        (N_("Source"), source_name(posted.entry.source)),
        (N_("Amount"), N_("{amount} đồng").of(amount=posted.entry.amount.value)),
        (N_("In words"), words),
        (N_("Decision"), posted.entry.decision),
        (N_("Voucher"), posted.entry.voucher),
        (N_("Payee"), posted.entry.payee),
        (N_("Note"), posted.entry.note),
        (N_("Over plan because"), posted.entry.over_plan),
        (N_("Key"), posted.entry.key),
        (N_("Recorded by"), posted.actor),
        (N_("Recorded at"), N_("{moment}").of(moment=posted.recorded_at)),
    ]
    rows = tuple(Row((name, value)) for name, value in shown if value is not None)
    columns = (Column("field", N_("Field")), Column("value", N_("Value")))
    state = _state(posted)
    after = () if state is None else (Paragraph(state),)
    return Result(Document(TITLES[posted.entry.side], (Table(columns, rows), *after)), data)
