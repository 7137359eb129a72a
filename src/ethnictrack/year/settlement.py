"""Quyết toán niên độ: columns 6 to 24 of the form, line by line, and the formulas they obey.

Money carried over from earlier years (columns 10 to 15) and money of the year (16 to 21) are two
blocks. Which entry goes into which column is docs/decisions/0012-settlement.md; the form is
docs/sources.md, S-07. Columns with a formula are added up from the entries themselves, not from
the columns they are made of, so that the formula is a check; 15 and 21 alone are what the formula
says, and stand beside what the book has cancelled.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from operator import add, attrgetter
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from ethnictrack.ledger.carry_over_mismatch import unequal
from ethnictrack.ledger.clearing import Account, Block, Clearing
from ethnictrack.values.kinds import PLAN_EFFECT, Kind
from ethnictrack.values.money import ZERO, Dong

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping
    from datetime import date

    from ethnictrack.i18n import Message
    from ethnictrack.ledger.carry_over_mismatch import Handing
    from ethnictrack.ledger.clearing import Key, Shared
    from ethnictrack.ledger.opening_figure import Opening
    from ethnictrack.ledger.plan import PlanLine
    from ethnictrack.nouns.place import Places
    from ethnictrack.nouns.program import Programs
    from ethnictrack.year.figures import Coverage


FIRST, LAST = 6, 24  # the columns of money
# What a column is by its formula; a number below zero is taken away.
FORMULAS: Mapping[int, tuple[int, ...]] = MappingProxyType(
    {
        11: (12, 13),
        15: (10, -11, -14),
        17: (18, 19),
        21: (16, -17, -20),
        22: (9, 12, 18),
        23: (7, -8, -9, 13, 19),
        24: (6, 11, 17),
    }
)
_ACCOUNTS = {
    Kind.PAYMENT: "paid",
    Kind.ADVANCE: "advanced",
    Kind.ADVANCE_RECOVERY: "cleared",
    Kind.REFUND: "refunded",
}


class Movement(NamedTuple):
    """The sum of the entries of one kind on one line, budget year and plan year."""

    line: PlanLine
    year: int
    plan_year: int
    kind: Kind
    amount: Dong

    @property
    def block(self) -> Block:
        """The block of its year it stands in."""
        return Block.of(self.year, self.plan_year)


@dataclass(frozen=True, slots=True)
class Columns:
    """Columns 6 to 24, and what the book has cancelled of columns 15 and 21."""

    amounts: tuple[Dong, ...] = (ZERO,) * (LAST - FIRST + 1)
    cancelled: tuple[Dong, Dong] = (ZERO, ZERO)

    def __getitem__(self, number: int) -> Dong:
        """Return a column by its number. Raises: IndexError."""
        if not FIRST <= number <= LAST:
            raise IndexError(number)
        return self.amounts[number - FIRST]

    def __add__(self, other: Columns) -> Columns:
        carried, current = map(add, self.cancelled, other.cancelled)
        return Columns(tuple(map(add, self.amounts, other.amounts)), (carried, current))

    @property
    def undisposed(self) -> tuple[Dong, Dong]:
        """What columns 15 and 21 have beyond what is cancelled: neither paid nor decided upon."""
        return self[15] - self.cancelled[0], self[21] - self.cancelled[1]

    def by_formula(self, number: int) -> Dong:
        """Return what a column has to be, from the columns its formula names."""
        parts = FORMULAS[number]
        return Dong.total(self[part] if part > 0 else -self[-part] for part in parts)

    def broken(self) -> tuple[int, ...]:
        """Return the columns that are not what their formula says; none but by a defect."""
        return tuple(each for each in FORMULAS if self[each] != self.by_formula(each))


def formula(number: int) -> str:
    """Write a column's number, with its formula if it has one, as the form prints it."""
    parts = FORMULAS.get(number)
    if parts is None:
        return str(number)
    written = "".join(f"{'-' if part < 0 else '+'}{abs(part)}" for part in parts)
    return f"{number}={written.removeprefix('+')}"


