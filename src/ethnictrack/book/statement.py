"""Reads and writes statements of the treasury, and the payments they are held against."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, exists, or_, select

from ethnictrack.book.journal import Store
from ethnictrack.book.tables.columns import noun_of, row_of
from ethnictrack.book.tables.entry import ENTRY, within_days
from ethnictrack.book.tables.entry_more import AMENDMENT
from ethnictrack.book.tables.statement import STATEMENT, STATEMENT_LINE, STATEMENT_MATCH
from ethnictrack.ledger.statement import BookItem
from ethnictrack.nouns.statement import Decision, KeptLine, Statement, StatementAction
from ethnictrack.values.kinds import PAID_EFFECT, Capital, Side, Source
from ethnictrack.values.money import Dong

_DROPPED = STATEMENT_MATCH.alias("dropped")
_E, _M, _L = ENTRY.c, STATEMENT_MATCH.c, STATEMENT_LINE.c


class StatementStore(Store):
    """The statements of the book."""

    def add(self, statement: Statement, lines: Sequence[KeptLine]) -> int:
        """Keep a statement with its lines; its number comes back."""
        number = self._journal.insert(STATEMENT, **row_of(statement, STATEMENT))
        rows = [row_of(each, STATEMENT_LINE, statement=number) for each in lines]
        self._journal.insert_all(STATEMENT_LINE, rows)
        return number

    def decide(self, decisions: Iterable[Decision]) -> None:
        """Keep what was decided."""
        rows = [row_of(each, STATEMENT_MATCH) for each in decisions]
        self._journal.insert_all(STATEMENT_MATCH, rows)

    def all(self) -> list[Statement]:
        """Return the statements that were not dropped, oldest first."""
        query = select(STATEMENT).where(~is_dropped(STATEMENT.c.id)).order_by(STATEMENT.c.id)
        return [noun_of(Statement, row) for row in self._db.execute(query)]

    def of_sums(self) -> set[int]:
        """Return the statements whose lines have neither day nor voucher."""
        said = or_(_L.date.is_not(None), _L.voucher.is_not(None))
        query = select(STATEMENT.c.id).where(~exists().where(_L.statement == STATEMENT.c.id, said))
        return set(self._db.scalars(query))

    def lines(self, statement: int) -> list[KeptLine]:
        """Return the lines of a statement in the order of the file."""
        query = select(STATEMENT_LINE).where(_L.statement == statement).order_by(_L.line)
        return [noun_of(KeptLine, row) for row in self._db.execute(query)]

    def decisions(self, statement: int) -> list[Decision]:
        """Return what was decided of a statement, oldest first."""
        query = select(STATEMENT_MATCH).where(_M.statement == statement).order_by(_M.id)
        return [noun_of(Decision, row) for row in self._db.execute(query)]

    def matched_in(self, statements: Iterable[int]) -> set[int]:
        """Return the entries that lines of some statements were matched with."""
        matched = _M.action == StatementAction.MATCH.value
        query = select(_M.entry).where(_M.statement.in_(statements), matched)
        return set(self._db.scalars(query))

    def matches_of(self, entry: int) -> list[tuple[int, int]]:
        """Return the statements and lines that an entry was matched with, oldest first."""
        query = (
            select(_M.statement, _M.line)
            .where(
                _M.entry == entry,
                _M.action == StatementAction.MATCH.value,
                ~is_dropped(_M.statement),
            )
            .order_by(_M.id)
        )
        return [(statement, line) for statement, line in self._db.execute(query)]

    def payments(self, statement: Statement) -> Iterator[BookItem]:
        """Yield what may be on a statement: its days and some around them, and its vouchers.

        ``within`` is only asked of the days here; the account is for the caller to say.
        """
        first, last = statement.since.isoformat(), statement.as_of.isoformat()
        days = timedelta(days=statement.days)
        around = within_days(_E.date, statement.since - days, statement.as_of + days)
        vouchers = select(_L.voucher_key).where(
            _L.statement == statement.id, _L.voucher_key.is_not(None)
        )
        decided = select(_M.entry).where(_M.statement == statement.id, _M.entry.is_not(None))
        asked = _E.voucher_key.in_(vouchers) | _E.id.in_(decided) | _E.reverses.in_(decided)
        read = _Reader(dict(self._amended()))
        for condition in (around, asked & ~around):
            for row in self._db.execute(_paid(condition)):
                yield read(row, within=first <= row[3] <= last)

    def _amended(self) -> Iterator[tuple[int, str | None]]:
        """Yield the entries whose voucher was put right, the newest last."""
        columns = AMENDMENT.c.entry, AMENDMENT.c.voucher_key
        query = select(*columns).where(AMENDMENT.c.voucher.is_not(None)).order_by(AMENDMENT.c.id)
        yield from ((entry, voucher) for entry, voucher in self._db.execute(query))


def is_dropped(statement: ColumnElement[int]) -> ColumnElement[bool]:
    """Say whether a statement was dropped."""
    gone = _DROPPED.c.action == StatementAction.DROP.value
    return exists().where(_DROPPED.c.statement == statement, gone)


def _paid(condition: ColumnElement[bool]) -> Select[Any]:
    columns = (_E.id, _E.amount, _E.program, _E.date, _E.year, _E.plan_year, _E.kind, _E.place)
    rest = (_E.voucher_key, _E.capital, _E.source, _E.reverses)
    return select(*columns, *rest).where(_E.side == Side.DISBURSEMENT.value, condition)


class _Reader:
    """Makes items of rows: days, kinds and classes are few, and each is made once."""

    def __init__(self, amended: dict[int, str | None]) -> None:
        self._amended = amended
        self._days: dict[str, date] = {}
        self._kinds = {each.value: (each, sign) for each, sign in PAID_EFFECT.items()}
        self._capitals = {each.value: each for each in Capital}
        self._sources = {each.value: each for each in Source}

    def __call__(self, row: Row[Any], *, within: bool) -> BookItem:
        number, amount, program, day, year, plan_year, kind, place, *rest = tuple(row)
        voucher, capital, source, reverses = rest
        if (on := self._days.get(day)) is None:
            on = self._days[day] = date.fromisoformat(day)
        of, sign = self._kinds[kind]
        return BookItem(
            ids=(number,),
            amount=Dong(amount * sign),
            program=program,
            date=on,
            year=year,
            plan_year=plan_year,
            kind=of,
            place=place,
            voucher=self._amended.get(number, voucher) if self._amended else voucher,
            capital=self._capitals.get(capital),
            source=self._sources.get(source),
            reverses=reverses,
            within=within,
        )
