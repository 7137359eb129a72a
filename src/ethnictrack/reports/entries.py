"""Entries of the ledger as a list, one in full, and as JSON."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from operator import attrgetter
from typing import TYPE_CHECKING, Any, cast

from ethnictrack.fields.entry import CAPITAL, ID, entry_fields, entry_keys, texts_of
from ethnictrack.fields.types import Choice, Money, Name
from ethnictrack.i18n import N_, Message
from ethnictrack.reports.attachments import titled
from ethnictrack.reports.declared import columns_of
from ethnictrack.reports.table import (
    Column,
    Document,
    Heading,
    Paragraph,
    Result,
    Stream,
    Table,
    Term,
    Unit,
    cells_by,
    field_table,
)
from ethnictrack.values.kinds import UNCLASSIFIED, Side, capital_name, short_capital
from ethnictrack.values.money import Dong

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from ethnictrack.fields.field import Field
    from ethnictrack.ledger.entry import Amendment, Posted
    from ethnictrack.nouns.attachment import Attachment
    from ethnictrack.nouns.place import Places
    from ethnictrack.nouns.program import Programs
    from ethnictrack.reports.table import Block, Cell

TITLES = {Side.ALLOCATION: N_("Plans"), Side.DISBURSEMENT: N_("Disbursements")}
_NAMES = {Side.ALLOCATION: N_("Plan entry"), Side.DISBURSEMENT: N_("Disbursement")}
_TITLE = Message("{what}: {kind}")
NO_ENTRY, _COUNTED = N_("No entry."), N_("{count} rows")
_FILED = frozenset(
    {
        *("program", "year", "plan_year", "place", "kind", "capital", "source"),
        *("voucher", "decision", "payee", "note", "over_plan", "key", "reverses", "reversed_by"),
    }
)
_UNSAID = frozenset({"place", "capital", "source"})  # left out where no row has any
_UNDOES, _UNDONE, _OVER_PLAN = (
    N_("{kind} (undoes {entry})"),
    N_("{kind} (undone: {entry})"),
    N_("{kind} (over plan)"),
)
_OVER, _NOTED_OVER = N_("over plan: {reason}"), N_("{note} (over plan: {reason})")
_VERSIONS: tuple[Column[dict[str, Any]], ...] = (
    Column("recorded_at", N_("Recorded at")),
    Column("actor", N_("Recorded by")),
    Column("field", N_("Field")),
    Column("before", N_("Before")),
    Column("after", N_("After")),
    Column("reason", N_("Reason")),
)
_REVERSED, _REVERSES = N_("reversed by {entry}"), N_("reverses {entry}")


def entry_data(posted: Posted, programs: Programs, places: Places) -> dict[str, object]:
    """Return an entry as JSON has it: codes, dates and đồng."""
    names, values = _read(posted.entry.side, cast("Any", type(posted)))
    data: dict[str, object] = dict(zip(names, values(posted), strict=True))
    data["program"] = programs.code_of(posted.entry.program)
    data["place"] = places.code_of(posted.entry.place)
    return data


@cache
def _read(
    side: Side,
    of: Any,  # noqa: ANN401 - a class
) -> tuple[tuple[str, ...], Callable[[Posted], tuple[Any, ...]]]:
    """Return the keys of an entry's JSON, and what reads all of their values at once."""
    names = tuple(each.name for each in entry_keys(side))
    paths = (name if hasattr(of, name) else f"entry.{name}" for name in names)
    return names, attrgetter(*paths)


def value_of(field: Field[Any], posted: Posted) -> Any:  # noqa: ANN401 - of any field
    """Return what an entry has in a field."""
    return getattr(posted if hasattr(posted, field.name) else posted.entry, field.name)


def entries(side: Side, listed: Iterable[Posted], programs: Programs, places: Places) -> Result:
    """List entries in the order they were recorded."""
    kept = list(listed)
    data = [entry_data(each, programs, places) for each in kept]
    fields = entry_keys(side)
    rows = ({**facts, **_shortly(posted, places)} for posted, facts in zip(kept, data, strict=True))
    total: dict[str, Cell] = {
        "kind": _COUNTED.of(count=len(kept)),
        "effect": Dong.total(each.entry.effect for each in kept),
        "disposed": Dong.total(each.entry.disposed for each in kept),
    }
    table = Table.of(
        _columns(fields, data, disposals=any(each.entry.disposed for each in kept)),
        rows,
        total=total if kept else None,
        under="date",
        empty=NO_ENTRY,
        total_is_data=False,
        tight=True,
    )
    return Result(Document(TITLES[side], (table,)), data)


def _shortly(posted: Posted, places: Places) -> dict[str, Term]:
    """Return the cells that people read in other words than scripts: places by their names."""
    entry = posted.entry
    kind = entry.kind.short
    found = {"kind": Term(entry.kind.value, _with_state(kind, posted), alone=kind)}
    if entry.place is not None:
        place = places[entry.place]
        found["place"] = Term(
            place.code, Message("{name}").of(name=places.distinct(place, entry.date))
        )
    if entry.capital is not None:
        found["capital"] = Term(entry.capital.value, short_capital(entry.capital, entry.year))
    if entry.source is not None:
        found["source"] = Term(entry.source.value, entry.source.short)
    return found


def _with_state(kind: Message, posted: Posted) -> Message:
    """Name a kind with what happened to the entry."""
    if posted.entry.reverses is not None:
        return _UNDOES.of(kind=kind, entry=posted.entry.reverses)
    if posted.reversed_by is not None:
        return _UNDONE.of(kind=kind, entry=posted.reversed_by)
    return _OVER_PLAN.of(kind=kind) if posted.entry.over_plan else kind


