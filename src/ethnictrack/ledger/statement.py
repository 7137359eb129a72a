"""A statement of the treasury: its lines, what the book has to hold against them, what came of it.

Amounts are signed by what they do to giải ngân. Vouchers are folded (no case, blanks or kinds of
dash).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from ethnictrack.i18n import N_, ClosedList
from ethnictrack.values.kinds import Capital, Kind, Source
from ethnictrack.values.money import ZERO, Dong

DAYS = 5  # the treasury's day and the book's may be so far apart, unless something else is said


class LineStatus(ClosedList):
    """What is known of a line."""

    MATCHED = "matched", N_("agrees")
    DIFFERS = "differs", N_("differs")
    TREASURY_ONLY = "treasury-only", N_("at the treasury alone")
    EXPLAINED = "explained", N_("explained")


OPEN = frozenset({LineStatus.DIFFERS, LineStatus.TREASURY_ONLY})


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementLine:
    """A line of a statement: ``number`` is its row in the file. What is None it says nothing of.

    ``programs`` are the ids that its code stands for, one where it is a programme's, several where
    it is a mã CTMT, none where the book knows no such code.
    """

    number: int
    amount: Dong
    programs: frozenset[int] | None = None
    voucher: str | None = None
    date: date | None = None
    capital: Capital | None = None
    source: Source | None = None
    year: int | None = None

    @property
    def alike(self) -> Hashable:
        """All but the number: two lines with the same say the same."""
        said = (self.amount, self.programs, self.voucher, self.date)
        return (*said, self.capital, self.source, self.year)

    @property
    def order(self) -> tuple[object, ...]:
        """Where it stands among others by what it says, whichever row it is in."""
        return (
            self.amount,
            *(self.voucher or "", self.date.isoformat() if self.date else ""),
            *(self.capital or "", self.source or "", self.year or 0),
            () if self.programs is None else (1, *sorted(self.programs)),
            self.number,
        )

    @property
    def is_sum(self) -> bool:
        """Whether it has neither day nor voucher: forms 01a and 02a say what was paid in all."""
        return self.date is None and self.voucher is None


@dataclass(frozen=True, slots=True, kw_only=True)
class BookItem:
    """An entry of the book; or an entry with its reversal, which is 0 and ``was`` what it was.

    ``within``: it is of the span and the account of the statement. ``year`` is its budget year.
    """

    ids: tuple[int, ...]
    amount: Dong
    program: int
    date: date
    year: int
    plan_year: int
    kind: Kind
    place: int | None = None
    voucher: str | None = None
    capital: Capital | None = None
    source: Source | None = None
    reverses: int | None = None
    was: Dong | None = None
    within: bool = True

    @property
    def alike(self) -> Hashable:
        """All that a line could say of it."""
        said = (self.amount, self.was, self.program, self.voucher, self.date)
        return (*said, self.capital, self.source, self.year, self.plan_year)


@dataclass(frozen=True, slots=True, kw_only=True)
class LineOutcome:
    """What became of a line. ``book``: what the book says of it, in đồng; 0 where it says nothing.

    ``entries`` are the numbers of those it is, ``candidates`` of those it could be.
    """

    status: LineStatus
    book: Dong = ZERO
    entries: tuple[int, ...] = ()
    differs_in: tuple[str, ...] = ()
    candidates: tuple[int, ...] = ()
    reason: str | None = None


def agree_in_class(line: StatementLine, item: BookItem) -> bool:
    """Say whether programme, capital, source and year are those of the line, where it says them.

    A treasury's niên độ is the budget year in some tables, the year of the plan in others.
    """
    return (
        (line.programs is None or item.program in line.programs)
        and line.capital in {None, item.capital}
        and line.source in {None, item.source}
        and line.year in {None, item.year, item.plan_year}
    )


def are_near(line: StatementLine, item: BookItem, days: int) -> bool:
    """Say whether their days are at most so many apart; a line without one is near everything."""
    return line.date is None or abs((line.date - item.date).days) <= days


def disagreements(line: StatementLine, item: BookItem, days: int) -> tuple[str, ...]:
    """Name in what a line and an item of the book differ, in the order people look at it."""
    differs = {
        "amount": line.amount != item.amount,
        "program": line.programs is not None and item.program not in line.programs,
        "source": line.source not in {None, item.source},
        "capital": line.capital not in {None, item.capital},
        "date": not are_near(line, item, days),
        "year": line.year not in {None, item.year, item.plan_year},
    }
    return tuple(name for name, differing in differs.items() if differing)


def with_reversals(
    entries: Iterable[BookItem], decided: frozenset[int] = frozenset()
) -> list[BookItem]:
    """Put each entry and its reversal together where both are of the span, or neither is.

    Of ``decided`` entries, which a person matched, a reversal counts whenever it was.
    """
    found = {each.ids[0]: each for each in entries}
    for number, each in [*found.items()]:
        taken_back = found.get(each.reverses or 0)
        if taken_back is not None and (
            taken_back.within is each.within or taken_back.ids[0] in decided
        ):
            del found[number]
            ids = (*taken_back.ids, number)
            found[taken_back.ids[0]] = replace(
                taken_back, ids=ids, amount=ZERO, was=taken_back.amount
            )
    return list(found.values())


def without_set_off(items: Sequence[BookItem]) -> list[BookItem]:
    """Leave out payments that were wholly set against an advance: no money left the treasury.

    Such a pair has one day, line and class, opposite amounts, and one voucher or none.
    """
    cleared: dict[Hashable, list[BookItem]] = {}
    for each in items:
        if each.kind is Kind.ADVANCE_RECOVERY:
            cleared.setdefault(_set_off_key(each, -each.amount), []).append(each)
    gone: set[tuple[int, ...]] = set()
    for each in items if cleared else ():
        against = cleared.get(_set_off_key(each, each.amount), [])
        if each.kind is Kind.PAYMENT and (chosen := _cleared_by(each, against)):
            against.remove(chosen)
            gone |= {each.ids, chosen.ids}
    return [each for each in items if each.ids not in gone]


def _cleared_by(payment: BookItem, against: Iterable[BookItem]) -> BookItem | None:
    fitting = (other for other in against if _one_voucher(payment, other))
    return min(
        fitting, key=lambda other: (other.voucher != payment.voucher, other.ids), default=None
    )


def _set_off_key(item: BookItem, amount: Dong) -> Hashable:
    line = (item.program, item.place, item.capital, item.source)
    return (amount, item.date, *line, item.year, item.plan_year)


def _one_voucher(one: BookItem, other: BookItem) -> bool:
    return one.voucher is None or other.voucher is None or one.voucher == other.voucher


@dataclass(frozen=True, slots=True, kw_only=True)
class BothSides:
    """A sum at the treasury, and in the book."""

    treasury: Dong = ZERO
    book: Dong = ZERO

    @property
    def difference(self) -> Dong:
        """What the treasury has more than the book."""
        return self.treasury - self.book

    def __add__(self, other: BothSides) -> BothSides:
        return BothSides(treasury=self.treasury + other.treasury, book=self.book + other.book)


@dataclass(frozen=True, slots=True)
class Reconciled:
    """A statement held against the book: what became of each line, and what the book has alone.

    ``reasons`` are those of entries that were explained, by their number.
    """

    lines: Sequence[StatementLine]
    outcomes: Mapping[int, LineOutcome]
    book_only: Sequence[BookItem]
    reasons: Mapping[int, str]

    @property
    def open(self) -> int:
        """How many lines and entries nobody matched or explained."""
        lines = sum(each.status in OPEN for each in self.outcomes.values())
        return lines + sum(each.ids[0] not in self.reasons for each in self.book_only)

    def sums(self) -> dict[str, BothSides]:
        """Return what is matched, explained and open; they add up to all there is."""
        treasury = dict.fromkeys(("matched", "explained", "open"), 0)
        book = treasury.copy()
        for line in self.lines:
            outcome = self.outcomes[line.number]
            name = "open" if outcome.status in OPEN else outcome.status.value
            treasury[name] += line.amount.value
            book[name] += outcome.book.value
        for item in self.book_only:
            name = "explained" if item.ids[0] in self.reasons else "open"
            book[name] += item.amount.value
        return {
            name: BothSides(treasury=Dong(of), book=Dong(book[name]))
            for name, of in treasury.items()
        }

    def total(self) -> BothSides:
        """Return all of both sides."""
        matched, explained, left = self.sums().values()
        return matched + explained + left


def equal_lines(older: Iterable[StatementLine], newer: Iterable[StatementLine]) -> dict[int, int]:
    """Return the row of a newer statement by that of an older, of the lines that say the same.

    Of several that do the first is the first.
    """
    rows: dict[tuple[Hashable, int], int] = {}
    seen: Counter[Hashable] = Counter()
    for line in sorted(newer, key=lambda each: each.number):
        seen[line.alike] += 1
        rows[line.alike, seen[line.alike]] = line.number
    seen.clear()
    found: dict[int, int] = {}
    for line in sorted(older, key=lambda each: each.number):
        seen[line.alike] += 1
        if (number := rows.get((line.alike, seen[line.alike]))) is not None:
            found[line.number] = number
    return found
