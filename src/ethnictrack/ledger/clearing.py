"""Which money clears which advance, and what a refund gives back, year by year.

An entry that clears an advance names no advance, and a refund does not say what it gives back. The
settlement has to know both, as it keeps advances of earlier years apart from those of the year.
An entry draws on its own line, then on those it does not contradict, the nearest first
(docs/decisions/0012-settlement.md).

A book may have a hundred thousand lines of this. So amounts are bare numbers of đồng here, and a
line goes by its number.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from enum import IntEnum
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Sequence

    from ethnictrack.ledger.plan import PlanLine
    from ethnictrack.nouns.place import Places
    from ethnictrack.nouns.program import Programs
    from ethnictrack.values.kinds import Capital, Source
    from ethnictrack.values.money import Dong


_Class = tuple["Capital | None", "Source | None"]
_AtPlace = dict[int | None, dict[_Class, int]]  # the numbers of the lines of a programme


class Nearest(dict[int, list[int]]):
    """The numbers of the lines that each line may draw on, found when they are first asked for.

    Lines of its programme come first, then of those below it, then of those above; of a programme
    the lines of the same place, capital and source come first. The line itself is among them.
    """

    def __init__(
        self,
        lines: Sequence[PlanLine],
        lending: Collection[PlanLine],
        programs: Programs,
        places: Places,
    ) -> None:
        """Know all ``lines``, whose numbers are where they stand; ``lending`` can be drawn on."""
        super().__init__()
        self._lines = lines
        self._of: defaultdict[int, _AtPlace] = defaultdict(lambda: defaultdict(dict))
        for number, line in enumerate(lines):
            if line in lending:
                self._of[line.program][line.place][line.capital, line.source] = number
        self._around = cache(_around_in(programs))
        self._related = cache(_related_in({line.place for line in lines}, places))
        self._there = cache(self._at)
        classes = {(line.capital, line.source) for line in lending}
        self._fitting = cache(lambda *of: [each for each in classes if _fits(of, each)])

    def __missing__(self, number: int) -> list[int]:
        lines, line = self._lines, self._lines[number]
        classes = self._fitting(line.capital, line.source)
        found = self[number] = []
        for there in self._there(line.program, line.place):
            fitting = [of[each] for of in there for each in classes if each in of]
            if len(fitting) > 1:
                fitting.sort(key=lambda at: (*_distance(line, lines[at]), at))
            found += fitting
        return found

    def _at(self, program: int, place: int | None) -> list[list[dict[_Class, int]]]:
        """Return the lines of each programme around one whose places fit, whatever their class."""
        found = []
        for around in self._around(program):
            if of := self._of.get(around):
                fitting = of if place is None else self._related(place)
                found.append([of[at] for at in fitting if at in of])
        return found


def _around_in(programs: Programs) -> Callable[[int], list[int]]:
    """Return what names a programme, those below it, then those above it, the nearest first."""
    return lambda program: [*programs.family(program), *programs.lineage(program)[1:]]


def _related_in(known: Iterable[int | None], places: Places) -> Callable[[int], list[int | None]]:
    """Return what names the ``known`` places that hold a place or lie in it; "no place" does."""
    above = {at: places.first_versions(at) for at in known if at is not None}
    same: defaultdict[int, list[int | None]] = defaultdict(list)
    inside: defaultdict[int, list[int | None]] = defaultdict(list)
    for at, (first, *others) in above.items():
        same[first].append(at)
        for holding in {first, *others}:
            inside[holding].append(at)

    def related(place: int) -> list[int | None]:
        first, *others = above[place]
        return [None, *inside[first], *(at for each in {*others} - {first} for at in same[each])]

    return related


def _fits(one: _Class, other: _Class) -> bool:
    """Say whether two classes of money contradict each other in nothing."""
    return all(mine is its or None in {mine, its} for mine, its in zip(one, other, strict=True))


def _distance(line: PlanLine, other: PlanLine) -> tuple[bool, bool, bool]:
    return line.place != other.place, line.capital != other.capital, line.source != other.source


class Block(IntEnum):
    """Whose plan the money of a year comes from: that of earlier years, or the year's own."""

    CARRIED = 0
    CURRENT = 1

    @classmethod
    def of(cls, year: int, plan_year: int) -> Block:
        """Return the block that money of a plan year stands in, in a budget year."""
        return cls.CARRIED if plan_year < year else cls.CURRENT


_EARLIER = len(Block)  # the pool of advances made in earlier years; a block has its own


@dataclass(slots=True)
class Account:
    """What the entries of one year, line and block add up to, and what became of it, in đồng.

    ``work`` is accepted work paid for by this block, ``advances`` what it advanced and left open;
    ``earlier_cleared`` is work that advances of earlier years had paid for. Of the refunds,
    ``earlier_returned`` gave back such advances and ``work_returned`` payments for work; the rest
    gave back advances of the year.
    """

    paid: int = 0
    advanced: int = 0
    cleared: int = 0
    refunded: int = 0
    work: int = 0
    advances: int = 0
    earlier_cleared: int = 0
    earlier_returned: int = 0
    work_returned: int = 0

    @property
    def disbursed(self) -> int:
        """Giải ngân as the form has it: what gives back earlier advances is not taken off."""
        return self.paid + self.advanced - self.cleared - self.refunded + self.earlier_returned

    @property
    def opened(self) -> int:
        """By how much it changes the advances that are open."""
        return self.advanced + self.work_returned - self.cleared - self.refunded


