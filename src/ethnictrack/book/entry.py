"""Reads and writes the ledger; what SQL can add up is added up there."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import fields, replace
from datetime import date, datetime
from functools import cached_property
from itertools import islice
from operator import attrgetter
from typing import Any

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Connection,
    Row,
    Select,
    and_,
    bindparam,
    cast,
    exists,
    func,
    or_,
    select,
)
from sqlalchemy import column as named_column
from sqlalchemy import table as named_table

from ethnictrack.book.journal import Journal, Store
from ethnictrack.book.listing import (
    UNDONE,
    conditions,
    grouped,
    one_by_one,
    says,
    summed,
    text_said,
)
from ethnictrack.book.tables.book import LOG
from ethnictrack.book.tables.columns import Whole
from ethnictrack.book.tables.entry import (
    ENTRY,
    SEARCHED,
    TALLY,
    in_two,
    line_of,
    put_together,
    signed,
    standing,
    three_sums,
)
from ethnictrack.book.tables.entry_more import AMENDMENT, ATTACHMENT, OPENING
from ethnictrack.fields.entry import texts_of
from ethnictrack.ledger.entry import AMENDABLE, Amendment, Entry, Posted, newest
from ethnictrack.ledger.listing import Filter, SumBy, Summed
from ethnictrack.ledger.plan import Plan, Totals
from ethnictrack.values.dates import day_begins, day_ends, vietnam_day
from ethnictrack.values.kinds import PAID_EFFECT, Capital, Kind, Side, Source
from ethnictrack.values.money import Dong, Qualifier
from ethnictrack.values.text import fold, voucher_key

_A, _E, _T = AMENDMENT.c, ENTRY.c, TALLY.c
_NAMES = tuple(each.name for each in fields(Entry))
_held = attrgetter(*_NAMES)
# The newest statement of the treasury in which a line was matched with an entry. Its table is only
# named: a payment has nothing to do with the rest of it.
_MATCH = named_table("statement_match", *map(named_column, ("statement", "entry", "action")))
_GONE = _MATCH.alias("gone")
_NEWEST_MATCH = (
    select(func.max(_MATCH.c.statement))
    .where(_MATCH.c.entry == _E.id, _MATCH.c.action == "match")
    .where(~exists().where(_GONE.c.statement == _MATCH.c.statement, _GONE.c.action == "drop"))
    .scalar_subquery()
)
_FILES = (
    select(func.count())
    .select_from(ATTACHMENT)
    .where(ATTACHMENT.c.entry == _E.id)
    .scalar_subquery()
)
# A thousand values that are known to be texts, which SQLAlchemy does not look at one by one.
_MANY: BindParameter[str] = bindparam("many", expanding=True)
_AT_ONCE = 1000  # numbers a database is asked for
_WORDS = ("side", "kind", "capital", "source", "qualifier")

VoucherLine = tuple[str, int, str, int, int | None]  # voucher's key, programme, day, đồng, place


class AmendmentStore(Store):
    """The amendments of the book, by the number of their entry."""

    @cached_property
    def of(self) -> dict[int, tuple[Amendment, ...]]:
        """All of them, the oldest of an entry first; there are few beside the entries."""
        query = select(AMENDMENT, LOG.c.actor, LOG.c.at).order_by(_A.id)
        found: dict[int, tuple[Amendment, ...]] = {}
        for row in self._db.execute(query.join(LOG, LOG.c.seq == _A.log, isouter=True)):
            told = {name: getattr(row, name) for name in AMENDABLE}
            actor, at = self.signed(row)
            amendment = Amendment(
                entry=row.entry,
                texts={name: text for name, text in told.items() if text is not None},
                reason=row.reason,
                actor=actor,
                recorded_at=at,
            )
            found[row.entry] = (*found.get(row.entry, ()), amendment)
        return found

    def add(self, entry: int, texts: dict[str, str], reason: str) -> None:
        """Put texts of an entry right; what is not named stays."""
        whole = {**dict.fromkeys(AMENDABLE), **texts}
        self._journal.insert(AMENDMENT, entry=entry, reason=reason, **whole)
        self.__dict__.pop("of", None)

    def with_vouchers(self, keys: Iterable[str]) -> list[tuple[int, str]]:
        """Return the entries that got a voucher of one of these keys, each with the key."""
        query = select(_A.entry, _A.voucher_key).where(_A.voucher_key.in_(keys)).distinct()
        return [(row.entry, row.voucher_key) for row in self._db.execute(query)]


def holding(name: str) -> ColumnElement[Any]:
    """Return what an entry says in a text that may have been put right."""
    said = select(_A[name]).where(_A.entry == _E.id, _A[name].is_not(None))
    newest = said.order_by(_A.id.desc()).limit(1).scalar_subquery()
    return func.nullif(func.coalesce(newest, _E[name]), "")


class LedgerStore(Store):
    """The entries of the book."""

    def __init__(self, connection: Connection, journal: Journal) -> None:
        """Take the amendments along."""
        super().__init__(connection, journal)
        self.amendments = AmendmentStore(connection, journal)

    def _posted(self, row: Row[Any]) -> Posted:
        posted = _posted(row, *self.signed(row))
        righted = self.amendments.of.get(posted.id)
        if righted is None:
            return posted
        now = replace(posted.entry, **newest(righted))
        return replace(posted, entry=now, amendments=righted, original=posted.entry)

    def append(self, entry: Entry) -> int:
        """Keep an entry; its number comes back."""
        return self._journal.insert(ENTRY, **self.plain(entry))

    def append_all(self, entries: Sequence[dict[str, Any]]) -> None:
        """Keep many entries, each in ``plain`` values, in their order."""
        self._journal.insert_all(ENTRY, entries)

    @staticmethod
    def plain(entry: Entry) -> dict[str, Any]:
        """Return an entry as the table has it; words of closed lists are text there."""
        row: dict[str, Any] = dict(zip(_NAMES, _held(entry), strict=True))
        row["date"] = entry.date.isoformat()
        row["amount"] = entry.amount.value
        for name in _WORDS:
            if row[name] is not None:
                row[name] = str(row[name])
        return row

    def fill(
        self,
        plan: Plan,
        *,
        year: int,
        plan_year: int,
        programs: set[int],
        placed: set[int] | None = None,
    ) -> None:
        """Put the sums of a budget year and plan year into ``plan``, for some programmes.

        Places are told apart, which takes every entry of the year, in the programmes ``placed``,
        in all of them where it is None.
        """
        told = programs if placed is None else programs & placed
        for table, some in ((TALLY, programs - told), (ENTRY, told)):
            c = table.c
            keys = [c.program, c.capital, c.source, *([c.place] if table is ENTRY else [])]
            query = (
                select(*keys, *three_sums(table))
                .where(c.year == year, c.plan_year == plan_year, c.program.in_(some))
                .group_by(*keys)
            )
            for *line, planned, disposed, paid in self._db.execute(query) if some else ():
                plan.add(line_of(*line), Totals(Dong(planned), Dong(disposed), Dong(paid)))

    def planned_by_place(self, year: int, plan_year: int, programs: set[int]) -> set[int]:
        """Return the programmes of which a plan names a place."""
        query = select(_E.program).distinct()
        plans = (_E.year == year, _E.plan_year == plan_year, _E.side == Side.ALLOCATION.value)
        return set(self._db.scalars(query.where(*plans, _E.place.is_not(None)))) & programs

    def disbursed(self, programs: set[int]) -> Dong:
        """Return giải ngân of some programmes over all years."""
        return self._total(PAID_EFFECT, programs)

    def open_advances(self, programs: set[int]) -> Dong:
        """Return the advances of some programmes that are not cleared, over all years."""
        return self._total({Kind.ADVANCE: 1, Kind.ADVANCE_RECOVERY: -1}, programs)

    def _total(self, effects: Mapping[Kind, int], programs: set[int]) -> Dong:
        query = select(*in_two(signed(effects, TALLY))).where(_T.program.in_(programs))
        return put_together(*self._db.execute(query).one())

    def opened_until(self) -> int:
        """Return the last year that an opening figure says anything of, 0 where there is none."""
        return self._db.scalar(select(func.max(OPENING.c.until))) or 0

    def get(self, number: int) -> Posted | None:
        """Return one entry."""
        row = self._db.execute(_wide().where(_E.id == number)).first()
        return self._posted(row) if row else None

    def numbered(self, numbers: Sequence[int]) -> Iterator[Posted]:
        """Yield the entries of these numbers, in their order."""
        for first in range(0, len(numbers), _AT_ONCE):
            asked = _E.id.in_(numbers[first : first + _AT_ONCE])
            yield from map(self._posted, self._db.execute(_wide().where(asked).order_by(_E.id)))

    def with_key(self, key: str) -> Posted | None:
        """Return the entry a script recorded under ``key``."""
        row = self._db.execute(_wide().where(_E.key == key)).first()
        return self._posted(row) if row else None

    def vouchers(self, keys: Collection[str]) -> Iterator[tuple[VoucherLine, int]]:
        """Yield the standing entries with a voucher of one of these keys, and their numbers."""
        columns = (_E.voucher_key, _E.program, _E.date, _E.amount, _E.place, _E.id)
        query = standing(ENTRY, *columns).where(_E.voucher_key.in_(_MANY))
        asked = {"many": [*keys]}
        for voucher, program, day, amount, place, number in self._db.execute(query, asked):
            yield (voucher, program, day, amount, place), number
        given = dict(self.amendments.with_vouchers(keys)) if self.amendments.of else {}
        query = standing(ENTRY, *columns).where(_E.id.in_(given))
        for _, program, day, amount, place, number in self._db.execute(query) if given else ():
            yield (given[number], program, day, amount, place), number

    def fingerprints(self, of: Iterable[str]) -> dict[str, list[int]]:
        """Return the imports that brought each row and whose entry still stands."""
        query = standing(ENTRY, _E.fingerprint, _E.batch).where(_E.fingerprint.in_(_MANY))
        found: dict[str, list[int]] = {}
        for fingerprint, batch in self._db.execute(query.order_by(_E.id), {"many": [*of]}):
            found.setdefault(fingerprint, []).append(batch)
        return found

    def keys(self, of: Iterable[str]) -> set[str]:
        """Return which of the keys of scripts are used."""
        return set(self._db.scalars(select(_E.key).where(_E.key.in_(of))))

    def brought_by(self, batch: int) -> list[int]:
        """Return the numbers of an import's entries that are not reversed, newest first."""
        query = standing(ENTRY, _E.id).where(_E.batch == batch)
        return list(self._db.scalars(query.order_by(_E.id.desc())))

    def same_voucher(self, entry: Entry) -> int | None:
        """Return the number of a standing entry with the same voucher, line, day and amount.

        A voucher that was put right counts as it was and as it is.
        """
        key = voucher_key(entry.voucher or "")
        given = [number for number, _ in self.amendments.with_vouchers([key])]
        query = standing(ENTRY, _E.id).where(
            or_(_E.voucher_key == key, _E.id.in_(given)) if given else _E.voucher_key == key,
            _E.program == entry.program,
            _E.date == entry.date.isoformat(),
            _E.amount == entry.amount.value,
            _E.place.is_not_distinct_from(entry.place),
        )
        number: int | None = self._db.scalar(query)
        return number

    def chosen(self, side: Side | None, only: Filter) -> Iterator[Posted]:
        """Yield the entries, of one side or of both, that meet every condition, as recorded."""
        chosen, whole = self._chosen(side, only)
        query = chosen.order_by(_E.id)
        if whole:
            query = query.limit(only.limit).offset(only.offset or None)
            yield from map(self._posted, self._read(query))
            return
        listed = map(self._posted, self._read(query))
        found = (each for each in listed if says(each, only.texts, fold(only.search or "")))
        yield from islice(islice(found, only.offset, None), only.limit)

    def summed(self, side: Side, only: Filter, by: SumBy) -> Iterator[Summed]:
        """Yield sums of the entries that meet every condition, limits apart.

        A value may have several lines.
        """
        query, whole = self._chosen(side, only)
        if not whole or (by is SumBy.PAYEE and self.amendments.of):
            yield from one_by_one(self.chosen(side, replace(only, limit=None, offset=0)), by)
            return
        own = self._journal.signature
        for row in self._db.execute(grouped(query, side, by)):
            value, *sums = summed(row, by)
            if by is SumBy.ACTOR and value is None and own is not None:
                value = own.actor
            yield value, *sums

    def _chosen(self, side: Side | None, only: Filter) -> tuple[Select[Any], bool]:
        """Return the query of the entries, and whether it alone says which they are."""
        said = self._saying(only)
        query = _wide().where(*conditions(only), *self._signed(side, only), *said)
        return query, all(each.whole for each in only.texts) and not (said and self.amendments.of)

    def _read(self, query: Select[Any]) -> Iterator[Row[Any]]:
        """Yield rows, so many in hand at a time, however many there are."""
        for some in self._db.execute(query, execution_options={"yield_per": 1000}).partitions():
            yield from some

    def _saying(self, only: Filter) -> list[ColumnElement[bool]]:
        """Return what the texts have to say; what was put right is looked at once it is read."""
        said = [column == value for column, value in map(text_said, only.texts) if value]
        said += map(self._within, filter(None, map(fold, _parts(only))))
        righted = self.amendments.of if said else {}
        return [or_(and_(*said), _E.id.in_([*righted]))] if righted else said

    def _signed(self, side: Side | None, only: Filter) -> Iterator[ColumnElement[bool]]:
        if side is not None:
            yield _E.side == side.value
        if only.actor is not None:
            yield self._recorded_by(fold(only.actor))
        if only.recorded_first or only.recorded_last:
            yield self._recorded_on(only.recorded_first, only.recorded_last)

    def _within(self, text: str) -> ColumnElement[bool]:
        """Say that the texts of an entry have a part; accents were folded when it was written."""
        place = func.instr if self._db.dialect.name == "sqlite" else func.strpos
        found: ColumnElement[bool] = place(_E.folded, text) > 0
        return found

    def _recorded_by(self, folded: str) -> ColumnElement[bool]:
        """Return the condition that who recorded an entry is called so, accents left out."""
        names = self._db.scalars(select(LOG.c.actor).distinct())
        recorded = LOG.c.actor.in_([each for each in names if fold(each) == folded])
        own = self._journal.signature
        # What this command has written itself is in no record of the log yet.
        return or_(recorded, LOG.c.seq.is_(None)) if own and fold(own.actor) == folded else recorded

    def _recorded_on(self, first: date | None, last: date | None) -> ColumnElement[bool]:
        """Return the condition that an entry was recorded on one of these days in Viet Nam."""
        signed, own = select(LOG.c.seq), self._journal.signature
        if first:
            signed = signed.where(LOG.c.at >= day_begins(first))
        if last:
            signed = signed.where(LOG.c.at <= day_ends(last))
        recorded, today = _E.log.in_(signed), own and vietnam_day(own.at)
        now = today and (first or today) <= today <= (last or today)
        return or_(recorded, LOG.c.seq.is_(None)) if now else recorded

    def latest(self, side: Side, actor: str) -> Posted | None:
        """Return the newest standing entry of one side that ``actor`` recorded."""
        query = (
            _wide()
            .where(_E.side == side.value, _E.reverses.is_(None), LOG.c.actor == actor)
            .order_by(_E.id.desc())
            .limit(1)
        )
        row = self._db.execute(query).first()
        return self._posted(row) if row else None

    def last_of(self, side: Side, actor: str) -> int | None:
        """Return the number of the newest entry of one side that ``actor`` recorded."""
        return self.newest_by(actor, ENTRY, _E.side == side.value)

    def years(self) -> list[int]:
        """Return the budget years that have entries."""
        return list(self._db.scalars(select(_T.year).distinct().order_by(_T.year)))

    def years_of(self, batch: int) -> list[int]:
        """Return the budget years of an import's entries."""
        query = select(_E.year).where(_E.batch == batch).distinct().order_by(_E.year)
        return list(self._db.scalars(query))

    def plan_years(self, year: int) -> list[int]:
        """Return the plan years that have entries in a budget year, the oldest first."""
        query = select(_T.plan_year).distinct().where(_T.year == year).order_by(_T.plan_year)
        return list(self._db.scalars(query))

    def newest(self, until: int | None = None) -> int:
        """Return the number of the newest entry, 0 when there is none.

        ``until`` is a record of the log: what it found, not what came after.
        """
        if until is None:
            return self._db.scalar(select(func.max(_E.id))) or 0
        query = select(_E.id).where(_E.log <= until).order_by(_E.log.desc(), _E.id.desc())
        return self._db.scalar(query.limit(1)) or 0

    def count(self) -> int:
        """Return how many entries there are."""
        return self._db.scalar(select(cast(func.sum(_T.entries), Whole))) or 0

    def ends(self) -> tuple[date, date] | None:
        """Return the first and last day of the entries."""
        # Asked for one at a time, each is an end of the index; both at once, all of a year.
        first, last = (
            [self._db.scalar(select(end(_E.date)).where(_E.year == each)) for each in self.years()]
            for end in (func.min, func.max)
        )
        return (date.fromisoformat(min(first)), date.fromisoformat(max(last))) if first else None