def streamed(
    side: Side, listed: Iterable[Posted], programs: Programs, places: Places
) -> Stream[Posted]:
    """List entries for scripts, as they are read."""
    columns = columns_of(entry_keys(side))
    cells = cells_by(columns)

    def data(posted: Posted) -> dict[str, object]:
        return entry_data(posted, programs, places)

    return Stream(columns, listed, lambda posted: cells(data(posted)), data)


def _columns(
    fields: Sequence[Field[Any]], data: Sequence[Mapping[str, object]], *, disposals: bool
) -> tuple[Column, ...]:
    """Return the columns; people read what each amount did, scripts the amount itself too.

    A workbook has besides what an import asks for or could not know again.
    """
    hidden = {"amount"} if disposals else {"amount", "disposed"}
    hidden |= {name for name in _UNSAID if all(facts[name] is None for facts in data)}
    filed = _filed(data)
    labels = {each.name: each.label for each in fields if each.name in filed}
    return tuple(
        replace(
            each,
            unit=Unit.TEXT if each.key == "place" else each.unit,  # a name, which may be folded
            shown=each.shown and each.key not in hidden,
            filed=labels.get(each.key),
        )
        for each in columns_of(fields)
    )


def _filed(data: Sequence[Mapping[str, object]]) -> set[str]:
    """Return the fields a workbook has of entries besides: those that any of them says."""
    said = {name for name in _FILED if any(facts.get(name) is not None for facts in data)}
    same = all(facts["plan_year"] == facts["year"] for facts in data)
    return said - ({"plan_year"} if same else set()) | {ID.name}


def document_of(posted: Posted) -> str | None:
    """Return what an entry rests on: the decision of a plan, the voucher of a payment."""
    entry = posted.entry
    return entry.decision if entry.side is Side.ALLOCATION else entry.voucher


def remark_of(posted: Posted) -> Cell:
    """Say of a reversed entry that it is; scripts get the note itself."""
    note, reason = posted.entry.note, posted.entry.over_plan
    state = _state(posted)
    if state is None and reason:
        state = (_NOTED_OVER if note else _OVER).of(reason=reason, note=note)
    return note if state is None else Term(note or "", state)


def _state(posted: Posted) -> Message | None:
    if posted.entry.reverses is not None:
        return _REVERSES.of(entry=posted.entry.reverses)
    if posted.reversed_by is not None:
        return _REVERSED.of(entry=posted.reversed_by)
    return None


def entry(  # noqa: PLR0913 - the facts of the page, each by name
    posted: Posted,
    programs: Programs,
    places: Places,
    words: str,
    *,
    attached: Sequence[Attachment] = (),
    story: Iterable[Message] = (),
) -> Result:
    """Show one entry in full with its files and its ``story``; ``words`` is its amount in words."""
    data = entry_data(posted, programs, places)
    shown: list[tuple[Message, Cell]] = []
    for field in entry_fields(posted.entry.side):
        if not field.shown:
            continue
        value = posted.entry.signed if isinstance(field.type, Money) else value_of(field, posted)
        told = _told(field, value, programs, places)
        if field.name == CAPITAL.name:
            told = capital_name(posted.entry.capital, posted.entry.year)
        shown.append((field.label, told))
        if isinstance(field.type, Money):
            shown.append((N_("In words"), words))
    after = map(Paragraph, tuple(story) or filter(None, [_state(posted)]))
    blocks = (field_table(shown), *after, *_versions(posted), *titled(attached))
    if posted.amended:
        data["versions"] = _versions_data(posted)
    kind = _with_state(posted.entry.kind.label, posted)
    title = _TITLE.of(what=_NAMES[posted.entry.side], kind=kind)
    return Result(Document(title, blocks), data)


def _steps(posted: Posted) -> Iterator[tuple[Amendment, dict[str, str | None]]]:
    """Yield each amendment with the texts that held before it, the oldest first."""
    texts = texts_of(posted.original)
    for each in posted.amendments:
        yield each, {name: texts[name] for name in each.texts}
        texts |= each.texts


def _versions(posted: Posted) -> Iterator[Block]:
    """Tell what was put right: each text before and after, who did it, when and why."""
    if not posted.amended:
        return
    labels = {each.name: each.label for each in entry_fields(posted.entry.side)}
    rows = (
        {
            "recorded_at": each.recorded_at,
            "actor": each.actor,
            "field": labels[name],
            "before": before[name] or "",
            "after": text or "",
            "reason": each.reason,
        }
        for each, before in _steps(posted)
        for name, text in each.texts.items()
    )
    yield Heading(N_("Put right"), level=2)
    yield Table.of(_VERSIONS, rows)


def _versions_data(posted: Posted) -> list[dict[str, object]]:
    return [
        {
            "recorded_at": each.recorded_at,
            "actor": each.actor,
            "reason": each.reason,
            "before": before,
            "after": dict(each.texts),
        }
        for each, before in _steps(posted)
    ]


def _told(
    field: Field[Any],
    value: Any,  # noqa: ANN401 - of any field
    programs: Programs,
    places: Places,
) -> Cell:
    """Word a fact for a line of its own."""
    if isinstance(field.type, Choice):
        return UNCLASSIFIED if value is None else value.label
    if value is None:
        return None
    if isinstance(field.type, Name):
        thing = (programs if field.type.register == "program" else places)[value]
        return f"{thing.code} {thing.name}"
    if isinstance(value, Dong):
        return N_("{amount} đồng").of(amount=value.value)
    return str(value) if isinstance(value, int | str) else Message("{value}").of(value=value)