class Settlement:
    """The settlement of one budget year up to ``as_of``, in one scope."""

    def __init__(  # noqa: PLR0913 - the facts a report states on its face
        self,
        movements: Iterable[Movement],
        *,
        year: int,
        as_of: date,
        scope: Coverage,
        programs: Programs,
        places: Places,
        notes: tuple[Message, ...] = (),
        openings: Iterable[Opening] = (),
        by_place: bool = True,
    ) -> None:
        """Settle year after year up to this one, then keep the scope.

        ``movements`` are those of all years up to this one, and what the next has taken in;
        ``openings`` are what was paid before the book. Unless ``by_place``, every line stands for
        all its places.
        """
        self.year, self.as_of, self.scope = year, as_of, scope
        self.programs, self.places, self.notes = programs, places, notes
        known, opened = list(movements), list(openings)
        settled = _settled(known, opened, year, Clearing(programs, places), by_place=by_place)
        self.lines = [
            (line, columns)
            for line, columns in settled.items()
            if columns != Columns() and self.covers(line)
        ]
        self.left_out = self._of_other_capital(settled)
        self.unsaid = self.scope.unsaid and any(line.capital is None for line, _ in self.lines)
        self.first_year = min([year, *(each.year for each in known)])
        self.moved = [each for each in known if self.covers(each.line)]
        self.openings = opened

    @property
    def opened(self) -> list[Opening]:
        """The opening figures that count here: those of before the year."""
        before = (each for each in self.openings if each.until < self.year)
        return [each for each in before if self.covers(each.line)]

    @property
    def covered_by(self) -> list[Opening]:
        """The opening figures that reach into the year or beyond it; they count in no column."""
        reaching = (each for each in self.openings if each.until >= self.year)
        return [each for each in reaching if self.covers(each.line)]

    def _of_other_capital(self, settled: Mapping[PlanLine, Columns]) -> tuple[Dong, Dong]:
        """Return plan, and disbursed up to the end, of what only its type of capital keeps out."""
        whole = replace(self.scope, capital=None)
        other = [
            columns
            for line, columns in settled.items()
            if not self.covers(line) and whole.holds(line, self.programs, self.places)
        ]
        plan = Dong.total(each[column] for each in other for column in (10, 16))
        return plan, Dong.total(each[LAST] for each in other)

    def covers(self, line: PlanLine) -> bool:
        """Say whether a line is in the scope."""
        return self.scope.holds(line, self.programs, self.places)

    def opened_in(self, number: int, programs: Collection[int] | None) -> Dong:
        """Return what opening figures of some programmes, or of all, bring to a column."""
        return Dong.total(
            _before_the_book(each).get(number, ZERO)
            for each in self.opened
            if programs is None or each.line.program in programs
        )

    def total(self) -> Columns:
        """Count every đồng once."""
        return sum((each for _, each in self.lines), Columns())

    def of_programs(self) -> dict[int, Columns]:
        """Return the columns of every programme that has any, its descendants' included."""
        sums: dict[int, Columns] = {}
        for line, each in self.lines:
            for program in self.programs.lineage(line.program):
                sums[program] = sums.get(program, Columns()) + each
        return sums

    def unequal(self) -> list[Handing]:
        """Return where a year hands on another sum than the next takes in.

        Both ends of this year are looked at; at its beginning, only if the book has the year
        before.
        """
        since = max(self.first_year, self.year - 1)
        return unequal(self.moved, self.programs, since=since)


def _settled(
    known: list[Movement], opened: list[Opening], year: int, clearing: Clearing, *, by_place: bool
) -> dict[PlanLine, Columns]:
    """Settle one year after the other; each begins with what those before it add up to."""
    accounts = _accounts(known)
    found, waiting = _Sums(by_place=by_place), sorted(opened, key=attrgetter("until"), reverse=True)
    for past in sorted(each for each in accounts if each < year):
        _take_in(waiting, past, found, clearing)
        shared = clearing.year(accounts[past])
        for (line, block), of in accounts[past].items():
            paid, open_ = _paid(of, shared[line, block]), _opened(of, shared[line, block])
            # What the years before end with is what this one begins with, and counts to its end.
            found.add(line, {6: paid, 7: open_, 23: open_, 24: paid})
    _take_in(waiting, year, found, clearing)
    own = accounts.get(year, {})
    for (line, block), share in clearing.year(own).items():
        found.add(line, _shared(block, share))
        found.add(line, _disbursed(block, own.get((line, block), Account()), share))
    for each in known:
        if each.year == year:
            found.add(each.line, _planned(each))
    return found.columns()