Accounts = tuple[dict[int, Account], dict[int, Account]]  # of each block, by the line's number
_Wants = dict[int, int]  # what lines have still to draw, in the order in which they are served


class Clearing:
    """The open advances of a book, asked one budget year after the other."""

    def __init__(
        self,
        lines: Iterable[PlanLine],
        lending: Collection[PlanLine],
        programs: Programs,
        places: Places,
    ) -> None:
        """Begin before the first year: nothing is open on any of the ``lines`` there will be.

        ``lending`` are those of them that advances are made on in any year, or were before.
        """
        self.lines: Sequence[PlanLine] = sorted(lines, key=_order)
        self.numbers = {line: number for number, line in enumerate(self.lines)}
        self._near = Nearest(self.lines, lending, programs, places)
        self._earlier = [0] * len(self.lines)

    def open(self, line: PlanLine, amount: Dong) -> None:
        """Take in advances that were open on a line before the next year, and stand in no entry."""
        self._earlier[self.numbers[line]] += amount.value

    def share(self, accounts: Accounts) -> None:
        """Share out the next year; what it leaves open is earlier money from then on."""
        share = _Share(accounts, self._earlier, self._near, self.lines)
        share.out()
        self._earlier = share.left_open()


class _Share:
    """One year of it. Columns change on the line of the entry, openings on the line drawn on."""

    def __init__(
        self, accounts: Accounts, earlier: list[int], near: Nearest, lines: Sequence[PlanLine]
    ) -> None:
        """Take lines in an order of their own: in which one they come must not matter."""
        self._accounts, self._near, self._lines = accounts, near, lines
        self._cleared: tuple[_Wants, _Wants] = ({}, {})
        self._refunded: tuple[_Wants, _Wants] = ({}, {})
        self._open = [[0] * len(earlier), [0] * len(earlier), earlier]
        for block in Block:
            for number in sorted(accounts[block]):
                of = accounts[block][number]
                of.work, of.advances = of.paid, of.advanced
                self._open[block][number] = of.advanced
                if of.cleared:
                    self._cleared[block][number] = of.cleared
                if of.refunded:
                    self._refunded[block][number] = of.refunded

    def out(self) -> None:
        """Draw on the entry's own line first, then on the nearest lines; what is left is negative.

        Advances cleared draw on the oldest first. A refund of an earlier plan year gives back
        advances of earlier years first; one of the year itself, what the year has paid.
        """
        for near in (False, True):
            self._refunds(Block.CARRIED, _EARLIER, near=near)
            for block in Block:
                self._clears(block, _EARLIER, near=near)
            for block in Block:
                self._clears(block, block, near=near)
            for block, other in zip(Block, reversed(Block), strict=True):
                self._clears(block, other, near=near)
            for block in Block:
                self._refunds(block, block, near=near)
        self._returned_work()
        for near in (False, True):
            self._refunds(Block.CURRENT, _EARLIER, near=near)
        for block, accounts in zip(Block, self._accounts, strict=True):
            for number, rest in self._cleared[block].items():
                accounts[number].advances -= rest
            for number, rest in self._refunded[block].items():
                accounts[number].work -= rest
                accounts[number].work_returned += rest

    def left_open(self) -> list[int]:
        """Return the advances no entry has drawn on, line by line."""
        return [a + b + c for a, b, c in zip(*self._open, strict=True)]

    def _clears(self, block: Block, pool: int, *, near: bool) -> None:
        """Let advances cleared in a block draw on a pool.

        The work was accepted in a payment of the block, but paid for by the pool's money.
        """
        for number, drawn in self._draws(self._cleared[block], pool, near=near):
            of = self._accounts[block][number]
            of.work -= drawn
            if pool == _EARLIER:
                of.earlier_cleared += drawn
            else:
                source = self._accounts[pool].setdefault(number, Account())
                source.work += drawn
                source.advances -= drawn

    def _refunds(self, block: Block, pool: int, *, near: bool) -> None:
        for number, drawn in self._draws(self._refunded[block], pool, near=near):
            of = self._accounts[block][number]
            if pool == _EARLIER:
                of.earlier_returned += drawn
            else:
                of.advances -= drawn

    def _returned_work(self) -> None:
        """Let refunds of the year's own money give back what its programme paid for work."""
        accounts, refunded = self._accounts[Block.CURRENT], self._refunded[Block.CURRENT]
        programs = {self._lines[number].program for number in refunded}
        paid = dict.fromkeys(programs, 0)
        for number, of in accounts.items() if refunded else ():
            if of.work and (program := self._lines[number].program) in paid:
                paid[program] += of.work
        for number, wanted in refunded.items():
            program = self._lines[number].program
            drawn = min(wanted, paid[program])
            if drawn > 0:
                paid[program] -= drawn
                refunded[number] -= drawn
                accounts[number].work -= drawn
                accounts[number].work_returned += drawn

    def _draws(self, wants: _Wants, pool: int, *, near: bool) -> Iterator[tuple[int, int]]:
        """Yield what each line draws from a pool, and take it off both."""
        opened = self._open[pool]
        if not any(opened):
            return
        for number, wanted in wants.items():
            if wanted > 0:
                for at in self._near[number] if near else (number,):
                    if (has := opened[at]) > 0:
                        drawn = min(wants[number], has)
                        opened[at] = has - drawn
                        wants[number] -= drawn
                        yield number, drawn
                        if not wants[number]:
                            break


def _order(line: PlanLine) -> tuple[int, str, str, int]:
    """Return the order in which lines are served: that of the registers, what is unsaid first."""
    return line.program, line.capital or "", line.source or "", line.place or 0
