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
from itertools import chain
from operator import add, attrgetter
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from ethnictrack.i18n import N_, Message
from ethnictrack.ledger.clearing import Account, Accounts, Block, Clearing
from ethnictrack.values.kinds import PLAN_EFFECT, Kind
from ethnictrack.values.money import ZERO, Dong

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
    from datetime import date

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


class Advances(NamedTuple):
    """What was advanced, cleared and given back on a line, in a budget year and plan year, in đồng.

    They say what the movements of three kinds would; a book may have a hundred thousand of them.
    """

    line: PlanLine
    year: int
    plan_year: int
    advanced: int
    cleared: int
    refunded: int

    def movements(self) -> Iterator[Movement]:
        """Yield the sums of the three kinds, those that are any."""
        kinds = Kind.ADVANCE, Kind.ADVANCE_RECOVERY, Kind.REFUND
        for kind, amount in zip(kinds, self[3:], strict=True):
            if amount:
                yield Movement(self.line, self.year, self.plan_year, kind, Dong(amount))


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
        advances: Sequence[Advances] = (),
        by_place: bool = True,
    ) -> None:
        """Settle year after year up to this one, then keep the scope.

        ``movements`` are those of all years up to this one, and what the next has taken in;
        ``openings`` are what was paid before the book, ``advances`` what no movement tells of
        them. Unless ``by_place``, every line stands for all its places.
        """
        self.year, self.as_of, self.scope = year, as_of, scope
        self.programs, self.places, self.notes = programs, places, notes
        known, self.openings, self._advances = list(movements), list(openings), advances
        sums = _Sums(known, self.openings, advances, by_place=by_place)
        settled = sums.settle(year, programs, places)
        self.lines = [
            (line, columns)
            for line, columns in settled.items()
            if columns != Columns() and self.covers(line)
        ]
        self.left_out = self._of_other_capital(settled)
        self.unsaid = self.scope.unsaid and any(line.capital is None for line, _ in self.lines)
        self.first_year = min({year, *sums.years})
        self._moved = [each for each in known if self.covers(each.line)]

    @property
    def moved(self) -> list[Movement]:
        """The movements that are covered, those of advances too."""
        of_advances = (each.movements() for each in self._advances if self.covers(each.line))
        return [*self._moved, *chain.from_iterable(of_advances)]

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
        return unequal(self._moved, self.programs, since=since)


# Where the sums have what the book has cancelled: behind the columns of the form.
_CANCELLED = {Block.CARRIED: LAST + 1, Block.CURRENT: LAST + 2}


class _Sums:
    """Columns while they are added up, line by line, by their number, in đồng."""

    def __init__(
        self,
        known: Sequence[Movement],
        opened: Sequence[Opening],
        advances: Sequence[Advances],
        *,
        by_place: bool,
    ) -> None:
        """Begin before the first year of what is ``known``."""
        self._known, self._opened, self._advances = known, opened, advances
        self._waiting = sorted(opened, key=attrgetter("until"), reverse=True)
        self._by_place = by_place
        self.years = {each.year for each in known}.union(each.year for each in advances)

    def settle(self, year: int, programs: Programs, places: Places) -> dict[PlanLine, Columns]:
        """Settle one year after the other; each begins with what those before it add up to."""
        clearing = self._clearing(programs, places)
        sums: defaultdict[PlanLine, list[int]] = defaultdict(lambda: [0] * (LAST + 3))
        rows = [
            sums[line if self._by_place else line._replace(place=None)] for line in clearing.lines
        ]
        accounts = _accounts(self._known, self._advances, clearing.numbers)
        for past in sorted(each for each in accounts if each < year):
            self._take_in(past, rows, clearing)
            clearing.share(accounts[past])
            for number, of in chain.from_iterable(each.items() for each in accounts[past]):
                _past(rows[number], of)
        self._take_in(year, rows, clearing)
        clearing.share(accounts[year])
        self._of_year(year, accounts[year], rows, clearing)
        return {line: _columns(row) for line, row in sums.items()}

    def _of_year(
        self, year: int, accounts: Accounts, rows: Sequence[list[int]], clearing: Clearing
    ) -> None:
        """Add what the year itself has paid, and what its plan gives."""
        for block, of_block in zip(Block, accounts, strict=True):
            for number, of in of_block.items():
                _disbursed(rows[number], block, of)
        for each in self._known:
            if each.year == year:
                _planned(rows[clearing.numbers[each.line]], each)

    def _clearing(self, programs: Programs, places: Places) -> Clearing:
        """Begin before the first year; what an advance was made on can be drawn on."""
        lending = {each.line for each in self._known if each.kind is Kind.ADVANCE}
        lending.update(each.line for each in self._advances)
        lending.update(each.line for each in self._opened)
        lines = lending.union(each.line for each in self._known)
        return Clearing(lines, lending, programs, places)

    def _take_in(self, year: int, rows: Sequence[list[int]], clearing: Clearing) -> None:
        """Take in the opening figures of before a year, which is the next to be settled."""
        while self._waiting and self._waiting[-1].until < year:
            figure = self._waiting.pop()
            row = rows[clearing.numbers[figure.line]]
            for number, amount in _before_the_book(figure).items():
                row[number] += amount.value
            clearing.open(figure.line, figure.advances)