def _parts(only: Filter) -> Iterator[str]:
    """Yield what the texts of an entry have to have: a part of one of them is a part of all."""
    yield only.search or ""
    yield from (each.text for each in only.texts if not each.whole and each.field in SEARCHED)


def _wide() -> Select[Any]:
    return (
        select(
            ENTRY,
            LOG.c.actor,
            LOG.c.at,
            UNDONE.c.id.label("reversed_by"),
            _NEWEST_MATCH.label("reconciled"),
            _FILES.label("files"),
        )
        .join(LOG, LOG.c.seq == _E.log, isouter=True)  # this command's own record comes last
        .join(UNDONE, UNDONE.c.reverses == _E.id, isouter=True)
    )


def _posted(row: Row[Any], actor: str, at: datetime) -> Posted:
    entry = Entry(
        side=Side(row.side),
        program=row.program,
        place=row.place,
        year=row.year,
        plan_year=row.plan_year,
        date=date.fromisoformat(row.date),
        kind=Kind(row.kind),
        capital=row.capital and Capital(row.capital),
        source=row.source and Source(row.source),
        amount=Dong(row.amount),
        qualifier=row.qualifier and Qualifier(row.qualifier),
        reverses=row.reverses,
        transfer=row.transfer,
        batch=row.batch,
        key=row.key,
        request=row.request,
        fingerprint=row.fingerprint,
        **texts_of(row),
    )
    return Posted(
        id=row.id,
        entry=entry,
        actor=actor,
        recorded_at=at,
        reversed_by=row.reversed_by,
        reconciled=row.reconciled,
        files=row.files,
    )
