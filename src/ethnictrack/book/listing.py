"""What a list of entries is narrowed and added up by, in SQL.

What was put right is compared once it is read.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from operator import attrgetter
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, and_, exists, func, literal_column, not_, or_

from ethnictrack.book.tables.book import LOG
from ethnictrack.book.tables.entry import ENTRY, folded_texts, in_two, put_together, signed
from ethnictrack.fields.entry import texts_of
from ethnictrack.ledger.entry import Posted
from ethnictrack.ledger.listing import Filter, Says, SumBy, Summed
from ethnictrack.values.dates import FIRST_YEAR, LAST_YEAR
from ethnictrack.values.kinds import (
    DISPOSAL_EFFECT,
    PAID_EFFECT,
    PLAN_EFFECT,
    Capital,
    Kind,
    Side,
    Source,
)
from ethnictrack.values.text import fold, voucher_key

_E = ENTRY.c
UNDONE, _DONE = ENTRY.alias("undone"), ENTRY.alias("done")


def conditions(chosen: Filter) -> Iterator[ColumnElement[bool]]:
    """Yield the conditions on the columns of an entry, and on ``UNDONE``, its reversal."""
    equal = (
        (_E.year, chosen.year),
        (_E.plan_year, chosen.plan_year),
        (_E.capital, chosen.capital),
        (_E.source, chosen.source),
        (_E.kind, chosen.kind),
        (_E.batch, chosen.batch),
    )
    for column, value in equal:
        if value is not None:
            yield column == getattr(value, "value", value)
    for column, family in ((_E.program, chosen.programs), (_E.place, chosen.places)):
        if family is not None:
            yield column.in_(family)
    if chosen.over_plan:
        yield _E.over_plan.is_not(None)
        yield UNDONE.c.id.is_(None)
    if chosen.after is not None:
        yield _E.id > chosen.after
    if chosen.effective:
        yield from _in_effect(chosen)
    yield from (_E[name].is_(None) for name in chosen.unclassified)
    yield from _amounts(chosen)
    yield from _days(chosen)


def _amounts(chosen: Filter) -> Iterator[ColumnElement[bool]]:
    if chosen.least is not None:
        yield func.abs(_E.amount) >= chosen.least.value
    if chosen.most is not None:
        yield func.abs(_E.amount) <= chosen.most.value


def _in_effect(chosen: Filter) -> Iterator[ColumnElement[bool]]:
    """Leave out the two entries of a reversal if both are listed: sums stay what they are."""
    spans = [
        and_(
            of.c.date >= (chosen.first or date.min).isoformat(),
            of.c.date <= (chosen.last or date.max).isoformat(),
        )
        for of in (UNDONE, _DONE)
    ]
    yield or_(UNDONE.c.id.is_(None), not_(spans[0]))
    yield ~exists().where(_DONE.c.id == _E.reverses, spans[1])


def _days(chosen: Filter) -> Iterator[ColumnElement[bool]]:
    """Yield the span of days, and the budget years it can lie in: days are found within a year."""
    if chosen.first:
        yield _E.date >= chosen.first.isoformat()
    if chosen.last:
        yield _E.date <= chosen.last.isoformat()
    if chosen.year is None and (chosen.first or chosen.last):
        since = chosen.first.year - 1 if chosen.first else FIRST_YEAR
        until = chosen.last.year if chosen.last else LAST_YEAR
        yield _E.year.in_(range(max(since, FIRST_YEAR), min(until, LAST_YEAR) + 1))


def text_said(said: Says) -> tuple[ColumnElement[Any], str | None]:
    """Return the column and the value by which a text is found; None for a part of one."""
    if not said.whole:
        return _E[said.field], None
    if said.field == "voucher":
        return _E.voucher_key, voucher_key(said.text)
    return _E[said.field], said.text


def says(posted: Posted, asked: Iterable[Says], search: str) -> bool:
    """Say whether the texts of an entry, as they are now, are what is asked for."""
    if posted.amended and search and search not in folded_texts(texts_of(posted.entry)):
        return False
    return all(_is_said(getattr(posted.entry, each.field), each) for each in asked)


def _is_said(text: str | None, asked: Says) -> bool:
    if text is None or not asked.whole:
        return text is not None and fold(asked.text) in fold(text)
    if asked.field == "voucher":
        return voucher_key(text) == voucher_key(asked.text)
    return text == asked.text


_COLUMNS: dict[SumBy, ColumnElement[Any]] = {
    SumBy.PAYEE: _E.payee,
    SumBy.PROGRAM: _E.program,
    SumBy.PLACE: _E.place,
    # Not as values: PostgreSQL would not see that what is selected is what is grouped by.
    SumBy.MONTH: func.substr(_E.date, literal_column("1"), literal_column("7")),
    SumBy.CAPITAL: _E.capital,
    SumBy.SOURCE: _E.source,
    SumBy.KIND: _E.kind,
    SumBy.ACTOR: LOG.c.actor,
}
_WORDS: dict[SumBy, Callable[[str], object]] = {
    SumBy.CAPITAL: Capital,
    SumBy.SOURCE: Source,
    SumBy.KIND: Kind,
}
_READ: dict[SumBy, Callable[[Posted], Any]] = {
    **{each: attrgetter(f"entry.{each.value}") for each in SumBy},
    SumBy.MONTH: lambda posted: f"{posted.entry.date:%Y-%m}",
    SumBy.ACTOR: attrgetter("actor"),
}


def grouped(query: Select[Any], side: Side, by: SumBy) -> Select[Any]:
    """Return the query of entries as one of their sums, which no limit of one year bounds."""
    effects = PLAN_EFFECT if side is Side.ALLOCATION else PAID_EFFECT
    parts = (*in_two(signed(effects)), *in_two(signed(DISPOSAL_EFFECT)))
    sums = (part.element for part in parts)  # which have the same names twice
    return query.with_only_columns(
        _COLUMNS[by], func.count(), *sums, maintain_column_froms=True
    ).group_by(_COLUMNS[by])


def summed(row: Row[Any], by: SumBy) -> Summed:
    """Return a line of the sums."""
    value, entries, *did, millions, rest = tuple(row)
    if value is not None and by in _WORDS:
        value = _WORDS[by](value)
    return value, entries, put_together(*did), put_together(millions, rest)


def one_by_one(listed: Iterator[Posted], by: SumBy) -> Iterator[Summed]:
    """Yield a line an entry, of those whose texts were put right."""
    for posted in listed:
        yield _READ[by](posted), 1, posted.entry.effect, posted.entry.disposed