def _columns(row: list[int]) -> Columns:
    for number in (15, 21):
        row[number] = sum(row[part] if part > 0 else -row[-part] for part in FORMULAS[number])
    carried, current = (Dong(row[at]) for at in _CANCELLED.values())
    return Columns(tuple(map(Dong, row[FIRST : LAST + 1])), (carried, current))


def _accounts(
    known: Iterable[Movement], advances: Iterable[Advances], numbers: Mapping[PlanLine, int]
) -> dict[int, Accounts]:
    """Return what was paid, advanced, cleared and refunded: by year, block and line."""
    found: defaultdict[int, Accounts] = defaultdict(lambda: ({}, {}))
    for line, year, plan_year, advanced, cleared, refunded in advances:
        accounts, number = found[year][Block.of(year, plan_year)], numbers[line]
        if number in accounts:
            of = accounts[number]
            of.advanced += advanced
            of.cleared += cleared
            of.refunded += refunded
        else:
            accounts[number] = Account(0, advanced, cleared, refunded)
    for each in known:
        if name := _ACCOUNTS.get(each.kind):
            of = found[each.year][each.block].setdefault(numbers[each.line], Account())
            setattr(of, name, getattr(of, name) + each.amount.value)
    return found


def _before_the_book(of: Opening) -> dict[int, Dong]:
    """Return the columns that count from the start of works, as an opening figure has them."""
    return {6: of.paid, 7: of.advances, 23: of.advances, 24: of.paid}


def _past(row: list[int], of: Account) -> None:
    """Add what an earlier year ends with: the year begins with it, and counts to its end."""
    disbursed, opened = of.disbursed, of.opened
    row[6] += disbursed
    row[7] += opened
    row[23] += opened
    row[24] += disbursed


def _disbursed(row: list[int], block: Block, of: Account) -> None:
    """Add an account of the year to the columns of its line.

    Those with a formula are taken from the entries; the others as the money was shared out.
    """
    whole, work, advances = (11, 12, 13) if block is Block.CARRIED else (17, 18, 19)
    row[8] += of.earlier_returned
    row[9] += of.earlier_cleared
    row[whole] += of.disbursed
    row[work] += of.work
    row[advances] += of.advances
    row[22] += of.paid - of.work_returned
    row[23] += of.opened
    row[24] += of.disbursed


def _planned(row: list[int], each: Movement) -> None:
    """Add what an allocation gives, hands on or cancels."""
    carried = each.block is Block.CARRIED
    if each.kind in PLAN_EFFECT:
        row[10 if carried else 16] += PLAN_EFFECT[each.kind] * each.amount.value
    elif each.kind is Kind.CARRIED_OUT:
        row[14 if carried else 20] += each.amount.value
    elif each.kind is Kind.CANCELLED:
        row[_CANCELLED[each.block]] += each.amount.value


# What a year hands on and the next takes in: one sum, looked at from both ends. The settlement
# notes where they differ, and so does a check (docs/decisions/0012-settlement.md).
_UNEQUAL = N_(
    "Columns 14 and 20 of {out_year} and column 10 of {into_year} differ: {program} hands on {out}"
    " and takes in {into}."
)


class Handing(NamedTuple):
    """What a programme's own lines hand on to the next year, and what that year takes in."""

    program: int
    year: int
    out: Dong
    into: Dong

    def said(self, programs: Programs) -> Message:
        """Say that the two years differ."""
        return _UNEQUAL.of(
            out_year=self.year,
            into_year=self.year + 1,
            program=programs.code_of(self.program),
            out=self.out,
            into=self.into,
        )


def _sums(movements: Iterable[Movement]) -> Mapping[tuple[int, int], list[Dong]]:
    """Return what each year hands on of each programme, and what the next takes in."""
    sums: defaultdict[tuple[int, int], list[Dong]] = defaultdict(lambda: [ZERO, ZERO])
    for each in movements:
        if each.kind is Kind.CARRIED_OUT:
            sums[each.year, each.line.program][0] += each.amount
        elif each.kind is Kind.CARRIED_IN:
            sums[each.year - 1, each.line.program][1] += each.amount
    return sums


def unequal(movements: Iterable[Movement], programs: Programs, *, since: int) -> list[Handing]:
    """Return where a year, from ``since`` on, hands on another sum than the next takes in."""
    sums = _sums(movements)
    found = (
        Handing(program.id, year, *sums[year, program.id])
        for year in sorted({year for year, _ in sums})
        for program in programs
        if year >= since and (year, program.id) in sums
    )
    return [each for each in found if each.out != each.into]