def _take_in(waiting: list[Opening], year: int, found: _Sums, clearing: Clearing) -> None:
    """Take in the opening figures of before a year, which is the next to be settled."""
    while waiting and waiting[-1].until < year:
        figure = waiting.pop()
        found.add(figure.line, _before_the_book(figure))
        clearing.open(figure.line, figure.advances)


class _Sums:
    """Columns while they are added up: of each line those that have anything, by their number."""

    def __init__(self, *, by_place: bool) -> None:
        self._by_place = by_place
        self._lines: defaultdict[PlanLine, defaultdict[int, Dong]] = defaultdict(_zeros)

    def add(self, line: PlanLine, amounts: Mapping[int, Dong]) -> None:
        """Take amounts into the columns of a line."""
        of = self._lines[line if self._by_place else line._replace(place=None)]
        for number, amount in amounts.items():
            if amount:
                of[number] += amount

    def columns(self) -> dict[PlanLine, Columns]:
        """Return what each line comes to, with what is left of both blocks by the formula."""
        found = {}
        for line, of in self._lines.items():
            amounts = [of[number] for number in range(FIRST, LAST + 1)]
            cancelled = of[_CANCELLED[Block.CARRIED]], of[_CANCELLED[Block.CURRENT]]
            known = Columns(tuple(amounts), cancelled)
            for number in (15, 21):
                amounts[number - FIRST] = known.by_formula(number)
            found[line] = Columns(tuple(amounts), cancelled)
        return found


# Where the sums have what the book has cancelled: behind the columns of the form.
_CANCELLED = {Block.CARRIED: LAST + 1, Block.CURRENT: LAST + 2}


def _zeros() -> defaultdict[int, Dong]:
    return defaultdict(lambda: ZERO)


def _accounts(known: Iterable[Movement]) -> dict[int, dict[Key, Account]]:
    """Return what was paid, advanced, cleared and refunded: by year, line and block."""
    sums: defaultdict[tuple[int, Key], defaultdict[str, Dong]] = defaultdict(
        lambda: defaultdict(lambda: ZERO)
    )
    for each in known:
        if each.kind in _ACCOUNTS:
            sums[each.year, (each.line, each.block)][_ACCOUNTS[each.kind]] += each.amount
    found: defaultdict[int, dict[Key, Account]] = defaultdict(dict)
    for (year, key), of in sums.items():
        found[year][key] = Account(**of)
    return found


def _before_the_book(of: Opening) -> dict[int, Dong]:
    """Return the columns that count from the start of works, as an opening figure has them."""
    return {6: of.paid, 7: of.advances, 23: of.advances, 24: of.paid}


def _paid(of: Account, share: Shared) -> Dong:
    """Return giải ngân as the form has it: what gives back earlier advances is not taken off."""
    return of.disbursed + share.earlier_returned


def _opened(of: Account, share: Shared) -> Dong:
    """Return by how much an account changes the advances that are open."""
    return of.advanced + share.work_returned - of.cleared - of.refunded


def _disbursed(block: Block, of: Account, share: Shared) -> dict[int, Dong]:
    """Return the columns with a formula, straight from the entries."""
    paid = _paid(of, share)
    return {
        11 if block is Block.CARRIED else 17: paid,
        22: of.paid - share.work_returned,
        23: _opened(of, share),
        24: paid,
    }


def _shared(block: Block, share: Shared) -> dict[int, Dong]:
    """Return the columns without one, as the payments and advances were shared out."""
    work, advances = (12, 13) if block is Block.CARRIED else (18, 19)
    return {
        8: share.earlier_returned,
        9: share.earlier_cleared,
        work: share.work,
        advances: share.advances,
    }


def _planned(each: Movement) -> dict[int, Dong]:
    """Return what an allocation gives, hands on or cancels."""
    carried = each.block is Block.CARRIED
    if each.kind in PLAN_EFFECT:
        sign = PLAN_EFFECT[each.kind]
        return {10 if carried else 16: each.amount if sign > 0 else -each.amount}
    if each.kind is Kind.CARRIED_OUT:
        return {14 if carried else 20: each.amount}
    return {_CANCELLED[each.block]: each.amount} if each.kind is Kind.CANCELLED else {}
